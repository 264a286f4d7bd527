package ingest

import (
	"context"
	"fmt"
	"slices"

	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
)

// gate sums up every file, checks the sums, and stops the load when a file is refused, holds back more than the limits allow, or would
// put nothing in the place of what was.
func (l *loader) gate(ctx context.Context) error {
	counts, err := l.heldCounts(ctx)
	if err != nil {
		return fmt.Errorf("count held records: %w", err)
	}
	replaced, err := l.replacedCounts(ctx)
	if err != nil {
		return fmt.Errorf("count replaced records: %w", err)
	}
	var reasons []error
	for _, d := range l.deliveries {
		if d.sum.Refused != nil {
			reasons = append(reasons, d.sum.Refused)
		}
		if d.id == 0 {
			continue
		}
		faults := l.faultReports(d, counts[d.id])
		l.report.Faults = append(l.report.Faults, faults...)
		l.reportFindings(d)
		var late int64 // held after the file was read
		for _, f := range faults {
			d.sum.Quarantined += f.Records
			late += f.late
		}
		d.sum.Replaced = replaced[d.id]
		d.sum.Loaded = d.made.Made - late - d.sum.Replaced
		if d.sum.Read != d.sum.Loaded+d.sum.Replaced+d.sum.Quarantined {
			return fmt.Errorf("%s: %d records read, but %d loaded, %d replaced and %d quarantined", d.name,
				d.sum.Read, d.sum.Loaded, d.sum.Replaced, d.sum.Quarantined)
		}
		reasons = append(reasons, stops(d, l.report.Faults[len(l.report.Faults)-len(faults):])...)
	}
	if reasons == nil && l.taken() > 0 {
		if reasons, err = l.holes(ctx); err != nil {
			return err
		}
	}
	if reasons != nil {
		return &GateError{reasons}
	}
	return nil
}

// A heldCount is how many records of a delivery were held back for one fault.
type heldCount struct {
	fault          rows.Fault
	records, first int64
	example        string
	codes          []rows.Code
	late           bool // found when all files were read
}

// heldCounts counts, by delivery, the records held back: those found when the file was read, in the order of the rules, then
// those found after all files.
func (l *loader) heldCounts(ctx context.Context) (map[int][]heldCount, error) {
	counts := map[int][]heldCount{}
	for _, d := range l.deliveries {
		if d.id > 0 {
			counts[d.id] = earlyCounts(d)
		}
	}
	found, err := l.conn.QueryContext(ctx, "SELECT delivery_id, fault, count(*), min(record) FROM held GROUP BY ALL ORDER BY ALL")
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var delivery, number int
		c := heldCount{late: true}
		if err := found.Scan(&delivery, &number, &c.records, &c.first); err != nil {
			return nil, err
		}
		c.fault = l.faults[number-1]
		counts[delivery] = append(counts[delivery], c)
	}
	return counts, found.Err()
}

func earlyCounts(d *delivery) []heldCount {
	made := d.made
	all := make([]heldCount, len(made.Faults))
	for _, held := range made.Held {
		c := &all[held.Fault]
		if c.records == 0 {
			*c = heldCount{fault: made.Faults[held.Fault], first: held.Record, example: made.Examples[held.Fault], codes: made.UnknownCodes(held.Fault, d.sum.Read)}
		}
		c.records++
	}
	return slices.DeleteFunc(all, func(c heldCount) bool { return c.records == 0 })
}

// replacedCounts counts, by delivery, the records that lost rows to a repeat and have none left.
func (l *loader) replacedCounts(ctx context.Context) (map[int]int64, error) {
	left := ""
	for _, table := range l.parentsFirst() {
		left += " ANTI JOIN " + fresh(table.Name) + " AS " + table.Name + " ON " + table.Name + ".delivery_id = t.delivery_id AND " +
			table.Name + "." + rows.RecordColumn + " = t.record"
	}
	found, err := l.conn.QueryContext(ctx, "SELECT t.delivery_id, count(*) FROM touched AS t"+left+
		" ANTI JOIN held ON held.delivery_id = t.delivery_id AND held.record = t.record GROUP BY ALL")
	if err != nil {
		return nil, err
	}
	defer found.Close()
	counts := map[int]int64{}
	for found.Next() {
		var delivery int
		var n int64
		if err := found.Scan(&delivery, &n); err != nil {
			return nil, err
		}
		counts[delivery] = n
	}
	return counts, found.Err()
}

// faultReports words what was held back of one delivery: records that could not be split, then by rule.
func (l *loader) faultReports(d *delivery, counts []heldCount) []FaultReport {
	var reports []FaultReport
	at := map[[2]string]int{}
	for _, f := range d.faults {
		place := [2]string{f.Rule, f.Column}
		i, known := at[place]
		if !known {
			i = len(reports)
			at[place] = i
			reports = append(reports, FaultReport{File: d.name, Source: d.source.ID, Header: spelled(d, f.Column), Rule: f.Rule, Message: f.Message, First: f.Row, Line: f.Line})
		}
		reports[i].Records++
	}
	for _, c := range counts {
		f, late := c.fault, int64(0)
		if c.late {
			late = c.records
		}
		reports = append(reports, FaultReport{File: d.name, Source: d.source.ID, Table: f.Table, Column: f.Column, Header: header(d, f), Rule: f.Rule,
			Message: f.Explain(), Records: c.records, First: c.first, Line: d.lines.Of(c.first), Example: c.example, Codes: c.codes, late: late})
	}
	return reports
}

// header is the one file column that a canonical column is read from, as the source spells it; "" none or several.
func header(d *delivery, f rows.Fault) string {
	name, ok := cellOf(d, f)
	if !ok {
		return ""
	}
	return spelled(d, name)
}

// cellOf is the header column (folded) that a fault's column is read from, when it is one.
func cellOf(d *delivery, f rows.Fault) (string, bool) {
	table, ok := d.group.Table(f.Table)
	if !ok {
		return "", false
	}
	column, ok := table.Column(f.Column)
	if !ok || column.Origin != source.FromCells || len(column.From) != 1 {
		return "", false
	}
	return column.From[0], true
}

func spelled(d *delivery, name string) string {
	if written, ok := d.group.Spelling[name]; ok {
		return written
	}
	return name
}
