package source

import (
	"slices"
	"strings"
)

// Encodings lists what a text file can be declared as.
var Encodings = []string{"utf-8", "windows-1252", "iso-8859-1", "cp850", "cp865", "utf-16", "utf-16le", "utf-16be"}

// Spaces are the blanks that stand between groups of three digits: space, no-break space, thin space and
// narrow no-break space.
const Spaces = " \u00a0\u2009\u202f"

func defaultDialect() Dialect {
	return Dialect{Encoding: "utf-8", Delimiter: ';', Quote: '"', Decimal: '.', Thousands: Spaces, Header: true,
		Null: []string{"", ".", "NA", "NULL"}}
}

func (p *groupParser) dialect(dialect *Dialect, e entry) {
	const where = "dialect"
	for _, e := range p.mapping(e.node, where, "encoding", "delimiter", "decimal", "thousands", "quote", "header", "names", "null") {
		switch e.key {
		case "encoding":
			name := strings.ToLower(p.text(e, where))
			if !slices.Contains(Encodings, name) {
				p.fault(e.line, where, "encoding: unknown value %q; %s", name, suggest(name, Encodings))
			}
			dialect.Encoding = name
		case "delimiter":
			text := p.text(e, where)
			if text == "tab" {
				text = "\t"
			}
			if len(text) != 1 || text[0] >= 0x80 || text[0] == '\n' || text[0] == '\r' || text[0] == '"' || text[0] == 0 {
				p.fault(e.line, where, "delimiter: expected one character such as \";\" or \",\", or tab, found %q", text)
				continue
			}
			dialect.Delimiter = text[0]
		case "decimal":
			switch text := p.text(e, where); text {
			case ".", ",":
				dialect.Decimal = text[0]
			default:
				p.fault(e.line, where, "decimal: expected \",\" or \".\", found %q", text)
			}
		case "thousands":
			words := map[string]string{"space": Spaces, "none": "", ".": ".", ",": ",", "'": "'"}
			text := p.text(e, where)
			characters, ok := words[text]
			if !ok {
				p.fault(e.line, where, "thousands: expected space (also no-break and thin), none, \".\", \",\" or \"'\", found %q", text)
			}
			dialect.Thousands = characters
		case "quote":
			switch text := p.text(e, where); text {
			case `"`, "'":
				dialect.Quote = text[0]
			case "none":
				dialect.Quote = 0
			default:
				p.fault(e.line, where, "quote: expected '\"', \"'\" or none, found %q", text)
			}
		case "header":
			dialect.Header = p.flag(e, where)
		case "names":
			dialect.Names = p.headers(p.ranges(e, where))
		case "null":
			dialect.Null = p.texts(e, where)
			if !slices.Contains(dialect.Null, "") {
				dialect.Null = append([]string{""}, dialect.Null...)
			}
		}
	}
	if dialect.Header == (dialect.Names != nil) {
		p.fault(e.line, where, "names and \"header: false\" belong together: write both when the file has no header line, else neither")
	}
	if dialect.Thousands != "" && dialect.Thousands == string(dialect.Decimal) {
		p.fault(e.line, where, "thousands and decimal are the same character %q", dialect.Thousands)
	}
	if dialect.Delimiter == dialect.Quote {
		p.fault(e.line, where, "delimiter and quote are the same character")
	}
}
