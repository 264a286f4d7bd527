package chart

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"klarsyn/analytics"
)

func TestBarsStandOnZeroAndLeaveGaps(t *testing.T) {
	o := parsed(t, examples()["bar"].draw(t))
	if o.XAxis.Type != "category" || o.XAxis.Data[0] != "jan 2024" || o.YAxis.Min != 0 || o.YAxis.Max != 150 || o.YAxis.Interval != 50 {
		t.Errorf("axes %+v %+v", o.XAxis, o.YAxis)
	}
	items := o.items(t, 0)
	// 92 + 7·(5i mod 6): i=0 → 92, 1 → 127, 2 → 120, 3 → 113
	if got := values(items)[:6]; !reflect.DeepEqual(got, []any{92., 127., 120., 113., nil, nil}) {
		t.Errorf("bars %v", got)
	}
	if items[11].ItemStyle.Decal == nil || items[10].ItemStyle.Decal != nil || !strings.HasSuffix(items[11].Tip, "preliminär") {
		t.Errorf("only the running month is hatched: %+v", items[11])
	}
	words := o.items(t, 1)
	if len(words) != 2 || words[0].Row["text"] != "<5" || words[1].Row["text"] != "saknas" || words[0].Row["at"] != 4. {
		t.Errorf("words %+v", words)
	}
}

func TestLyingBarsAreSortedAndCarryTheirNumbers(t *testing.T) {
	o := parsed(t, examples()["bar lying"].draw(t))
	if want := []string{"Hallands sjukhus Halmstad", "Hallands sjukhus Varberg", "Hallands sjukhus Kungsbacka", "Övriga", "Sahlgrenska Universitetssjukhuset"}; !slices.Equal(o.YAxis.Data, want) {
		t.Errorf("rows %q", o.YAxis.Data)
	}
	if got := values(o.items(t, 0)); !reflect.DeepEqual(got, []any{512., 498., 74., 0., nil}) {
		t.Errorf("bars %v", got)
	}
}

func TestStackedBarsSayWhatTheyLack(t *testing.T) {
	o := parsed(t, examples()["bar stack"].draw(t))
	if len(o.Series) != 4 || o.Series[0].Stack != "all" || !o.Aria.Decal.Show || len(o.Aria.Decal.Decals) != 6 {
		t.Fatalf("series %d, aria %+v", len(o.Series), o.Aria)
	}
	word := o.items(t, 3)[0]
	if word.Row["text"] != "+ dold" || !reflect.DeepEqual(word.Value, []any{1., 492. + 374}) { // Halmstad 480+12, Varberg 350+24
		t.Errorf("word %+v", word)
	}
	if o.YAxis.Max != 1500 { // 2025: 540 + 470 + 400 = 1 410
		t.Errorf("axis to %v", o.YAxis.Max)
	}
}

func TestBarIntervalsAndReferenceAreDrawn(t *testing.T) {
	o := parsed(t, examples()["bar interval"].draw(t))
	if o.Series[1].RenderItem != "fmt:whisker" || len(o.items(t, 1)) != 3 {
		t.Errorf("whiskers %+v", o.Series[1])
	}
	mark := o.Series[0].MarkLine
	if mark.Data[0]["yAxis"] != 18.6 || mark.Label.Formatter != "fmt:text|riket\n18,6\u00a0%" {
		t.Errorf("reference %+v", mark)
	}
}

func TestLinesBreakAtGapsAndEndDashedWhenPreliminary(t *testing.T) {
	figure := examples()["line"].draw(t)
	o := parsed(t, figure)
	if len(o.Series) != 3 || o.Series[2].RenderItem != "fmt:band" {
		t.Fatalf("%d series", len(o.Series))
	}
	if got := values(o.items(t, 0)); !reflect.DeepEqual(got, []any{1.71, 1.76, nil, 1.88, 1.93, 1.97, nil}) {
		t.Errorf("line %v", got)
	}
	if got := values(o.items(t, 1)); !reflect.DeepEqual(got, []any{nil, nil, nil, nil, nil, 1.97, 2.0}) || o.Series[1].LineStyle.Type == nil {
		t.Errorf("preliminary stretch %v", got)
	}
	last := figure.Points[len(figure.Points)-1]
	if want := "2026: 2,0\u00a0% (6\u00a0944 av 347\u00a0212), 95\u00a0% KI 1,95–2,05\u00a0%, preliminär"; last.Text != want || last.Series != 1 {
		t.Errorf("last point %+v, want %q", last, want)
	}
	if o.YAxis.Min <= 0 { // 1,67–2,05 differ by less than a fourth
		t.Errorf("axis from %v", o.YAxis.Min)
	}
}

