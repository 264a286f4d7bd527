package rows

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"klarsyn/ingest/source"
)

// A Code is a text that a code map or the schema does not know, and how many records were held back for it.
type Code struct {
	Text    string
	Records int64
}

// The bounds of what is told of unknown codes.
const (
	noted      = 1000 // distinct texts that are counted for a fault
	shown      = 12   // of them, how many are told
	longest    = 12   // characters of one
	often      = 5    // records that hold a word before it is told
	rareColumn = 0.1  // share of the records whose code is unknown above which the column may be another one
)

// unknownCode counts the text of a record that is held back for an unknown code.
func (m *Maker) unknownCode(fault int, text []byte) {
	if m.Faults[fault].Rule != source.UnknownCode || len(text) == 0 {
		return
	}
	texts := m.unknown[fault]
	if texts == nil {
		texts = map[string]int64{}
		m.unknown[fault] = texts
	}
	if _, known := texts[string(text)]; known || len(texts) < noted {
		texts[string(text)]++
	}
}

// UnknownCodes lists the most common texts that records were held back for, of those that can be told: short codes (one letter, at most three
// digits, or letters with at most three digits), what the source or the schema knows in another case, and words that at least five records
// hold, when nine of ten records have a known code, so that the column cannot be one of names. read is the number of the file's records.
func (m *Maker) UnknownCodes(fault int, read int64) []Code {
	var total int64
	for _, records := range m.unknown[fault] {
		total += records
	}
	var codes []Code
	for text, records := range m.unknown[fault] {
		word := records >= often && float64(total) <= rareColumn*float64(read) && isWord(text)
		if isCode(text) || word || m.declared[fault][strings.ToLower(text)] {
			codes = append(codes, Code{text, records})
		}
	}
	slices.SortFunc(codes, func(a, b Code) int {
		return cmp.Or(cmp.Compare(b.Records, a.Records), strings.Compare(a.Text, b.Text))
	})
	return codes[:min(len(codes), shown)]
}

// isCode tells a text too short to be a name or a number of a person.
func isCode(text string) bool {
	letters, digits := 0, 0
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case unicode.IsLetter(c):
			letters++
		default:
			return false
		}
	}
	if digits == 0 {
		return letters == 1
	}
	return digits <= 3 && letters <= 3
}

// isWord tells one short word of letters.
func isWord(text string) bool {
	return utf8.RuneCountInString(text) <= longest && strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) }) < 0
}

// declares notes the texts that a column knows, for codes written in another case.
func (m *Maker) declares(fault int, spec *source.Column) {
	texts := map[string]bool{}
	for _, code := range spec.Map {
		texts[strings.ToLower(code.From)] = true
	}
	for _, text := range spec.Allowed {
		texts[strings.ToLower(text)] = true
	}
	m.declared[fault] = texts
}
