package dashboards_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

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

func TestAPanelMayAnswerInSentences(t *testing.T) {
	server := newServer(t, func(o *dashboards.Options) {
		o.Service = openRegion(t, analytics.Options{Tree: withPage(t, writtenSheet)})
	})
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

func TestAWrittenPanelWithoutSentencesIsRefused(t *testing.T) {
	broken := "  - id: dashboard\n    title: Dashboard\n    panels:\n      - {analysis: hjartsvikt/population, width: 6, chart: text}\n"
	if _, err := analytics.ReadCatalogue(withPage(t, broken)); err == nil || !strings.Contains(err.Error(), "chart: text wants paragraphs under text:") {
		t.Errorf("got %v", err)
	}
}
