package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"klarsyn/analytics"
)

// measureFilters computes the filter pane's states: cold for a period that nobody has asked for, warm for another
// selection in a period that is in memory.
func measureFilters(ctx context.Context, b *bench) ([]row, error) {
	all, err := b.sizedData(ctx)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, area := range areas {
		for _, size := range all[1:] {
			var cold, warm times
			err := withView(ctx, size.data, area, func(view *analytics.View, page *analytics.Page, _ *analytics.Service) error {
				var err error
				cold, warm, err = b.timeStates(ctx, view, page)
				return err
			})
			if err != nil {
				return rows, fmt.Errorf("%s, %s: %w", area.id, size.label, err)
			}
			for _, half := range []struct {
				name  string
				taken times
			}{{"cold", cold}, {"warm", warm}} {
				rows = append(rows, row{
					what: area.id + ": filter pane states, " + half.name, size: fmt.Sprintf("%s; %d periods", size.label, len(cold)), measured: half.taken.String(),
					budget: "p95 ≤ " + shortTime(area.filters), verdict: judge(half.taken.p95() <= area.filters),
				})
			}
		}
	}
	return rows, nil
}

func (b *bench) timeStates(ctx context.Context, view *analytics.View, page *analytics.Page) (cold, warm times, err error) {
	random := rand.New(rand.NewPCG(seed, 0))
	months := slices.Clone(view.Values(page, "manad"))
	random.Shuffle(len(months), func(i, j int) { months[i], months[j] = months[j], months[i] })
	keys := view.Keys(page)
	timed := func(query string) (time.Duration, error) {
		selection, err := view.Parse(page, query)
		if err != nil {
			return 0, err
		}
		started := time.Now()
		_, err = view.States(ctx, page, selection)
		return time.Since(started), err
	}
	for _, month := range months[:min(b.sizes.periods, len(months))] {
		took, err := timed("manad=" + month.URL)
		if err != nil {
			return nil, nil, err
		}
		cold = append(cold, took)
		query := drawOthers(random, keys)
		for ; query == ""; query = drawOthers(random, keys) {
		}
		took, err = timed("manad=" + month.URL + "&" + query)
		if analytics.AsProblem(err) != nil {
			continue // all values of a key were drawn for exclusion
		}
		if err != nil {
			return nil, nil, err
		}
		warm = append(warm, took)
	}
	return cold, warm, nil
}
