package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestATableHasALinePerRowAndKeepsCellsWithinTheirBars(t *testing.T) {
	r := report{machine: "2 cores of Test", day: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), rows: []row{
		{what: "load", size: "9.6 M rows", measured: "20 s / 21 s", bare: "10 s / 11 s", ratio: 2, budget: "≤ 2.5 ×", verdict: met},
		{what: "a|b", measured: "two\nlines", budget: "none", verdict: missed},
	}}
	want := "Measured 2026-11-22 on 2 cores of Test.\n\n" +
		"| what | size | measured | bare DuckDB | ratio | budget | met |\n|---|---|---|---|---|---|---|\n" +
		"| load | 9.6 M rows | 20 s / 21 s | 10 s / 11 s | 2.00 | ≤ 2.5 × | yes |\n" +
		`| a\|b | – | two lines | – | – | none | no |` + "\n"
	if got := r.markdown(); got != want {
		t.Errorf("wrote\n%s\nwant\n%s", got, want)
	}
}

func TestOnlyWhatStandsBetweenTheMarkersIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "README.md")
	document := "# Before\n\n<!-- bench:begin -->\nold\ntable\n<!-- bench:end -->\n\nafter\n"
	if err := os.WriteFile(path, []byte(document), 0o644); err != nil {
		t.Fatal(err)
	}
	r := report{machine: "m", rows: []row{{what: "new", verdict: met}}}
	for range 2 { // the second time replaces the first
		if err := r.writeTo(path); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	if !strings.HasPrefix(got, "# Before\n\n<!-- bench:begin -->\nMeasured") || !strings.HasSuffix(got, "|\n<!-- bench:end -->\n\nafter\n") ||
		strings.Contains(got, "old") || strings.Count(got, "| new |") != 1 {
		t.Errorf("the file became\n%s", got)
	}
}

func TestAFileWithoutBothMarkersInOrderIsLeftAsItIs(t *testing.T) {
	for _, document := range []string{"", beginMark, endMark, endMark + beginMark} {
		if got, err := between(document, "table"); err == nil {
			t.Errorf("%q became %q", document, got)
		}
	}
}

func TestAMeasureThatFailsIsALineAndTheNextIsTaken(t *testing.T) {
	b := newBench(t.TempDir(), smokeSizes, io.Discard)
	rows := runAll(t.Context(), b, []measure{
		{"broken", func(context.Context, *bench) ([]row, error) {
			return []row{{what: "first half", verdict: met}}, errors.New("no\nroom")
		}},
		{"slow", func(context.Context, *bench) ([]row, error) { return []row{{what: "slow", verdict: missed}}, nil }},
	})
	r := report{rows: rows}
	text := r.markdown()
	for _, line := range []string{
		"| first half | – | – | – | – | – | yes |\n", "| broken | – | could not be measured: no room | – | – | – | failed |\n", "| slow | – | – | – | – | – | no |\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("%q is missing in\n%s", line, text)
		}
	}
	if passed, failed := r.count(); passed != 1 || failed != 2 {
		t.Errorf("%d passed, %d failed; want 1 and 2", passed, failed)
	}
	r.smoke = true // a missed budget passes, a failure does not
	if passed, failed := r.count(); passed != 2 || failed != 1 {
		t.Errorf("smoke: %d passed, %d failed; want 2 and 1", passed, failed)
	}
}

func TestAnUnknownMeasureIsRefusedByName(t *testing.T) {
	if _, err := choose([]string{"walk", "run"}); err == nil || !strings.Contains(err.Error(), "--only run") {
		t.Errorf("got %v", err)
	}
	chosen, err := choose([]string{"walk", "demo"})
	if err != nil || names(chosen) != "demo, walk" {
		t.Errorf("chose %s, %v; want the program's order", names(chosen), err)
	}
}

func TestTimesAreWrittenWithMedianAndP95(t *testing.T) {
	var hundred times
	for i := range 101 {
		hundred = append(hundred, time.Duration(100-i)*time.Millisecond) // 0 to 100 ms, falling
	}
	for _, one := range []struct {
		times times
		want  string
	}{
		{hundred, "50 ms / 95 ms"},
		{times{1234 * time.Microsecond}, "1.23 ms"},
		{times{2 * time.Second, 4 * time.Second}, "3.00 s / 3.90 s"}, // 95 % of the way from 2 to 4
		{times{75 * time.Second}, "75 s"},
	} {
		if got := one.times.String(); got != one.want {
			t.Errorf("wrote %s, want %s", got, one.want)
		}
	}
	for n, want := range map[int64]string{9_999: "9999", 21_400: "21 k", 9_626_493: "9.6 M"} {
		if got := million(n); got != want {
			t.Errorf("%d is written %s, want %s", n, got, want)
		}
	}
}
