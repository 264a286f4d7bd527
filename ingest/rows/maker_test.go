package rows

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"klarsyn/ingest/source"
	klarsyn "klarsyn/sql"
	"klarsyn/sql/duck"
)

// prov is a source with each way to make a value and each way to make rows.
const prov = `schema: 1
id: prov
title: Prov
files: ["prov*"]
dialect: {encoding: utf-8, delimiter: ";", decimal: ","}
tables:
  contact:
    columns:
      contact_id: {from: [År, Nr], join: "-"}
      patient_id: {from: Person, pattern: "^P-(\\w+)$"}
      care_form: {from: Form, map: {S: inpatient, O: outpatient}, otherwise: primary}
      unit_id: {from: Enhet, default: OKÄND, case: upper}
      specialty_code: {from: MVO, digits: true, take: 3}
      started_at: {from: In, type: date, formats: ["20060102"], partial: middle}
      ended_at: {from: Ut, type: date, formats: ["20060102"]}
      planned: {from: Plan}
      drg_weight: Vikt
      age_at_contact: Ålder
      sex: {from: Kön, map: {"1": male, "2": female, "9": null}}
      municipality_code: {from: Kommun, pad: 4}
  diagnosis:
    rows: {position: [D1..D3], code: value, skip_empty: true}
  procedure:
    rows: {split: Åtg, code: value, performed_on: {beside: [Dag1, Dag2]}, skip_empty: true, skip: ["-1"]}
    columns:
      performed_on: {formats: ["20060102"]}
  contact_cost:
    when: Kostnad
    columns:
      model: {const: kpp}
      total: {from: Kostnad, times: Andel}
`

var header = []string{"år", "nr", "person", "form", "enhet", "mvo", "in", "ut", "plan", "vikt", "ålder", "kön", "kommun", "d1", "d2", "d3", "åtg", "dag1", "kostnad", "andel"}

// sourceOf reads a source's text.
func sourceOf(t *testing.T, text string) (*source.Source, []source.Canonical) {
	t.Helper()
	schema, err := source.Schema(klarsyn.Files())
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Parse("prov.yaml", []byte(text), "13", schema)
	if err != nil {
		t.Fatal(err)
	}
	return src, schema
}

