package dashboards

import (
	"math"
	"strconv"
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/swedish"
)

func lower(text string) string {
	for i, letter := range text {
		return strings.ToLower(string(letter)) + text[i+len(string(letter)):]
	}
	return text
}

// stateOf finds out whether a table has something to draw. Nil: it has.
func (r *request) stateOf(table *analytics.Table) *pages.State {
	if len(table.Rows) == 0 {
		return &pages.State{Kind: "empty", Title: "Inget finns i urvalet.", Text: r.emptiedBy(table.Selection), Act: "Ångra senaste val", Href: r.path}
	}
	count := map[analytics.State]int{}
	counted, some := false, false // cells about persons or cases, and whether one of them is not zero
	for _, row := range table.Rows {
		for i, value := range row {
			column := table.Columns[i]
			if column.Hidden || !numeric(column) {
				continue
			}
			count[value.State]++
			if column.N == column.Name {
				counted = true
				some = some || value.State != analytics.Present || value.Number != 0
			}
		}
	}
	switch {
	case counted && !some:
		return &pages.State{Kind: "empty", Title: "Inget finns i urvalet.", Text: r.emptiedBy(table.Selection), Act: "Ångra senaste val", Href: r.path}
	case count[analytics.Present] > 0 || len(count) == 0:
		return nil
	case count[analytics.Suppressed]+count[analytics.Hidden] > 0:
		return &pages.State{Kind: "suppressed", Title: "Visas inte: " + swedish.Few(table.Source.Policy().Bound()) + ".",
			Text: "Små tal döljs så att ingen kan pekas ut. Välj en längre period eller fler värden i filtren."}
	case count[analytics.NotApplicable] > 0 && count[analytics.Missing] == 0:
		return &pages.State{Kind: "none", Title: "Ej tillämplig.", Text: "Måttet har ingen mening för det här urvalet. " + firstOf(table.Notes)}
	default:
		return &pages.State{Kind: "missing", Title: "Saknas.", Text: "Underlaget räcker inte, eller är inte levererat, för " + table.Period.Label + ". " + firstOf(table.Notes)}
	}
}

func firstOf(notes []string) string {
	if len(notes) == 0 {
		return ""
	}
	return notes[0]
}

func numeric(column analytics.Column) bool {
	return (column.Type == analytics.Integer || column.Type == analytics.Decimal) && column.Unit.Name != "årtal" && column.Unit.Name != "kod"
}

// emptiedBy names the choices that leave nothing.
func (r *request) emptiedBy(selection analytics.Selection) string {
	var parts []string
	for _, choice := range selection.Choices {
		if choice.Default || choice.All {
			continue
		}
		var values []string
		for _, value := range choice.Values {
			values = append(values, r.view.Label(r.page, choice.Key, value))
		}
		parts = append(parts, lower(r.keyLabel(choice.Key))+" "+shortList(values))
	}
	if len(parts) == 0 {
		return "Inga rader svarar mot det förvalda urvalet."
	}
	if len(parts) == 1 {
		return "Ingen rad har " + parts[0] + ". Ta bort valet."
	}
	return "Ingen rad har samtidigt " + strings.Join(parts, " och ") + ". Ta bort ett val."
}

// shortTable is the accessible table of a figure.
func (r *request) shortTable(table *analytics.Table, caption string) *pages.Table {
	view := tableView(table, caption)
	for i, row := range table.Rows {
		if pick, found := r.rowPick(table, row); found && i < len(view.Rows) {
			view.Rows[i].Key = pick.Key + "=" + pick.Value
		}
	}
	return view
}