func TestACompletePeriodHasNoPreliminaryEnd(t *testing.T) {
	example := examples()["line"]
	example.table.Period = analytics.Period{Complete: true, T: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)}
	if o := parsed(t, example.draw(t)); len(o.Series) != 2 {
		t.Errorf("%d series, want line and band", len(o.Series))
	}
}

func TestSeveralLinesAreNamedAtTheirEnds(t *testing.T) {
	o := parsed(t, examples()["line series"].draw(t))
	if o.Series[0].EndLabel.Formatter != "fmt:text|Kvinna" || o.Series[1].EndLabel.Formatter != "fmt:text|Man" {
		t.Errorf("names %+v", o.Series)
	}
	if items := o.items(t, 0); items[20].Value != nil || items[20].Tip != "sep 2023, Kvinna\n<5 (<5 av 11)" {
		t.Errorf("gap %+v", items[20])
	}
	if o.YAxis.Min != 0 {
		t.Errorf("axis from %v", o.YAxis.Min)
	}
}

func TestDotsStandHighestFirstAndDifferFromTheReferenceByTheirInterval(t *testing.T) {
	figure := examples()["dots"].draw(t)
	o := parsed(t, figure)
	if want := []string{"Hylte", "Laholm", "Falkenberg", "Halmstad", "Varberg", "Kungsbacka", "Öckerö"}; !slices.Equal(o.YAxis.Data, want) {
		t.Errorf("rows %q", o.YAxis.Data)
	}
	items := o.items(t, 0)
	var colours []any
	for _, item := range items {
		colours = append(colours, item.Row["color"])
	}
	accent, peer := any(tokenAccent), any(tokenPeerInk)
	if want := []any{accent, peer, peer, peer, accent, accent, accent}; !reflect.DeepEqual(colours, want) { // the last has no dot
		t.Errorf("colours %v", colours)
	}
	if items[6].Row["value"] != nil || items[6].Row["low"] != nil || items[6].Row["text"] != "<5" || items[6].Row["count"] != "<5" {
		t.Errorf("suppressed row %+v", items[6].Row)
	}
	if want := "Hylte: 2,6\u00a0%, 276\u00a0personer, 95\u00a0% KI 2,3–3,0\u00a0%, riket 2,1\u00a0%"; figure.Points[0].Text != want {
		t.Errorf("got %q, want %q", figure.Points[0].Text, want)
	}
	if figure.Key[0].Label != "skiljer sig från riket" {
		t.Errorf("key %+v", figure.Key)
	}
}

func TestTherapyShowsTargetsReferenceAndCounts(t *testing.T) {
	figure := examples()["therapy"].draw(t)
	items := parsed(t, figure).items(t, 0)
	want := map[string]any{"value": 84.1, "low": 81.7, "high": 86.2, "lower": 80., "upper": 90., "reference": 82., "color": tokenAccentMid, "text": "84,1\u00a0%", "count": "861 av 1\u00a0024", "strong": false}
	if !reflect.DeepEqual(items[0].Row, want) {
		t.Errorf("row %v, want %v", items[0].Row, want)
	}
	if items[5].Row["color"] != tokenAccent || items[4].Row["value"] != nil || items[4].Row["text"] != "<5" {
		t.Errorf("rows %v and %v", items[5].Row, items[4].Row)
	}
	if want := "RAAS-hämmare/ARNI: 84,1\u00a0% (861 av 1\u00a0024), 95\u00a0% KI 81,7–86,2\u00a0%, riket 82,0\u00a0%, mål 80–90\u00a0%"; figure.Points[0].Text != want {
		t.Errorf("got %q, want %q", figure.Points[0].Text, want)
	}
}

