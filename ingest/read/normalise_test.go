package read

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"klarsyn/ingest/source"
	klarsyn "klarsyn/sql"
)

// layout is a small source whose columns are of each kind: identifier, code, free text, date, number.
const layout = `schema: 1
id: prov
title: Prov
files: ["prov*"]
dialect: {encoding: utf-8, delimiter: ";", decimal: ","}
tables:
  unit:
    columns:
      unit_id: Kod
      name: Namnlapp
      valid_from: {from: Från, formats: ["20060102"]}
      region_code: Region
`

// group reads a source's text and gives its first group.
func group(t testing.TB, text string) *source.Group {
	t.Helper()
	schema, err := source.Schema(klarsyn.Files())
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Parse("prov.yaml", []byte(text), "13", schema)
	if err != nil {
		t.Fatal(err)
	}
	return &src.Groups[0]
}

// A taken file is what was read of it, with the records that were given away: number and cells.
type taken struct {
	*File
	columns []string
	rows    [][]string
}

// normalise reads a file and keeps what is given away.
func normalise(t testing.TB, path string, group *source.Group, options Options) (*taken, error) {
	t.Helper()
	got := &taken{}
	file, err := Normalise(t.Context(), path, group, options, func(columns []string) (Take, error) {
		got.columns = columns
		return func(number int64, cells [][]byte) error {
			row := []string{strconv.FormatInt(number, 10)}
			for _, cell := range cells {
				row = append(row, string(cell))
			}
			got.rows = append(got.rows, row)
			return nil
		}, nil
	})
	got.File = file
	return got, err
}

// deliver writes a file and normalises it.
func deliver(t testing.TB, group *source.Group, name string, content []byte, options Options) (*taken, error) {
	t.Helper()
	options.Dir = t.TempDir()
	path := filepath.Join(options.Dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return normalise(t, path, group, options)
}

func expectRows(t *testing.T, file *taken, want ...[]string) {
	t.Helper()
	if got := file.rows; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("rows\n%q\nwant\n%q", got, want)
	}
}

func refusal(t *testing.T, err error, rule Rule) *Refusal {
	t.Helper()
	var refused *Refusal
	if !errors.As(err, &refused) {
		t.Fatalf("error %v, want a refusal by rule %s", err, rule)
	}
	if refused.Rule != rule {
		t.Fatalf("refused by %s (%v), want %s", refused.Rule, err, rule)
	}
	return refused
}

const head = "Kod;Namnlapp;Från;Region\n"

func TestColumnsComeInTheFilesOrderWithCellsTrimmedAndMissingOnesEmpty(t *testing.T) {
	text := "Namnlapp;Region;Extra;FRÅN;kod\r\n" +
		"  Medicin  ;NA;x;20240101;H1\r\n" +
		"\r\n" +
		"\u00a0Kirurgi;13;;.;H2"
	file, err := deliver(t, group(t, layout), "prov.csv", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"namnlapp", "region", "från", "kod"}; !slices.Equal(file.columns, want) {
		t.Errorf("columns %q, want %q", file.columns, want)
	}
	expectRows(t, file, []string{"1", "Medicin", "", "20240101", "H1"}, []string{"2", "Kirurgi", "13", "", "H2"})
	if file.Records != 2 || len(file.Faults) != 0 {
		t.Errorf("%d records, %d faults; want 2 and 0", file.Records, len(file.Faults))
	}
}

