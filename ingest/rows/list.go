package rows

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"klarsyn/ingest/source"
	"klarsyn/sql/code"
)

// Separators part the list in a cell.
type separators struct {
	hard   [256]bool    // each parts two items
	blank  bool         // so do blanks, any number of them
	single bool         // one separator, so that two in a row have a missing item between them
	system *code.System // whose codes the list holds; nil: other texts
}

func newSeparators(by string, system *code.System) separators {
	s := separators{single: len(by) == 1, system: system}
	for i := range len(by) {
		if by[i] == ' ' {
			s.blank = true
		} else {
			s.hard[by[i]] = true
		}
	}
	return s
}

// listed is the system of the codes that a table makes rows of, or nil.
func (t *table) listed() *code.System {
	for i := range t.columns {
		if c := &t.columns[i]; c.spec.Origin == source.FromValue {
			return c.system
		}
	}
	return nil
}

// split gives the items of a list, empty ones too when a single separator parts them.
func (s *separators) split(items [][]byte, list []byte) [][]byte {
	if s.blank && bytes.ContainsFunc(list, isWide) {
		list = bytes.Map(func(letter rune) rune {
			if isWide(letter) {
				return ' '
			}
			return letter
		}, list)
	}
	from := 0
	for i := 0; i <= len(list); i++ {
		if i < len(list) && (!s.hard[list[i]] || s.isPoint(list, i)) {
			continue
		}
		items = s.between(items, bytes.Trim(list[from:i], " "))
		from = i + 1
	}
	return items
}

// isWide tells blanks outside ASCII, such as no-break spaces.
func isWide(letter rune) bool { return letter >= utf8.RuneSelf && unicode.IsSpace(letter) }

// isPoint tells that a comma stands for the point of a code: I50,9. Codes of most systems begin with letters.
func (s *separators) isPoint(list []byte, i int) bool {
	return list[i] == ',' && i+1 < len(list) && i > 0 && list[i+1] >= '0' && list[i+1] <= '9' &&
		s.system != nil && s.system != code.MVO && s.system != code.DRG
}

// between gives the items of a text between two hard separators.
func (s *separators) between(items [][]byte, text []byte) [][]byte {
	switch {
	case len(text) == 0:
		if s.single && !s.blank {
			items = append(items, text)
		}
		return items
	case !s.blank || bytes.IndexByte(text, ' ') < 0:
		return append(items, text)
	case s.system == nil:
		return append(items, bytes.Fields(text)...)
	}
	return s.codes(items, text)
}

// codes gives the codes of a list that blanks part, each with the words that belong to it: the rest of its own spelling, as in
// I 50.9, or a text that explains it. Words that are no code stand by themselves when they hold a digit; others are text.
func (s *separators) codes(items [][]byte, text []byte) [][]byte {
	rest, first := text, len(items)
	for len(rest) > 0 {
		size := s.code(rest)
		if size == 0 {
			word := wordEnd(rest, 0)
			if hasDigit(rest[:word]) {
				items = append(items, rest[:word])
			}
			rest = bytes.TrimLeft(rest[word:], " ")
			continue
		}
		size = s.explained(rest, size)
		items = append(items, bytes.TrimRight(rest[:size], " "))
		rest = bytes.TrimLeft(rest[size:], " ")
	}
	if len(items) == first {
		items = append(items, text)
	}
	return items
}

// code is how much of a text its first code takes, which may be written in three words; 0 when it begins with none.
func (s *separators) code(text []byte) int {
	end := wordEnd(text, 0)
	if s.system.Holds(text[:end]) {
		if joined := wordEnd(text, end); !s.system.Holds(bytes.TrimLeft(text[end:joined], " ")) && s.system.Joins(text[:joined]) {
			return joined
		}
		return end
	}
	two := wordEnd(text, end)
	for _, end := range []int{wordEnd(text, two), two} {
		if s.system.Joins(text[:end]) {
			return end
		}
	}
	return 0
}

// explained is how much of a text its first code takes together with the text that follows, up to the next code. A word with
// digits right behind the code is no such text.
func (s *separators) explained(text []byte, size int) int {
	for began := false; size < len(text); began = true {
		end := wordEnd(text, size)
		if !began && hasDigit(text[size:end]) || s.code(bytes.TrimLeft(text[size:], " ")) > 0 {
			return size
		}
		size = end
	}
	return size
}

// wordEnd is where the word ends that begins at or behind the blanks at from.
func wordEnd(text []byte, from int) int {
	for from < len(text) && text[from] == ' ' {
		from++
	}
	for from < len(text) && text[from] != ' ' {
		from++
	}
	return from
}

func hasDigit(text []byte) bool { return bytes.ContainsAny(text, "0123456789") }
