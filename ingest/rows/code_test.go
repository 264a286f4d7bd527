package rows

import (
	"strings"
	"testing"

	"klarsyn/ingest/source"
)

const coded = `
schema: 1
id: prov
title: Prov
files: ["prov*"]
tables:
  contact:
    columns: {contact_id: Nr, patient_id: Person, care_form: {const: outpatient}, started_at: Dag, drg: DRG, specialty_code: MVO, mdc: MDC}
  diagnosis:
    rows: {position: [D1, D2], code: value, skip_empty: true}
  procedure:
    rows: {split: Åtg, by: [",", " "], code: value, performed_on: {beside: [Dag1]}, skip_empty: true, skip: ["-1"]}
`

var codedHeader = []string{"nr", "person", "dag", "drg", "mvo", "mdc", "d1", "d2", "åtg", "dag1"}

func TestWhatIsNoCodeIsMissingAndCountedWhileItsRecordIsKept(t *testing.T) {
	m, dir := makeRows(t, coded, codedHeader,
		"A;P;2024-01-05;e47a;46;5;i50.9†;E11.9 Diabetes;af 021, NFB29;2024-01-06",
		"B;P;2024-01-05;okänd;MED;XX;I5O9;E119;UKG9 AF021;2024-01-06",
		"C;P;fel;okänd;MED;XX;I5O9;;;", // held back for its day: nothing of it is counted
		"D;P;2024-01-05;;;;;;-1 af022;")
	expect(t, "contact", kept(t, dir, "contact", "contact_id, coalesce(drg, '-'), coalesce(specialty_code, '-'), coalesce(mdc, '-')"),
		[]string{"A E47A 046 05", "B - - -", "D - - -"})
	expect(t, "diagnosis", kept(t, dir, "diagnosis", "contact_id, position, code"), []string{"A 1 I509", "A 2 E119", "B 2 E119"})
	// UKG9 is no code and keeps its place, so that AF021 does not take its day.
	expect(t, "procedure", kept(t, dir, "procedure", "contact_id, code, performed_on"),
		[]string{"A AF021 2024-01-06", "A NFB29 2024-01-05", "B AF021 2024-01-05", "D AF022 2024-01-05"})
	expect(t, "held", held(m), []string{"3 contact.started_at not_a_date"})
	for _, column := range [][2]string{{"contact", "drg"}, {"contact", "specialty_code"}, {"contact", "mdc"}, {"diagnosis", "code"}, {"procedure", "code"}} {
		found := m.Findings[source.Finding{Table: column[0], Column: column[1], Kind: source.UnreadCode}]
		if found != (source.Tally{Cells: 1, First: 2}) {
			t.Errorf("%s.%s: found %+v, want 1 in record 2", column[0], column[1], found)
		}
	}
	if len(m.Findings) != 5 {
		t.Errorf("%d kinds of findings, want 5: %v", len(m.Findings), m.Findings)
	}
}

const dispensed = `
schema: 1
id: prov
title: Prov
files: ["prov*"]
tables:
  dispensing:
    columns: {patient_id: Person, atc: {from: ATC%s}, dispensed_on: Dag}
`

func TestARecordThatIsItsCodeIsHeldBackUnlessTheSourceSaysOtherwise(t *testing.T) {
	for otherwise, want := range map[string][2][]string{
		"":                  {{"P C07AB02"}, {"2 dispensing.atc no_code", "3 dispensing.atc missing"}},
		", otherwise: null": {{"P C07AB02"}, {"3 dispensing.atc missing"}},
	} {
		m, dir := makeRows(t, strings.Replace(dispensed, "%s", otherwise, 1), []string{"person", "atc", "dag"},
			"P;c07a b02 Metoprolol;2024-01-05", "P;Metoprolol;2024-01-05", "P;;2024-01-05")
		expect(t, "dispensing"+otherwise, kept(t, dir, "dispensing", "patient_id, atc"), want[0])
		expect(t, "held"+otherwise, held(m), want[1])
	}
}
