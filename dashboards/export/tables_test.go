package export

import (
	"testing"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

func TestATableStandsOnceWhereItIsTheFigureElseFirst(t *testing.T) {
	figure := func(heading, analysis, kind string) Figure {
		return Figure{Heading: heading, Table: &analytics.Table{Analysis: &analytics.Analysis{ID: analysis}}, Chart: analytics.Chart{Kind: kind}}
	}
	doc := Document{Sections: []Section{
		{Figures: []Figure{figure("a line", "years", "line"), figure("bars", "years", "bar"), figure("another", "units", "bar"), figure("a funnel", "stays", "funnel")}},
		{Figures: []Figure{figure("the table", "stays", "table"), figure("in words", "stays", "text"), figure("bars again", "years", "bar"), figure("the table again", "stays", "table")}},
	}}
	doc.Sections[0].Figures[2].Empty = "Inget att visa."
	doc.Sections[1].Figures = append(doc.Sections[1].Figures, figure("not empty", "units", "bar"))
	told := func(prints func(*Figure) bool) map[string]string {
		list := map[string]string{}
		for side, home := range doc.TablesElsewhere(prints) {
			list[side.Heading] = home.Heading
		}
		return list
	}
	same := func(what string, got, want map[string]string) {
		for heading, home := range want {
			if got[heading] != home {
				t.Errorf("%s: the table of %q is said to stand at %q, wanted %q", what, heading, got[heading], home)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %v, wanted %v", what, got, want)
		}
	}
	same("all print", told(func(*Figure) bool { return true }), map[string]string{
		"bars": "a line", "bars again": "a line", "a funnel": "the table", "in words": "the table", "the table again": "the table"})
	same("only tables print", told(func(f *Figure) bool { return !chart.Drawn(f.Chart) && !chart.Written(f.Chart) }), map[string]string{"the table again": "the table"})
	same("none prints", told(func(*Figure) bool { return false }), map[string]string{})
}
