package rows

import (
	"fmt"
	"strings"
	"testing"

	"klarsyn/ingest/source"
)

// derived makes contacts of a file without keys by the columns given, and writes each as id, start, end and type, or the rule that holds it back.
func derived(t *testing.T, columns, header string, records ...string) (string, *Maker) {
	t.Helper()
	m, dir := makeRows(t, `schema: 1
id: t
title: T
files: ["f.csv"]
keep_apart: file
dialect: {delimiter: ";", decimal: ","}
tables:
  contact:
    columns:
`+columns, strings.Split(header, ";"), records...)
	lines := kept(t, dir, "contact", "contact_id, started_at::DATE, coalesce(ended_at::DATE::VARCHAR, '-'), coalesce(contact_type, '-')")
	for _, held := range m.Held {
		lines = append(lines, m.Faults[held.Fault].Rule)
	}
	return strings.Join(lines, "\n"), m
}

func TestADateAndDaysMakeADate(t *testing.T) {
	const columns = `      contact_id: {row_number: true}
      patient_id: {const: P}
      care_form: {const: inpatient}
      started_at: {from: inn, type: date, formats: ["20060102"]}
      ended_at: {from: inn, type: date, formats: ["20060102"], plus_days: vtd}
`
	for days, want := range map[string]string{"0": "2024-02-28", "1": "2024-02-29", "2": "2024-03-01", "366": "2025-02-28", "": "-", "-1": source.EndBeforeStart,
		"1,5": source.NotANumber, "x": source.NotANumber, "99999": source.NotANumber, "3,0": source.NotANumber} {
		got, _ := derived(t, columns, "inn;vtd", "20240228;"+days)
		if !strings.Contains(got, want) {
			t.Errorf("%q days: %s, want %s", days, got, want)
		}
	}
	if got, _ := derived(t, columns, "inn;vtd", ";3"); !strings.Contains(got, source.Missing) {
		t.Errorf("days without a date: %s", got)
	}
}

func TestCodesOutsideALenientMapAreMissingAndFound(t *testing.T) {
	const columns = `      contact_id: {row_number: true}
      patient_id: {const: P}
      care_form: {const: inpatient}
      started_at: {from: inn, type: date}
      contact_type: {from: typ, map: {V: stay, BES: visit}, otherwise: null}
`
	got, m := derived(t, columns, "inn;typ", "2024-01-01;V", "2024-01-01;X", "2024-01-01;", "2024-01-01;BESÖK", "2024-01-01;BES")
	want := "f:1 2024-01-01 - stay\nf:2 2024-01-01 - -\nf:3 2024-01-01 - -\nf:4 2024-01-01 - -\nf:5 2024-01-01 - visit"
	if got != want {
		t.Errorf("made\n%s\nwant\n%s", got, want)
	}
	if found := fmt.Sprint(m.Findings); found != "map[{contact contact_type unmapped}:{2 2}]" {
		t.Errorf("found %s", found)
	}
}
