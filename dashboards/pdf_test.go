package dashboards_test

import (
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// tableText is what stands in a cell of a page's tables.
var tableText = regexp.MustCompile(`<t[dh][^>]*>(?:<abbr[^>]*>)?([^<]+)`)

// unspaced takes the spaces out of a text: where lines are broken says nothing.
func unspaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' {
			return -1
		}
		return r
	}, text)
}

// pdfText reads a file's text and what pdfinfo says of it.
func pdfText(t *testing.T, content string) (text, info string) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("CI wants poppler-utils: %v", err)
		}
		t.Skip("no pdftotext: apt-get install poppler-utils")
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	facts, err := exec.Command("pdfinfo", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(words), string(facts)
}

func TestAReportHoldsEveryCellOfItsSheetAndIsTagged(t *testing.T) {
	needBrowser(t)
	server := newServer(t, nil)
	for _, query := range []string{"kon=K", "kommun=1315"} {
		answer := get(t, server, "/export/hjartsvikt.pdf?blad=slutenvard&"+query)
		if answer.status != 200 || answer.header.Get("Content-Type") != "application/pdf" {
			t.Fatalf("%d %.300s", answer.status, answer.body)
		}
		text, info := pdfText(t, answer.body)
		if !regexp.MustCompile(`Tagged:\s+yes`).MatchString(info) || !strings.Contains(info, "(A4)") {
			t.Errorf("want a tagged A4 file, got\n%s", info)
		}
		page, plain := get(t, server, "/hjartsvikt/slutenvard?"+query).body, unspaced(text)
		cells := tableText.FindAllStringSubmatch(page, -1)
		if len(cells) < 20 {
			t.Fatalf("the page has %d cells", len(cells))
		}
		for _, cell := range cells {
			if wanted := unspaced(html.UnescapeString(cell[1])); wanted != "" && !strings.Contains(plain, wanted) {
				t.Errorf("%s: the cell %q of the page is not in the file", query, cell[1])
			}
		}
		for _, wanted := range []string{"Analysrapport", "Innehåll", "Definitioner och källor", "exempeldata", "undertryckt"} {
			if !strings.Contains(plain, unspaced(wanted)) {
				t.Errorf("%s: the file lacks %q", query, wanted)
			}
		}
		// The contents name the page that each part begins on.
		named := regexp.MustCompile(`Definitioner och källor\s+(\d+)`).FindStringSubmatch(text)
		if named == nil {
			t.Fatal("the contents have no page numbers")
		}
		for number, sheet := range strings.Split(text, "\f") {
			if strings.HasPrefix(sheet, "Definitioner och källor") && strconv.Itoa(number+1) != named[1] {
				t.Errorf("the contents lead to page %s, the definitions stand on %d", named[1], number+1)
			}
		}
	}
}

func TestAShortAnalysisHasNoContentsAndNoTablesBesideDrawings(t *testing.T) {
	needBrowser(t)
	server := newServer(t, nil)
	answer := get(t, server, "/export/hjartsvikt.pdf?blad=dashboard&form=kort")
	text, _ := pdfText(t, answer.body)
	if !strings.Contains(text, "Kort analys") || strings.Contains(text, "Innehåll") {
		t.Errorf("the text begins %.300q", text)
	}
	if !strings.Contains(answer.header.Get("Content-Disposition"), `filename="hjartsvikt-dashboard-2025-12-31.pdf"`) {
		t.Errorf("the file is named %s", answer.header.Get("Content-Disposition"))
	}
}
