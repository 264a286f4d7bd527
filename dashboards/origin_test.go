package dashboards_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"klarsyn/dashboards"
)

// listen serves on a port of its own and returns its address.
func listen(t testing.TB, server *dashboards.Server) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	address := listener.Addr().String()
	send(t, address, "GET /healthz HTTP/1.1", "Host: "+address) // it has begun to accept
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return address
}

// send writes a request as it stands, line by line, and reads the answer. One that is no answer, or none at all, is a refusal: 400.
func send(t testing.TB, address string, lines ...string) answer {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, strings.Join(append(lines, "Connection: close"), "\r\n")+"\r\n\r\n"); err != nil {
		return answer{status: http.StatusBadRequest}
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return answer{status: http.StatusBadRequest}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{status: http.StatusBadRequest}
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// guardedPaths are the ways to rows about single persons.
var guardedPaths = []string{
	"/hjartsvikt/detalj-patient", "/hjartsvikt/detalj-vardkontakter", "/kpp/fallista",
	"/api/v1/analyses/hjartsvikt/detalj_patient.json", "/api/v1/analyses/hjartsvikt/detalj_kontakt.csv", "/api/v1/analyses/kpp/fallista.arrow",
	"/export/hjartsvikt.csv?blad=detalj-patient", "/export/kpp.xlsx?blad=fallista",
}

// refused reports whether an answer is a refusal and no more.
func refused(a answer) bool {
	return a.status == http.StatusForbidden && !strings.Contains(a.body, "Pseudonym") && !strings.Contains(a.body, "patient_id") && len(a.body) < 20_000
}

func TestOnlyTheRealHostHeaderOpensRows(t *testing.T) {
	address := listen(t, newServer(t, nil))
	_, port, _ := strings.Cut(address, ":")
	for _, path := range guardedPaths {
		if own := send(t, address, "GET "+path+" HTTP/1.1", "Host: "+address); own.status != 200 {
			t.Errorf("%s: the own host gets %d", path, own.status)
		}
		if rebound := send(t, address, "GET "+path+" HTTP/1.1", "Host: evil.example:"+port); !refused(rebound) {
			t.Errorf("%s: a name that was made to resolve here gets %d", path, rebound.status)
		}
	}
	const path = "/hjartsvikt/detalj-patient"
	for _, name := range []string{address, "127.0.0.1"} {
		for _, header := range []string{
			"X-Forwarded-Host: %s", "X-Forwarded-Host: %s, evil.example", "x-forwarded-host: %s", "X-Forwarded-Server: %s", "X-Forwarded-For: %s", "X-Forwarded-Proto: http",
			"X-Forwarded-Protocol: http", "X-Forwarded-Ssl: off", "X-Url-Scheme: http", "X-Forwarded: host=%s", "Forwarded: host=%s", `Forwarded: for=127.0.0.1;host="%s";proto=http`,
			"X-Host: %s", "X-Original-Host: %s", "X-HTTP-Host-Override: %s", "X-Original-URL: http://%s" + path, "X-Rewrite-URL: http://%s" + path, "X-Original-URL: " + path,
			"X-Real-IP: 127.0.0.1", "X-Client-IP: 127.0.0.1", "True-Client-IP: 127.0.0.1", "CF-Connecting-IP: 127.0.0.1", "X-ProxyUser-Ip: 127.0.0.1", "Via: 1.1 %s",
			"X-HTTP-Method-Override: GET", "X-Method-Override: GET", "Origin: http://%s", "Referer: http://%s/", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Host : %s",
		} {
			if strings.Contains(header, "%s") {
				header = fmt.Sprintf(header, name)
			}
			answer := send(t, address, "GET "+path+" HTTP/1.1", "Host: evil.example", header)
			if answer.status != http.StatusBadRequest && !refused(answer) { // 400: what is no header at all
				t.Errorf("%s opens the rows to a foreign name: %d", header, answer.status)
			}
		}
	}
	for _, request := range [][]string{
		{"GET http://" + address + path + " HTTP/1.1", "Host: evil.example"},
		{"GET http://evil.example" + path + " HTTP/1.1", "Host: " + address},
		{"GET https://" + address + path + " HTTP/1.1", "Host: evil.example"},
		{"GET //" + address + path + "?sok=:// HTTP/1.1", "Host: evil.example"},
		{"GET x://" + address + path + " HTTP/1.1", "Host: evil.example"},
		{"GET http://" + address + path + " HTTP/1.1"},
		{"GET " + path + " HTTP/1.1", "Host: evil.example", "Host: " + address},
		{"GET " + path + " HTTP/1.1", "Host: " + address, "Host: evil.example"},
		{"GET " + path + " HTTP/1.1", "Host: " + address, "host:" + address},
		{"POST " + path + " HTTP/1.1", "Host: evil.example", "X-HTTP-Method-Override: GET", "Content-Length: 0"},
		{"GET " + path + " HTTP/1.1"}, {"GET " + path + " HTTP/1.0"}, {"GET " + path + " HTTP/1.1", "Host:"},
	} {
		if answer := send(t, address, request...); answer.status != http.StatusBadRequest && !refused(answer) {
			t.Errorf("%q: %d", request, answer.status)
		}
	}
	for host, opens := range map[string]bool{
		"127.0.0.1": true, "localhost": true, "LocalHost:" + port: true, "localhost:1": true, "[::1]": true, "[::1]:" + port: true, "127.0.0.2:80": true,
		"evil.example": false, "127.0.0.1.evil.example": false, "localhost.evil.example": false, "evil.example:127": false, "localhost.": false, "127.0.0.1.": false, "127.0.0.1.:80": false,
		"x@127.0.0.1": false, "127.0.0.1@evil.example": false, "evil.example#127.0.0.1": false, "evil.example?127.0.0.1": false, "evil.example/127.0.0.1": false,
		"127.1": false, "2130706433": false, "0x7f000001": false, "0x7f.0.0.1": false, "0177.0.0.1": false, "127.0.0.01": false, "0.0.0.0": false, "0": false, "10.0.0.1": false,
		"[::]": false, "[::ffff:127.0.0.1]": false, "[::ffff:7f00:1]": false, "::1": false, "[::1": false, "[::1%25lo]": false, "[0:0:0:0:0:0:0:1]": false, "[fe80::1]": false,
		"localhost:": false, "localhost:x": false, "localhost:80:80": false, "localhost:99999": false, "localhost,evil.example": false, "localhost evil.example": false,
		"%6cocalhost": false, "localhost%00.evil.example": false, "ⓛocalhost": false, "localhost:+80": false,
	} {
		answer := send(t, address, "GET "+path+" HTTP/1.1", "Host: "+host)
		if opened := answer.status == 200; opened != opens || !opened && answer.status != http.StatusBadRequest && !refused(answer) {
			t.Errorf("Host %q: %d", host, answer.status)
		}
	}
}
