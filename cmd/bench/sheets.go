package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// measureSheets asks each sheet over HTTP for selections that nobody has asked for, and at once again for the same. The
// times are the reader's, on the same machine: the server's own and what it takes to bring the page over.
func measureSheets(ctx context.Context, b *bench) ([]row, error) {
	all, err := b.sizedData(ctx)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, area := range areas {
		for _, size := range all[1:] {
			found, err := b.timeSheets(ctx, area, size)
			if err != nil {
				return rows, fmt.Errorf("%s, %s: %w", area.id, size.label, err)
			}
			rows = append(rows, found...)
		}
	}
	return rows, nil
}

func (b *bench) timeSheets(ctx context.Context, area area, size sized) (rows []row, err error) {
	serving, err := serve(ctx, size.data, time.Minute, errorLog())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, serving.stop()) }()
	page, err := serving.service.Page(area.id)
	if err != nil {
		return nil, err
	}
	view := serving.service.View()
	defer view.Release()
	// Each selection is asked of one sheet only: what one sheet has computed may stand on another.
	queries, err := drawSelections(view, page, b.sizes.asked*len(page.Sheets), seed)
	if err != nil {
		return nil, err
	}
	client := newClient(1)
	if _, err := fetch(ctx, client, serving.address+firstPage); err != nil {
		return nil, err
	}
	var sheets, dear, lists, cached times
	slowest, slow := "", time.Duration(0)
	for n, sheet := range page.Sheets {
		var uncached times
		for _, query := range queries[n*b.sizes.asked : (n+1)*b.sizes.asked] {
			address := serving.address + "/" + page.ID + "/" + sheet.ID + "?" + query
			first, err := fetchWhole(ctx, client, address)
			if err != nil {
				return nil, fmt.Errorf("%s?%s: %w", sheet.ID, query, err)
			}
			again, err := fetchWhole(ctx, client, address)
			if err != nil {
				return nil, fmt.Errorf("%s?%s: %w", sheet.ID, query, err)
			}
			uncached, cached = append(uncached, first), append(cached, again)
		}
		if sheet.Right != "" {
			lists = append(lists, uncached...)
			continue
		}
		if area.holdsDear(serving.service, sheet) {
			dear = append(dear, uncached...)
			continue
		}
		sheets = append(sheets, uncached...)
		if p95 := uncached.p95(); p95 > slow {
			slowest, slow = sheet.ID, p95
		}
	}
	asked := fmt.Sprintf("; %d selections per sheet", b.sizes.asked)
	rows = []row{{
		what: area.id + ": one sheet, uncached", size: size.label + asked, measured: fmt.Sprintf("%s; slowest %s, p95 %s", sheets, slowest, shortTime(slow)),
		budget: "p95 ≤ 300 ms", verdict: judge(sheets.p95() <= 300*time.Millisecond),
	}}
	for _, slower := range []struct {
		what  string
		taken times
	}{{"one sheet with distinct patients, quartiles or ranks, uncached", dear}, {"one sheet with a list of single rows, uncached", lists}} {
		if len(slower.taken) > 0 {
			rows = append(rows, row{
				what: area.id + ": " + slower.what, size: size.label + asked, measured: slower.taken.String(),
				budget: "p95 ≤ 1.5 s", verdict: judge(slower.taken.p95() <= 1500*time.Millisecond),
			})
		}
	}
	return append(rows, row{
		what: area.id + ": one sheet, cached", size: size.label + asked, measured: cached.String(), budget: "p95 ≤ 10 ms", verdict: judge(cached.p95() <= 10*time.Millisecond),
	}), nil
}

func fetchWhole(ctx context.Context, client *http.Client, address string) (time.Duration, error) {
	page, err := fetch(ctx, client, address)
	if err == nil && !page.whole {
		err = errors.New("the page came without all of its figures")
	}
	return page.took, err
}
