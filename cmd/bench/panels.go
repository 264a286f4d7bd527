package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"klarsyn/analytics"
	"klarsyn/ingest/snapshot"
)

const area = "hjartsvikt"

// A sized is a data folder to measure on.
type sized struct {
	data  string
	label string
}

// sizedData are the smaller multiplied region, the region itself and the larger multiplied one.
func (b *bench) sizedData(ctx context.Context) ([]sized, error) {
	region, err := b.loaded(ctx)
	if err != nil {
		return nil, err
	}
	small, err := b.scaledTo(ctx, b.sizes.contacts[0])
	if err != nil {
		return nil, err
	}
	large, err := b.scaledTo(ctx, b.sizes.contacts[1])
	if err != nil {
		return nil, err
	}
	var all []sized
	for _, data := range []string{small, region, large} {
		label, err := contactsIn(ctx, data)
		if err != nil {
			return nil, err
		}
		all = append(all, sized{data, label})
	}
	return all, nil
}

// contactsIn tells how many contacts a data folder holds.
func contactsIn(ctx context.Context, data string) (string, error) {
	current, err := snapshot.At(data).Current()
	if err != nil {
		return "", err
	}
	facts, err := current.Facts(ctx)
	if err != nil {
		return "", err
	}
	return million(facts.Contacts) + " contacts", nil
}

// A panelTimes is what each analysis took, by its id.
type panelTimes map[string]times

// measurePanels runs every heart-failure figure without the cache, at three sizes, and four of them beside the best SQL
// that a person would write.
func measurePanels(ctx context.Context, b *bench) ([]row, error) {
	all, err := b.sizedData(ctx)
	if err != nil {
		return nil, err
	}
	var queries []string
	var rows []row
	taken := make([]panelTimes, len(all))
	for i, size := range all {
		err := withView(ctx, size.data, func(view *analytics.View, page *analytics.Page, service *analytics.Service) error {
			var err error
			if queries == nil { // the smallest region has no value that a larger one lacks
				if queries, err = drawSelections(view, page, b.sizes.selections, seed); err != nil {
					return err
				}
			}
			if taken[i], err = timePanels(ctx, service, view, page, queries); err != nil {
				return err
			}
			rows = append(rows, panelRows(size, service, taken[i], len(queries))...)
			if i == 0 {
				return nil
			}
			compared, err := b.compareByHand(ctx, size, view, page)
			rows = append(rows, compared...)
			return err
		})
		if err != nil {
			return rows, fmt.Errorf("%s: %w", size.label, err)
		}
	}
	return append(rows, growthRow(all[0], all[2], taken[0], taken[2])), nil
}

// withView opens a data folder, takes hold of its snapshot, and waits until what the service prepares is prepared.
func withView(ctx context.Context, data string, use func(*analytics.View, *analytics.Page, *analytics.Service) error) (err error) {
	service, err := openService(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, service.Close()) }()
	page, err := service.Page(area)
	if err != nil {
		return err
	}
	view := service.View()
	defer view.Release()
	selection, err := view.Parse(page, "")
	if err != nil {
		return err
	}
	if _, err := view.States(ctx, page, selection); err != nil {
		return err
	}
	return use(view, page, service)
}

// timePanels runs each figure for each selection. A first run with the page's defaults is not counted: it reads the
// figure's columns from the disk.
func timePanels(ctx context.Context, service *analytics.Service, view *analytics.View, page *analytics.Page, queries []string) (panelTimes, error) {
	taken := panelTimes{}
	for _, analysis := range service.Analyses() {
		if analysis.Area != area {
			continue
		}
		for i, query := range append([]string{""}, queries...) {
			selection, err := view.Parse(page, query)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", query, err)
			}
			started := time.Now()
			if _, err := view.Run(ctx, analysis.ID, selection, analytics.RunOptions{Fresh: true}); err != nil {
				return nil, fmt.Errorf("%s: %w", query, err)
			}
			if i > 0 {
				taken[analysis.ID] = append(taken[analysis.ID], time.Since(started))
			}
		}
	}
	return taken, nil
}

// panelRows tell counts and sums from lists of single rows, which are long answers.
func panelRows(size sized, service *analytics.Service, taken panelTimes, selections int) []row {
	var sums, lists times
	var figures, listed int
	slowest, slow := "", time.Duration(0)
	for _, analysis := range service.Analyses() {
		took := taken[analysis.ID]
		switch {
		case len(took) == 0:
		case analysis.Right != "":
			lists, listed = append(lists, took...), listed+1
		default:
			sums, figures = append(sums, took...), figures+1
			if p95 := took.p95(); p95 > slow {
				slowest, slow = shortName(analysis.ID), p95
			}
		}
	}
	return []row{{
		what: "one panel, uncached", size: fmt.Sprintf("%s; %d panels × %d selections", size.label, figures, selections),
		measured: fmt.Sprintf("%s; slowest panel %s, p95 %s", sums, slowest, shortTime(slow)), budget: "p95 ≤ 100 ms", verdict: judge(sums.p95() <= 100*time.Millisecond),
	}, {
		what: "one list of single persons or contacts, uncached", size: fmt.Sprintf("%s; %d lists × %d selections", size.label, listed, selections),
		measured: lists.String(), budget: "p95 ≤ 1.5 s", verdict: judge(lists.p95() <= 1500*time.Millisecond),
	}}
}

// growthRow holds each panel against itself at the smaller size.
func growthRow(small, large sized, before, after panelTimes) row {
	var ratios []float64
	worst, name := 0.0, ""
	for _, id := range slices.Sorted(maps.Keys(before)) {
		ratio := after[id].median().Seconds() / before[id].median().Seconds()
		ratios = append(ratios, ratio)
		if ratio > worst {
			worst, name = ratio, shortName(id)
		}
	}
	slices.Sort(ratios)
	return row{
		what: "growth of a panel", size: small.label + " → " + large.label,
		measured: fmt.Sprintf("typical %.1f ×, most %.1f × (%s)", ratios[len(ratios)/2], worst, name), ratio: worst,
		budget: "10 × contacts in ≤ 12 × time", verdict: judge(worst <= 12),
	}
}

func shortName(id string) string { return strings.TrimPrefix(id, area+"/") }
