package dashboards

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// longestSelection is how many letters of a selection a file's name holds; a longer one is cut and told apart by a hash.
const longestSelection = 60

// fileName names a file without its format: what it shows, the selection, and the last day it covers. The same question to
// the same data always gets the same name.
func fileName(what, query string, day time.Time) string {
	parts := []string{slug(what)}
	if selection := slug(strings.NewReplacer("=-", "-inte-", "=", "-", "&", "-").Replace(unescape(query))); selection != "" {
		if len(selection) > longestSelection {
			sum := sha256.Sum256([]byte(query))
			selection = strings.TrimRight(selection[:longestSelection], "-") + "-" + hex.EncodeToString(sum[:3])
		}
		parts = append(parts, selection)
	}
	if !day.IsZero() {
		parts = append(parts, day.Format(time.DateOnly))
	}
	return strings.Join(parts, "-")
}

var ascii = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e")

// slug is a text in letters, digits and hyphens that every file system and header takes.
func slug(text string) string {
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

func join(parts []string) string { return strings.Join(parts, "-") }
