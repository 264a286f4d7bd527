package export

import (
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// A wordColumn is a column of a table that is read, not calculated with. The two ends of an interval share one.
type wordColumn struct {
	heading string
	number  bool
	at      int // of the table's columns
}

// A word is one cell as it is read.
type word struct {
	text  string
	quiet bool // stands in place of a value that is not shown
}

// wordColumns lists the columns that a reader sees.
func wordColumns(table *analytics.Table) []wordColumn {
	var list []wordColumn
	for i, column := range table.Columns {
		switch {
		case column.Hidden || i > 0 && table.Interval(i-1):
		case table.Interval(i):
			list = append(list, wordColumn{heading: "95\u00a0% KI", number: true, at: i})
		default:
			list = append(list, wordColumn{heading: heading(column, Swedish), number: measured(column), at: i})
		}
	}
	return list
}

func measured(column analytics.Column) bool {
	numeric := column.Type == analytics.Integer || column.Type == analytics.Decimal
	return numeric && column.Unit.Name != "årtal" && column.Unit.Name != "kod"
}

// words writes one row.
func words(table *analytics.Table, row []analytics.Value, columns []wordColumn) []word {
	list := make([]word, len(columns))
	for i, shown := range columns {
		value, column := row[shown.at], table.Columns[shown.at]
		list[i] = word{text: swedish.Cell(value, column), quiet: value.State != analytics.Present}
		if table.Interval(shown.at) && value.State == analytics.Present && row[shown.at+1].State == analytics.Present {
			high := row[shown.at+1]
			suffix := ""
			if column.Unit.Suffix == "%" || column.Unit.Suffix == "kr" {
				suffix = column.Unit.Suffix
			}
			list[i].text = swedish.Range(value.Number, high.Number, swedish.IntervalDecimals(value.Number, high.Number, column.Unit.Decimals), suffix)
		}
	}
	return list
}

// plain is a text without the marks of its **bold** parts.
func plain(text string) string { return strings.ReplaceAll(text, "**", "") }

// words is an option with what it counts, and whether it is the one that is used.
func (o ChoiceOption) words() string {
	name := o.Label
	if o.Chosen {
		name += " (vald)"
	}
	return strings.Join(notEmpty(strings.Join(notEmpty(name, o.About), ": "), o.Count), ". ")
}

// totalRow reports whether a row is the total of the others.
func totalRow(table *analytics.Table, row []analytics.Value) bool {
	for i, column := range table.Columns {
		if column.Total != "" && row[i].State == analytics.Present && row[i].Text == column.Total {
			return true
		}
	}
	return false
}

// Legend explains what stands in place of numbers, for every format.
func (d Document) Legend() []string {
	below := d.Source.Below
	if below == "" {
		below = swedish.Below(analytics.Value{}.Bound())
	}
	return []string{
		below + ": undertryckt. Små tal visas inte, så att ingen kan pekas ut.",
		"dold: undertryckt därför att ett undertryckt tal annars kunde räknas fram.",
		"saknas: uppgiften är inte levererad, eller underlaget räcker inte.",
		"ej tillämplig: frågan har ingen mening för urvalet.",
	}
}

// origin says in one line which data a document was made from.
func (d Document) origin() string {
	parts := []string{d.Source.Program}
	if !d.Source.Cutoff.IsZero() {
		parts = append(parts, "data till och med "+swedish.Date(d.Source.Cutoff))
	}
	if d.Source.Snapshot != "" {
		parts = append(parts, "ögonblicksbild "+d.Source.Snapshot)
	}
	if d.Source.Rolling != "" {
		parts = append(parts, d.Source.Rolling)
	}
	if d.Source.Example {
		parts = append(parts, "exempeldata")
	}
	return strings.Join(parts, " · ")
}

// name is what a document is called: a saved analysis by its own heading.
func (d Document) name() string {
	if d.Plan != nil && d.Plan.Heading != "" {
		return d.Plan.Heading
	}
	return d.Title
}

// name is what a section is called: its title, else what its first figure says.
func (s Section) name() string {
	if s.Title == "" && len(s.Figures) > 0 {
		return s.Figures[0].Heading
	}
	return firstOf(s.Title, "Text")
}
