package main

import (
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"klarsyn/analytics"
	"klarsyn/sql/duck"
)

func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheLastMonthIsCutWithTheCostsOfItsStays(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	write(t, from, "par_sv_2026.csv", "VTF_ID;LOPNR;INDATUM\nS1;P1;20260930\nS2;P1;20261001\nS3;P2;20261031\n")
	write(t, from, "par_ov_2026.csv", "VTF_ID;LOPNR;INDATUM\nO1;P1;20260102\n")
	write(t, from, "kpp_vardkontakt_2026.csv", "kontakt_id;lopnr;total_kostnad\nS1;P1;1\nS2;P1;2\nS3;P2;3\n")
	write(t, from, "lmed_2026.csv", "lopnr\tATC\tEDATUM\nP1\tC07\t2026-10-31\nP1\tC07\t2025-10-31\n")
	month := &delivery{folder: from, lastYear: 2026, lastDay: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)}
	rows, err := cutMonth(month, to)
	if err != nil || rows != 5 { // two stays, their two costs, one dispensing
		t.Fatalf("%d rows, %v; want 5", rows, err)
	}
	for name, want := range map[string]string{
		"par_sv_2026.csv":          "VTF_ID;LOPNR;INDATUM\nS2;P1;20261001\nS3;P2;20261031\n",
		"kpp_vardkontakt_2026.csv": "kontakt_id;lopnr;total_kostnad\nS2;P1;2\nS3;P2;3\n",
		"lmed_2026.csv":            "lopnr\tATC\tEDATUM\nP1\tC07\t2026-10-31\n",
	} {
		if got := read(t, filepath.Join(to, name)); got != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	if _, err := os.Stat(filepath.Join(to, "par_ov_2026.csv")); err == nil {
		t.Error("a file without rows of the month was written")
	}
	if _, err := cutMonth(&delivery{folder: t.TempDir(), lastYear: 2026}, to); err == nil {
		t.Error("a region without a last month was cut")
	}
}

func TestWindows1252IsTranscodedForBareDuckDB(t *testing.T) {
	folder := t.TempDir()
	from, to := write(t, folder, "a.csv", "V\xe5rd \x96 \x80\n"), filepath.Join(folder, "b.csv")
	if err := transcode(from, to, "windows-1252"); err != nil {
		t.Fatal(err)
	}
	if got := read(t, to); got != "Vård – €\n" {
		t.Errorf("became %q", got)
	}
}

func TestBareTablesAreTypedAsAllTheirFilesAllow(t *testing.T) {
	folder := t.TempDir()
	table := bareTable{Name: "a-0", Delimiter: ";", Decimal: ",", Null: []string{"", "."}, Files: []string{
		write(t, folder, "one.csv", "id;cost;code\nA;1,50;1\nB;.;2\n"), write(t, folder, "two.csv", "id;cost;code\nC;2,25;X\n"),
	}}
	tables := []bareTable{table}
	if err := findTypes(t.Context(), tables); err != nil {
		t.Fatal(err)
	}
	want := []bareColumn{{"id", "VARCHAR"}, {"cost", "DOUBLE"}, {"code", "VARCHAR"}} // code: numbers in one file, text in the other
	for i, column := range tables[0].Columns {
		if column != want[i] {
			t.Errorf("column %d is %v, want %v", i+1, column, want[i])
		}
	}
	db, err := duck.Open(t.Context(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), tables[0].statement()); err != nil {
		t.Fatal(err)
	}
	var rows int
	var sum float64
	if err := db.QueryRowContext(t.Context(), `SELECT count(*), sum(cost) FROM "a-0"`).Scan(&rows, &sum); err != nil || rows != 3 || sum != 3.75 {
		t.Errorf("%d rows, sum %g, %v; want 3 and 3.75", rows, sum, err)
	}
}

