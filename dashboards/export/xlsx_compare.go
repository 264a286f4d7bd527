package export

import (
	"maps"
	"slices"
	"strings"

	"klarsyn/analytics"
)

// sideColumn names the column that tells compared selections apart.
const sideColumn = "comparison_side"

// inOne is a figure as one sheet holds it: of two that are compared, the rows of both under each other, so that they can be
// filtered and calculated with, and the words of both. A figure without a twin is itself.
func (f *Figure) inOne() *Figure {
	if f.Twin == nil {
		return f
	}
	one := *f
	one.Twin, one.Window, one.Empty, one.Summary, one.Text, one.Notes = nil, comparedWindow(f), "", "", nil, nil
	var summaries []string
	for _, side := range f.Sides() {
		summaries = append(summaries, notEmpty(label(side.Side, firstOf(side.Empty, side.Summary)))...)
		for _, text := range side.Text {
			one.Text = append(one.Text, label(side.Side, text))
		}
		for _, note := range side.Notes {
			if !slices.Contains(one.Notes, note) {
				one.Notes = append(one.Notes, note)
			}
		}
	}
	one.Summary = strings.Join(summaries, " ")
	one.Table = paired(f)
	return &one
}

// paired puts the rows of both sides under each other, with the side in words before them.
func paired(f *Figure) *analytics.Table {
	table := *f.Table
	table.Columns = append([]analytics.Column{{Name: sideColumn, Label: "Urval", Unit: analytics.Units["-"], Type: analytics.Text}}, f.Table.Columns...)
	table.Rows = nil
	for _, side := range f.Sides() {
		for _, row := range side.Table.Rows {
			table.Rows = append(table.Rows, append([]analytics.Value{{Text: side.Side}}, row...))
		}
		for i, column := range side.Table.Columns { // codes that only one side has
			if len(column.Labels) > 0 {
				labels := maps.Clone(column.Labels)
				maps.Copy(labels, table.Columns[i+1].Labels)
				table.Columns[i+1].Labels = labels
			}
		}
	}
	return &table
}
