package dashboards_test

import (
	"context"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"testing"
	"time"
)

// freePort opens a free port of this machine.
func freePort(t testing.TB) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

func TestAServerThatIsStoppedBeforeItAcceptsReturns(t *testing.T) {
	server := newServer(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	listener := freePort(t)
	if err := server.Serve(ctx, listener); err != nil {
		t.Error(err)
	}
	if conn, err := net.Dial("tcp", listener.Addr().String()); err == nil {
		conn.Close()
		t.Error("it still accepts")
	}
}

// Serve is stopped before, while and after Fiber begins to accept; where it does not return, the test does not end.
func TestAServerCanBeStoppedAtAnyInstant(t *testing.T) {
	server := newServer(t, nil)
	random := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Duration(random.Int64N(int64(400*time.Microsecond))), cancel)
		if err := server.Serve(ctx, freePort(t)); err != nil {
			t.Fatal(err)
		}
	}
}

// held tells that a request has begun and keeps it until it may proceed.
func held[C any](handler func(C), begun chan<- bool, proceed <-chan bool) func(C) {
	return func(c C) {
		begun <- true
		<-proceed
		handler(c)
	}
}

func TestABegunRequestIsAnsweredBeforeAServerStops(t *testing.T) {
	server := newServer(t, nil)
	begun, proceed := make(chan bool), make(chan bool)
	server.App().Server().Handler = held(server.App().Handler(), begun, proceed)
	ctx, cancel := context.WithCancel(t.Context())
	listener, ended := freePort(t), make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	answered := make(chan string, 1)
	go func() {
		answer, err := http.Get("http://" + listener.Addr().String() + "/healthz")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer answer.Body.Close()
		body, _ := io.ReadAll(answer.Body)
		answered <- string(body)
	}()
	<-begun
	cancel()
	for { // until the port is closed
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			break
		}
		conn.Close()
	}
	close(proceed)
	if body := <-answered; body != "ok\n" {
		t.Errorf("the answer is %q", body)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
