package code

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// A span is one word of a text.
type span struct{ start, end int }

// strange stands in a word for a character that no code holds.
const strange = '?'

// appendWords writes the words of a text behind out: their letters in capitals and their digits, without points, hyphens and
// what cannot be seen. Blanks and the marks that people put around codes part them: the last † in "I50.9†" belongs to no word.
func appendWords(out, text []byte, words []span) ([]byte, []span) {
	start, digits := len(out), true // of the word at hand, which holds digits only
	end := func() {
		if len(out) > start {
			words = append(words, span{start, len(out)})
		}
		start, digits = len(out), true
	}
	for len(text) > 0 {
		letter, size := utf8.DecodeRune(text)
		text = text[size:]
		switch sign := classify(letter); {
		case sign == unseen, sign == inside && (!digits || len(out) == start): // I50.9, J06-P; but 101.0 is the number 101
		case sign == apart, sign == inside:
			end()
		default:
			digits = digits && sign >= '0' && sign <= '9'
			out = append(out, sign)
		}
	}
	end()
	return out, words
}

// What a character is besides a capital letter, a digit or strange.
const (
	unseen byte = iota
	apart
	inside // a point or a hyphen
)

// classify says what a character is in the writing of codes.
func classify(letter rune) byte {
	if letter < utf8.RuneSelf {
		return ascii[letter]
	}
	if folded := width.LookupRune(letter).Folded(); folded != 0 && folded < utf8.RuneSelf {
		return ascii[folded] // letters and digits as wide as Chinese ones
	}
	switch {
	case unicode.Is(unicode.Cf, letter), letter >= 0xfe00 && letter <= 0xfe0f: // zero-width characters, soft hyphen, variation selectors
		return unseen
	case unicode.Is(unicode.Pd, letter), letter == '−':
		return inside
	case unicode.IsSpace(letter), letter == '†', letter == '‡', letter == '•', letter == '·', letter == '’', letter == '”', letter == '“':
		return apart
	}
	return strange
}

// ascii says it of the characters up to 0x7f.
var ascii = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
			table[c] = byte(c)
		case c >= 'a' && c <= 'z':
			table[c] = byte(c) - 'a' + 'A'
		default:
			table[c] = strange
		}
	}
	for _, c := range "\t\n\v\f\r ,;:/|+*!#()[]\"'_=&`" {
		table[c] = apart
	}
	table['.'], table['-'] = inside, inside
	return table
}()
