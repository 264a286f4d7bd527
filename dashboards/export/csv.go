// Package export writes Tables as files. What a file holds is what the page shows: one file per format.
package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/export/ooxml"
	"klarsyn/dashboards/swedish"
)

// A Dialect says how a CSV file is written.
type Dialect string

const (
	// Swedish is for spreadsheets: byte order mark, semicolons, decimal commas, labels, units and dates as on the page.
	Swedish Dialect = "svensk"
	// ISO is for programs: UTF-8, commas (RFC 4180), column names, codes as in the data, unrounded numbers, ISO dates,
	// true and false, nothing for what is missing or not applicable, and <5 for what is suppressed where the threshold is 4.
	ISO Dialect = "iso"
)

// ParseDialect reads a dialect's name; an empty one is Swedish.
func ParseDialect(name string) (Dialect, error) {
	switch Dialect(name) {
	case "", Swedish:
		return Swedish, nil
	case ISO:
		return ISO, nil
	}
	return "", fmt.Errorf("dialect %q is unknown: want %s or %s", name, Swedish, ISO)
}

// CSV writes a table. Columns that no reader needs are left out.
func CSV(w io.Writer, table *analytics.Table, dialect Dialect) error {
	buffered := bufio.NewWriter(w)
	if dialect == Swedish {
		if _, err := buffered.WriteString("\ufeff"); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	writer := csv.NewWriter(buffered)
	writer.UseCRLF = true
	if dialect == Swedish {
		writer.Comma = ';'
	}
	record := make([]string, 0, len(table.Columns))
	for _, column := range table.Columns {
		if !column.Hidden {
			record = append(record, heading(column, dialect))
		}
	}
	if err := writer.Write(record); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	for _, row := range table.Rows {
		record = record[:0]
		for i, value := range row {
			if column := table.Columns[i]; !column.Hidden {
				record = append(record, cell(value, column, dialect))
			}
		}
		if err := writer.Write(record); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func heading(column analytics.Column, dialect Dialect) string {
	if dialect == ISO {
		return column.Name
	}
	if unit := column.Unit.Suffix; unit != "" && !strings.Contains(strings.ToLower(column.Label), strings.ToLower(unit)) {
		return column.Label + " (" + unit + ")"
	}
	return column.Label
}

func cell(value analytics.Value, column analytics.Column, dialect Dialect) string {
	if dialect == ISO {
		return isoCell(value, column)
	}
	if value.State == analytics.Present && (column.Type == analytics.Integer || column.Type == analytics.Decimal) {
		decimals := column.Unit.Decimals
		return strings.ReplaceAll(swedish.Plain(value.Number, decimals), swedish.Minus, "-") // spreadsheets read only the hyphen as a minus
	}
	return spreadsheetSafe(swedish.Cell(value, column))
}

func isoCell(value analytics.Value, column analytics.Column) string {
	switch value.State {
	case analytics.Suppressed, analytics.Hidden:
		return swedish.Below(value.Bound())
	case analytics.Missing, analytics.NotApplicable:
		return ""
	}
	if column.Type == analytics.Integer || column.Type == analytics.Decimal {
		return strconv.FormatFloat(value.Number, 'f', -1, 64)
	}
	return spreadsheetSafe(value.Text)
}

// spreadsheetSafe keeps a spreadsheet from reading a text as a formula.
func spreadsheetSafe(text string) string { return ooxml.Safe(text) }
