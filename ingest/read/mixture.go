package read

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A mixture is what the records of a file in a single-byte encoding show of UTF-8: letters of another system's file, put together with
// this one, would be read as others without a word.
type mixture struct {
	lines  []int64 // of the first records that hold letters in UTF-8
	signs  int64   // records that do
	valid  int64   // records with other than ASCII that are UTF-8
	others int64   // records with other than ASCII that are not
}

// maxLines is how many lines a refusal names.
const maxLines = 3

// note takes a record that holds other than ASCII.
func (m *mixture) note(rec record) {
	if !utf8.Valid(rec.text) {
		m.others++
	} else {
		m.valid++
	}
	if holdsUTF8(rec.text) {
		m.signs++
		if len(m.lines) < maxLines {
			m.lines = append(m.lines, rec.line)
		}
	}
}

// holdsUTF8 tells whether bytes make a letter of western Europe, a no-break space, a dash or quotation mark, or a byte order mark in
// UTF-8. What they would be in a single-byte encoding is never written: å is Ã¥ in windows-1252, ├Ñ in cp850.
func holdsUTF8(text []byte) bool {
	for from := 0; ; {
		at := bytes.IndexByte(text[from:], 0xc3)
		if at < 0 {
			break
		}
		from += at + 1
		if from < len(text) && text[from] >= 0x80 && text[from] < 0xc0 {
			return true
		}
	}
	return bytes.Contains(text, []byte("\u00a0")) || bytes.Contains(text, []byte{0xe2, 0x80}) || bytes.Contains(text, markUTF8)
}

// unmixed refuses a file whose declared encoding is not, or not everywhere, the one that it is in.
func (n *normaliser) unmixed() error {
	m := &n.mixture
	refusal := &Refusal{File: n.name, Rule: Undecodable, Expected: "text in " + n.group.Dialect.Encoding}
	switch {
	case m.others == 0 && (m.signs > 0 || m.valid >= 3):
		refusal.Found = "that every letter outside ASCII is UTF-8"
		refusal.Do = "declare encoding: utf-8 in the source's dialect"
	case m.signs > 0:
		refusal.Line = m.lines[0]
		refusal.Found = fmt.Sprintf("letters in UTF-8 in %d records (%s), and in another encoding in %d", m.signs, listed(m.lines, m.signs), m.others)
		refusal.Do = "are two systems' files put together? Deliver each by itself, with a source that declares its encoding"
	default:
		return nil
	}
	return refusal
}

// listed writes the first lines of all.
func listed(lines []int64, all int64) string {
	text := "line " + strings.Trim(strings.ReplaceAll(fmt.Sprint(lines), " ", ", "), "[]")
	if all > int64(len(lines)) {
		text += " …"
	}
	return text
}
