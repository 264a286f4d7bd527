package analytics

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"klarsyn/sql/duck"
)

// A month in which a care form was not delivered is a gap (lucka): a figure that counts contacts of it has no value there, neither
// nought nor a point, and it is no part of limits. The header key delivered lists the care forms that a figure counts.

// careForms are the care forms that a header can name, as a sentence names them.
var careForms = map[string]string{"inpatient": "slutenvård", "outpatient": "öppen specialiserad vård", "primary": "primärvård"}

// gaps holds, by month as 2006-01, the care forms that were not delivered.
type gaps map[string][]string

// findGaps reads the months that were not delivered. Snapshots of older versions do not tell.
func (i *instance) findGaps(ctx context.Context) error {
	rows, err := i.db.QueryContext(ctx, "SELECT month, care_form FROM delivered_month WHERE NOT is_delivered ORDER BY ALL")
	if duck.LacksName(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read delivered_month: %w", err)
	}
	defer rows.Close()
	i.gaps = gaps{}
	for rows.Next() {
		var month time.Time
		var form string
		if err := rows.Scan(&month, &form); err != nil {
			return fmt.Errorf("read delivered_month: %w", err)
		}
		key := month.Format("2006-01")
		i.gaps[key] = append(i.gaps[key], form)
	}
	return rows.Err()
}

// of keeps the gaps of some care forms.
func (g gaps) of(forms []string) gaps {
	kept := gaps{}
	for month, missing := range g {
		for _, form := range missing {
			if slices.Contains(forms, form) {
				kept[month] = append(kept[month], form)
			}
		}
	}
	return kept
}

// leave takes the values of months that were not delivered out of a figure's rows, marks years with such a month, and tells
// which the figure concerns.
func (i *instance) leave(analysis *Analysis, rows [][]Value, period Period) ([][]Value, []string) {
	missing := i.gaps.of(analysis.Delivered)
	if len(missing) == 0 {
		return rows, nil
	}
	if at := analysis.column("month"); at >= 0 {
		return leaveMonths(analysis, rows, at, missing)
	}
	if at := analysis.column("year"); at >= 0 {
		return leaveYears(analysis, rows, at, missing)
	}
	within := gaps{}
	for month, forms := range missing {
		if period.holds(month) {
			within[month] = forms
		}
	}
	if len(within) == 0 {
		return rows, nil
	}
	return rows, []string{"Ofullständigt: ingen leverans av " + within.String() + "."}
}

// leaveMonths makes the numbers of a month missing; where rows are of one care form, only that one's.
func leaveMonths(analysis *Analysis, rows [][]Value, at int, missing gaps) ([][]Value, []string) {
	form := analysis.column("care_form")
	left, told := slices.Clone(rows), gaps{}
	for r, row := range rows {
		month := row[at].Text
		forms := missing[month]
		if form >= 0 {
			forms = slices.DeleteFunc(slices.Clone(forms), func(f string) bool { return f != row[form].Text })
		}
		if len(forms) == 0 {
			continue
		}
		for _, f := range forms {
			if !slices.Contains(told[month], f) {
				told[month] = append(told[month], f)
			}
		}
		left[r] = slices.Clone(row)
		for c := range row {
			if kind := analysis.Columns[c].Type; kind == Integer || kind == Decimal {
				left[r][c] = Value{State: Missing}
			}
		}
	}
	if len(told) == 0 {
		return rows, nil
	}
	return left, []string{"Lucka: ingen leverans av " + told.String() + ". Där finns inget värde, och inget som räknas i medel och gränser."}
}

// leaveYears marks the years that lack a month as preliminary.
func leaveYears(analysis *Analysis, rows [][]Value, at int, missing gaps) ([][]Value, []string) {
	left, told := slices.Clone(rows), gaps{}
	preliminary, complete := analysis.column("preliminary"), analysis.column("is_complete")
	for r, row := range rows {
		year := fmt.Sprintf("%.0f-", row[at].Number)
		for month, forms := range missing {
			if !strings.HasPrefix(month, year) {
				continue
			}
			told[month] = forms
			left[r] = slices.Clone(row)
			if preliminary >= 0 {
				left[r][preliminary] = Value{Text: "true"}
			}
			if complete >= 0 {
				left[r][complete] = Value{Text: "false"}
			}
		}
	}
	if len(told) == 0 {
		return rows, nil
	}
	return left, []string{"Ofullständiga år: ingen leverans av " + told.String() + ". De kan inte jämföras med andra år."}
}

// holds says whether a month, as 2006-01, lies in the period.
func (p Period) holds(month string) bool {
	at, err := time.Parse("2006-01", month)
	return err == nil && slices.ContainsFunc(p.Runs, func(run Run) bool {
		return at.Before(run.EndsBefore) && at.AddDate(0, 1, 0).After(run.StartsOn)
	})
}

// String names the gaps by care form: slutenvård för maj 2023 och juni 2023.
func (g gaps) String() string {
	months := map[string][]string{}
	for _, month := range slices.Sorted(maps.Keys(g)) {
		at, err := time.Parse("2006-01", month)
		if err != nil {
			continue
		}
		for _, form := range g[month] {
			months[form] = append(months[form], fmt.Sprintf("%s %d", monthNames[at.Month()-1], at.Year()))
		}
	}
	var parts []string
	for _, form := range slices.Sorted(maps.Keys(months)) {
		parts = append(parts, careForms[form]+" för "+Enumerate(months[form]))
	}
	return Enumerate(parts)
}
