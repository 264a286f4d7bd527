package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// measureLoad loads generated files into an empty folder, against bare DuckDB reading the same files, and at a tenth
// of the size.
func measureLoad(ctx context.Context, b *bench) ([]row, error) {
	files, err := b.region(ctx)
	if err != nil {
		return nil, err
	}
	whole, err := b.compareLoads(ctx, files, b.sizes.rounds)
	if err != nil {
		return nil, err
	}
	rows := whole.rows("first load, all checks, empty folder", files)
	tenth := b.options()
	tenth.Population /= 10
	small, err := b.generate(ctx, tenth)
	if err != nil {
		return rows, err
	}
	part, err := b.compareLoads(ctx, small, b.sizes.rounds)
	if err != nil {
		return rows, err
	}
	slower := whole.ours.median().Seconds() / part.ours.median().Seconds()
	more := float64(files.rows) / float64(small.rows)
	rows = append(rows, row{
		what: "growth of the load", size: fmt.Sprintf("%s → %s rows (%.1f ×)", million(small.rows), million(files.rows), more),
		measured: fmt.Sprintf("%s → %s", shortTime(part.ours.median()), shortTime(whole.ours.median())), ratio: slower,
		budget: fmt.Sprintf("10 × rows in ≤ 12 × time, here ≤ %.1f ×", 1.2*more), verdict: judge(slower <= 1.2*more),
	})
	if !b.sizes.full {
		return rows, nil
	}
	everything := b.options()
	everything.Full = true
	everything.Population = everything.Population * 7 / 5 // 50 million rows, of which the budget of memory speaks
	large, err := b.generate(ctx, everything)
	if err != nil {
		return rows, err
	}
	found, err := b.compareLoads(ctx, large, 1)
	if err != nil {
		return rows, err
	}
	return append(rows, found.rows("first load, all checks, nothing left out", large)...), nil
}

// loads are rounds of a load beside bare DuckDB.
type loads struct {
	ours, bare times
	memory     int64
	transcoded time.Duration
}

func (l loads) rows(what string, files *delivery) []row {
	ratio := l.ours.median().Seconds() / l.bare.median().Seconds()
	with := l.bare.median() + l.transcoded
	size := million(files.rows) + " rows"
	return []row{{
		what: what, size: size, measured: l.ours.String(), ratio: ratio, budget: "≤ 2.5 × bare DuckDB", verdict: judge(ratio <= 2.5),
		bare: fmt.Sprintf("%s (%s with transcoding to UTF-8 first, ratio %.2f)", l.bare, shortTime(with), l.ours.median().Seconds()/with.Seconds()),
	}, {
		what: "memory of that load", size: size, measured: megabytes(l.memory), budget: "≤ 4 GB at 50 M rows", verdict: judge(l.memory <= 4<<30),
	}}
}

// compareLoads runs both in turns, each in a process of its own.
func (b *bench) compareLoads(ctx context.Context, files *delivery, rounds int) (loads, error) {
	var found loads
	folder, err := b.folder("bare")
	if err != nil {
		return found, err
	}
	defer os.RemoveAll(folder)
	plan, err := planBare(ctx, files, folder)
	if err != nil {
		return found, err
	}
	found.transcoded = plan.transcoded
	for range rounds {
		ours, err := b.loadOnce(ctx, files)
		if err != nil {
			return found, err
		}
		into := filepath.Join(folder, "bare.duckdb")
		bare, err := runChild(ctx, "child-bare", "--plan", plan.path, "--into", into)
		if err != nil {
			return found, err
		}
		if err := os.Remove(into); err != nil {
			return found, fmt.Errorf("remove the bare tables: %w", err)
		}
		if ours.Rows != bare.Rows {
			return found, fmt.Errorf("the load read %d rows and bare DuckDB %d of the same files", ours.Rows, bare.Rows)
		}
		found.ours = append(found.ours, seconds(ours.Seconds))
		found.bare = append(found.bare, seconds(bare.Seconds))
		found.memory = max(found.memory, ours.Memory)
		b.say("  load %.1f s, %s; bare %.1f s, %s", ours.Seconds, megabytes(ours.Memory), bare.Seconds, megabytes(bare.Memory))
	}
	return found, nil
}

// loadOnce loads into an empty folder, which is removed.
func (b *bench) loadOnce(ctx context.Context, files *delivery) (usage, error) {
	data, err := os.MkdirTemp(b.dir, "load-")
	if err != nil {
		return usage{}, fmt.Errorf("make a data folder: %w", err)
	}
	defer os.RemoveAll(data)
	return runLoad(ctx, files, data)
}

func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }
