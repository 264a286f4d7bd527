package ingest

import (
	"errors"
	"strings"
	"testing"

	"klarsyn/ingest/snapshot"
	"klarsyn/ingest/source"
)

func TestALoadThatWouldPutNothingInPlaceOfSomethingStops(t *testing.T) {
	const dispensed = "patient_id,atc,dispensed_on"
	january := &Period{dayAt("2024-01-01"), dayAt("2024-01-31")}
	for name, test := range map[string]struct {
		period  *Period
		lenient bool
		files   []string
		told    string // "": it does not stop
	}{
		"contacts without records":              {files: []string{"contact.csv", text(visits), "patient.csv", text("patient_id", "P")}, told: "contact.csv: a header without records"},
		"dispensings without records":           {files: []string{"dispensing.csv", text(dispensed)}, told: "dispensing.csv: a header without records"},
		"dispensings of a period, none":         {period: january, files: []string{"dispensing.csv", text(dispensed)}, told: "dispensing.csv: a header without records"},
		"dispensings of a period, elsewhere":    {period: january, files: []string{"dispensing.csv", text(dispensed, "P,C07,2024-02-01", "P,C07,2023-12-31")}, told: "dispensing.csv: nothing of it lies in the period 2024-01-01 to 2024-01-31"},
		"dispensings of a period, all at fault": {period: january, lenient: true, files: []string{"dispensing.csv", text(dispensed, "P,C07,i går")}, told: "dispensing.csv: nothing of it lies in the period"},
		"dispensings of a period, at its end":   {period: january, files: []string{"dispensing.csv", text(dispensed, "P,C07,2024-01-31", "P,C07,2023-12-31")}},
		"contacts of another period":            {period: january, files: []string{"contact.csv", text(visits, "Z,P,primary,2023-12-31,1380")}, told: "contact.csv: nothing of it lies in the period"},
		"all contacts at fault":                 {files: []string{"contact.csv", text(visits, "Z,P,primary,i går,1380")}, told: "contact.csv: rule not_a_date"},
		"all contacts at fault, limits raised":  {lenient: true, files: []string{"contact.csv", text(visits, "Z,P,primary,i går,1380")}, told: "contact.csv: no record of it is loaded as a contact"},
		"all at fault, each in its own way":     {files: []string{"patient.csv", text("patient_id,birth_year", "P,x", ",1950", "Q,1950,1")}, told: "patient.csv: 3 of 3 records are held back, more than 50 %"},
		"most at fault, each in its own way":    {files: []string{"patient.csv", text("patient_id,birth_year", "P,x", ",1950", "R,1950", "Q,1950,1")}, told: "patient.csv: 3 of 4 records are held back, more than 50 %"},
		"half at fault":                         {files: []string{"patient.csv", text("patient_id,birth_year", "P,x", ",1950", "R,1950", "S,1950")}},
		"no contacts delivered":                 {files: []string{"patient.csv", text("patient_id,birth_year", "P,1950")}},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text(visits, "A,P,primary,2024-01-01,1380"), "dispensing.csv", text(dispensed, "P,C07,2024-01-15"))))
			before, err := snapshot.At(data).Current()
			if err != nil {
				t.Fatal(err)
			}
			for _, dry := range []bool{true, false} {
				options := canonical(t, data, deliver(t, test.files...))
				options.Period, options.DryRun = test.period, dry
				if test.lenient {
					options.Sources = lenient(t, source.CanonicalID)
				}
				report, err := Load(t.Context(), options)
				var gate *GateError
				if errors.As(err, &gate) != (test.told != "") || test.told != "" && (!strings.Contains(err.Error(), test.told) || gate.ExitCode() != 3) {
					t.Errorf("dry run %v: %v, want %q", dry, err, test.told)
				}
				now, err := snapshot.At(data).Current()
				if err != nil || (now.ID != before.ID) != (test.told == "" && !dry) || (report.Snapshot != "") != (now.ID != before.ID) {
					t.Errorf("dry run %v: published %q, current %s, %v", dry, report.Snapshot, now.ID, err)
				}
			}
		})
	}
}
