package ingest

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"klarsyn/ingest/snapshot"
	"klarsyn/ingest/source"
	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// deliver writes files into a folder: name, content, name, content …
func deliver(t *testing.T, pairs ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(pairs); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, pairs[i]), []byte(pairs[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// text joins lines to a file's content.
func text(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

func sourceOf(t *testing.T, ref string) *source.Source {
	t.Helper()
	src, err := source.Load(ref, "13")
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// lightTree is a tree of SQL files with the whole schema but one derived table, so that a test's load is short.
func lightTree(t *testing.T) fs.FS {
	t.Helper()
	tree := fstest.MapFS{
		"codes/sets.csv":         {Data: []byte("set_id,label,about\n")},
		"values/targets.csv":     {Data: []byte("set_id,lower,upper,source\n")},
		"marts/.keep":            {},
		"quality/.keep":          {},
		"core/contact_month.sql": {Data: []byte("-- grain: one row per month with contacts\n-- from: contact\nSELECT date_trunc('month', started_at)::DATE AS month, count(*) AS contacts FROM contact GROUP BY 1 ORDER BY 1\n")},
	}
	names, err := fs.Glob(sqlfiles.Files(), "schema/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(sqlfiles.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		tree[name] = &fstest.MapFile{Data: content}
	}
	return tree
}

func canonical(t *testing.T, data string, paths ...string) Options {
	return Options{Data: data, Paths: paths, Sources: []*source.Source{sourceOf(t, "canonical")}, HomeRegion: "13", Version: "test", MemoryLimit: "1GB", Tree: lightTree(t)}
}

func mustLoad(t *testing.T, options Options) *Report {
	t.Helper()
	report, err := Load(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// open opens the published snapshot.
func open(t *testing.T, data string) *sql.DB {
	t.Helper()
	current, err := snapshot.At(data).Current()
	if err != nil {
		t.Fatal(err)
	}
	db, err := duck.Open(t.Context(), duck.Options{Path: current.Path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// lines runs a query and writes each row with blanks between, missing values as -.
func lines(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT concat_ws(' ', "+"*COLUMNS(lambda c: true)"+") FROM ("+query+")")
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		found = append(found, line)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return strings.Join(found, "\n")
}

func wanted(t *testing.T, db *sql.DB, query, want string) {
	t.Helper()
	if got := lines(t, db, query); got != want {
		t.Errorf("%s:\ngot\n%s\nwant\n%s", query, got, want)
	}
}

const contactHeader = "contact_id,patient_id,care_form,started_at,ended_at,age_at_contact,sex,municipality_code"

func TestCanonicalFilesAreLoadedAndPublished(t *testing.T) {
	data := t.TempDir()
	dir := deliver(t,
		"contact.csv", text(contactHeader,
			"A,P1,inpatient,2024-01-05 10:00,2024-01-08,70,male,1380",
			"B,P1,inpatient,2024-03-01,,70,male,1381",
			"C,P2,outpatient,2024-02-01,,81,female,1382"),
		"diagnosis.csv", text("contact_id,position,code", "A,1,i50.9†", "A,2,E11.9", "C,1,I500"),
		"procedure.csv", text("contact_id,code", "A,AF022"),
		"patient.csv", text("patient_id,birth_year,sex,municipality_code", "P1,1953,male,1380"),
		"notes.txt", "hej\n")
	report := mustLoad(t, canonical(t, data, dir))
	if got := strings.Join(report.Unmatched, " "); got != "notes.txt" {
		t.Errorf("unmatched: %s", got)
	}
	db := open(t, data)
	wanted(t, db, "SELECT contact_id, coalesce(ongoing::VARCHAR, '-'), source_row, delivery_id FROM contact ORDER BY 1", "A - 1 1\nB true 2 1\nC - 3 1")
	wanted(t, db, "SELECT contact_id, position, code FROM diagnosis ORDER BY ALL", "A 1 I509\nA 2 E119\nC 1 I500")
	wanted(t, db, "SELECT contact_id, patient_id, performed_on FROM procedure", "A P1 2024-01-05")
	wanted(t, db, "SELECT patient_id, birth_year, sex, municipality_code, delivery_id FROM patient ORDER BY 1", "P1 1953 male 1380 3\nP2 1943 female 1382 0")
	wanted(t, db, "SELECT file, rows_read, rows_loaded, period_from, period_to FROM delivery ORDER BY delivery_id",
		"contact.csv 3 3 2024-01-05 2024-03-01\ndiagnosis.csv 3 3\npatient.csv 1 1\nprocedure.csv 1 1")
	wanted(t, db, "SELECT home_region, data_start_on, cutoff_on FROM snapshot_info", "13 2024-01-05 2024-03-01")
}

func TestLoadingTheSameFilesTwiceChangesNothing(t *testing.T) {
	data := t.TempDir()
	dir := deliver(t, "contact.csv", text(contactHeader, "A,P1,inpatient,2024-01-05,2024-01-08,70,male,1380"))
	first := mustLoad(t, canonical(t, data, dir))
	second := mustLoad(t, canonical(t, data, dir))
	if second.Snapshot != "" || second.Files[0].Skipped == "" {
		t.Errorf("second load published %q, file skipped %q", second.Snapshot, second.Files[0].Skipped)
	}
	if current, _ := snapshot.At(data).Current(); current.ID != first.Snapshot {
		t.Errorf("current is %s, want %s", current.ID, first.Snapshot)
	}
}

func TestMissingFolderAndForeignFilesAreUsageErrors(t *testing.T) {
	data := t.TempDir()
	for _, paths := range [][]string{{filepath.Join(data, "none")}, {deliver(t, "x.txt", "a\n")}, nil} {
		_, err := Load(t.Context(), canonical(t, data, paths...))
		var usage *UsageError
		if !errors.As(err, &usage) || usage.ExitCode() != 2 {
			t.Errorf("%v: %v", paths, err)
		}
	}
}

func TestAsManySnapshotsAreKeptAsAskedFor(t *testing.T) {
	data := t.TempDir()
	for i, keep := range []int{2, 2, 2, 1} {
		options := canonical(t, data, deliver(t, "contact.csv", text(contactHeader, fmt.Sprintf("A%d,P1,primary,2024-01-05,,70,male,1380", i))))
		options.Keep = keep
		newest := mustLoad(t, options).Snapshot
		list, err := snapshot.At(data).List()
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != min(i+1, keep) || list[0].ID != newest {
			t.Errorf("after load %d, keeping %d: %+v", i+1, keep, list)
		}
	}
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }
