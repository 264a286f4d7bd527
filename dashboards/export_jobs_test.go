package dashboards_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"klarsyn/dashboards"
)

func post(t testing.TB, server *dashboards.Server, path string, headers ...string) answer {
	t.Helper()
	request := httptest.NewRequest(http.MethodPost, path, nil)
	request.Host = "127.0.0.1:8080"
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
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

// followed is an export as the page's script sees it.
type followed struct{ Title, State, Words, Address, Cancel, File string }

func follow(t testing.TB, answer answer) followed {
	t.Helper()
	var seen followed
	if err := json.Unmarshal([]byte(answer.body), &seen); err != nil {
		t.Fatalf("%d %.300s: %v", answer.status, answer.body, err)
	}
	return seen
}

// over waits until nothing more happens to an export.
func over(t testing.TB, server *dashboards.Server, address string) followed {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if seen := follow(t, get(t, server, address, "Accept", "application/json")); seen.Cancel == "" {
			return seen
		}
	}
	t.Fatalf("%s is not over", address)
	return followed{}
}

func TestALongExportGivesTheFileThatItsAddressGives(t *testing.T) {
	server := newServer(t, nil)
	for _, wish := range []string{"hjartsvikt.csv?per=kommun&blad=dashboard&kon=K", "hjartsvikt.pdf?blad=slutenvard&form=kort&motor=enkel"} {
		started := post(t, server, "/export/jobb/"+wish)
		if started.status != 303 || !strings.HasPrefix(started.header.Get("Location"), "/export/jobb/") {
			t.Fatalf("%d %v", started.status, started.header)
		}
		done := over(t, server, started.header.Get("Location"))
		file, direct := get(t, server, done.File), get(t, server, "/export/"+wish)
		if done.State != "done" || file.status != 200 || file.header.Get("Content-Type") != direct.header.Get("Content-Type") {
			t.Fatalf("%+v: %d %v", done, file.status, file.header)
		}
		if name := file.header.Get("Content-Disposition"); !strings.HasPrefix(name, `attachment; filename="hjartsvikt-`) || !strings.HasSuffix(direct.header.Get("Content-Disposition"), strings.TrimPrefix(name, "attachment;")) {
			t.Errorf("the file is named %s, directly %s", name, direct.header.Get("Content-Disposition"))
		}
		if strings.HasSuffix(wish, "kon=K") && file.body != direct.body {
			t.Errorf("%s: %d bytes, directly %d", wish, len(file.body), len(direct.body))
		}
		if again := get(t, server, done.File); again.body != file.body {
			t.Error("the file cannot be fetched again")
		}
		page := get(t, server, started.header.Get("Location")).body
		if !strings.Contains(page, `content="0; url=`+done.File+`"`) || !strings.Contains(page, "Klar: hjartsvikt-") {
			t.Errorf("the page does not lead to the file: %.500s", page)
		}
	}
}

func TestACancelledExportLeavesNothing(t *testing.T) {
	server := newServer(t, nil)
	first := follow(t, post(t, server, "/export/jobb/hjartsvikt.pdf?motor=enkel", "Accept", "application/json"))
	second := follow(t, post(t, server, "/export/jobb/hjartsvikt.pdf?motor=enkel&kon=K", "Accept", "application/json"))
	if first.Title != "Process Hjärtsvikt, alla blad, PDF" || second.State != "waiting" || second.Words != "Väntar på sin tur, 1 före." {
		t.Errorf("%+v %+v", first, second)
	}
	waiting := get(t, server, second.Address)
	if !strings.Contains(waiting.body, `<noscript><meta http-equiv="refresh" content="4"></noscript>`) || waiting.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the waiting page does not reload: %v", waiting.header)
	}
	for _, each := range []followed{second, first} {
		if ended := post(t, server, each.Cancel); ended.status != 303 {
			t.Errorf("%d", ended.status)
		}
		if seen := over(t, server, each.Address); seen.State != "cancelled" || seen.File != "" || seen.Words != "Avbruten. Ingen fil är skriven." {
			t.Errorf("%+v", seen)
		}
		if file := get(t, server, each.Address+"/fil"); file.status != 303 {
			t.Errorf("a file is there: %d", file.status)
		}
	}
	// Its place is free, also for those who wait for the answer itself.
	if direct := get(t, server, "/export/hjartsvikt.pdf?blad=slutenvard&form=kort&motor=enkel"); direct.status != 200 {
		t.Errorf("%d", direct.status)
	}
}

func TestExportsThatCannotBeMadeAreRefusedAtOnce(t *testing.T) {
	server := newServer(t, nil)
	for _, c := range []struct {
		path    string
		headers []string
		status  int
		says    string
	}{
		{"/export/jobb/hjartsvikt.pdf?blad=finns-inte", nil, 404, "finns-inte"},
		{"/export/jobb/hjartsvikt.docx", nil, 404, "docx"},
		{"/export/jobb/hjartsvikt.pdf?kon=X", nil, 400, "X"},
		{"/export/jobb/hjartsvikt.pdf", []string{"Origin", "https://annan.example"}, 403, "annan webbplats"},
		{"/export/jobb/hjartsvikt.pdf", []string{"Sec-Fetch-Site", "cross-site"}, 403, "annan webbplats"},
		{"/export/jobb/0123/avbryt", []string{"Origin", "https://annan.example"}, 403, "annan webbplats"},
	} {
		if refused := post(t, server, c.path, c.headers...); refused.status != c.status || !strings.Contains(refused.body, c.says) {
			t.Errorf("%s: %d %.200s", c.path, refused.status, refused.body)
		}
	}
	for _, address := range []string{"/export/jobb/0123", "/export/jobb/0123/fil"} {
		if unknown := get(t, server, address); unknown.status != 404 || !strings.Contains(unknown.body, "finns inte längre") {
			t.Errorf("%s: %d", address, unknown.status)
		}
	}
	var last answer
	var addresses []followed
	for range 9 {
		last = post(t, server, "/export/jobb/hjartsvikt.pdf?motor=enkel", "Accept", "application/json", "Origin", "http://127.0.0.1:8080", "Sec-Fetch-Site", "same-origin")
		if last.status == 202 {
			addresses = append(addresses, follow(t, last))
		}
	}
	if len(addresses) != 8 || last.status != 503 || !strings.Contains(last.body, "8 exporter väntar redan") {
		t.Errorf("%d are taken, the last %d %.300s", len(addresses), last.status, last.body)
	}
	running := 0
	for _, each := range addresses {
		if seen := follow(t, get(t, server, each.Address, "Accept", "application/json")); seen.State == "running" {
			running++
		}
	}
	if running > 1 {
		t.Errorf("%d run at the same time", running)
	}
	for _, each := range addresses {
		post(t, server, each.Cancel)
	}
}

func TestAnExportThatFailsSaysWhyInPlainSwedish(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	server := newServer(t, nil)
	failed := over(t, server, follow(t, post(t, server, "/export/jobb/hjartsvikt.pdf?blad=slutenvard&motor=chromium", "Accept", "application/json")).Address)
	if failed.State != "failed" || !strings.HasPrefix(failed.Words, "Det gick inte. En taggad PDF kan inte skrivas här") {
		t.Errorf("%+v", failed)
	}
}
