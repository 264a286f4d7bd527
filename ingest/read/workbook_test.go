package read

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"klarsyn/ingest/source"
)

// xlsx is a workbook of one sheet whose rows are written as they stand in its XML.
func xlsx(t *testing.T, rows ...string) []byte {
	t.Helper()
	const namespace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	const office = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	var out bytes.Buffer
	packed := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"_rels/.rels", relations + `<Relationship Id="rId1" Type="` + office + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + namespace + `><workbookPr/><sheets><sheet name="Uttag" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", relations + `<Relationship Id="rId1" Type="` + office + `worksheet" Target="/xl/worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + office + `sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="` + office + `styles" Target="styles.xml"/></Relationships>`},
		{"xl/sharedStrings.xml", `<sst ` + namespace + `><si><t>delad</t></si><si><r><t xml:space="preserve">rik </t></r><r><rPr><b/></rPr><t>text</t></r><rPh sb="0" eb="1"><t>uttal</t></rPh></si></sst>`},
		{"xl/styles.xml", `<styleSheet ` + namespace + `><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="0000"/><numFmt numFmtId="166" formatCode="#,##0.00\ &quot;dygn&quot;"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>` +
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="9"/><xf numFmtId="20"/><xf numFmtId="167"/></cellXfs></styleSheet>`},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + namespace + `><sheetData>` + strings.Join(rows, "\n") + `</sheetData></worksheet>`},
	} {
		writer, err := packed.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write([]byte(`<?xml version="1.0" encoding="UTF-8"?>` + part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// headed is a row of texts.
func headed(names ...string) string {
	return "<row>" + "<c t=\"inlineStr\"><is><t>" + strings.Join(names, "</t></is></c><c t=\"inlineStr\"><is><t>") + "</t></is></c></row>"
}

// bookLayout has columns of each type.
const bookLayout = `schema: 1
id: prov
title: Prov
files: ["prov*"]
dialect: {decimal: ",", thousands: ".", null: ["99"]}
tables:
  contact:
    columns:
      contact_id: Id
      patient_id: {const: p}
      care_form: {const: inpatient}
      started_at: {from: In, type: date, formats: ["2006-01-02"], partial: middle}
      ended_at: {from: [Utdag, Uttid], join: " ", formats: ["2006-01-02 15:04"]}
      planned: {from: Plan, map: {"1": true, "0": false}}
      drg_weight: Vikt
`

func TestACellOfAWorkbookIsReadAsWhatItIsStoredAs(t *testing.T) {
	const text, day, weight, date, clock, planned = "Id", "In", "Vikt", "Utdag", "Uttid", "Plan"
	for _, c := range []struct{ about, column, cell, want string }{
		{"whole number", text, `<c><v>101</v></c>`, "101"},
		{"decimals of nothing", text, `<c><v>101.0</v></c>`, "101"},
		{"exponent", text, `<c><v>1E+5</v></c>`, "100000"},
		{"binary fraction", text, `<c><v>36.159999999999997</v></c>`, "36.16"},
		{"digits after the fifteenth", text, `<c><v>0.30000000000000004</v></c>`, "0.3"},
		{"small number", text, `<c><v>5.0000000000000002E-5</v></c>`, "0.00005"},
		{"grouped look", text, `<c s="3"><v>1250</v></c>`, "1250"},
		{"fifteen digits", text, `<c><v>999999999999999</v></c>`, "999999999999999"},
		{"sixteen digits", text, `<c><v>1000000000000000</v></c>`, source.InexactNumber},
		{"zeros shown before", text, `<c s="2"><v>380</v></c>`, "0380"},
		{"declared missing", text, `<c><v>99</v></c>`, ""},
		{"a day's cell as text", text, `<c s="1"><v>45351</v></c>`, "2024-02-29"}, // 45292 is 1 January 2024
		{"text like a number", text, `<c t="inlineStr"><is><t>1E+5</t></is></c>`, "1E+5"},
		{"shared text", text, `<c t="s"><v>0</v></c>`, "delad"},
		{"rich text", text, `<c t="s"><v>1</v></c>`, "rik text"},
		{"rich inline text", text, `<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>`, "ab"},
		{"formula's text", text, `<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>`, "ab"},
		{"formula's empty text", text, `<c t="str"><f>""</f><v></v></c>`, ""},
		{"escaped character", text, `<c t="inlineStr"><is><t>a_x000D_b_x005F_</t></is></c>`, "a b_"},
		{"error", text, `<c t="e"><v>#N/A</v></c>`, ""},
		{"unknown error", text, `<c t="e"><v>#NEW!</v></c>`, ""},
		{"truth", text, `<c t="b"><v>1</v></c>`, "true"},
		{"mapped truth", planned, `<c t="b"><v>1</v></c>`, "1"},
		{"mapped untruth", planned, `<c t="b"><v>0</v></c>`, "0"},
		{"decimal", weight, `<c><v>0.10000000000000001</v></c>`, "0,1"},
		{"formula with value", weight, `<c><f>1/4</f><v>0.25</v></c>`, "0,25"},
		{"formula without value", weight, `<c><f>1/4</f></c>`, source.UnsavedFormula},
		{"formula with empty value", weight, `<c><f>1/4</f><v/></c>`, source.UnsavedFormula},
		{"formula of text without value", weight, `<c t="str"><f>1/4</f></c>`, source.UnsavedFormula},
		{"shared formula without value", weight, `<c><f t="shared" si="0"/></c>`, source.UnsavedFormula},
		{"percent", weight, `<c s="4"><v>0.5</v></c>`, "0,5"},
		{"text of thousands", weight, `<c t="inlineStr"><is><t>1.250</t></is></c>`, "1.250"},
		{"text with a point", weight, `<c t="inlineStr"><is><t>1.5</t></is></c>`, "1.5"},
		{"number that Excel took for a day", weight, `<c s="1"><v>45351</v></c>`, "2024-02-29"},
		{"hours in all", weight, `<c s="6"><v>1.5</v></c>`, "1899-12-31 12:00:00"},
		{"day", day, `<c s="1"><v>45351</v></c>`, "2024-02-29"},
		{"day that does not look so", day, `<c><v>45351</v></c>`, "2024-02-29"},
		{"year", day, `<c><v>2008</v></c>`, "2008"},
		{"day in ISO 8601", day, `<c t="d"><v>2024-02-29</v></c>`, "2024-02-29"},
		{"instant in ISO 8601", day, `<c t="d"><v>2024-02-29T00:00:00</v></c>`, "2024-02-29"},
		{"text of a day", day, `<c t="inlineStr"><is><t>20240229</t></is></c>`, "20240229"},
		{"day beside its time", date, `<c s="1"><v>45351</v></c>`, "2024-02-29"},
		{"time beside its day", clock, `<c s="5"><v>0.57291666666666663</v></c>`, "13:45"},
		{"time that is no day", day, `<c s="5"><v>0.5</v></c>`, "12:00:00"},
	} {
		names := []string{text, day, weight, date, clock, planned}
		file, err := deliver(t, group(t, bookLayout), "prov.xlsx", xlsx(t, headed(append([]string{c.column}, without(names, c.column)...)...), "<row>"+c.cell+"<c/><c t=\"inlineStr\"><is><t>z</t></is></c></row>"), Options{})
		if err != nil {
			t.Errorf("%s: %v", c.about, err)
			continue
		}
		got := ""
		switch {
		case len(file.Faults) == 1:
			got = file.Faults[0].Rule
		case len(file.rows) == 1:
			got = file.rows[0][1]
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.about, got, c.want)
		}
		if failed := strings.Contains(c.cell, `t="e"`); failed != (len(file.Findings) == 1) {
			t.Errorf("%s: findings %v", c.about, file.Findings)
		}
	}
}

