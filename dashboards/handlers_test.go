package dashboards_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
)

type answer struct {
	status int
	header http.Header
	body   string
}

func get(t testing.TB, server *dashboards.Server, path string, headers ...string) answer {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080/", nil)
	request.URL.Opaque = path // as sent, also when it cannot be parsed
	request.RequestURI = path
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
	}
	response, err := server.App().Test(request, 60_000)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

func TestWrongRequestsGetAStatusAndOneSwedishSentenceThatNamesThem(t *testing.T) {
	server := newServer(t, nil)
	for _, c := range []struct {
		path   string
		status int
		says   string
	}{
		{"/hjartsvikt/dashboard?kon=X", 400, "X"},
		{"/hjartsvikt/dashboard?farg=bl%C3%A5", 400, "farg"},
		{"/hjartsvikt/dashboard?ar=2024&manad=2025-01", 400, "månad"},
		{"/hjartsvikt/dashboard?aktiv=b", 400, "jämförelse"},
		{"/hjartsvikt/dashboard?a.kon=Q", 400, "Q"},
		{"/hjartsvikt/dashboard?sok=1", 400, "sok"},
		{"/hjartsvikt/detalj-patient?sortera=finns_inte", 200, "finns_inte"},
		{"/hjartsvikt/detalj-patient?sida=noll", 400, "noll"},
		{"/hjartsvikt/finns-inte", 404, "finns-inte"},
		{"/hjartsvikt/dashboard/finns-inte", 404, "finns-inte"},
		{"/finns-inte", 404, "finns-inte"},
		{"/om/hjartsvikt/finns-inte", 404, "finns-inte"},
		{"/?kon=K", 400, "kon=K"},
		{"/api/v1/analyses/hjartsvikt/finns-inte.json", 404, "finns-inte"},
		{"/api/v1/analyses/hjartsvikt/population.docx", 404, "docx"},
		{"/api/v1/analyses/hjartsvikt/population.json?kon=X", 400, "X"},
		{"/api/v1/analyses/hjartsvikt/population.csv?dialekt=fransk", 400, "fransk"},
		{"/api/v1/analyses/hjartsvikt/prevalens_kommun.svg?bredd=9", 400, "9"},
		{"/api/v1/analyses/hjartsvikt/prevalens_kommun.svg?tema=rosa", 400, "rosa"},
		{"/api/v1/analyses/hjartsvikt/population.json?tema=morkt", 400, "tema"},
		{"/export/hjartsvikt.docx", 404, "docx"},
		{"/export/finns-inte.csv", 404, "finns-inte"},
		{"/export/hjartsvikt.csv?blad=finns-inte", 404, "finns-inte"},
		{"/export/hjartsvikt.csv?per=ar", 400, "ar"},
		{"/export/hjartsvikt.csv?per=farg", 400, "farg"},
		{"/static/0000/js/app.js", 404, "Filen"},
	} {
		answer := get(t, server, c.path)
		if answer.status != c.status || !strings.Contains(answer.body, c.says) {
			t.Errorf("%s: %d, want %d and a sentence that names %q", c.path, answer.status, c.status, c.says)
		}
		if strings.Contains(answer.body, "goroutine ") || strings.Contains(answer.body, ".go:") {
			t.Errorf("%s shows a stack", c.path)
		}
	}
}

func TestAnswersCarryTheSecurityHeadersAndAreCachedByContent(t *testing.T) {
	server := newServer(t, nil)
	first := get(t, server, "/hjartsvikt/slutenvard")
	csp := first.header.Get("Content-Security-Policy")
	if first.status != 200 || !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Fatalf("%d with policy %q", first.status, csp)
	}
	if strings.Contains(first.body, " style=") || strings.Contains(first.body, " onclick=") {
		t.Error("the page holds inline style or script")
	}
	if control := first.header.Get("Cache-Control"); !strings.Contains(control, "private") {
		t.Errorf("Cache-Control is %q", control)
	}
	tag := first.header.Get("ETag")
	if again := get(t, server, "/hjartsvikt/slutenvard", "If-None-Match", tag); tag == "" || again.status != 304 || again.body != "" {
		t.Errorf("the same page again: %d with %d bytes for tag %q, want 304", again.status, len(again.body), tag)
	}
	if other := get(t, server, "/hjartsvikt/slutenvard?kon=K"); other.header.Get("ETag") == tag {
		t.Error("another selection has the same tag")
	}
	if foreign := get(t, server, "/hjartsvikt/slutenvard", "Host", "attacker.example"); foreign.status != 403 {
		t.Errorf("a foreign host name gets %d, want 403", foreign.status)
	}
}