func TestPyramidMakesSharesOfWhatIsShown(t *testing.T) {
	o := parsed(t, examples()["pyramid"].draw(t))
	left, right := o.items(t, 2), o.items(t, 3)
	// shown persons: 30+110+250+430+820+1040+1430+1310+1137 = 6 557
	if got := left[0].Value.(float64); math.Abs(got+100*30.0/6557) > 1e-9 {
		t.Errorf("youngest women %v", got)
	}
	if right[0].Value != nil || math.Abs(right[4].Value.(float64)-100*1137.0/6557) > 1e-9 {
		t.Errorf("men %v", values(right))
	}
	if o.XAxis.Min != -o.XAxis.Max || len(o.YAxis.Data) != 5 || o.YAxis.Data[0] != "0–49" {
		t.Errorf("axes %+v %+v", o.XAxis, o.YAxis)
	}
}

func TestProcessChartTellsSignalsByColourAndForm(t *testing.T) {
	figure := examples()["xmr"].draw(t)
	o := parsed(t, figure)
	items := o.items(t, 0)
	if items[7].ItemStyle.Color != tokenSPCConcern || items[7].Symbol != "diamond" || items[30].ItemStyle.Color != tokenSPCGood || items[0].ItemStyle.Color != tokenSPCCommon {
		t.Errorf("signals %+v %+v", items[7], items[30])
	}
	if items[14].Value != nil {
		t.Errorf("a month without a delivery is drawn: %v", items[14].Value)
	}
	var ends []string
	for _, s := range o.Series[1:] {
		ends = append(ends, s.EndLabel.Formatter)
	}
	if want := []string{"fmt:text|medel 37,0", "fmt:text|övre gräns 49,7", "fmt:text|nedre gräns 24,3", "fmt:text|mål 45,0"}; !slices.Equal(ends, want) {
		t.Errorf("limits %q", ends)
	}
	if len(o.Series[0].MarkLine.Data) != 2 || o.Series[0].MarkLine.Data[1]["xAxis"] != 27. {
		t.Errorf("notes %+v", o.Series[0].MarkLine.Data)
	}
	if want := "aug 2023: 19,0\u00a0% (19 av 100), försämring, Mottagningen stängd"; figure.Points[7].Text != want {
		t.Errorf("got %q, want %q", figure.Points[7].Text, want)
	}
}

func TestNoNameInAFunnelStandsOverAnother(t *testing.T) {
	unit := func(name string, size, share float64) item {
		return item{Value: []float64{size, share}, Tip: name + "\n", Label: &label{}}
	}
	percent := analytics.Units["procent"]
	x, y := span{min: 0, max: 1500, step: 500}, span{min: 0, max: 60, step: 20, unit: percent}
	for _, c := range []struct {
		units []item
		want  []string
	}{
		{[]item{unit("Halmstad", 1003, 17.6), unit("Kungsbacka", 227, 18.1), unit("Sahlgrenska", 33, 18.2), unit("Varberg", 707, 20.8)}, []string{"right", "right", "top left", "right"}},
		{[]item{unit("Halmstad", 1450, 20), unit("Varberg", 700, 20), unit("Kungsbacka", 750, 21)}, []string{"left", "left", "right"}},
		{[]item{unit("Alltför långt namn", 40, 20)}, []string{"right"}},
	} {
		placeNames(c.units, c.units, x, y)
		for i, unit := range c.units {
			if got := strings.TrimSpace(unit.Label.Position + " " + unit.Label.Align); got != c.want[i] {
				t.Errorf("%s stands at the %s, want %s", strings.TrimSpace(unit.Tip), got, c.want[i])
			}
		}
	}
}

