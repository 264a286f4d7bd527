package dashboards_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"klarsyn/dashboards"
	"klarsyn/fixtures/needs"
)

// A tab is a browser tab that gathers what the page complains of.
type tab struct {
	t    testing.TB
	ctx  context.Context
	base string

	mu       sync.Mutex
	messages []string
}

// serve serves the small region on a free port of this machine.
func serve(t testing.TB, change func(*dashboards.Options)) string {
	t.Helper()
	server := newServer(t, change)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return "http://" + listener.Addr().String()
}

// newTab opens a browser with one tab.
func newTab(t testing.TB, base string) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(needs.Chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true), chromedp.UserDataDir(t.TempDir()))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	opened := &tab{t: t, ctx: ctx, base: base}
	opened.do(chromedp.Navigate("about:blank"))
	go func() {
		for message, err := range chromedp.Console(ctx) {
			if err != nil {
				return
			}
			if message.Type == chromedp.ConsoleError || message.Type == chromedp.ConsoleWarning || message.IsException() {
				opened.mu.Lock()
				opened.messages = append(opened.messages, message.Text)
				opened.mu.Unlock()
			}
		}
	}()
	return opened
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// eval evaluates a script in the page.
func eval[T any](b *tab, script string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
	return value
}

// patience is how long a test waits for what always comes: only what never comes takes so long, on a busy machine too.
const patience = 2 * time.Minute

// await waits until a condition holds in the page.
func (b *tab) await(what, condition string) {
	b.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(40 * time.Millisecond) {
		if eval[bool](b, "!!("+condition+")") {
			return
		}
	}
	b.t.Fatalf("waited in vain for %s; page says %v", what, b.said())
}

// open opens a page of the server and waits until its charts are drawn.
func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
	b.drawn()
}

const undrawn = `[...document.querySelectorAll('[data-chart]')].filter(e => e.offsetParent && !e.querySelector('svg'))`

func (b *tab) drawn() {
	b.t.Helper()
	b.await("charts", "document.readyState === 'complete' && !document.querySelector('html.loading') && "+undrawn+".length === 0")
}

func (b *tab) size(width, height int64) { b.t.Helper(); b.do(chromedp.EmulateViewport(width, height)) }

func (b *tab) scheme(name string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	}))
}

func (b *tab) said() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string{}, b.messages...)
}

// pagePaths are all pages that a reader can open.
func pagePaths() []string {
	return []string{"/", "/hjartsvikt/dashboard", "/hjartsvikt/utveckling", "/hjartsvikt/slutenvard", "/hjartsvikt/oppenvard", "/hjartsvikt/optilogg",
		"/hjartsvikt/detalj-patient", "/hjartsvikt/detalj-vardkontakter", "/hjartsvikt/dashboard/behandling", "/hjartsvikt/dashboard?a.ar=2025&b.ar=2024",
		"/kpp/oversikt", "/kpp/jamforelse", "/kpp/ytterfall", "/kpp/forandring", "/kpp/demografi", "/kpp/cancer", "/kpp/koncentration", "/kpp/kostnadsslag", "/kpp/ytterfallsanalys", "/hjartsvikt/dashboard?kommun=utomlan&alder=0-49", "/hjartsvikt/dashboard?boende=utomlan", "/om/hjartsvikt/population", "/datakvalitet", "/tillganglighet",
		"/analyser", "/analyser/prov", "/analyser/prov/andra", "/analyser/ny", "/analyser/spara?blad=hjartsvikt/dashboard", "/finns-inte", "/hjartsvikt/dashboard?kon=X"}
}

func axeScript(t testing.TB) string {
	t.Helper()
	script, err := os.ReadFile(filepath.Join("static", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatalf("axe-core is missing, run go generate ./dashboards: %v", err)
	}
	return string(script)
}

// violations runs axe on the page that is open.
func (b *tab) violations(axe string) []string {
	b.t.Helper()
	eval[any](b, axe+"; true")
	return eval[[]string](b, `axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'], resultTypes: ['violations']})
		.then(r => r.violations.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ': ' + n.target.join(' ') + ' ' + (n.any[0] || n.all[0] || n.none[0] || {}).message)))`)
}

func TestEveryPageLoadsWithoutComplaintAndAxeFindsNothing(t *testing.T) {
	b := newTab(t, serve(t, withSaved(t)))
	axe := axeScript(t)
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(scheme)
		for _, width := range []int64{1440, 320} {
			b.size(width, 900)
			for _, path := range pagePaths() {
				if width == 320 && scheme == "dark" && path != "/hjartsvikt/dashboard" {
					continue // colours do not depend on the width
				}
				b.open(path)
				for _, violation := range b.violations(axe) {
					t.Errorf("%s %s %d px: %s", path, scheme, width, violation)
				}
			}
		}
	}
	for _, message := range b.said() {
		if !strings.Contains(message, "status of 400") && !strings.Contains(message, "status of 404") { // the pages that are asked for wrongly
			t.Errorf("console: %s", message)
		}
	}
}

