package analytics

import "testing"

func TestAPanelIsFoundByItsNameWhereverItStands(t *testing.T) {
	first, second := Panel{Analysis: "kpp/oversikt_ar"}, Panel{ID: "kostnad-per-ar", Was: []string{"oversikt-ar-2"}, Analysis: "kpp/oversikt_ar"}
	for _, panels := range [][]Panel{{first, second}, {second, first}, {{ID: "ny", Analysis: "kpp/oversikt_ar"}, second, first}} {
		sheet := &Sheet{Panels: panels}
		for name, want := range map[string]string{"oversikt-ar": "oversikt-ar", "kostnad-per-ar": "kostnad-per-ar", "oversikt-ar-2": "kostnad-per-ar"} {
			if at := sheet.Panel(name); at < 0 || panels[at].Name() != want {
				t.Errorf("%s among %v: at %d, wanted %s", name, panels, at, want)
			}
		}
		if at := sheet.Panel("oversikt-ar-3"); at >= 0 {
			t.Errorf("a name that none has: found at %d", at)
		}
		page := &Page{Sheets: []Sheet{{Panels: []Panel{second}}, *sheet}}
		if i, at := page.PanelOf("kpp/oversikt_ar"); i != 1 || page.Sheets[i].Panels[at].Name() != "oversikt-ar" {
			t.Errorf("of the analysis: sheet %d, panel %d", i, at)
		}
	}
	page := &Page{Sheets: []Sheet{{Panels: []Panel{second}}}}
	if i, at := page.PanelOf("kpp/oversikt_ar"); i != 0 || at != 0 {
		t.Errorf("where all have names: sheet %d, panel %d", i, at)
	}
	if _, at := page.PanelOf("kpp/oversikt"); at >= 0 {
		t.Errorf("an analysis that no panel shows: %d", at)
	}
}
