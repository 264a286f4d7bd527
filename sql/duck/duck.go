// Package duck opens DuckDB. It is the only package that imports the driver, so that moving to the
// driver's successor is a change of one import.
package duck

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	duckdb "github.com/marcboeker/go-duckdb/v2"
)

// Options choose how a file is opened. The zero value is a private in-memory database.
type Options struct {
	Path        string // database file; empty: in memory
	ReadOnly    bool
	Locked      bool   // no file access, no extension, configuration locked: for serving
	Threads     int    // 0: one per core, but at least fewestThreads
	MemoryLimit string // for example 4GB; empty: DuckDB's own
	TempDir     string // where it may spill; empty: DuckDB's own
	Unordered   bool   // preserve_insertion_order=false: faster loads, rows in no certain order
}

// storage is the format of new files; one that exists keeps its own. In the format of older releases, DuckDB's default, a text column's
// dictionary is made once to see what it would save and again to write it.
const storage = "v1.4.0"

// fewestThreads keeps grouping safe on machines of two cores. With two threads, DuckDB 1.4.3 failed with an internal error, after which
// the whole database refused to answer, when one of them ran short of memory while it grouped and the other did not
// (duckdb/duckdb#20357, mended in 1.4.4). The fault could not be provoked here, on 1.4.3 nor on 1.5.6, so that nothing shows it gone.
const fewestThreads = 3

// Open opens a database and checks that it answers.
func Open(ctx context.Context, options Options) (*sql.DB, error) {
	if options.Threads == 0 {
		options.Threads = max(runtime.NumCPU(), fewestThreads)
	}
	settings := []string{"autoinstall_known_extensions=false", "autoload_known_extensions=false", "storage_compatibility_version=" + storage,
		fmt.Sprintf("threads=%d", options.Threads)}
	if options.ReadOnly {
		settings = append(settings, "access_mode=read_only")
	}
	// Settings are those of the instance: a locked one refuses them on its later connections.
	var once sync.Once
	connector, err := duckdb.NewConnector(options.Path+"?"+strings.Join(settings, "&"), func(conn driver.ExecerContext) error {
		var failed error
		once.Do(func() {
			for _, statement := range startup(options) {
				if _, err := conn.ExecContext(ctx, statement, nil); err != nil {
					failed = fmt.Errorf("%s: %w", statement, err)
					return
				}
			}
		})
		return failed
	})
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(32)
	if err := db.PingContext(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	return db, nil
}

// LacksName says whether a statement failed because the database has no table, column or type of a name in it.
func LacksName(err error) bool {
	var failed *duckdb.Error
	return errors.As(err, &failed) && (failed.Type == duckdb.ErrorTypeCatalog || failed.Type == duckdb.ErrorTypeBinder)
}

// Damaged says whether opening or reading failed because the file is not a whole database: cut off, overwritten, something else.
func Damaged(err error) bool {
	return says(err, "Corrupt database file", "Could not read", "not a valid DuckDB database file", "database does not exist", "Failed to deserialize", "Serialization Error")
}

// OtherStorage says whether a file could not be opened because another version of DuckDB wrote it, in a format that this one does not
// read.
func OtherStorage(err error) bool {
	return says(err, "database file with version number", "storage version greater")
}

// says looks for DuckDB's own words: errors of opening have no type.
func says(err error, words ...string) bool {
	return err != nil && slices.ContainsFunc(words, func(word string) bool { return strings.Contains(err.Error(), word) })
}

// withheld is an error whose text lacks DuckDB's own words.
type withheld struct {
	error
	text string
}

func (w *withheld) Error() string { return w.text }
func (w *withheld) Unwrap() error { return w.error }

// Withhold takes DuckDB's words out of an error's text when they may quote a value of the data, as those of a failed conversion, a
// broken constraint or a number out of range do.
func Withhold(err error) error {
	var failed *duckdb.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch failed.Type {
	case duckdb.ErrorTypeConversion, duckdb.ErrorTypeConstraint, duckdb.ErrorTypeInvalidInput, duckdb.ErrorTypeOutOfRange, duckdb.ErrorTypeMismatchType,
		duckdb.ErrorTypeDecimal, duckdb.ErrorTypeDivideByZero, duckdb.ErrorTypeExecutor, duckdb.ErrorTypeUnknownType, duckdb.ErrorTypeInvalid:
		return &withheld{err, strings.ReplaceAll(err.Error(), failed.Error(), "DuckDB refused a value (its words are withheld, for they may quote data)")}
	}
	return err
}

// Quote writes a text as an SQL string literal, for the few statements that take no parameters and for showing SQL.
func Quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// Identifier writes a name as a quoted SQL identifier.
func Identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
