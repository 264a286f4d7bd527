package rows

import (
	"strings"
	"unicode"
)

// class shows the shape of a value: 9 for a digit, a for a letter, other signs of ASCII as they are, ? for the rest.
func class(text string) string {
	if text == "" {
		return "tomt"
	}
	var shape strings.Builder
	n := 0
	for _, c := range text {
		if n++; n > 20 {
			shape.WriteString("…")
			break
		}
		switch {
		case unicode.IsDigit(c):
			shape.WriteByte('9')
		case unicode.IsLetter(c):
			shape.WriteByte('a')
		case c < 0x80 && unicode.IsPrint(c):
			shape.WriteRune(c)
		default:
			shape.WriteByte('?')
		}
	}
	return shape.String()
}