func TestANameAtALinesEndFoldsBeforeItIsCut(t *testing.T) {
	for name, want := range map[string]string{
		"MRA": "MRA", "Basbehandling": "Basbehandling", "SGLT2-hämmare": "SGLT2-|hämmare", "Fyra av fyra": "Fyra|av fyra",
		"Hallands sjukhus Varberg": "Hallands|sjukhus Varb…", "Universitetssjukhuset": "Universitets…",
	} {
		if got := strings.Join(folded(name), "|"); got != want {
			t.Errorf("%s is written %s, want %s", name, got, want)
		}
	}
	if short, long := endRoom([]string{"MRA"}), endRoom([]string{"MRA", "Basbehandling"}); short != endWidthNarrow+10 || long < 6*13+10 {
		t.Errorf("room %v and %v", short, long)
	}
}

func TestFunnelLimitsPassThroughTheUnitsOwn(t *testing.T) {
	example := examples()["funnel"]
	figure := example.draw(t)
	o := parsed(t, figure)
	own, others := o.items(t, 0), o.items(t, 1)
	if len(own) != 3 || len(others) != 41 || others[40].Value != nil {
		t.Errorf("%d own, %d others, the suppressed one at %v", len(own), len(others), others[40].Value)
	}
	var upper [][]float64 // 95 %
	for i, s := range o.Series {
		if s.Name == "95\u00a0%" {
			upper = pairs(t, o, i)
		}
	}
	for _, p := range upper {
		// the test's own limits: 18,6 + 1,96 · 100 · √(0,186 · 0,814 / n)
		if want := 18.6 + 196*math.Sqrt(0.186*0.814/p[0]); math.Abs(p[1]-want) > 1e-6 {
			t.Fatalf("limit at %v is %v, want %v", p[0], p[1], want)
		}
	}
	if len(upper) < 50 {
		t.Errorf("%d points on the limit", len(upper))
	}
	var spoken string
	for _, point := range figure.Points {
		if strings.HasPrefix(point.Text, "Kungsbacka") {
			spoken = point.Text
		}
	}
	if !strings.HasPrefix(spoken, "Kungsbacka: 27,1\u00a0% (26 av 96)") || !strings.Contains(spoken, "bevaka") { // limit 18,6 + 7,8 = 26,4
		t.Errorf("Kungsbacka is told as %q", spoken)
	}
}

