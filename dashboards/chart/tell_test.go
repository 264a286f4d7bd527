package chart

import (
	"testing"

	"klarsyn/analytics"
)

// costs per point as an analysis gives them: the quotient rests on points, and the points on contacts.
func perPoint() *analytics.Table {
	contacts, points := whole("contacts", "antal", "Innerfall"), decimal("points", "drg_poäng", "DRG-poäng")
	contacts.N, points.N = "contacts", "contacts"
	perPoint := decimal("per_point", "kr", "Kostnad per poäng")
	perPoint.N, perPoint.Function, perPoint.Arguments = "points", "ratio", []string{"cost", "points"}
	share, low, high := decimal("share", "procent", "Andel ytterfall"), decimal("low", "procent", ""), decimal("high", "procent", "")
	for i, column := range []*analytics.Column{&share, &low, &high} {
		column.N, column.Function, column.Arguments, column.Role = "contacts", "wilson", []string{"outliers", "contacts"}, []string{"value", "low", "high"}[i]
	}
	outliers := whole("outliers", "antal", "Ytterfall")
	outliers.N = "outliers"
	return table([]analytics.Column{textual("hospital", "kod", "Sjukhus"), contacts, points, perPoint, outliers, share, low, high},
		[]any{"Halmstad", 20849, 18200.5, 79471.2, 1042, 5.0, 4.7, 5.3}, []any{"Varberg", 4, suppressed, suppressed, suppressed, suppressed, suppressed, suppressed},
		[]any{"Kungsbacka", 0, 0.0, inapplicable, 0, inapplicable, inapplicable, inapplicable})
}

func TestAMarkSaysWhatItRestsOnAlsoWhenTheChartLineDoesNot(t *testing.T) {
	for line, want := range map[string][]string{
		// the cases at the end of the chain quotient → points → contacts
		"bar x=hospital y=per_point": {"Halmstad: 79\u00a0471\u00a0kr, 20\u00a0849\u00a0innerfall", "Varberg: <5", "Kungsbacka: ej tillämplig"},
		// numerator and denominator from the derived column's arguments, its interval from the columns beside it
		"bar x=hospital y=share": {"Halmstad: 5,0\u00a0% (1\u00a0042 av 20\u00a0849), 95\u00a0% KI 4,7–5,3\u00a0%", "Varberg: <5 (<5 av 4)", "Kungsbacka: ej tillämplig"},
		// a count says what it counts
		"bar x=hospital y=outliers": {"Halmstad: 1\u00a0042\u00a0ytterfall", "Varberg: <5", "Kungsbacka: 0\u00a0ytterfall"},
	} {
		figure := example{line: line, table: perPoint()}.draw(t)
		for i, point := range figure.Points {
			if point.Text != want[i] {
				t.Errorf("%s: told as %q, wanted %q", line, point.Text, want[i])
			}
		}
	}
}
