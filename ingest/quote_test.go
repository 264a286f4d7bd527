package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const visit = `schema: 1
id: besok
title: Besök
files: ["besok*"]
dialect: {encoding: utf-8, delimiter: ";", decimal: ","}
limits: {missing: 1, not_a_number: 1, not_a_date: 1, unknown_code: 1, wrong_field_count: 1, unbalanced_quote: 1, end_before_start: 1, implausible_date: 1}
tables:
  contact:
    key: [contact_id]
    columns:
      contact_id: Nr
      patient_id: Person
      care_form: {const: outpatient}
      started_at: {from: Datum, type: date, formats: ["2006-01-02"]}
      sex: {from: Kön, map: {"1": male, "2": female}}
      drg_weight: {from: Vikt, type: decimal}
`

const visitHead = "Nr;Person;Datum;Kön;Vikt;Text\n"

// visits gives the options of a load of one file by the source above, with a log to look at.
func oneVisitFile(t *testing.T, name, content string) (Options, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	options := canonical(t, t.TempDir(), deliver(t, name, content))
	options.Sources[0] = parse(t, visit)
	options.Log = slog.New(slog.NewTextHandler(&log, nil))
	return options, &log
}

// Every cell, name and sheet that the source does not know holds ZQ, or the number of nobody.
func TestNothingThatAFileHoldsStandsInAMessage(t *testing.T) {
	good := "A1;P1;2024-01-05;1;0,5;\n"
	book := excelize.NewFile()
	for _, sheet := range []string{"ZQ ett", "ZQ två"} {
		if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
	}
	sheets, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]struct{ name, content string }{
		"a record for a header":        {"besok.csv", "ZQ1;198112289874;2024-01-05;Kön;ZQ2\n"},
		"another file":                 {"besok.csv", "ZQ1;ZQ2\nZQ3;ZQ4\n"},
		"an unknown column too many":   {"besok.csv", "Nr;ZQ1;Datum;ZQ2\n"},
		"lone CR":                      {"besok.csv", strings.ReplaceAll(visitHead+"ZQ1;ZQ2;ZQ3;ZQ4;ZQ5;ZQ6\n", "\n", "\r")},
		"a wrong delimiter":            {"besok.csv", "ZQ1,ZQ2\n\"ZQ3\",ZQ4\n"},
		"personal columns":             {"besok.csv", "Nr;Person;Datum;Kön;Vikt;ZQ förnamn ZQ\n" + good},
		"a number in text":             {"besok.csv", visitHead + "ZQ1;ZQ2;2024-01-05;1;1;ZQ 811228-9874\n"},
		"a number as key":              {"besok.csv", visitHead + "ZQ1;811228-9874;2024-01-05;1;1;ZQ\n"},
		"an unknown code":              {"besok.csv", visitHead + good + "A2;P2;2024-01-05;ZQ Anna;1;ZQ\nA3;P2;2024-01-05;811228-9874;1;ZQ\nA4;P2;2024-01-05;198112289874;1;ZQ\n"},
		"no date and no number":        {"besok.csv", visitHead + good + "A2;P2;ZQ;1;1;ZQ\nA3;P2;2024-01-05;1;ZQ;ZQ\n"},
		"fields too many, too few":     {"besok.csv", visitHead + good + "ZQ1;ZQ2\nZQ1;ZQ2;ZQ3;ZQ4;ZQ5;ZQ6;ZQ7;ZQ8\n"},
		"a quote":                      {"besok.csv", visitHead + good + "ZQ1;\"ZQ2;ZQ3\n"},
		"a key twice":                  {"besok.csv", visitHead + "ZQ1;P1;2024-01-05;1;1;\nZQ1;P1;2024-01-06;1;1;\n" + good},
		"bytes of no text":             {"besok.csv", visitHead + "ZQ1;\xffZQ;2024-01-05;1;1;\n"},
		"sheets":                       {"besok.xlsx", sheets.String()},
		"a damaged workbook":           {"besok.xlsx", "PK\x03\x04ZQ" + strings.Repeat("ZQ", 500)},
		"a damaged Parquet file":       {"besok.parquet", "PAR1" + strings.Repeat("ZQ", 500) + "PAR1"},
		"a damaged Arrow file":         {"besok.arrow", "ARROW1" + strings.Repeat("ZQ", 500)},
		"a damaged gzip file":          {"besok.csv.gz", "\x1f\x8b" + strings.Repeat("ZQ", 500)},
		"a workbook as text":           {"besok.csv", sheets.String()},
		"a web page":                   {"besok.csv", "<html><td>ZQ"},
		"a name that a terminal obeys": {"besok\x1b[31m\u202e\n.csv", visitHead + "ZQ1;P1;ZQ;1;1;\n"},
		"nothing but blanks":           {"besok.csv", "  \n"},
	} {
		t.Run(name, func(t *testing.T) {
			options, log := oneVisitFile(t, file.name, file.content)
			report, err := Load(t.Context(), options)
			told, jsonErr := json.Marshal(report)
			if jsonErr != nil {
				t.Fatal(jsonErr)
			}
			said := fmt.Sprintf("%v\n%+v\n%s\n%s", err, *report, told, log)
			for _, f := range report.Files {
				said += fmt.Sprintln(f.Refused)
			}
			if report.Snapshot != "" {
				said += lines(t, open(t, options.Data), "SELECT file, table_name, coalesce(column_name, ''), rule, message FROM quarantine")
				said += lines(t, open(t, options.Data), "SELECT file FROM delivery")
			}
			for _, secret := range []string{"ZQ", "Anna", "9874", "\x1b", "\u202e"} {
				if strings.Contains(said, secret) {
					t.Errorf("%q is told:\n%s", secret, said)
				}
			}
			if err == nil && len(report.Faults) == 0 {
				t.Errorf("nothing was found wrong:\n%s", said)
			}
		})
	}
}

