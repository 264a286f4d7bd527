package dashboards

import (
	"testing"

	"klarsyn/analytics"
)

func TestASmallLineKeepsItsGapsAndSharesItsScaleWithWhatItIsComparedWith(t *testing.T) {
	at := func(v float64) analytics.Value { return analytics.Value{Number: v} }
	gap := analytics.Value{State: analytics.Suppressed}
	line := sparkPoints{values: []analytics.Value{at(10), gap, at(20), at(30)}}
	reference := sparkPoints{values: []analytics.Value{at(50), at(50), gap, at(50)}}
	scale, some := scaleOf([]sparkPoints{line, reference})
	// 10 stands at 40 − 36 · 0/40 = 40, 20 at 31, 30 at 22 and 50 at 4; three steps of 66,7 across.
	path, end := scale.path(line.values)
	if want := "M0.0 40.0M133.3 31.0L200.0 22.0"; !some || path != want || end != "M200.0 22.0h0" {
		t.Errorf("line %q ends %q, wanted %q", path, end, want)
	}
	if path, _ := scale.path(reference.values); path != "M0.0 4.0L66.7 4.0M200.0 4.0" {
		t.Errorf("reference %q", path)
	}
	if _, some := scaleOf([]sparkPoints{{values: []analytics.Value{at(1), gap}}}); some {
		t.Error("one value makes no line")
	}
}

func TestASmallLineIsDrawnFromTheRowsItAsksFor(t *testing.T) {
	table := &analytics.Table{Analysis: &analytics.Analysis{}, Columns: []analytics.Column{{Name: "year"}, {Name: "form"}},
		Rows: [][]analytics.Value{{{Number: 2023}, {Text: "a"}}, {{Number: 2023}, {Text: "b"}}, {{Number: 2024}, {Text: "a"}}}}
	if rows := sparkRows(table, map[string]string{"form": "a"}); len(rows) != 2 || rows[1][0].Number != 2024 {
		t.Errorf("rows %v", rows)
	}
	if rows := sparkRows(table, nil); len(rows) != 3 {
		t.Errorf("rows %v", rows)
	}
	if name := comparedWith(analytics.Column{Label: "Kostnad per DRG-poäng, jämförelsegruppen"}); name != "jämförelsegruppen" {
		t.Errorf("named %q", name)
	}
}
