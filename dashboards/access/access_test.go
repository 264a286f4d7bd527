package access

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestEveryUseOfARightIsOneAppendedLine(t *testing.T) {
	data := t.TempDir()
	for range 2 { // a second start appends to the same log
		gate, err := Open(data, Loopback)
		if err != nil {
			t.Fatal(err)
		}
		gate.now = func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) }
		if err := gate.Use("", "/hjartsvikt/dashboard", "", "s1"); err != nil {
			t.Fatal(err)
		}
		if err := gate.Use(Detail, "/hjartsvikt/detalj-patient", "ar=2025", "s1"); err != nil {
			t.Fatal(err)
		}
		if err := gate.Close(); err != nil {
			t.Fatal(err)
		}
	}
	content, err := os.ReadFile(filepath.Join(data, "log", "access.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	if len(lines) != 2 {
		t.Fatalf("log has %d lines, want one for each of the two openings with a right", len(lines))
	}
	var opening Opening
	if err := json.Unmarshal([]byte(lines[1]), &opening); err != nil {
		t.Fatal(err)
	}
	want := Opening{At: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC), Mode: Loopback, Reader: "lokal", Right: Detail,
		Sheet: "/hjartsvikt/detalj-patient", Selection: "ar=2025", Snapshot: "s1"}
	if opening != want {
		t.Errorf("logged %+v, want %+v", opening, want)
	}
}

func TestAnUnknownRightIsRefusedAndAnUnwrittenLineIsAnError(t *testing.T) {
	gate, err := Open(t.TempDir(), Loopback)
	if err != nil {
		t.Fatal(err)
	}
	if err := gate.Use("administration", "/x", "", "s1"); !errors.Is(err, ErrRefused) {
		t.Errorf("unknown right gave %v, want ErrRefused", err)
	}
	gate.log.Close()
	if err := gate.Use(Detail, "/x", "", "s1"); err == nil || errors.Is(err, ErrRefused) {
		t.Errorf("a log that cannot be written gave %v, want another error than ErrRefused", err)
	}
}
