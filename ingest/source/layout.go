package source

import (
	"fmt"
	"strings"
)

// ExcelSerial stands in Formats for a day counted as Excel does, 45292 = 2024-01-01.
const ExcelSerial = "excel"

// tokens pairs the parts of a Go time layout with those of DuckDB's strptime, longest first.
var tokens = []struct{ layout, strptime string }{
	{"2006", "%Y"}, {".000000", ".%f"}, {".000", ".%g"}, {"January", "%B"}, {"Jan", "%b"},
	{"01", "%m"}, {"02", "%d"}, {"06", "%y"}, {"15", "%H"}, {"04", "%M"}, {"05", "%S"}, {"1", "%-m"}, {"2", "%-d"},
}

// Strptime writes a Go layout as a DuckDB format. It refuses parts that DuckDB and Go would read differently,
// such as zones: times are local Swedish time.
func Strptime(layout string) (string, error) {
	var format strings.Builder
	rest := layout
next:
	for rest != "" {
		for _, token := range tokens {
			if strings.HasPrefix(rest, token.layout) {
				format.WriteString(token.strptime)
				rest = rest[len(token.layout):]
				continue next
			}
		}
		c := rest[0]
		if c != 'T' && (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '%' || c >= 0x80) {
			return "", fmt.Errorf("cannot read %q of the date format %q", string(c), layout)
		}
		format.WriteByte(c)
		rest = rest[1:]
	}
	text := format.String()
	if !strings.Contains(text, "%Y") && !strings.Contains(text, "%y") || !strings.Contains(text, "%-m") && !strings.Contains(text, "%m") &&
		!strings.Contains(text, "%b") && !strings.Contains(text, "%B") || !strings.Contains(text, "%d") && !strings.Contains(text, "%-d") {
		return "", fmt.Errorf("the date format %q lacks year, month or day", layout)
	}
	return text, nil
}
