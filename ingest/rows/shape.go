package rows

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"klarsyn/ingest/source"
)

// origin is the text that the column is made of; empty when it is missing.
func (c *column) origin(m *Maker, p *part) []byte {
	var text []byte
	switch c.spec.Origin {
	case source.FromConst:
		text = c.fixed
	case source.FromOrdinal:
		text = p.ordinal
	case source.FromHeader:
		text = p.header
	case source.FromNumber:
		text = m.copied(strconv.AppendInt(nil, m.number, 10))
	case source.FromValue:
		text = p.value
	case source.FromBeside:
		if p.number > 0 && p.number <= len(c.beside) {
			text = m.cell(c.beside[p.number-1])
		}
	default:
		if len(c.from) == 1 {
			text = m.cell(c.from[0])
		} else {
			text = c.joined(m)
		}
	}
	if len(text) == 0 && c.spec.Default != "" {
		text = []byte(c.spec.Default)
	}
	return text
}

// joined is the text of several cells, empty ones included; nothing when all are empty.
func (c *column) joined(m *Maker) []byte {
	var text []byte
	some := false
	for i, position := range c.from {
		if i > 0 {
			text = append(text, c.join...)
		}
		cell := m.cell(position)
		some = some || len(cell) > 0
		text = append(text, cell...)
	}
	if !some {
		return nil
	}
	return text
}

// shaped applies digits, take, pad and case.
func (c *column) shaped(m *Maker, text []byte) []byte {
	spec := c.spec
	if spec.Digits {
		text = bytes.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, text)
	}
	if spec.Take > 0 {
		text = first(text, spec.Take)
	}
	if spec.Pad > 0 && len(text) > 0 {
		if lacks := spec.Pad - utf8.RuneCount(text); lacks > 0 {
			text = m.copied(append(bytes.Repeat([]byte{'0'}, lacks), text...))
		}
	}
	switch spec.Case {
	case "upper":
		text = bytes.ToUpper(text)
	case "lower":
		text = bytes.ToLower(text)
	}
	return text
}

// first is the first so many characters of a text.
func first(text []byte, characters int) []byte {
	at := 0
	for ; at < len(text) && characters > 0; characters-- {
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return text[:at]
}
