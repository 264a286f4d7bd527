package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// unknownLabel is shown for a value that the data lack, unless the mart has a name for it.
const unknownLabel = "uppgift saknas"

// buildMart makes a mart whose text columns of few values are ENUMs, and writes the values of each dimension. What values there are
// is read off the mart's rows, gathered once as text. A mart of millions of rows is written in one go instead: its header names
// a core table that lists the values, column by column, and the text columns that are no dimensions (values: table; columns).
// Dimensions that are another mart's come with their types.
func buildMart(ctx context.Context, conn *sql.Conn, tree fs.FS, file sqlfiles.File, dimensions []sqlfiles.Dimension) error {
	listed, others, _ := strings.Cut(file.Value("values"), ";")
	rows := "(" + file.Body + ")"
	own := slices.ContainsFunc(dimensions, func(d sqlfiles.Dimension) bool { return d.Of == "" })
	if listed == "" && own {
		rows = "mart_rows"
		if err := execAll(ctx, conn, keepOrder(false), "DROP TABLE IF EXISTS mart_rows", "CREATE TEMP TABLE mart_rows AS "+file.Body, keepOrder(true)); err != nil {
			return err
		}
	}
	var replaced []string
	enumerate := func(name string, values []sqlfiles.NamedValue) error {
		enumeration, column := duck.Identifier(file.Name()+"_"+name), duck.Identifier(name)
		replaced = append(replaced, column+"::"+enumeration+" AS "+column)
		return execAll(ctx, conn, "DROP TYPE IF EXISTS "+enumeration, "CREATE TYPE "+enumeration+" AS ENUM ("+literals(values)+")")
	}
	for _, dimension := range dimensions {
		if dimension.Of != "" {
			if err := takeValues(ctx, conn, file.Name(), dimension); err != nil {
				return fmt.Errorf("dimension %s: %w", dimension.Key, err)
			}
			continue
		}
		values, err := dimensionValues(ctx, conn, tree, listed, dimension)
		if err != nil {
			return fmt.Errorf("dimension %s: %w", dimension.Key, err)
		}
		if err := writeValues(ctx, conn, file.Name(), dimension, values); err != nil {
			return fmt.Errorf("dimension %s: %w", dimension.Key, err)
		}
		columns, err := dimension.Columns(tree)
		if err != nil {
			return fmt.Errorf("dimension %s: %w", dimension.Key, err)
		}
		for _, name := range columns {
			if err := enumerate(name, values); err != nil {
				return err
			}
		}
	}
	for _, name := range strings.Fields(others) {
		values, err := dimensionValues(ctx, conn, tree, listed, sqlfiles.Dimension{Column: name, Values: "data"})
		if err != nil {
			return fmt.Errorf("column %s: %w", name, err)
		}
		if err := enumerate(name, values); err != nil {
			return err
		}
	}
	if len(replaced) > 0 {
		rows = "(SELECT * REPLACE (" + strings.Join(replaced, ", ") + ") FROM " + rows + ")"
	}
	// Sorting comes after the ENUMs: numbers are moved, not texts.
	err := execAll(ctx, conn,
		"CREATE TABLE "+duck.Identifier(file.Name())+" AS SELECT * FROM "+rows+sorting(file),
		"DROP TABLE IF EXISTS mart_rows")
	if err != nil {
		return err
	}
	for _, dimension := range dimensions {
		if err := nameUnknown(ctx, conn, file.Name(), dimension); err != nil {
			return fmt.Errorf("dimension %s: %w", dimension.Key, err)
		}
	}
	return nil
}

// nameUnknown calls the missing value of a dimension by the name that the mart has for it, where every row without the
// value has the cause that the name tells.
func nameUnknown(ctx context.Context, conn *sql.Conn, mart string, dimension sqlfiles.Dimension) error {
	name := dimension.Unknown
	if name.Label == "" {
		return nil
	}
	// TRY_CAST: a mart without such rows has no such value in its ENUM.
	typed := func(column string) string { return "TRY_CAST(? AS " + duck.Identifier(mart+"_"+column) + ")" }
	_, err := conn.ExecContext(ctx, "UPDATE dimension_value SET label = ? WHERE mart = ? AND key = ? AND data_value = ? AND NOT EXISTS ("+
		"SELECT 1 FROM "+duck.Identifier(mart)+" WHERE "+duck.Identifier(dimension.Column)+" = "+typed(dimension.Column)+
		" AND "+duck.Identifier(name.Column)+" IS DISTINCT FROM "+typed(name.Column)+")",
		name.Label, mart, dimension.Key, sqlfiles.UnknownValue, sqlfiles.UnknownValue, name.Value)
	return err
}

