package dashboards_test

import (
	"testing"
)

func TestTheKeyEOpensTheSheetsFilesOrThoseOfThePanelWithFocus(t *testing.T) {
	tab := newTab(t, serve(t, nil))
	tab.open("/hjartsvikt/dashboard?kon=K")
	const press = `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'e', bubbles: true}))`
	eval[bool](tab, press)
	tab.await("the sheet's menu", `document.activeElement.matches('[data-sheetmenu] [data-export]')`)
	if href := eval[string](tab, `document.activeElement.getAttribute('href')`); href != "/export/hjartsvikt.pptx?kon=K&blad=dashboard" {
		t.Errorf("the first file is %s", href)
	}
	eval[bool](tab, `document.querySelector('[data-sheetmenu]').open = false, document.querySelector('.chartbox').focus(), `+press)
	tab.await("the panel's menu", `document.activeElement.matches('[data-panel] [data-export]')`)
	if file := eval[string](tab, `document.activeElement.textContent`); file == "" {
		t.Error("the panel's first file has no name")
	}
	if said := tab.said(); len(said) > 0 {
		t.Errorf("the page says %v", said)
	}
}
