package export

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"klarsyn/analytics"
)

func openBook(t testing.TB, content []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func TestCellsAreTypedAndWordsStandForWhatIsNotShown(t *testing.T) {
	file := openBook(t, book(t, document(t)))
	const sheet = "Alla tillstånd"
	// The reader here writes the space of 91,3 % after its sign; spreadsheets do not. As stored (days are counted from 30 December 1899: 45382 is 31 March 2024), then as shown.
	for cell, want := range map[string][2]string{
		"A5": {"'=Namn", "'=Namn"}, "D5": {"Antal (personer)", "Antal (personer)"},
		"A6": {"'=1+1", "'=1+1"}, "C6": {"45382", "2024-03-31"}, "D6": {"6955", "6,955"}, "E6": {"1234567.89", "1,234,568 kr"},
		"F6": {"1.2345", "1.2345"}, "G6": {"0.9128684399712438", "91.3%\u00a0"}, "H6": {"ja", "ja"},
		"A7": {"'@Å & <Ö>", "'@Å & <Ö>"}, "C7": {"saknas", "saknas"}, "D7": {"<5", "<5"}, "E7": {"dold", "dold"}, "F7": {"-0.5", "-0.5000"}, "G7": {"ej tillämplig", "ej tillämplig"},
		"A8": {"Alla", "Alla"}, "D8": {"7001", "7,001"},
	} {
		for i, raw := range []bool{true, false} {
			got, err := file.GetCellValue(sheet, cell, excelize.Options{RawCellValue: raw})
			if err != nil {
				t.Fatal(err)
			}
			if got != want[i] {
				t.Errorf("%s (raw %v): got %q, want %q", cell, raw, got, want[i])
			}
		}
	}
	for cell, number := range map[string]bool{"D6": true, "G6": true, "B6": true, "D7": false, "A6": false} {
		kind, err := file.GetCellType(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		if isText := kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString; isText == number {
			t.Errorf("%s is of type %d", cell, kind)
		}
	}
}

func TestEveryNumberOfEveryTableIsReadBack(t *testing.T) {
	doc := document(t)
	file := openBook(t, book(t, doc))
	sheets := file.GetSheetList()
	if sheets[0] != aboutSheet || sheets[len(sheets)-1] != chartSheet {
		t.Errorf("sheets %q", sheets)
	}
	for n, figure := range doc.Sections[0].Figures {
		if figure.Table == nil {
			continue
		}
		sheet := sheets[1+n]
		for r, row := range figure.Table.Rows {
			for c, value := range row {
				if value.State != analytics.Present || !measured(figure.Table.Columns[c]) {
					continue
				}
				cell, _ := excelize.CoordinatesToCellName(c+1, headRow(&figure)+1+r)
				text, err := file.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				want := value.Number
				if figure.Table.Columns[c].Unit.Suffix == "%" {
					want /= 100
				}
				if got, err := strconv.ParseFloat(text, 64); err != nil || got != want {
					t.Errorf("%s %s: got %q, want %v", sheet, cell, text, want)
				}
			}
		}
	}
}

func TestTheFirstSheetSaysWhatTheFileIs(t *testing.T) {
	file := openBook(t, book(t, document(t)))
	rows, err := file.GetRows(aboutSheet)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprint(rows)
	for _, want := range []string{"Hjärtsvikt i Halland", "År 2024, boende egen region", "31 okt 2026", "20261031-01", "Exempeldata", "undertryckt", "Räknar utskrivna", "Region Hallands Process Hjärtsvikt", "Avlidna ingår.", "Diagramdata"} {
		if !strings.Contains(all, want) {
			t.Errorf("the first sheet does not say %q", want)
		}
	}
}

func TestSheetNamesAreThoseASpreadsheetTakes(t *testing.T) {
	b := &workbook{taken: map[string]bool{}}
	for _, c := range [][2]string{{"A/B: [c]?*", "A-B- -c---"}, {"", "Figur"}, {"Återinskrivning efter sjukhus och år", "Återinskrivning efter sjukhus o"}, {"återinskrivning efter sjukhus och mer", "återinskrivning efter sjukh (2)"}, {"'citat'", "citat"}} {
		if got := b.sheetName(c[0]); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
}

// BenchmarkXLSXOfManyRows writes 100 000 rows of ten columns.
func BenchmarkXLSXOfManyRows(b *testing.B) {
	table := made("Kontakter", []analytics.Column{text("unit", "Enhet"), col("month", "månad", "Månad", analytics.Text), col("on", "datum", "Dag", analytics.Date), count("a", "A"), count("b", "B"), percent("c", "C"), percent("d", "D"), col("kr", "kr", "Kostnad", analytics.Decimal), text("drg", "DRG"), text("code", "Kod")})
	for i := range 100_000 {
		row := []any{"Enhet " + strconv.Itoa(i%40), "2024-03", "2024-03-31", i, i % 97, float64(i) / 1000, 12.5, 1234.56 * float64(i%50), "E47C", "I50"}
		if i%9 == 0 {
			row[4] = suppressed
		}
		table.Rows = append(table.Rows, made("", nil, row).Rows...)
	}
	doc := Document{Sections: []Section{{Figures: []Figure{{Heading: "Kontakter", Table: table, Chart: analytics.Chart{Kind: "table"}}}}}}
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(len(book(b, doc)))/1e6, "MB/file")
	}
}

// BenchmarkDeckOf30Slides writes 30 figures with native charts, without drawing pictures.
func BenchmarkDeckOf30Slides(b *testing.B) {
	figures := examples(b)[:19]
	doc := Document{Sections: []Section{{Figures: append(figures[:19:19], figures[:11]...)}}}
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(len(deck(b, doc)))/1e6, "MB/file")
	}
}
