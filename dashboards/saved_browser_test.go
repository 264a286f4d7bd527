package dashboards_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"klarsyn/dashboards"
	"klarsyn/dashboards/saved"
)

// withSaved lets a server save analyses, of which it has one, prov, with a text, a figure, a comparison and a part that no
// longer fits.
func withSaved(t testing.TB) func(*dashboards.Options) {
	t.Helper()
	store := saved.At(t.TempDir())
	_, err := store.Create(saved.Analysis{Title: "Prov", Background: "**Varför** nu?\n\n- ett\n- två", Purpose: "Att se.", Benefit: "Nytta.", Questions: []string{"Hur många?"}, Responsible: "Enheten för analys", Form: saved.Report, Period: saved.Chosen,
		Parts: []saved.Part{{Heading: "Först", Text: "En text med [länk](https://exempel.se/)."}, {Figure: "hjartsvikt/dashboard/behandling", Query: "ar=2025", Heading: "Min rubrik"},
			{Figure: "hjartsvikt/dashboard/behandling", Query: "a.ar=2025&b.ar=2024"}, {Sheet: "hjartsvikt/slutenvard", Query: "ar=2025"}, {Sheet: "hjartsvikt/borta"}}})
	if err != nil {
		t.Fatal(err)
	}
	return func(o *dashboards.Options) { o.Saved = store }
}

func TestAnAnalysisIsSavedFromAPanelChangedRemovedAndBroughtBackInABrowser(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		t.Run(map[bool]string{true: "with scripts", false: "without scripts"}[scripts], func(t *testing.T) { saveAndChange(t, scripts) })
	}
}

func saveAndChange(t *testing.T, scripts bool) {
	t.Helper()
	b := newTab(t, serve(t, withSaved(t)))
	b.size(1440, 1000)
	if !scripts {
		b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return err
		}))
	}
	has := func(what, selector string) {
		t.Helper()
		if err := chromedp.Do(b.ctx, chromedp.WaitVisible(selector)); err != nil {
			t.Fatalf("scripts %v: waited in vain for %s: %v", scripts, what, err)
		}
	}
	b.do(chromedp.Navigate(b.base + "/hjartsvikt/dashboard?kon=K"))
	b.do(chromedp.Click("#f-behandling .menu summary"), chromedp.Click(`#f-behandling .menu a[href^="/analyser/spara"]`))
	has("the page that asks where", `form[action="/analyser/spara"]`)
	b.do(chromedp.Click(`input[name=i][value=""]`), chromedp.SendKeys("#rubrik", "Kvinnors behandling"), chromedp.SendKeys("#egen", "Behandling hos kvinnor"), chromedp.Click(".fend button"))
	has("the analysis", "#del-1 [data-panel]")
	text, err := chromedp.Run(b.ctx, chromedp.Text("main"))
	if err != nil || !strings.Contains(text, "Behandling hos kvinnor") || !strings.Contains(text, "Kön Kvinna") {
		t.Errorf("scripts %v: %v: the analysis says %.400s", scripts, err, text)
	}
	b.do(chromedp.Click(".kind a"))
	has("the list", `a[href="/analyser/kvinnors-behandling"]`)
	b.do(chromedp.Click(`a[href="/analyser/kvinnors-behandling"]`))
	has("the analysis from the list", ".aacts")
	b.do(chromedp.Click(`.aacts a[href$="/andra"]`))
	has("the form", "#syfte")
	b.do(chromedp.SendKeys("#syfte", "Att se skillnader"), chromedp.Click(`button[value=text]`))
	has("a new part", `[id="del.1.text"]`)
	b.do(chromedp.SendKeys(`[id="del.1.text"]`, "Sist en text"), chromedp.Click(`button[value="upp:del-1"]`))
	has("the part moved up", `#del-0[aria-label="Del 1: Text"]`)
	b.do(chromedp.Click(`button[value="bort:del-1"]`))
	has("the way to bring a part back", `button[value="ater:del-1"]`)
	b.do(chromedp.Click(`button[value="ater:del-1"]`))
	has("the part brought back", `[id="del.1.text"]`)
	b.do(chromedp.Click(".fend button"))
	has("what is saved", "p.done")
	if text, err = chromedp.Run(b.ctx, chromedp.Text("main")); err != nil || !strings.Contains(text, "Att se skillnader") || strings.Index(text, "Sist en text") > strings.Index(text, "Behandling hos kvinnor") {
		t.Errorf("scripts %v: %v: the analysis says %.400s", scripts, err, text)
	}
	b.do(chromedp.Click(`form[action$="/ta-bort"] button`))
	has("what was removed", ".done form")
	b.do(chromedp.Click(".done form button"))
	has("the analysis back again", "#del-2 [data-panel]")
	if messages := b.said(); len(messages) > 0 {
		t.Errorf("scripts %v: console: %v", scripts, messages)
	}
}

func TestABookmarkIsKeptByTheBrowserRenamedAndTakenAway(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(1440, 1000)
	b.open("/hjartsvikt/dashboard?kon=K")
	b.do(chromedp.Click("[data-act=mark]"))
	b.await("the mark", "document.querySelector('[data-act=mark]').getAttribute('aria-pressed') === 'true'")
	if kept := eval[string](b, "localStorage.getItem('klarsyn.bokmarken')"); !strings.Contains(kept, `"href":"/hjartsvikt/dashboard?kon=K"`) || len(kept) > 400 {
		t.Errorf("the browser keeps %s", kept)
	}
	b.open("/")
	b.do(chromedp.Click("[data-act=rename]"))
	b.await("a field with its name", "document.activeElement.matches('.marks input') && document.activeElement.value.includes('Dashboard')")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.await("the old name", "document.querySelector('.marks a')?.textContent.includes('Dashboard') && document.activeElement.matches('[data-act=rename]')")
	b.do(chromedp.Click("[data-act=rename]"))
	b.await("the field", "document.activeElement.matches('.marks input')")
	// The browser driver sends the character of Enter apart from the key, to what has focus by then.
	eval[any](b, "document.activeElement.value = '<b>Mina</b> kvinnor'; document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true})); true")
	b.await("the new name", "document.querySelector('.marks a')?.textContent === '<b>Mina</b> kvinnor'")
	b.open("/")
	b.do(chromedp.Click(".marks a"))
	b.await("the selection", "location.search === '?kon=K'")
	b.open("/")
	b.do(chromedp.Click("[data-act=unmark]"))
	b.await("no bookmark", "!document.querySelector('.marks a') && !document.querySelector('[data-nomarks]').hidden && localStorage.getItem('klarsyn.bokmarken') === '[]'")
	if messages := b.said(); len(messages) > 0 {
		t.Errorf("console: %v", messages)
	}
}
