package analytics

import (
	"fmt"
	"slices"
	"strings"

	"klarsyn/analytics/disclosure"
)

// disclose passes a table through the gate: every cell is judged by what its column's header says it is.
func disclose(policy disclosure.Policy, table *Table) {
	grid := disclosure.Grid{Columns: make([]disclosure.Column, len(table.Columns)), TotalRows: totalRows(table)}
	for i := range table.Columns {
		grid.Columns[i] = rule(table, i)
	}
	for _, row := range table.Rows {
		cells := make([]disclosure.Cell, len(row))
		for i, value := range row {
			cells[i] = disclosure.Cell{Number: value.Number}
			if value.State != Present {
				cells[i].State = disclosure.Absent
			}
		}
		grid.Rows = append(grid.Rows, cells)
	}
	policy.Apply(&grid)
	below := uint8(policy.Bound()) // at most 10
	for r, row := range grid.Rows {
		for c, cell := range row {
			switch cell.State {
			case disclosure.Suppressed:
				table.Rows[r][c] = Value{State: Suppressed, Below: below}
			case disclosure.Hidden:
				table.Rows[r][c] = Value{State: Hidden, Below: below}
			}
		}
	}
}

// rule tells how a column is judged.
func rule(table *Table, i int) disclosure.Column {
	column := table.Columns[i]
	position := func(name string) int {
		if name == "" {
			return disclosure.None
		}
		return table.Column(name)
	}
	rule := disclosure.Column{N: position(column.N), X: disclosure.None, PartOf: position(column.PartOf), Unseen: column.Hidden}
	for _, argument := range column.Arguments {
		if at := position(argument); at != disclosure.None {
			rule.Inputs = append(rule.Inputs, at)
		}
	}
	free := func(at int) bool {
		return at != disclosure.None && table.Columns[at].Function == "" && table.Columns[at].Kind == "" && table.Columns[at].N == ""
	}
	count := func(at int) bool { return at != disclosure.None && table.Columns[at].N == table.Columns[at].Name }
	if len(column.Arguments) > 0 {
		rule.X = position(column.Arguments[0])
	}
	switch column.Function {
	case "":
		switch {
		case column.Kind == "mean":
			rule.Kind = disclosure.Mean
		case column.Kind == "quantile":
			rule.Kind = disclosure.Quantile
		case column.Kind == "extreme":
			rule.Kind = disclosure.Extreme
		case column.N == "":
			rule.Kind = disclosure.Free
		case column.N == column.Name:
			rule.Kind = disclosure.Count
		default:
			rule.Kind = disclosure.Sum
		}
	case "mean", "cost_index":
		rule.Kind = disclosure.Mean
	case "association":
		switch {
		case column.Type == Text:
			rule.Kind = disclosure.Free
		case column.N == column.Name:
			rule.Kind = disclosure.Count
		default:
			rule.Kind = disclosure.Mean
		}
	case "wilson":
		rule.Kind = disclosure.Share
	case "ratio":
		switch {
		case free(rule.X) && free(rule.N):
			// Of numbers that count nobody, both shown: it says nothing that they do not.
			rule.Kind = disclosure.Free
		case count(rule.X) && count(rule.N) && column.Unit.Name == "procent":
			rule.Kind = disclosure.Share
		case rule.X != disclosure.None && !count(rule.X) && table.Columns[rule.X].N != "":
			// A sum per something: judged by the cases behind the sum.
			rule.Kind, rule.N = disclosure.Mean, position(table.Columns[rule.X].N)
		default:
			rule.Kind = disclosure.Rate
		}
	case "byar", "direct", "indirect":
		rule.Kind = disclosure.Rate
	case "km":
		rule.Kind = disclosure.Quantile
		if column.N == column.Name {
			rule.Kind = disclosure.Count
		}
		rule.Inputs = nil
	case "funnel", "cost_funnel":
		rule.Kind = disclosure.Limit
		if column.Type == Text {
			rule.Kind = disclosure.Follower
		}
	case "xmr":
		rule.Kind = disclosure.Overall
		if column.Type == Text {
			rule.Kind = disclosure.Follower
		}
		// Of a share or rate: its numerator, not the share itself, says how many cases there are.
		if of := &table.Columns[rule.X]; of.Function != "" {
			rule.X = position(of.Arguments[0])
		}
	}
	return rule
}

// totalRows finds, for each row that is the total of others, those others: the rows with another value in the
// column that declares a total, and the same in all other columns that say what a row is about: codes and times. A column in
// unit - only describes its row.
func totalRows(table *Table) map[int][]int {
	totals := map[int][]int{}
	for c, column := range table.Columns {
		if column.Total == "" {
			continue
		}
		key := func(row []Value) string {
			var key strings.Builder
			for i, other := range table.Columns {
				if i != c && other.Function == "" && slices.Contains([]string{"kod", "datum", "månad", "årtal"}, other.Unit.Name) {
					fmt.Fprintf(&key, "%d\x00%s\x00%g\x00", row[i].State, row[i].Text, row[i].Number)
				}
			}
			return key.String()
		}
		parts := map[string][]int{}
		for r, row := range table.Rows {
			if row[c].Text != column.Total {
				parts[key(row)] = append(parts[key(row)], r)
			}
		}
		for r, row := range table.Rows {
			if row[c].Text == column.Total {
				totals[r] = parts[key(row)]
			}
		}
	}
	return totals
}
