package read

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"klarsyn/ingest/source"
)

// A suspect says why a header does not fit: what was found, and what to do.
type suspect struct{ found, do string }

// known counts the names that the group reads.
func known(wanted map[string]bool, names []string) int {
	found := map[string]bool{}
	for _, name := range names {
		if folded := source.Fold(name); wanted[folded] {
			found[folded] = true
		}
	}
	return len(found)
}

// otherDelimiter looks for one that parts a header's text into more names that the group reads than the declared one did.
func (n *normaliser) otherDelimiter(header []byte, recognised int) (suspect, bool) {
	declared, wanted := n.group.Dialect.Delimiter, reads(n.group)
	best := byte(0)
	for _, delimiter := range []byte(";,\t|") {
		if delimiter == declared {
			continue
		}
		var names []string
		for _, part := range bytes.Split(header, []byte{delimiter}) {
			names = append(names, strings.Trim(string(n.decoder.append(nil, part)), " \"'"))
		}
		if count := known(wanted, names); count > recognised && len(names) > 1 {
			best, recognised = delimiter, count
		}
	}
	if best == 0 {
		return suspect{}, false
	}
	return suspect{fmt.Sprintf("names parted by %s, where the source says %s", delimiterName(best), delimiterName(declared)),
		fmt.Sprintf("set delimiter: %s in the source's dialect", delimiterName(best))}, true
}

func delimiterName(delimiter byte) string {
	if delimiter == '\t' {
		return "tab"
	}
	return strconv.Quote(string(delimiter))
}

// A titled line is one of the first of a file.
type titled struct {
	line  int64
	names []string
}

// below looks for the header among the lines under the first.
func below(wanted map[string]bool, recognised int, headed int64, lines []titled) (suspect, bool) {
	best := titled{}
	for _, line := range lines {
		if count := known(wanted, line.names); count > max(recognised, 1) {
			best, recognised = line, count
		}
	}
	if best.line == 0 {
		return suspect{}, false
	}
	return suspect{fmt.Sprintf("the column names in row %d, not in row %d", best.line, headed),
		"take the rows above the column names out of the file"}, true
}

var (
	headedByYear = regexp.MustCompile(`^.+[^0-9](19|20)[0-9]{2}$`)
	aYear        = regexp.MustCompile(`^(19|20)[0-9]{2}$`)
	yearColumns  = []string{"år", "year", "tid", "time"}
	contents     = []string{"tabellinnehåll", "contentscode", "contents", "observations"}
)

// pxWeb recognises the heads that SCB's PxWeb and its API (version 2) give a table of years.
func pxWeb(names []string) (suspect, bool) {
	places := func(fits func(name string) bool) (columns []int) {
		for i, name := range names {
			if fits(source.Fold(name)) {
				columns = append(columns, i+1)
			}
		}
		return columns
	}
	if with := places(headedByYear.MatchString); with != nil {
		return suspect{numbered(with) + " headed by a text and a year, as PxWeb does when the table has contents to choose from",
			"in PxWeb, choose a file with the years alone as heads, or take the text before the year out of the heads"}, true
	}
	list := func(words []string) func(string) bool {
		return func(name string) bool { return slices.Contains(words, name) }
	}
	if years := places(list(yearColumns)); years != nil {
		return suspect{numbered(years) + " holding the year, one row for each, as PxWeb's API gives it",
			"in PxWeb, pivot the table so that each year has a column of its own; in the API, give the time as heading"}, true
	}
	if what := places(list(contents)); what != nil {
		return suspect{numbered(what) + " naming the contents, as PxWeb's API gives it",
			"choose one content only, with the time as heading"}, true
	}
	return suspect{}, false
}

// numbered names columns by their places: kolumn 3, 5, 7–9.
func numbered(columns []int) string {
	var parts []string
	for i := 0; i < len(columns); {
		j := i
		for j+1 < len(columns) && columns[j+1] == columns[j]+1 {
			j++
		}
		switch {
		case j > i+1:
			parts = append(parts, fmt.Sprintf("%d–%d", columns[i], columns[j]))
		default:
			for ; i <= j; i++ {
				parts = append(parts, strconv.Itoa(columns[i]))
			}
		}
		i = j + 1
	}
	return "kolumn " + strings.Join(parts, ", ")
}

// isRecord tells that a header's cells look like values: more of them are numbers or days than not.
func isRecord(names []string) bool {
	values := 0
	for _, name := range names {
		digits := strings.Count(strings.Map(func(c rune) rune {
			if signOf(c).isDigit() {
				return '9'
			}
			return 'a'
		}, name), "9")
		if digits > 0 && 2*digits >= len([]rune(name)) && !aYear.MatchString(name) {
			values++
		}
	}
	return values > 0 && 3*values >= len(names)
}
