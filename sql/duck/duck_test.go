package duck

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func TestLockedInstanceRefusesFilesAndSettings(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "a.duckdb")
	db, err := Open(ctx, Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(ctx, "CREATE TABLE t AS SELECT 1 AS a"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	db, err = Open(ctx, Options{Path: path, ReadOnly: true, Locked: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxIdleConns(0) // every statement below takes a new connection
	var a int
	if err := db.QueryRowContext(ctx, "SELECT a FROM t").Scan(&a); err != nil || a != 1 {
		t.Fatalf("read: %d, %v", a, err)
	}
	for _, statement := range []string{
		"SELECT * FROM read_csv('/etc/passwd')", "SET enable_external_access = true", "SET threads = 8", "CREATE TABLE u (a INT)", "INSTALL excel",
	} {
		if _, err := db.ExecContext(ctx, statement); err == nil {
			t.Errorf("%s: wanted an error", statement)
		}
	}
}

func TestNewFilesPackRepeatedTextsOnceAndLeaveIdsPlain(t *testing.T) {
	ctx := t.Context()
	db, err := Open(ctx, Options{Path: filepath.Join(t.TempDir(), "a.duckdb")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		"CREATE TABLE t (id VARCHAR USING COMPRESSION uncompressed, unit VARCHAR)",
		"INSERT INTO t SELECT 'contact ' || i, 'unit ' || i % 50 FROM range(200_000) AS r(i)", "CHECKPOINT",
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	for column, wanted := range map[string]string{"id": "Uncompressed", "unit": "DICT_FSST"} {
		var found string
		if err := db.QueryRowContext(ctx, "SELECT string_agg(DISTINCT compression) FROM pragma_storage_info('t') WHERE segment_type = 'VARCHAR' AND column_name = ?", column).
			Scan(&found); err != nil || found != wanted {
			t.Errorf("%s is written by %s, wanted %s, %v", column, found, wanted, err)
		}
	}
}

// Two threads are what DuckDB groups wrongly with when memory runs short.
func TestADatabaseNeverRunsOnTwoThreads(t *testing.T) {
	for _, options := range []Options{{}, {Locked: true}} {
		db, err := Open(t.Context(), options)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var threads int
		if err := db.QueryRowContext(t.Context(), "SELECT current_setting('threads')").Scan(&threads); err != nil {
			t.Fatal(err)
		}
		if threads < 3 {
			t.Errorf("%+v: %d threads", options, threads)
		}
	}
}

func TestErrorsThatQuoteDataAreWithheld(t *testing.T) {
	db, err := Open(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE t (a VARCHAR PRIMARY KEY, d DATE, n TINYINT); INSERT INTO t VALUES ('ZQ', NULL, NULL)"); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"INSERT INTO t VALUES ('ZQ', NULL, NULL)", "SELECT CAST('ZQ' AS DATE)", "SELECT a::DATE FROM t", "SELECT CAST('ZQ' AS ENUM ('a'))",
		"SELECT strptime(a, '%Y') FROM t", "SELECT a::INTEGER + 1 FROM t", "SELECT error(a) FROM t", "SELECT a::DECIMAL(4, 2) FROM t",
	} {
		_, err := db.ExecContext(t.Context(), statement)
		if err == nil {
			t.Fatalf("%s: wanted an error", statement)
		}
		kept := Withhold(fmt.Errorf("do this: %w", err))
		if text := kept.Error(); strings.Contains(text, "ZQ") || !strings.HasPrefix(text, "do this: ") || !errors.Is(kept, err) {
			t.Errorf("%s: %s", statement, text)
		}
	}
	if _, err := db.ExecContext(t.Context(), "SELECT * FROM nowhere"); Withhold(err) == nil || !strings.Contains(Withhold(err).Error(), "nowhere") || !LacksName(Withhold(err)) {
		t.Errorf("%v", err)
	}
	if Withhold(nil) != nil {
		t.Error("no error became one")
	}
}
