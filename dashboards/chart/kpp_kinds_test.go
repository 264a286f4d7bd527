package chart

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"klarsyn/analytics"
)

func TestContributionsStandBySizeWithTheirSignAndTheLeastAsOne(t *testing.T) {
	figure := examples()["contribution"].draw(t)
	o := parsed(t, figure)
	// 17 amounts and one suppressed: 13 bars beside the suppressed one, of which the last gathers the five smallest,
	// 0,5 + 0,4 + 0,3 + 0,2 − 0,1 = 1,3 Mkr, and stands between 2,2 and 1,1.
	want := []string{"18 Infektioner", "5 Cirkulationsorganen", "4 Andningsorganen", "1 Nervsystemet", "21 Skador", "11 Njure, urinvägar", "6 Matsmältningsorganen", "Övriga 5",
		"14 Graviditet", "13 Kvinnliga könsorgan", "10 Endokrina", "15 Nyfödda", "8 Rörelseorganen", "16 Blod"}
	if !slices.Equal(o.YAxis.Data, want) {
		t.Errorf("rows %q", o.YAxis.Data)
	}
	items := o.items(t, 0)
	if v := items[7].Value.(float64); math.Abs(v-1.3e6) > 1e-6 || items[7].Pick != nil {
		t.Errorf("the rest is %v", items[7])
	}
	sum := 0.0
	for _, item := range items {
		if v, ok := item.Value.(float64); ok {
			sum += v
		}
	}
	// −4,8+18,9+14,2+9,6+6,3+4,8+3,1+2,2−1,2−2,6+0,4+0,5+0,3+0,2−0,1+0,6+1,1 = 53,5
	if math.Abs(sum-53.5e6) > 1e-3 {
		t.Errorf("the bars add up to %v", sum)
	}
	if items[0].ItemStyle.Color != tokenAccent || items[12].ItemStyle.Color != tokenPeer || items[13].Value != nil {
		t.Errorf("sides %+v %+v %+v", items[0].ItemStyle, items[12].ItemStyle, items[13])
	}
	if figure.Points[7].Text != "Övriga 5: 1,3\u00a0Mkr" || figure.Key[0].Label != "högre än riket" {
		t.Errorf("point %q, key %+v", figure.Points[7].Text, figure.Key)
	}
	if zero := o.Series[0].MarkLine.Data[0]; zero["xAxis"] != 0. {
		t.Errorf("the line at zero stands at %v", zero["xAxis"])
	}
}

func TestManyRowsWithoutANumberAreCountedInAWord(t *testing.T) {
	example := examples()["contribution"]
	for range 4 {
		example.table.Rows = append(example.table.Rows, []analytics.Value{{Text: "x"}, suppressed, suppressed})
	}
	figure := example.draw(t)
	if want := []string{"5 rader visas inte: för få fall eller uppgift saknas."}; !slices.Equal(figure.Notes, want) {
		t.Errorf("notes %q", figure.Notes)
	}
	if labels := parsed(t, figure).YAxis.Data; len(labels) != longestList || labels[len(labels)-1] != "8 Rörelseorganen" {
		t.Errorf("%d rows, the last %q", len(labels), labels[len(labels)-1])
	}
}

func TestAParetoAddsSharesOfTheWholeFromTheLargest(t *testing.T) {
	figure := examples()["pareto"].draw(t)
	o := parsed(t, figure)
	if want := []string{"E47A", "H09N", "D12C", "A36A", "S01A", "T60N"}; !slices.Equal(o.YAxis.Data, want) {
		t.Errorf("rows %q", o.YAxis.Data)
	}
	var sums, colours []any
	for _, item := range o.items(t, 0) {
		sums, colours = append(sums, item.Row["sum"]), append(colours, item.Row["color"])
	}
	// 30, 30+27, 57+25, 82+10, 92+8 of 100 Mkr; 80 per cent is passed with the third, which still belongs to the few.
	if want := []any{30., 57., 82., 92., 100., nil}; !reflect.DeepEqual(sums[:4], want[:4]) || sums[5] == 100. {
		t.Errorf("sums %v", sums)
	}
	if want := []any{tokenAccent, tokenAccent, tokenAccent, tokenPeer, tokenPeer}; !reflect.DeepEqual(colours[:5], want) {
		t.Errorf("colours %v", colours)
	}
	if want := "H09N: 27,0\u00a0Mkr, 27,0\u00a0% av allt, 57,0\u00a0% hit"; figure.Points[1].Text != want {
		t.Errorf("got %q, want %q", figure.Points[1].Text, want)
	}
}

