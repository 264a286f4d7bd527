package pages

import (
	"fmt"
	"math"
	"strings"
	"text/template"
	"time"
	"unicode"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// A Text is a written text of page.yaml, filled in from a Table.
type Text struct {
	String string
	// State is the worst state of the cells the text reads: Present when it reads shown cells only.
	State analytics.State
	// Partial says that a largest or smallest value was chosen although some values are hidden.
	Partial bool
}

// Sound reports whether the text says something that the table fully supports.
func (t Text) Sound() bool { return t.State == analytics.Present && !t.Partial && t.String != "" }

// ParseText checks a text of page.yaml without running it.
func ParseText(source string) error {
	_, err := template.New("text").Funcs((&evaluation{}).functions()).Parse(source)
	return err
}

// WriteText fills a text of page.yaml in from a Table. See README.md for what it may call.
// label names a value of a query key in Swedish.
func WriteText(source string, table *analytics.Table, label func(key, value string) string) (Text, error) {
	if !strings.Contains(source, "{{") {
		return Text{String: strings.TrimSpace(source)}, nil
	}
	run := &evaluation{table: table, label: label}
	parsed, err := template.New("text").Funcs(run.functions()).Parse(source)
	if err != nil {
		return Text{}, fmt.Errorf("parse text %q: %w", source, err)
	}
	var out strings.Builder
	context := struct {
		T, Cutoff time.Time
		Period    string
		Title     string
		Complete  bool
	}{table.Period.T, table.Source.Cutoff, table.Period.Label, table.Analysis.Title, table.Period.Complete}
	if err := parsed.Execute(&out, context); err != nil {
		return Text{}, fmt.Errorf("fill in text %q: %w", source, err)
	}
	words := strings.Fields(strings.ReplaceAll(out.String(), swedish.NoBreak, "\x00"))
	text := closed.Replace(strings.ReplaceAll(strings.Join(words, " "), "\x00", swedish.NoBreak))
	return Text{String: text, State: run.state, Partial: run.partial}, nil
}

// closed takes away the comma before what was left out: an interval that is not shown says nothing.
var closed = strings.NewReplacer(", .", ".", ", ,", ",", ", ;", ";")

// An evaluation fills in one text and remembers what it had to leave out.
type evaluation struct {
	table   *analytics.Table
	label   func(key, value string) string
	state   analytics.State
	partial bool
}

func (e *evaluation) functions() template.FuncMap {
	first := func() *Row { return &Row{run: e, index: 0} }
	return template.FuncMap{
		"num":   func(column string) (string, error) { return first().Num(column) },
		"show":  func(column string) (string, error) { return first().Show(column) },
		"dec":   func(decimals int, column string) (string, error) { return first().Dec(decimals, column) },
		"av":    func(x, n string) (string, error) { return first().Av(x, n) },
		"pair":  func(x, n string) (string, error) { return first().Pair(x, n) },
		"share": func(x, n string) (string, error) { return first().Share(x, n) },
		"ki":    func(low, high string) (string, error) { return first().Ki(low, high) },
		"kr":    func(column string) (string, error) { return first().Kr(column) },
		"tkr":   func(column string) (string, error) { return first().Tkr(column) },
		"mkr":   func(column string) (string, error) { return first().Mkr(column) },
		"value": func(column string) (float64, error) { return first().Value(column) },
		"row":   e.row, "max": e.max, "min": e.min, "first": e.first, "last": e.last, "rows": e.rows,
		"sum": e.sum, "avsum": e.averageSum, "count": func() string { return swedish.Number(float64(len(e.table.Rows)), 0) },
		"period": func() string { return e.table.Period.Label },
		"date":   func(day time.Time) string { return strings.ReplaceAll(swedish.Date(day), " ", swedish.NoBreak) },
		"month":  swedish.Month,
		"year":   func(day time.Time) int { return day.Year() },
		"lower":  lowerFirst, "selected": e.selected,
		"choice": func(key string) string {
			data, _ := e.table.Selection.Data(key)
			return data
		},
	}
}

func (e *evaluation) note(state analytics.State) {
	if state != analytics.Present && (e.state == analytics.Present || state < e.state) {
		e.state = state
	}
}

// cell reads a cell; a table without rows answers missing. What is suppressed because few persons stand behind it, but is not their
// count, is dold: a mean age of <5 years would be said of it.
func (e *evaluation) cell(row int, name string) (analytics.Value, analytics.Column, error) {
	position := e.table.Column(name)
	if position < 0 {
		return analytics.Value{}, analytics.Column{}, fmt.Errorf("analysis %s has no column %q", e.table.Analysis.ID, name)
	}
	value := analytics.Value{State: analytics.Missing}
	if row < len(e.table.Rows) {
		value = e.table.Rows[row][position]
	}
	e.note(value.State)
	column := e.table.Columns[position]
	if value.State == analytics.Suppressed && column.N != "" && column.N != column.Name {
		value.State = analytics.Hidden
	}
	return value, column, nil
}

func (e *evaluation) row(pairs ...string) (*Row, error) {
	if len(pairs) == 0 || len(pairs)%2 != 0 {
		return nil, fmt.Errorf("row wants pairs of column and value")
	}
	positions := make([]int, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		position := e.table.Column(pairs[i])
		if position < 0 {
			return nil, fmt.Errorf("analysis %s has no column %q", e.table.Analysis.ID, pairs[i])
		}
		positions = append(positions, position)
	}
	for index, row := range e.table.Rows {
		matches := true
		for i, position := range positions {
			matches = matches && plain(row[position], e.table.Columns[position]) == pairs[2*i+1]
		}
		if matches {
			return &Row{run: e, index: index}, nil
		}
	}
	return nil, nil
}

// plain is a cell as it stands in the data, for comparing with a written value.
func plain(value analytics.Value, column analytics.Column) string {
	if value.State == analytics.Present && (column.Type == analytics.Integer || column.Type == analytics.Decimal) {
		return fmt.Sprint(value.Number)
	}
	return value.Text
}

func (e *evaluation) extreme(name string, better func(a, b float64) bool) (*Row, error) {
	position := e.table.Column(name)
	if position < 0 {
		return nil, fmt.Errorf("analysis %s has no column %q", e.table.Analysis.ID, name)
	}
	var found *Row
	best := 0.0
	for index, row := range e.table.Rows {
		switch value := row[position]; {
		case value.State == analytics.Suppressed || value.State == analytics.Hidden:
			e.partial = true
		case value.State == analytics.Present && (found == nil || better(value.Number, best)):
			found, best = &Row{run: e, index: index}, value.Number
		}
	}
	return found, nil
}

func (e *evaluation) max(name string) (*Row, error) {
	return e.extreme(name, func(a, b float64) bool { return a > b })
}

func (e *evaluation) min(name string) (*Row, error) {
	return e.extreme(name, func(a, b float64) bool { return a < b })
}

func (e *evaluation) first() *Row { return e.at(0) }

func (e *evaluation) last() *Row { return e.at(len(e.table.Rows) - 1) }

func (e *evaluation) at(index int) *Row {
	if index < 0 || index >= len(e.table.Rows) {
		return nil
	}
	return &Row{run: e, index: index}
}

func (e *evaluation) rows() []*Row {
	rows := make([]*Row, len(e.table.Rows))
	for index := range rows {
		rows[index] = &Row{run: e, index: index}
	}
	return rows
}

// total adds a column up; any cell that is not shown makes the sum so too. A sum with a suppressed part is dold, for it
// need not be a small number itself.
func (e *evaluation) total(name string) (analytics.Value, analytics.Column, error) {
	sum := analytics.Value{}
	var column analytics.Column
	if len(e.table.Rows) == 0 {
		return e.cell(0, name)
	}
	for index := range e.table.Rows {
		value, found, err := e.cell(index, name)
		if err != nil {
			return value, found, err
		}
		column = found
		if value.State != analytics.Present && sum.State == analytics.Present {
			if sum.State = value.State; sum.State == analytics.Suppressed {
				sum.State = analytics.Hidden
			}
		}
		sum.Number += value.Number
	}
	return sum, column, nil
}

func (e *evaluation) sum(name string) (string, error) {
	value, column, err := e.total(name)
	if err != nil {
		return "", err
	}
	return number(value, column.Unit.Decimals), nil
}

func (e *evaluation) averageSum(x, n string) (string, error) {
	part, _, err := e.total(x)
	if err != nil {
		return "", err
	}
	whole, _, err := e.total(n)
	if err != nil {
		return "", err
	}
	return outOf(part, whole), nil
}

func (e *evaluation) selected(key string) string {
	for _, choice := range e.table.Selection.Choices {
		if choice.Key != key || choice.All {
			continue
		}
		labels := make([]string, len(choice.Values))
		for i, value := range choice.Values {
			labels[i] = lowerFirst(e.label(key, value))
		}
		text := strings.Join(labels, ", ")
		if choice.Exclude {
			text = "inte " + text
		}
		return text
	}
	return ""
}

// lowerFirst writes a label for use inside a sentence. An abbreviation keeps its capitals: MRA, RAAS-hämmare.
func lowerFirst(text string) string {
	letters := []rune(text)
	if len(letters) == 0 || len(letters) > 1 && unicode.IsUpper(letters[1]) {
		return text
	}
	letters[0] = unicode.ToLower(letters[0])
	return string(letters)
}

func number(value analytics.Value, decimals int) string {
	if word := swedish.Word(value); word != "" {
		return word
	}
	if math.IsNaN(value.Number) {
		return swedish.Word(analytics.Value{State: analytics.Missing})
	}
	return swedish.Number(value.Number, decimals)
}

func outOf(part, whole analytics.Value) string {
	if part.State == analytics.Present && whole.State == analytics.Present {
		return noBreakOutOf(swedish.Share(part.Number, whole.Number))
	}
	return noBreakOutOf(swedish.OutOfCells(part, whole))
}

// noBreakOutOf keeps "n av N" on one line.
func noBreakOutOf(text string) string {
	return strings.ReplaceAll(text, " av ", swedish.NoBreak+"av"+swedish.NoBreak)
}
