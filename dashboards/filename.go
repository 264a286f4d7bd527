package dashboards

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// How many letters of a selection, and of what is shown, a file's name holds; longer ones are cut and told apart by a hash. With
// the day and a format the name stays far below the 255 bytes of file systems.
const (
	longestSelection = 60
	longestSubject   = 100
)

// fileName names a file without its format: what it shows, the selection (see named), and the last day it covers. The same question
// to the same data always gets the same name.
func fileName(what, query string, day time.Time) string {
	parts := []string{shortened(swedish.Slug(what), what, longestSubject)}
	if selection := swedish.Slug(strings.NewReplacer("=-", "-inte-", "=", "-", "&", "-").Replace(unescape(query))); selection != "" {
		parts = append(parts, shortened(selection, query, longestSelection))
	}
	if !day.IsZero() {
		parts = append(parts, day.Format(time.DateOnly))
	}
	name := strings.Join(parts, "-")
	if devices[name] {
		name += "-fil"
	}
	return name
}

// shortened cuts a slug that is too long, and tells it apart from others by a hash of what it was made of.
func shortened(slug, of string, longest int) string {
	if len(slug) <= longest {
		return slug
	}
	return strings.TrimRight(slug[:longest], "-") + "-" + mark(of)
}

// mark is a short hash.
func mark(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:3])
}

// devices are the names that Windows keeps for itself, whatever the format behind them.
var devices = func() map[string]bool {
	names := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}
	for _, digit := range "0123456789" {
		names["com"+string(digit)], names["lpt"+string(digit)] = true, true
	}
	return names
}()

// named is a query string for the name of a file: values that look alike there, such as Ängelholm and Angelholm, carry a hash of
// what they are.
func named(view *analytics.View, page *analytics.Page, query string) string {
	parts := strings.Split(query, "&")
	for i, part := range parts {
		key, value, _ := strings.Cut(part, "=")
		key = strings.TrimPrefix(strings.TrimPrefix(key, "a."), "b.")
		value = unescape(value)
		if looksLikeAnother(value, view.Values(page, unescape(key))) {
			parts[i] += "-" + mark(strings.TrimPrefix(value, "-"))
		}
	}
	return strings.Join(parts, "&")
}

// looksLikeAnother tells that a value, as a query writes it, has the slug of another one.
func looksLikeAnother(written string, values []analytics.DimensionValue) bool {
	alike, slug := 0, swedish.Slug(written)
	for _, value := range values {
		if swedish.Slug(value.URL) == slug {
			alike++
		}
	}
	return alike > 1
}

func join(parts []string) string { return strings.Join(parts, "-") }