func TestAConcentrationCurveNamesTheDearest(t *testing.T) {
	figure := examples()["concentration"].draw(t)
	o := parsed(t, figure)
	curve := o.items(t, 0)
	if len(curve) != 101 || !reflect.DeepEqual(curve[0].Value, []any{0., 0.}) || curve[97].Value.([]any)[1] != nil {
		t.Errorf("%d points, the hidden one %v", len(curve), curve[97].Value)
	}
	if last := figure.Points[len(figure.Points)-1]; last.Index != 100 {
		t.Errorf("the last point is item %d", last.Index)
	}
	named := o.items(t, len(o.Series)-1)[0].Row
	// 100 · 0,05^0,48 = 23,74 and 100 · 0,05^0,537 = 20,01
	if named["band"] != 5. || named["bold"] != "5\u00a0% av vårdtillfällena" || named["text"] != "23,7\u00a0% av kostnaden (riket 20,0\u00a0%)" {
		t.Errorf("named point %v", named)
	}
	if want := "De dyraste 5\u00a0%: 23,7\u00a0% (1\u00a0635 av 32\u00a0700), riket 20,0\u00a0%"; figure.Points[4].Text != want {
		t.Errorf("got %q, want %q", figure.Points[4].Text, want)
	}
}

func TestABoxHoldsTheMiddleHalfAndNothingOfASuppressedRow(t *testing.T) {
	figure := examples()["boxplot"].draw(t)
	o := parsed(t, figure)
	if want := []string{"S01A", "E47A", "E47C", "T60N"}; !slices.Equal(o.YAxis.Data, want) { // highest median first
		t.Errorf("rows %q", o.YAxis.Data)
	}
	items := o.items(t, 0)
	if row := items[1].Row; row["q1"] != 62000. || row["median"] != 81000. || row["q3"] != 118000. || row["limit"] != 241000. || row["text"] != "81\u00a0tkr" || row["count"] != "412" {
		t.Errorf("row %v", row)
	}
	if row := items[3].Row; row["q1"] != nil || row["high"] != nil || row["text"] != "<5" {
		t.Errorf("suppressed row %v", row)
	}
	if text := figure.Points[1].Text; !strings.Contains(text, "mittersta hälften 62\u2013118\u00a0tkr") || !strings.Contains(text, "gräns för ytterfall 241\u00a0tkr") {
		t.Errorf("spoken %q", text)
	}
}

func TestAFunnelOfManyUnitsNamesThoseOutsideTheHighestAndTheLowest(t *testing.T) {
	many := examples()["funnel index"]
	for i, index := range []float64{100.5, 99.5, 100.2, 99.9, 100.1, 99.4, 100.3, 98.9} { // all inside, and none the highest or the lowest
		row := append([]analytics.Value{}, many.table.Rows[1]...)
		row[0].Text, row[2].Number = fmt.Sprintf("Klinik %d", i), index
		many.table.Rows = append(many.table.Rows, row)
	}
	figure := many.draw(t)
	o := parsed(t, figure)
	var names []string
	for _, unit := range o.items(t, 0) {
		name, _, _ := strings.Cut(unit.Tip, "\n")
		names = append(names, name)
	}
	// Limits, 95 %: Kirurgi Varberg 102,4 and Infektion 102,7 are passed from below, Medicin Varberg 98,3 from above. It is the lowest too.
	if want := []string{"Kirurgi Varberg", "Medicin Varberg", "Infektion"}; !slices.Equal(names, want) {
		t.Errorf("named %q, wanted %q", names, want)
	}
	if figure.Key[0].Label != "utanför gränserna, högst och lägst" {
		t.Errorf("key %+v", figure.Key)
	}
}

