package render

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

// renderer reads the vendored ECharts; without it nothing can be drawn, here or on a page.
func renderer(t testing.TB) *Renderer {
	t.Helper()
	r, err := shared()
	if err != nil {
		t.Fatalf("%v (run go generate ./dashboards)", err)
	}
	return r
}

// shared is one renderer for all tests, as there is one in a server.
var shared = sync.OnceValues(func() (*Renderer, error) {
	var files Files
	for name, content := range map[string]*[]byte{"vendor/echarts/echarts.min.js": &files.ECharts, "js/fmt.js": &files.Format, "css/10-tokens.css": &files.Tokens} {
		var err error
		if *content, err = os.ReadFile("../static/" + name); err != nil {
			return nil, err
		}
	}
	return New(files)
})

func figure(t testing.TB) chart.Figure { return figureOf(t, "Varberg") }

// figureOf names the hospital whose value is suppressed.
func figureOf(t testing.TB, name string) chart.Figure {
	t.Helper()
	column := func(name, unit, label string, kind analytics.ColumnType) analytics.Column {
		return analytics.Column{Name: name, Unit: analytics.Units[unit], Label: label, Type: kind}
	}
	present := func(v float64) analytics.Value { return analytics.Value{Number: v} }
	table := &analytics.Table{
		Columns: []analytics.Column{
			column("hospital", "-", "Sjukhus", analytics.Text), column("share", "procent", "Andel", analytics.Decimal),
			column("low", "procent", "Nedre", analytics.Decimal), column("high", "procent", "Övre", analytics.Decimal), column("ref", "procent", "Riket", analytics.Decimal),
		},
		Rows: [][]analytics.Value{
			{{Text: "Ängelholm"}, present(17.1), present(14), present(20.6), present(18.6)},
			{{Text: "Å & Ö <sjukhus>"}, present(27.1), present(19.2), present(36.7), present(18.6)},
			{{Text: name}, {State: analytics.Suppressed, Number: 987654321}, present(1), present(2), present(18.6)},
		},
	}
	spec, err := chart.Parse("dots y=hospital value=share low=low high=high ref=ref")
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := chart.Option(table, spec, chart.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return drawn
}

// wellFormed reads the whole document, which also proves that data cannot break out of its text.
func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
}

func TestAFigureIsDrawnWithItsTextsAndMarks(t *testing.T) {
	r := renderer(t)
	for _, scheme := range []Scheme{Light, Dark} {
		svg, err := r.SVG(context.Background(), figure(t).Option, 640, 240, scheme)
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, svg)
		text := string(svg)
		for _, want := range []string{">Ängelholm<", "Å &amp; Ö &lt;sjukhus&gt;", "17,1\u00a0%", "riket 18,6\u00a0%", "&lt;5"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in the figure", scheme, want)
			}
		}
		accent := r.palettes[scheme]["accent"]
		dots := regexp.MustCompile(`<circle[^>]*>`).FindAllString(text, -1)
		if len(dots) != 2 || !strings.Contains(dots[0], accent) || !strings.Contains(dots[1], r.palettes[scheme]["peer-ink"]) { // highest first: 19,2–36,7 does not hold 18,6, 14,0–20,6 does
			t.Errorf("%s: dots %q", scheme, dots)
		}
		if strings.Contains(text, "var:") || strings.Contains(text, "fmt:") || strings.Contains(text, "98765") || strings.Contains(text, "<style") || strings.Contains(text, "NaN") {
			t.Errorf("%s: a name or a hidden number is left in the figure", scheme)
		}
	}
}

// TestHostileTextsMakeNoBrokenPicture draws names that XML, a script or a page would choke on.
func TestHostileTextsMakeNoBrokenPicture(t *testing.T) {
	r := renderer(t)
	for _, name := range []string{"a\x00b\x1b\x0b", "\ufffe\uffff", "]]>", "</text></svg><script>alert(1)</script>", `"'` + "`", "&#0;", "🏥\u202e\u200b", "{a|b}", "${x}",
		strings.Repeat("Ordlöslång", 16) + "enhet", strings.Repeat("Kardiologiska mottagningen ", 6), "\\", "\n\n", ""} {
		drawn := figureOf(t, name)
		svg, err := r.Decorated(context.Background(), drawn, Caption{Title: name, Window: name, Selection: name, Source: name, Notes: []string{name}}, 640, 240, Light)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		wellFormed(t, svg)
		if strings.Contains(string(svg), "<script") {
			t.Errorf("%q stands in the picture as a script", name)
		}
	}
}

