package ingest

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// Jobs run two at a time: what a table reads and its header does not name could be missing, or of the snapshot before.
func TestEveryDerivedTableNamesWhatItReads(t *testing.T) {
	jobs, err := planBuild(sqlfiles.Files())
	if err != nil {
		t.Fatal(err)
	}
	db, err := duck.Open(context.Background(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	made := map[string]bool{"quality_finding": true}
	for _, job := range jobs {
		if !job.isCheck {
			made[job.file.Name()] = true
		}
	}
	for _, job := range jobs {
		var tree string
		if err := db.QueryRow("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", job.file.Body).Scan(&tree); err != nil {
			t.Fatal(err)
		}
		var parsed any
		if err := json.Unmarshal([]byte(tree), &parsed); err != nil {
			t.Fatal(err)
		}
		read := map[string]bool{}
		tablesRead(parsed, nil, read)
		if len(read) == 0 && len(job.file.List("from")) > 0 {
			t.Errorf("%s: no table found in the statement: %.200s", job.file.Path, tree)
		}
		for name := range read {
			if made[name] && name != job.file.Name() && !slices.Contains(job.file.List("from"), name) {
				t.Errorf("%s reads %s, which its from does not name", job.file.Path, name)
			}
		}
	}
}

// tablesRead collects the tables of a serialised statement that are no WITH of a query around them.
func tablesRead(node any, with []string, read map[string]bool) {
	switch node := node.(type) {
	case []any:
		for _, part := range node {
			tablesRead(part, with, read)
		}
	case map[string]any:
		if ctes, ok := node["cte_map"].(map[string]any); ok {
			entries, _ := ctes["map"].([]any)
			for _, entry := range entries {
				if entry, ok := entry.(map[string]any); ok {
					tablesRead(entry["value"], with, read) // a WITH may have the name of a table that it reads
					name, _ := entry["key"].(string)
					with = append(slices.Clone(with), name)
				}
			}
		}
		if name, ok := node["table_name"].(string); ok && node["type"] == "BASE_TABLE" && !slices.Contains(with, name) {
			read[name] = true
		}
		for key, part := range node {
			if key != "cte_map" {
				tablesRead(part, with, read)
			}
		}
	}
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
	ctx := context.Background()
	db, err := duck.Open(ctx, duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := CreateTables(ctx, db, sqlfiles.Files()); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"INSERT INTO snapshot_info VALUES ('s', TIMESTAMP '2026-01-01', 'test', '13', DATE '2025-01-01', DATE '2025-12-31')",
		"CREATE TABLE number AS SELECT -1 AS number", // kept by an earlier version
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // the second time onto what the first one made
		if err := Build(ctx, db, smallTree(), nil); err != nil {
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
	ctx := context.Background()
	db, err := duck.Open(ctx, duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := CreateTables(ctx, db, sqlfiles.Files()); err != nil {
		t.Fatal(err)
	}
	broken, circle := smallTree(), smallTree()
	broken["core/square.sql"] = &fstest.MapFile{Data: []byte("-- title: Kvadrater\n-- about: Fel.\n-- grain: one row\n-- from: number\nSELECT missing FROM number")}
	circle["core/number.sql"] = &fstest.MapFile{Data: []byte("-- title: Tal\n-- about: Talen.\n-- grain: one row\n-- from: square\nSELECT square AS number FROM square")}
	for _, test := range []struct {
		tree fstest.MapFS
		want string
	}{{broken, "build core/square.sql"}, {circle, "tables need each other in a circle"}} {
		if err := Build(ctx, db, test.tree, nil); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, wanted %q", err, test.want)
		}
	}
	if err := Build(ctx, db, smallTree(), nil); err != nil {
		t.Errorf("after a failure: %v", err)
	}
}
