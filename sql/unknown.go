package sql

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// UnknownValue stands in a dimension's column where the data have no value; shown as uppgift saknas.
const UnknownValue = "unknown"

// An UnknownName is what a dimension's missing value is called where it cannot exist, declared in the mart's header as
//
//	-- unknown: <key> <Swedish name>; only <column>=<data value>
//
// for example a hospital in primary care. The name holds where every row without the value has that data value in
// that column, a dimension's; a single row of another cause, and the word is uppgift saknas.
type UnknownName struct {
	Label  string // Swedish; empty: uppgift saknas
	Column string // the dimension's column that tells the cause
	Value  string // its data value in every row that lacks the value
}

// nameUnknown gives the dimensions the names that the mart's unknown lines declare.
func (f File) nameUnknown(dims []Dimension, faults *faultList) {
	for _, entry := range f.All("unknown") {
		fault := func(format string, args ...any) {
			*faults = append(*faults, fmt.Errorf("%s:%d: unknown %s", f.Path, entry.Line, fmt.Sprintf(format, args...)))
		}
		head, condition, _ := strings.Cut(entry.Value, ";")
		key, label, _ := strings.Cut(strings.TrimSpace(head), " ")
		cause, only := strings.CutPrefix(strings.TrimSpace(condition), "only ")
		column, value, equals := strings.Cut(cause, "=")
		name := UnknownName{Label: strings.TrimSpace(label), Column: strings.TrimSpace(column), Value: strings.TrimSpace(value)}
		if !only || !equals || name.Label == "" || name.Column == "" || name.Value == "" {
			fault("wants: key name; only column=value")
			continue
		}
		var named *Dimension
		told := false
		for i := range dims {
			if dims[i].Key == key {
				named = &dims[i]
			}
			told = told || dims[i].Column == name.Column && dims[i].By == ""
		}
		switch {
		case named == nil:
			fault("names %s, which is no dimension of the mart", key)
		case named.Unknown.Label != "":
			fault("names %s a second time", key)
		case named.By != "":
			fault("names %s, whose values a file lists", key)
		case named.Of != "":
			fault("names %s, which is %s's and named there", key, named.Of)
		case !told:
			fault("%s: %s is no column of a dimension", key, name.Column)
		default:
			named.Unknown = name
		}
	}
}

// Check refuses a cause that no row can have: the value must be one of those that the column's file lists.
func (n UnknownName) Check(tree fs.FS, dims []Dimension) error {
	for _, dim := range dims {
		if n.Label == "" || dim.Column != n.Column || dim.Values == "data" || dim.Of != "" {
			continue
		}
		values, err := ReadValues(tree, dim.Values)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(values, func(v NamedValue) bool { return v.Data == n.Value }) {
			return fmt.Errorf("unknown: %s is no value of values/%s.csv", n.Value, dim.Values)
		}
	}
	return nil
}