// dimensionValues lists a dimension's values: the file's in its order, then those found only in the data in
// Swedish order, unknown last, and the total's value, which no reader can choose, at the very end.
func dimensionValues(ctx context.Context, conn *sql.Conn, tree fs.FS, listed string, dimension sqlfiles.Dimension) ([]sqlfiles.NamedValue, error) {
	var named []sqlfiles.NamedValue
	if dimension.Values != "data" {
		var err error
		if named, err = sqlfiles.ReadValues(tree, dimension.Values); err != nil {
			return nil, err
		}
	}
	if dimension.By != "" { // the file names them all
		return named, nil
	}
	found, err := foundValues(ctx, conn, listed, dimension)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(named))
	for _, value := range named {
		known[value.Data] = true
	}
	swedish := collate.New(language.Swedish, collate.Numeric)
	slices.SortFunc(found, func(a, b sqlfiles.NamedValue) int {
		if last := rankLast(a.Data, dimension) - rankLast(b.Data, dimension); last != 0 {
			return last
		}
		if byLabel := swedish.CompareString(a.Label, b.Label); byLabel != 0 {
			return byLabel
		}
		return strings.Compare(a.Data, b.Data)
	})
	for _, value := range found {
		if !known[value.Data] {
			named = append(named, value)
		}
	}
	for i := range named {
		named[i].Position = i + 1
	}
	return named, nil
}

func rankLast(value string, dimension sqlfiles.Dimension) int {
	switch value {
	case dimension.Total:
		return 2
	case sqlfiles.UnknownValue:
		return 1
	}
	return 0
}

func foundValues(ctx context.Context, conn *sql.Conn, listed string, dimension sqlfiles.Dimension) ([]sqlfiles.NamedValue, error) {
	rows, err := conn.QueryContext(ctx, foundQuery(listed, dimension))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []sqlfiles.NamedValue
	for rows.Next() {
		var value, label sql.NullString
		if err := rows.Scan(&value, &label); err != nil {
			return nil, err
		}
		if !value.Valid {
			return nil, fmt.Errorf("column %s has rows without a value: write %q where the data lack one", dimension.Column, sqlfiles.UnknownValue)
		}
		if value.String == sqlfiles.UnknownValue {
			label.String = unknownLabel
		}
		found = append(found, sqlfiles.NamedValue{URL: value.String, Data: value.String, Label: label.String})
	}
	return found, rows.Err()
}

// foundQuery lists the values of a column with their labels: from the mart's rows or the core table that lists its values, and a
// table of names.
func foundQuery(listed string, dimension sqlfiles.Dimension) string {
	column := duck.Identifier(dimension.Column)
	found := "SELECT DISTINCT " + column + "::VARCHAR AS value FROM mart_rows"
	if listed != "" {
		found = "SELECT value FROM " + duck.Identifier(listed) + " WHERE column_name = " + duck.Quote(dimension.Column)
	}
	switch names := strings.Split(dimension.LabelColumn, "."); {
	case len(names) == 3:
		table, key, label := duck.Identifier(names[0]), duck.Identifier(names[1]), duck.Identifier(names[2])
		return fmt.Sprintf("SELECT found.value, coalesce(max(named.%s), found.value) FROM (%s) AS found "+
			"LEFT JOIN %s AS named ON named.%s = found.value GROUP BY found.value", label, found, table, key)
	case dimension.LabelColumn != "":
		return fmt.Sprintf("SELECT %s::VARCHAR, max(%s::VARCHAR) FROM mart_rows GROUP BY 1", column, duck.Identifier(dimension.LabelColumn))
	}
	return "SELECT value, value FROM (" + found + ")"
}

// takeValues lists the values of a dimension that is another mart's.
func takeValues(ctx context.Context, conn *sql.Conn, mart string, dimension sqlfiles.Dimension) error {
	_, err := conn.ExecContext(ctx, "INSERT INTO dimension_value BY NAME SELECT * REPLACE (? AS mart) FROM dimension_value WHERE mart = ? AND key = ?",
		mart, dimension.Of, dimension.Key)
	return err
}

func writeValues(ctx context.Context, conn *sql.Conn, mart string, dimension sqlfiles.Dimension, values []sqlfiles.NamedValue) error {
	var rows []string
	var args []any
	for _, value := range values {
		if dimension.Total == "" || value.Data != dimension.Total {
			rows = append(rows, "(?, ?, ?, ?, ?, ?)")
			args = append(args, mart, dimension.Key, value.URL, value.Data, value.Label, value.Position)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := conn.ExecContext(ctx, "INSERT INTO dimension_value VALUES "+strings.Join(rows, ", "), args...)
	return err
}

// literals lists the data values for an ENUM, which needs one even where a mart has no rows.
func literals(values []sqlfiles.NamedValue) string {
	if len(values) == 0 {
		return duck.Quote(sqlfiles.UnknownValue)
	}
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = duck.Quote(value.Data)
	}
	return strings.Join(quoted, ", ")
}
