package chart

import (
	"slices"
	"strings"
	"testing"

	"klarsyn/analytics"
)

func TestAxesHaveRoundEndsAndSteps(t *testing.T) {
	for _, c := range []struct {
		unit           string
		zero           bool
		numbers        []float64
		min, max, step float64
		formatter      string
	}{
		{"procent", true, []float64{37, 61.8}, 0, 80, 20, "fmt:tick|0|%|1|"},
		{"procent", false, []float64{1.72, 2.95}, 1.5, 3, 0.5, "fmt:tick|1|%|1|"},
		{"procent", true, []float64{99.2}, 0, 100, 25, "fmt:tick|0|%|1|"},
		{"antal", true, []float64{3}, 0, 3, 1, "fmt:tick|0||1|"},
		{"antal", true, nil, 0, 1, 1, "fmt:tick|0||1|"},
		{"kr", true, []float64{52.4e6}, 0, 60e6, 20e6, "fmt:tick|0|Mkr|1000000|first"},
		{"kr", true, []float64{-4.8e6, 18.9e6}, -10e6, 20e6, 10e6, "fmt:tick|0|Mkr|1000000|first"},
		{"kvot", true, []float64{0.9}, 0, 1, 0.25, "fmt:tick|2||1|"},
	} {
		var numbers []*float64
		for _, v := range c.numbers {
			numbers = append(numbers, &v)
		}
		s := newSpan(analytics.Units[c.unit], c.zero, append(numbers, nil)...)
		if s.min != c.min || s.max != c.max || s.step != c.step || s.formatter() != c.formatter {
			t.Errorf("%s %v: %v–%v by %v %s, want %v–%v by %v %s", c.unit, c.numbers, s.min, s.max, s.step, s.formatter(), c.min, c.max, c.step, c.formatter)
		}
	}
}

func TestFewerTicksStillEndWithTheAxis(t *testing.T) {
	for _, c := range []struct{ count, want float64 }{{4, 2}, {3, 1}, {5, 5}, {6, 2}, {9, 3}, {7, 7}} {
		s := span{min: 0, max: c.count, step: 1}
		if got := *s.sparse().Interval; got != c.want {
			t.Errorf("%v steps become steps of %v, want %v", c.count, got, c.want)
		}
	}
}

func TestMonthsAreNamedByQuarterWithTheYearUnderJanuary(t *testing.T) {
	o := string(examples()["xmr"].draw(t).Option)
	for _, want := range []string{`"formatter":"fmt:month|0"`, `"interval":"fmt:every|3|0"`, `"interval":"fmt:every|6|0"`, `"interval":"fmt:every|12|0"`} {
		if !strings.Contains(o, want) {
			t.Errorf("%s is not in the option", want)
		}
	}
	column := analytics.Column{Unit: analytics.Units["månad"]}
	labels := []string{"nov 2023", "dec 2023"}
	for range 20 {
		labels = append(labels, "jan 2024")
	}
	wide, _ := timeAxis(column, labels, false) // january is the third: so are april, july and october
	if wide.AxisLabel.Interval != "fmt:every|3|2" {
		t.Errorf("labels %v", wide.AxisLabel.Interval)
	}
}

func TestQuotientsAreReadAgainstOne(t *testing.T) {
	ratios := table([]analytics.Column{
		textual("outcome", "-", "Utfall"), decimal("ratio", "kvot", "Kvot"), decimal("low", "kvot", ""), decimal("high", "kvot", ""),
	}, []any{"Vårddygn", 0.4, 0.3, 0.5}, []any{"Akutbesök", 1.33, 0.6, 2.9})
	figure := example{line: "dots y=outcome value=ratio low=low high=high sort=table", table: ratios}.draw(t)
	o := parsed(t, figure)
	if mark := o.Series[0].MarkLine; mark.Data[0]["xAxis"] != 1. || mark.Label.Formatter != "fmt:text|1 = ingen skillnad" {
		t.Errorf("reference %+v", mark)
	}
	if items := o.items(t, 0); items[0].Row["color"] != tokenAccent || items[1].Row["color"] != tokenPeerInk {
		t.Errorf("colours %v, %v", items[0].Row["color"], items[1].Row["color"])
	}
}

