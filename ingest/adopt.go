package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"

	"klarsyn/ingest/snapshot"
	"klarsyn/ingest/source"
	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// adopt makes the copy of the snapshot before into the start of a new one: what was delivered and held back stays, in
// tables as this program declares them, and all that is derived goes.
func (l *loader) adopt(ctx context.Context, before snapshot.Snapshot) error {
	l.previous, l.report.Previous = true, before.ID
	var region string
	if err := l.conn.QueryRowContext(ctx, "SELECT home_region FROM main.snapshot_info").Scan(&region); err != nil {
		return fmt.Errorf("read the home region of the snapshot before: %w", err)
	}
	l.report.HomeRegion = region
	// Row numbers must stay valid between finding rows and deleting them; a checkpoint may renumber.
	if _, err := l.exec(ctx, "SET checkpoint_threshold = '1TB'"); err != nil {
		return err
	}
	if err := l.renewTables(ctx); err != nil {
		return fmt.Errorf("take over the snapshot before: %w", err)
	}
	if _, err := l.exec(ctx, fmt.Sprintf("DELETE FROM main.patient WHERE delivery_id = %d", fromContacts)); err != nil {
		return fmt.Errorf("forget persons known from contacts: %w", err)
	}
	rows, err := l.conn.QueryContext(ctx, "SELECT delivery_id, source_id, file, sha256 FROM main.delivery ORDER BY delivery_id")
	if err != nil {
		return fmt.Errorf("list earlier deliveries: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var was earlier
		var hash string
		if err := rows.Scan(&was.id, &was.source, &was.file, &hash); err != nil {
			return fmt.Errorf("list earlier deliveries: %w", err)
		}
		l.hashes[hash], l.first = was.file, was.id+1
		l.earlier = append(l.earlier, was)
	}
	return rows.Err()
}

// kept tells whether a table's rows are taken over from the snapshot before.
func (l *loader) kept(table string) bool {
	return source.IsLoads(table) ||
		slices.ContainsFunc(l.tables, func(t source.Canonical) bool { return t.Name == table })
}

// renewTables drops derived tables and makes every table of the schema stand as declared now.
func (l *loader) renewTables(ctx context.Context) error {
	files, err := sqlfiles.Read(l.options.Tree, "schema")
	if err != nil {
		return err
	}
	if err := execAll(ctx, l.conn, "CREATE SCHEMA declared", "SET schema = 'declared'"); err != nil {
		return err
	}
	for _, file := range files {
		if _, err := l.exec(ctx, file.Body); err != nil {
			return fmt.Errorf("create table %s: %w", file.Name(), err)
		}
	}
	declared, err := l.definitions(ctx, "declared")
	if err != nil {
		return err
	}
	if err := execAll(ctx, l.conn, "SET schema = 'main'", "DROP SCHEMA declared CASCADE"); err != nil {
		return err
	}
	found, err := l.definitions(ctx, "main")
	if err != nil {
		return err
	}
	for table, definition := range found {
		switch {
		case !l.kept(table):
			_, err = l.exec(ctx, "DROP TABLE main."+duck.Identifier(table))
		case definition != declared[table]:
			_, err = l.exec(ctx, "ALTER TABLE main."+table+" RENAME TO "+duck.Identifier(table+" before"))
		}
		if err != nil {
			return fmt.Errorf("renew table %s: %w", table, err)
		}
	}
	if err := l.dropTypes(ctx); err != nil {
		return err
	}
	for _, file := range files {
		definition, stands := found[file.Name()]
		if stands && l.kept(file.Name()) && definition == declared[file.Name()] {
			continue
		}
		if _, err := l.exec(ctx, file.Body); err != nil {
			return fmt.Errorf("create table %s: %w", file.Name(), err)
		}
		if stands && l.kept(file.Name()) {
			if err := l.migrate(ctx, file.Name()); err != nil {
				return fmt.Errorf("take over table %s: %w", file.Name(), err)
			}
		}
	}
	_, err = l.exec(ctx, "CHECKPOINT") // the dropped tables' room is used again
	return err
}

var schemaName = regexp.MustCompile(`^CREATE TABLE [^(]*`)

// definitions are the statements that made the tables of a schema, without their names.
func (l *loader) definitions(ctx context.Context, schema string) (map[string]string, error) {
	rows, err := l.conn.QueryContext(ctx, "SELECT table_name, sql FROM duckdb_tables() WHERE schema_name = ? AND NOT temporary AND database_name = current_database()", schema)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		found[name] = schemaName.ReplaceAllString(text, "")
	}
	return found, rows.Err()
}

// migrate copies the columns that a table has both as an older program declared it and now.
func (l *loader) migrate(ctx context.Context, table string) error {
	before := duck.Identifier(table + " before")
	var columns sql.NullString
	err := l.conn.QueryRowContext(ctx, `SELECT string_agg('"' || now.column_name || '"', ', ') FROM duckdb_columns() AS now
		JOIN duckdb_columns() AS was ON was.column_name = now.column_name AND was.table_name = ? AND was.schema_name = 'main'
		WHERE now.table_name = ? AND now.schema_name = 'main'`, table+" before", table).Scan(&columns)
	if err != nil {
		return err
	}
	return execAll(ctx, l.conn, "INSERT INTO main."+table+" ("+columns.String+") SELECT "+columns.String+" FROM main."+before, "DROP TABLE main."+before)
}

// dropTypes removes the types that only derived tables used.
func (l *loader) dropTypes(ctx context.Context) error {
	rows, err := l.conn.QueryContext(ctx, "SELECT type_name FROM duckdb_types() WHERE schema_name = 'main' AND logical_type = 'ENUM' AND NOT internal")
	if err != nil {
		return err
	}
	defer rows.Close()
	var statements []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		statements = append(statements, "DROP TYPE main."+duck.Identifier(name))
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	slices.Sort(statements)
	return execAll(ctx, l.conn, statements...)
}

var regionShape = regexp.MustCompile(`^\d\d$`)

// settleRegion finds the home region: what the caller says, else the sources, else the snapshot before. They must
// not contradict each other.
func (l *loader) settleRegion() error {
	before, region := l.report.HomeRegion, l.options.HomeRegion
	if region != "" && !regionShape.MatchString(region) {
		return usage("home region %q: expected two digits, 13 for Halland", region)
	}
	for _, src := range l.options.Sources {
		switch {
		case src.HomeRegion == "":
		case region == "":
			region = src.HomeRegion
		case region != src.HomeRegion && l.options.HomeRegion == "":
			return usage("the sources have different home regions, %s and %s; correct one or give --home-region", region, src.HomeRegion)
		}
	}
	if region == "" {
		region = before
	}
	switch {
	case region == "":
		return usage("the home region is not known: give --home-region with its two digits, 13 for Halland")
	case before != "" && region != before:
		return usage("the data folder holds region %s, but the load is for region %s; use another --data folder", before, region)
	}
	l.report.HomeRegion = region
	return nil
}
