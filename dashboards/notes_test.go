package dashboards_test

import (
	"strings"
	"testing"
)

func TestWhatMostFiguresDoNotObeyIsSaidOnceOnTheSheet(t *testing.T) {
	server := newServer(t, nil)
	const note = "Följer inte filtret Avliden: Avlidna ingår alltid."
	sheet := get(t, server, "/hjartsvikt/slutenvard").body
	if found := strings.Count(sheet, note); found != 1 {
		t.Errorf("said %d times", found)
	}
	if !strings.Contains(sheet, note+" Det gäller alla figurer utom ”Vårdtillfällen per 100 personer och månad”.") {
		t.Error("the sheet does not tell which figures are meant")
	}
	if care := get(t, server, "/hjartsvikt/oppenvard").body; !strings.Contains(care, note+" Det gäller alla figurer på bladet.") {
		t.Error("the sheet does not tell that all figures are meant")
	}
	if alone := get(t, server, "/hjartsvikt/slutenvard/drg").body; strings.Count(alone, note) != 1 || strings.Contains(alone, "Det gäller") {
		t.Error("a figure alone does not tell for itself")
	}
	if chosen := get(t, server, "/hjartsvikt/utveckling?ar=2023").body; strings.Count(chosen, "Visar utvecklingen över alla år.") < 2 {
		t.Error("what holds for a few figures does not stand under each")
	}
}
