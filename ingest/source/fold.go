package source

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Fold makes header names comparable: Unicode normal form C, lower case, without surrounding blanks.
// It keeps å, ä and ö.
func Fold(name string) string {
	return strings.ToLower(norm.NFC.String(strings.Trim(name, " \t\u00a0\ufeff")))
}