// makeRows makes rows of records and gives the folder that they lie in.
func makeRows(t *testing.T, text string, header []string, records ...string) (*Maker, string) {
	t.Helper()
	src, schema := sourceOf(t, text)
	dir := t.TempDir()
	m, err := New(src, &src.Groups[0], schema, "f.csv", header, dir, nil, calendar)
	if err != nil {
		t.Fatal(err)
	}
	for i, record := range records {
		var cells [][]byte
		for cell := range strings.SplitSeq(record, ";") {
			cells = append(cells, []byte(cell))
		}
		if len(cells) != len(header) {
			t.Fatalf("record %d has %d cells, want %d", i+1, len(cells), len(header))
		}
		if err := m.Take(int64(i+1), cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return m, dir
}

// kept reads columns of a table's Parquet file, each row with blanks between and missing values as -.
func kept(t *testing.T, dir, table, columns string) []string {
	t.Helper()
	db, err := duck.Open(t.Context(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.QueryContext(t.Context(), "SELECT concat_ws(' ', *COLUMNS(c -> true)) FROM (SELECT COLUMNS(*)::VARCHAR FROM (SELECT "+columns+
		" FROM read_parquet("+duck.Quote(filepath.Join(dir, table+".parquet"))+")))")
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var rows []string
	for found.Next() {
		var row sql.NullString
		if err := found.Scan(&row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row.String)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func expect(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestARecordMakesTheRowsThatItsSourceSays(t *testing.T) {
	m, dir := makeRows(t, prov, header,
		"2024;7;P-a1;S;med;s-101x;20240105;20240108;1;1,5;70;1;380;I50.9†;;e11.9;AF022 -1  FNG05;20240106;1 000,50;0,5",
		"2024;8;P-b2;X;;;20240200;;;;;9;;I10;;;;;;",
		"2024;;P-c3;S;kir;3;20240301;;false;;;2;1380;;;;ZZ999;;;",
		"2024;9;P-d4;S;kir;3;20240301;;;;;2;1380;;;;;;10;")
	expect(t, "contact", kept(t, dir, "contact", "load_record, contact_id, patient_id, care_form, unit_id, coalesce(specialty_code, '-'), started_at, coalesce(ended_at::VARCHAR, '-'), "+
		"coalesce(ongoing::VARCHAR, '-'), coalesce(planned::VARCHAR, '-'), coalesce(drg_weight::VARCHAR, '-'), coalesce(age_at_contact::VARCHAR, '-'), coalesce(sex, '-'), coalesce(municipality_code, '-'), source_row"),
		[]string{
			"1 2024-7 a1 inpatient MED 101 2024-01-05 00:00:00 2024-01-08 00:00:00 - true 1.5000 70 male 0380 1",
			"2 2024-8 b2 primary OKÄND - 2024-02-15 00:00:00 - - - - - - - 2",
			"3 2024- c3 inpatient KIR 003 2024-03-01 00:00:00 - true false - - female 1380 3", // ongoing: no end
		})
	expect(t, "diagnosis", kept(t, dir, "diagnosis", "load_record, contact_id, position, code"), []string{"1 2024-7 1 I509", "1 2024-7 3 E119", "2 2024-8 1 I10"})
	// The second part of the list is a placeholder, the third has no day beside it: its contact's start.
	expect(t, "procedure", kept(t, dir, "procedure", "load_record, contact_id, patient_id, code, performed_on"),
		[]string{"1 2024-7 a1 AF022 2024-01-06", "1 2024-7 a1 FNG05 2024-01-05", "3 2024- c3 ZZ999 2024-03-01"})
	expect(t, "contact_cost", kept(t, dir, "contact_cost", "load_record, contact_id, model, total"), []string{"1 2024-7 kpp 500.25"})
	if want := []string{"4 contact_cost.total missing"}; !slices.Equal(held(m), want) || m.Made != 3 {
		t.Errorf("held %q and %d made, want %q and 3", held(m), m.Made, want)
	}
}

// held writes the records held back, with their rule.
func held(m *Maker) []string {
	var list []string
	for _, h := range m.Held {
		f := m.Faults[h.Fault]
		list = append(list, fmt.Sprintf("%d %s.%s %s", h.Record, f.Table, f.Column, f.Rule))
	}
	return list
}

func TestARecordIsHeldBackForTheFirstRuleInTheOrderOfItsTables(t *testing.T) {
	good := "2024;7;P-a1;S;med;101;20240105;20240108;1;1,5;70;1;1380;I509;;;;;;"
	with := func(pairs ...string) string {
		cells := strings.Split(good, ";")
		for i := 0; i < len(pairs); i += 2 {
			cells[slices.Index(header, pairs[i])] = pairs[i+1]
		}
		return strings.Join(cells, ";")
	}
	m, dir := makeRows(t, prov, header,
		good,
		with("person", "a1"), // the pattern wants P-
		with("plan", "ja"),
		with("vikt", "tung", "ålder", "121", "kön", "7"), // the weight stands first in the source
		with("ålder", "121", "kön", "7"),
		with("kön", "7"),
		with("ut", "20240104"), // one day before the start
		with("ut", "20240105"), // on it
		with("kostnad", "50000000,01", "andel", "1"),
		with("kostnad", "50000000", "andel", "1"),
		with("kostnad", "fel", "andel", "1", "åtg", "AF021 AF022", "dag1", "20241301"), // procedures come before costs
		with("in", ""))
	expect(t, "held", held(m), []string{
		"2 contact.patient_id pattern_mismatch", "3 contact.planned not_a_boolean", "4 contact.drg_weight not_a_number", "5 contact.age_at_contact out_of_range",
		"6 contact.sex unknown_code", "7 contact.ended_at end_before_start", "9 contact_cost.total cost_out_of_range", "11 procedure.performed_on not_a_date", "12 contact.started_at missing",
	})
	expect(t, "contact", kept(t, dir, "contact", "load_record"), []string{"1", "8", "10"})
	expect(t, "diagnosis", kept(t, dir, "diagnosis", "load_record"), []string{"1", "8", "10"})
	expect(t, "contact_cost", kept(t, dir, "contact_cost", "load_record, total"), []string{"10 50000000.00"})
	for fault, example := range m.Examples {
		if want := map[string]string{source.NotANumber: "aaaa", source.UnknownCode: "9", source.PatternMismatch: "a9"}[m.Faults[fault].Rule]; want != "" && example != want {
			t.Errorf("the example of %v is %q, want %q", m.Faults[fault], example, want)
		}
	}
}

func TestEndsAreRepairedAndCountedByRecordWhenTheSourceSaysSo(t *testing.T) {
	m, dir := makeRows(t, "end_before_start: repair\n"+prov, header,
		"2024;7;P-a1;S;med;101;20240105;20240104;1;1,5;70;1;1380;;;;;;;",
		"2024;8;P-a1;S;med;101;20240105;20240104;1;1,5;fel;1;1380;;;;;;;")
	expect(t, "contact", kept(t, dir, "contact", "contact_id, ended_at"), []string{"2024-7 2024-01-05 00:00:00"})
	if m.Repaired != 1 || len(m.Held) != 1 {
		t.Errorf("%d repaired and %d held, want one of each", m.Repaired, len(m.Held))
	}
}

func TestAConstantEndIsRepairedInTheRowsThatStartLater(t *testing.T) {
	text := strings.Replace("end_before_start: repair\n"+prov, `ended_at: {from: Ut, type: date, formats: ["20060102"]}`, `ended_at: {const: "2024-01-04"}`, 1)
	m, dir := makeRows(t, text, header,
		"2024;7;P-a1;S;med;101;20240105;;1;1,5;70;1;1380;;;;;;;",
		"2024;8;P-a1;S;med;101;20240103;;1;1,5;70;1;1380;;;;;;;")
	expect(t, "contact", kept(t, dir, "contact", "contact_id, ended_at"), []string{"2024-7 2024-01-05 00:00:00", "2024-8 2024-01-04 00:00:00"})
	if m.Repaired != 1 || len(m.Held) != 0 {
		t.Errorf("%d repaired and %d held, want one and none", m.Repaired, len(m.Held))
	}
}

func TestMoreRowsThanAPageAndAGroupAreAllKept(t *testing.T) {
	records := make([]string, groupRows+pageRows+3)
	for i := range records {
		records[i] = fmt.Sprintf("2024;%d;P-a1;S;med;101;20240105;;;;;1;1380;I509;;;;;;", i)
	}
	_, dir := makeRows(t, prov, header, records...)
	for _, table := range []string{"contact", "diagnosis"} {
		n := len(records)
		expect(t, table, kept(t, dir, table, "count(*), count(DISTINCT contact_id), min(load_record), max(load_record)"), []string{fmt.Sprint(n, n, 1, n)})
	}
}

func TestAFullDiskIsToldWhenTheRowsAreClosed(t *testing.T) {
	src, schema := sourceOf(t, prov)
	dir := t.TempDir()
	for _, table := range src.Groups[0].Tables {
		if err := os.Symlink("/dev/full", filepath.Join(dir, table.Name+".parquet")); err != nil {
			t.Fatal(err)
		}
	}
	m, err := New(src, &src.Groups[0], schema, "f.csv", header, dir, nil, calendar)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("error %v, want that there is no space left", err)
	}
}
