package dashboards_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"klarsyn/analytics"
	"klarsyn/dashboards"
	"klarsyn/dashboards/saved"
	"klarsyn/sql"
)

// changedTree is the shipped SQL tree with one file changed.
func changedTree(t testing.TB, name, old, now string) fs.FS {
	t.Helper()
	tree, found := fstest.MapFS{}, false
	err := fs.WalkDir(sql.Files(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(sql.Files(), path)
		if path == name {
			found = strings.Contains(string(content), old)
			content = []byte(strings.Replace(string(content), old, now, 1))
		}
		tree[path] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil || !found {
		t.Fatalf("change %s: %v, found %t", name, err, found)
	}
	return tree
}

// copied is a copy of the small region: DuckDB opens a file once in a process.
func copied(t testing.TB) string {
	t.Helper()
	region, err := snapshotFile()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(region)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "region.duckdb")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAPanelAddedAboveChangesNoSavedAnalysis(t *testing.T) {
	d := newDesk(t, nil)
	file := d.save("Återinskrivning",
		saved.Part{Figure: "hjartsvikt/slutenvard/aterinskrivning"}, saved.Part{Figure: "hjartsvikt/slutenvard/aterinskrivning-tabell"},
		saved.Part{Figure: "hjartsvikt/slutenvard/aterinskrivning-2"}, // as files of older programs name the table
		saved.Part{Analysis: "hjartsvikt/aterinskrivning"})
	before := get(t, d.server, "/analyser/"+file.ID)
	if before.status != 200 || strings.Count(before.body, " data-panel") != 4 {
		t.Fatalf("%d with %d panels", before.status, strings.Count(before.body, " data-panel"))
	}
	first := "      - analysis: hjartsvikt/slutenvard\n"
	tree := changedTree(t, "pathways/hjartsvikt/page.yaml", first,
		"      - {id: ny-overst, analysis: hjartsvikt/aterinskrivning, width: 12, chart: table, heading: En ny figur}\n"+first)
	service, err := analytics.Open(t.Context(), analytics.Options{Path: copied(t), Log: quiet, Tree: tree})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { service.Close() })
	changed := newServer(t, func(o *dashboards.Options) { o.Service, o.Saved = service, d.store })
	if sheet := get(t, changed, "/hjartsvikt/slutenvard").body; !strings.Contains(sheet, "En ny figur") {
		t.Fatal("the panel was not added")
	}
	after := get(t, changed, "/analyser/"+file.ID)
	for _, mark := range []string{"<h3", "<table", "<td", " data-panel", "data-chart"} {
		if strings.Count(before.body, mark) != strings.Count(after.body, mark) {
			t.Errorf("%d %s before, %d after", strings.Count(before.body, mark), mark, strings.Count(after.body, mark))
		}
	}
	headings := func(body string) (list []string) {
		for _, part := range strings.Split(body, " data-panel")[1:] {
			list = append(list, part[:strings.Index(part, "</h")])
		}
		return list
	}
	was, is := headings(before.body), headings(after.body)
	for i := range was {
		if was[i] != is[i] {
			t.Errorf("part %d was\n%s\nand is\n%s", i, was[i], is[i])
		}
	}
	if was[1] == was[0] {
		t.Error("the test tells the two panels not apart")
	}
	if old, now := get(t, changed, "/hjartsvikt/slutenvard/aterinskrivning-2"), get(t, changed, "/hjartsvikt/slutenvard/aterinskrivning-tabell"); old.status != 200 || old.body != now.body {
		t.Errorf("the panel's former address answers %d, and not the same", old.status)
	}
}
