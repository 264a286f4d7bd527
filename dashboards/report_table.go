package dashboards

import (
	"slices"
	"strings"
	"unicode/utf8"

	"klarsyn/dashboards/pages"
)

// Measures of a printed table, in characters of its type.
const (
	paperWidth  = 120 // of a page between its margins
	columnGap   = 2
	widestWords = 28 // a column of words breaks its lines at about this
	standing    = 2  // rows at most of a wide table that is stood on end
)

// onPaper lays a table out for paper. A browser shrinks the whole report until its widest table fits, so none may be wider
// than the page: a wide one with few rows is stood on end, another goes on below, the columns that name its rows again first.
func onPaper(view *pages.Table) []*pages.Table {
	widths, sum := make([]int, len(view.Columns)), 0
	for i := range view.Columns {
		widths[i] = printedWidth(view, i)
		sum += widths[i]
	}
	if sum <= paperWidth {
		return []*pages.Table{view}
	}
	if len(view.Rows) <= standing {
		return []*pages.Table{onEnd(view)}
	}
	names, room := 0, paperWidth
	for names < len(view.Columns)-1 && (names == 0 || !view.Columns[names].Number || view.Columns[names].Name == "year") && room-widths[names] > paperWidth/2 {
		room -= widths[names]
		names++
	}
	var tables []*pages.Table
	for from := names; from < len(view.Columns); {
		to, left := from, room
		for to < len(view.Columns) && (to == from || widths[to] <= left) {
			left -= widths[to]
			to++
		}
		part := &pages.Table{Caption: view.Caption, Total: view.Total, Columns: slices.Concat(view.Columns[:names], view.Columns[from:to])}
		for _, row := range view.Rows {
			part.Rows = append(part.Rows, pages.TableRow{Cells: slices.Concat(row.Cells[:names], row.Cells[from:to])})
		}
		tables = append(tables, part)
		from = to
	}
	return tables
}

// printedWidth is that of the longest cell, or of the longest word of the heading.
func printedWidth(view *pages.Table, at int) int {
	column, widest := view.Columns[at], 0
	for _, word := range append(strings.Fields(column.Label), column.Unit) {
		widest = max(widest, utf8.RuneCountInString(word))
	}
	for _, row := range view.Rows {
		length := utf8.RuneCountInString(row.Cells[at].Text)
		if !column.Number {
			length = min(length, widestWords)
		}
		widest = max(widest, length)
	}
	return widest + columnGap
}

// onEnd makes each column of a table a row.
func onEnd(view *pages.Table) *pages.Table {
	stood := &pages.Table{Caption: view.Caption, Total: view.Total, Columns: []pages.Heading{{Label: "Uppgift"}}}
	for range view.Rows {
		stood.Columns = append(stood.Columns, pages.Heading{Label: "Värde", Number: true})
	}
	for i, column := range view.Columns {
		label := column.Label
		if column.Unit != "" {
			label += ", " + column.Unit
		}
		line := pages.TableRow{Cells: []pages.Cell{{Text: label}}}
		for _, row := range view.Rows {
			line.Cells = append(line.Cells, row.Cells[i])
		}
		stood.Rows = append(stood.Rows, line)
	}
	return stood
}
