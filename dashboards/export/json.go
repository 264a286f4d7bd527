package export

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"klarsyn/analytics"
)

// JSON writes a table for programs: a cell is a number, a text, a truth value, or {"state": …} where no value is shown.
func JSON(w io.Writer, table *analytics.Table) error {
	if err := json.NewEncoder(w).Encode(tableJSON(table)); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

type jsonColumn struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Unit  string `json:"unit"`
	Type  string `json:"type"`
}

type jsonTable struct {
	Analysis string       `json:"analysis"`
	Title    string       `json:"title"`
	Period   string       `json:"period"`
	Date     string       `json:"reference_date"`
	Complete bool         `json:"complete"`
	Query    string       `json:"selection"`
	Snapshot string       `json:"snapshot"`
	Version  string       `json:"version"`
	Below    int          `json:"suppressed_below,omitempty"` // suppressed counts lie below it; left out where nothing is suppressed
	Columns  []jsonColumn `json:"columns"`
	Rows     [][]any      `json:"rows"`
	Notes    []string     `json:"notes"`
}

func tableJSON(table *analytics.Table) jsonTable {
	answer := jsonTable{Analysis: table.Analysis.ID, Title: table.Analysis.Title, Period: table.Period.Label, Date: table.Period.T.Format(time.DateOnly),
		Complete: table.Period.Complete, Query: table.Selection.FullQuery(), Snapshot: table.Source.Snapshot, Version: table.Source.AnalysisVersion,
		Rows: [][]any{}, Notes: append([]string{}, table.Notes...)}
	if !table.Source.Disclosed {
		answer.Below = table.Source.Policy().Bound()
	}
	types := map[analytics.ColumnType]string{analytics.Text: "text", analytics.Integer: "integer", analytics.Decimal: "decimal", analytics.Date: "date", analytics.Boolean: "boolean"}
	for _, column := range table.Columns {
		if !column.Hidden {
			answer.Columns = append(answer.Columns, jsonColumn{column.Name, column.Label, column.Unit.Name, types[column.Type]})
		}
	}
	for _, row := range table.Rows {
		cells := make([]any, 0, len(row))
		for i, value := range row {
			if !table.Columns[i].Hidden {
				cells = append(cells, jsonCell(value, table.Columns[i]))
			}
		}
		answer.Rows = append(answer.Rows, cells)
	}
	return answer
}

func jsonCell(value analytics.Value, column analytics.Column) any {
	type absent struct {
		State string `json:"state"`
	}
	if value.State != analytics.Present {
		return absent{stateName(value.State)}
	}
	switch column.Type {
	case analytics.Integer, analytics.Decimal:
		return value.Number
	case analytics.Boolean:
		return value.Text == "true"
	}
	return value.Text
}
