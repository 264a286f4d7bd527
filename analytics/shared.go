package analytics

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"klarsyn/sql/duck"
)

// Figures that read the rows of another one share one run of it: its rows, before anything is derived or suppressed, are
// computed once per selection and kept for the figures that ask next. A part (del) takes its rows as they are; a statement
// reads them as a relation of the other file's name.

// rows are the analysis' rows of SQL columns for the selection.
func (v *View) rows(ctx context.Context, analysis *Analysis, selection Selection, period Period, fresh bool) ([][]Value, error) {
	switch {
	case analysis.isRead:
		rows, err := v.sharedRows(ctx, analysis, selection, period, fresh)
		return cloned(rows), err
	case analysis.base == nil:
		composed, err := v.instance.compose(analysis, selection, period)
		if err != nil {
			return nil, err
		}
		return v.service.query(ctx, v.instance, composed, analysis.sqlColumns)
	}
	rows, err := v.sharedRows(ctx, analysis.base, selection, period, fresh)
	if err != nil {
		return nil, fmt.Errorf("rows of %s: %w", analysis.base.ID, err)
	}
	rows = analysis.base.partOf(rows, analysis.part)
	if analysis.own == "" {
		return analysis.taken(rows), nil
	}
	composed, err := v.instance.composeOver(analysis, rows, selection, period)
	if err != nil {
		return nil, err
	}
	return v.service.query(ctx, v.instance, composed, analysis.sqlColumns)
}

// sharedRows runs a figure's statement, unless the same one is under way or its rows are kept. They belong to all who ask.
func (v *View) sharedRows(ctx context.Context, analysis *Analysis, selection Selection, period Period, fresh bool) ([][]Value, error) {
	composed, err := v.instance.compose(analysis, selection, period)
	if err != nil {
		return nil, err
	}
	key := v.instance.info.ID + "|" + composed.literal()
	if !fresh {
		if rows, found := v.service.shared.get(key); found {
			return rows, nil
		}
	}
	return v.service.runs.do(ctx, key, func() job[[][]Value] {
		held := v.instance // the run may outlive the request that began it
		held.hold()
		return func(ctx context.Context) ([][]Value, error) {
			defer held.release()
			rows, err := v.service.query(ctx, held, composed, analysis.sqlColumns)
			if err == nil {
				v.service.shared.put(key, held.info.ID, rows, len(rows)*len(analysis.sqlColumns))
			}
			return rows, err
		}
	})
}

// cloned are rows that their reader may change.
func cloned(rows [][]Value) [][]Value {
	own := make([][]Value, len(rows))
	for i, row := range rows {
		own[i] = slices.Clone(row)
	}
	return own
}

// partOf are those of the analysis' rows that belong to a part; all of them where it has no parts.
func (a *Analysis) partOf(rows [][]Value, part string) [][]Value {
	at := a.sqlColumn(a.parts)
	if at < 0 {
		return rows
	}
	var own [][]Value
	for _, row := range rows {
		if row[at].Text == part {
			own = append(own, row)
		}
	}
	return own
}

// taken are the columns that a part takes of the rows it reads.
func (a *Analysis) taken(rows [][]Value) [][]Value {
	from := make([]int, len(a.sqlColumns))
	for i, column := range a.sqlColumns {
		from[i] = a.base.sqlColumn(column.source())
	}
	own := make([][]Value, len(rows))
	for r, row := range rows {
		own[r] = make([]Value, len(from))
		for i, at := range from {
			own[r][i] = row[at]
		}
	}
	return own
}

// sqlColumn is the place of a column among those that the statement returns, or -1.
func (a *Analysis) sqlColumn(name string) int {
	return slices.IndexFunc(a.sqlColumns, func(c Column) bool { return c.Name == name })
}

// rowsParam is the parameter that holds the rows which a statement reads.
const rowsParam = "shared_rows"

// relation writes computed rows as a CTE of the name and types of the file they come from. They are one bound text: the driver binds
// no list with a NULL in it.
func (c *composer) relation(base *Analysis, rows [][]Value) (string, error) {
	types := make([]string, len(base.sqlColumns))
	for i, column := range base.sqlColumns {
		types[i] = fmt.Sprintf("%q: %q", column.Name, sqlTypeOf(column.Type))
	}
	records := make([]map[string]any, len(rows))
	for r, row := range rows {
		records[r] = make(map[string]any, len(row))
		for i, value := range row {
			records[r][base.sqlColumns[i].Name] = jsonOf(value, base.sqlColumns[i].Type)
		}
	}
	text, err := json.Marshal(records)
	if err != nil {
		return "", fmt.Errorf("hand on the rows of %s: %w", base.ID, err)
	}
	return duck.Identifier(path.Base(base.ID)) + " AS (\n    SELECT unnest(from_json(" + c.bind(rowsParam, string(text)) + "::VARCHAR, '[{" +
		strings.Join(types, ", ") + "}]'), recursive := true)\n)", nil
}

func jsonOf(value Value, kind ColumnType) any {
	switch {
	case value.State != Present:
		return nil
	case kind == Integer, kind == Decimal:
		return value.Number
	}
	return value.Text
}
