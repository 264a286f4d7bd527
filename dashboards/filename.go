package dashboards

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"klarsyn/dashboards/swedish"
)

// longestSelection is how many letters of a selection a file's name holds; a longer one is cut and told apart by a hash.
const longestSelection = 60

// fileName names a file without its format: what it shows, the selection, and the last day it covers. The same question to
// the same data always gets the same name.
func fileName(what, query string, day time.Time) string {
	parts := []string{swedish.Slug(what)}
	if selection := swedish.Slug(strings.NewReplacer("=-", "-inte-", "=", "-", "&", "-").Replace(unescape(query))); selection != "" {
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

func join(parts []string) string { return strings.Join(parts, "-") }
