package analytics

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"klarsyn/sql/duck"
)

// tinyTree is the sql tree under testdata/tiny, with changes: path → text, empty text removes the file.
func tinyTree(t testing.TB, changes map[string]string) fs.FS {
	t.Helper()
	tree := fstest.MapFS{}
	root := os.DirFS("testdata/tiny")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root, name)
		tree[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range changes {
		if text == "" {
			delete(tree, name)
			continue
		}
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

// tinySnapshot builds testdata/snapshot.sql as a snapshot file with the given id and extra statements.
func tinySnapshot(t testing.TB, id string, extra ...string) string {
	t.Helper()
	script, err := os.ReadFile("testdata/snapshot.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), id+".duckdb")
	db, err := duck.Open(t.Context(), duck.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	statements := append([]string{string(script), fmt.Sprintf("UPDATE snapshot_info SET snapshot_id = '%s'", id)}, extra...)
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func tinyService(t testing.TB, change func(*Options)) *Service {
	t.Helper()
	options := Options{Tree: tinyTree(t, nil), Path: tinySnapshot(t, "first")}
	if change != nil {
		change(&options)
	}
	service, err := Open(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { service.Close() })
	return service
}

func tinyView(t testing.TB, service *Service) *View {
	t.Helper()
	view := service.View()
	t.Cleanup(view.Release)
	return view
}

func parsed(t testing.TB, view *View, query string) Selection {
	t.Helper()
	page, err := view.service.Page("tiny")
	if err != nil {
		t.Fatal(err)
	}
	selection, err := view.Parse(page, query)
	if err != nil {
		t.Fatalf("parse %q: %v", query, err)
	}
	return selection
}

// shown writes a table's rows for comparison: numbers, texts, and a letter in angle brackets for what is not shown.
func shown(table *Table) string {
	var lines []string
	for _, row := range table.Rows {
		var cells []string
		for i, value := range row {
			switch {
			case value.State != Present:
				cells = append(cells, [...]string{"", "<5", "dold", "saknas", "ej"}[value.State])
			case table.Columns[i].Type == Integer || table.Columns[i].Type == Decimal:
				cells = append(cells, fmt.Sprintf("%.6g", value.Number))
			default:
				cells = append(cells, value.Text)
			}
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, "\n")
}

func run(t testing.TB, view *View, id, query string, options RunOptions) string {
	t.Helper()
	table, err := view.Run(t.Context(), id, parsed(t, view, query), options)
	if err != nil {
		t.Fatalf("run %s?%s: %v", id, query, err)
	}
	return shown(table)
}

func wantEqual(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\ngot\n%s\nwanted\n%s", what, got, want)
	}
}

func date(t testing.TB, text string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestRecentMonthsReachThreeYearsBackNeverBeforeDataAndEndAtT(t *testing.T) {
	i := &instance{info: snapshotInfo{DataStart: day(2021, 3, 15)}}
	for _, c := range []struct {
		t                        time.Time
		months                   int
		first, lastStart, lastAt string
	}{
		{day(2024, 2, 29), 36, "2021-03-01", "2024-02-01", "2024-02-29"}, // the month that data start inside is the first of 36
		{day(2024, 3, 31), 36, "2021-04-01", "2024-03-01", "2024-03-31"}, // from here on 36 by number, not by data
		{day(2024, 1, 31), 35, "2021-03-01", "2024-01-01", "2024-01-31"},
		{day(2024, 5, 7), 36, "2021-06-01", "2024-05-01", "2024-05-07"}, // T inside a month
		{day(2021, 3, 31), 1, "2021-03-01", "2021-03-01", "2021-03-31"},
	} {
		starts, lasts := i.recentMonths(c.t)
		if len(starts) != c.months || len(lasts) != c.months || starts[0] != c.first || starts[c.months-1] != c.lastStart || lasts[c.months-1] != c.lastAt {
			t.Errorf("T %s: %v to %v", c.t.Format(time.DateOnly), starts, lasts)
		}
	}
}
