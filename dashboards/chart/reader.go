package chart

import (
	"fmt"
	"slices"
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// A reader gives a kind the cells of a table by encoding. It is the only way to a number, and it gives none for a
// cell that is suppressed, hidden, missing or not applicable.
type reader struct {
	table    *analytics.Table
	columns  map[string]int // encoding to column
	words    map[string]string
	settings Settings
	twin     *reader  // the other side of a comparison: both take the same axis
	gaps     int      // cells without a number among those drawn
	silent   int      // marks that have none
	undrawn  []string // series without any number
}

// inferCounts finds numerator and denominator in the derived column's own arguments when the line does not name them.
func (r *reader) inferCounts() {
	for _, name := range []string{"value", "y"} {
		column := r.column(name)
		if column == nil || r.has("n") || r.has("N") || len(column.Arguments) != 2 {
			continue
		}
		if column.Function != "wilson" && column.Function != "ratio" {
			continue
		}
		n, of := r.table.Column(column.Arguments[0]), r.table.Column(column.Arguments[1])
		if n >= 0 && of >= 0 && column.Unit.Name == "procent" {
			r.columns["n"], r.columns["N"] = n, of
		}
	}
}

func (r *reader) has(name string) bool {
	_, ok := r.columns[name]
	return ok
}

// column returns the column that an encoding names, or nil.
func (r *reader) column(name string) *analytics.Column {
	if i, ok := r.columns[name]; ok {
		return &r.table.Columns[i]
	}
	return nil
}

func (r *reader) rows() int { return len(r.table.Rows) }

// value returns a cell; a column that is not encoded is missing everywhere.
func (r *reader) value(row int, name string) analytics.Value {
	if i, ok := r.columns[name]; ok {
		return r.table.Rows[row][i]
	}
	return analytics.Value{State: analytics.Missing}
}

// number returns a cell's number, or nil when it has none.
func (r *reader) number(row int, name string) *float64 {
	if value := r.value(row, name); value.State == analytics.Present {
		return &value.Number
	}
	return nil
}

// beside returns a number that belongs to the value in the same row (its interval, its target line): none when the
// value itself has none.
func (r *reader) beside(row int, value, name string) *float64 {
	if r.number(row, value) == nil {
		return nil
	}
	return r.number(row, name)
}

func (r *reader) flag(row int, name string) bool {
	value := r.value(row, name)
	return value.State == analytics.Present && value.Text == "true"
}

// label writes a category as it is read: Kungsbacka, mar 2024.
func (r *reader) label(row int, name string) string {
	return swedish.Cell(r.value(row, name), *r.column(name))
}

// data is a category as in the data, for telling categories apart.
func (r *reader) data(row int, name string) string {
	value := r.value(row, name)
	if column := r.column(name); column.Type == analytics.Integer || column.Type == analytics.Decimal {
		return swedish.Plain(value.Number, 0)
	}
	return value.Text
}

// pick is the choice that a row's category stands for.
func (r *reader) pick(row int, name string) *Pick {
	column := r.column(name)
	if column == nil || r.value(row, name).State != analytics.Present {
		return nil
	}
	data := r.data(row, name)
	if r.settings.Pick != nil {
		if pick, ok := r.settings.Pick(*column, data); ok {
			return &pick
		}
	}
	switch {
	case column.Name == "month" && column.Unit.Name == "månad" && len(data) == len("2006-01"):
		return &Pick{Key: "manad", Value: data}
	case column.Name == "year" && column.Unit.Name == "årtal":
		return &Pick{Key: "ar", Value: data}
	}
	return nil
}

// runningWord says what a marked row is: the label of the column that marks it, in lower case, else preliminär.
func (r *reader) runningWord() string {
	if column := r.column("prelim"); column != nil && !strings.HasPrefix(column.Label, "Preliminär") {
		return strings.ToLower(column.Label)
	}
	return "preliminär"
}

// spanWord names what low and high are: with interval=span no confidence interval.
func (r *reader) spanWord() string {
	if r.words["interval"] == "span" {
		return "spann"
	}
	return swedish.IntervalWord
}

// preliminary reports whether a row is the running month or year of a period that is not complete.
func (r *reader) preliminary(row int, name string) bool {
	if r.has("prelim") {
		return r.flag(row, "prelim")
	}
	period := r.table.Period
	column := r.column(name)
	if period.Complete || period.T.IsZero() || column == nil {
		return false
	}
	next := period.T.AddDate(0, 0, 1)
	switch column.Unit.Name {
	case "månad":
		return r.data(row, name) == period.T.Format("2006-01") && next.Day() != 1
	case "årtal":
		return r.data(row, name) == period.T.Format("2006") && next.YearDay() != 1
	}
	return false
}

// write writes a cell with its unit.
func (r *reader) write(row int, name string) string {
	return swedish.Value(r.value(row, name), *r.column(name))
}

// count writes what is behind a value: n av N, or n alone; empty when neither is encoded.
func (r *reader) count(row int) string {
	switch {
	case r.has("n") && r.has("N"):
		return swedish.OutOfCells(r.value(row, "n"), r.value(row, "N"))
	case r.has("n"):
		return swedish.Cell(r.value(row, "n"), *r.column("n"))
	default:
		return ""
	}
}

// counted writes a number with what it counts where its unit does not say it: 15 306 innerfall.
func (r *reader) counted(row int, name string) string {
	column, text := r.column(name), r.write(row, name)
	if column.Unit.Name != "antal" || r.number(row, name) == nil {
		return text
	}
	return text + swedish.NoBreak + lowerLabel(*column)
}

// behind finds the column of the persons or cases that a value rests on, when the chart line names none.
func (r *reader) behind(value string) bool {
	if _, done := r.columns["behind"]; done {
		return true
	}
	at := r.columns[value]
	for range r.table.Columns {
		next := r.table.Column(r.table.Columns[at].N)
		if next < 0 || next == at {
			break
		}
		at = next
	}
	if at == r.columns[value] || r.table.Columns[at].Hidden || r.table.Columns[at].N != r.table.Columns[at].Name {
		return false
	}
	r.columns["behind"] = at
	return true
}

// interval writes the interval of a value: by the columns that the chart line names, else by those that are derived
// together with it.
func (r *reader) interval(row int, value string) string {
	low, high := r.value(row, "low"), r.value(row, "high")
	if at := r.columns[value]; !r.has("low") && at+1 < len(r.table.Columns) && r.table.Interval(at+1) && slices.Equal(r.table.Columns[at].Arguments, r.table.Columns[at+1].Arguments) {
		low, high = r.table.Rows[row][at+1], r.table.Rows[row][at+2]
	}
	return strings.Replace(swedish.IntervalOf(low, high, *r.column(value)), swedish.IntervalWord, r.spanWord(), 1)
}

// tell writes what a mark says: the value with n av N, its interval, and what else belongs to it. The lines make the
// tooltip, and, after the label, the text that is spoken.
func (r *reader) tell(row int, value string, more ...string) []string {
	lines := []string{r.counted(row, value)}
	switch {
	case r.value(row, value).State == analytics.NotApplicable:
	case r.has("n") && r.has("N"):
		lines[0] += " (" + r.count(row) + ")"
	case r.has("n") && r.columns["n"] != r.columns[value]:
		lines = append(lines, r.counted(row, "n"))
	case !r.has("n") && r.behind(value):
		lines = append(lines, r.counted(row, "behind"))
	}
	if r.number(row, value) == nil {
		r.gaps++
		r.silent++
		return lines[:1]
	}
	if interval := r.interval(row, value); interval != "" {
		lines = append(lines, interval)
	}
	if r.has("ref") && r.number(row, "ref") != nil {
		lines = append(lines, r.refName()+" "+r.write(row, "ref"))
	}
	for _, text := range more {
		if text != "" {
			lines = append(lines, text)
		}
	}
	return lines
}

// refName names the reference line by its column's label up to the first bracket or comma, in lower case: riket.
func (r *reader) refName() string {
	if !r.has("ref") {
		at, _ := r.even()
		return swedish.Number(at, 0)
	}
	name, _, _ := strings.Cut(r.column("ref").Label, ",")
	name, _, _ = strings.Cut(name, "(")
	if name = strings.ToLower(strings.TrimSpace(name)); name == "" || strings.Contains(name, "riket") {
		return "riket"
	}
	return name
}

// reference is the number of the dashed line: that of the first row that has one, when every row that has one agrees.
func (r *reader) reference() *float64 {
	var first *float64
	for row := range r.rows() {
		switch at := r.number(row, "ref"); {
		case at == nil:
		case first == nil:
			first = at
		case *first != *at:
			return nil
		}
	}
	return first
}

// describe says what is drawn, for those who do not see it.
func (r *reader) describe(title string, d *drawing) string {
	var text strings.Builder
	if r.table.Analysis != nil && r.table.Analysis.Title != "" {
		text.WriteString(r.table.Analysis.Title)
		if r.table.Period.Label != "" {
			text.WriteString(", " + r.table.Period.Label)
		}
		text.WriteString(". ")
	}
	fmt.Fprintf(&text, "%s med %s.", title, plural(len(d.points), "värde", "värden"))
	if r.gaps > 0 {
		fmt.Fprintf(&text, " %s visas inte: för få fall eller uppgift saknas.", plural(r.gaps, "värde", "värden"))
	}
	for _, note := range d.notes {
		text.WriteString(" " + note)
	}
	text.WriteString(" Samma tal finns i tabellen.")
	return text.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "ett " + one
	}
	return swedish.Number(float64(n), 0) + " " + many
}
