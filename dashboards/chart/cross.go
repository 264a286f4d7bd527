package chart

import (
	"slices"
	"strconv"
	"strings"

	"klarsyn/analytics"
)

// A cross lays the rows of a table out by category and series.
type cross struct {
	labels []string // of the categories, as read
	series []string // of the series; one, without name, when the encoding is not used
	first  []int    // per category: a row that has it
	rows   [][]int  // per series and category: the row, or -1
}

// cross collects categories and series in the given order of rows.
func (r *reader) cross(category, series string, order []int) cross {
	c := cross{}
	if !r.has(series) {
		c.series, c.rows = []string{""}, [][]int{nil}
	}
	columns, lines := map[string]int{}, map[string]int{}
	for _, row := range r.seriesOrder(series, order) {
		key := r.identity(row, series)
		if _, seen := lines[key]; !seen {
			lines[key] = len(c.series)
			c.series, c.rows = append(c.series, r.label(row, series)), append(c.rows, nil)
		}
	}
	for _, row := range order {
		key := r.identity(row, category)
		if _, seen := columns[key]; !seen {
			columns[key] = len(c.labels)
			c.labels, c.first = append(c.labels, r.label(row, category)), append(c.first, row)
		}
	}
	for i := range c.rows {
		c.rows[i] = slices.Repeat([]int{-1}, len(c.labels))
	}
	for _, row := range order {
		line := 0
		if r.has(series) {
			line = lines[r.identity(row, series)]
		}
		c.rows[line][columns[r.identity(row, category)]] = row
	}
	if r.has("value") && (series == "series" || series == "stack") {
		r.dropEmpty(&c)
	}
	return c
}

// seriesOrder lays rows out so that series come in the table's own order, whatever the categories are sorted by: a series keeps
// its colour from figure to figure. Of two selections A is always first.
func (r *reader) seriesOrder(series string, order []int) []int {
	switch {
	case !r.has(series):
		return nil
	case series != "series" && series != "stack":
		return order
	}
	order = r.inOrder()
	if r.column(series).Name == sideColumn {
		slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(r.data(a, series), r.data(b, series)) })
	}
	return order
}

// dropEmpty leaves out the series that nothing can be drawn of, and remembers their names: a key that promises what is not there. What
// is suppressed is there, and stays; where all are empty, all stay, and their words tell why.
func (r *reader) dropEmpty(c *cross) {
	empty := func(rows []int) bool {
		return !slices.ContainsFunc(rows, func(row int) bool { return row >= 0 && !r.nothing(row) })
	}
	if !slices.ContainsFunc(c.rows, func(rows []int) bool { return !empty(rows) }) {
		return
	}
	kept := cross{labels: c.labels, first: c.first}
	r.undrawn = nil
	for i, rows := range c.rows {
		if empty(rows) {
			r.undrawn = append(r.undrawn, c.series[i])
			continue
		}
		kept.series, kept.rows = append(kept.series, c.series[i]), append(kept.rows, rows)
	}
	*c = kept
}

// nothing reports whether a row's value is missing or not applicable, or the 0 that a sum over nobody is. A count of 0 is a number.
func (r *reader) nothing(row int) bool {
	value, column := r.value(row, "value"), r.column("value")
	switch value.State {
	case analytics.Missing, analytics.NotApplicable:
		return true
	case analytics.Present:
		if at := r.table.Column(column.N); value.Number == 0 && column.N != column.Name && at >= 0 {
			behind := r.table.Rows[row][at]
			return behind.State == analytics.Present && behind.Number == 0
		}
	}
	return false
}

// identity tells categories apart, also those without a value.
func (r *reader) identity(row int, name string) string {
	return strconv.Itoa(int(r.value(row, name).State)) + r.data(row, name)
}

// inOrder is the table's own order.
func (r *reader) inOrder() []int {
	order := make([]int, r.rows())
	for i := range order {
		order[i] = i
	}
	return order
}

// byValue orders rows by a number, highest first, those without one last in the table's order.
func (r *reader) byValue(name string) []int {
	order := r.inOrder()
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := r.number(a, name), r.number(b, name)
		switch {
		case x == nil && y == nil:
			return 0
		case x == nil:
			return 1
		case y == nil:
			return -1
		case *x > *y:
			return -1
		case *x < *y:
			return 1
		}
		return 0
	})
	return order
}

// alias lets a second name stand for an encoding's column.
func (r *reader) alias(name, of string) {
	if i, ok := r.columns[of]; ok {
		r.columns[name] = i
	}
}

// unit is the unit of an encoding's column.
func (r *reader) unit(name string) analytics.Unit {
	if column := r.column(name); column != nil {
		return column.Unit
	}
	return analytics.Unit{}
}

// named joins a category with its series: mar 2024, kvinnor.
func named(category, series string) string {
	if series == "" {
		return category
	}
	return category + ", " + series
}

// tip is the text of a tooltip.
func tip(label string, lines []string) string {
	return label + "\n" + strings.Join(lines, "\n")
}

// spoken is the same in one sentence.
func spoken(label string, lines []string) string {
	return label + ": " + strings.Join(lines, ", ")
}

// word is what stands in place of a cell's number; empty when it has one.
func (r *reader) word(row int, name string) string {
	if r.number(row, name) != nil {
		return ""
	}
	return r.write(row, name)
}

// lowerLabel is a column's label as a word inside a text or a key.
func lowerLabel(column analytics.Column) string { return lowerFirst(column.Label) }

// lowerFirst begins a text with a small letter, unless it begins with an abbreviation.
func lowerFirst(words string) string {
	text := []rune(words)
	if len(text) > 1 && text[1] == []rune(strings.ToLower(string(text[1])))[0] {
		return strings.ToLower(string(text[0])) + string(text[1:])
	}
	return words
}
