package swedish

import "strings"

var ascii = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e")

// Slug is a text in letters, digits and hyphens that every file system, address and header takes.
func Slug(text string) string {
	var out strings.Builder
	for _, letter := range ascii.Replace(strings.ToLower(text)) {
		switch {
		case letter >= 'a' && letter <= 'z', letter >= '0' && letter <= '9':
			out.WriteRune(letter)
		case out.Len() > 0 && !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
	}
	return strings.Trim(out.String(), "-")
}
