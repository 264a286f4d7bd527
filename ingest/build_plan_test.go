package ingest

import (
	"database/sql"
	"strings"
	"testing"
	"testing/fstest"

	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// emptySnapshot is a database with the canonical tables, without rows.
func emptySnapshot(t *testing.T) *sql.DB {
	t.Helper()
	db, err := duck.Open(t.Context(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := CreateTables(t.Context(), db, sqlfiles.Files()); err != nil {
		t.Fatal(err)
	}
	return db
}

// smallTree has one table of each kind: one for the build only, one that is kept, a check of it and a mart of what the check found.
func smallTree() fstest.MapFS {
	tree := fstest.MapFS{}
	for name, text := range map[string]string{
		"core/number.sql":    "-- title: Tal\n-- about: Talen.\n-- lifetime: build\n-- grain: one row per number\n-- from: snapshot_info\nSELECT unnest(range(10)) AS number FROM snapshot_info",
		"core/square.sql":    "-- title: Kvadrater\n-- about: Talens kvadrater.\n-- grain: one row per number\n-- from: number\n-- sorted: square DESC\nSELECT number * number AS square FROM number",
		"quality/large.sql":  "-- title: Stora\n-- about: Kvadrater över femtio.\n-- grain: one row\n-- from: square\nSELECT count(*) AS checked, count(*) FILTER (square > 50) AS found FROM square",
		"marts/finding.sql":  "-- title: Fynd\n-- about: Fynden.\n-- grain: one row per check\n-- from: quality_finding\nSELECT check_id, found FROM quality_finding",
		"codes/sets.csv":     "set_id,label,note\n",
		"values/targets.csv": "analysis_id,column_name,level,note\n",
	} {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

func TestABuildWaitsForWhatItReadsAndLeavesNothingOfItsOwn(t *testing.T) {
	db := emptySnapshot(t)
	for _, statement := range []string{
		"INSERT INTO snapshot_info VALUES ('s', TIMESTAMP '2026-01-01', 'test', '13', DATE '2025-01-01', DATE '2025-12-31')",
		"CREATE TABLE number AS SELECT -1 AS number", // kept by an earlier version
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // the second time onto what the first one made
		if err := Build(t.Context(), db, smallTree(), nil); err != nil {
			t.Fatal(err)
		}
		var squares, found, left int
		if err := db.QueryRow("SELECT (SELECT sum(square) FROM square), (SELECT found FROM finding WHERE check_id = 'large'), "+
			"(SELECT count(*) FROM duckdb_tables() WHERE table_name = 'number') + (SELECT count(*) FROM duckdb_databases() WHERE database_name = 'build')").
			Scan(&squares, &found, &left); err != nil {
			t.Fatal(err)
		}
		if squares != 285 || found != 2 || left != 0 {
			t.Errorf("squares %d, found %d, left behind %d; wanted 285, 2, 0", squares, found, left)
		}
	}
}

func TestABuildThatFailsNamesTheFile(t *testing.T) {
	db := emptySnapshot(t)
	broken, circle := smallTree(), smallTree()
	broken["core/square.sql"] = &fstest.MapFile{Data: []byte("-- title: Kvadrater\n-- about: Fel.\n-- grain: one row\n-- from: number\nSELECT missing FROM number")}
	circle["core/number.sql"] = &fstest.MapFile{Data: []byte("-- title: Tal\n-- about: Talen.\n-- grain: one row\n-- from: square\nSELECT square AS number FROM square")}
	for _, test := range []struct {
		tree fstest.MapFS
		want string
	}{{broken, "build core/square.sql"}, {circle, "tables need each other in a circle"}} {
		if err := Build(t.Context(), db, test.tree, nil); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, wanted %q", err, test.want)
		}
	}
	if err := Build(t.Context(), db, smallTree(), nil); err != nil {
		t.Errorf("after a failure: %v", err)
	}
}
