package analytics

import "strings"

// Enumerate writes names in a sentence: a, b och c.
func Enumerate(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " och " + names[last]
}