func without(names []string, left string) []string {
	var rest []string
	for _, name := range names {
		if name != left {
			rest = append(rest, name)
		}
	}
	return rest
}

func TestLooksOfCellsTellDaysFromNumbers(t *testing.T) {
	for code, want := range map[string]style{
		"General": {}, "0": {zeros: 1}, "00000": {zeros: 5}, "0.00": {}, "#,##0": {}, "0%": {}, "@": {}, "# ?/?": {}, "0.00E+00": {},
		`# ##0,00 "kr"`: {}, `0 "dagar"`: {}, `[Red]0;[Blue]-0`: {}, `_-* #,##0.00\ _k_r_-`: {}, `[>=1000]0\ \t\m`: {}, `#,##0\ \d`: {}, `000000\-0000`: {},
		"yyyy-mm-dd": {dated: true}, `[$-41D]d mmmm yyyy;@`: {dated: true}, "h:mm": {dated: true}, "[h]:mm:ss": {dated: true}, "[mm]": {dated: true}, "YY": {dated: true},
	} {
		if got := styleOf(code); got != want {
			t.Errorf("%s: got %+v, want %+v", code, got, want)
		}
	}
}

// A number's text, whatever a workbook writes it with, is that of the number and reads back as it.
func FuzzNumbersOfWorkbooksReadBack(f *testing.F) {
	for _, seed := range []float64{0, 1e5, 101, 36.159999999999997, 5e-5, -0.5, 1e15, 123456789012345, 0.1 + 0.2, 1e300, 5e-324} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value float64) {
		var r row
		(&sheet{book: &book{}}).number(&r, value, 0, nil)
		cell := r.fields[0]
		text := string(r.text[cell.start:cell.end])
		if math.IsNaN(value) || math.IsInf(value, 0) {
			if text != "" {
				t.Errorf("%v: got %q, want nothing", value, text)
			}
			return
		}
		back, err := strconv.ParseFloat(text, 64)
		want, _ := strconv.ParseFloat(fmt.Sprintf("%.15g", value), 64)
		if err != nil || back != want || strings.ContainsAny(text, "eE+ ") || strings.HasSuffix(text, ".0") || text == "-0" {
			t.Errorf("%v: got %q (%v, %v)", value, text, back, err)
		}
		if large := want >= 1e15 || want <= -1e15; large != (cell.kind == inexact) {
			t.Errorf("%v: kind %d", value, cell.kind)
		}
	})
}

func TestMergedCellsBelowTheHeaderAreFound(t *testing.T) {
	rows := []string{headed("Id", "In", "Vikt", "Utdag", "Uttid", "Plan", "Annat")}
	for range 4 {
		rows = append(rows, `<row><c t="inlineStr"><is><t>a</t></is></c></row>`)
	}
	rows = append(rows, `</sheetData><mergeCells count="4"><mergeCell ref="A1:G1"/><mergeCell ref="A2:A4"/><mergeCell ref="C3:D4"/><mergeCell ref="G2:G5"/><mergeCell ref="A5:A1048576"/></mergeCells><sheetData>`)
	file, err := deliver(t, group(t, bookLayout), "prov.xlsx", xlsx(t, rows...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := source.Findings{ // the header's, and those of a column that nobody reads, are none
		{Column: "id", Kind: source.MergedCell}:    {Cells: 2, First: 2},
		{Column: "vikt", Kind: source.MergedCell}:  {Cells: 1, First: 3},
		{Column: "utdag", Kind: source.MergedCell}: {Cells: 2, First: 2},
	}
	if fmt.Sprint(file.Findings) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", file.Findings, want)
	}
}
