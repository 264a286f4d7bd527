package analytics

import (
	"context"
	"fmt"
	"slices"
)

// Remarks (anmärkningar) are sentences that data make about other figures: an analysis with the columns year and sentence, named by
// the header key remarks of the figures or marts that it concerns. It is run for the figure's own selection, and its rows of
// the years that the figure shows become notes of the figure's Table, and so of every page and file.
//
// An analysis of remarks may have a column check_id: the quality check behind the sentence. Such a row is a Finding too.

// A Finding (avvikelse) is a quality check that found something in what a figure reads.
type Finding struct {
	Check    string // id of the check
	Sentence string // Swedish; stands among the notes as well
}

// The columns of an analysis of remarks.
const (
	remarkYear     = "year"
	remarkSentence = "sentence"
	remarkCheck    = "check_id"
)

// checkRemarks holds the named analyses of remarks to what they must have, and gives each analysis those of its marts.
func (c *Catalogue) checkRemarks(faults *faults) {
	for _, analysis := range c.Analyses {
		for _, mart := range analysis.From {
			for _, id := range c.martBy[mart].remarks {
				// A mart may be read by pages that do not have the keys of the remark.
				if about := c.byID[id]; about == nil || about.Area == analysis.Area {
					analysis.Remarks = append(analysis.Remarks, id)
				}
			}
		}
		slices.Sort(analysis.Remarks)
		analysis.Remarks = slices.Compact(analysis.Remarks)
		for _, id := range analysis.Remarks {
			about := c.byID[id]
			switch {
			case about == nil:
				faults.add(analysis.Path, 0, "remarks %s: there is no such analysis", id)
			case about.Area != analysis.Area:
				faults.add(analysis.Path, 0, "remarks %s belongs to another page", id)
			case about.column(remarkYear) < 0 || about.column(remarkSentence) < 0:
				faults.add(about.Path, 0, "remarks want the columns %s and %s", remarkYear, remarkSentence)
			}
		}
	}
	for _, analysis := range c.Analyses {
		for _, id := range analysis.Remarks {
			if about := c.byID[id]; about != nil && len(about.Remarks) > 0 {
				faults.add(about.Path, 0, "remarks about remarks: %s has some itself", id)
			}
		}
	}
}

// column is the place of a column, or -1.
func (a *Analysis) column(name string) int {
	return slices.IndexFunc(a.Columns, func(c Column) bool { return c.Name == name })
}

// remarks asks what there is to say about a figure.
func (v *View) remarks(ctx context.Context, analysis *Analysis, table *Table, options RunOptions) (notes []string, findings []Finding, err error) {
	if len(analysis.Remarks) == 0 {
		return nil, nil, nil
	}
	years, all := v.yearsOf(analysis, table)
	selection := table.Selection
	for _, choice := range table.Selection.Choices {
		if choice.Key == yearKey || choice.Key == monthKey || !analysis.Obeys(choice.Key) {
			selection = selection.All(choice.Key)
		}
	}
	options.Fresh = false // one answer serves all figures of a sheet, and all periods
	for _, id := range analysis.Remarks {
		about, err := v.service.catalogue.analysis(id)
		if err != nil {
			return nil, nil, err
		}
		said, err := v.run(ctx, about, selection, options)
		if err != nil {
			return nil, nil, fmt.Errorf("remarks %s: %w", id, err)
		}
		year, sentence, check := said.Column(remarkYear), said.Column(remarkSentence), said.Column(remarkCheck)
		for _, row := range said.Rows {
			if !all && !slices.Contains(years, int(row[year].Number)) {
				continue
			}
			notes = append(notes, row[sentence].Text)
			if check >= 0 {
				findings = append(findings, Finding{Check: row[check].Text, Sentence: row[sentence].Text})
			}
		}
	}
	return notes, findings, nil
}

// yearsOf are the years that a figure shows: those its rows name, else those of the period; all of them when it has no rows
// with years and does not obey the period.
func (v *View) yearsOf(analysis *Analysis, table *Table) (years []int, all bool) {
	named := false
	for at, column := range table.Columns {
		if column.Unit.Name != "årtal" {
			continue
		}
		named = true
		for _, row := range table.Rows {
			if row[at].State == Present && !slices.Contains(years, int(row[at].Number)) {
				years = append(years, int(row[at].Number))
			}
		}
	}
	if named {
		return years, false
	}
	if !analysis.Obeys(yearKey) {
		return nil, true
	}
	for _, run := range table.Period.Runs {
		for year := run.StartsOn.Year(); year <= run.EndsBefore.AddDate(0, 0, -1).Year(); year++ {
			years = append(years, year)
		}
	}
	return years, false
}
