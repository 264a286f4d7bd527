package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"klarsyn/analytics/stats"
)

// A verdict says how a measured value stands to its budget.
type verdict string

const (
	met    verdict = "yes"
	missed verdict = "no"
	failed verdict = "failed" // no figure, or one of something that went wrong
)

// judge is met when the condition holds.
func judge(holds bool) verdict {
	if holds {
		return met
	}
	return missed
}

// A row is one line of the table.
type row struct {
	what, size string
	measured   string
	bare       string // the same work by bare DuckDB in the same run; empty: not compared
	ratio      float64
	budget     string
	verdict    verdict
}

func failedRow(name string, err error) row {
	return row{what: name, measured: "could not be measured: " + strings.Join(strings.Fields(err.Error()), " "), verdict: failed}
}

// A report is the table with what it was measured on.
type report struct {
	machine string
	day     time.Time
	smoke   bool
	rows    []row
}

const beginMark, endMark = "<!-- bench:begin -->", "<!-- bench:end -->"

// markdown writes the table.
func (r report) markdown() string {
	var text strings.Builder
	fmt.Fprintf(&text, "Measured %s on %s.\n", r.day.Format(time.DateOnly), r.machine)
	if r.smoke {
		text.WriteString("A smoke run: the region is tiny, and the figures say nothing about speed.\n")
	}
	text.WriteString("\n| what | size | measured | bare DuckDB | ratio | budget | met |\n|---|---|---|---|---|---|---|\n")
	for _, row := range r.rows {
		ratio := "–"
		if row.ratio > 0 {
			ratio = fmt.Sprintf("%.2f", row.ratio)
		}
		text.WriteString("|")
		for _, cell := range []string{row.what, row.size, row.measured, row.bare, ratio, row.budget, string(row.verdict)} {
			text.WriteString(" " + cellText(cell) + " |")
		}
		text.WriteString("\n")
	}
	return text.String()
}

// cellText keeps a cell on its line and within its bars.
func cellText(text string) string {
	text = strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", `\|`)
	if text == "" {
		return "–"
	}
	return text
}

// count counts the rows that passed. In a smoke run a missed budget is told, and passes.
func (r report) count() (passed, notPassed int) {
	for _, row := range r.rows {
		if row.verdict == failed || (row.verdict == missed && !r.smoke) {
			notPassed++
		} else {
			passed++
		}
	}
	return passed, notPassed
}

// writeTo replaces what stands between the markers of a file.
func (r report) writeTo(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the file to write the table into: %w", err)
	}
	replaced, err := between(string(text), r.markdown())
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := os.WriteFile(path, []byte(replaced), 0o644); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// between puts a text between the two markers, in place of what stands there.
func between(document, text string) (string, error) {
	before, rest, begins := strings.Cut(document, beginMark)
	_, after, ends := strings.Cut(rest, endMark)
	if !begins || !ends {
		return "", errors.New("wants the markers " + beginMark + " and " + endMark + ", in this order")
	}
	return before + beginMark + "\n" + strings.TrimSpace(text) + "\n" + endMark + after, nil
}

// times are what a thing took, each time it was done.
type times []time.Duration

func (t times) quantile(p float64) time.Duration {
	seconds := make([]float64, len(t))
	for i, took := range t {
		seconds[i] = took.Seconds()
	}
	return time.Duration(stats.Quantile(seconds, p) * float64(time.Second))
}

func (t times) median() time.Duration { return t.quantile(0.5) }
func (t times) p95() time.Duration    { return t.quantile(0.95) }

// String is median and 95th percentile.
func (t times) String() string {
	if len(t) == 1 {
		return shortTime(t[0])
	}
	return shortTime(t.median()) + " / " + shortTime(t.p95())
}

// shortTime writes a duration with about three digits.
func shortTime(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.2f ms", d.Seconds()*1000)
	case d < time.Second:
		return fmt.Sprintf("%.0f ms", d.Seconds()*1000)
	case d < 10*time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

// million writes a count in thousands or millions.
func million(n int64) string {
	switch {
	case n < 10_000:
		return fmt.Sprint(n)
	case n < 1_000_000:
		return fmt.Sprintf("%.0f k", float64(n)/1000)
	}
	return fmt.Sprintf("%.1f M", float64(n)/1_000_000)
}

// megabytes writes a size in memory or on disk.
func megabytes(bytes int64) string { return fmt.Sprintf("%d MB", bytes>>20) }
