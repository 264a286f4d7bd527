package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// BuildProgress hears which derived table is being built, and how many of all are done.
type BuildProgress func(table string, done, total int)

// CreateTables creates every table under sql/schema in an empty database.
func CreateTables(ctx context.Context, db *sql.DB, tree fs.FS) error {
	tables, err := sqlfiles.Read(tree, "schema")
	if err != nil {
		return fmt.Errorf("read schema: %w", err)
	}
	for _, table := range tables {
		if _, err := db.ExecContext(ctx, table.Body); err != nil {
			return fmt.Errorf("create table %s: %w", table.Name(), err)
		}
	}
	return nil
}

// Build fills what follows from the canonical tables and snapshot_info: code sets, pathways, core tables, marts
// with their dimension values, and quality findings. The database is a snapshot in the making.
func Build(ctx context.Context, db *sql.DB, tree fs.FS, progress BuildProgress) error {
	// One connection: temporary tables and settings belong to it.
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("build snapshot: %w", err)
	}
	defer conn.Close()
	if err := fillReference(ctx, conn, tree); err != nil {
		return err
	}
	core, err := sqlfiles.Read(tree, "core")
	if err != nil {
		return fmt.Errorf("read core tables: %w", err)
	}
	marts, err := sqlfiles.Read(tree, "marts")
	if err != nil {
		return fmt.Errorf("read marts: %w", err)
	}
	checks, err := sqlfiles.Read(tree, "quality")
	if err != nil {
		return fmt.Errorf("read quality checks: %w", err)
	}
	if core, err = dependencyOrder(core); err != nil {
		return err
	}
	if marts, err = dependencyOrder(marts); err != nil {
		return err
	}
	done, total := 0, len(core)+len(checks)+len(marts)
	step := func(files []sqlfiles.File, work func(sqlfiles.File) error) error {
		for _, file := range files {
			if progress != nil {
				progress(file.Name(), done, total)
			}
			if err := work(file); err != nil {
				return fmt.Errorf("build %s: %w", file.Path, err)
			}
			done++
		}
		return nil
	}
	table := func(file sqlfiles.File) error { return buildTable(ctx, conn, tree, file) }
	check := func(file sqlfiles.File) error { return runCheck(ctx, conn, file) }
	// Checks may read core tables; marts may show what checks found.
	if err := step(core, table); err != nil {
		return err
	}
	if err := step(checks, check); err != nil {
		return err
	}
	return step(marts, table)
}

// lifetime is TEMP for a core table that only others are built from (lifetime: build): kept out of the snapshot, it
// is neither compressed nor written.
func lifetime(file sqlfiles.File) string {
	if file.Value("lifetime") == "build" {
		return "TEMP "
	}
	return ""
}

// sorting is the ORDER BY of a table whose header says how it is sorted.
func sorting(file sqlfiles.File) string {
	if columns := file.Value("sorted"); columns != "" {
		return " ORDER BY " + columns
	}
	return ""
}

// keepOrder makes rows stand in the order of ORDER BY. Without it, which what is only read by the build can do, both
// cores write.
func keepOrder(keep bool) string { return fmt.Sprintf("SET preserve_insertion_order = %t", keep) }

// buildTable makes one core table or mart. Rows keep the order of the body's ORDER BY: filters on a sorted
// table read a fraction of it.
func buildTable(ctx context.Context, conn *sql.Conn, tree fs.FS, file sqlfiles.File) error {
	dimensions, err := file.Dimensions()
	if err != nil {
		return err
	}
	if err := execAll(ctx, conn, keepOrder(lifetime(file) == "" || sorting(file) != ""), "BEGIN", "DROP TABLE IF EXISTS "+duck.Identifier(file.Name())); err != nil {
		return err
	}
	if len(dimensions) == 0 {
		body := file.Body
		if by := sorting(file); by != "" {
			body = "SELECT * FROM (" + body + ")" + by
		}
		err = execAll(ctx, conn, "CREATE "+lifetime(file)+"TABLE "+duck.Identifier(file.Name())+" AS "+body)
	} else {
		err = buildMart(ctx, conn, tree, file, dimensions)
	}
	if err != nil {
		return errors.Join(err, execAll(ctx, conn, "ROLLBACK"))
	}
	return execAll(ctx, conn, "COMMIT")
}

func runCheck(ctx context.Context, conn *sql.Conn, check sqlfiles.File) error {
	var checked, found int64
	if err := conn.QueryRowContext(ctx, check.Body).Scan(&checked, &found); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, "INSERT INTO quality_finding VALUES (?, ?, ?, ?)", check.Name(), check.Value("title"), checked, found)
	return err
}

// dependencyOrder sorts files so that each stands after those its "from" names. Names outside the list are
// canonical tables.
func dependencyOrder(files []sqlfiles.File) ([]sqlfiles.File, error) {
	byName := make(map[string]sqlfiles.File, len(files))
	for _, file := range files {
		byName[file.Name()] = file
	}
	ordered := make([]sqlfiles.File, 0, len(files))
	state := make(map[string]int, len(files)) // 1: being visited, 2: placed
	var visit func(name string, trail []string) error
	visit = func(name string, trail []string) error {
		file, derived := byName[name]
		if !derived || state[name] == 2 {
			return nil
		}
		if state[name] == 1 {
			return fmt.Errorf("%s: tables need each other in a circle: %s", file.Path, strings.Join(append(trail, name), " → "))
		}
		state[name] = 1
		for _, needed := range file.List("from") {
			if err := visit(needed, append(trail, name)); err != nil {
				return err
			}
		}
		state[name] = 2
		ordered = append(ordered, file)
		return nil
	}
	for _, file := range files {
		if err := visit(file.Name(), nil); err != nil {
			return nil, err
		}
	}
	return ordered, nil
}

func execAll(ctx context.Context, conn *sql.Conn, statements ...string) error {
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
