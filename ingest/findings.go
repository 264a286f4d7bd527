package ingest

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
)

// A FindingReport is one kind of cells in a column of a file that were loaded otherwise than they stand there.
type FindingReport struct {
	File, Source string
	Column       string // as the file calls it, else table.column
	Kind         string // of package source
	Message      string // Swedish
	Cells        int64
	First        int64 // number of the first record with such a cell
	Line         int64 // where it begins in the file; 0 not known

	delivery int
}

// reportFindings tells what was found in the cells of one delivery, in the order of columns and kinds.
func (l *loader) reportFindings(d *delivery) {
	for _, found := range []source.Findings{d.findings, d.made.Findings} {
		of := func(a, b source.Finding) int {
			return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Kind, b.Kind))
		}
		for _, one := range slices.SortedFunc(maps.Keys(found), of) {
			l.report.Findings = append(l.report.Findings, FindingReport{File: d.name, Source: d.source.ID, Column: columnOf(d, one), Kind: one.Kind,
				Message: source.Remark(one.Kind), Cells: found[one].Cells, First: found[one].First, Line: d.lines.Of(found[one].First), delivery: d.id})
		}
	}
}

// columnOf names a finding's column as a reader of the file knows it.
func columnOf(d *delivery, finding source.Finding) string {
	if finding.Table == "" {
		return spelled(d, finding.Column)
	}
	if written := header(d, rows.Fault{Table: finding.Table, Column: finding.Column}); written != "" {
		return written
	}
	return finding.Table + "." + finding.Column
}

// writeFindings stores what was found in cells.
func (l *loader) writeFindings(ctx context.Context) error {
	for _, f := range l.report.Findings {
		if _, err := l.exec(ctx, "INSERT INTO main.cell_finding (delivery_id, column_name, kind, message, cells, first_record) VALUES (?, ?, ?, ?, ?, ?)",
			f.delivery, f.Column, f.Kind, f.Message, f.Cells, f.First); err != nil {
			return err
		}
	}
	return nil
}
