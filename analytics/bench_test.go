package analytics

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// benchRows is how many stays the benchmarks run over; KLARSYN_BENCH_ROWS=10000000 for the budgets' size.
func benchRows(b *testing.B) int {
	text := os.Getenv("KLARSYN_BENCH_ROWS")
	if text == "" {
		return 1_000_000
	}
	rows, err := strconv.Atoi(text)
	if err != nil {
		b.Fatalf("KLARSYN_BENCH_ROWS: %v", err)
	}
	return rows
}

// benchView opens a snapshot of benchRows stays over three years, three position groups each, ordered as marts are.
// A fifth of as many persons; the states are counted over the stays of the period.
func benchView(b *testing.B, states string) *View {
	b.Helper()
	rows := benchRows(b)
	changes := map[string]string{}
	if states != "" {
		changes["pathways/tiny/page.yaml"] = fmt.Sprintf("id: tiny\nkeys: [kon, ort, diagnos]\ndefaults: [{key: ar, value: senaste_hela}]\nstates: {mart: stay, person: person_no, %s, noun: personer}\n", states)
	}
	path := tinySnapshot(b, "bench", "DELETE FROM stay",
		fmt.Sprintf(`INSERT INTO stay
		SELECT i, (hash(i) %% %d)::INTEGER, CASE WHEN hash(i + 1) %% 2 = 0 THEN 'female' ELSE 'male' END, CASE WHEN hash(i + 2) %% 3 = 0 THEN 'south' ELSE 'north' END,
			DATE '2022-01-01' + (i * 1000 // %d)::INTEGER, hash(i + 3) %% 20, position_group
		FROM range(%d) t(i), unnest(['any', CASE WHEN hash(i + 4) %% 2 = 0 THEN 'main' ELSE 'secondary' END]) AS g(position_group)
		ORDER BY position_group, i`, max(rows/5, 1), rows, rows))
	service, err := Open(b.Context(), Options{Tree: tinyTree(b, changes), Path: path})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { service.Close() })
	service.work.Wait()
	return tinyView(b, service)
}

// reportCPU reports the processor time per operation, which other work on the machine disturbs less than the clock.
func reportCPU(b *testing.B, op func()) {
	b.Helper()
	used := func() time.Duration {
		var usage syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
			b.Fatal(err)
		}
		return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	}
	before := used()
	for b.Loop() {
		op()
	}
	b.ReportMetric(float64((used()-before).Microseconds())/float64(b.N)/1000, "cpu-ms/op")
}

// BenchmarkPanel compares one uncached panel through the runner with the best SQL by hand, with literals.
func BenchmarkPanel(b *testing.B) {
	view := benchView(b, "")
	selection := parsed(b, view, "kon=K&ort=norr&ort=oster")
	var wanted string
	b.Run("runner", func(b *testing.B) {
		reportCPU(b, func() {
			table, err := view.Run(b.Context(), "tiny/stays", selection, RunOptions{Fresh: true})
			if err != nil {
				b.Fatal(err)
			}
			wanted = shown(table)
		})
	})
	b.Run("by-hand", func(b *testing.B) {
		reportCPU(b, func() {
			var town string
			var stays, days int
			err := view.instance.db.QueryRowContext(b.Context(), `SELECT town, count(*), sum(days)::BIGINT FROM stay
				WHERE position_group = 'any' AND sex = 'female' AND town IN ('north', 'east') AND started_on >= DATE '2023-01-01' AND started_on < DATE '2024-01-01'
				GROUP BY town ORDER BY town`).Scan(&town, &stays, &days)
			if err != nil {
				b.Fatal(err)
			}
			if got := fmt.Sprintf("%s %.6g %.6g %.6g", town, float64(stays), float64(days), float64(days)/float64(stays)); wanted != "" && got != wanted {
				b.Fatalf("got %s, wanted %s", got, wanted)
			}
		})
	})
}

// BenchmarkStates answers the filter pane over one year's stays: from memory, and with the rows read anew.
func BenchmarkStates(b *testing.B) {
	view := benchView(b, "on: started_on")
	page, err := view.service.Page("tiny")
	if err != nil {
		b.Fatal(err)
	}
	selection := parsed(b, view, "kon=K&ort=norr")
	ask := func() {
		if _, err := view.States(b.Context(), page, selection); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("in-memory", func(b *testing.B) {
		reportCPU(b, ask)
	})
	b.Run("new-period", func(b *testing.B) {
		reportCPU(b, func() {
			view.instance.states.rows = map[string]*stateRows{}
			ask()
		})
	})
}
