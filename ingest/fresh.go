package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// rowColumn numbers the rows that a delivery makes of a table, while a load runs.
const rowColumn = "load_row"

// fresh names the view of this load's rows of a canonical table. They lie in Parquet files, one per delivery, until all is settled,
// and are written to the snapshot once.
func fresh(table string) string { return "fresh_" + table }

// removed names the table of the rows that the view leaves out.
func removed(table string) string { return "removed_" + table }

// rowsDir is the folder of one delivery's rows. DuckDB reads the delivery's number from its name.
func (l *loader) rowsDir(d *delivery) string {
	return filepath.Join(l.work.Dir, source.DeliveryColumn+"="+strconv.Itoa(d.id))
}

// showRows makes the view of each table.
func (l *loader) showRows(ctx context.Context) error {
	for _, table := range l.tables {
		if err := l.showTable(ctx, table); err != nil {
			return fmt.Errorf("show rows of %s: %w", table.Name, err)
		}
	}
	return nil
}

func (l *loader) showTable(ctx context.Context, table source.Canonical, also ...string) error {
	var columns []string
	for _, field := range table.Fields {
		columns = append(columns, field.Name)
	}
	columns = append(columns, source.DeliveryColumn)
	query := "SELECT " + identifiers(columns) + ", NULL::BIGINT AS " + rows.RecordColumn + ", NULL::BIGINT AS " + rowColumn + " FROM main." + table.Name + " LIMIT 0"
	if of := l.feeding(table.Name); of != nil {
		query = l.rowsOf(table.Name, columns, of)
	}
	for _, more := range also {
		query += " UNION ALL BY NAME " + more
	}
	_, err := l.exec(ctx, "CREATE OR REPLACE TEMP VIEW "+fresh(table.Name)+" AS "+query)
	return err
}

// rowsOf is a query of the rows that deliveries made of a table and that still stand: some columns, the record's number and the row's.
func (l *loader) rowsOf(table string, columns []string, deliveries []*delivery) string {
	var files []string
	for _, d := range deliveries {
		files = append(files, duck.Quote(filepath.Join(l.rowsDir(d), table+".parquet")))
	}
	query := fmt.Sprintf("SELECT %s, %s, file_row_number AS %s FROM read_parquet([%s], file_row_number = true, hive_partitioning = true, hive_types = {%s: INTEGER})",
		identifiers(columns), rows.RecordColumn, rowColumn, strings.Join(files, ", "), duck.Quote(source.DeliveryColumn))
	if l.shrunk[table] {
		query = "SELECT * FROM (" + query + ") ANTI JOIN temp." + removed(table) + " USING (" + source.DeliveryColumn + ", " + rowColumn + ")"
	}
	return query
}

// remove takes rows of this load out of a table: those that the query names by delivery and row.
func (l *loader) remove(ctx context.Context, table source.Canonical, query string) error {
	if !l.shrunk[table.Name] {
		l.shrunk[table.Name] = true
		if _, err := l.exec(ctx, fmt.Sprintf("CREATE TEMP TABLE %s (%s INTEGER, %s BIGINT)", removed(table.Name), source.DeliveryColumn, rowColumn)); err != nil {
			return err
		}
		if err := l.showTable(ctx, table); err != nil {
			return err
		}
	}
	_, err := l.exec(ctx, "INSERT INTO temp."+removed(table.Name)+" "+query)
	return err
}

// forgetRows deletes the files of this load's rows when they stand in the snapshot.
func (l *loader) forgetRows() error {
	for _, d := range l.deliveries {
		if d.id == 0 {
			continue
		}
		if err := os.RemoveAll(l.rowsDir(d)); err != nil {
			return err
		}
	}
	return nil
}