func TestNoPageScrollsSideways(t *testing.T) {
	b := newTab(t, serve(t, withSaved(t)))
	for _, most := range []int{320, 768} {
		b.size(int64(most), 800)
		for _, path := range pagePaths() {
			b.noSidewaysScroll(path, most)
		}
	}
}

func (b *tab) noSidewaysScroll(path string, most int) {
	b.t.Helper()
	b.open(path)
	eval[any](b, "document.querySelectorAll('.unfold').forEach(e => e.offsetParent && e.click()); true")
	b.drawn()
	if width := eval[int](b, "document.documentElement.scrollWidth"); width > most {
		wide := eval[[]string](b, fmt.Sprintf(`[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > %d && !e.closest('.tw, .sql, .vh')).slice(0, 5).map(e => e.tagName + '.' + e.className)`, most+1))
		b.t.Errorf("%s is %d px wide at %d: %v", path, width, most, wide)
	}
}

func TestASmallScreenFoldsFiguresUnderTheirSummaries(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(320, 800)
	b.open("/hjartsvikt/dashboard")
	const figure = "document.querySelector('#f-prevalens-kommun .figure').offsetParent"
	if !eval[bool](b, figure+" === null && document.querySelector('#f-prevalens-kommun .psum').offsetParent !== null") {
		t.Error("the summary stands alone until the figure is asked for")
	}
	b.do(chromedp.ScrollIntoView("#f-prevalens-kommun .unfold"), chromedp.Click("#f-prevalens-kommun .unfold"))
	b.await("the figure", figure+" !== null && document.querySelector('#f-prevalens-kommun svg')")
	if word := eval[string](b, "(e => e.getAttribute('aria-expanded') + e.textContent)(document.querySelector('#f-prevalens-kommun .unfold'))"); word != "trueDölj figuren" {
		t.Errorf("the button says %q", word)
	}
	eval[any](b, `document.querySelector('a.val[data-id="kon=K"]').click(); true`)
	b.await("the next selection with the figure still open", "location.search === '?kon=K' && document.querySelector('.chip b') && "+figure+" !== null")
	b.open("/hjartsvikt/detalj-patient")
	if !eval[bool](b, "document.querySelector('.tw').offsetParent !== null") {
		t.Error("a sheet that is one table shows it")
	}
}

func TestAFilterClickChangesTheAddressAndBackUndoesIt(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(1440, 1000)
	b.open("/hjartsvikt/dashboard")
	before := eval[string](b, "document.querySelector('.tile .big').textContent")
	b.do(chromedp.Click(`a.val[data-id="kon=K"]`))
	b.await("the filtered page", "location.search === '?kon=K' && document.querySelector('.chip b')")
	b.drawn()
	if after := eval[string](b, "document.querySelector('.tile .big').textContent"); after == before {
		t.Errorf("the first tile still says %s", after)
	}
	if chips := eval[string](b, "document.querySelector('.chips').textContent"); !strings.Contains(chips, "Kvinna") {
		t.Errorf("chips are %q, want one for Kvinna", chips)
	}
	if focus := eval[string](b, "document.activeElement.dataset.id || ''"); focus != "kon=K" {
		t.Errorf("focus is on %q, want the value that was clicked", focus)
	}
	b.do(chromedp.Click(`[data-act=undo]`))
	b.await("undo", "location.search === ''")
	b.await("the first figure", fmt.Sprintf("document.querySelector('.tile .big').textContent === %q", before))
	b.do(chromedp.Click(`[data-act=redo]`))
	b.await("redo", "location.search === '?kon=K' && document.querySelector('.chips').textContent.includes('Kvinna')")
	eval[any](b, `document.querySelector('a.val[data-id="kommun=1380"]').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, ctrlKey: true})); true`)
	b.await("exclusion", "location.search.includes('kommun=-1380')")
	eval[any](b, "document.activeElement.blur(); document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'R', shiftKey: true, bubbles: true})); true")
	b.await("cleared selection", "location.search === ''")
	if messages := b.said(); len(messages) > 0 {
		t.Errorf("console: %v", messages)
	}
}

