package rows

import (
	"strings"
	"unicode"
)

// class shows the shape of a value: 9 for a digit, a for a letter, other signs as they are.
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
		default:
			shape.WriteRune(c)
		}
	}
	return shape.String()
}
