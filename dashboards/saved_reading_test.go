package dashboards_test

import (
	"archive/zip"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"klarsyn/analytics"
	"klarsyn/dashboards"
	"klarsyn/dashboards/saved"
	"klarsyn/fixtures/needs"
	"klarsyn/sql/duck"
)

// older is the small region as it was before its last year was delivered: nothing after 2024, under another name.
func older(t testing.TB, region string) string {
	t.Helper()
	content, err := os.ReadFile(region)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "20251114T051200Z-0badcafe.duckdb")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := duck.Open(t.Context(), duck.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{"UPDATE snapshot_info SET snapshot_id = '20251114T051200Z-0badcafe', cutoff_on = DATE '2025-10-31'",
		"DELETE FROM pathway_population WHERE person_no % 3 = 0", "CHECKPOINT"} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	return path
}

// people reads the number of persons of an analysis' only figure out of its CSV file.
func people(t testing.TB, d *desk, id string) string {
	t.Helper()
	file := get(t, d.server, "/export/analyser/"+id+".csv?dialekt=iso")
	lines := strings.Split(strings.TrimSpace(file.body), "\n")
	if file.status != 200 || len(lines) != 2 {
		t.Fatalf("%s: %d %.300s", id, file.status, file.body)
	}
	return lines[1]
}

