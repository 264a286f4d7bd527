package read

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name is a file's base name as messages, the log and the snapshot hold it.
func Name(path string) string { return Escape(filepath.Base(path)) }

// Escape writes text for a terminal or a page: what moves the cursor, turns the direction of reading, cannot be seen or
// is no text at all is written as its number, as in Go's strings.
func Escape(text string) string {
	if strings.IndexFunc(text, func(c rune) bool { return !shows(c) }) < 0 {
		return text
	}
	var out strings.Builder
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case c == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, `\x%02x`, text[at])
		case shows(c):
			out.WriteRune(c)
		case c < 0x80:
			fmt.Fprintf(&out, `\x%02x`, c)
		case c < 0x10000:
			fmt.Fprintf(&out, `\u%04x`, c)
		default:
			fmt.Fprintf(&out, `\U%08x`, c)
		}
		at += size
	}
	return out.String()
}

func shows(c rune) bool {
	return c != utf8.RuneError && (unicode.IsPrint(c) || unicode.Is(unicode.Zs, c))
}