func TestStaticFilesAreImmutableAndCompressed(t *testing.T) {
	server := newServer(t, nil)
	page := get(t, server, "/tillganglighet").body
	at := strings.Index(page, "/static/")
	path := page[at : at+strings.Index(page[at:], `"`)]
	base := path[:len("/static/")+16]
	for _, name := range []string{"/klarsyn.css", "/js/app.js", "/js/fmt.js"} {
		answer := get(t, server, base+name, "Accept-Encoding", "br")
		if answer.status != 200 || answer.header.Get("Content-Encoding") != "br" || !strings.Contains(answer.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", name, answer.status, answer.header)
		}
	}
}

func TestOtherMachinesCannotConnect(t *testing.T) {
	server := newServer(t, nil)
	for _, address := range []string{"0.0.0.0:0", ":0", "192.168.1.10:8080", "[::]:0", "exempel.se:80", "8080"} {
		if err := server.Listen(t.Context(), address); err == nil || !strings.Contains(err.Error(), "127.0.0.1") && !strings.Contains(err.Error(), "host:port") {
			t.Errorf("%s: %v, want a refusal that says what to use", address, err)
		}
	}
}

func TestEveryOpeningOfADetailSheetIsLogged(t *testing.T) {
	folder := t.TempDir()
	gate, err := access.Open(folder, access.Loopback)
	if err != nil {
		t.Fatal(err)
	}
	defer gate.Close()
	server := newServer(t, func(o *dashboards.Options) { o.Access = gate })
	if answer := get(t, server, "/hjartsvikt/detalj-patient?kon=K"); answer.status != 200 || !strings.Contains(answer.body, "Pseudonym") {
		t.Fatalf("detail sheet: %d", answer.status)
	}
	get(t, server, "/hjartsvikt/dashboard")
	get(t, server, "/api/v1/analyses/hjartsvikt/detalj_patient.csv?kon=K")
	log, err := os.ReadFile(filepath.Join(folder, "log", "access.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(log)), "\n")
	if len(lines) < 2 || !strings.Contains(lines[0], `"/hjartsvikt/detalj-patient"`) || !strings.Contains(lines[0], "kon=K") || !strings.Contains(string(log), "detalj_patient.csv") {
		t.Errorf("log is\n%s", log)
	}
	if strings.Contains(string(log), `"/hjartsvikt/dashboard"`) {
		t.Error("an open sheet is logged")
	}
}

func TestAFigureLeadsToTheCasesBehindItUnderTheSameSelection(t *testing.T) {
	server := newServer(t, nil)
	page := get(t, server, "/kpp/ytterfall?kon=K&regel=own")
	const address = "/kpp/fallista?kon=K&amp;fall=ytterfall&amp;regel=own"
	if page.status != 200 || !strings.Contains(page.body, `<a href="`+address+`"`) {
		t.Fatalf("%d, no link to %s", page.status, address)
	}
	if list := get(t, server, strings.ReplaceAll(address, "&amp;", "&")); list.status != 200 || !strings.Contains(list.body, "Varje visning loggas") {
		t.Errorf("the list answers %d", list.status)
	}
	if compared := get(t, server, "/kpp/ytterfall?a.kon=K&b.kon=M").body; strings.Contains(compared, "Visa fallen") {
		t.Error("beside two compared selections it is not said whose cases are shown")
	}
}

func TestALongTableIsSortedSearchedAndPaged(t *testing.T) {
	server := newServer(t, nil)
	first := get(t, server, "/hjartsvikt/detalj-patient?sortera=patient_id").body
	last := get(t, server, "/hjartsvikt/detalj-patient?sortera=-patient_id").body
	if first == last || !strings.Contains(first, `aria-sort="ascending"`) || !strings.Contains(last, `aria-sort="descending"`) {
		t.Error("sorting changes nothing")
	}
	if rows := strings.Count(first, `<th scope="row"`); rows != 50 {
		t.Errorf("a page has %d rows, want 50", rows)
	}
	found := get(t, server, "/hjartsvikt/detalj-patient?sok=hylte").body
	if rows := strings.Count(found, `<th scope="row"`); rows == 0 || rows != strings.Count(strings.ToLower(found), "<td>hylte</td>") {
		t.Errorf("search for hylte shows %d rows, %d of them in Hylte", rows, strings.Count(found, "<td>Hylte</td>"))
	}
}

func TestAFileHoldsWhatThePageShows(t *testing.T) {
	server := newServer(t, nil)
	iso := get(t, server, "/api/v1/analyses/hjartsvikt/population.csv?dialekt=iso")
	if !strings.HasPrefix(iso.body, "reference_date,persons,residents,") || !strings.Contains(iso.body, "\n2025-12-31,") {
		t.Errorf("iso file is %q", iso.body)
	}
	swedish := get(t, server, "/api/v1/analyses/hjartsvikt/population.csv")
	if !strings.HasPrefix(swedish.body, "\ufeff") || !strings.Contains(swedish.body, ";31 dec 2025") && !strings.Contains(swedish.body, "\n31 dec 2025;") {
		t.Errorf("Swedish file is %q", swedish.body)
	}
	var table struct {
		Rows [][]any `json:"rows"`
	}
	if err := json.Unmarshal([]byte(get(t, server, "/api/v1/analyses/hjartsvikt/population.json").body), &table); err != nil || len(table.Rows) != 1 {
		t.Errorf("json has %d rows, %v", len(table.Rows), err)
	}
	if svg := get(t, server, "/api/v1/analyses/hjartsvikt/prevalens_kommun.svg"); svg.status != 200 || !strings.Contains(svg.body, "Hylte") || !strings.HasPrefix(svg.body, "<svg") {
		t.Errorf("svg: %d %.200s", svg.status, svg.body)
	}
}

func TestAFigureThatFailsLeavesThePageStanding(t *testing.T) {
	server := newServer(t, func(o *dashboards.Options) { o.Timeout, o.Patient = time.Nanosecond, time.Minute })
	page := get(t, server, "/hjartsvikt/slutenvard")
	if page.status != 200 || !strings.Contains(page.body, "Figuren kunde inte räknas.") || !strings.Contains(page.body, "Felnummer <code>K-") || !strings.Contains(page.body, "Försök igen") {
		t.Errorf("%d: want a page whose figures say that they could not be computed, with a number", page.status)
	}
	if page.header.Get("ETag") != "" {
		t.Error("a page with faults may be kept")
	}
}

func FuzzAddressesNeverFail(f *testing.F) {
	server := newServer(f, nil)
	for _, seed := range []string{"", "kon=K", "kon=-K&ar=2024", "a.kon=K&b.kon=M&aktiv=b", "manad=2025-01&manad=2025-02", "%zz", "kommun=alla&kommun=1380", "=", "&&&", "ar=", "sok=%00", "kon=K;kon=M"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if strings.ContainsAny(query, "\r\n #") || strings.ContainsFunc(query, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Skip("no such request reaches the handler")
		}
		for _, path := range []string{"/om/hjartsvikt/population", "/api/v1/analyses/hjartsvikt/slutenvard.json", "/hjartsvikt/detalj-patient"} {
			if answer := get(t, server, path+"?"+query); answer.status >= 500 {
				t.Errorf("%s?%s: %d", path, query, answer.status)
			}
		}
	})
}

func TestAKeyWithOneValueIsOfferedAsRadioButtons(t *testing.T) {
	body := get(t, newServer(t, nil), "/kpp/oversikt?regel=own").body
	_, pane, _ := strings.Cut(body, `data-dim="regel"`)
	pane, _, _ = strings.Cut(pane, "</details>")
	if !strings.Contains(pane, `role="radiogroup"`) || strings.Count(pane, `role="radio"`) != 4 || strings.Count(pane, `aria-checked="true"`) != 1 {
		t.Errorf("the rule is not one of four radio buttons: %s", pane)
	}
	if strings.Contains(pane, "Välj alla") || strings.Contains(pane, "Vänd valet") || strings.Contains(pane, "data-not") {
		t.Error("a key that always has one value offers all, none or the opposite")
	}
	_, pane, _ = strings.Cut(body, `data-dim="vardform"`)
	pane, _, _ = strings.Cut(pane, "</details>")
	if !strings.Contains(pane, `role="checkbox"`) {
		t.Error("a key with any number of values is no longer a group of checkboxes")
	}
}
