package ingest

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"klarsyn/ingest/read"
	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
)

// writeDeliveries notes this load's files with the days they cover: those that the caller says, else the first to the
// last day that their contacts or events cover.
func (l *loader) writeDeliveries(ctx context.Context) error {
	if _, err := l.exec(ctx, "CREATE OR REPLACE TEMP TABLE arriving (delivery_id INTEGER, source_id VARCHAR, table_name VARCHAR, period_from DATE, period_to DATE)"); err != nil {
		return err
	}
	if err := l.listFiles(ctx); err != nil {
		return err
	}
	for _, table := range l.parentsFirst() {
		day := dayOf(table)
		if day == "" {
			continue
		}
		if err := l.notePeriods(ctx, table, day); err != nil {
			return err
		}
	}
	for _, d := range l.deliveries {
		if d.id == 0 {
			continue
		}
		_, err := l.exec(ctx, "INSERT INTO main.delivery BY NAME SELECT ? AS delivery_id, ? AS source_id, ? AS file, ? AS sha256, ? AS received_at, ? AS period_from, ? AS period_to, "+
			"? AS rows_read, ? AS rows_loaded, ? AS rows_replaced, ? AS rows_quarantined, 0 AS rows_superseded_earlier, ? AS covers_contacts",
			d.id, d.source.ID, d.name, d.sha256, l.started, day(d.sum.From), day(d.sum.To),
			d.sum.Read, d.sum.Loaded, d.sum.Replaced, d.sum.Quarantined, d.group.Covers())
		if err != nil {
			return err
		}
	}
	return nil
}

// dayOf is the expression of the day that dates a table's rows; "" they have none.
func dayOf(table source.Canonical) string {
	switch {
	case table.Name == "contact":
		return "started_at::DATE"
	case table.EventOn != "":
		return table.EventOn + "::DATE"
	}
	return loneDay[table.Name]
}

// notePeriods finds the days that each delivery covers in one table: from the first to the last of its days in covered months. A
// day outside them is a period of its own, so that a row delivered again takes the place of the one before.
func (l *loader) notePeriods(ctx context.Context, table source.Canonical, expression string) error {
	rows, err := l.conn.QueryContext(ctx, fmt.Sprintf(`SELECT delivery_id, min(first_on), max(last_on), is_covered FROM (%s)
		WHERE delivery_id >= %d GROUP BY delivery_id, is_covered, CASE WHEN NOT is_covered THEN month END ORDER BY is_covered DESC, delivery_id, 2`,
		l.monthsOf(table, expression), l.first))
	if err != nil {
		return err
	}
	defer rows.Close()
	type stretch struct {
		Period
		covered bool
	}
	found := map[int][]stretch{}
	for rows.Next() {
		var id int
		var s stretch
		if err := rows.Scan(&id, &s.From, &s.To, &s.covered); err != nil {
			return err
		}
		found[id] = append(found[id], s)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for _, d := range l.feeding(table.Name) {
		if l.options.Period != nil {
			found[d.id] = []stretch{{*l.options.Period, true}}
		}
		for _, s := range found[d.id] {
			// Contacts come first of a file's tables and say what it covers.
			if s.covered && d.sum.From.IsZero() {
				d.sum.From, d.sum.To = s.From, s.To
			}
			if _, err := l.exec(ctx, "INSERT INTO arriving VALUES (?, ?, ?, ?, ?)", d.id, d.source.ID, table.Name, day(s.From), day(s.To)); err != nil {
				return err
			}
		}
	}
	return nil
}

func day(at time.Time) sql.NullString {
	return sql.NullString{String: at.Format(time.DateOnly), Valid: !at.IsZero()}
}

// writeQuarantine stores the records held back, with their text fetched from the files.
func (l *loader) writeQuarantine(ctx context.Context) error {
	for _, d := range l.deliveries {
		if d.id == 0 || d.sum.Quarantined == 0 {
			continue
		}
		entries, err := l.quarantined(ctx, d)
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(entries, 200) {
			var marks []string
			var args []any
			for _, e := range chunk {
				marks = append(marks, "(?, ?, ?, ?, ?, ?, ?, ?, ?)")
				args = append(args, d.id, d.name, e.row, line(e.line), e.table, e.column, e.rule, e.message, e.raw)
			}
			if _, err := l.exec(ctx, "INSERT INTO main.quarantine (delivery_id, file, row_number, line_number, table_name, column_name, rule, message, raw) VALUES "+strings.Join(marks, ", "), args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// line is a record's line in its file, missing when it is not known.
func line(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: n > 0} }

// A quarantineEntry is one record held back.
type quarantineEntry struct {
	row, line          int64
	table              string
	column             sql.NullString
	rule, message, raw string
}

func (l *loader) quarantined(ctx context.Context, d *delivery) ([]quarantineEntry, error) {
	var entries []quarantineEntry
	for _, f := range d.faults {
		entries = append(entries, quarantineEntry{row: f.Row, line: f.Line, table: d.group.Tables[0].Name,
			column: sql.NullString{String: spelled(d, f.Column), Valid: f.Column != ""}, rule: f.Rule, message: f.Message, raw: f.Raw})
	}
	from := len(entries)
	add := func(record int64, f rows.Fault) {
		entries = append(entries, quarantineEntry{row: record, line: d.lines.Of(record), table: f.Table, column: sql.NullString{String: f.Column, Valid: f.Column != ""}, rule: f.Rule, message: message(d, f)})
	}
	for _, held := range d.made.Held {
		add(held.Record, d.made.Faults[held.Fault])
	}
	found, err := l.conn.QueryContext(ctx, "SELECT record, fault FROM held WHERE delivery_id = ?", d.id)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var number int
		var record int64
		if err := found.Scan(&record, &number); err != nil {
			return nil, err
		}
		add(record, l.faults[number-1])
	}
	if err := found.Err(); err != nil {
		return nil, err
	}
	judged := entries[from:]
	if len(judged) == 0 {
		return entries, nil
	}
	slices.SortFunc(judged, func(a, b quarantineEntry) int { return cmp.Compare(a.row, b.row) })
	numbers := make([]int64, len(judged))
	for i, e := range judged {
		numbers[i] = e.row
	}
	if now, err := os.Stat(d.path); err != nil || now.Size() != d.info.Size() || !now.ModTime().Equal(d.info.ModTime()) {
		return nil, fmt.Errorf("%s changed while it was loaded: nothing was published; run the load again when the file is complete", d.name)
	}
	raw, err := read.Raw(ctx, d.path, d.group, read.Options{Dir: l.work.Dir, Parquet: l.parquet}, numbers)
	if err != nil {
		return nil, err
	}
	for i := range judged {
		judged[i].raw = raw[judged[i].row]
	}
	return entries, nil
}

// message words a fault for the quarantine: the column as the file and the contract call it, and what is wrong with it.
func message(d *delivery, f rows.Fault) string {
	name := f.Column
	if written := header(d, f); written != "" && written != f.Column {
		name = written + " (" + f.Table + "." + f.Column + ")"
	} else if f.Column != "" {
		name = f.Table + "." + f.Column
	}
	if name == "" {
		return f.Explain()
	}
	return name + ": " + f.Explain()
}
