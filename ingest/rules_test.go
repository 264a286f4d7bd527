package ingest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"klarsyn/ingest/source"
)

func TestEachRuleHoldsBackWhatIsJustOutsideIt(t *testing.T) {
	contact := func(id, patient, form, start, end, weight, age, planned string) string {
		return strings.Join([]string{id, patient, form, start, end, weight, age, planned}, ",")
	}
	data := t.TempDir()
	rows := []struct{ line, rule string }{
		{contact("A1", "P1", "inpatient", "2024-02-29", "2024-02-29", "1.5", "0", "true"), ""},
		{contact("A2", "P1", "inpatient", "2024-02-30", "2024-03-01", "1.5", "50", "true"), source.NotADate},
		{contact("A3", "P1", "inpatient", "2023-02-29", "", "1.5", "50", "true"), source.NotADate},
		{contact("A4", "P1", "inpatient", "2024-1-5", "", "1.5", "50", "true"), source.NotADate},
		{contact("A5", "P1", "inpatient", "infinity", "", "1.5", "50", "true"), source.NotADate},
		{contact("A6", "", "inpatient", "2024-01-05", "", "1.5", "50", "true"), source.Missing},
		{contact("", "P1", "inpatient", "2024-01-05", "", "1.5", "50", "true"), source.Missing},
		{contact("A8", "P1", "inpatient", "", "", "1.5", "50", "true"), source.Missing},
		{contact("A9", "P1", "Inpatient", "2024-01-05", "", "1.5", "50", "true"), source.UnknownCode},
		{contact("B1", "P1", "primary", "2024-01-05", "", "1.5", "120", "1"), ""},
		{contact("B2", "P1", "primary", "2024-01-05", "", "1.5", "121", "1"), source.OutOfRange},
		{contact("B3", "P1", "primary", "2024-01-05", "", "1.5", "-1", "1"), source.OutOfRange},
		{contact("B4", "P1", "primary", "2024-01-05", "", "en", "50", "1"), source.NotANumber},
		{contact("B5", "P1", "primary", "2024-01-05", "", "1e5", "50", "1"), source.NotANumber},
		{contact("B6", "P1", "primary", "2024-01-05", "", "1_0", "50", "1"), source.NotANumber},
		{contact("B7", "P1", "primary", "2024-01-05", "", "nan", "50", "1"), source.NotANumber},
		{contact("B8", "P1", "primary", "2024-01-05", "", "123456789.5", "50", "1"), source.NotANumber},
		{contact("B9", "P1", "primary", "2024-01-05", "", "", "", ""), ""},
		{contact("C1", "P1", "primary", "2024-01-05", "", "1", "50.0", "1"), source.NotANumber},
		{contact("C2", "P1", "primary", "2024-01-05", "", "1", "50", "ja"), source.NotABoolean},
		{contact("C3", "P1", "inpatient", "2024-01-05", "2024-01-04", "1", "50", ""), source.EndBeforeStart},
		{contact("C4", "P1", "inpatient", "2024-01-05 10:00", "2024-01-05", "1", "50", ""), ""}, // the end is a day
		{contact("C5", "P1", "inpatient", "2024-01-05 10:00:01", "2024-01-05 10:00:00", "1", "50", ""), source.EndBeforeStart},
		{contact("C6", "P1", "inpatient", "2024-01-05 10:00", "2024-01-05 10:00", "1", "50", ""), ""},
		{contact("C7", "P1", "inpatient", "2024-01-05 10:00+01", "", "1", "50", ""), source.NotADate},
		{contact("C8", "P1", "inpatient", "2024-01-05,2024", "", "1", "50", ""), source.FieldCount},
	}
	file := []string{"contact_id,patient_id,care_form,started_at,ended_at,drg_weight,age_at_contact,planned"}
	var want []string
	for i, row := range rows {
		file = append(file, row.line)
		if row.rule != "" {
			want = append(want, fmt.Sprintf("%d %s", i+1, row.rule))
		}
	}
	options := canonical(t, data, deliver(t, "contact.csv", text(file...)))
	options.Sources = lenient(t, "canonical")
	report := mustLoad(t, options)
	db := open(t, data)
	wanted(t, db, "SELECT row_number, rule FROM quarantine ORDER BY row_number", strings.Join(want, "\n"))
	wanted(t, db, "SELECT rows_read, rows_loaded, rows_replaced, rows_quarantined FROM delivery", fmt.Sprintf("26 5 0 %d", len(want)))
	wanted(t, db, "SELECT column_name, message, raw FROM quarantine WHERE row_number = 11",
		"age_at_contact contact.age_at_contact: utanför tillåtna gränser B2,P1,primary,2024-01-05,,1.5,121,1")
	for _, f := range report.Faults {
		if f.Rule == source.NotANumber && f.Column == "drg_weight" && f.Example != "aa" {
			t.Errorf("example of drg_weight is %q, want aa", f.Example)
		}
	}
}