func TestAFunnelWithHiddenLimitsSaysSo(t *testing.T) {
	hiding := examples()["funnel few"]
	for row := range hiding.table.Rows {
		for c := 4; c <= 8; c++ {
			hiding.table.Rows[row][c] = hidden
		}
	}
	figure := hiding.draw(t)
	if len(figure.Notes) != 1 || !strings.Contains(figure.Description, "Snitt och gränser visas inte") {
		t.Errorf("notes %q, description %q", figure.Notes, figure.Description)
	}
	if shown := examples()["funnel few"].draw(t); len(shown.Notes) != 0 {
		t.Errorf("notes %q", shown.Notes)
	}
}

func TestTheOuterLimitsOfASmallUnitDoNotFlattenAFunnel(t *testing.T) {
	funnel := examples()["funnel few"] // values up to 27,1 and inner limits up to 31,0
	funnel.table.Rows[len(funnel.table.Rows)-1][8].Number = 45
	if o := parsed(t, funnel.draw(t)); o.YAxis.Max != 40 {
		t.Errorf("the axis ends at %v", o.YAxis.Max)
	}
}

func TestThePyramidsYoungestStandAtTheBottom(t *testing.T) {
	turned := examples()["pyramid"]
	slices.Reverse(turned.table.Rows)
	if o := parsed(t, turned.draw(t)); o.YAxis.Data[0] != "0–49" || o.YAxis.Data[4] != "85–" {
		t.Errorf("ages %q", o.YAxis.Data)
	}
}

func TestStacksOfManyCategoriesEndInOneOfTheRest(t *testing.T) {
	many := table([]analytics.Column{whole("year", "årtal", "År"), textual("kind", "-", "Slag"), whole("visits", "antal", "Besök")})
	for i, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		many.Rows = append(many.Rows, table(many.Columns, []any{2024, name, 10 * (i + 1)}).Rows[0])
	}
	o := parsed(t, example{line: "stacked x=year value=visits series=kind", table: many}.draw(t))
	if len(o.Series) != 6 || o.Series[5].Name != "övriga" || o.items(t, 5)[0].Value != 100*(60.+70+80)/360 {
		t.Errorf("%d series, the last %s %v", len(o.Series), o.Series[len(o.Series)-1].Name, o.items(t, len(o.Series)-1)[0].Value)
	}
}

func TestYearsBesideNamedLinesAreThinnedEvenly(t *testing.T) {
	years := func(count int, names ...string) Figure {
		t.Helper()
		lines := table([]analytics.Column{whole("year", "årtal", "År"), textual("group", "-", "Grupp"), decimal("share", "procent", "Andel")})
		for i := range count {
			for _, name := range names {
				lines.Rows = append(lines.Rows, []analytics.Value{{Number: float64(2010 + i)}, {Text: name}, {Number: 10}})
			}
		}
		spec, _ := Parse("line x=year y=share series=group")
		figure, err := Option(lines, spec, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		return figure
	}
	_, thinned, found := strings.Cut(string(years(11, "MRA", "SGLT2").Option), `"minWidth":420,"maxWidth":639`)
	if !found || !strings.Contains(thinned, `"interval":"fmt:every|2|0"`) {
		t.Error("eleven years beside names are all written, and those that meet left out")
	}
	for _, all := range []Figure{years(7, "MRA", "SGLT2"), years(11, "MRA")} {
		if strings.Contains(string(all.Option), `"minWidth":420,"maxWidth":639`) {
			t.Error("years with room enough are thinned")
		}
	}
}

func TestBarsOfMoneyAreWrittenInTheScaleOfTheirAxis(t *testing.T) {
	costs := table([]analytics.Column{textual("side", "-", "Tid"), decimal("cost", "kr", "Kostnad")}, []any{"Före", 110097.0}, []any{"Efter", 51117.0})
	spec, _ := Parse("bar x=side y=cost")
	figure, err := Option(costs, spec, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"fmt:text|110\u00a0tkr", "fmt:text|51\u00a0tkr"} {
		if !strings.Contains(string(figure.Option), want) {
			t.Errorf("no bar says %s", want)
		}
	}
}

func TestALineOfEqualNumbersStandsOnZero(t *testing.T) {
	users := table([]analytics.Column{textual("month", "månad", "Månad"), whole("active", "personer", "Aktiva")}, []any{"2024-01", 5}, []any{"2024-02", 5})
	spec, _ := Parse("line x=month y=active")
	figure, err := Option(users, spec, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if o := parsed(t, figure); o.YAxis.Min != 0 {
		t.Errorf("axis from %v", o.YAxis.Min)
	}
}