func TestKeyboardReachesHelpSearchTablesAndChartPoints(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(1440, 1000)
	b.open("/hjartsvikt/dashboard")
	b.do(chromedp.KeyEvent("?"))
	b.await("help", "document.getElementById('hjalp').open")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.await("closed help", "!document.getElementById('hjalp').open")
	b.do(chromedp.KeyEvent("/"))
	b.await("search field", "document.activeElement.id === 'sokvarde'")
	eval[any](b, "document.getElementById('sokvarde').value = ''; true") // the browser driver sends the character apart from the key
	b.do(chromedp.SendKeys("#sokvarde", "hylte"))
	b.await("one value", "[...document.querySelectorAll('.val:not([hidden])')].filter(e => e.offsetParent).length === 1")
	eval[any](b, "document.getElementById('sokvarde').blur(); document.querySelector('#f-prevalens-kommun .chartbox').focus(); true")
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	b.await("a spoken point", "document.getElementById('live').textContent.length > 10")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.await("selection from the chart", "location.search.includes('kommun=')")
	b.drawn()
	b.do(chromedp.KeyEvent("t"))
	b.await("table", "document.querySelector('#f-prevalens-kommun').dataset.view === 'table'")
	eval[any](b, "(m => { m.open = true; m.querySelector('[data-about]').focus(); })(document.querySelector('#f-prevalens-kommun .menu')); true")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.await("the definition", "document.getElementById('ruta').open")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.await("focus back at the menu that led there", "document.activeElement.matches('#f-prevalens-kommun .menu > summary')")
	eval[any](b, "[...document.querySelectorAll('.chip')].find(e => e.textContent.includes('Kommun')).querySelector('a').focus(); true")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.await("the choice taken away and focus on the next", "!location.search.includes('kommun=') && document.activeElement.matches('.chip a')")
	if messages := b.said(); len(messages) > 0 {
		t.Errorf("console: %v", messages)
	}
}

func TestWithoutScriptsTablesAreShownAndFiltersAreLinks(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(1440, 1000)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	b.do(chromedp.Navigate(b.base + "/hjartsvikt/dashboard"))
	text, err := chromedp.Run(b.ctx, chromedp.Text("#f-prevalens-kommun table"))
	if err != nil || !strings.Contains(text, "Hylte") {
		t.Errorf("table without scripts is %q, %v", text, err)
	}
	b.do(chromedp.Click(`a.val[data-id="kon=K"]`))
	b.do(chromedp.WaitVisible(`a.val.on[data-id="kon=K"]`))
}

func TestWhereTheDrawingLibraryDoesNotComeTablesAreShown(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(1440, 1000)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{{URLPattern: "*://*:*/*/echarts.min.js", Block: true}}})
		return err
	}))
	b.do(chromedp.Navigate(b.base + "/hjartsvikt/dashboard"))
	b.await("tables in place of charts", "document.querySelector('#f-prevalens-kommun .tw').tabIndex === 0 && document.querySelector('#f-prevalens-kommun .tw').offsetParent && document.querySelector('#f-prevalens-kommun .figure').offsetParent === null")
	if eval[bool](b, "[...document.querySelectorAll('[data-panel] [data-act=table]')].length > 0") {
		t.Error("a chart that cannot be drawn is offered")
	}
}

func TestFiguresThatAreLateComeByThemselves(t *testing.T) {
	base := serve(t, func(o *dashboards.Options) { o.Patient = time.Nanosecond })
	b := newTab(t, base)
	b.size(1440, 1000)
	b.do(chromedp.Navigate(base + "/hjartsvikt/optilogg"))
	b.await("all late figures", "document.querySelectorAll('[data-panel]').length === 4 && !document.querySelector('.state.loading') && document.querySelectorAll('[data-chart] svg').length === 4")
	b.await("headline figures asked for again", "!document.querySelector('[data-late]') || performance.getEntriesByType('resource').some(e => e.name === location.href)")
}