func TestCostsOfNothingAndFiftyMillionLoad(t *testing.T) {
	data := t.TempDir()
	mustLoad(t, canonical(t, data, deliver(t,
		"contact.csv", text("contact_id,patient_id,care_form,started_at", "A,P,primary,2024-01-01", "B,P,primary,2024-01-01", "C,P,primary,2024-01-01", "D,P,primary,2024-01-01"),
		"contact_cost.csv", text("contact_id,model,total", "A,kpp,0", "B,kpp,50000000", "C,kpp,-0.01", "D,kpp,50000000.01"))))
	db := open(t, data)
	wanted(t, db, "SELECT contact_id, total FROM contact_cost ORDER BY 1", "A 0.00\nB 50000000.00")
	wanted(t, db, "SELECT row_number, rule, column_name FROM quarantine ORDER BY 1", "3 cost_out_of_range total\n4 cost_out_of_range total")
}

func TestARecordIsHeldBackWholeAlsoWhenItFeedsSeveralTables(t *testing.T) {
	data := t.TempDir()
	options := canonical(t, data, deliver(t, "par_ov_2024.csv", text("id;lopnr;datum;dia;dia2;kost",
		"A;P1;20240105;I50.9;E119;100,50",
		"B;P1;20240106;I509;;1 200,00",
		"C;P1;20240107;I509;E119;gratis", // the cost is wrong: no contact, no diagnosis
		"D;P1;20241301;I509;E119;1")))    // the contact is wrong: no cost
	options.Sources = []*source.Source{parse(t, `schema: 1
id: ov
title: Öppenvård
files: ["par_ov_*.csv"]
dialect: {encoding: windows-1252, delimiter: ";", decimal: ",", thousands: space}
tables:
  contact:
    columns:
      contact_id: {from: id}
      patient_id: {from: lopnr}
      care_form: {const: outpatient}
      started_at: {from: datum, type: date, formats: ["20060102"]}
  diagnosis:
    rows: {position: [dia, dia2], code: value, skip_empty: true}
  contact_cost:
    columns: {total: {from: kost}, model: {const: kpp}}
`)}
	mustLoad(t, options)
	db := open(t, data)
	wanted(t, db, "SELECT contact_id FROM contact ORDER BY 1", "A\nB")
	wanted(t, db, "SELECT contact_id, position, code FROM diagnosis ORDER BY ALL", "A 1 I509\nA 2 E119\nB 1 I509")
	wanted(t, db, "SELECT contact_id, model, total FROM contact_cost ORDER BY ALL", "A kpp 100.50\nB kpp 1200.00")
	wanted(t, db, "SELECT row_number, table_name, column_name, rule FROM quarantine ORDER BY ALL", "3 contact_cost total not_a_number\n4 contact started_at not_a_date")
	wanted(t, db, "SELECT rows_read, rows_loaded, rows_quarantined FROM delivery", "4 2 2")
}

