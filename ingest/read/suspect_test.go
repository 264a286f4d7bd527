package read

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Each text holds marker words wherever a source does not know what stands there; no message may repeat one.
func TestARefusalNamesTheLikeliestCauseAndQuotesNothing(t *testing.T) {
	years := strings.Replace(strings.Replace(layout, "      unit_id: Kod\n      name: Namnlapp\n      valid_from: {from: Från, formats: [\"20060102\"]}\n      region_code: Region\n",
		"      municipality_code: {from: region, pattern: '^(\\d{4})(?: |$)'}\n      sex: {from: kön, map: {män: male, kvinnor: female}}\n      age: {from: ålder, pattern: '^(\\d+)\\+? år$'}\n", 1),
		"  unit:\n", "  population:\n    rows: {year: [1968..2099], people: value, skip_empty: true}\n", 1)
	for name, c := range map[string]struct {
		layout, content string
		rule            Rule
		says            []string
	}{
		"commas for semicolons": {layout, strings.ReplaceAll(head, ";", ",") + "ZQ1,ZQ2,20240101,13\n", MissingColumn, []string{`delimiter: ","`, `the source says ";"`}},
		"quoted commas":         {layout, "\"Kod\",\"Namnlapp\",\"Från\",\"Region\"\n\"ZQ1\",\"ZQ2\",\"20240101\",\"13\"\n", HeaderWidth, []string{`delimiter: ","`}},
		"tabs":                  {layout, strings.ReplaceAll(head, ";", "\t") + "ZQ1\tZQ2\n", MissingColumn, []string{"delimiter: tab"}},
		"bars":                  {layout, strings.ReplaceAll(head, ";", "|"), MissingColumn, []string{`delimiter: "|"`}},
		"semicolons for commas": {strings.Replace(layout, `delimiter: ";"`, `delimiter: ","`, 1), head + "ZQ1;2,5;20240101;13\n", MissingColumn, []string{`delimiter: ";"`}},
		"a quote":               {layout, "\"Kod;Namnlapp;Från;Region\nZQ1;A;20240101;13\n", HeaderWidth, []string{"a quote without an end"}},
		"no header":             {layout, "ZQ1;198112289874;20240101;Region\nZQ2;B;20240102;13\n", MissingColumn, []string{"what looks like a record", "header: false", "a header of 4 columns, 1 of them"}},
		"title rows":            {layout, "ZQ titel;;;\n\nUttag ZQ2;2024-01-01;;\n" + head + "H1;A;20240101;13\n", MissingColumn, []string{"the column names in row 4, not in row 1", "take the rows above"}},
		"one title row":         {layout, "ZQ titel\n" + head + "H1;A;20240101;13\n", MissingColumn, []string{"a header of 1 column, 0 of them", "in row 2, not in row 1"}},
		"two names lack":        {layout, "Kod;ZQ1;Region;ZQ2;ZQ3;ZQ4\n", MissingColumn, []string{"expected the columns Namnlapp, Från", "a header of 6 columns, 2 of them", "request the columns", "kolumn 2, 4–6 of the file"}},
		"another file":          {layout, "ZQ1;ZQ2\nA;B\n", MissingColumn, []string{"is this the right source?"}},
		"lone CR":               {layout, strings.ReplaceAll(head+"ZQ1;A;20240101;13\nZQ2;A;20240101;13\n", "\n", "\r"), LineEnds, []string{"lone CR line ends"}},
		"lone CR, quoted":       {layout, strings.ReplaceAll(head+"ZQ1;\"A\";20240101;13\nZQ2;\"A\";20240101;13\n", "\n", "\r"), LineEnds, []string{"lone CR line ends"}},
		"lone CR, commas":       {layout, strings.ReplaceAll("\"Kod\",\"Namnlapp\"\n\"ZQ1\",\"A\"\n", "\n", "\r"), LineEnds, []string{"lone CR line ends"}},
		"37 MB of lone CR":      {layout, head + strings.Repeat("ZQ1;A;20240101;13\r", 1<<21), LineEnds, []string{"prov.csv:2", "lone CR"}},
		"particulars":           {layout, "Kod;Namnlapp;Från;Region;Förnamn;ZQ efternamn ZQ;Patient_Personnummer ZQ;TELEFON\n", PersonalColumn, []string{"kolumn 5 (Förnamn), 6 (efternamn), 7 (personnummer), 8 (TELEFON)", "harmless"}},
		"particulars, smuggled": {layout, "Kod;Namnlapp;Från;Region;Förnamn日本\n", PersonalColumn, []string{"kolumn 5 (fornamn)"}},
		"PxWeb's contents":      {years, "region;ålder;kön;ZQ 2022;ZQ 2023\n1380 Halmstad;0 år;män;1;2\n", MissingColumn, []string{"expected a column per year, headed by the year alone (1968–2099), found", "kolumn 4, 5 headed by a text and a year"}},
		"PxWeb's rows":          {years, "region;ålder;kön;år;ZQ\n1380 Halmstad;0 år;män;2023;2\n", MissingColumn, []string{"a column per year", "kolumn 4 holding the year"}},
		"the API's contents":    {years, "region;ålder;kön;tabellinnehåll;ZQ\n", MissingColumn, []string{"kolumn 4 naming the contents"}},
		"no years":              {years, "region;ålder;kön;ZQ\n", MissingColumn, []string{"a column per year", "request the columns"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := deliver(t, group(t, c.layout), "prov.csv", []byte(c.content), Options{})
			refusal(t, err, c.rule)
			for _, says := range c.says {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("%v\ndoes not say %s", err, says)
				}
			}
			if strings.Contains(strings.ToUpper(err.Error()), "ZQ") || strings.Contains(err.Error(), "9874") {
				t.Errorf("quotes the file: %v", err)
			}
		})
	}
}

