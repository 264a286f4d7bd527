package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

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
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("build snapshot: %w", err)
	}
	defer conn.Close()
	if err := fillReference(ctx, conn, tree); err != nil {
		return err
	}
	jobs, err := planBuild(tree)
	if err != nil {
		return err
	}
	if err := execAll(ctx, conn, "ATTACH ':memory:' AS "+scratch); err != nil {
		return fmt.Errorf("attach tables of the build: %w", err)
	}
	return errors.Join(runJobs(ctx, db, tree, jobs, progress), execAll(context.WithoutCancel(ctx), conn, "DETACH "+scratch))
}

// scratch is a database in memory for core tables that only others are built from (lifetime: build): kept out of the snapshot, they
// are neither compressed nor written. Temporary tables would be seen by one connection only.
const scratch = "build"

// onlyBuilds says of a core table that it is for the build only.
func onlyBuilds(file sqlfiles.File) bool { return file.Value("lifetime") == "build" }

// sorting is the ORDER BY of a table whose header says how it is sorted.
func sorting(file sqlfiles.File) string {
	if columns := file.Value("sorted"); columns != "" {
		return " ORDER BY " + columns
	}
	return ""
}

// keepOrder makes rows stand in the order of ORDER BY. Without it, which what is only read by the build can do, both
// cores write.
func keepOrder(keep bool) string {
	return fmt.Sprintf("SET SESSION preserve_insertion_order = %t", keep)
}

// buildTable makes one core table or mart. Rows keep the order of the body's ORDER BY: filters on a sorted
// table read a fraction of it.
func buildTable(ctx context.Context, conn *sql.Conn, tree fs.FS, file sqlfiles.File) error {
	dimensions, err := file.Dimensions()
	if err != nil {
		return err
	}
	name := duck.Identifier(file.Name())
	// Dropped by itself: a transaction writes in one database.
	if err := execAll(ctx, conn, keepOrder(!onlyBuilds(file) || sorting(file) != ""), "DROP TABLE IF EXISTS "+name, "BEGIN"); err != nil {
		return err
	}
	switch {
	case len(dimensions) > 0:
		err = buildMart(ctx, conn, tree, file, dimensions)
	case onlyBuilds(file):
		err = execAll(ctx, conn, "CREATE TABLE "+scratch+"."+name+" AS "+sorted(file))
	default:
		err = execAll(ctx, conn, "CREATE TABLE "+name+" AS "+sorted(file))
	}
	if err != nil {
		return errors.Join(err, execAll(ctx, conn, "ROLLBACK"))
	}
	return execAll(ctx, conn, "COMMIT")
}

// sorted is the query of a table with the order that its header asks for.
func sorted(file sqlfiles.File) string {
	if by := sorting(file); by != "" {
		return "SELECT * FROM (" + file.Body + ")" + by
	}
	return file.Body
}

func runCheck(ctx context.Context, conn *sql.Conn, check sqlfiles.File) error {
	var checked, found int64
	if err := conn.QueryRowContext(ctx, check.Body).Scan(&checked, &found); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, "INSERT INTO quality_finding VALUES (?, ?, ?, ?)", check.Name(), check.Value("title"), checked, found)
	return err
}

func execAll(ctx context.Context, conn *sql.Conn, statements ...string) error {
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