func parse(t *testing.T, yaml string) *source.Source {
	t.Helper()
	schema, err := source.Schema(lightTree(t))
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Parse("test.yaml", []byte(yaml), "13", schema)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestRulePassesItsLimitAboveOnePercentAndTenRecordsOrHalfTheFile(t *testing.T) {
	cases := []struct {
		name            string
		records, faulty int
		limits          map[string]float64
		stops           bool
	}{
		{"nine of twenty", 20, 9, nil, false},
		{"five of five", 5, 5, nil, true},
		{"three of five", 5, 3, nil, true},
		{"half of four", 4, 2, nil, false},
		{"one of one", 1, 1, nil, true},
		{"five of six with a higher limit", 6, 5, map[string]float64{source.NotADate: 0.9}, false},
		{"three of five with a limit between", 5, 3, map[string]float64{source.NotADate: 0.55}, true},
		{"ten of a thousand", 1000, 10, nil, false},
		{"eleven of a thousand", 1000, 11, nil, true},
		{"ten of twenty", 20, 10, nil, true},
		{"eleven of a thousand with a higher limit", 1000, 11, map[string]float64{source.NotADate: 0.02}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data := t.TempDir()
			file := []string{"contact_id,patient_id,care_form,started_at"}
			for i := range c.records {
				start := "2024-01-05"
				if i < c.faulty {
					start = "i går"
				}
				file = append(file, fmt.Sprintf("C%d,P%d,primary,%s", i, i, start))
			}
			options := canonical(t, data, deliver(t, "contact.csv", text(file...)))
			options.Sources[0].Limits = c.limits
			report, err := Load(t.Context(), options)
			var gate *GateError
			if stopped := errors.As(err, &gate); stopped != c.stops || stopped != (report.Snapshot == "") {
				t.Fatalf("stopped %v, want %v; published %q; %v", stopped, c.stops, report.Snapshot, err)
			}
			if c.stops && (gate.ExitCode() != 3 || !strings.Contains(err.Error(), "contact.csv") || strings.Contains(err.Error(), "i går")) {
				t.Errorf("error: %v", err)
			}
		})
	}
}

func TestChildRowsOfUnknownContactsAreHeldBackAfterAllFiles(t *testing.T) {
	data := t.TempDir()
	options := canonical(t, data, deliver(t,
		"contact.csv", text("contact_id,patient_id,care_form,started_at", "A,P,primary,2024-01-01", "B,P,primary,fel", "C,P,primary,2024-01-01", "C,Q,primary,2024-01-01"),
		"cost_item.csv", text("contact_id,model,category,amount", "A,kpp,bas,1", "B,kpp,bas,1", "X,kpp,bas,1"),
		"diagnosis.csv", text("contact_id,position,code", "A,1,I509", "B,1,I509", "C,1,I509")))
	options.Sources = lenient(t, "canonical")
	mustLoad(t, options)
	db := open(t, data)
	// B broke a rule of its own, C stands twice with different persons, X is in no file.
	wanted(t, db, "SELECT file, row_number, rule FROM quarantine ORDER BY ALL",
		"contact.csv 2 not_a_date\ncontact.csv 3 repeated_key\ncontact.csv 4 repeated_key\n"+
			"cost_item.csv 2 unknown_contact\ncost_item.csv 3 unknown_contact\ndiagnosis.csv 2 unknown_contact\ndiagnosis.csv 3 unknown_contact")
	wanted(t, db, "SELECT contact_id FROM contact UNION ALL SELECT contact_id FROM cost_item UNION ALL SELECT contact_id FROM diagnosis", "A\nA\nA")
	wanted(t, db, "SELECT bool_and(rows_read = rows_loaded + rows_replaced + rows_quarantined), sum(rows_loaded)::INT FROM delivery", "true 3")
}

func TestUnknownPatientIsAFaultOnlyWhenPatientsAreComplete(t *testing.T) {
	for _, complete := range []bool{false, true} {
		data := t.TempDir()
		options := canonical(t, data, deliver(t,
			"contact.csv", text("contact_id,patient_id,care_form,started_at", "A,P,primary,2024-01-01", "B,Q,primary,2024-01-01"),
			"diagnosis.csv", text("contact_id,position,code", "B,1,I509"),
			"patient.csv", text("patient_id,birth_year", "P,1950")))
		options.Sources = lenient(t, "canonical")
		options.Sources[0].PatientsComplete = complete
		mustLoad(t, options)
		db := open(t, data)
		want := ""
		if complete {
			want = "contact.csv 2 unknown_patient\ndiagnosis.csv 1 unknown_contact"
		}
		wanted(t, db, "SELECT file, row_number, rule FROM quarantine ORDER BY ALL", want)
	}
}

func TestRepairedEndsAreCountedAndNotHeldBack(t *testing.T) {
	data := t.TempDir()
	options := canonical(t, data, deliver(t, "contact.csv", text(contactHeader, "A,P,inpatient,2024-01-05,2024-01-04,1,male,1380", "B,P,inpatient,2024-01-05,2024-01-06,1,male,1380")))
	options.Sources[0].RepairEnds = true
	report := mustLoad(t, options)
	if report.Files[0].Repaired != 1 {
		t.Errorf("repaired %d, want 1", report.Files[0].Repaired)
	}
	wanted(t, open(t, data), "SELECT contact_id, ended_at::DATE FROM contact ORDER BY 1", "A 2024-01-05\nB 2024-01-06")
}
