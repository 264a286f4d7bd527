package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

// comparing is a figure under two selections: drawn as a chart line says, or as a table or in words.
func comparing(t *testing.T, line string, a, b *analytics.Table) Figure {
	t.Helper()
	spec := analytics.Chart{Kind: line}
	if line != "table" && line != "text" {
		var err error
		if spec, err = chart.Parse(line); err != nil {
			t.Fatal(err)
		}
	}
	figure := Figure{Heading: a.Analysis.Title, Window: "2025", Summary: "Tolv.", Text: []string{"Av alla är **12**."}, Table: a, Chart: spec, Side: "A: Kön Kvinna"}
	twin := figure
	twin.Table, twin.Side, twin.Summary, twin.Text = b, "B: Kön Man", "Sju.", []string{"Av alla är **7**."}
	figure.Twin = &twin
	if chart.Drawn(spec) {
		drawings, err := chart.Compare(a, b, spec, figure.settings())
		if err != nil {
			t.Fatal(err)
		}
		if figure.Drawing, figure.Joint = drawings[0], len(drawings) == 1; !figure.Joint {
			twin.Drawing = drawings[1]
		}
	}
	return figure
}

func compared(t *testing.T) Document {
	t.Helper()
	steps := func(first, second any) *analytics.Table {
		return made("Steg", []analytics.Column{text("step", "Steg"), count("persons", "Personer")}, []any{"Kontakt", first}, []any{"Vid liv", second})
	}
	month := func(stays any) *analytics.Table {
		return made("Vårdtillfällen", []analytics.Column{text("unit", "Enhet"), count("stays", "Vårdtillfällen")}, []any{"Öster", stays}, []any{"Ätran", 30})
	}
	return Document{Sections: []Section{{Title: "Dashboard",
		Tiles:   []Tile{{Name: "Population", Value: "12", Side: "A: Kön Kvinna", Twin: &Tile{Name: "Population", Value: "7", Side: "B: Kön Man"}}},
		Figures: []Figure{comparing(t, "bar x=unit y=stays", month(12), month(suppressed)), comparing(t, "attrition y=step value=persons", steps(40, 12), steps(90, 7)), comparing(t, "table", steps(40, 12), steps(90, suppressed)), comparing(t, "text", steps(1, 2), steps(3, 4))}}}}
}

func TestComparedSelectionsStandInOneFigureEachNamedInWords(t *testing.T) {
	files := unzip(t, deck(t, compared(t)))
	parts, _ := nativeCharts(t, files)
	if len(parts) != 3 { // one of bars with two series, two of the steps
		t.Fatalf("%d charts, want 3", len(parts))
	}
	both := parts[0].Bars
	if len(both) != 2 || both[0].Name.Texts[0].Value != "A: Kön Kvinna" || both[1].Name.Texts[0].Value != "B: Kön Man" {
		t.Fatalf("the series are %+v", both)
	}
	for i, want := range []map[int]float64{{0: 12, 1: 30}, {1: 30}} {
		if got := points(t, both[i].values()); !near(got, want) {
			t.Errorf("side %d: got %v, want %v", i, got, want)
		}
	}
	// The two charts of the steps have one scale: that of the larger side, 90 persons.
	for n := 2; n <= 3; n++ {
		if part := string(files[fmt.Sprintf("ppt/charts/chart%d.xml", n)]); !strings.Contains(part, `<c:max val="100"/><c:min val="0"/>`) {
			t.Errorf("chart %d has another scale than 0–100", n)
		}
	}
	texts := slideTexts(t, files)
	for _, want := range []string{"2025 · A: Kön Kvinna · B: Kön Man\n", "A: Kön Kvinna\n", "B: Kön Man\n", "A: Kön Kvinna: Tolv.\n", "B: Kön Man: Sju.\n", "Steg – A: Kön Kvinna\n", "Steg – B: Kön Man\n", "Av alla är 12.\n", "Av alla är 7.\n"} {
		if !strings.Contains(texts, want) {
			t.Errorf("no slide says %q", want)
		}
	}
}

func TestAWorkbookHoldsBothSidesInOneSheet(t *testing.T) {
	file := openBook(t, book(t, compared(t)))
	rows, err := file.GetRows("Steg (2)")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"Urval", "Steg", "Personer"}, {"A: Kön Kvinna", "Kontakt", "40"}, {"A: Kön Kvinna", "Vid liv", "12"}, {"B: Kön Man", "Kontakt", "90"}, {"B: Kön Man", "Vid liv", "<5"}}
	if got := rows[len(rows)-len(want):]; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("the sheet holds %q,\nwant %q", got, want)
	}
}
