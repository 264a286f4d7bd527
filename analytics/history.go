package analytics

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"klarsyn/sql/duck"
)

// A new case is one without a contact in the pathway during the washout (karens) before. Nearer the first day of data than that, older
// cases look new: the history is short (kort historik). comparable_period is the part of the period where it is not, or all of the
// period when all of it is such time.

var comparableWord = regexp.MustCompile(`\bcomparable_period\b`)

// findWashouts reads the pathways' washouts.
func (i *instance) findWashouts(ctx context.Context) error {
	rows, err := i.db.QueryContext(ctx, "SELECT pathway, washout_years FROM pathway")
	if duck.LacksName(err) {
		return nil // a snapshot of an older version, or without pathways
	}
	if err != nil {
		return fmt.Errorf("read pathway: %w", err)
	}
	defer rows.Close()
	i.washouts = map[string]int{}
	for rows.Next() {
		var pathway string
		var years int
		if err := rows.Scan(&pathway, &years); err != nil {
			return fmt.Errorf("read pathway: %w", err)
		}
		i.washouts[pathway] = years
	}
	return rows.Err()
}

// comparableFrom is the first day whose new cases have the whole washout before them in the data.
func (i *instance) comparableFrom(analysis *Analysis) time.Time {
	return i.info.DataStart.AddDate(i.washouts[analysis.Bind["pathway"]], 0, 0)
}

// comparable cuts the period at the first comparable day.
func (i *instance) comparable(analysis *Analysis, period Period) Period {
	from := i.comparableFrom(analysis)
	var runs []Run
	for _, run := range period.Runs {
		if !run.EndsBefore.After(from) {
			continue
		}
		if run.StartsOn.Before(from) {
			run.StartsOn = from
		}
		runs = append(runs, run)
	}
	if runs != nil {
		period.Runs = runs
	}
	return period
}

// shortHistory tells of a period's time with short history, in a figure of new cases.
func (i *instance) shortHistory(analysis *Analysis, period Period) []string {
	if !comparableWord.MatchString(analysis.Body) || len(period.Runs) == 0 {
		return nil
	}
	from := i.comparableFrom(analysis)
	switch {
	case !period.Runs[0].StartsOn.Before(from):
		return nil
	case period.Runs[len(period.Runs)-1].EndsBefore.After(from):
		return []string{fmt.Sprintf("Kort historik: nydebuterade före %s är inte med, för där kan äldre fall räknas som nya.", from.Format(time.DateOnly))}
	}
	return []string{fmt.Sprintf("Kort historik: före %s kan äldre fall räknas som nya. Jämför inte med senare år.", from.Format(time.DateOnly))}
}
