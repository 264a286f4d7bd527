package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"klarsyn/analytics"
	"klarsyn/ingest/snapshot"
)

// An area is a page that is measured.
type area struct {
	id      string
	filters time.Duration // how long its filter pane may take
	// dear finds statements that count distinct persons, or order or rank single rows: over more than five million rows they
	// may take longer than counts and sums.
	dear *regexp.Regexp
}

// areas are those with budgets of their own. Nothing about heart failure reads so many rows that it may be dear.
var areas = []area{
	{id: "hjartsvikt", filters: 150 * time.Millisecond},
	{id: "kpp", filters: 400 * time.Millisecond, dear: regexp.MustCompile(`DISTINCT (person|patient)|quantile_cont|percentile|OVER \(.*ORDER BY|GROUP BY (patient|person)`)},
}

func (a area) isDear(analysis *analytics.Analysis) bool {
	return a.dear != nil && a.dear.MatchString(analysis.Body)
}

// holdsDear says whether a sheet shows a dear figure.
func (a area) holdsDear(service *analytics.Service, sheet analytics.Sheet) bool {
	return slices.ContainsFunc(sheet.Panels, func(panel analytics.Panel) bool {
		analysis, err := service.Analysis(panel.Analysis)
		return err == nil && a.isDear(analysis)
	})
}

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

// measurePanels runs every figure of each area without the cache, at three sizes, and some of them beside the best SQL
// that a person would write.
func measurePanels(ctx context.Context, b *bench) ([]row, error) {
	all, err := b.sizedData(ctx)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, area := range areas {
		found, err := b.measureArea(ctx, area, all)
		rows = append(rows, found...)
		if err != nil {
			return rows, fmt.Errorf("%s: %w", area.id, err)
		}
	}
	return rows, nil
}

func (b *bench) measureArea(ctx context.Context, area area, all []sized) ([]row, error) {
	var queries []string
	var rows []row
	taken := make([]panelTimes, len(all))
	for i, size := range all {
		err := withView(ctx, size.data, area, func(view *analytics.View, page *analytics.Page, service *analytics.Service) error {
			var err error
			if queries == nil { // the smallest region has no value that a larger one lacks
				if queries, err = drawSelections(view, page, b.sizes.selections, seed); err != nil {
					return err
				}
			}
			if taken[i], err = timePanels(ctx, service, view, page, queries); err != nil {
				return err
			}
			rows = append(rows, panelRows(area, size, service, taken[i], len(queries))...)
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
	return append(rows, growthRow(area, all[0], all[2], taken[0], taken[2])), nil
}

// withView opens a data folder, takes hold of its snapshot, and waits until what the service prepares is prepared.
func withView(ctx context.Context, data string, area area, use func(*analytics.View, *analytics.Page, *analytics.Service) error) (err error) {
	service, err := openService(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, service.Close()) }()
	page, err := service.Page(area.id)
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
		if analysis.Area != page.ID {
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

// panelRows tell counts and sums from what is dear and from lists of single rows, which are long answers.
func panelRows(area area, size sized, service *analytics.Service, taken panelTimes, selections int) []row {
	kinds := []struct {
		what   string
		budget time.Duration
		shown  string
		holds  func(*analytics.Analysis) bool
	}{
		{"one panel, uncached", 100 * time.Millisecond, "100 ms", func(a *analytics.Analysis) bool { return a.Right == "" && !area.isDear(a) }},
		{"one panel of distinct patients, quartiles or ranks, uncached", 1500 * time.Millisecond, "1.5 s", func(a *analytics.Analysis) bool { return a.Right == "" && area.isDear(a) }},
		{"one list of single persons or contacts, uncached", 1500 * time.Millisecond, "1.5 s", func(a *analytics.Analysis) bool { return a.Right != "" }},
	}
	var rows []row
	for _, kind := range kinds {
		var all times
		figures, slowest, slow := 0, "", time.Duration(0)
		for _, analysis := range service.Analyses() {
			took := taken[analysis.ID]
			if len(took) == 0 || !kind.holds(analysis) {
				continue
			}
			all, figures = append(all, took...), figures+1
			if p95 := took.p95(); p95 > slow {
				slowest, slow = shortName(analysis.ID), p95
			}
		}
		if figures == 0 {
			continue
		}
		rows = append(rows, row{
			what: area.id + ": " + kind.what, size: fmt.Sprintf("%s; %d panels × %d selections", size.label, figures, selections),
			measured: fmt.Sprintf("%s; slowest %s, p95 %s", all, slowest, shortTime(slow)), budget: "p95 ≤ " + kind.shown, verdict: judge(all.p95() <= kind.budget),
		})
	}
	return rows
}

// growthRow holds each panel against itself at the smaller size.
func growthRow(area area, small, large sized, before, after panelTimes) row {
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
		what: area.id + ": growth of a panel", size: small.label + " → " + large.label,
		measured: fmt.Sprintf("typical %.1f ×, most %.1f × (%s)", ratios[len(ratios)/2], worst, name), ratio: worst,
		budget: "10 × contacts in ≤ 12 × time", verdict: judge(worst <= 12),
	}
}

// shortName is an analysis's id without its area.
func shortName(id string) string { return id[strings.IndexByte(id, '/')+1:] }
