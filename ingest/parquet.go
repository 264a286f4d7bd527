package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"klarsyn/ingest/read"
	"klarsyn/sql/duck"
)

// parquet writes a Parquet file as CSV, for package read, and tells what kind of column each is.
func (l *loader) parquet(ctx context.Context, parquet, csv string) ([]read.ParquetKind, error) {
	kinds, err := copyParquet(ctx, l.work.DB, parquet, csv)
	if errors.Is(withCause(err), ErrDiskFull) {
		return nil, &os.PathError{Op: "write", Path: filepath.Base(csv), Err: syscall.ENOSPC}
	}
	return kinds, err
}

// copyParquet does it with DuckDB.
func copyParquet(ctx context.Context, db *sql.DB, parquet, csv string) ([]read.ParquetKind, error) {
	from := "read_parquet(" + duck.Quote(literal.Replace(parquet)) + ", hive_partitioning = false)"
	rows, err := db.QueryContext(ctx, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "+from+")")
	if err != nil {
		return nil, fmt.Errorf("describe: %w", err)
	}
	defer rows.Close()
	var kinds []read.ParquetKind
	var columns []string
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return nil, err
		}
		expression, as := written(duck.Identifier(name), kind)
		kinds, columns = append(kinds, as), append(columns, expression+" AS "+duck.Identifier(name))
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, "COPY (SELECT "+strings.Join(columns, ", ")+" FROM "+from+") TO "+duck.Quote(csv)+" (FORMAT csv, HEADER)")
	return kinds, err
}

// literal keeps DuckDB from taking a file's name as a pattern.
var literal = strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]")

// written is how the values of a column of a type of DuckDB are written, and as what they are to be read.
func written(column, kind string) (expression string, as read.ParquetKind) {
	switch base, _, _ := strings.Cut(kind, "("); {
	case strings.ContainsAny(kind, "[<") || base == "STRUCT" || base == "MAP" || base == "UNION":
		return "NULL", read.ParquetNested
	case strings.HasSuffix(base, "INT") || base == "INTEGER" || base == "UINTEGER" || base == "DECIMAL":
		return column, read.ParquetNumber
	case base == "FLOAT":
		return column, read.ParquetFloat
	case base == "DOUBLE":
		return column, read.ParquetDouble
	case base == "BOOLEAN":
		return column, read.ParquetBoolean
	case base == "DATE":
		return "CASE WHEN isfinite(" + column + ") THEN " + column + " END", read.ParquetDay
	case strings.HasPrefix(base, "TIME") && !strings.HasPrefix(base, "TIMESTAMP"): // some programs call every time of day one in UTC
		return column + "::TIME", read.ParquetClock
	case base == "TIMESTAMP WITH TIME ZONE":
		return "CASE WHEN isfinite(" + column + ") THEN epoch_us(" + column + ") END", read.ParquetInstant
	case strings.HasPrefix(base, "TIMESTAMP"):
		return "CASE WHEN isfinite(" + column + "::TIMESTAMP) THEN epoch_us(" + column + ") END", read.ParquetMoment
	case base == "BLOB": // what many programs write texts as
		return "coalesce(try(decode(" + column + ")), lower(hex(" + column + ")))", read.ParquetText
	}
	return column, read.ParquetText
}
