package ingest

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"database/sql"
	"klarsyn/ingest/read"
	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// examples notes what one value of each fault looks like, never the value itself.
func (l *loader) examples(ctx context.Context, d *delivery, file *read.File, cells string) error {
	rows, err := l.conn.QueryContext(ctx, "SELECT fault, min(record) FROM held WHERE delivery_id = ? GROUP BY fault ORDER BY fault", d.id)
	if err != nil {
		return fmt.Errorf("list faults: %w", err)
	}
	defer rows.Close()
	d.examples = map[int]string{}
	firsts := map[int]int64{}
	var wanted []string
	for rows.Next() {
		var number int
		var record int64
		if err := rows.Scan(&number, &record); err != nil {
			return fmt.Errorf("list faults: %w", err)
		}
		firsts[number] = record
		wanted = append(wanted, strconv.FormatInt(record, 10))
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("list faults: %w", err)
	}
	rows.Close()
	texts, err := l.cellsOfRecords(ctx, file, cells, wanted)
	if err != nil {
		return fmt.Errorf("look at faulty records: %w", err)
	}
	for number, record := range firsts {
		if cell, ok := cellOf(d, l.faults[number-1]); ok {
			d.examples[number] = class(texts[record][cell])
		}
	}
	return nil
}

// cellOf is the header column (folded) that a fault's column is read from, when it is one.
func cellOf(d *delivery, f fault) (string, bool) {
	table, ok := d.group.Table(f.Table)
	if !ok {
		return "", false
	}
	column, ok := table.Column(f.Column)
	if !ok || column.Origin != source.FromCells || len(column.From) != 1 {
		return "", false
	}
	return column.From[0], true
}

// cellsOfRecords fetches the cells of a few records of the file being loaded.
func (l *loader) cellsOfRecords(ctx context.Context, file *read.File, cells string, records []string) (map[int64]map[string]string, error) {
	selected := []string{recordColumn}
	for _, name := range file.Columns {
		selected = append(selected, duck.Identifier(name))
	}
	rows, err := l.conn.QueryContext(ctx, "SELECT "+strings.Join(selected, ", ")+" FROM ("+cells+") WHERE "+recordColumn+" IN ("+strings.Join(records, ", ")+")")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[int64]map[string]string{}
	for rows.Next() {
		var record int64
		texts := make([]sql.NullString, len(file.Columns))
		into := []any{&record}
		for i := range texts {
			into = append(into, &texts[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		found[record] = map[string]string{}
		for i, name := range file.Columns {
			found[record][name] = texts[i].String
		}
	}
	return found, rows.Err()
}

// class shows the shape of a value: 9 for a digit, a for a letter, other signs as they are.
func class(text string) string {
	if text == "" {
		return "tomt"
	}
	var shape strings.Builder
	n := 0
	for _, c := range text {
		if n++; n > 20 {
			shape.WriteString("…")
			break
		}
		switch {
		case unicode.IsDigit(c):
			shape.WriteByte('9')
		case unicode.IsLetter(c):
			shape.WriteByte('a')
		default:
			shape.WriteRune(c)
		}
	}
	return shape.String()
}
