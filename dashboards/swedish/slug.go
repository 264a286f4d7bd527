package swedish

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var ascii = strings.NewReplacer("ø", "o", "æ", "ae", "ß", "ss")

// Slug is a text in letters, digits and hyphens that every file system, address and header takes. Different texts can have one slug.
func Slug(text string) string {
	var out strings.Builder
	for _, letter := range ascii.Replace(norm.NFD.String(strings.ToLower(text))) {
		switch {
		case letter >= 'a' && letter <= 'z', letter >= '0' && letter <= '9':
			out.WriteRune(letter)
		case unicode.Is(unicode.Mn, letter): // the ring of å
		case out.Len() > 0 && !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
	}
	return strings.Trim(out.String(), "-")
}
