package main

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"klarsyn/analytics"
	"klarsyn/ingest/snapshot"
	"klarsyn/sql/duck"
)

// byHand holds, for some figures and one selection each, the SQL that someone would write who needed that answer only:
// values as literals, nothing general.
//
//go:embed handwritten/*.sql
var byHand embed.FS

// A statement is one of these files.
type statement struct{ analysis, selection, text string }

func handwritten() ([]statement, error) {
	paths, err := fs.Glob(byHand, "handwritten/*.sql")
	if err != nil {
		return nil, err
	}
	var all []statement
	for _, path := range paths {
		text, err := fs.ReadFile(byHand, path)
		if err != nil {
			return nil, err
		}
		one, err := parseStatement(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, one)
	}
	return all, nil
}

func parseStatement(text string) (statement, error) {
	analysis, rest, found := strings.Cut(text, "\n")
	selection, body, again := strings.Cut(rest, "\n")
	one := statement{text: body}
	var named, chosen bool
	one.analysis, named = strings.CutPrefix(analysis, "-- analysis: ")
	one.selection, chosen = strings.CutPrefix(selection, "-- selection: ")
	if !found || !again || !named || !chosen || strings.TrimSpace(body) == "" {
		return statement{}, errors.New("wants the lines -- analysis: and -- selection:, then a statement")
	}
	return one, nil
}

// compareByHand runs figures and what was written by hand in turns, on the same instance of the database.
func (b *bench) compareByHand(ctx context.Context, size sized, view *analytics.View, page *analytics.Page) ([]row, error) {
	all, err := handwritten()
	if err != nil {
		return nil, err
	}
	current, err := snapshot.At(size.data).Current()
	if err != nil {
		return nil, err
	}
	// A process has one instance of a database file: this one shares the service's memory and threads.
	db, err := duck.Open(ctx, duck.Options{Path: current.Path, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var rows []row
	for _, one := range all {
		if !strings.HasPrefix(one.analysis, page.ID+"/") {
			continue
		}
		selection, err := view.Parse(page, one.selection)
		if err != nil {
			return rows, fmt.Errorf("%s: %w", one.analysis, err)
		}
		var ours, hand times
		for range b.sizes.repeats + 1 {
			started := time.Now()
			table, err := view.Run(ctx, one.analysis, selection, analytics.RunOptions{Fresh: true, Undisclosed: true})
			if err != nil {
				return rows, err
			}
			between := time.Now()
			names, values, err := query(ctx, db, one.text)
			if err != nil {
				return rows, fmt.Errorf("%s by hand: %w", one.analysis, err)
			}
			ours, hand = append(ours, between.Sub(started)), append(hand, time.Since(between))
			if err := sameAnswer(table, names, values); err != nil {
				return rows, fmt.Errorf("%s by hand: %w", one.analysis, err)
			}
		}
		ours, hand = ours[1:], hand[1:] // the first of each reads from the disk
		ratio := ours.median().Seconds() / hand.median().Seconds()
		rows = append(rows, row{
			what: one.analysis + " against SQL by hand", size: fmt.Sprintf("%s; %d runs in turns", size.label, b.sizes.repeats),
			measured: ours.String(), bare: hand.String(), ratio: ratio, budget: "≤ 1.5 ×", verdict: judge(ratio <= 1.5),
		})
	}
	return rows, nil
}

// query reads an answer whole.
func query(ctx context.Context, db *sql.DB, text string) (names []string, values [][]any, err error) {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	if names, err = rows.Columns(); err != nil {
		return nil, nil, err
	}
	for rows.Next() {
		cells := make([]any, len(names))
		into := make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, nil, err
		}
		values = append(values, cells)
	}
	return names, values, rows.Err()
}

// sameAnswer makes sure that both have answered the same question: every row, and every value that the figure's statement gives.
func sameAnswer(table *analytics.Table, names []string, values [][]any) error {
	if len(values) != len(table.Rows) {
		return fmt.Errorf("%d rows, and the figure has %d", len(values), len(table.Rows))
	}
	for at, column := range table.Columns {
		if column.Function != "" { // computed afterwards
			continue
		}
		i := slices.Index(names, column.Name)
		if i < 0 {
			return fmt.Errorf("the figure's column %s is not asked for", column.Name)
		}
		for r, cells := range values {
			if shown, wanted := plain(cells[i]), table.Rows[r][at]; !same(shown, wanted) {
				return fmt.Errorf("row %d, %s: %s, and the figure says %v", r+1, column.Name, shown, wanted)
			}
		}
	}
	return nil
}

// same compares what is shown. Sums of decimal fractions hang on the order of rows in their last digits.
func same(shown string, wanted analytics.Value) bool {
	if wanted.State == analytics.Missing {
		return shown == ""
	}
	if wanted.Text != "" {
		return shown == wanted.Text
	}
	number, err := strconv.ParseFloat(shown, 64)
	return err == nil && math.Abs(number-wanted.Number) <= 1e-12*math.Abs(wanted.Number)
}

// plain is a value as text; a NULL has none.
func plain(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(value)
}
