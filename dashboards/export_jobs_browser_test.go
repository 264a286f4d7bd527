package dashboards_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// saveTo lets the browser save files.
func (b *tab) saveTo(folder string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder})
		return err
	}))
}

const startReport = `[...document.querySelectorAll('form[data-long] button')].find(b => b.textContent.includes('Analysrapport av alla blad')).click(), true`

func TestALongExportIsFollowedOnThePageCanBeCancelledAndComesByItself(t *testing.T) {
	b := newTab(t, serve(t, nil))
	axe := axeScript(t)
	b.saveTo(t.TempDir())
	b.size(1440, 1000)
	b.open("/hjartsvikt/slutenvard?kon=K")
	eval[bool](b, startReport)
	b.await("a line with progress", `document.querySelector('.jobs .job progress') && / av \d+\.$/.test(document.querySelector('.jobs .job-words').textContent)`)
	if title := eval[string](b, `document.querySelector('.jobs .job-what').textContent`); title != "Process Hjärtsvikt, alla blad, PDF" {
		t.Errorf("the line is called %q", title)
	}
	if focus := eval[bool](b, `document.activeElement.matches('[data-sheetmenu] > summary')`); !focus {
		t.Error("focus has left the menu")
	}
	eval[bool](b, startReport)
	b.await("a second line that waits", `document.querySelectorAll('.jobs .job').length === 2 && document.querySelector('.jobs').textContent.includes('Väntar på sin tur')`)
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(scheme)
		for _, violation := range b.violations(axe) {
			t.Errorf("%s: %s", scheme, violation)
		}
	}
	// Another page goes on following; a click on a value keeps the lines where they are.
	b.open("/hjartsvikt/optilogg")
	b.await("both lines", `document.querySelectorAll('.jobs .job').length === 2`)
	eval[bool](b, `document.querySelectorAll('.jobs .job form button').forEach(b => b.click()), true`)
	b.await("both cancelled", `[...document.querySelectorAll('.jobs .job')].every(j => j.dataset.state === 'cancelled' && j.textContent.includes('Avbruten. Ingen fil är skriven.'))`)
	eval[bool](b, `document.querySelectorAll('.jobs .tbtn').forEach(b => b.click()), true`)
	b.await("no lines", `document.querySelector('.jobs').hidden`)

	eval[bool](b, `[...document.querySelectorAll('form[data-long] button')].find(b => b.textContent.includes('Arbetsbok med alla blad')).click(), true`)
	b.await("the finished workbook", `document.querySelector('.jobs .job[data-state=done] a.btn') && /^Klar: hjartsvikt.*xlsx, /.test(document.querySelector('.jobs .job-words').textContent)`)
	size := eval[int](b, `fetch(document.querySelector('.jobs a.btn').href).then(a => a.arrayBuffer()).then(a => a.byteLength)`)
	if size < 10_000 {
		t.Errorf("the file has %d bytes", size)
	}
	b.await("what is said", `document.getElementById('live').textContent.includes('Klar: hjartsvikt')`)
	if messages := b.said(); len(messages) > 0 {
		t.Errorf("console: %v", messages)
	}
}

func TestThePageOfAnExportIsAccessibleAndNeedsNoScript(t *testing.T) {
	b := newTab(t, serve(t, nil))
	axe := axeScript(t)
	b.saveTo(t.TempDir())
	b.open("/hjartsvikt/slutenvard")
	address := eval[string](b, `fetch('/export/jobb/hjartsvikt.pdf', {method: 'POST', headers: {Accept: 'application/json'}}).then(a => a.json()).then(j => j.address)`)
	b.do(chromedp.Navigate(b.base + address))
	b.await("progress", `document.querySelector('.doc .job progress')`)
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(scheme)
		for _, width := range []int64{1440, 320} {
			b.size(width, 900)
			for _, violation := range b.violations(axe) {
				t.Errorf("%s %d px: %s", scheme, width, violation)
			}
			if wide := eval[int](b, "document.documentElement.scrollWidth"); wide > int(width) {
				t.Errorf("the page is %d px wide at %d", wide, width)
			}
		}
	}
	eval[bool](b, `document.querySelector('.doc .job form button').click(), true`)
	b.await("cancelled", `document.querySelector('.doc .job').dataset.state === 'cancelled' && !document.querySelector('.doc .job form')`)

	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	b.size(1440, 900)
	b.do(chromedp.Navigate(b.base+"/hjartsvikt/slutenvard"), chromedp.Click("[data-sheetmenu] > summary"), chromedp.Click(`form[action*="form=kort"] button`))
	b.do(chromedp.WaitVisible(`.doc .job[data-state=done] a.btn`)) // the page has reloaded by itself until the file was there
	text, err := chromedp.Run(b.ctx, chromedp.Text(".doc .job"))
	if err != nil || !strings.Contains(text, "Klar: hjartsvikt-slutenvard-") || !strings.Contains(text, "Hämta filen") {
		t.Errorf("the page says %q, %v", text, err)
	}
	if messages := b.said(); len(messages) > 0 {
		t.Errorf("console: %v", messages)
	}
}
