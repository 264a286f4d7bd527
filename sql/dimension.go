package sql

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// A Dimension is one query key of a mart, declared in the mart's header as
//
//	-- dimension: <key> <column> <Swedish label>; values=<file>|data [label=<column>|<table>.<key>.<label>] [total=<data value>] [single=<url value>] [by=<choice>]
//
// values=<file> names sql/values/<file>.csv (url_value, data_value, label); values=data takes the values found.
// total names the data value whose rows stand for all values together: with no choice, or every value
// chosen, only those rows are used. single names the url value that stands when nothing is chosen of a key that always has
// exactly one value: rows of several values mean nothing together. by says that the column depends on one of a page's
// choices, whose values stand in sql/values/<choice>.csv: column case by regel is case_<data value of regel>.
//
// of=<mart>, in place of values, takes key and column over from a mart that this one is made from: the values are that mart's, and
// the column keeps its type, so that millions of rows need no translation.
type Dimension struct {
	Key         string // as in the address, for example kon
	Column      string // of the mart
	Label       string // Swedish
	Values      string // file below sql/values without .csv, or "data"
	LabelColumn string // with values=data: the mart's column that names the value, or table.key.label; empty: the value itself
	Total       string // data value that stands for all; empty: none
	Single      string // url value that stands when nothing is chosen, of a key with exactly one value; empty: any number
	By          string // choice that the column depends on; empty: none
	Of          string // mart whose dimension it is; empty: the mart's own
	Unknown     UnknownName
}

// Enum is the type of one of the dimension's columns in a mart: its text values, numbered in the order in which they are shown.
func (d Dimension) Enum(mart, column string) string {
	if d.Of != "" {
		mart = d.Of
	}
	return mart + "_" + column
}

// Under is the column under a data value of the choice that it depends on, or the column itself.
func (d Dimension) Under(value string) string {
	if d.By == "" {
		return d.Column
	}
	return d.Column + "_" + value
}

// Columns are the columns that hold the dimension: one, or one per value of the choice that it depends on.
func (d Dimension) Columns(tree fs.FS) ([]string, error) {
	if d.By == "" {
		return []string{d.Column}, nil
	}
	values, err := ReadValues(tree, d.By)
	if err != nil {
		return nil, err
	}
	columns := make([]string, len(values))
	for i, value := range values {
		columns[i] = d.Under(value.Data)
	}
	return columns, nil
}

// Dimensions parses the dimension lines of a mart.
func (f File) Dimensions() ([]Dimension, error) {
	var dims []Dimension
	var faults faultList
	for _, entry := range f.All("dimension") {
		head, options, _ := strings.Cut(entry.Value, ";")
		words := strings.Fields(head)
		dim := Dimension{}
		if len(words) < 3 {
			faults = append(faults, fmt.Errorf("%s:%d: dimension wants: key column label; values=…", f.Path, entry.Line))
			continue
		}
		dim.Key, dim.Column, dim.Label = words[0], words[1], strings.Join(words[2:], " ")
		for _, option := range strings.Fields(options) {
			name, value, _ := strings.Cut(option, "=")
			switch name {
			case "values":
				dim.Values = value
			case "label":
				dim.LabelColumn = value
			case "total":
				dim.Total = value
			case "single":
				dim.Single = value
			case "by":
				dim.By = value
			case "of":
				dim.Of = value
			default:
				faults = append(faults, fmt.Errorf("%s:%d: unknown option %q of dimension %s", f.Path, entry.Line, name, dim.Key))
			}
		}
		if (dim.Values == "") == (dim.Of == "") {
			faults = append(faults, fmt.Errorf("%s:%d: dimension %s wants one of values=<file>, values=data and of=<mart>", f.Path, entry.Line, dim.Key))
		}
		if dim.Of != "" && (dim.LabelColumn != "" || dim.Total != "") {
			faults = append(faults, fmt.Errorf("%s:%d: dimension %s: of takes neither label nor total", f.Path, entry.Line, dim.Key))
		}
		if dim.By != "" && (dim.Values == "data" || dim.LabelColumn != "" || dim.Total != "") {
			faults = append(faults, fmt.Errorf("%s:%d: dimension %s: by wants values=<file>, and neither label nor total", f.Path, entry.Line, dim.Key))
		}
		if dim.Single != "" && dim.Total != "" {
			faults = append(faults, fmt.Errorf("%s:%d: dimension %s: single and total exclude each other", f.Path, entry.Line, dim.Key))
		}
		dims = append(dims, dim)
	}
	f.nameUnknown(dims, &faults)
	return dims, faults.join()
}

// A NamedValue is one value of a dimension.
type NamedValue struct {
	URL, Data, Label string
	Position         int
}

// ReadValues reads sql/values/<name>.csv: header url_value,data_value,label; the file's order is the shown order.
func ReadValues(tree fs.FS, name string) ([]NamedValue, error) {
	file := "values/" + name + ".csv"
	records, err := ReadCSV(tree, file, 3)
	if err != nil {
		return nil, err
	}
	values := make([]NamedValue, len(records))
	for i, record := range records {
		values[i] = NamedValue{URL: record[0], Data: record[1], Label: record[2], Position: i + 1}
	}
	return values, nil
}

// ReadCSV reads a shipped CSV file without its header; every record has so many columns.
func ReadCSV(tree fs.FS, file string, columns int) ([][]string, error) {
	opened, err := tree.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	defer opened.Close()
	reader := csv.NewReader(opened)
	reader.FieldsPerRecord = columns
	records, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("read %s: no header, wanted %s columns", file, strconv.Itoa(columns))
	}
	return records[1:], nil
}
