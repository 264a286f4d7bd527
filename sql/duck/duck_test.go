package duck

import (
	"path/filepath"
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

func TestPlainTextIsNotPackedByFSST(t *testing.T) {
	ctx := t.Context()
	for _, plain := range []bool{false, true} {
		db, err := Open(ctx, Options{Path: filepath.Join(t.TempDir(), "a.duckdb"), PlainText: plain})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.ExecContext(ctx, "CREATE TABLE t AS SELECT 'contact ' || i AS a FROM range(200_000) AS r(i)"); err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(ctx, "CHECKPOINT"); err != nil {
			t.Fatal(err)
		}
		var packed bool
		if err := db.QueryRowContext(ctx, "SELECT bool_or(compression = 'FSST') FROM pragma_storage_info('t')").Scan(&packed); err != nil || packed == plain {
			t.Errorf("plain text %t: packed by FSST %t, %v", plain, packed, err)
		}
	}
}
