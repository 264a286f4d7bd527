package dashboards_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
)

// watched serves the small region and returns how many lines the access log has got since the last call.
func watched(t testing.TB) (*dashboards.Server, func() []string) {
	t.Helper()
	folder := t.TempDir()
	gate, err := access.Open(folder, access.Loopback)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { gate.Close() })
	seen := 0
	return newServer(t, func(o *dashboards.Options) { o.Access = gate }), func() []string {
		text, err := os.ReadFile(filepath.Join(folder, "log", "access.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		if len(text) == 0 {
			lines = nil
		}
		fresh := lines[seen:]
		seen = len(lines)
		return fresh
	}
}

func TestEachOpeningIsOneLine(t *testing.T) {
	server, lines := watched(t)
	address := listen(t, server)
	tag := get(t, server, "/hjartsvikt/detalj-patient").header.Get("ETag")
	if len(lines()) != 1 || tag == "" {
		t.Fatal("the sheet is no single opening")
	}
	for _, c := range []struct {
		way     string
		path    string
		headers []string
		status  int
		lines   int
	}{
		{"a page", "/hjartsvikt/detalj-patient?kon=K", nil, 200, 1},
		{"a page of two selections", "/hjartsvikt/detalj-patient?a.kon=K&b.kon=M", nil, 200, 1},
		{"the next page of a table", "/hjartsvikt/detalj-patient?sida=2", nil, 200, 1},
		{"a page that the reader has", "/hjartsvikt/detalj-patient", []string{"If-None-Match", tag}, 304, 1},
		{"a search", "/kpp/fallista?sok=hylte", nil, 200, 1},
		{"an analysis", "/api/v1/analyses/hjartsvikt/detalj_patient.json", nil, 200, 1},
		{"an analysis as a workbook", "/api/v1/analyses/kpp/fallista.xlsx", nil, 200, 1},
		{"a file", "/export/kpp.csv?blad=fallista", nil, 200, 1},
		{"a file for each value", "/export/hjartsvikt.csv?blad=detalj-patient&per=kon", nil, 200, 1},
		{"a file of two guarded sheets", "/export/hjartsvikt.csv?blad=detalj-patient&blad=detalj-vardkontakter", nil, 200, 2},
		{"an open sheet", "/hjartsvikt/slutenvard", nil, 200, 0},
		{"what a measure means", "/om/hjartsvikt/detalj_patient", nil, 200, 0},
		{"all sheets that need no right", "/export/hjartsvikt.csv", nil, 200, 0},
		{"a selection that does not exist", "/hjartsvikt/detalj-patient?kon=X", nil, 400, 0},
		{"a format that does not exist", "/export/kpp.docx?blad=fallista", nil, 404, 0},
		{"a sheet that does not exist", "/export/kpp.csv?blad=fallistan", nil, 404, 0},
		{"fetched in advance", "/hjartsvikt/detalj-patient", []string{"Sec-Purpose", "prefetch;prerender"}, 403, 0},
		{"fetched in advance by an older browser", "/kpp/fallista", []string{"Purpose", "prefetch"}, 403, 0},
		{"another site", "/kpp/fallista", []string{"Sec-Fetch-Site", "cross-site"}, 403, 0},
		{"another host", "/kpp/fallista", []string{"Host", "evil.example"}, 403, 0},
	} {
		answer := get(t, server, c.path, c.headers...)
		if found := lines(); answer.status != c.status || len(found) != c.lines {
			t.Errorf("%s: %d with %d lines, want %d with %d\n%s", c.way, answer.status, len(found), c.status, c.lines, strings.Join(found, "\n"))
		}
	}
	head, err := http.Head("http://" + address + "/hjartsvikt/detalj-patient")
	if err != nil {
		t.Fatal(err)
	}
	head.Body.Close()
	if found := lines(); head.StatusCode != 200 || len(found) != 1 {
		t.Errorf("HEAD: %d with %d lines", head.StatusCode, len(found))
	}
	started := post(t, server, "/export/jobb/hjartsvikt.csv?blad=detalj-patient&per=kon")
	done := over(t, server, started.header.Get("Location"))
	for range 2 {
		if file := get(t, server, done.File); file.status != 200 {
			t.Errorf("the job's file answers %d", file.status)
		}
	}
	if found := lines(); done.State != "done" || len(found) != 1 || !strings.Contains(found[0], `"/hjartsvikt/detalj-patient"`) {
		t.Errorf("an export in its turn: %s with %d lines", done.State, len(found))
	}
	if other := get(t, server, done.File, "Sec-Fetch-Site", "cross-site"); other.status != 403 {
		t.Errorf("the job's file is given to another site: %d", other.status)
	}
}

