package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"klarsyn/analytics"
	"klarsyn/dashboards/saved"
	"klarsyn/ingest"
	"klarsyn/ingest/snapshot"
	"klarsyn/ingest/source"
	"klarsyn/sql"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// shippedTree is a copy of the sql tree that a test may add to.
func shippedTree(t *testing.T) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(sql.Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(sql.Files(), name)
		tree[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestReadmesMeasureIsOneFileAndAnswers(t *testing.T) {
	_, rest, found := strings.Cut(readme(t), "<!-- recipe: measure -->\n```sql\n")
	if !found {
		t.Fatal("the README's measure is gone")
	}
	body, _, _ := strings.Cut(rest, "```")
	tree := shippedTree(t)
	tree["pathways/hjartsvikt/nydebuterade_kon.sql"] = &fstest.MapFile{Data: []byte(body)}

	path := scenarioSnapshot(t)
	service, err := analytics.Open(t.Context(), analytics.Options{Path: path, Tree: tree})
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	if err := service.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	table, err := service.Run(t.Context(), "hjartsvikt/nydebuterade_kon", analytics.Selection{}, analytics.RunOptions{Undisclosed: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) == 0 {
		t.Error("the measure answers no row")
	}
}

func TestReadmesAndTheDemosSavedAnalysesOpen(t *testing.T) {
	_, rest, found := strings.Cut(readme(t), "<!-- recipe: saved analysis -->\n```yaml\n")
	if !found {
		t.Fatal("the README's saved analysis is gone")
	}
	body, _, _ := strings.Cut(rest, "```")
	data := dataOf(scenarioSnapshot(t))
	if err := placeExample(data); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "saved", "kvinnor.yaml"), []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	if list, err := saved.At(data).List(); err != nil || len(list) != 2 {
		t.Fatalf("%v: %d analyses", err, len(list))
	}
	t.Setenv("KLARSYN_DATA", data)
	out := t.TempDir()
	for _, args := range [][]string{{"check"}, {"saved"}, {"saved", "--json"}, {"export", "analyser/kvinnor", "--as", "pptx", "--out", out},
		{"export", "analyser/ytterfall-i-den-somatiska-slutenvarden", "--as", "xlsx", "--out", out}} {
		if code := run(t.Context(), args, os.Stdout, os.Stderr); code != 0 {
			t.Errorf("%v: exit code %d", args, code)
		}
	}
	for _, args := range [][]string{{"export", "analyser/kvinnor", "--as", "pptx", "--where", "kon=K", "--out", out}, {"export", "analyser/finns-inte", "--as", "pptx", "--out", out}} {
		if code := run(t.Context(), args, os.Stdout, os.Stderr); code != exitUsage {
			t.Errorf("%v: exit code %d, want %d", args, code, exitUsage)
		}
	}
	if files, err := filepath.Glob(filepath.Join(out, "*")); err != nil || len(files) != 2 {
		t.Errorf("%v: wrote %v", err, files)
	}
	// What somebody has written stays, and a file that no longer fits fails the check.
	if err := placeExample(data); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "saved", "kvinnor.yaml"), []byte(strings.Replace(body, "urval: kon=K ", "urval: kon=X ", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), []string{"check"}, os.Stdout, os.Stderr); code != 3 {
		t.Errorf("a selection that is gone: exit code %d, want 3", code)
	}
}

func TestReadmesVerbsExist(t *testing.T) {
	verbs := map[string]bool{}
	for _, command := range newRoot().Commands() {
		verbs[command.Name()] = true
	}
	named := 0
	for _, match := range regexp.MustCompile(`(?m)^\x60?(?:klarsyn|go run \./cmd/klarsyn) ([a-z]+)`).FindAllStringSubmatch(readme(t), -1) {
		named++
		if !verbs[match[1]] {
			t.Errorf("the README names the verb %s, which does not exist", match[1])
		}
	}
	if named < 4 {
		t.Errorf("found %d command lines in the README; the test reads them wrongly", named)
	}
}

func TestReadmesCommandsRun(t *testing.T) {
	_, rest, found := strings.Cut(readme(t), "page's query keys and defaults:\n\n```sh\n")
	if !found {
		t.Fatal("the README's commands are gone")
	}
	block, _, _ := strings.Cut(rest, "```")
	path := scenarioSnapshot(t)
	t.Setenv("KLARSYN_DATA", dataOf(path))
	for line := range strings.SplitSeq(strings.TrimSpace(block), "\n") {
		args := strings.Fields(strings.ReplaceAll(line, "ar=2025", "ar=alla"))[1:]
		if code := run(t.Context(), args, os.Stdout, os.Stderr); code != 0 {
			t.Errorf("%s: exit code %d", line, code)
		}
	}
}

// scenarioSnapshot loads a hand-worked scenario through the loader and returns the published file.
func scenarioSnapshot(t *testing.T) string {
	t.Helper()
	canonical, err := source.Load(source.CanonicalID, "13")
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	report, err := ingest.Load(t.Context(), ingest.Options{
		Data: data, Paths: []string{"../../fixtures/scenarios/debut"}, Sources: []*source.Source{canonical}, HomeRegion: "13", Version: version,
	})
	if err != nil {
		t.Fatalf("%v\n%+v", err, report)
	}
	current, err := snapshot.At(data).Current()
	if err != nil {
		t.Fatal(err)
	}
	return current.Path
}

// dataOf is the data folder that a snapshot's file lies in.
func dataOf(path string) string { return filepath.Dir(filepath.Dir(path)) }
