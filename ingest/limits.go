package ingest

import (
	"fmt"
	"slices"
	"strings"

	"klarsyn/ingest/source"
)

// stops lists why one file stops the load, and marks the rules that do.
func stops(d *delivery, faults []FaultReport) []error {
	if d.sum.Read == 0 {
		return []error{fmt.Errorf("%s: a header without records; ask for the extract again, or leave the file out", d.name)}
	}
	reasons := passed(d, faults)
	if reasons == nil {
		reasons = together(d, faults)
	}
	return reasons
}

// passed lists the rules whose share of a file's records passes the limit.
func passed(d *delivery, faults []FaultReport) []error {
	var reasons []error
	for _, rule := range source.RecordRules() {
		var n int64
		of := slices.DeleteFunc(slices.Clone(faults), func(f FaultReport) bool { return f.Rule != rule })
		for _, f := range of {
			n += f.Records
		}
		limit, read := d.source.Limit(rule), float64(d.sum.Read)
		if float64(n) <= limit*read || n < source.DefaultLeast && float64(n) <= source.DefaultMost*read {
			continue
		}
		for i := range faults {
			faults[i].Stops = faults[i].Stops || faults[i].Rule == rule
		}
		var columns []string
		for _, f := range of {
			columns = append(columns, f.place())
		}
		slices.Sort(columns)
		reasons = append(reasons, fmt.Errorf("%s: rule %s (%s) holds back %d of %d records, more than its limit of %s %%, in %s; %s, or set limits: {%s: …} in %s",
			d.name, rule, told(of), n, d.sum.Read, share(limit), strings.Join(slices.Compact(columns), ", "), source.Advice(rule), rule, d.source.Path))
	}
	return reasons
}

// together tells when rules that each keep within their limit hold back most of a file. A limit that the source sets for one of them
// holds here too.
func together(d *delivery, faults []FaultReport) []error {
	limit := source.DefaultMost
	for _, f := range faults {
		limit = max(limit, d.source.Limit(f.Rule))
	}
	if float64(d.sum.Quarantined) <= limit*float64(d.sum.Read) {
		return nil
	}
	return []error{fmt.Errorf("%s: %d of %d records are held back, more than %s %%: %s; correct the extract or the source",
		d.name, d.sum.Quarantined, d.sum.Read, share(limit), told(faults))}
}

// told words what faults say, each once and the first few of many.
func told(faults []FaultReport) string {
	const most = 3
	var messages []string
	for _, f := range faults {
		if !slices.Contains(messages, f.Message) {
			messages = append(messages, f.Message)
		}
	}
	if len(messages) > most {
		messages = append(messages[:most], "…")
	}
	return strings.Join(messages, "; ")
}

func share(limit float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.3f", 100*limit), "0"), ".")
}

// place names a fault's column as a reader of the file knows it.
func (f FaultReport) place() string {
	switch {
	case f.Header != "" && f.Table == "":
		return f.Header
	case f.Header != "":
		return f.Header + " (" + f.Table + "." + f.Column + ")"
	case f.Column != "":
		return f.Table + "." + f.Column
	case f.Table != "":
		return f.Table
	}
	return "whole records"
}