func TestAnIndexIsReadAgainstAHundredOnACutAxis(t *testing.T) {
	dots := examples()["dots index"].draw(t)
	if dots.Key[0].Label != "skiljer sig från 100" || !strings.Contains(parsed(t, dots).Series[0].MarkLine.Label.Formatter, "100 = som väntat") {
		t.Errorf("key %+v", dots.Key)
	}
	funnel := examples()["funnel index"].draw(t)
	o := parsed(t, funnel)
	if o.YAxis.Min < 80 || o.YAxis.Max > 120 { // limits at 880 contacts: 100 ± 3,09 · 60 / √880 = 100 ± 6,2
		t.Errorf("axis %v to %v", o.YAxis.Min, o.YAxis.Max)
	}
	// Kirurgi Varberg: limit 100 + 3,09 · 60 / √2 480 = 103,7
	if !strings.Contains(funnel.Points[0].Text, "108,1") || !strings.Contains(funnel.Points[0].Text, "avvikelse") {
		t.Errorf("told as %q", funnel.Points[0].Text)
	}
}

func TestADifferenceKeepsItsSignAndATotalHasNone(t *testing.T) {
	if items := parsed(t, examples()["waterfall signed"].draw(t)).items(t, 0); items[4].Row["text"] != "+6,0" || items[4].Row["from"] != 0. {
		t.Errorf("difference %v", items[4].Row)
	}
	if items := parsed(t, examples()["waterfall stopped"].draw(t)).items(t, 0); items[3].Row["text"] != "456,6" {
		t.Errorf("total %v", items[3].Row)
	}
}

func TestDotsWithASeriesHaveARowForEachNamedAfterBoth(t *testing.T) {
	figure := examples()["dots series"].draw(t)
	o := parsed(t, figure)
	if want := []string{"Halmstad, slutenvård", "Varberg, slutenvård", "Halmstad, öppenvård"}; !slices.Equal(o.YAxis.Data, want) {
		t.Errorf("rows %q", o.YAxis.Data)
	}
	// 94,9–96,9 leaves out 100; 99,9–102,2 holds it; the suppressed row has neither dot nor interval.
	items := o.items(t, 0)
	if items[0].Row["color"] != tokenAccent || items[1].Row["color"] != tokenPeerInk || items[2].Row["value"] != nil || items[2].Row["low"] != nil {
		t.Errorf("rows %v", items)
	}
	if text := figure.Points[1].Text; text != "Varberg, slutenvård: 101,0, 15\u00a0306\u00a0innerfall, 95\u00a0% KI 99,9–102,2" {
		t.Errorf("told as %q", text)
	}
}

func TestTermsFarFromZeroStandOnACutAxisThatSaysSo(t *testing.T) {
	// Levels run from 6 056,2 (6 068,5 + 8,9 − 21,2) to 6 259,3, a span of 203,1; room below: 6 056,2 − 0,6 · 203,1 = 5 934,3,
	// and the next round hundred under it is 5 900.
	figure := examples()["waterfall cut"].draw(t)
	o := parsed(t, figure)
	if o.YAxis.Min != 5900e6 || o.YAxis.Max != 6300e6 {
		t.Errorf("axis %v to %v", o.YAxis.Min, o.YAxis.Max)
	}
	items := o.items(t, 0)
	if first := items[0].Row; first["from"] != 5900e6 || first["to"] != 6068.5e6 || first["cut"] != true || first["text"] != "6\u00a0068,5" {
		t.Errorf("total %v", first)
	}
	if term := items[2].Row; math.Abs(term["from"].(float64)-6077.4e6) > 1 || term["cut"] != false || term["text"] != "\u221221,2" {
		t.Errorf("term %v", term)
	}
	if last := figure.Key[len(figure.Key)-1]; last.Mark != MarkCut || last.Label != "avkortad: axeln börjar vid 5\u00a0900\u00a0Mkr" || len(figure.Notes) != 1 {
		t.Errorf("key %+v, notes %q", last, figure.Notes)
	}
	if o := parsed(t, examples()["waterfall signed"].draw(t)); o.YAxis.Min > 0 {
		t.Errorf("a difference begins at zero, not at %v", o.YAxis.Min)
	}
}

func TestNamesUnderAnAxisAreBrokenBetweenWords(t *testing.T) {
	for want, labels := range map[int][]string{12: {"Volym", "Styckkostnad"}, 6: {"år två", "Övriga"}, 0: nil} {
		if got := longestWord(labels); got != want {
			t.Errorf("%v: %d, wanted %d", labels, got, want)
		}
	}
}