// One number, in some disguise, in each field of records that are held back for each kind of reason.
func TestQuarantineNeverHoldsAPersonalNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 4))
	disguises := []string{"198112289874", "811228-9874", "19811228–9874", "1981-12-28 9874", "Ring 198112289874, tack", "(19811228-9874)", "pnr:19811228+9874", "1,98112289874E+11", "198112289874.0",
		"x198112289874y", "١٩٨١١٢٢٨٩٨٧٤", "８１１２２８－９８７４", "8 1 1 2 2 8 9 8 7 4", "19811228\u00a09874"}
	records := []string{
		"A%d;P1;2024-01-05;1;0,5",                            // a field too few
		"A%d;P1;2024-01-05;1;0,5;x;y;z",                      // two too many
		"A%d;\"P1;2024-01-05;1;0,5;x",                        // a quote
		"A%d;P1;i går;1;0,5;x", "A%d;P1;2024-01-05;1;tung;x", // no day, no number
		"A%d;P1;2024-01-05;x;0,5;x", "A%d;;2024-01-05;1;0,5;x", // no code, nothing
		"A%d;P1;2203-01-05;1;0,5;x", // not yet
	}
	content := visitHead
	for i := range 400 {
		cells := strings.Split(fmt.Sprintf(records[i%len(records)], i), ";")
		at := random.IntN(len(cells))
		if cells[at] = disguises[random.IntN(len(disguises))]; at == 5 { // that would refuse the file
			cells[at] = "x"
			cells[4] = disguises[random.IntN(len(disguises))]
		}
		content += strings.Join(cells, ";") + "\n"
	}
	for i := range 10_000 { // the numbers are few of the ids
		content += fmt.Sprintf("B%d;P%d;2024-01-05;1;0,5;\n", i, i)
	}
	options, log := oneVisitFile(t, "besok.csv", content)
	report := mustLoad(t, options)
	db := open(t, options.Data)
	kept := lines(t, db, "SELECT file, table_name, coalesce(column_name, ''), rule, message, raw FROM quarantine")
	if n := strings.Count(kept, "\n"); n < 300 {
		t.Errorf("only %d records are in quarantine", n)
	}
	for _, secret := range []string{"9874", "98 7 4", "81122898", "٩٨٧٤", "９８７４", "122898", "-12-28"} {
		for _, line := range strings.Split(kept, "\n") {
			if strings.Contains(line, secret) {
				t.Errorf("%q is kept: %s", secret, line)
			}
		}
		if strings.Contains(fmt.Sprintf("%+v%s", *report, log), secret) {
			t.Errorf("%q is told", secret)
		}
	}
}

func TestALineIsToldAsItStandsInTheFile(t *testing.T) {
	content := "\n" + visitHead + "A1;P1;2024-01-05;1;0,5;\"a\nb\"\n\nA2;P1;i går;1;0,5;\nA3;P1\n"
	options, _ := oneVisitFile(t, "besok.csv", content)
	report := mustLoad(t, options)
	wanted(t, open(t, options.Data), "SELECT row_number, line_number, rule FROM quarantine ORDER BY 1", "2 6 not_a_date\n3 7 wrong_field_count")
	for _, f := range report.Faults {
		if want := f.First + 4; f.Line != want {
			t.Errorf("%s begins in line %d, want %d", f.Rule, f.Line, want)
		}
	}
}

func TestUnknownCodesAreListedWithCounts(t *testing.T) {
	content := visitHead
	for i := range 1000 {
		code := "1"
		switch {
		case i < 9:
			code = "9"
		case i < 11:
			code = "X"
		case i < 17:
			code = "okänd"
		case i < 18:
			code = "Anna"
		}
		content += fmt.Sprintf("A%d;P%d;2024-01-05;%s;0,5;\n", i, i, code)
	}
	options, _ := oneVisitFile(t, "besok.csv", content)
	report := mustLoad(t, options)
	if got, want := fmt.Sprint(report.Faults[0].Codes), "[{9 9} {okänd 6} {X 2}]"; got != want {
		t.Errorf("codes %s, want %s", got, want)
	}
}