func TestHeaderNamesAreComparedWithoutCaseAndUnicodeForm(t *testing.T) {
	decomposed := "KOD;namnlapp;fra\u030an;region\n"
	file, err := deliver(t, group(t, layout), "prov.csv", []byte(decomposed+"H1;A;20240101;13\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file, []string{"1", "H1", "A", "20240101", "13"})
}

func TestQuotedCellsMayHoldDelimitersQuotesAndLineEnds(t *testing.T) {
	text := head + `H1;"Medicin; ""akut"" avd";20240101;13` + "\n" + "H2;\"två\r\nrader\";20240101;13\n" + `H3;5" skruv;20240101;13` + "\n" + `"H4";"";"20240101";"13"`
	file, err := deliver(t, group(t, layout), "prov.csv", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file,
		[]string{"1", "H1", `Medicin; "akut" avd`, "20240101", "13"},
		[]string{"2", "H2", "två  rader", "20240101", "13"},
		[]string{"3", "H3", `5" skruv`, "20240101", "13"},
		[]string{"4", "H4", "", "20240101", "13"})
}

func TestRecordsThatCannotBeSplitAreFaultsAndSwallowNoNeighbour(t *testing.T) {
	text := head + "H1;A;20240101;13\n" + "H2;A;20240101\n" + "H3;\"öppen;20240101;13\n" + "H4;A;20240101;13;\n" +
		"H5;\"A\" x;20240101;13\n" + "H6;\"B\";20240101;13\n"
	file, err := deliver(t, group(t, layout), "prov.csv", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file, []string{"1", "H1", "A", "20240101", "13"}, []string{"6", "H6", "B", "20240101", "13"})
	type fault struct {
		row  int64
		rule string
	}
	var got []fault
	for _, f := range file.Faults {
		got = append(got, fault{f.Row, f.Rule})
	}
	want := []fault{{2, source.FieldCount}, {3, source.UnbalancedQuote}, {4, source.FieldCount}, {5, source.UnbalancedQuote}}
	if !slices.Equal(got, want) {
		t.Errorf("faults %v, want %v", got, want)
	}
	if file.Records != 6 {
		t.Errorf("%d records, want 6", file.Records)
	}
	if file.Faults[1].Raw != `H3;"öppen;20240101;13` {
		t.Errorf("raw record %q", file.Faults[1].Raw)
	}
}

func TestAStrayQuoteThatMeetsAnotherCutsTheRecordsAtTheirLines(t *testing.T) {
	text := head + "H1;\"A;20240101;13\nH2;B\";20240101;13\nH3;C;20240101;13\n"
	file, err := deliver(t, group(t, layout), "prov.csv", []byte(text+"H4;\"D\nH5;E\";13\nH6;F;20240101;13"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	// H1 and H2 have together the header's four fields, so they are one record whose second cell holds a line end. H4 and
	// H5 have three: each is a record of its own, and faulty.
	expectRows(t, file, []string{"1", "H1", "A;20240101;13 H2;B", "20240101", "13"}, []string{"2", "H3", "C", "20240101", "13"},
		[]string{"5", "H6", "F", "20240101", "13"})
	if len(file.Faults) != 2 || file.Faults[0].Row != 3 || file.Faults[1].Row != 4 {
		t.Errorf("faults %v, want the third and fourth record", file.Faults)
	}
}

func TestACellTooLongToBeAValueIsAFault(t *testing.T) {
	text := head + "H1;" + strings.Repeat("a", maxCell) + ";20240101;13\nH2;" + strings.Repeat("a", maxCell+1) + ";20240101;13\n"
	file, err := deliver(t, group(t, layout), "prov.csv", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(file.Faults) != 1 || file.Faults[0].Rule != source.CellTooLong || file.Faults[0].Row != 2 || file.Faults[0].Column != "namnlapp" {
		t.Errorf("faults %.200v, want the second record's namnlapp", file.Faults)
	}
	if len(file.rows) != 1 || len(file.Faults[0].Raw) > MaxRaw {
		t.Errorf("%d rows and %d bytes kept", len(file.rows), len(file.Faults[0].Raw))
	}
}

func TestEveryDeclaredEncodingGivesTheSameText(t *testing.T) {
	utf16le := []byte{0xff, 0xfe}
	for _, c := range "Kod;Namnlapp;Från;Region\nH1;Övik – é;20240101;13\n" {
		utf16le = append(utf16le, byte(c), byte(c>>8))
	}
	utf16be := []byte{}
	for i := 2; i < len(utf16le); i += 2 {
		utf16be = append(utf16be, utf16le[i+1], utf16le[i])
	}
	for encoding, content := range map[string][]byte{
		"utf-8":        []byte("\ufeffKod;Namnlapp;Från;Region\nH1;Övik – é;20240101;13\n"),
		"windows-1252": []byte("Kod;Namnlapp;Fr\xe5n;Region\nH1;\xd6vik \x96 \xe9;20240101;13\n"),
		"utf-16":       utf16le,
		"utf-16be":     utf16be,
		"iso-8859-1":   []byte("Kod;Namnlapp;Fr\xe5n;Region\nH1;\xd6vik \xb7 \xe9;20240101;13\n"),
		"cp850":        []byte("Kod;Namnlapp;Fr\x86n;Region\nH1;\x99vik - \x82;20240101;13\n"),
	} {
		t.Run(encoding, func(t *testing.T) {
			file, err := deliver(t, group(t, strings.Replace(layout, "utf-8", encoding, 1)), "prov.csv", content, Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{"iso-8859-1": "Övik · é", "cp850": "Övik - é"}[encoding]
			if want == "" {
				want = "Övik – é"
			}
			expectRows(t, file, []string{"1", "H1", want, "20240101", "13"})
		})
	}
}

func TestRawFetchesRecordsByNumber(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "prov.csv")
	text := head + "H1;A;20240101;13\nH2;\"å\nä\";20240101;13\nH3;19121212-1212;x;y\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	raw, err := Raw(t.Context(), path, group(t, layout), Options{Dir: dir}, []int64{3, 2})
	if err != nil {
		t.Fatal(err)
	}
	if raw[2] != `H2;"å ä";20240101;13` || raw[3] != "H3;xxxxxxxxxxxxx;x;y" || len(raw) != 2 {
		t.Errorf("raw records %v", raw)
	}
}
