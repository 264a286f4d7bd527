package chart

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"klarsyn/analytics"
)

// A role is what an encoding may name.
type role uint8

const (
	category role = iota // text, date, truth value or whole number
	number
	either // category or number
	flag
	text
	word // one of the encoding's words, no column
)

// An encoding is one key=value of a chart line.
type encoding struct {
	name   string
	role   role
	needed bool
	words  []string
}

func need(role role, names ...string) []encoding {
	list := make([]encoding, len(names))
	for i, name := range names {
		list[i] = encoding{name: name, role: role, needed: true}
	}
	return list
}

func may(role role, names ...string) []encoding {
	list := need(role, names...)
	for i := range list {
		list[i].needed = false
	}
	return list
}

func mayWord(name string, words ...string) []encoding {
	return []encoding{{name: name, role: word, words: words}}
}

func (role role) takes(column analytics.Column) bool {
	switch role {
	case category:
		return column.Type != analytics.Decimal
	case number:
		return measured(column)
	case flag:
		return column.Type == analytics.Boolean
	case text:
		return column.Type == analytics.Text
	default:
		return true
	}
}

func (role role) String() string {
	return [...]string{"a category", "a number", "a category or a number", "a truth value", "a text", "a word"}[role]
}

// measured reports whether a column holds amounts: numbers that are not the names of years.
func measured(column analytics.Column) bool {
	numeric := column.Type == analytics.Integer || column.Type == analytics.Decimal
	return numeric && column.Unit.Name != "årtal" && column.Unit.Name != "kod"
}

// newReader checks a spec against its kind and the table's columns.
func newReader(table *analytics.Table, spec analytics.Chart, kind kind, settings Settings) (*reader, error) {
	r := &reader{table: table, columns: map[string]int{}, words: map[string]string{}, settings: settings}
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("chart %s: %s", spec.Kind, fmt.Sprintf(format, args...)))
	}
	known := map[string]bool{}
	for _, e := range kind.encodings {
		known[e.name] = true
		value, given := spec.Encoding[e.name]
		switch {
		case !given && e.needed:
			fault("encoding %s is missing; it names %s among the columns %s", e.name, e.role, names(table.Columns))
		case !given:
		case e.role == word && !slices.Contains(e.words, value):
			fault("%s=%s is not known, there is %s", e.name, value, strings.Join(e.words, ", "))
		case e.role == word:
			r.words[e.name] = value
		default:
			i := table.Column(value)
			if i < 0 {
				fault("%s=%s names no column; there are %s", e.name, value, names(table.Columns))
			} else if !e.role.takes(table.Columns[i]) {
				fault("%s=%s is not %s", e.name, value, e.role)
			} else {
				r.columns[e.name] = i
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(spec.Encoding)) {
		if !known[name] {
			fault("encoding %q is not known, there are %s", name, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	r.inferCounts()
	return r, nil
}

func names(columns []analytics.Column) string {
	list := make([]string, len(columns))
	for i, column := range columns {
		list[i] = column.Name
	}
	return strings.Join(list, ", ")
}