func TestNamesThatDoNotExistFail(t *testing.T) {
	r := renderer(t)
	for option, want := range map[string]string{
		`{"xAxis":{"type":"value","axisLabel":{"formatter":"fmt:hex|1"}},"yAxis":{},"series":[]}`:             "formatter fmt:hex is not known",
		`{"xAxis":{},"yAxis":{},"series":[{"type":"custom","renderItem":"fmt:constructor","data":[1]}]}`:      "fmt:constructor is not known",
		`{"xAxis":{},"yAxis":{},"series":[{"type":"line","lineStyle":{"color":"var:red"},"data":[1]}]}`:       "colour red is not known",
		`{"xAxis":{},"yAxis":{},"series":[{"type":"line","lineStyle":{"color":"var:__proto__"},"data":[1]}]}`: "colour __proto__ is not known",
		`{"xAxis":{},"yAxis":{},"series":[{"type":"line","itemStyle":{"color":"var:shadow/50"},"data":[1]}]}`: "is not written as #rrggbb",
		`{"series": [`: "SyntaxError",
	} {
		if _, err := r.SVG(context.Background(), json.RawMessage(option), 300, 200, Light); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", option, err, want)
		}
	}
	if _, err := r.SVG(context.Background(), figure(t).Option, 640, 240, Light); err != nil {
		t.Errorf("after failures the next figure is not drawn: %v", err)
	}
}

func TestSchemesAndSizesThatDoNotExistFail(t *testing.T) {
	r := renderer(t)
	if _, err := r.SVG(context.Background(), figure(t).Option, 640, 240, "sepia"); err == nil {
		t.Error("scheme sepia is drawn")
	}
	if _, err := r.SVG(context.Background(), figure(t).Option, 0, 240, Light); err == nil {
		t.Error("a figure without width is drawn")
	}
}

func TestAFigureThatTakesTooLongIsStoppedAndTheNextDrawn(t *testing.T) {
	r := renderer(t)
	points := make([][]int, 20_000)
	for i := range points {
		points[i] = []int{i, i % 97}
	}
	data, err := json.Marshal(map[string]any{"xAxis": map[string]any{}, "yAxis": map[string]any{}, "series": []any{map[string]any{"type": "scatter", "data": points}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.SVG(context.Background(), figure(t).Option, 640, 240, Light); err != nil { // engines are warm
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	started := time.Now()
	if _, err := r.SVG(ctx, data, 640, 240, Light); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(started); took > 20*time.Second {
		t.Errorf("stopped after %v", took)
	}
	if _, err := r.SVG(context.Background(), figure(t).Option, 640, 240, Light); err != nil {
		t.Errorf("the next figure is not drawn: %v", err)
	}
}

func TestFiguresAreDrawnAtTheSameTimeAndAlike(t *testing.T) {
	r := renderer(t)
	first, err := r.SVG(context.Background(), figure(t).Option, 640, 240, Light)
	if err != nil {
		t.Fatal(err)
	}
	option := figure(t).Option
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			svg, err := r.SVG(context.Background(), option, 640, 240, Light)
			if err != nil || string(svg) != string(first) {
				t.Errorf("%v, or another picture", err)
			}
		})
	}
	group.Wait()
}

func TestACaptionStandsAroundTheFigure(t *testing.T) {
	drawn := figure(t)
	drawn.Notes = []string{"Gränserna visas inte."}
	svg, err := renderer(t).Decorated(context.Background(), drawn, Caption{
		Title: "Kungsbacka återinskriver fler än väntat, och det gäller också när hänsyn tas till ålder", Window: "Andel <30 dagar>", Selection: "År 2025, egen region",
		Notes: []string{"Samband, inte orsak."}, Source: "Data t.o.m. 31 okt 2026",
	}, 400, 240, Dark)
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, svg)
	text := string(svg)
	for _, want := range []string{"<title>Kungsbacka", "Andel &lt;30 dagar&gt;", "År 2025, egen region", "Gränserna visas inte.", "Samband, inte orsak.", "Data t.o.m. 31 okt 2026", "skiljer sig från riket", ">Ängelholm<"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the figure", want)
		}
	}
	if strings.Count(text, `font-size="18"`) < 2 {
		t.Error("a title wider than the figure stands on one line")
	}
	if strings.Contains(text, "var(") {
		t.Error("a custom property is left in the caption")
	}
}
