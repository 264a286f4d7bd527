package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"klarsyn/ingest"
	"klarsyn/ingest/snapshot"
	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// scaledTo is a data folder whose snapshot holds about so many contacts: the loaded region's persons several times over
// under new pseudonyms, the last time only some of them, with everything that follows built anew.
func (b *bench) scaledTo(ctx context.Context, contacts int64) (string, error) {
	if made := b.scaled[contacts]; made != "" {
		return made, nil
	}
	data, err := b.loaded(ctx)
	if err != nil {
		return "", err
	}
	current, err := snapshot.At(data).Current()
	if err != nil {
		return "", err
	}
	facts, err := current.Facts(ctx)
	if err != nil {
		return "", err
	}
	folder, err := b.folder(fmt.Sprintf("scaled-%d", contacts))
	if err != nil {
		return "", err
	}
	started := time.Now()
	if err := multiply(ctx, current.Path, folder, float64(contacts)/float64(facts.Contacts)); err != nil {
		return "", fmt.Errorf("make a region of %d contacts: %w", contacts, err)
	}
	b.say("made a region of %s contacts in %s", million(contacts), shortTime(time.Since(started)))
	b.scaled[contacts] = folder
	return folder, nil
}

// parts is how finely the persons of the last, incomplete time are chosen.
const parts = 10_000

// multiply publishes in a folder a snapshot with the base's persons so many times.
func multiply(ctx context.Context, base, folder string, factor float64) (err error) {
	work, err := snapshot.At(folder).Begin(ctx, snapshot.Options{MemoryLimit: "6GB"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, work.Discard()) }()
	if err := ingest.CreateTables(ctx, work.DB, sqlfiles.Files()); err != nil {
		return err
	}
	if _, err := work.DB.ExecContext(ctx, "ATTACH "+duck.Quote(base)+" AS base (READ_ONLY)"); err != nil {
		return fmt.Errorf("attach the region: %w", err)
	}
	tables, err := canonicalTables(ctx, work.DB)
	if err != nil {
		return err
	}
	whole := int(factor)
	last := int((factor - float64(whole)) * parts)
	for _, table := range tables {
		for _, statement := range table.copies(whole, last, factor, work.ID) {
			if _, err := work.DB.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("fill %s: %w", table.name, err)
			}
		}
	}
	if _, err := work.DB.ExecContext(ctx, "DETACH base"); err != nil {
		return fmt.Errorf("detach the region: %w", err)
	}
	if err := ingest.Build(ctx, work.DB, sqlfiles.Files(), nil); err != nil {
		return err
	}
	_, err = work.Publish(ctx, 1)
	return err
}

// A canonicalTable is a table under sql/schema with its columns in order.
type canonicalTable struct {
	name    string
	columns []string
}

// derived are the tables under sql/schema that the build fills.
const derived = "'code_set', 'set_label', 'target', 'pathway', 'dimension_value', 'quality_finding', 'quarantine', 'cell_finding'"

func canonicalTables(ctx context.Context, db *sql.DB) ([]canonicalTable, error) {
	rows, err := db.QueryContext(ctx, "SELECT table_name, string_agg(column_name, ' ' ORDER BY column_index) FROM duckdb_columns()\n"+
		"WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal AND table_name NOT IN ("+derived+") GROUP BY 1 ORDER BY 1")
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	defer rows.Close()
	var tables []canonicalTable
	for rows.Next() {
		var name, columns string
		if err := rows.Scan(&name, &columns); err != nil {
			return nil, err
		}
		tables = append(tables, canonicalTable{name, strings.Fields(columns)})
	}
	return tables, rows.Err()
}

// copies are the statements that fill the table. Rows of persons and contacts come each time under other keys; people
// are counted as many times as there are persons, so that shares stay as they are; all else comes once.
func (t canonicalTable) copies(whole, last int, factor float64, id string) []string {
	insert := func(replace map[string]string, where string) string {
		selected := make([]string, len(t.columns))
		for i, column := range t.columns {
			selected[i] = column
			if expression := replace[column]; expression != "" {
				selected[i] = expression
			}
		}
		return "INSERT INTO " + t.name + " SELECT " + strings.Join(selected, ", ") + " FROM base." + t.name + where
	}
	person, contact := t.has("patient_id"), t.has("contact_id")
	switch {
	case t.name == "snapshot_info":
		return []string{insert(map[string]string{"snapshot_id": duck.Quote(id)}, "")}
	case t.name == "population":
		return []string{insert(map[string]string{"people": fmt.Sprintf("round(people::DOUBLE * %g)::INTEGER", factor)}, "")}
	case !person && !contact:
		return []string{insert(nil, "")}
	}
	chosen := func(column string) string { return fmt.Sprintf("hash(%s) %% %d < %d", column, parts, last) }
	some := " WHERE " + chosen("patient_id")
	if contact && t.name != "contact" {
		some = " WHERE contact_id IN (SELECT contact_id FROM base.contact WHERE " + chosen("patient_id") + ")"
		if person {
			some += " OR contact_id IS NULL AND " + chosen("patient_id")
		}
	}
	var statements []string
	for round := range whole + 1 {
		where := ""
		if round == whole {
			if last == 0 {
				break
			}
			where = some
		}
		suffix := fmt.Sprintf(" || '~%d'", round)
		replace := map[string]string{"patient_id": "patient_id" + suffix, "contact_id": "contact_id" + suffix}
		// A contact is also known by the record that delivered it.
		replace["source_row"] = fmt.Sprintf("source_row + %d", round*1_000_000_000)
		statements = append(statements, insert(replace, where))
	}
	return statements
}

func (t canonicalTable) has(column string) bool { return slices.Contains(t.columns, column) }
