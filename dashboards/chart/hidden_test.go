package chart

import (
	"strings"
	"testing"

	"klarsyn/analytics"
)

func TestANumberThatIsNotShownIsHatchedAndNoneIsNot(t *testing.T) {
	months := table([]analytics.Column{textual("month", "månad", "Månad"), whole("stays", "antal", "Vårdtillfällen")},
		[]any{"2025-01", suppressed}, []any{"2025-02", 0}, []any{"2025-03", hidden}, []any{"2025-04", inapplicable})
	figure := example{line: "bar x=month y=stays", table: months}.draw(t)
	words := parsed(t, figure).items(t, 1)
	if len(words) != 3 { // zero is a bar, not a word
		t.Fatalf("words %+v", words)
	}
	for i, want := range []struct {
		text   string
		hidden bool
	}{{"<5", true}, {"dold", true}, {"ej tillämplig", false}} {
		if row := words[i].Row; row["text"] != want.text || row["hidden"] != want.hidden {
			t.Errorf("word %d: %v, wanted %v", i, row, want)
		}
	}
	if figure.Blank {
		t.Error("a figure with a zero is not blank")
	}
	months.Rows[1][1] = suppressed
	if !(example{line: "bar x=month y=stays", table: months}).draw(t).Blank {
		t.Error("a figure without a number is blank")
	}
}

func TestALowerLimitBelowZeroIsNotDrawnWhereNoValueCanBe(t *testing.T) {
	rates := table([]analytics.Column{textual("month", "månad", "Månad"), decimal("rate", "per_100", "Per 100"), decimal("mean", "per_100", "Medel"), decimal("low", "per_100", "Nedre"), decimal("high", "per_100", "Övre")},
		[]any{"2025-01", 2.0, 2.0, -3.1, 7.2}, []any{"2025-02", 0.0, 2.0, -3.1, 7.2})
	line := "xmr x=month value=rate mean=mean lower=low upper=high"
	figure := example{line: line, table: rates}.draw(t)
	if strings.Contains(string(figure.Option), "nedre gräns") || parsed(t, figure).YAxis.Min != 0 {
		t.Errorf("axis from %v", parsed(t, figure).YAxis.Min)
	}
	rates.Rows[1][1] = analytics.Value{Number: -1} // a difference can lie below
	if figure := (example{line: line, table: rates}).draw(t); !strings.Contains(string(figure.Option), "nedre gräns") {
		t.Error("the limit of a difference is left out")
	}
}
