package ingest

import (
	"context"
	"fmt"
	"time"
)

// holes lists what this load would leave empty: the contacts, when none of its files of contacts makes one, and the period that the caller
// declares, where a file of contacts or events holds nothing of it, for the load would replace what was by nothing.
func (l *loader) holes(ctx context.Context) ([]error, error) {
	var reasons []error
	if of := l.feeding("contact"); of != nil {
		n, err := l.count(ctx, "SELECT count(*) FROM (FROM "+fresh("contact")+" LIMIT 1)")
		if err != nil {
			return nil, fmt.Errorf("count contacts: %w", err)
		}
		if n == 0 {
			reasons = append(reasons, fmt.Errorf("%s: no record of it is loaded as a contact; correct the extract or %s", of[0].name, of[0].source.Path))
		}
	}
	if l.options.Period == nil {
		return reasons, nil
	}
	outside, err := l.outsidePeriod(ctx)
	return append(reasons, outside...), err
}

// outsidePeriod lists the files of contacts and events without any in the period that the caller declares.
func (l *loader) outsidePeriod(ctx context.Context) ([]error, error) {
	from, to := l.options.Period.From.Format(time.DateOnly), l.options.Period.To.Format(time.DateOnly)
	dated, within := map[int]bool{}, map[int]bool{}
	for _, table := range l.parentsFirst() {
		day := dayOf(table)
		if day == "" || table.Parent != "" {
			continue
		}
		for _, d := range l.feeding(table.Name) {
			n, err := l.count(ctx, fmt.Sprintf("SELECT count(*) FROM %s WHERE delivery_id = ? AND %s BETWEEN ?::DATE AND ?::DATE", fresh(table.Name), day), d.id, from, to)
			if err != nil {
				return nil, fmt.Errorf("count rows of %s in the period: %w", table.Name, err)
			}
			dated[d.id], within[d.id] = true, within[d.id] || n > 0
		}
	}
	var reasons []error
	for _, d := range l.deliveries {
		if dated[d.id] && !within[d.id] {
			reasons = append(reasons, fmt.Errorf("%s: nothing of it lies in the period %s to %s, which it would replace; give the period that the file covers", d.name, from, to))
		}
	}
	return reasons, nil
}