func TestAMultipliedRegionHasOtherPersonsAndTheirContactsWhole(t *testing.T) {
	db, err := duck.Open(t.Context(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	exec := func(statement string) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	exec("ATTACH ':memory:' AS base")
	exec("CREATE TABLE base.contact AS SELECT 'C' || i AS contact_id, 'P' || i // 2 AS patient_id FROM range(2000) AS r(i)")
	exec("CREATE TABLE base.diagnosis AS SELECT contact_id, 'I50' AS code FROM base.contact")
	exec("CREATE TABLE base.population AS SELECT 2025 AS year, 1000 AS people")
	exec("CREATE TABLE base.unit AS SELECT 'U1' AS unit_id")
	tables := []canonicalTable{
		{"contact", []string{"contact_id", "patient_id"}}, {"diagnosis", []string{"contact_id", "code"}},
		{"population", []string{"year", "people"}}, {"unit", []string{"unit_id"}},
	}
	for _, table := range tables {
		exec("CREATE TABLE " + table.name + " AS FROM base." + table.name + " LIMIT 0")
		for _, statement := range table.copies(2, parts/2, 2.5, "s") {
			exec(statement)
		}
	}
	for question, want := range map[string]int{
		"SELECT count(*) FROM contact JOIN diagnosis USING (contact_id) WHERE contact_id LIKE '%~1'": 2000,
		"SELECT count(*) FROM diagnosis ANTI JOIN contact USING (contact_id)":                        0,
		"SELECT count(*) FROM contact ANTI JOIN diagnosis USING (contact_id)":                        0,
		"SELECT count(*) - count(DISTINCT contact_id) FROM contact":                                  0,
		"SELECT count(*) FROM (SELECT 1 FROM contact GROUP BY patient_id HAVING count(*) <> 2)":      0, // nobody in part
		"SELECT people FROM population":                                                              2500,
		"SELECT count(*) FROM unit":                                                                  1,
	} {
		var got int
		if err := db.QueryRowContext(t.Context(), question).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", question, got, err, want)
		}
	}
	var persons int
	if err := db.QueryRowContext(t.Context(), "SELECT count(DISTINCT patient_id) FROM contact").Scan(&persons); err != nil || persons < 2400 || persons > 2600 {
		t.Errorf("%d persons, %v; want about 2500 of 1000 multiplied 2.5 times", persons, err)
	}
}

func TestEveryStatementWrittenByHandNamesItsFigureAndSelection(t *testing.T) {
	all, err := handwritten()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, one := range all {
		found[one.analysis] = one.selection != ""
	}
	for _, id := range []string{"hjartsvikt/population", "hjartsvikt/behandling", "hjartsvikt/slutenvard", "hjartsvikt/aterinskrivning", "kpp/forandring", "kpp/jamforelse", "kpp/ytterfall"} {
		if !found[id] {
			t.Errorf("%s is not written by hand", id)
		}
	}
	for _, text := range []string{"", "SELECT 1", "-- analysis: a\n-- selection: b\n", "-- selection: b\n-- analysis: a\nSELECT 1"} {
		if _, err := parseStatement(text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestAnAnswerByHandThatDiffersIsFound(t *testing.T) {
	table := &analytics.Table{
		Columns: []analytics.Column{{Name: "hospital"}, {Name: "stays"}, {Name: "cost"}, {Name: "share", Function: "ratio"}},
		Rows:    [][]analytics.Value{{{Text: "Halmstad"}, {Number: 7}, {State: analytics.Missing}, {Number: 1}}},
	}
	names := []string{"stays", "hospital", "cost"}
	for _, stays := range []any{int64(7), 7.0, big.NewInt(7), 7.000000000000001} { // the last as another order of adding gives
		if err := sameAnswer(table, names, [][]any{{stays, "Halmstad", nil}}); err != nil {
			t.Errorf("the same answer: %v", err)
		}
	}
	for what, values := range map[string][][]any{
		"another number": {{int64(8), "Halmstad", nil}}, "another text": {{int64(7), "Varberg", nil}}, "no rows": {},
		"a row more":         {{int64(7), "Halmstad", nil}, {int64(1), "Varberg", nil}},
		"a number too many":  {{int64(7), "Halmstad", 0.0}},
		"a number too few":   {{nil, "Halmstad", nil}},
		"nearly that number": {{7.0001, "Halmstad", nil}},
	} {
		if sameAnswer(table, names, values) == nil {
			t.Errorf("%s was taken for the same", what)
		}
	}
	if sameAnswer(table, names[:2], [][]any{{int64(7), "Halmstad"}}) == nil {
		t.Error("an answer without one of the figure's columns was taken for the same")
	}
}

func TestTheServersLogIsCutShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := &firstLines{w: file, left: 2}
	for _, line := range []string{"a\n", "b\n", "c\n"} {
		if n, err := lines.Write([]byte(line)); n != 2 || err != nil {
			t.Errorf("%q: %d, %v", line, n, err)
		}
	}
	if got := read(t, path); got != "a\nb\n" {
		t.Errorf("let %q through", got)
	}
}