// where gives the place on the screen of a category of a chart.
func where(b *tab, panel string, category int, upright bool) (x, y float64) {
	b.t.Helper()
	b.do(chromedp.ScrollIntoView("#" + panel + " .chartbox"))
	at := eval[[]float64](b, fmt.Sprintf(`(() => {
		const place = document.querySelector('#%s .chart'), chart = echarts.getInstanceByDom(place), box = place.getBoundingClientRect();
		const value = chart.getOption().series[0].data[%d].value;
		const at = chart.convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, %v ? [%d, 0] : Array.isArray(value) ? value : [value, %d]);
		return [box.left + at[0], box.top + at[1]];
	})()`, panel, category, upright, category, category))
	return at[0], at[1]
}

func TestAClickOnAMarkAndABrushAcrossMonthsSelect(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(1440, 1000)
	b.open("/hjartsvikt/dashboard")
	x, y := where(b, "f-prevalens-kommun", 0, false)
	b.do(chromedp.MouseClickXY(x, y))
	b.await("the municipality that was clicked", "/^\\?kommun=\\d{4}$/.test(location.search)")

	b.open("/hjartsvikt/slutenvard")
	fromX, fromY := where(b, "f-slutenvard", 2, true)
	toX, _ := where(b, "f-slutenvard", 4, true)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, fromX-4, fromY-40, chromedp.ButtonLeft, chromedp.ClickCount(1)),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, (fromX+toX)/2, fromY-40, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, toX+4, fromY-40, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, toX+4, fromY-40, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	b.await("the three months", "location.search === '?manad=2025-03&manad=2025-04&manad=2025-05'")
	if messages := b.said(); len(messages) > 0 {
		t.Errorf("console: %v", messages)
	}
}

func TestPointingAtAMarkShowsWhatTheKeyboardSays(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(1440, 1000)
	for _, mark := range []struct {
		path, panel string
		category    int
		upright     bool
		says        []string // parts of every such text: n, N and interval
	}{
		{"/hjartsvikt/dashboard", "f-prevalens-kommun", 0, false, []string{"personer", "95\u00a0% KI"}},
		{"/hjartsvikt/dashboard", "f-behandling", 1, false, []string{" av ", "95\u00a0% KI"}},
		{"/hjartsvikt/slutenvard", "f-slutenvard", 2, true, []string{"vårdtillfällen"}},
	} {
		b.open(mark.path)
		x, y := where(b, mark.panel, mark.category, mark.upright)
		b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y-30), chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y-5))
		lines := fmt.Sprintf("echarts.getInstanceByDom(document.querySelector('#%s .chart')).getOption().series[0].data[%d].tip.split('\\n')", mark.panel, mark.category)
		b.await(mark.panel+": the words beside the mark", fmt.Sprintf("%s.every(line => [...document.querySelectorAll('#%s svg text')].map(e => e.textContent).join('|').includes(line))", lines, mark.panel))
		spoken := eval[string](b, fmt.Sprintf("JSON.parse(document.getElementById('%s-o').textContent).points[%d].text", mark.panel, mark.category))
		for _, line := range append(eval[[]string](b, lines), mark.says...) {
			if !strings.Contains(spoken, line) {
				t.Errorf("%s: %q is not in what is spoken, %q", mark.panel, line, spoken)
			}
		}
	}
}

func TestOnPaperEveryChartFitsItsPanelAndIsDrawnForTheScreenAgainAfterwards(t *testing.T) {
	b := newTab(t, serve(t, nil))
	b.size(1440, 1000)
	const misfits = `[...document.querySelectorAll('.chart')].map(e => [e.clientWidth, e.querySelector('svg').clientWidth, e.clientHeight, e.querySelector('svg').clientHeight]).filter(s => s[0] !== s[1] || s[2] !== s[3]).map(String)`
	for _, path := range []string{"/hjartsvikt/slutenvard", "/hjartsvikt/dashboard?a.ar=2025&b.ar=2024"} {
		b.open(path)
		b.await("charts that fill their places", misfits+".length === 0")
		eval[any](b, "window.dispatchEvent(new Event('beforeprint')); true")
		wide := eval[[]string](b, `[...document.querySelectorAll('.chart svg')].map(e => [e.clientWidth, e.closest('.panel.two .pside') ? 336 : 676, e.clientHeight]).filter(s => s[0] !== s[1] || s[2] < 200 || s[2] > 520).map(String)`)
		if len(wide) > 0 {
			t.Errorf("%s: width, wanted width and height on paper: %v", path, wide)
		}
		eval[any](b, "window.dispatchEvent(new Event('afterprint')); true")
		b.await("charts that fill their places again", misfits+".length === 0")
	}
}
