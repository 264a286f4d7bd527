package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// picture stands in for the drawing of figures, which is tested where it is made.
func picture(_ context.Context, _ Figure, width, height int) ([]byte, []byte, error) {
	var out bytes.Buffer
	err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height)))
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="390"><rect width="1240" height="390" fill="#ddd"/></svg>`), out.Bytes(), err
}

func deck(t testing.TB, doc Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := PPTX(&out, doc, PPTXOptions{Picture: picture}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func book(t testing.TB, doc Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := XLSX(&out, doc, XLSXOptions{Picture: picture}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// unzip reads every file of a package.
func unzip(t testing.TB, content []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, file := range archive.File {
		if _, twice := files[file.Name]; twice {
			t.Errorf("%s stands twice", file.Name)
		}
		reader, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[file.Name], err = io.ReadAll(reader); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// The parts of a chart that hold numbers.
type (
	chartPart struct {
		Bars    []chartSeries `xml:"chart>plotArea>barChart>ser"`
		Lines   []chartSeries `xml:"chart>plotArea>lineChart>ser"`
		Scatter []chartSeries `xml:"chart>plotArea>scatterChart>ser"`
	}
	chartSeries struct {
		Name  chartCells `xml:"tx>strRef"`
		Cats  chartCells `xml:"cat>strRef"`
		Vals  chartCells `xml:"val>numRef"`
		X     chartCells `xml:"xVal>numRef"`
		Y     chartCells `xml:"yVal>numRef"`
		Plus  chartCells `xml:"errBars>plus>numRef"`
		Minus chartCells `xml:"errBars>minus>numRef"`
	}
	chartCells struct {
		Ref     string       `xml:"f"`
		Numbers []chartPoint `xml:"numCache>pt"`
		Texts   []chartPoint `xml:"strCache>pt"`
	}
	chartPoint struct {
		Index int    `xml:"idx,attr"`
		Value string `xml:"v"`
	}
)

func (s chartSeries) values() chartCells {
	if s.Y.Ref != "" {
		return s.Y
	}
	return s.Vals
}

// nativeCharts reads the chart parts in their order, with the workbook of each.
func nativeCharts(t testing.TB, files map[string][]byte) (parts []chartPart, books [][]byte) {
	t.Helper()
	for n := 1; files[fmt.Sprintf("ppt/charts/chart%d.xml", n)] != nil; n++ {
		var part chartPart
		if err := xml.Unmarshal(files[fmt.Sprintf("ppt/charts/chart%d.xml", n)], &part); err != nil {
			t.Fatal(err)
		}
		parts, books = append(parts, part), append(books, files[fmt.Sprintf("ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", n)])
	}
	return parts, books
}

// shownNumbers are a column's numbers that may be shown, as a workbook holds them.
func shownNumbers(table *analytics.Table, name string) []float64 {
	i := table.Column(name)
	var list []float64
	for _, row := range table.Rows {
		if row[i].State == analytics.Present {
			number := row[i].Number
			if table.Columns[i].Unit.Suffix == "%" {
				number /= 100
			}
			list = append(list, number)
		}
	}
	slices.Sort(list)
	return list
}

func numbersOf(t testing.TB, cells ...chartCells) []float64 {
	t.Helper()
	var list []float64
	for _, c := range cells {
		for _, point := range c.Numbers {
			v, err := strconv.ParseFloat(point.Value, 64)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, v)
		}
	}
	slices.Sort(list)
	return list
}

func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) <= 1e-12*math.Max(1, math.Abs(x)) })
}

func TestChartsHoldTheTablesNumbersAndGapsForTheRest(t *testing.T) {
	figures := examples(t)
	parts, _ := nativeCharts(t, unzip(t, deck(t, Document{Sections: []Section{{Figures: figures}}})))
	if len(parts) != 19 {
		t.Fatalf("%d native charts, want 19", len(parts))
	}
	for i, part := range parts {
		figure := figures[i]
		var cells []chartCells
		series := slices.Concat(part.Bars, part.Lines, part.Scatter)
		name := figure.Chart.Encoding["value"]
		switch figure.Chart.Kind {
		case "bar", "line":
			if name = figure.Chart.Encoding["y"]; figure.Chart.Encoding["x"] == "share" {
				name = "share"
			}
			for _, s := range series {
				cells = append(cells, s.values())
			}
			if figure.Chart.Encoding["ref"] != "" { // riket's own line, or its bar after the others
				if len(part.Lines) > 0 {
					cells = cells[:1]
				} else {
					cells[0].Numbers = cells[0].Numbers[:len(cells[0].Numbers)-1]
				}
			}
		case "dots", "therapy", "xmr", "km", "attrition", "contribution", "concentration":
			cells = []chartCells{series[0].values()}
			if figure.Chart.Kind == "concentration" { // begins at the origin
				cells[0].Numbers = cells[0].Numbers[1:]
			}
		default: // made from the numbers: worked out in the tests below
			continue
		}
		if got, want := numbersOf(t, cells...), shownNumbers(figure.Table, name); !same(got, want) {
			t.Errorf("%s: got %v, want %v", figure.Heading, got, want)
		}
	}
}

// The numbers of charts that are made from the Table's, worked out by hand.
func TestDerivedChartsAreRight(t *testing.T) {
	figures := examples(t)
	parts, _ := nativeCharts(t, unzip(t, deck(t, Document{Sections: []Section{{Figures: figures}}})))
	for _, c := range []struct {
		title  string
		series int
		want   map[int]float64 // by category; every other is a gap
	}{
		// +31,6 → 31,6; −45,9 → −14,3; +19,2 → 4,9; +6,1 → 11,0 (Mkr). Volym and Summa stand on zero, Ytterfall on 4,9.
		{"Varför kostnaden ökat", 0, map[int]float64{0: 0, 3: 4.9e6, 4: 0}},
		{"Varför kostnaden ökat", 1, map[int]float64{0: 31.6e6, 2: 4.9e6, 3: 6.1e6}},
		{"Varför kostnaden ökat", 2, map[int]float64{1: 31.6e6}},              // from 31,6 down to zero …
		{"Varför kostnaden ökat", 4, map[int]float64{1: -14.3e6, 2: -14.3e6}}, // … and below it, and up again
		{"Varför kostnaden ökat", 3, map[int]float64{4: 11e6}},
		// After the hidden term nothing can be added up: one term, no sum.
		{"Varför kostnaden ökat, en term dold", 1, map[int]float64{0: 12e6}},
		// January 2024: 246 + 356 + 96 = 698 visits (210+12·3, 320+12·3, 60+12·3); March lacks a suppressed part, 252 + 362 = 614.
		{"Kostnad per DRG", 0, map[int]float64{0: 52. / 84, 1: 21. / 84, 2: 11. / 84}},
		{"Kostnad per DRG", 1, map[int]float64{0: 52. / 84, 1: 73. / 84, 2: 1}},
		{"Från kontakter till population", 1, map[int]float64{1: 709, 2: 7154}}, // 6 957 − 6 955 = 2 is small: not told
	} {
		i := slices.IndexFunc(figures, func(f Figure) bool { return f.Table.Analysis.Title == c.title })
		series := slices.Concat(parts[i].Bars, parts[i].Lines)
		if got := points(t, series[c.series].values()); !near(got, c.want) {
			t.Errorf("%s, series %d: got %v, want %v", c.title, c.series, got, c.want)
		}
	}
	visits := slices.IndexFunc(figures, func(f Figure) bool { return f.Chart.Kind == "stacked" })
	doctors, physio := points(t, parts[visits].Bars[0].values()), points(t, parts[visits].Bars[2].values())
	if _, shown := physio[2]; shown || math.Abs(doctors[0]-246./698) > 1e-12 || math.Abs(physio[0]-96./698) > 1e-12 || math.Abs(doctors[2]-252./614) > 1e-12 {
		t.Errorf("stacked: %v %v", doctors, physio)
	}
	ages := slices.IndexFunc(figures, func(f Figure) bool { return f.Chart.Kind == "pyramid" })
	women, men := points(t, parts[ages].Bars[0].values()), points(t, parts[ages].Bars[1].values())
	// Oldest first. Shown are 30+110+430+1040+1310 women and 250+820+1430+1137 men, 6 557 in all; men of 0–49 are suppressed.
	if _, shown := men[4]; shown || math.Abs(women[0]+1310./6557) > 1e-12 || math.Abs(men[0]-1137./6557) > 1e-12 || math.Abs(women[4]+30./6557) > 1e-12 {
		t.Errorf("pyramid: %v %v", women, men)
	}
}

func points(t testing.TB, cells chartCells) map[int]float64 {
	t.Helper()
	answer := map[int]float64{}
	for _, point := range cells.Numbers {
		v, err := strconv.ParseFloat(point.Value, 64)
		if err != nil {
			t.Fatal(err)
		}
		answer[point.Index] = v
	}
	return answer
}

func near(a, b map[int]float64) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range b {
		if got, ok := a[k]; !ok || math.Abs(got-v) > 1e-9*math.Max(1, math.Abs(v)) {
			return false
		}
	}
	return true
}

func TestTheCacheOfAChartIsItsWorkbook(t *testing.T) {
	parts, books := nativeCharts(t, unzip(t, deck(t, document(t))))
	reference := regexp.MustCompile(`^'(.+)'!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?$`)
	for i, part := range parts {
		file, err := excelize.OpenReader(bytes.NewReader(books[i]))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range slices.Concat(part.Bars, part.Lines, part.Scatter) {
			for _, cells := range []chartCells{s.Name, s.Cats, s.Vals, s.X, s.Y, s.Plus, s.Minus} {
				if cells.Ref == "" {
					continue
				}
				found := reference.FindStringSubmatch(cells.Ref)
				if found == nil {
					t.Fatalf("chart %d: reference %q", i+1, cells.Ref)
				}
				first, _ := strconv.Atoi(found[3])
				last, err := strconv.Atoi(found[4])
				if err != nil {
					last = first
				}
				cached := map[int]string{}
				for _, point := range slices.Concat(cells.Numbers, cells.Texts) {
					cached[point.Index] = point.Value
				}
				for row := first; row <= last; row++ {
					got, err := file.GetCellValue(found[1], found[2]+strconv.Itoa(row), excelize.Options{RawCellValue: true})
					if err != nil {
						t.Fatal(err)
					}
					want := cached[row-first]
					x, errX := strconv.ParseFloat(got, 64)
					y, errY := strconv.ParseFloat(want, 64)
					if got != want && got != "'"+want && (errX != nil || errY != nil || x != y) {
						t.Errorf("chart %d, %s row %d: workbook %q, cache %q", i+1, cells.Ref, row, got, want)
					}
				}
			}
		}
	}
}

// search looks for a text in every file, also in packages inside packages.
func search(t testing.TB, name string, content []byte, wanted *regexp.Regexp) {
	t.Helper()
	if bytes.HasPrefix(content, []byte("PK")) {
		for inner, file := range unzip(t, content) {
			search(t, name+"/"+inner, file, wanted)
		}
		return
	}
	if found := wanted.Find(content); found != nil {
		t.Errorf("%s holds %q", name, found)
	}
}

func TestNothingSuppressedIsInAnyFile(t *testing.T) {
	// The number itself, as a share (9876543.21), in scientific notation, and grouped.
	poisoned := regexp.MustCompile(`9[ \x{a0}.,]?876[ \x{a0}.,]?543|987[ \x{a0}]654`)
	if !poisoned.MatchString(strconv.FormatFloat(poison/100., 'g', -1, 64)) || !poisoned.MatchString(swedish.Number(poison, 0)) || !poisoned.MatchString(strconv.Itoa(poison)[:0]+"9.87654321e+08") {
		t.Fatal("the search would not find it")
	}
	search(t, "deck.pptx", deck(t, document(t)), poisoned)
	search(t, "book.xlsx", book(t, document(t)), poisoned)
}

func TestEveryPartIsNamedTypedAndLinked(t *testing.T) {
	files := unzip(t, deck(t, document(t)))
	var types struct {
		Default []struct {
			Extension string `xml:",attr"`
		}
		Override []struct {
			PartName string `xml:",attr"`
		}
	}
	if err := xml.Unmarshal(files["[Content_Types].xml"], &types); err != nil {
		t.Fatal(err)
	}
	for _, override := range types.Override {
		if files[strings.TrimPrefix(override.PartName, "/")] == nil {
			t.Errorf("%s has a type and is not there", override.PartName)
		}
	}
	linked := map[string]bool{"[Content_Types].xml": true}
	for name, content := range files {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		linked[name] = true
		var list struct {
			Relationship []struct {
				ID     string `xml:"Id,attr"`
				Target string `xml:",attr"`
				Mode   string `xml:"TargetMode,attr"`
			}
		}
		if err := xml.Unmarshal(content, &list); err != nil {
			t.Fatal(err)
		}
		for _, link := range list.Relationship {
			if link.Mode == "External" {
				continue
			}
			target := path.Join(path.Dir(path.Dir(name)), link.Target)
			if linked[target] = true; files[target] == nil {
				t.Errorf("%s links to %s, which is not there", name, target)
			}
		}
	}
	for name := range files {
		if !linked[name] {
			t.Errorf("nothing links to %s", name)
		}
	}
	if again := deck(t, document(t)); len(again) == 0 {
		t.Error("no second deck")
	}
}

func TestSlidesSayWhatTheDocumentSays(t *testing.T) {
	doc := document(t)
	files := unzip(t, deck(t, doc))
	all := ""
	for name, content := range files {
		if strings.HasPrefix(name, "ppt/slides/slide") {
			all += string(content)
			if strings.Contains(string(content), "<p:graphicFrame>") && !strings.Contains(string(content), `descr="`) {
				t.Errorf("%s has a figure without alternative text", name)
			}
		}
	}
	for _, want := range []string{"Hjärtsvikt i Halland", "Frågeställningar", "Var återinskrivs flest?", "6 955", "data till och med 31 okt 2026", "Öppna i Klarsyn", "undertryckt", "Definitioner", "Inget finns i urvalet.", "Sambandet är inget mått på effekt."} {
		if !strings.Contains(all, want) {
			t.Errorf("no slide says %q", want)
		}
	}
	for _, want := range []string{`i="1"`, "Sammanfattning", "Läs ", "1. ", "källa", "fälla"} {
		if !strings.Contains(all, want) {
			t.Errorf("no slide holds %q", want)
		}
	}
	for name, content := range files {
		if strings.Contains(string(content), "javascript:") {
			t.Errorf("%s holds an address that no slide may lead to", name)
		}
	}
	notes := string(files["ppt/notesSlides/notesSlide10.xml"])
	if !strings.Contains(notes, "Definition: Räknar utskrivna") || !strings.Contains(notes, "Region Hallands") {
		t.Errorf("notes %s", notes)
	}
}

