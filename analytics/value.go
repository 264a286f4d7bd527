package analytics

import "strings"

// How a value stands in a query string: by itself, or behind "-" when it is excluded; "alla" takes a filter away. A value that would be
// read as one of these has a backslash before it: kon=\-X is the value -X, kon=-\-X all but it, kon=\alla the value alla, and kon=\\X the
// value \X.
const (
	excluding = "-"
	literally = `\`
)

// Literal is a value as it stands in a query string that chooses it, before the escapes of addresses.
func Literal(value string) string { return written(value, false) }

// written is a value as it stands in a query string, before the escapes of addresses.
func written(value string, exclude bool) string {
	if value == allValues || strings.HasPrefix(value, excluding) || strings.HasPrefix(value, literally) {
		value = literally + value
	}
	if exclude {
		return excluding + value
	}
	return value
}

// readValue reads what written writes; all: the filter is taken away. Behind "-" stands a value in any case.
func readValue(text string) (value string, all, exclude bool) {
	if text == allValues {
		return "", true, false
	}
	text, exclude = strings.CutPrefix(text, excluding)
	return strings.TrimPrefix(text, literally), false, exclude
}