func TestRowsAreNotOpenedByOtherSites(t *testing.T) {
	server, lines := watched(t)
	address := listen(t, server)
	own := "http://" + address
	for _, path := range guardedPaths {
		lines()
		for _, headers := range [][]string{
			{"Sec-Fetch-Site: cross-site"}, {"Sec-Fetch-Site: same-site"}, {"Sec-Fetch-Site: something-new"}, {"Origin: http://evil.example"}, {"Origin: null"}, {"Origin: https://" + address},
			{"Origin: http://127.0.0.1:1"}, {"Referer: http://evil.example/"}, {"Referer: http://evil.example/?" + own}, {"Referer: " + own + ".evil.example/"}, {"Referer: http://x@evil.example/"},
			{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"}, {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"},
			{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Sec-Fetch-User: ?1"}, {"Sec-Fetch-Site: cross-site", "Sec-Purpose: prefetch"},
			{"Sec-Fetch-Site: same-origin", "Origin: http://evil.example"}, {"Sec-Fetch-Site: cross-site", "Origin: " + own}, {"Sec-Purpose: prefetch"},
		} {
			answer := send(t, address, append([]string{"GET " + path + " HTTP/1.1", "Host: " + address}, headers...)...)
			if found := lines(); !refused(answer) || len(found) > 0 {
				t.Errorf("%s with %v: %d, %d lines", path, headers, answer.status, len(found))
			}
		}
	}
	for _, headers := range [][]string{nil, {"Sec-Fetch-Site: none"}, {"Sec-Fetch-Site: same-origin", "Referer: " + own + "/hjartsvikt/dashboard"}, {"Origin: " + own}} {
		if answer := send(t, address, append([]string{"GET /kpp/fallista HTTP/1.1", "Host: " + address}, headers...)...); answer.status != 200 {
			t.Errorf("%v: %d, want the sheet", headers, answer.status)
		}
	}
	if open := send(t, address, "GET /hjartsvikt/slutenvard HTTP/1.1", "Host: "+address, "Sec-Fetch-Site: cross-site", "Referer: http://intranet.example/"); open.status != 200 {
		t.Errorf("a link to an open sheet: %d", open.status)
	}
}

func TestAnUnknownSavedAnalysisIsRefusedAtOnce(t *testing.T) {
	d := newDesk(t, nil)
	for range 3 { // the queue is busy
		post(t, d.server, "/export/jobb/hjartsvikt.csv?per=kommun")
	}
	for path, says := range map[string]string{
		"/export/analyser/finns-inte.pptx": "finns-inte", "/export/analyser/finns-inte.csv?del=2": "finns-inte", "/export/analyser/..%2Fcurrent.csv": "finns inte", "/export/analyser/x.docx": "docx",
	} {
		if answer := get(t, d.server, path); answer.status != 404 || !strings.Contains(answer.body, says) {
			t.Errorf("%s: %d", path, answer.status)
		}
	}
	for _, path := range []string{"/export/jobb/analyser/finns-inte.pptx", "/export/jobb/finns-inte.csv", "/export/jobb/kpp.csv?blad=finns-inte", "/export/jobb/kpp.docx"} {
		if answer := post(t, d.server, path); answer.status != 404 {
			t.Errorf("%s: %d", path, answer.status)
		}
	}
}
