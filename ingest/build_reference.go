package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"

	sqlfiles "klarsyn/sql"
	"klarsyn/sql/code"
)

// fillReference fills the tables that come from files under sql/ and not from a delivery: code sets, their
// names, target levels and pathways. One transaction: each commit waits for the disk.
func fillReference(ctx context.Context, conn *sql.Conn, tree fs.FS) error {
	if err := execAll(ctx, conn, "BEGIN"); err != nil {
		return err
	}
	if err := insertReference(ctx, conn, tree); err != nil {
		return errors.Join(err, execAll(ctx, conn, "ROLLBACK"))
	}
	return execAll(ctx, conn, "COMMIT")
}

func insertReference(ctx context.Context, conn *sql.Conn, tree fs.FS) error {
	for _, table := range []string{"code_set", "set_label", "target", "pathway", "dimension_value", "quality_finding"} {
		if _, err := conn.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return fmt.Errorf("empty %s: %w", table, err)
		}
	}
	if err := fillCodeSets(ctx, conn, tree); err != nil {
		return fmt.Errorf("fill code sets: %w", err)
	}
	labels, err := sqlfiles.ReadCSV(tree, "codes/sets.csv", 3)
	if err != nil {
		return err
	}
	for i, label := range labels {
		if _, err := conn.ExecContext(ctx, "INSERT INTO set_label VALUES (?, ?, ?, ?)", label[0], label[1], label[2], i+1); err != nil {
			return fmt.Errorf("fill set labels: %w", err)
		}
	}
	targets, err := sqlfiles.ReadCSV(tree, "values/targets.csv", 4)
	if err != nil {
		return err
	}
	for _, target := range targets {
		if _, err := conn.ExecContext(ctx, "INSERT INTO target VALUES (?, ?, ?, ?)", target[0], target[1], target[2], target[3]); err != nil {
			return fmt.Errorf("fill targets: %w", err)
		}
	}
	return fillPathways(ctx, conn, tree)
}

func fillCodeSets(ctx context.Context, conn *sql.Conn, tree fs.FS) error {
	shipped, err := fs.Glob(tree, "codes/*.csv")
	if err != nil {
		return err
	}
	own, err := fs.Glob(tree, sqlfiles.RegionCodes+"/*.csv")
	if err != nil {
		return err
	}
	replaced := map[string]bool{}
	for _, file := range append(own, shipped...) {
		if path.Base(file) == "sets.csv" {
			continue
		}
		records, err := sqlfiles.ReadCSV(tree, file, 8)
		if err != nil {
			return err
		}
		for _, record := range records {
			set := record[0]
			if strings.HasPrefix(file, sqlfiles.RegionCodes) {
				replaced[set] = true
			} else if replaced[set] {
				continue
			}
			if err := spell(record); err != nil {
				return fmt.Errorf("%s: set %s: %w", file, set, err)
			}
			if _, err := conn.ExecContext(ctx, "INSERT INTO code_set VALUES (?, ?, ?, ?, ?, ?, nullif(?, '')::DATE, nullif(?, '')::DATE)",
				set, record[1], record[2], record[3], record[4], record[5], record[6], record[7]); err != nil {
				return fmt.Errorf("%s: set %s: %w", file, set, err)
			}
		}
	}
	return nil
}

// spell writes a set's code as codes of its system are stored. all_of names another set.
func spell(record []string) error {
	for i := range record {
		record[i] = strings.TrimSpace(record[i])
	}
	if record[1] == "all_of" {
		return nil
	}
	system := code.Named(record[1])
	if system == nil {
		return fmt.Errorf("unknown system %q", record[1])
	}
	read := system.Normal
	if record[3] == "prefix" {
		read = system.Begins
	}
	normal, ok := read(record[2])
	if !ok {
		return fmt.Errorf("%q is no code of %s", record[2], system.Title)
	}
	record[2] = normal
	return nil
}

// fillPathways reads which diagnoses define each pathway; the rest of page.yaml is for pages.
func fillPathways(ctx context.Context, conn *sql.Conn, tree fs.FS) error {
	pages, err := fs.Glob(tree, "pathways/*/page.yaml")
	if err != nil {
		return fmt.Errorf("list pathways: %w", err)
	}
	for _, file := range pages {
		text, err := fs.ReadFile(tree, file)
		if err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
		var page struct {
			Pathway *struct {
				Diagnoses    string `yaml:"diagnoses"`
				WashoutYears int    `yaml:"washout_years"`
			} `yaml:"pathway"`
		}
		if err := yaml.Unmarshal(text, &page); err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
		if page.Pathway == nil {
			continue
		}
		if _, err := conn.ExecContext(ctx, "INSERT INTO pathway VALUES (?, ?, ?)",
			path.Base(path.Dir(file)), page.Pathway.Diagnoses, page.Pathway.WashoutYears); err != nil {
			return fmt.Errorf("fill pathway of %s: %w", file, err)
		}
	}
	return nil
}
