package chart

import (
	"slices"
	"strings"
	"testing"

	"klarsyn/analytics"
)

// byForm is a share and a sum of cases per year for four care forms: one with numbers, one that is suppressed, one that does not apply, and
// one whose cases are none.
func byForm() *analytics.Table {
	sum := decimal("cost", "kr", "Kostnad")
	sum.N = "cases"
	cases := whole("cases", "antal", "Fall")
	cases.N = "cases"
	return table([]analytics.Column{textual("year", "-", "År"), textual("form", "-", "Vårdform"), decimal("share", "procent", "Andel"), sum, cases},
		[]any{"2024", "Slutenvård", 4.8, 100., 50}, []any{"2024", "Öppenvård", suppressed, suppressed, suppressed}, []any{"2024", "Primärvård", inapplicable, 0., 0}, []any{"2024", "Hemsjukvård", missing, missing, 0},
		[]any{"2025", "Slutenvård", inapplicable, 0., 0}, []any{"2025", "Öppenvård", suppressed, suppressed, suppressed}, []any{"2025", "Primärvård", inapplicable, 0., 0})
}

func TestASeriesWithoutAnyValueIsLeftOutAndNamed(t *testing.T) {
	const note = "Utan värden och därför inte ritat: Primärvård, Hemsjukvård."
	for _, line := range []string{"line x=year y=share series=form", "bar x=year y=cost series=form", "bar x=year y=cost stack=form", "bar x=cost y=year series=form", "stacked x=year value=cost series=form"} {
		figure := example{line: line, table: byForm()}.draw(t)
		var names []string
		for _, s := range parsed(t, figure).Series {
			if s.Name != "" && !slices.Contains(names, s.Name) {
				names = append(names, s.Name)
			}
		}
		if want := []string{"Slutenvård", "Öppenvård"}; !slices.Equal(names, want) {
			t.Errorf("%s draws %q, wanted %q", line, names, want)
		}
		for _, key := range figure.Key {
			if key.Label == "Primärvård" || key.Label == "Hemsjukvård" {
				t.Errorf("%s: the key names %s", line, key.Label)
			}
		}
		if !slices.Contains(figure.Notes, note) || !strings.Contains(figure.Description, note) {
			t.Errorf("%s: notes %q", line, figure.Notes)
		}
		spec, err := Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		plot, native, err := PlotOf(byForm(), spec)
		if err != nil || !native || len(plot.Series) != 2 {
			t.Errorf("%s: in office programs %d series, %v", line, len(plot.Series), err)
		}
	}
}

func TestACountOfZeroIsDrawnAndSoIsAllWhereNothingIs(t *testing.T) {
	counts := example{line: "bar x=year y=cases stack=form", table: byForm()}.draw(t)
	if len(counts.Key) != 4 || len(counts.Notes) != 0 {
		t.Errorf("counts: key %+v, notes %q", counts.Key, counts.Notes)
	}
	none := byForm()
	none.Rows = none.Rows[2:4]
	all := example{line: "bar x=year y=share series=form", table: none}.draw(t)
	if len(all.Key) != 2 || len(all.Notes) != 0 {
		t.Errorf("nothing at all: key %+v, notes %q", all.Key, all.Notes)
	}
}
