package typeset

import (
	"fmt"
	"html/template"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"klarsyn/dashboards/pages"
	"klarsyn/fixtures/needs"
)

// sheets are the texts of a report's pages.
func sheets(t testing.TB, report pages.Report) []string {
	t.Helper()
	file, err := PDF(report)
	if err != nil {
		t.Fatal(err)
	}
	needs.Poppler(t)
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// tableOf has a naming column and so many columns of numbers.
func tableOf(columns, rows int) *pages.Table {
	table := &pages.Table{Columns: []pages.Heading{{Label: "Sjukhus"}}}
	for c := range columns {
		table.Columns = append(table.Columns, pages.Heading{Label: fmt.Sprintf("Mått%d", c+1), Unit: "kr", Number: true})
	}
	for r := range rows {
		cells := []pages.Cell{{Text: fmt.Sprintf("Östra%d", r+1)}}
		for c := range columns {
			cells = append(cells, pages.Cell{Text: fmt.Sprintf("%d\u00a0%03d\u00a0kr", 100+c, r), Class: "num"})
		}
		table.Rows = append(table.Rows, pages.TableRow{Cells: cells})
	}
	return table
}

func reportOf(figures ...pages.ReportFigure) pages.Report {
	return pages.Report{Title: "Åderförkalkning", Selection: "År 2025", Period: "2025", Link: "/hjartsvikt", Kind: "Analysrapport", Source: "Klarsyn, ögonblicksbild 1",
		Legend: []string{"<5: undertryckt."}, Sections: []pages.ReportSection{{ID: "del-1", Title: "Första bladet", Figures: figures}}}
}

func TestALongTableHasItsHeadingsOnEveryPageAndAWideOneItsNames(t *testing.T) {
	all := sheets(t, reportOf(pages.ReportFigure{ID: "figur-1", Heading: "Lång", Sides: []pages.ReportSide{{Table: tableOf(3, 120)}}}))
	rows := 0
	for number, sheet := range all {
		if strings.Contains(sheet, "Östra") {
			if !strings.Contains(sheet, "Mått3") {
				t.Errorf("page %d has rows without headings", number+1)
			}
			rows += strings.Count(sheet, "Östra")
		}
		if !strings.Contains(sheet, fmt.Sprintf("sida %d av %d", number+1, len(all))) || !strings.Contains(sheet, "ögonblicksbild 1") || !strings.Contains(sheet, "År 2025") {
			t.Errorf("page %d has the foot %q", number+1, sheet[max(0, len(sheet)-200):])
		}
	}
	if rows != 120 || len(all) < 5 {
		t.Errorf("%d rows on %d pages", rows, len(all))
	}
	wide := strings.Join(sheets(t, reportOf(pages.ReportFigure{ID: "figur-1", Heading: "Bred", Sides: []pages.ReportSide{{Table: tableOf(30, 4)}}})), "\n")
	parts := regexp.MustCompile(`i (\d+) delar, del \d+`).FindAllStringSubmatch(wide, -1)
	if len(parts) < 2 || fmt.Sprint(len(parts)) != parts[0][1] || strings.Count(wide, "Östra4") != len(parts) {
		t.Errorf("parts %v, the last row is named %d times", parts, strings.Count(wide, "Östra4"))
	}
	for _, row := range tableOf(30, 4).Rows {
		for _, cell := range row.Cells[1:] {
			if !strings.Contains(strings.ReplaceAll(wide, "\u00a0", " "), strings.ReplaceAll(cell.Text, "\u00a0", " ")) {
				t.Errorf("%q is missing or broken", cell.Text)
			}
		}
	}
}

func TestTheContentsNameThePagesOnWhichPartsBegin(t *testing.T) {
	var figures []pages.ReportFigure
	for n := range 60 { // the contents need two pages
		figures = append(figures, pages.ReportFigure{ID: fmt.Sprintf("figur-%d", n+1), Heading: fmt.Sprintf("Fynd nummer %d.", n+1), Sides: []pages.ReportSide{{Table: tableOf(2, 9)}}})
	}
	all := sheets(t, reportOf(figures...))
	listed := 0
	for _, found := range regexp.MustCompile(`(Fynd nummer \d+\.)\s+(\d+)`).FindAllStringSubmatch(all[0]+all[1], -1) {
		listed++
		begins := slices.IndexFunc(all, func(sheet string) bool {
			return strings.Contains(sheet, found[1]) && strings.Contains(sheet, "Östra1")
		})
		if fmt.Sprint(begins+1) != found[2] {
			t.Errorf("%s is listed on page %s and stands on %d", found[1], found[2], begins+1)
		}
	}
	if listed != 60 {
		t.Errorf("%d figures are listed", listed)
	}
}

func TestTheFirstPageSaysThatTheFileIsUntaggedAndWhereToReadInstead(t *testing.T) {
	first := strings.Join(strings.Fields(sheets(t, reportOf())[0]), " ")
	if !strings.Contains(first, "inga taggar för skärmläsare") || !strings.Contains(first, "Excel- och CSV-filer: /hjartsvikt") {
		t.Errorf("the first page says %q", first)
	}
}

func TestALongAddressIsBrokenAfterItsSigns(t *testing.T) {
	p, err := layOut(reportOf(), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	rows := p.wrap("http://127.0.0.1:8080/hjartsvikt/dashboard?kommun=1380&kommun=1383&alder=75-84", body, 60)
	if len(rows) < 2 || strings.Join(rows, "") != "http://127.0.0.1:8080/hjartsvikt/dashboard?kommun=1380&kommun=1383&alder=75-84" {
		t.Fatalf("broken as %q", rows)
	}
	for _, row := range rows[:len(rows)-1] {
		if !strings.ContainsAny(row[len(row)-1:], "/&?=-_,.") || p.pdf.GetStringWidth(row) > 60 {
			t.Errorf("a row ends with %q", row)
		}
	}
}

func TestSentencesKeepTheirBoldPartsListsAndSpaces(t *testing.T) {
	list, err := parse(`<p>Den <b>31 dec</b> levde <b>6&nbsp;955</b>, fler &amp; äldre.<br>Ny rad</p><h4>Rubrik</h4><ol start="3"><li>tredje</li><li>fjärde</li></ol><ul><li>punkt</li></ul>`)
	if err != nil {
		t.Fatal(err)
	}
	var written []string
	for _, p := range list {
		line := p.mark
		for _, w := range p.words {
			text := w.text
			if w.bold {
				text = "*" + text + "*"
			}
			if w.spaced {
				text = " " + text
			}
			if w.broken {
				text = "/" + text
			}
			line += text
		}
		written = append(written, line)
	}
	want := []string{"Den *31* *dec* levde *6\u00a0955*, fler & äldre./Ny rad", "*Rubrik*", "3.tredje", "4.fjärde", "•punkt"}
	if !slices.Equal(written, want) {
		t.Errorf("read as\n%q, want\n%q", written, want)
	}
}

func TestTwoComparedSelectionsStandUnderTheirNames(t *testing.T) {
	report := reportOf(pages.ReportFigure{ID: "figur-1", Heading: "Jämfört", Sides: []pages.ReportSide{
		{Label: "A: Kvinnor", Window: "2025", Text: []template.HTML{"Det är <b>fler</b> nu."}, Table: tableOf(2, 2)}, {Label: "B: Män", Empty: "Inget finns i urvalet."}}})
	report.Sections[0].Choices = []pages.Chooser{{Heading: "Vilken regel?", Options: []pages.ChooserOption{{Label: "Egen", Chosen: true, About: "5 och 3 procent"}, {Label: "Nationell"}}}}
	report.Sections[0].Tiles = []pages.ReportTile{{Name: "Antal", Side: "A: Kvinnor", Value: "7"}, {Name: "Antal", Side: "B: Män", Value: "<5"}}
	all := strings.Join(strings.Fields(strings.Join(sheets(t, report), " ")), " ")
	for _, wanted := range []string{"A: Kvinnor 2025 Det är fler nu.", "B: Män Inget finns i urvalet.", "Egen (vald) 5 och 3 procent Nationell", "Antal Antal A: Kvinnor B: Män 7 <5"} {
		if !strings.Contains(all, wanted) {
			t.Errorf("%q is not in %s", wanted, all)
		}
	}
}

func TestASavedAnalysisBeginsWithItsPlan(t *testing.T) {
	report := reportOf(pages.ReportFigure{ID: "figur-1", Heading: "Fyndet", Sides: []pages.ReportSide{{Table: tableOf(2, 3)}}})
	report.Responsible = "Åsa Öberg"
	report.Plan = []pages.ReportSection{{ID: "syfte", Title: "Syfte", Prose: "<p>Att <b>förstå</b> ytterfall.</p>"}, {ID: "fragor", Title: "Frågeställningar", Prose: "<ul><li>Hur många?</li></ul>"}}
	report.Sections = append(report.Sections, pages.ReportSection{ID: "del-2", Prose: "<p>En text utan rubrik.</p>"})
	all := sheets(t, report)
	joined := strings.Join(strings.Fields(strings.Join(all, " ")), " ")
	for _, wanted := range []string{"Ansvarig Åsa Öberg", "Syfte 2 Frågeställningar 2 Första bladet 3", "Syfte Att förstå ytterfall. Frågeställningar • Hur många?", "En text utan rubrik."} {
		plainDots := regexp.MustCompile(`\s+`).ReplaceAllString(joined, " ")
		if !strings.Contains(plainDots, wanted) {
			t.Errorf("%q is not in %s", wanted, joined)
		}
	}
	if !strings.Contains(all[1], "Frågeställningar") || !strings.Contains(all[2], "En text utan rubrik.") {
		t.Error("the plan is one page, and the parts follow each other")
	}
}

func TestHostileTextsMakeAReportAllTheSame(t *testing.T) {
	for _, text := range []string{"a\x00b\x1b", "\ufffe\uffff", "🏥\u202e\u200b", strings.Repeat("Ordlöslång", 16) + "enhet", strings.Repeat("Kardiologiska mottagningen ", 6), "\xff", ""} {
		table := tableOf(3, 2)
		table.Rows[0].Cells[0].Text, table.Columns[1].Label = text, text
		report := reportOf(pages.ReportFigure{ID: "figur-1", Heading: text, Notes: []string{text}, Sides: []pages.ReportSide{{Window: text, Summary: text, Table: table}}})
		report.Title, report.Selection, report.Legend = text, text, []string{text}
		if all := strings.Join(sheets(t, report), "\n"); !strings.Contains(all, "Östra2") {
			t.Errorf("%q: the table's second row is not in the report", text)
		}
	}
}