// tableView writes a table's shown columns and rows. The two ends of an interval share a column.
func tableView(table *analytics.Table, caption string) *pages.Table {
	view := &pages.Table{Caption: caption, Total: len(table.Rows)}
	for i := range table.Columns {
		column := &table.Columns[i]
		switch {
		case column.Hidden || highOf(table, i):
		case lowOf(table, i):
			view.Columns = append(view.Columns, pages.Heading{Name: column.Name, Label: "95\u00a0% KI", Unit: headingUnit(*column), Number: true})
		default:
			view.Columns = append(view.Columns, pages.Heading{Name: column.Name, Label: column.Label, Unit: headingUnit(*column), Number: numeric(*column)})
		}
	}
	for _, row := range table.Rows {
		view.Rows = append(view.Rows, pages.TableRow{Cells: cells(table, row)})
	}
	return view
}

// lowOf reports whether a column is the lower end of an interval.
func lowOf(table *analytics.Table, at int) bool { return table.Interval(at) }

func highOf(table *analytics.Table, at int) bool { return at > 0 && lowOf(table, at-1) }

// headingUnit is the unit that a heading names because the cells do not.
func headingUnit(column analytics.Column) string {
	suffix := column.Unit.Suffix
	if suffix == "%" || strings.Contains(strings.ToLower(column.Label), suffix) {
		return ""
	}
	return suffix
}

// bare takes the unit of money off: the heading names it, and a column of amounts is read more easily without.
func bare(text string, column analytics.Column) string {
	if column.Unit.Suffix != "kr" {
		return text
	}
	return strings.TrimSuffix(text, swedish.NoBreak+"kr")
}

func cells(table *analytics.Table, row []analytics.Value) []pages.Cell {
	var list []pages.Cell
	for i, value := range row {
		column := table.Columns[i]
		if column.Hidden || highOf(table, i) {
			continue
		}
		if lowOf(table, i) && value.State == analytics.Present && row[i+1].State == analytics.Present {
			list = append(list, pages.Cell{Text: interval(value, row[i+1], column), Class: "num quiet", Order: order(value, column)})
			continue
		}
		cell := pages.Cell{Text: bare(swedish.Cell(value, column), column), Class: "num"}
		if !numeric(column) {
			cell.Class = ""
			switch {
			case len([]rune(cell.Text)) > 20:
				cell.Class = "wrap"
			case column.Type == analytics.Date:
				cell.Class = "day"
			}
		}
		switch value.State {
		case analytics.Suppressed:
			cell.Class, cell.Reason = "num sup", "Undertryckt: "+swedish.Few(value.Bound())
		case analytics.Hidden:
			cell.Class, cell.Reason = "num sup", "Dold: annars kunde ett undertryckt värde räknas fram"
		case analytics.Missing, analytics.NotApplicable:
			cell.Class += " na"
		default:
			cell.Order = order(value, column)
		}
		list = append(list, cell)
	}
	return list
}

// interval writes both ends of an interval under a heading that says what it is.
func interval(low, high analytics.Value, column analytics.Column) string {
	suffix := ""
	if column.Unit.Suffix == "%" {
		suffix = column.Unit.Suffix
	}
	return swedish.Range(low.Number, high.Number, swedish.IntervalDecimals(low.Number, high.Number, column.Unit.Decimals), suffix)
}

// order is what a cell is sorted by in the browser where its text does not sort as it should.
func order(value analytics.Value, column analytics.Column) string {
	switch column.Type {
	case analytics.Integer, analytics.Decimal:
		if math.IsNaN(value.Number) || math.IsInf(value.Number, 0) {
			return ""
		}
		return strconv.FormatFloat(value.Number, 'g', 12, 64)
	case analytics.Date:
		return value.Text
	}
	if column.Unit.Name == "månad" || column.Unit.Name == "datum" {
		return value.Text
	}
	return ""
}

// rowPick is the choice that a row of a table stands for: that of its first column that has one.
func (r *request) rowPick(table *analytics.Table, row []analytics.Value) (chart.Pick, bool) {
	for i, column := range table.Columns {
		if numeric(column) || row[i].State != analytics.Present {
			continue
		}
		if pick, found := r.pick(column, row[i].Text); found {
			return pick, true
		}
	}
	return chart.Pick{}, false
}
