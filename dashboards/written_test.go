package dashboards_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"klarsyn/analytics"
	"klarsyn/dashboards"
	"klarsyn/sql"
)

// withPage is the sql tree with the page of heart failure replaced.
func withPage(t *testing.T, page string) fs.FS {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(sql.Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(sql.Files(), name)
		tree[name] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const name = "pathways/hjartsvikt/page.yaml"
	head, _, found := strings.Cut(string(tree[name].Data), "\nsheets:\n")
	if !found {
		t.Fatal("the page has no sheets")
	}
	tree[name] = &fstest.MapFile{Data: []byte(head + "\nsheets:\n" + page)}
	return tree
}

const writtenSheet = `
  - id: dashboard
    title: Dashboard
    panels:
      - analysis: hjartsvikt/population
        width: 6
        chart: text
        heading: Hur många lever med hjärtsvikt?
        text:
          - 'Den {{date .T}} levde **{{num "persons"}}** personer med hjärtsvikt.'
          - '{{if gt (value "persons") 1e9}}Det är fler än någonsin.{{end}}'
        summary: '{{num "persons"}} personer.'
      - analysis: hjartsvikt/prevalens_kommun
        width: 6
        heading: Var är det vanligast?
        text:
          - '{{with max "standardised"}}Vanligast är det i {{.Show "municipality_code"}}.{{end}}'
`

func TestPagesSayMoreThanPanelsByTheirFileAlone(t *testing.T) {
	server := newServer(t, func(o *dashboards.Options) {
		o.Service = openRegion(t, analytics.Options{Tree: withPage(t, writtenSheet+choosingSheet)})
	})
	t.Run("a panel answers in sentences", func(t *testing.T) { answersInSentences(t, server) })
	t.Run("a chooser sets one key for the sheet and keeps the rest", func(t *testing.T) { choosesOneKey(t, server) })
}

func answersInSentences(t *testing.T, server *dashboards.Server) {
	body := get(t, server, "/hjartsvikt/dashboard").body
	alone, beside, found := strings.Cut(body, `id="f-prevalens-kommun"`)
	if !found {
		t.Fatal("the second panel is missing")
	}
	_, alone, _ = strings.Cut(alone, `id="f-population"`)
	if !strings.Contains(alone, "<div class=\"prose\"><p>Den 31\u00a0dec\u00a02025 levde <b>") {
		t.Errorf("the first answer is not written: %.600s", alone)
	}
	if strings.Contains(alone, "någonsin") || strings.Count(alone, "<p></p>") > 0 {
		t.Error("a paragraph that says nothing is printed")
	}
	if strings.Contains(alone, "data-tableonly") || strings.Contains(alone, "data-chart") || !strings.Contains(alone, "<table") {
		t.Error("sentences alone stand for the figure, and the table is one key away")
	}
	if !strings.Contains(beside, "Vanligast är det i ") || !strings.Contains(beside, "data-chart") {
		t.Error("sentences stand above the drawn figure")
	}
}

const choosingSheet = `  - id: val
    title: Val
    chooser:
      key: kon
      analysis: hjartsvikt/population
      heading: 'Kön: {{with selected "kon"}}{{.}}{{else}}alla{{end}}'
      options:
        - {value: K, about: Juridiskt kön kvinna, count: '{{num "persons"}} personer'}
        - {value: M, about: Juridiskt kön man}
    panels:
      - {analysis: hjartsvikt/population, width: 6}
`

func choosesOneKey(t *testing.T, server *dashboards.Server) {
	body := get(t, server, "/hjartsvikt/val?kommun=1380&kon=M").body
	_, chooser, found := strings.Cut(body, `id="valj-t"`)
	if _, _, grouped := strings.Cut(chooser, `role="radiogroup"`); !found || !grouped {
		t.Fatal("there is no group of radio buttons")
	}
	chooser, _, _ = strings.Cut(chooser, "</section>")
	for _, want := range []string{`aria-checked="false" href="/hjartsvikt/val?kon=K&amp;kommun=1380"`, `aria-checked="true" href="/hjartsvikt/val?kon=M&amp;kommun=1380"`, "\u00a0personer</span>", "Juridiskt kön man"} {
		if !strings.Contains(strings.ReplaceAll(chooser, " personer", "\u00a0personer"), want) {
			t.Errorf("%q is missing in %s", want, chooser)
		}
	}
	if !strings.Contains(body, `<h3 id="valj-t">Kön: man</h3>`) {
		t.Error("the heading does not name what is chosen")
	}
	second := get(t, server, "/hjartsvikt/val?a.kon=K&b.kon=M&aktiv=b").body
	if !strings.Contains(second, `aria-checked="true" href="/hjartsvikt/val?a.kon=K&amp;b.kon=M&amp;aktiv=b"`) {
		t.Error("the buttons do not change the active side of a comparison")
	}
}

func TestAChooserWithoutOptionsIsRefused(t *testing.T) {
	broken := "  - id: dashboard\n    title: Dashboard\n    chooser: {key: kon, analysis: hjartsvikt/finns_inte}\n"
	_, err := analytics.ReadCatalogue(withPage(t, broken))
	if err == nil || !strings.Contains(err.Error(), "wants a key and at least two options") || !strings.Contains(err.Error(), "finns_inte") {
		t.Errorf("got %v", err)
	}
}

func TestAWrittenPanelWithoutSentencesIsRefused(t *testing.T) {
	broken := "  - id: dashboard\n    title: Dashboard\n    panels:\n      - {analysis: hjartsvikt/population, width: 6, chart: text}\n"
	if _, err := analytics.ReadCatalogue(withPage(t, broken)); err == nil || !strings.Contains(err.Error(), "chart: text wants paragraphs under text:") {
		t.Errorf("got %v", err)
	}
}

func TestAChooserAndSentencesWorkByKeyboardAndAxeFindsNothing(t *testing.T) {
	b := newTab(t, serve(t, func(o *dashboards.Options) {
		o.Service = openRegion(t, analytics.Options{Tree: withPage(t, writtenSheet+choosingSheet)})
	}))
	axe := axeScript(t)
	for _, path := range []string{"/hjartsvikt/dashboard", "/hjartsvikt/val?kon=K"} {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1440, 320} {
				b.scheme(scheme)
				b.size(width, 900)
				b.open(path)
				for _, violation := range b.violations(axe) {
					t.Errorf("%s %s %d px: %s", path, scheme, width, violation)
				}
			}
		}
	}
	eval[any](b, "document.querySelector('a[data-id^=valj-]').focus(); true")
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	b.await("the next button in focus", "document.activeElement.dataset.id === 'valj-kon=M' && location.search === '?kon=K'")
	b.do(chromedp.KeyEvent(" "))
	b.await("the other value", "location.search === '?kon=M' && document.activeElement.getAttribute('aria-checked') === 'true'")
	b.size(1440, 900)
	b.open("/hjartsvikt/dashboard")
	eval[any](b, "document.querySelector('#f-population [data-act=table]').click(); true")
	b.await("the table in place of the sentences", "document.querySelector('#f-population').dataset.view === 'table' && !document.querySelector('#f-population .prose').offsetParent && document.querySelector('#f-population .backto').innerText === 'Text'")
}
