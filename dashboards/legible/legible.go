// Package legible keeps out of files what no text holds. Loads replace such characters in data; texts of saved analyses, page files,
// headers and older snapshots can still hold them, and one of them makes a whole file unreadable.
package legible

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Text is a text with U+FFFD for each character that XML 1.0 does not allow: control characters but tabs and line ends, surrogates,
// U+FFFE and U+FFFF, and bytes that are no UTF-8.
func Text(text string) string {
	if strings.ContainsFunc(text, isNoise) || !utf8.ValidString(text) {
		return strings.Map(replaced, text)
	}
	return text
}

// Bytes is Text of a whole file.
func Bytes(text []byte) []byte {
	if bytes.ContainsFunc(text, isNoise) || !utf8.Valid(text) {
		return bytes.Map(replaced, text)
	}
	return text
}

func replaced(letter rune) rune {
	if isNoise(letter) {
		return utf8.RuneError
	}
	return letter
}

func isNoise(letter rune) bool {
	switch letter {
	case '\t', '\n', '\r':
		return false
	}
	return letter < ' ' || letter == 0xfffe || letter == 0xffff
}
