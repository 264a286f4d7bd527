package source

import (
	"fmt"
	"slices"
	"strings"
)

// ExcelSerial stands in Formats for a day counted as Excel does, 45292 = 2024-01-01.
const ExcelSerial = "excel"

// The parts of a Go time layout that a source may use, longest first, and those among them whose text varies in length.
var (
	tokens   = []string{"2006", ".000000", ".000", "January", "Jan", "01", "02", "06", "15", "04", "05", "1", "2"}
	variable = []string{"January", "1", "2"}
)

// CheckLayout refuses layouts with other parts, such as zones (times are local Swedish time), and those without a whole day. fixed
// tells that every text in the layout has its length.
func CheckLayout(layout string) (fixed bool, err error) {
	rest, found := layout, map[string]bool{}
	fixed = true
next:
	for rest != "" {
		for _, token := range tokens {
			if strings.HasPrefix(rest, token) {
				found[token], rest = true, rest[len(token):]
				fixed = fixed && !slices.Contains(variable, token)
				continue next
			}
		}
		c := rest[0]
		if c != 'T' && (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '%' || c >= 0x80) {
			return false, fmt.Errorf("cannot read %q of the date format %q", string(c), layout)
		}
		rest = rest[1:]
	}
	some := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return found[part] })
	}
	if !some("2006", "06") || !some("01", "1", "Jan", "January") || !some("02", "2") {
		return false, fmt.Errorf("the date format %q lacks year, month or day", layout)
	}
	return fixed, nil
}
