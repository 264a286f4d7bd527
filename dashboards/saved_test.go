package dashboards_test

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
	"klarsyn/dashboards/saved"
)

// A desk is a server that saves analyses, and what a browser keeps of it.
type desk struct {
	t      testing.TB
	server *dashboards.Server
	store  *saved.Store
	data   string
	cookie string
}

func newDesk(t testing.TB, change func(*dashboards.Options)) *desk {
	t.Helper()
	d := &desk{t: t, data: t.TempDir()}
	d.store = saved.At(d.data)
	gate, err := access.Open(d.data, access.Loopback)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { gate.Close() })
	d.server = newServer(t, func(o *dashboards.Options) {
		o.Saved, o.Access = d.store, gate
		if change != nil {
			change(o)
		}
	})
	return d
}

// save saves an analysis as a writer of files would.
func (d *desk) save(title string, parts ...saved.Part) saved.File {
	d.t.Helper()
	file, err := d.store.Create(saved.Analysis{Title: title, Form: saved.Short, Period: saved.Chosen, Parts: parts})
	if err != nil {
		d.t.Fatal(err)
	}
	return file
}

var (
	tokenField   = regexp.MustCompile(`name="token" value="([0-9a-f]+)"`)
	versionField = regexp.MustCompile(`name="version" value="([0-9a-f]*)"`)
)

// open gets a page and keeps its cookie, and returns its token and version.
func (d *desk) open(path string) (body, token, version string) {
	d.t.Helper()
	page := get(d.t, d.server, path, "Cookie", d.cookie)
	if page.status != 200 {
		d.t.Fatalf("%s: %d %.300s", path, page.status, page.body)
	}
	d.cookie, _, _ = strings.Cut(page.header.Get("Set-Cookie"), ";")
	if found := tokenField.FindStringSubmatch(page.body); found != nil {
		token = found[1]
	}
	if found := versionField.FindStringSubmatch(page.body); found != nil {
		version = found[1]
	}
	return page.body, token, version
}