func TestALongTableIsSplitAndSaysWhereTheRestIs(t *testing.T) {
	table := made("Lång", []analytics.Column{text("name", "Namn"), count("n", "Antal")})
	for i := range 200 {
		table.Rows = append(table.Rows, made("", nil, []any{fmt.Sprintf("rad %d", i), i}).Rows...)
	}
	files := unzip(t, deck(t, Document{Sections: []Section{{Figures: []Figure{{Heading: "Lång", Table: table, Chart: analytics.Chart{Kind: "table"}}}}}}))
	rows, words := 0, false
	for name, content := range files {
		if strings.HasPrefix(name, "ppt/slides/slide") {
			rows += strings.Count(string(content), ">rad ")
			words = words || strings.Contains(string(content), "De första 70 av 200 rader; alla finns i Excel- och CSV-filen.")
		}
	}
	if rows != 70 || !words {
		t.Errorf("%d rows, told %v", rows, words)
	}
}

func TestARowWhoseCellsBreakTakesItsLinesOfTheSlide(t *testing.T) {
	table := made("Bred", []analytics.Column{text("name", "Namn"), text("about", "Vad"), count("n", "Antal")})
	for i := range 10 {
		table.Rows = append(table.Rows, made("", nil, []any{fmt.Sprintf("rad %d", i), strings.Repeat("Muskler, skelett och bindväv ", 12), i}).Rows...)
	}
	whole := nativeTable(table, wordColumns(table), table.Rows, figurePlace)
	rows := 0
	for _, part := range paged(whole, figurePlace.Height) {
		if rows += len(part.Rows); part.Height > figurePlace.Height {
			t.Errorf("%d rows take %d, there are %d", len(part.Rows), part.Height, figurePlace.Height)
		}
		if part.Height <= rowHeight*(len(part.Rows)+1) {
			t.Errorf("%d rows of broken cells are taken to be as high as lines", len(part.Rows))
		}
	}
	if rows != 10 {
		t.Errorf("%d rows, want 10", rows)
	}
}
