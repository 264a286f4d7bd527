package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

const firstPage = "/hjartsvikt/dashboard"

// measureDemo does what the verb demo does: it generates the region, loads it, serves it and answers a first page.
func measureDemo(ctx context.Context, b *bench) (rows []row, err error) {
	files, err := b.region(ctx)
	if err != nil {
		return nil, err
	}
	data, err := b.folder("data")
	if err != nil {
		return nil, err
	}
	started := time.Now()
	var stages stageClock
	if _, err := load(ctx, files.folder, files.home, data, stages.hear); err != nil {
		return nil, err
	}
	b.data = data
	loaded := time.Now()
	serving, err := serve(ctx, data, time.Minute, errorLog())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, serving.stop()) }()
	page, err := fetch(ctx, newClient(1), serving.address+firstPage)
	if err != nil {
		return nil, err
	}
	if !page.whole {
		return nil, errors.New("the first page came without all of its figures")
	}
	shown := time.Now()
	total := files.took + shown.Sub(started)
	return []row{{
		what: "demo start, after the first compile",
		size: fmt.Sprintf("%d residents, %s rows", b.sizes.population, million(files.rows)),
		measured: fmt.Sprintf("%s: generated %s, loaded %s (%s), first page %s", shortTime(total), shortTime(files.took),
			shortTime(loaded.Sub(started)), stages.until(loaded), shortTime(shown.Sub(loaded))),
		budget:  "≤ 90 s",
		verdict: judge(total <= 90*time.Second),
	}}, nil
}

// A stageClock notes when each stage of a load begins.
type stageClock struct {
	names  []string
	begins []time.Time
}

func (c *stageClock) hear(step string) {
	if name, stage := strings.CutPrefix(step, "phase "); stage {
		c.names, c.begins = append(c.names, name), append(c.begins, time.Now())
	}
}

// until tells what each stage took, the last one until the load ended.
func (c *stageClock) until(end time.Time) string {
	ends := append(slices.Clone(c.begins), end)
	parts := make([]string, len(c.names))
	for i, name := range c.names {
		parts[i] = name + " " + shortTime(ends[i+1].Sub(ends[i]))
	}
	return strings.Join(parts, ", ")
}