func TestTheGuardNamesAllPersonalColumnsInOneGo(t *testing.T) {
	content := "Kod;Namnlapp;Från;Region;Förnamn;ZQ\nH1;a;20240101;13;x;y\nH2;811228-9874;20240101;13;x;y\nH3;a;20240101;13;x;(19811228-9874)\n"
	_, err := deliver(t, group(t, layout), "prov.csv", []byte(content), Options{})
	for _, says := range []string{"personal_column", "kolumn 5 (Förnamn)", "prov.csv:3: refused (personal_number): kolumn Namnlapp, 6"} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v\ndoes not say %s", err, says)
		}
	}
	var keys strings.Builder
	keys.WriteString(head)
	for i := range 30 {
		keys.WriteString(number(i) + ";" + number(i) + ";20240101;13\n")
	}
	file, err := deliver(t, group(t, layout), "prov.csv", []byte(keys.String()), Options{})
	if err == nil || !strings.Contains(err.Error(), "kolumn Namnlapp") || !strings.Contains(err.Error(), "kolumn Kod") || len(file.rows) != 0 {
		t.Errorf("%v, %d rows", err, len(file.rows))
	}
}

func TestAFileUnderAnotherFormatsNameIsToldForWhatItIs(t *testing.T) {
	book := excelize.NewFile()
	packed, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	var zipped bytes.Buffer
	zip := gzip.NewWriter(&zipped)
	zip.Write([]byte(head + "ZQ1;A;20240101;13\n"))
	zip.Close()
	var doubly bytes.Buffer
	zip = gzip.NewWriter(&doubly)
	zip.Write(packed.Bytes())
	zip.Close()
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, c := range []struct{ name, content, says string }{
		{"prov.csv", packed.String(), "found a workbook (XLSX); give the file the extension .xlsx"},
		{"prov.txt", packed.String(), "a workbook (XLSX)"},
		{"prov.csv.gz", doubly.String(), "a workbook (XLSX)"},
		{"prov.csv", "PK\x03\x04\x14\x00ZQ", "a zip archive"},
		{"prov.csv", zipped.String(), "a gzip file; give the file the extension .csv.gz"},
		{"prov.csv", ole, "old Excel format (XLS)"},
		{"prov.xlsx", ole, "by its first bytes it is a workbook of the old Excel format"},
		{"prov.csv", "%PDF-1.7 ZQ", "a PDF document"},
		{"prov.csv", "\ufeff\r\n <!DOCTYPE HTML PUBLIC ZQ><html>", "a web page (HTML)"},
		{"prov.csv", "<TABLE border=1><tr><td>ZQ", "a web page (HTML)"},
		{"prov.csv", "<?xml version='1.0'?><ZQ/>", "an XML document"},
		{"prov.csv", "[{ \"ZQ\": 1}]", "a JSON document"},
		{"prov.csv", "PAR1ZQ", "a Parquet file"},
		{"prov.csv", "ARROW1ZQ", "an Arrow IPC file"},
		{"prov.xlsx", head + "ZQ1;A;20240101;13\n", "by its first bytes it is text: give the file the extension .csv"},
		{"prov.xlsx", "<html><table>ZQ", "a web page (HTML)"},
		{"prov.csv.gz", head + "ZQ1;A;20240101;13\n", "by its first bytes it is text"},
		{"prov.arrow", head + "ZQ1;A;20240101;13\n", "by its first bytes it is text"},
		{"prov.arrow", "PAR1" + strings.Repeat("ZQ", 20), "a Parquet file: give the file the extension .parquet"},
	} {
		_, err := deliver(t, group(t, layout), c.name, []byte(c.content), Options{})
		if refusal(t, err, Unreadable); !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "ZQ") {
			t.Errorf("%s beginning %q: %v\ndoes not say %s", c.name, c.content[:min(8, len(c.content))], err, c.says)
		}
	}
}

func TestTheSheetsOfAWorkbookAreNotNamed(t *testing.T) {
	book := excelize.NewFile()
	for _, sheet := range []string{"ZQ Anna", "ZQ Bo"} {
		if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
	}
	packed, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{"", "sheet: Uttag\n"} {
		_, err = deliver(t, group(t, strings.Replace(layout, "tables:", sheet+"tables:", 1)), "prov.xlsx", packed.Bytes(), Options{})
		if refusal(t, err, NoSheet); strings.Contains(err.Error(), "ZQ") || !strings.Contains(err.Error(), "3 sheets") {
			t.Error(err)
		}
	}
}

func TestColumnsAreNumberedInRanges(t *testing.T) {
	for want, columns := range map[string][]int{"kolumn 3": {3}, "kolumn 3, 4": {3, 4}, "kolumn 3–5": {3, 4, 5}, "kolumn 1, 3–6, 8, 9, 12": {1, 3, 4, 5, 6, 8, 9, 12}} {
		if got := numbered(columns); got != want {
			t.Errorf("%v are %s, want %s", columns, got, want)
		}
	}
}

func TestUsualFilesAreNotTakenForOtherFormats(t *testing.T) {
	for _, head := range []string{"Kod;Namn", "PKOD;x", "{x;y", "<x>;y", "id,PAR1", "\xef\xbb\xbfid;x", "BZ;x", "tabell;x"} {
		if found, ok := recognised([]byte(head)); ok {
			t.Errorf("%q is taken for %s", head, found.kind)
		}
	}
	if slices.ContainsFunc(signatures, func(s signature) bool { return s.do == "" || s.kind == "" }) {
		t.Error("a signature lacks words")
	}
}

func TestTitleRowsAboveTheHeaderOfASheetAreTold(t *testing.T) {
	book := excelize.NewFile()
	for at, rows := range map[string][]any{"A1": {"ZQ titel"}, "A2": {"Uttag", 45292}, "A4": {"Kod", "Namnlapp", "Från", "Region"}, "A5": {"H1", "A", 20240101, "13"}} {
		if err := book.SetSheetRow("Sheet1", at, &rows); err != nil {
			t.Fatal(err)
		}
	}
	packed, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	_, err = deliver(t, group(t, layout), "prov.xlsx", packed.Bytes(), Options{})
	if refusal(t, err, MissingColumn); !strings.Contains(err.Error(), "the column names in row 4, not in row 1") || strings.Contains(err.Error(), "delimiter") || strings.Contains(err.Error(), "ZQ") {
		t.Error(err)
	}
}
