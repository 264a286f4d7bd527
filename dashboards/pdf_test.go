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

	"klarsyn/dashboards"
	"klarsyn/fixtures/needs"
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
	needs.Poppler(t)
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

func TestAReportHoldsEveryCellOfItsSheetAndIsTaggedByABrowser(t *testing.T) {
	server := newServer(t, nil)
	t.Run("chromium", func(t *testing.T) {
		needs.Chromium(t)
		holdsEveryCell(t, server, "chromium", "yes", "Analysrapport")
	})
	t.Run("enkel", func(t *testing.T) {
		holdsEveryCell(t, server, "enkel", "no", "inga taggar för skärmläsare")
	})
}

// holdsEveryCell compares reports with their pages: the cells, and where the contents lead.
func holdsEveryCell(t *testing.T, server *dashboards.Server, engine, tagged, says string) {
	for _, query := range []string{"kon=K", "kommun=1315"} {
		answer := get(t, server, "/export/hjartsvikt.pdf?blad=slutenvard&motor="+engine+"&"+query)
		if answer.status != 200 || answer.header.Get("Content-Type") != "application/pdf" {
			t.Fatalf("%d %.300s", answer.status, answer.body)
		}
		text, info := pdfText(t, answer.body)
		if !regexp.MustCompile(`Tagged:\s+`+tagged).MatchString(info) || !strings.Contains(info, "(A4)") {
			t.Errorf("want an A4 file, tagged %s, got\n%s", tagged, info)
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
		for _, wanted := range []string{says, "Analysrapport", "Innehåll", "Definitioner och källor", "exempeldata", "undertryckt"} {
			if !strings.Contains(plain, unspaced(wanted)) {
				t.Errorf("%s: the file lacks %q", query, wanted)
			}
		}
		// The contents name the page that each part begins on.
		named := regexp.MustCompile(`Definitioner och källor[\s.]+(\d+)`).FindStringSubmatch(text)
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

// Two panels show the readmissions: the funnel, and the table of the same rows.
func TestATableThatSeveralFiguresDrawIsPrintedOnce(t *testing.T) {
	server := newServer(t, nil)
	for _, c := range []struct {
		query        string
		heads, refer int
	}{{"", 1, 1}, {"&form=kort", 1, 0}, {"&a.kon=K&b.kon=M", 2, 2}} {
		answer := get(t, server, "/export/hjartsvikt.pdf?blad=slutenvard&motor=enkel"+c.query)
		text, _ := pdfText(t, answer.body)
		plain := unspaced(text)
		if got := strings.Count(plain, unspaced("Tabellen finns vid figuren ”Återinskrivning per sjukhus i siffror”")); got != c.refer {
			t.Errorf("%q: %d references to the table, wanted %d", c.query, got, c.refer)
		}
		if got := strings.Count(plain, unspaced("Avlidna inom 30 dagar")); got != c.heads {
			t.Errorf("%q: the table's heading stands %d times, wanted %d", c.query, got, c.heads)
		}
	}
}

func TestAShortAnalysisHasNoContentsAndNoTablesBesideDrawings(t *testing.T) {
	server := newServer(t, nil)
	t.Run("chromium", func(t *testing.T) {
		needs.Chromium(t)
		isShort(t, server, "chromium")
	})
	t.Run("enkel", func(t *testing.T) { isShort(t, server, "enkel") })
}

func isShort(t *testing.T, server *dashboards.Server, engine string) {
	answer := get(t, server, "/export/hjartsvikt.pdf?blad=dashboard&form=kort&motor="+engine)
	text, _ := pdfText(t, answer.body)
	if !strings.Contains(text, "Kort analys") || strings.Contains(text, "Innehåll") {
		t.Errorf("the text begins %.300q", text)
	}
	if !strings.Contains(answer.header.Get("Content-Disposition"), `filename="hjartsvikt-dashboard-2025-12-31.pdf"`) {
		t.Errorf("the file is named %s", answer.header.Get("Content-Disposition"))
	}
}

func TestWithoutABrowserAReportIsPlainAndATaggedOneIsRefused(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	server := newServer(t, nil)
	answer := get(t, server, "/export/hjartsvikt.pdf?blad=slutenvard&form=kort")
	if answer.status != 200 || !strings.HasPrefix(answer.body, "%PDF") {
		t.Fatalf("%d %.300s", answer.status, answer.body)
	}
	if plain := get(t, server, "/export/hjartsvikt.pdf?blad=slutenvard&form=kort&motor=enkel"); len(plain.body) != len(answer.body) {
		t.Errorf("the report has %d bytes, the plain one %d", len(answer.body), len(plain.body))
	}
	if refused := get(t, server, "/export/hjartsvikt.pdf?blad=slutenvard&form=kort&motor=chromium"); refused.status != 501 || !strings.Contains(refused.body, "Chromium är inte installerat") {
		t.Errorf("%d %.300s", refused.status, refused.body)
	}
	if unknown := get(t, server, "/export/hjartsvikt.pdf?motor=word"); unknown.status != 400 || !strings.Contains(unknown.body, "Välj chromium eller enkel") {
		t.Errorf("%d", unknown.status)
	}
}

// A link from the file leads to the page that can be read with a screen reader.
func TestAPlainReportLinksItsAccessibleTwin(t *testing.T) {
	server := newServer(t, nil)
	answer := get(t, server, "/export/hjartsvikt.pdf?blad=slutenvard&form=kort&motor=enkel&kon=K")
	if !strings.Contains(answer.body, "/URI (http://127.0.0.1:8080/hjartsvikt/slutenvard?kon=K)") {
		t.Error("no link leads to the page")
	}
}

func TestEveryPageCanBeLaidOutWithoutABrowser(t *testing.T) {
	server := newServer(t, nil)
	for _, address := range []string{"/export/hjartsvikt.pdf?motor=enkel", "/export/kpp.pdf?motor=enkel", "/export/hjartsvikt.pdf?blad=utveckling&motor=enkel&a.kon=K&b.kon=M", "/api/v1/analyses/hjartsvikt/population.pdf?motor=enkel"} {
		if answer := get(t, server, address); answer.status != 200 || !strings.HasPrefix(answer.body, "%PDF") {
			t.Errorf("%s: %d %.300s", address, answer.status, answer.body)
		}
	}
}