func TestAPinnedAnalysisStaysARollingOneMovesAndAChosenOneFollowsItsYear(t *testing.T) {
	region, err := snapshotFile()
	if err != nil {
		t.Fatal(err)
	}
	before := older(t, region)
	service, err := analytics.Open(t.Context(), analytics.Options{Path: before, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { service.Close() })
	kept := map[string]string{"20251114T051200Z-0badcafe": before}
	d := newDesk(t, func(o *dashboards.Options) {
		o.Service = service
		o.Snapshot = func(id string) (string, bool) { path, found := kept[id]; return path, found }
	})
	part := saved.Part{Analysis: "hjartsvikt/population", Query: "ar=2024&boende=egen&avliden=nej"}
	make := func(title string, period saved.Period, snapshot string) {
		if _, err := d.store.Create(saved.Analysis{Title: title, Form: saved.Report, Period: period, Snapshot: snapshot, Parts: []saved.Part{part}}); err != nil {
			t.Fatal(err)
		}
	}
	make("Låst", saved.Chosen, "20251114T051200Z-0badcafe")
	make("Rullande", saved.LatestYear, "")
	make("Vald", saved.Chosen, "")
	pinned, rolling, chosen := people(t, d, "last"), people(t, d, "rullande"), people(t, d, "vald")
	if pinned != rolling || pinned != chosen || !strings.HasPrefix(pinned, "2024-12-31,") {
		t.Fatalf("before the second delivery: %s, %s, %s", pinned, rolling, chosen)
	}
	page := get(t, d.server, "/analyser/last").body

	if err := service.Use(t.Context(), region); err != nil { // the second delivery
		t.Fatal(err)
	}
	if now := people(t, d, "last"); now != pinned {
		t.Errorf("the pinned analysis went from %s to %s", pinned, now)
	}
	if now := people(t, d, "rullande"); !strings.HasPrefix(now, "2025-12-31,") {
		t.Errorf("the rolling analysis stayed: %s", now)
	}
	if now := people(t, d, "vald"); now == chosen || !strings.HasPrefix(now, "2024-12-31,") {
		t.Errorf("the chosen year went from %s to %s", chosen, now)
	}
	again := get(t, d.server, "/analyser/last").body
	cells := tableText.FindAllString(page, -1)
	if len(cells) < 4 || strings.Join(cells, "") != strings.Join(tableText.FindAllString(again, -1), "") {
		t.Errorf("the pinned page has other cells now: %v", cells)
	}
	for _, want := range []string{"Låst till ögonblicksbilden 20251114T051200Z-0badcafe från 14 nov 2025", "2025-10"} {
		if !strings.Contains(again, want) {
			t.Errorf("the pinned page lacks %q", want)
		}
	}
	deck := get(t, d.server, "/export/analyser/rullande.pptx")
	if deck.status != 200 || !strings.Contains(deck.header.Get("Content-Disposition"), `rullande-2026-10-31.pptx`) {
		t.Errorf("%d %s", deck.status, deck.header.Get("Content-Disposition"))
	}
	if text := slideText(t, deck.body); !strings.Contains(text, "rullande period, senaste hela året: 2025") {
		t.Error("the footer does not name the rolling period")
	}
	if text := slideText(t, get(t, d.server, "/export/analyser/last.pptx").body); !strings.Contains(text, "ögonblicksbild 20251114T051200Z-0badcafe") {
		t.Error("the footer does not name the snapshot")
	}

	// The snapshot is pruned by hand: the plan is still there, and it is told what to do.
	delete(kept, "20251114T051200Z-0badcafe")
	gone := get(t, d.server, "/analyser/last")
	if gone.status != 200 || !strings.Contains(gone.body, "som inte finns kvar") || !strings.Contains(gone.body, "lägg tillbaka filen") {
		t.Errorf("%d %.200s", gone.status, gone.body)
	}
	if file := get(t, d.server, "/export/analyser/last.xlsx"); file.status != 410 {
		t.Errorf("a file of it: %d", file.status)
	}
	if form := get(t, d.server, "/analyser/last/andra"); form.status != 200 || !strings.Contains(form.body, "Låst till nuvarande ögonblicksbild") {
		t.Errorf("its form: %d", form.status)
	}
	_, found, err := d.server.CheckSaved(t.Context())
	if err != nil || len(found) != 1 || found[0].Key != "ogonblicksbild" || found[0].Line == 0 {
		t.Errorf("%v %v", err, found)
	}
}

func TestCheckTellsWhatNoLongerFitsWithFileLineAndKey(t *testing.T) {
	d := newDesk(t, nil)
	d.save("Hel", saved.Part{Sheet: "hjartsvikt/dashboard", Query: "ar=2025"})
	d.save("Gammal", saved.Part{Text: "x"}, saved.Part{Analysis: "hjartsvikt/finns_inte"}, saved.Part{Figure: "hjartsvikt/dashboard/behandling", Query: "kommun=9999"}, saved.Part{Sheet: "hjartsvikt/bortagen"}, saved.Part{Sheet: "nej/nej"})
	if err := os.WriteFile(filepath.Join(d.data, "saved", "trasig.yaml"), []byte("schema: 1\nfarg: blå\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	count, found, err := d.server.CheckSaved(t.Context())
	if err != nil || count != 3 {
		t.Fatalf("%v: %d", err, count)
	}
	var list []string
	for _, one := range found {
		list = append(list, one.String())
	}
	all := strings.Join(list, "\n")
	for _, want := range []string{`saved/gammal.yaml:9: delar[1].analys: Analysen ”hjartsvikt/finns_inte” finns inte längre.`, "delar[2].urval: ”9999”", "delar[3].blad: Process Hjärtsvikt har inte längre något blad", "delar[4].blad: Området ”nej”", `saved/trasig.yaml: rad 2: nyckeln "farg" finns inte`} {
		if !strings.Contains(all, want) {
			t.Errorf("not told: %s\nin\n%s", want, all)
		}
	}
	if len(found) != 5 {
		t.Errorf("%d are told:\n%s", len(found), all)
	}
	// On the page the other parts stand.
	page := get(t, d.server, "/analyser/gammal")
	if page.status != 200 || strings.Count(page.body, "Figuren kan inte visas.") != 4 {
		t.Errorf("%d, %d parts that cannot be shown", page.status, strings.Count(page.body, "Figuren kan inte visas."))
	}
	if deck := get(t, d.server, "/export/analyser/gammal.pptx"); deck.status != 200 || !strings.Contains(slideText(t, deck.body), "Figuren kan inte visas.") {
		t.Errorf("a deck of it: %d", deck.status)
	}
}

func TestEveryFormatOfASavedAnalysisHoldsWhatThePageShows(t *testing.T) {
	d := newDesk(t, nil)
	file, err := d.store.Create(saved.Analysis{Title: "Hjärtsvikt i regionen", Background: "Vården är *ojämn*.", Purpose: "Att se.", Benefit: "Rätt vård.", Questions: []string{"Var?"}, Responsible: "Åsa Öberg", Form: saved.Slides, Period: saved.Chosen,
		Parts: []saved.Part{{Heading: "Först", Text: "En **viktig** text."}, {Figure: "hjartsvikt/dashboard/behandling", Query: "ar=2025", Heading: "Min egen rubrik", Text: "Före figuren."}, {Sheet: "hjartsvikt/slutenvard", Query: "a.kon=K&b.kon=M&ar=2025"}}})
	if err != nil {
		t.Fatal(err)
	}
	text := slideText(t, get(t, d.server, "/export/analyser/"+file.ID+".pptx").body)
	for _, want := range []string{"Hjärtsvikt i regionen", "Analysresultat (PPT-bilder)", "Åsa Öberg", "ojämn", "Att se.", "Rätt vård.", "Var?", "Sammanfattning", "Först", "viktig", "Min egen rubrik", "Före figuren.", "Definitioner", "Källor", "A: Kön Kvinna"} {
		if !strings.Contains(text, want) {
			t.Errorf("the deck lacks %q", want)
		}
	}
	one := slideText(t, get(t, d.server, "/export/analyser/"+file.ID+".pptx?del=2").body)
	if !strings.Contains(one, "Min egen rubrik") || strings.Contains(one, "Åsa Öberg") || strings.Contains(one, "viktig") {
		t.Error("a part's own file holds other than the part")
	}
	// The part's rows are the API's, number for number, suppressed cells among them.
	for _, query := range []string{"ar=2025", "ar=2025&kommun=1315&alder=0-49"} {
		small, err := d.store.Create(saved.Analysis{Title: "Liten", Form: saved.Short, Period: saved.Chosen, Parts: []saved.Part{{Figure: "hjartsvikt/dashboard/behandling", Query: query}}})
		if err != nil {
			t.Fatal(err)
		}
		wanted := get(t, d.server, "/api/v1/analyses/hjartsvikt/behandling.csv?dialekt=iso&"+query).body
		if got := get(t, d.server, "/export/analyser/"+small.ID+".csv?del=1&dialekt=iso").body; got != wanted || strings.Count(got, "\n") < 5 {
			t.Errorf("%s: the file holds\n%s\nthe API answers\n%s", query, got, wanted)
		}
	}
	for _, format := range []string{"xlsx", "csv", "parquet", "json"} {
		if got := get(t, d.server, "/export/analyser/"+file.ID+"."+format); got.status != 200 || len(got.body) < 100 {
			t.Errorf("%s: %d, %d bytes", format, got.status, len(got.body))
		}
	}
}

func TestAReportOfASavedAnalysisHasItsFormOfPublication(t *testing.T) {
	needs.Chromium(t)
	d := newDesk(t, nil)
	for form, want := range map[saved.Form]string{saved.Short: "Kort analys", saved.Report: "Innehåll"} {
		file, err := d.store.Create(saved.Analysis{Title: "Rapport " + form.Label(), Background: "Bakgrunden.", Questions: []string{"Frågan?"}, Responsible: "Åsa", Form: form, Period: saved.LatestYear,
			Parts: []saved.Part{{Heading: "Först", Text: "En text."}, {Figure: "hjartsvikt/dashboard/behandling", Query: "ar=2020"}}})
		if err != nil {
			t.Fatal(err)
		}
		answer := get(t, d.server, "/export/analyser/"+file.ID+".pdf")
		if answer.status != 200 {
			t.Fatalf("%d %.300s", answer.status, answer.body)
		}
		text, _ := pdfText(t, answer.body)
		for _, wanted := range []string{want, "Åsa", "Bakgrunden.", "Frågan?", "En text.", "rullande period, senaste hela året: 2025"} {
			if !strings.Contains(unspaced(text), unspaced(wanted)) {
				t.Errorf("%s: the report lacks %q", form, wanted)
			}
		}
	}
}

func TestNothingIsKeptOfAnAnalysisBetweenOpenings(t *testing.T) {
	d := newDesk(t, nil)
	file := d.save("Rubrik", saved.Part{Text: "Före"})
	if first := get(t, d.server, "/analyser/rubrik"); first.header.Get("Cache-Control") != "no-store" || !strings.Contains(first.body, "Före") {
		t.Errorf("cached as %q", first.header.Get("Cache-Control"))
	}
	next := file.Analysis
	next.Parts = []saved.Part{{Text: "Efter"}}
	if _, err := d.store.Replace("rubrik", file.Version, next); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(get(t, d.server, "/analyser/rubrik").body, "Efter") {
		t.Error("the page is the one before")
	}
}

// slideText is all that a deck's slides say.
func slideText(t testing.TB, deck string) string {
	t.Helper()
	packed, err := zip.NewReader(strings.NewReader(deck), int64(len(deck)))
	if err != nil {
		t.Fatalf("%v: %.200s", err, deck)
	}
	var text strings.Builder
	for _, file := range packed.File {
		if !strings.HasPrefix(file.Name, "ppt/slides/slide") {
			continue
		}
		part, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(content)
	}
	return html.UnescapeString(text.String())
}
