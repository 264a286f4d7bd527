package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
	"klarsyn/ingest/read"
)

// printable is text of several lines without what a terminal would obey.
func printable(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = read.Escape(line)
	}
	return strings.Join(lines, "\n")
}

// writeText writes a table for reading in a terminal: labels and numbers as on the page.
func writeText(w io.Writer, table *analytics.Table) error {
	fmt.Fprintf(w, "%s, %s\n\n", table.Analysis.Title, table.Period.Label)
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	var labels []string
	for _, column := range table.Columns {
		if !column.Hidden {
			labels = append(labels, column.Label)
		}
	}
	fmt.Fprintln(out, strings.Join(labels, "\t"))
	for _, row := range table.Rows {
		var cells []string
		for i, column := range table.Columns {
			if !column.Hidden {
				cells = append(cells, swedish.Cell(row[i], column))
			}
		}
		fmt.Fprintln(out, strings.Join(cells, "\t"))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
