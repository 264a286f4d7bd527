package read

import (
	"unicode"
	"unicode/utf8"
)

// A sign is what a character means to somebody who looks for numbers: the value of a digit, 0 to 9, or one of the kinds below.
type sign uint8

// The kinds of characters that are no digits.
const (
	blank      sign = 10 + iota // white space, line ends and other control characters
	dash                        // hyphens, dashes of any length, minus
	plus                        //
	point                       // also a middle dot
	slash                       // also a backslash
	underscore                  //
	comma                       // also the Arabic decimal sign
	exponent                    // e or E behind a digit, with a digit or + and a digit behind it
	letter                      //
	hidden                      // what nobody sees: zero-width characters, marks on the character before
	other                       // brackets, quotes, colons: a border between two texts
)

func (s sign) isDigit() bool { return s < 10 }

// separates tells that the sign may stand between the digits of one number.
func (s sign) separates() bool { return s >= blank && s <= underscore }

// ascii holds the signs of single bytes; bytes of longer characters are hidden.
var ascii = func() (signs [256]sign) {
	for c := range signs {
		switch {
		case c >= utf8.RuneSelf:
			signs[c] = hidden
		case c >= '0' && c <= '9':
			signs[c] = sign(c - '0')
		default:
			signs[c] = signOf(rune(c))
		}
	}
	return signs
}()

// signAt is the sign of the character at a place of UTF-8 text, and how many bytes it takes.
func signAt(text []byte, at int) (sign, int) {
	if c := text[at]; c < utf8.RuneSelf {
		return ascii[c], 1
	}
	c, size := utf8.DecodeRune(text[at:])
	return signOf(c), size
}

func signOf(c rune) sign {
	switch c {
	case '+', '\uff0b', '\ufe62', '\u207a':
		return plus
	case '.', '\u00b7', '\u2024', '\u2027', '\u2219', '\u22c5', '\uff0e', '\ufe52', '\uff61', '\u3002', '\u30fb':
		return point
	case '/', '\\', '\u2044', '\u2215', '\uff0f', '\uff3c', '\u29f8':
		return slash
	case '_', '\uff3f', '\u203f', '\u2040':
		return underscore
	case ',', '\u066b', '\uff0c', '\ufe50', '\u3001':
		return comma
	case '\u2212', '\u00af', '\u02c9', '\u02d7', '\u2043', '\u2500', '\u2501', '\u30fc', '\u207b', '\u2796', '\uff70':
		return dash
	}
	switch {
	case unicode.Is(unicode.Nd, c):
		return digitOf(c)
	case unicode.In(c, unicode.Cf, unicode.Mn, unicode.Me):
		return hidden
	case unicode.IsSpace(c), unicode.IsControl(c), unicode.Is(unicode.Z, c):
		return blank
	case unicode.Is(unicode.Pd, c):
		return dash
	case unicode.In(c, unicode.L, unicode.Mc):
		return letter
	}
	return other
}

// digitOf is the value of a decimal digit: each script's ten stand in a row, and rows that touch (Mathematical ones) begin at a
// multiple of ten from the first.
func digitOf(c rune) sign {
	for _, r := range unicode.Nd.R16 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return sign((c - rune(r.Lo)) % 10)
		}
	}
	for _, r := range unicode.Nd.R32 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return sign((c - rune(r.Lo)) % 10)
		}
	}
	return other
}
