package dashboards_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"html"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// zipText is the text of every part of a packed file whose name holds a word.
func zipText(t *testing.T, content, word string) string {
	t.Helper()
	packed, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, entry := range packed.File {
		if !strings.Contains(entry.Name, word) {
			continue
		}
		opened, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(opened)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return html.UnescapeString(all.String())
}

func TestDecksAndWorkbooksOfASheetHoldItsFindingsUnderTheSelection(t *testing.T) {
	server := newServer(t, nil)
	for _, query := range []string{"", "kon=K&kommun=1315", "kommun=1315&kon=K&alder=0-49", "a.kon=K&b.kon=M"} {
		deck := get(t, server, "/export/hjartsvikt.pptx?blad=dashboard&"+query)
		if deck.status != 200 || !strings.HasSuffix(deck.header.Get("Content-Type"), "presentation") || !strings.HasPrefix(deck.header.Get("Content-Disposition"), "attachment;") {
			t.Fatalf("%s: %d %v %.300s", query, deck.status, deck.header, deck.body)
		}
		slides := zipText(t, deck.body, "ppt/slides/slide")
		for _, wanted := range []string{"Process Hjärtsvikt", "Hjärtsviktspopulation", "Prevalens", "http://127.0.0.1:8080/hjartsvikt/dashboard"} {
			if !strings.Contains(slides, wanted) && !strings.Contains(zipText(t, deck.body, ".rels"), wanted) {
				t.Errorf("%s: no slide says %q", query, wanted)
			}
		}
		for _, side := range []string{"A: Kön Kvinna", "B: Kön Man"} {
			if strings.HasPrefix(query, "a.") && !strings.Contains(slides, "<a:t>"+side+"</a:t>") {
				t.Errorf("%s: no slide names %q", query, side)
			}
		}
		book := get(t, server, "/export/hjartsvikt.xlsx?blad=dashboard&"+query)
		if book.status != 200 {
			t.Fatalf("%s: %d %.300s", query, book.status, book.body)
		}
		opened, err := excelize.OpenReader(strings.NewReader(book.body))
		if err != nil {
			t.Fatal(err)
		}
		if sheets := opened.GetSheetList(); len(sheets) < 4 {
			t.Errorf("%s: the workbook has the sheets %v", query, sheets)
		}
		opened.Close()
	}
}

func TestEveryAnalysisIsWrittenAsDeckAndWorkbook(t *testing.T) {
	server := newServer(t, nil)
	var list []struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal([]byte(get(t, server, "/api/v1/analyses").body), &list); err != nil {
		t.Fatal(err)
	}
	for _, analysis := range list {
		if !strings.HasPrefix(analysis.ID, "hjartsvikt/") {
			continue // the small region holds heart failure only
		}
		for _, format := range []string{"pptx", "xlsx"} {
			for _, query := range []string{"", "?kommun=1315&kon=K&alder=0-49"} {
				if answer := get(t, server, "/api/v1/analyses/"+analysis.ID+"."+format+query); answer.status != 200 {
					t.Errorf("%s.%s%s: %d %.200s", analysis.ID, format, query, answer.status, answer.body)
				}
			}
		}
	}
}

// recoloured is a deck with another colour in its theme, as a region's own template has.
func recoloured(t *testing.T, content, old, colour string) []byte {
	t.Helper()
	packed, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	copied := zip.NewWriter(&out)
	for _, entry := range packed.File {
		opened, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(opened)
		if err != nil {
			t.Fatal(err)
		}
		file, err := copied.Create(entry.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write(bytes.ReplaceAll(text, []byte(old), []byte(colour))); err != nil {
			t.Fatal(err)
		}
	}
	if err := copied.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
