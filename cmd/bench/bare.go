package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// A bareTable is one CREATE TABLE AS read_csv of files with the same columns.
type bareTable struct {
	Name      string       `json:"name"`
	Files     []string     `json:"files"`
	Delimiter string       `json:"delimiter"`
	Decimal   string       `json:"decimal"`
	Null      []string     `json:"null"`
	Columns   []bareColumn `json:"columns"`
}

type bareColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// A barePlan is a delivery as bare DuckDB is given it: in UTF-8, with the types of every column.
type barePlan struct {
	path       string        // of the plan as JSON
	transcoded time.Duration // spent on what DuckDB cannot decode
}

// planBare prepares a delivery for bare DuckDB, outside its clock.
func planBare(ctx context.Context, files *delivery, folder string) (barePlan, error) {
	sources, err := fittingSources(files.folder, files.home)
	if err != nil {
		return barePlan{}, err
	}
	var tables []bareTable
	plan := barePlan{path: filepath.Join(folder, "plan.json")}
	for _, one := range sources {
		for i := range one.Groups {
			group := &one.Groups[i]
			table := bareTable{Name: fmt.Sprintf("%s-%d", one.ID, i), Delimiter: string(rune(group.Dialect.Delimiter)),
				Decimal: string(rune(group.Dialect.Decimal)), Null: append([]string{""}, group.Dialect.Null...)}
			started := time.Now()
			if table.Files, err = readable(files.folder, group, folder); err != nil {
				return barePlan{}, err
			}
			plan.transcoded += time.Since(started)
			if len(table.Files) > 0 {
				tables = append(tables, table)
			}
		}
	}
	if err := findTypes(ctx, tables); err != nil {
		return barePlan{}, err
	}
	text, err := json.Marshal(tables)
	if err != nil {
		return barePlan{}, err
	}
	if err := os.WriteFile(plan.path, text, 0o644); err != nil {
		return barePlan{}, fmt.Errorf("write the plan: %w", err)
	}
	return plan, nil
}

// readable lists a group's files in UTF-8: those in another encoding as copies.
func readable(from string, group *source.Group, to string) ([]string, error) {
	entries, err := os.ReadDir(from)
	if err != nil {
		return nil, fmt.Errorf("list the delivery: %w", err)
	}
	var found []string
	for _, entry := range entries {
		if !group.Fits(entry.Name()) {
			continue
		}
		path := filepath.Join(from, entry.Name())
		if group.Dialect.Encoding != "utf-8" {
			copied := filepath.Join(to, entry.Name())
			if err := transcode(path, copied, group.Dialect.Encoding); err != nil {
				return nil, fmt.Errorf("transcode %s: %w", entry.Name(), err)
			}
			path = copied
		}
		found = append(found, path)
	}
	return found, nil
}

func transcode(from, to, encoding string) error {
	known, err := htmlindex.Get(encoding)
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, transform.NewReader(in, known.NewDecoder())); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// findTypes lets DuckDB look through every file for its columns' types. Where files of a table differ the column is text.
func findTypes(ctx context.Context, tables []bareTable) error {
	db, err := duck.Open(ctx, duck.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	look := func(table *bareTable, file string) error {
		rows, err := db.QueryContext(ctx, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_csv("+duck.Quote(file)+", "+table.dialect()+", sample_size = -1))")
		if err != nil {
			return err
		}
		defer rows.Close()
		for at := 0; rows.Next(); at++ {
			var column bareColumn
			if err := rows.Scan(&column.Name, &column.Type); err != nil {
				return err
			}
			switch {
			case at == len(table.Columns):
				table.Columns = append(table.Columns, column)
			case table.Columns[at].Name != column.Name:
				return fmt.Errorf("column %d is %s, and %s in another file of %s", at+1, column.Name, table.Columns[at].Name, table.Name)
			case table.Columns[at].Type != column.Type:
				table.Columns[at].Type = "VARCHAR"
			}
		}
		return rows.Err()
	}
	for i := range tables {
		for _, file := range tables[i].Files {
			if err := look(&tables[i], file); err != nil {
				return fmt.Errorf("find the types of %s: %w", filepath.Base(file), err)
			}
		}
	}
	return nil
}

// dialect is how the files are written, as options of read_csv.
func (t *bareTable) dialect() string {
	return "header = true, quote = '\"', delim = " + duck.Quote(t.Delimiter) + ", decimal_separator = " + duck.Quote(t.Decimal) + ", nullstr = [" + quotedList(t.Null) + "]"
}

// statement creates the table.
func (t *bareTable) statement() string {
	columns := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		columns[i] = duck.Quote(column.Name) + ": " + duck.Quote(column.Type)
	}
	return "CREATE TABLE " + duck.Identifier(t.Name) + " AS SELECT * FROM read_csv([" + quotedList(t.Files) + "], " + t.dialect() +
		", columns = {" + strings.Join(columns, ", ") + "})"
}

func quotedList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = duck.Quote(text)
	}
	return strings.Join(quoted, ", ")
}

// newBareChild reads a planned delivery into an empty database file, in the clock.
func newBareChild() *cobra.Command {
	var plan, into string
	command := &cobra.Command{
		Use: "child-bare", Hidden: true, Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			used, err := readBare(command.Context(), plan, into)
			if err != nil {
				return err
			}
			return answer(command.OutOrStdout(), used)
		},
	}
	command.Flags().StringVar(&plan, "plan", "", "file with the plan")
	command.Flags().StringVar(&into, "into", "", "database file")
	return command
}

func readBare(ctx context.Context, plan, into string) (usage, error) {
	text, err := os.ReadFile(plan)
	if err != nil {
		return usage{}, fmt.Errorf("read the plan: %w", err)
	}
	var tables []bareTable
	if err := json.Unmarshal(text, &tables); err != nil {
		return usage{}, fmt.Errorf("read the plan: %w", err)
	}
	db, err := duck.Open(ctx, duck.Options{Path: into, Unordered: true})
	if err != nil {
		return usage{}, err
	}
	defer db.Close()
	var used usage
	started := time.Now()
	for i := range tables {
		if _, err := db.ExecContext(ctx, tables[i].statement()); err != nil {
			return usage{}, fmt.Errorf("create %s: %w", tables[i].Name, err)
		}
	}
	used.Seconds = time.Since(started).Seconds()
	used.Memory = peakMemory()
	for i := range tables {
		var rows int64
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM "+duck.Identifier(tables[i].Name)).Scan(&rows); err != nil {
			return usage{}, fmt.Errorf("count %s: %w", tables[i].Name, err)
		}
		used.Rows += rows
	}
	return used, nil
}
