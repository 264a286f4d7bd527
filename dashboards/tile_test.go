package dashboards

import (
	"testing"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
)

func TestOnlyAHiddenNumberStandsWithoutTheUnitAroundIt(t *testing.T) {
	for _, c := range []struct {
		text  string
		state analytics.State
		want  bool
	}{
		{"dold år", analytics.Suppressed, true},
		{"**dold** per person", analytics.Hidden, true},
		{"0,8 Mkr (dold)", analytics.Suppressed, false},
		{"<5 av <5", analytics.Suppressed, false},
		{"dolda fall visas inte", analytics.Present, false},
	} {
		if got := onlyHidden(pages.Text{String: c.text, State: c.state}); got != c.want {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}