func pairs(t *testing.T, o option, series int) [][]float64 {
	t.Helper()
	var list [][]float64
	if err := jsonInto(o.Series[series].Data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAttritionShowsWhatFallsAwayUnlessItIsFew(t *testing.T) {
	figure := examples()["attrition"].draw(t)
	items := parsed(t, figure).items(t, 0)
	if items[1].Row["lost"] != "faller bort 709 (4,8\u00a0%)" || items[1].Row["before"] != 14820. { // 14 820 − 14 111 = 709
		t.Errorf("step %v", items[1].Row)
	}
	if items[3].Row["lost"] != "" || items[3].Row["before"] != nil { // 6 957 − 6 955 = 2
		t.Errorf("a difference of two is told: %v", items[3].Row)
	}
	if want := "Bosatta i regionen: 14\u00a0111\u00a0personer, faller bort 709 (4,8\u00a0%), bor i annan region"; figure.Points[1].Text != want {
		t.Errorf("got %q", figure.Points[1].Text)
	}
}

func TestKaplanMeierIsReadAtTheReadingDays(t *testing.T) {
	figure := examples()["km"].draw(t)
	o := parsed(t, figure)
	if got := values(o.items(t, 0)); !reflect.DeepEqual(got[4], []any{365., nil}) || !reflect.DeepEqual(got[1], []any{30., 5.1}) {
		t.Errorf("curve %v", got)
	}
	if want := "30 dagar: 5,1\u00a0%, 95\u00a0% KI 4,0–6,6\u00a0%, 1\u00a0089 under risk"; figure.Points[1].Text != want {
		t.Errorf("got %q", figure.Points[1].Text)
	}
	steps := examples()["km steps"].draw(t)
	if len(steps.Points) != 2*5 || !strings.Contains(string(steps.Option), `"step":"end"`) || strings.Contains(string(figure.Option), `"step":"end"`) {
		t.Errorf("%d readings", len(steps.Points))
	}
}

func TestStackedSharesAreOfTheWholeThatIsKnown(t *testing.T) {
	o := parsed(t, examples()["stacked"].draw(t))
	first := o.items(t, 0)[0]
	if want := 100 * 210.0 / 640; math.Abs(first.Value.(float64)-want) > 1e-9 || !strings.HasPrefix(first.Tip, "jan 2024, Läkare\n210 av 640 (32,8") {
		t.Errorf("first part %+v", first)
	}
	if gap := o.items(t, 3)[6]; gap.Value != nil || gap.Tip != "jul 2024, Annan\n<5" {
		t.Errorf("suppressed part %+v", gap)
	}
}

func TestTermsAddUpUntilOneIsLacking(t *testing.T) {
	figure := examples()["waterfall"].draw(t)
	items := parsed(t, figure).items(t, 0)
	if len(items) != 5 || items[4].Row["text"] != "+52,4" || math.Abs(items[4].Row["to"].(float64)-52.4e6) > 1 { // 31,6 + 6,9 − 5,3 + 19,2
		t.Errorf("sum %+v", items[len(items)-1].Row)
	}
	if items[2].Row["color"] != tokenPeer || items[2].Row["text"] != "\u22125,3" {
		t.Errorf("falling term %+v", items[2].Row)
	}
	stopped := parsed(t, examples()["waterfall stopped"].draw(t)).items(t, 0)
	if len(stopped) != 4 || stopped[2].Row["from"] != nil || stopped[2].Row["text"] != "+12,3" || stopped[3].Row["text"] != "456,6" {
		t.Errorf("after a gap nothing is stacked: %+v", stopped)
	}
}

func TestASparkHasNoAxesAndItsReferenceDashed(t *testing.T) {
	o := parsed(t, examples()["spark"].draw(t))
	if mark := o.Series[0].MarkLine.Data[0]; mark["yAxis"] != 2.1 {
		t.Errorf("reference %v", mark)
	}
	if items := o.items(t, 0); items[6].Symbol != "circle" || items[5].Symbol != "none" || items[2].Value != nil {
		t.Errorf("line %+v", items)
	}
}

func TestAForecastIsDashedWithOpenMarksAndItsSpanIsNoConfidenceInterval(t *testing.T) {
	columns := []analytics.Column{
		{Name: "year", Label: "År", Type: analytics.Integer, Unit: analytics.Units["årtal"]},
		{Name: "contacts", Label: "Vårdkontakter", Type: analytics.Decimal, Unit: analytics.Units["antal"]},
		{Name: "least", Label: "Lägst", Type: analytics.Decimal, Unit: analytics.Units["antal"]},
		{Name: "most", Label: "Högst", Type: analytics.Decimal, Unit: analytics.Units["antal"]},
		{Name: "coming", Label: "Framskrivning", Type: analytics.Boolean, Unit: analytics.Units["-"]},
	}
	row := func(year, contacts, least, most float64, coming string) []analytics.Value {
		state := analytics.Present
		if coming == "false" {
			state = analytics.Missing
		}
		return []analytics.Value{{Number: year}, {Number: contacts}, {Number: least, State: state}, {Number: most, State: state}, {Text: coming}}
	}
	table := &analytics.Table{Analysis: &analytics.Analysis{ID: "kpp/framskrivning"}, Columns: columns, Rows: [][]analytics.Value{
		row(2024, 100, 0, 0, "false"), row(2025, 110, 0, 0, "false"), row(2026, 111, 108, 112, "true"), row(2027, 112, 109, 114, "true"),
	}}
	figure, err := Option(table, analytics.Chart{Kind: "line", Encoding: map[string]string{
		"x": "year", "y": "contacts", "low": "least", "high": "most", "prelim": "coming", "interval": "span",
	}}, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, entry := range figure.Key {
		words = append(words, entry.Label)
	}
	if got := strings.Join(words, ", "); got != "framskrivning, spann" {
		t.Errorf("the key says %q", got)
	}
	option := string(figure.Option)
	if strings.Contains(option, "KI") || !strings.Contains(option, `spann 109–114`) {
		t.Errorf("the span is named as an interval: %s", option)
	}
	if got := strings.Count(option, `[4,3]`); got != 1 {
		t.Errorf("%d dashed lines, wanted what comes: %s", got, option)
	}
}