// post sends a form as a browser on the page does; headers come in pairs and replace what it would send.
func (d *desk) post(path string, values url.Values, headers ...string) answer {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	request.Host = "127.0.0.1:8080"
	for _, pair := range [][2]string{{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", "http://127.0.0.1:8080"}, {"Sec-Fetch-Site", "same-origin"}, {"Cookie", d.cookie}} {
		request.Header.Set(pair[0], pair[1])
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Del(headers[i])
		if headers[i+1] != "" {
			request.Header.Set(headers[i], headers[i+1])
		}
	}
	response, err := d.server.App().Test(request, 60_000)
	if err != nil {
		d.t.Fatalf("%s: %v", path, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// filled is the form of an analysis with a title and one text.
func filled(token, version, title string, more ...string) url.Values {
	return values(append([]string{"token", token, "version", version, "rubrik", title, "publikationsform", "kort_analys", "period", "vald", "del.0.rubrik", "", "del.0.text", "En text", "gor", "spara"}, more...)...)
}

func TestAFormIsSavedReadChangedRemovedAndBroughtBack(t *testing.T) {
	d := newDesk(t, nil)
	if body, _, _ := d.open("/analyser"); !strings.Contains(body, "Inga sparade analyser än.") {
		t.Error("the empty list does not say so")
	}
	_, token, version := d.open("/analyser/ny")
	saves := d.post("/analyser/ny", filled(token, version, "Ytterfall & <annat>", "bakgrund", "**Fet**", "fragestallningar", "Ett?\r\n\r\nTvå?", "ansvarig", "Åsa"))
	if saves.status != 303 || saves.header.Get("Location") != "/analyser/ytterfall-annat?gjort=sparad" {
		t.Fatalf("%d to %s: %.300s", saves.status, saves.header.Get("Location"), saves.body)
	}
	body, _, _ := d.open(saves.header.Get("Location"))
	for _, want := range []string{"Ytterfall &amp; &lt;annat&gt;", "<b>Fet</b>", "<li>Ett?</li><li>Två?</li>", "Åsa", "En text", "Analysen är sparad."} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	_, token, version = d.open("/analyser/ytterfall-annat/andra")
	if changed := d.post("/analyser/ytterfall-annat/andra", filled(token, version, "Nytt namn")); changed.status != 303 {
		t.Fatalf("%d %.300s", changed.status, changed.body)
	}
	if file, err := d.store.Read("ytterfall-annat"); err != nil || file.Title != "Nytt namn" || file.Background != "" {
		t.Errorf("%v %+v", err, file)
	}
	removed := d.post("/analyser/ytterfall-annat/ta-bort", values("token", token))
	if removed.status != 303 {
		t.Fatalf("%d %.300s", removed.status, removed.body)
	}
	list, token, _ := d.open(removed.header.Get("Location"))
	if !strings.Contains(list, `action="/analyser/ytterfall-annat/aterstall"`) {
		t.Error("nothing to undo the removal with")
	}
	if gone := get(t, d.server, "/analyser/ytterfall-annat"); gone.status != 404 {
		t.Errorf("a removed analysis answers %d", gone.status)
	}
	back := d.post("/analyser/ytterfall-annat/aterstall", values("token", token))
	if back.status != 303 || get(t, d.server, back.header.Get("Location")).status != 200 {
		t.Errorf("%d to %s", back.status, back.header.Get("Location"))
	}
	if twice := d.post("/analyser/ytterfall-annat/aterstall", values("token", token)); twice.status != 404 {
		t.Errorf("brought back twice: %d", twice.status)
	}
	log, err := os.ReadFile(filepath.Join(d.data, "log", "access.jsonl"))
	if err != nil || strings.Count(string(log), `"right":"andra-analys"`) != 5 || strings.Contains(string(log), "Nytt namn") {
		t.Errorf("%v: the log holds\n%s", err, log)
	}
}

func TestAFormThatAnotherSiteSendsChangesNothing(t *testing.T) {
	d := newDesk(t, nil)
	file := d.save("Rubrik", saved.Part{Text: "Hej"})
	_, token, version := d.open("/analyser/rubrik/andra")
	change := filled(token, version, "Ändrad")
	for _, c := range []struct {
		name    string
		values  url.Values
		headers []string
		status  int
	}{
		{"from another origin", change, []string{"Origin", "https://ond.se"}, 403},
		{"from another port", change, []string{"Origin", "http://127.0.0.1:9999"}, 403},
		{"from a page without an origin", change, []string{"Origin", "null"}, 403},
		{"across sites", change, []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"from another service on this machine", change, []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"without a token", filled("", version, "Ändrad"), nil, 403},
		{"with another's token", filled(strings.Repeat("0", 64), version, "Ändrad"), nil, 403},
		{"without the cookie", change, []string{"Cookie", ""}, 403},
		{"as text, which needs no leave", change, []string{"Content-Type", "text/plain"}, 415},
	} {
		for _, path := range []string{"/analyser/rubrik/andra", "/analyser/rubrik/ta-bort"} {
			if got := d.post(path, c.values, c.headers...); got.status != c.status {
				t.Errorf("%s, %s: %d, want %d", c.name, path, got.status, c.status)
			}
		}
	}
	if now, err := d.store.Read("rubrik"); err != nil || now.Version != file.Version {
		t.Errorf("%v: changed to %+v", err, now)
	}
	// What was written is kept when the service has been restarted and the token is old.
	if old := d.post("/analyser/rubrik/andra", filled("00", version, "Mycket arbete")); !strings.Contains(old.body, `value="Mycket arbete"`) || !strings.Contains(old.body, "tryck på Spara igen") {
		t.Errorf("an old token loses what was written: %.300s", old.body)
	}
	// A program without an origin, with the token, may.
	if script := d.post("/analyser/rubrik/andra", change, "Origin", "", "Sec-Fetch-Site", ""); script.status != 303 {
		t.Errorf("without an origin: %d", script.status)
	}
}

func TestAChangeInBetweenIsShownAndWhatIsWrittenIsKept(t *testing.T) {
	d := newDesk(t, nil)
	file := d.save("Rubrik", saved.Part{Text: "Hej"})
	_, token, version := d.open("/analyser/rubrik/andra")
	theirs := file.Analysis
	theirs.Purpose = "Den andras syfte"
	if _, err := d.store.Replace(file.ID, file.Version, theirs); err != nil {
		t.Fatal(err)
	}
	told := d.post("/analyser/rubrik/andra", filled(token, version, "Min rubrik"))
	if told.status != 409 {
		t.Fatalf("%d %.300s", told.status, told.body)
	}
	for _, want := range []string{`value="Min rubrik"`, "Den andras syfte", "sparats av någon annan"} {
		if !strings.Contains(told.body, want) {
			t.Errorf("the form lacks %q", want)
		}
	}
	if now, _ := d.store.Read("rubrik"); now.Purpose != "Den andras syfte" || now.Title != "Rubrik" {
		t.Errorf("the file was overwritten: %+v", now)
	}
	// Once told, saving replaces it.
	newer := versionField.FindStringSubmatch(told.body)[1]
	if again := d.post("/analyser/rubrik/andra", filled(token, newer, "Min rubrik")); again.status != 303 {
		t.Errorf("saved after having been told: %d", again.status)
	}
	// Removed in between: it becomes a new one.
	if err := d.store.Remove("rubrik"); err != nil {
		t.Fatal(err)
	}
	if gone := d.post("/analyser/rubrik/andra", filled(token, newer, "Min rubrik")); gone.status != 409 || !strings.Contains(gone.body, `action="/analyser/ny"`) {
		t.Errorf("removed in between: %d %.300s", gone.status, gone.body)
	}
}

func TestButtonsOfTheFormMoveRemoveAndAddPartsWithoutSaving(t *testing.T) {
	d := newDesk(t, nil)
	d.save("Rubrik", saved.Part{Text: "Ett"}, saved.Part{Text: "Två"}, saved.Part{Text: "Tre"})
	_, token, version := d.open("/analyser/rubrik/andra")
	order := regexp.MustCompile(`name="del\.\d+\.text" value="([^"]*)"|name="del\.\d+\.text"[^>]*>\n?([^<]*)<`)
	three := func(act string, more ...string) string {
		v := filled(token, version, "Rubrik", append([]string{"del.0.text", "Ett", "del.1.rubrik", "", "del.1.text", "Två", "del.2.rubrik", "", "del.2.text", "Tre", "gor", act}, more...)...)
		page := d.post("/analyser/rubrik/andra", v)
		if page.status != 200 {
			t.Fatalf("%s: %d %.300s", act, page.status, page.body)
		}
		var found []string
		for _, one := range order.FindAllStringSubmatch(page.body, -1) {
			found = append(found, strings.TrimSpace(one[1]+one[2]))
		}
		return strings.Join(found, " ") + fmt.Sprint(" ", strings.Count(page.body, `name="del.1.borttagen"`))
	}
	for _, c := range []struct {
		act, want string
		more      []string
	}{
		{"upp:del-1", "Två Ett Tre 0", nil}, {"ner:del-1", "Ett Tre Två 0", nil}, {"upp:del-0", "Ett Två Tre 0", nil}, {"ner:del-2", "Ett Två Tre 0", nil},
		{"text", "Ett Två Tre  0", nil}, {"bort:del-1", "Ett Två Tre 1", nil}, {"ater:del-1", "Ett Två Tre 0", []string{"del.1.borttagen", "1"}},
		{"upp:del-9", "Ett Två Tre 0", nil}, {"upp:..", "Ett Två Tre 0", nil}, {"okänd", "Ett Två Tre 0", nil},
	} {
		if got := three(c.act, c.more...); got != c.want {
			t.Errorf("%s: %q, want %q", c.act, got, c.want)
		}
	}
	if now, _ := d.store.Read("rubrik"); now.Version != version {
		t.Error("a button that moves has saved")
	}
	// What is taken away is gone once it is saved.
	v := filled(token, version, "Rubrik", "del.0.text", "Ett", "del.1.rubrik", "", "del.1.text", "Två", "del.1.borttagen", "1", "del.2.rubrik", "", "del.2.text", "Tre")
	if answer := d.post("/analyser/rubrik/andra", v); answer.status != 303 {
		t.Fatalf("%d %.300s", answer.status, answer.body)
	}
	if now, _ := d.store.Read("rubrik"); len(now.Parts) != 2 || now.Parts[1].Text != "Tre" {
		t.Errorf("kept %+v", now.Parts)
	}
}

func TestFaultsStandBesideTheirFieldsAndNothingIsSaved(t *testing.T) {
	d := newDesk(t, nil)
	_, token, _ := d.open("/analyser/ny")
	for _, c := range []struct {
		name  string
		more  []string
		field string // id of the field that the list of faults leads to
		says  string
	}{
		{"no title", []string{"rubrik", " "}, "rubrik", "Skriv en rubrik."},
		{"no form", []string{"publikationsform", ""}, "form", "Välj analysrapport"},
		{"a period that does not exist", []string{"period", "alltid"}, "period", "Välj vald"},
		{"a snapshot that does not exist", []string{"period", "last:20200101T000000Z-00000000"}, "period", "finns inte kvar"},
		{"an empty part", []string{"del.0.text", " "}, "del.0.text", "Skriv en text"},
		{"a figure that does not exist", []string{"del.0.figur", "hjartsvikt/dashboard/finns-inte"}, "del-0", "finns-inte"},
		{"a value that does not exist", []string{"del.0.blad", "hjartsvikt/dashboard", "del.0.urval", "kon=X"}, "del-0", "X"},
		{"a guarded sheet", []string{"del.0.blad", "hjartsvikt/detalj-patient"}, "del-0", "Uppgifter om enskilda kan inte sparas"},
		{"two periods under a rolling one", []string{"period", "senaste_hela_aret", "del.0.blad", "hjartsvikt/dashboard", "del.0.urval", "a.ar=2025&b.ar=2024"}, "del-0", "jämför två perioder"},
	} {
		page := d.post("/analyser/ny", filled(token, "", "Rubrik", c.more...))
		if page.status != 422 || !strings.Contains(page.body, `href="#`+c.field+`"`) || !strings.Contains(html.UnescapeString(page.body), c.says) || !strings.Contains(page.body, `id="`+c.field+`"`) {
			t.Errorf("%s: %d, leads to %s: %v", c.name, page.status, c.field, regexp.MustCompile(`(?s)id="fel".*?</section>`).FindString(page.body))
		}
	}
	if list, err := d.store.List(); err != nil || len(list) > 0 {
		t.Errorf("%v: saved %d", err, len(list))
	}
}

func TestASheetOrPanelIsSavedWithItsWholeSelection(t *testing.T) {
	d := newDesk(t, nil)
	sheet := get(t, d.server, "/hjartsvikt/dashboard?kon=K").body
	links := regexp.MustCompile(`href="(/analyser/spara\?[^"]+)"`).FindAllStringSubmatch(sheet, -1)
	panels := strings.Count(sheet, " data-panel")
	if len(links) != panels+1 {
		t.Fatalf("%d links to save for %d panels and a sheet", len(links), panels)
	}
	if guarded := get(t, d.server, "/hjartsvikt/detalj-patient").body; strings.Contains(guarded, "/analyser/spara") {
		t.Error("a guarded sheet can be saved")
	}
	first := html.UnescapeString(links[0][1])
	if !strings.Contains(first, "blad=hjartsvikt%2Fdashboard&ar=2025&kon=K&boende=egen") && !strings.Contains(first, "ar=2025") {
		t.Errorf("the sheet's address lacks its defaults: %s", first)
	}
	fields := func(page string) url.Values {
		v := url.Values{}
		for _, field := range regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`).FindAllStringSubmatch(page, -1) {
			v.Set(field[1], html.UnescapeString(field[2]))
		}
		return v
	}
	page, _, _ := d.open(html.UnescapeString(links[1][1]))
	v := fields(page)
	if refused := d.post("/analyser/spara", v); refused.status != 422 || !strings.Contains(refused.body, "Skriv en rubrik.") {
		t.Errorf("a new analysis without a title: %d", refused.status)
	}
	v.Set("rubrik", "Kvinnor")
	v.Set("egen", "Min rubrik")
	made := d.post("/analyser/spara", v)
	if made.status != 303 || !strings.HasPrefix(made.header.Get("Location"), "/analyser/kvinnor?gjort=tillagd#del-1") {
		t.Fatalf("%d to %s %.300s", made.status, made.header.Get("Location"), made.body)
	}
	page, _, _ = d.open(first)
	v = fields(page)
	v.Set("i", "kvinnor")
	if added := d.post("/analyser/spara", v); added.status != 303 {
		t.Fatalf("%d %.300s", added.status, added.body)
	}
	file, err := d.store.Read("kvinnor")
	if err != nil || len(file.Parts) != 2 || file.Parts[0].Heading != "Min rubrik" || file.Parts[0].Figure == "" || file.Parts[1].Sheet != "hjartsvikt/dashboard" || !strings.Contains(file.Parts[1].Query, "ar=2025") {
		t.Fatalf("%v %+v", err, file.Parts)
	}
	// The figures are those of the sheet: the same tables under the same selection.
	shown := get(t, d.server, "/analyser/kvinnor").body
	cells := tableText.FindAllStringSubmatch(sheet, -1)
	if len(cells) < 50 {
		t.Fatalf("the sheet has %d cells", len(cells))
	}
	for _, cell := range cells {
		if !strings.Contains(shown, cell[0]) {
			t.Errorf("the cell %q of the sheet is not in the analysis", cell[0])
		}
	}
	if strings.Contains(shown, "data-select") || strings.Contains(shown, "/api/v1/") {
		t.Error("a figure of the analysis leads out of it")
	}
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(shown, -1) {
		if ids[id[1]] {
			t.Errorf("the id %s stands twice", id[1])
		}
		ids[id[1]] = true
	}
	// Adding to an analysis that compares periods in a rolling period keeps the part's own.
	rolling := file.Analysis
	rolling.Period = saved.LatestYear
	if _, err := d.store.Replace("kvinnor", file.Version, rolling); err != nil {
		t.Fatal(err)
	}
	page, _, _ = d.open("/analyser/spara?blad=hjartsvikt/dashboard&a.ar=2025&b.ar=2024")
	v = fields(page)
	v.Set("i", "kvinnor")
	if added := d.post("/analyser/spara", v); added.status != 303 {
		t.Fatalf("%d %.300s", added.status, added.body)
	}
	if file, _ = d.store.Read("kvinnor"); file.Parts[2].Period != saved.Chosen {
		t.Errorf("the part would be rolled: %+v", file.Parts[2])
	}
}

func TestWhatAnAnalysisSaysIsNeverMarkup(t *testing.T) {
	d := newDesk(t, nil)
	const evil = `"><script>alert(1)</script>`
	file, err := d.store.Create(saved.Analysis{Title: evil, Background: evil + "\n\n[k](javascript:alert(1))", Purpose: "<img src=x onerror=alert(1)>", Benefit: "<div>\n<script>x</script>\n</div>", Questions: []string{evil},
		Responsible: evil, Form: saved.Short, Period: saved.Chosen, Parts: []saved.Part{{Heading: evil, Text: evil}, {Heading: evil, Text: evil, Figure: "hjartsvikt/dashboard/behandling"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/analyser", "/analyser/" + file.ID, "/analyser/" + file.ID + "/andra", "/analyser/spara?blad=hjartsvikt/dashboard", "/analyser?borttagen=" + url.QueryEscape(evil), "/analyser/ny?x=" + url.QueryEscape(evil)} {
		page := get(t, d.server, path)
		if page.status != 200 {
			t.Fatalf("%s: %d", path, page.status)
		}
		for _, bad := range []string{"<script>alert", "<script>x", "<img src=x", `href="javascript:`} {
			if strings.Contains(page.body, bad) {
				t.Errorf("%s holds %q", path, bad)
			}
		}
	}
}

func TestTheListSortsAndTellsOfFilesThatCannotBeRead(t *testing.T) {
	d := newDesk(t, nil)
	for _, title := range []string{"Öl", "Alfa", "Zebra", "Åska"} {
		d.save(title)
	}
	if err := os.WriteFile(filepath.Join(d.data, "saved", "trasig.yaml"), []byte("rubrik: ["), 0o600); err != nil {
		t.Fatal(err)
	}
	title := regexp.MustCompile(`<th scope="row"><a href="/analyser/[^"]+">([^<]+)</a>`)
	for query, want := range map[string]string{"?sortera=rubrik": "Alfa Zebra Åska Öl trasig", "?sortera=-rubrik": "Öl Åska Zebra Alfa trasig"} {
		var found []string
		for _, one := range title.FindAllStringSubmatch(get(t, d.server, "/analyser"+query).body, -1) {
			found = append(found, one[1])
		}
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	for path, status := range map[string]int{"/analyser?sortera=farg": 400, "/analyser/trasig": 422, "/analyser/finns-inte": 404, "/analyser/finns-inte/andra": 404, "/analyser/..%2f..%2fetc": 404, "/export/analyser/finns-inte.pptx": 404,
		"/export/analyser/alfa.pptx?ar=2025": 400, "/export/analyser/alfa.pptx?del=7": 404, "/export/analyser/alfa.docx": 404, "/analyser/spara": 400, "/analyser/spara?blad=hjartsvikt": 400, "/analyser/spara?figur=hjartsvikt/dashboard/nej": 400} {
		if got := get(t, d.server, path); got.status != status {
			t.Errorf("%s: %d, want %d", path, got.status, status)
		}
	}
}

func TestTheStartPageLeadsToWhatWasSavedLast(t *testing.T) {
	d := newDesk(t, nil)
	if start := get(t, d.server, "/").body; !strings.Contains(start, "Inga sparade analyser än.") {
		t.Error("the start page does not say that nothing is saved")
	}
	file := d.save("Ytterfall <i>2025</i>")
	start := get(t, d.server, "/").body
	if !strings.Contains(start, `<a href="/analyser/`+file.ID+`">Ytterfall &lt;i&gt;2025&lt;/i&gt;</a>`) || !strings.Contains(start, `<a href="/analyser">Sparade analyser</a>`) {
		t.Error("the start page does not link the analysis and the list")
	}
}

func TestWhereNothingIsSavedNothingOffersIt(t *testing.T) {
	off := newServer(t, nil)
	if got := get(t, off, "/analyser"); got.status != 404 || strings.Contains(get(t, off, "/").body, "Sparade analyser") {
		t.Errorf("where nothing is saved: %d", got.status)
	}
}
