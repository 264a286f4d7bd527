package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"klarsyn/dashboards/swedish"
	"klarsyn/ingest"
)

// writeReport writes what a load did: the sum of every file, each broken rule, and what was published.
func writeReport(w io.Writer, report *ingest.Report) {
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "lästa\tinlästa\tersatta\tkarantän\tersätter tidigare\t  fil\t")
	for _, file := range report.Files {
		if file.Skipped != "" || file.Refused != nil {
			continue
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t  %s\t\n", whole(file.Read), whole(file.Loaded), whole(file.Replaced), whole(file.Quarantined), whole(file.SupersededEarlier), file.File)
	}
	if err := out.Flush(); err != nil {
		return // the reader of stdout is gone
	}
	for _, file := range report.Files {
		switch {
		case file.Refused != nil:
			fmt.Fprintf(w, "Avvisad: %s\n", file.File) // the reasons are the load's error
		case file.Skipped != "":
			fmt.Fprintf(w, "Överhoppad: %s: %s\n", file.File, file.Skipped)
		case file.Repaired > 0:
			fmt.Fprintf(w, "Rättad: %s: slut före start på %s rader, slutet sattes till starten\n", file.File, whole(file.Repaired))
		}
	}
	for _, file := range report.Files {
		if len(file.Absent) > 0 {
			fmt.Fprintf(w, "Utan valfria kolumner: %s: %s\n", file.File, strings.Join(file.Absent, ", "))
		}
	}
	for _, name := range report.Unmatched {
		fmt.Fprintf(w, "Ingen källa passar: %s\n", name)
	}
	for _, fault := range report.Faults {
		where := fault.Table
		if fault.Header != "" {
			where = strings.TrimPrefix(where+", kolumn "+fault.Header, ", ")
		} else if fault.Column != "" {
			where += "." + fault.Column
		}
		if where != "" {
			where = " (" + where + ")"
		}
		fmt.Fprintf(w, "%s%s: %s, %s rader, första %s", fault.File, where, fault.Message, whole(fault.Records), place(fault.Line, fault.First))
		if fault.Example != "" {
			fmt.Fprintf(w, ", värdet ser ut som %s", fault.Example)
		}
		if fault.Codes != nil {
			var codes []string
			for _, code := range fault.Codes {
				codes = append(codes, fmt.Sprintf("%s (%s)", code.Text, whole(code.Records)))
			}
			fmt.Fprintf(w, ", koder utanför listan: %s", strings.Join(codes, ", "))
		}
		if fault.Stops {
			fmt.Fprint(w, " (över gränsen: stoppar inläsningen)")
		}
		fmt.Fprintln(w)
	}
	for _, finding := range report.Findings {
		fmt.Fprintf(w, "%s, kolumn %s: %s, %s celler, första %s\n", finding.File, finding.Column, finding.Message, whole(finding.Cells), place(finding.Line, finding.First))
	}
	switch {
	case report.Snapshot != "" && report.CutoffOn.IsZero():
		fmt.Fprintf(w, "Publicerad: %s, utan vårdkontakter, på %s\n", report.Snapshot, report.Elapsed.Round(100*time.Millisecond))
	case report.Snapshot != "":
		fmt.Fprintf(w, "Publicerad: %s, data t.o.m. %s, på %s\n", report.Snapshot, report.CutoffOn.Format(time.DateOnly), report.Elapsed.Round(100*time.Millisecond))
	default:
		fmt.Fprintln(w, "Inget publicerades.")
	}
	if report.EndLater > 0 {
		fmt.Fprintf(w, "%s vårdkontakter slutar efter den sista dagen: ange --period FRÅN..TILL om filerna täcker längre tid\n", whole(report.EndLater))
	}
}

// place says where a record stands: in which line of the file, or as which record when the line is not known.
func place(line, record int64) string {
	if line > 0 {
		return "rad " + whole(line)
	}
	return "post " + whole(record)
}

func whole(n int64) string { return swedish.Number(float64(n), 0) }
