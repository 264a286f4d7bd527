package ingest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"klarsyn/ingest/source"
)

const visits = "contact_id,patient_id,care_form,started_at,municipality_code"

func TestIdenticalRepeatsAreReplacedAndDifferentOnesAllHeldBack(t *testing.T) {
	data := t.TempDir()
	mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text(visits,
		"A,P,primary,2024-01-01,1380",
		"B,P,primary,2024-01-01,1380",
		"A,P,primary,2024-01-01,1380",
		"A,P,primary,2024-01-01,1380",
		"B,P,primary,2024-01-01,1381", // differs from the other B
		"D,P,primary,2024-01-01,",
		"D,P,primary,2024-01-01,",
		"E,P,primary,2024-01-01,",
		"E,P,primary,2024-01-01,1380", // missing differs from 1380
		"B,P,primary,2024-01-01,1380"))))
	db := open(t, data)
	wanted(t, db, "SELECT contact_id, source_row FROM contact ORDER BY 1", "A 1\nD 6")
	wanted(t, db, "SELECT row_number, rule FROM quarantine ORDER BY 1", "2 repeated_key\n5 repeated_key\n8 repeated_key\n9 repeated_key\n10 repeated_key")
	wanted(t, db, "SELECT rows_read, rows_loaded, rows_replaced, rows_quarantined FROM delivery", "10 2 3 5")
}

func TestMissingPartsOfAKeyAreEqual(t *testing.T) {
	data := t.TempDir()
	header := "year,care_form,field,drg,comparison_group,mean"
	mustLoad(t, canonical(t, data, deliver(t, "drg_reference.csv", text(header,
		"2024,inpatient,,E47A,national,1", "2024,inpatient,,E47A,national,1", "2024,inpatient,somatic,E47A,national,2"))))
	wanted(t, open(t, data), "SELECT rows_loaded, rows_replaced FROM delivery", "2 1")
	mustLoad(t, canonical(t, data, deliver(t, "drg_reference.csv", text(header, "2024,inpatient,,E47A,national,3"))))
	wanted(t, open(t, data), "SELECT coalesce(field, '-'), mean FROM drg_reference ORDER BY ALL", "- 3.0\nsomatic 2.0")
}

func TestNewerFileOfTheSameLoadSupersedesWhateverTheOrderOfArguments(t *testing.T) {
	layout := parse(t, `schema: 1
id: ov
title: Öppenvård
files: ["ov_*.csv"]
dialect: {delimiter: ";"}
tables:
  contact:
    columns:
      contact_id: {from: id}
      patient_id: {from: lopnr}
      care_form: {const: outpatient}
      started_at: {from: datum, type: date}
  diagnosis:
    rows: {position: [dia, dia2], code: value, skip_empty: true}
`)
	a := deliver(t, "ov_2024-01.csv", text("id;lopnr;datum;dia;dia2", "A;P;2024-01-01;I509;E119", "B;P;2024-01-02;I509;"))
	b := deliver(t, "ov_2024-02.csv", text("id;lopnr;datum;dia;dia2", "A;P;2024-01-03;I500;", "C;P;2024-02-01;I10;"))
	for _, paths := range [][]string{{a, b}, {b, a}, {filepath.Join(b, "ov_2024-02.csv"), a}} {
		data := t.TempDir()
		options := canonical(t, data, paths...)
		options.Sources = []*source.Source{layout}
		mustLoad(t, options)
		db := open(t, data)
		wanted(t, db, "SELECT contact_id, started_at::DATE, delivery_id FROM contact ORDER BY 1", "A 2024-01-03 2\nB 2024-01-02 1\nC 2024-02-01 2")
		wanted(t, db, "SELECT contact_id, position, code FROM diagnosis ORDER BY ALL", "A 1 I500\nB 1 I509\nC 1 I10")
		wanted(t, db, "SELECT delivery_id, rows_read, rows_loaded, rows_replaced FROM delivery ORDER BY 1", "1 2 1 1\n2 2 2 0")
	}
}

func TestAResentContactReplacesTheEarlierOneWithItsChildren(t *testing.T) {
	data := t.TempDir()
	mustLoad(t, canonical(t, data, deliver(t,
		"contact.csv", text(visits, "A,P,primary,2024-01-01,1380", "B,P,primary,2024-01-02,1380"),
		"diagnosis.csv", text("contact_id,position,code", "A,1,I509", "A,2,E119", "B,1,I10"),
		"cost_item.csv", text("contact_id,model,category,amount", "A,kpp,bas,1", "A,kpp,bas,1", "B,kpp,bas,2"),
		"procedure.csv", text("contact_id,code", "A,AF022", "B,AF022"))))
	mustLoad(t, canonical(t, data, deliver(t,
		"contact.csv", text(visits, "A,P,primary,2024-01-05,1381", "C,P,primary,2024-02-01,1380"),
		"diagnosis.csv", text("contact_id,position,code", "A,1,I500"),
		"procedure.csv", text("contact_id,code", "A,AF021"))))
	db := open(t, data)
	wanted(t, db, "SELECT contact_id, started_at::DATE, municipality_code, delivery_id FROM contact ORDER BY 1", "A 2024-01-05 1381 5\nB 2024-01-02 1380 1\nC 2024-02-01 1380 5")
	wanted(t, db, "SELECT contact_id, position, code FROM diagnosis ORDER BY ALL", "A 1 I500\nB 1 I10")
	wanted(t, db, "SELECT contact_id, amount FROM cost_item ORDER BY ALL", "B 2.00")
	wanted(t, db, "SELECT contact_id, code, performed_on FROM procedure ORDER BY ALL", "A AF021 2024-01-05\nB AF022 2024-01-02")
	wanted(t, db, "SELECT delivery_id, file, rows_read, rows_loaded, rows_superseded_earlier FROM delivery ORDER BY 1",
		"1 contact.csv 2 2 0\n2 cost_item.csv 3 3 0\n3 diagnosis.csv 3 3 0\n4 procedure.csv 2 2 0\n5 contact.csv 2 2 1\n6 diagnosis.csv 1 1 2\n7 procedure.csv 1 1 1")
}

func TestCostsOfASeparateSystemStayWhenAContactIsSentAgain(t *testing.T) {
	costs := parse(t, `schema: 1
id: kpp
title: KPP
files: ["kpp_*.csv"]
contacts_of: canonical
dialect: {delimiter: ";"}
tables:
  contact_cost:
    columns: {contact_id: {from: id}, model: {const: kpp}, total: {from: kr}}
`)
	data := t.TempDir()
	load := func(pairs ...string) {
		t.Helper()
		options := canonical(t, data, deliver(t, pairs...))
		options.Sources = append(options.Sources, costs)
		mustLoad(t, options)
	}
	load("contact.csv", text(visits, "A,P,primary,2024-01-01,1380", "B,P,primary,2024-01-01,1380"), "kpp_1.csv", text("id;kr", "A;100", "B;200"))
	load("contact.csv", text(visits, "A,P,primary,2024-01-02,1380"))
	db := open(t, data)
	wanted(t, db, "SELECT contact_id, total FROM contact_cost ORDER BY 1", "A 100.00\nB 200.00")
	// The cost system's own new value replaces its old one, for a contact that only the snapshot before holds.
	load("kpp_2.csv", text("id;kr", "B;250"))
	db = open(t, data)
	wanted(t, db, "SELECT contact_id, total FROM contact_cost ORDER BY 1", "A 100.00\nB 250.00")
	wanted(t, db, "SELECT count(*) FROM quarantine", "0")
}

func TestEventsAreReplacedPerSourceAndDeliveredPeriod(t *testing.T) {
	header := "patient_id,atc,dispensed_on,packages"
	data := t.TempDir()
	mustLoad(t, canonical(t, data, deliver(t, "dispensing.csv", text(header,
		"P,C07,2024-01-31,1", "P,C07,2024-02-01,1", "P,C07,2024-02-29,1", "P,C07,2024-02-29,1", "P,C07,2024-03-01,1"))))
	wanted(t, open(t, data), "SELECT rows_loaded, rows_replaced, period_from, period_to FROM delivery", "5 0 2024-01-31 2024-03-01") // equal rows are kept
	// The file's own first and last day bound what it replaces.
	mustLoad(t, canonical(t, data, deliver(t, "dispensing.csv", text(header, "Q,C07,2024-02-01,2", "Q,C07,2024-02-29,2"))))
	db := open(t, data)
	wanted(t, db, "SELECT patient_id, dispensed_on FROM dispensing ORDER BY ALL", "P 2024-01-31\nP 2024-03-01\nQ 2024-02-01\nQ 2024-02-29")
	wanted(t, db, "SELECT rows_superseded_earlier FROM delivery ORDER BY delivery_id", "0\n3")
	// A declared period replaces days on which the new file has no row.
	options := canonical(t, data, deliver(t, "dispensing.csv", text(header, "R,C07,2024-02-10,1")))
	options.Period = &Period{dayAt("2024-01-31"), dayAt("2024-02-29")}
	mustLoad(t, options)
	wanted(t, open(t, data), "SELECT patient_id, dispensed_on FROM dispensing ORDER BY ALL", "P 2024-03-01\nR 2024-02-10")
}

func dayAt(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

func TestFilesOfOneLoadAddUpTheirEvents(t *testing.T) {
	data := t.TempDir()
	header := "patient_id,atc,dispensed_on,packages"
	a := deliver(t, "dispensing.csv", text(header, "P,C07,2024-02-01,1", "P,C07,2024-02-03,1"))
	b := deliver(t, "dispensing.csv", text(header, "P,C07,2024-02-02,1"))
	mustLoad(t, canonical(t, data, a, b))
	wanted(t, open(t, data), "SELECT dispensed_on FROM dispensing ORDER BY 1", "2024-02-01\n2024-02-02\n2024-02-03")
}

func TestPersonsOfContactsFollowTheNewestOneUntilTheRegisterNamesThem(t *testing.T) {
	data := t.TempDir()
	header := "contact_id,patient_id,care_form,started_at,age_at_contact,sex,municipality_code"
	mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text(header,
		"A,P,primary,2023-05-01,70,male,1380", "B,P,primary,2024-05-01,71,male,1381",
		"D,Q,primary,2024-05-01,30,female,1382", "C,Q,primary,2024-05-01,31,female,1383"))))
	db := open(t, data)
	// P: 2024 − 71. Q: two contacts of one instant, the higher id D counts: 2024 − 30.
	wanted(t, db, "SELECT patient_id, birth_year, sex, municipality_code, delivery_id FROM patient ORDER BY 1", "P 1953 male 1381 0\nQ 1994 female 1382 0")
	mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text(header, "E,P,primary,2024-06-01,71,male,1384"), "patient.csv", text("patient_id,birth_year", "Q,1993"))))
	db = open(t, data)
	wanted(t, db, "SELECT patient_id, birth_year, coalesce(municipality_code, '-') FROM patient ORDER BY 1", "P 1953 1384\nQ 1993 -")
}

func TestCutoffIsThePeriodsEndElseTheLatestContactStart(t *testing.T) {
	data := t.TempDir()
	mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text("contact_id,patient_id,care_form,started_at,ended_at", "A,P,inpatient,2024-05-01 23:59,2024-06-10", "B,P,inpatient,2024-04-01,"),
		"lab.csv", text("patient_id,taken_at,analysis_code", "P,2025-01-01,NPU21571"))))
	wanted(t, open(t, data), "SELECT data_start_on, cutoff_on FROM snapshot_info", "2024-04-01 2024-05-01")
	options := canonical(t, data, deliver(t, "contact.csv", text("contact_id,patient_id,care_form,started_at", "C,P,primary,2024-05-20")))
	options.Period = &Period{dayAt("2024-05-01"), dayAt("2024-05-31")}
	mustLoad(t, options)
	wanted(t, open(t, data), "SELECT data_start_on, cutoff_on FROM snapshot_info", "2024-04-01 2024-05-31")
}

func TestProceduresWithoutAContactKeepTheirOwnPersonAndDay(t *testing.T) {
	data := t.TempDir()
	mustLoad(t, canonical(t, data, deliver(t,
		"contact.csv", text(visits, "A,P,primary,2024-01-01,1380"),
		"procedure.csv", text("contact_id,patient_id,code,performed_on", "A,,AF022,", "A,,AF021,2024-01-03", ",Q,AF023,2024-02-01", ",Q,AF023,2024-02-05"))))
	wanted(t, open(t, data), "SELECT coalesce(contact_id, '-'), patient_id, code, performed_on FROM procedure ORDER BY ALL",
		"- Q AF023 2024-02-01\n- Q AF023 2024-02-05\nA P AF021 2024-01-03\nA P AF022 2024-01-01")
	mustLoad(t, canonical(t, data, deliver(t, "procedure.csv", text("contact_id,patient_id,code,performed_on", ",R,AF024,2024-02-01"))))
	wanted(t, open(t, data), "SELECT patient_id, code FROM procedure WHERE contact_id IS NULL ORDER BY ALL", "Q AF023\nR AF024")
}

func TestTheSameFilesInAnyOrderGiveTheSameRows(t *testing.T) {
	pairs := []string{
		"contact.csv", text(visits, "A,P,primary,2024-01-01,1380", "B,Q,primary,2024-01-02,1380", "A,P,primary,2024-01-01,1380"),
		"diagnosis.csv", text("contact_id,position,code", "A,1,I509", "B,1,I10", "X,1,I10"),
		"patient.csv", text("patient_id,birth_year", "P,1950"),
		"residence.csv", text("patient_id,municipality_code,valid_from", "P,1380,2000-01-01", "P,1381,2010-01-01"),
	}
	dir := deliver(t, pairs...)
	var files []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		files = append([]string{filepath.Join(dir, entry.Name())}, files...)
	}
	var before []string
	for _, paths := range [][]string{{dir}, files} {
		data := t.TempDir()
		mustLoad(t, canonical(t, data, paths...))
		db := open(t, data)
		var content []string
		for _, table := range []string{"contact", "diagnosis", "patient", "residence", "quarantine"} {
			content = append(content, lines(t, db, "SELECT * FROM "+table+" ORDER BY ALL"))
		}
		content = append(content, lines(t, db, "SELECT * EXCLUDE received_at FROM delivery ORDER BY ALL"))
		for i := range before {
			if content[i] != before[i] {
				t.Errorf("content differs:\n%s\n\n%s", before[i], content[i])
			}
		}
		before = content
	}
}

func TestDryRunReportsEverythingAndPublishesNothing(t *testing.T) {
	data := t.TempDir()
	options := canonical(t, data, deliver(t,
		"contact.csv", text(visits, "A,P,primary,2024-01-01,1380", "B,P,primary,fel,1380"),
		"patient.csv", text("patient_id,personnummer", "P,1")))
	options.DryRun = true
	report, err := Load(t.Context(), options)
	if err == nil || report.Files[1].Refused == nil || len(report.Faults) != 1 {
		t.Fatalf("report %+v, error %v", report, err)
	}
	if entries, _ := os.ReadDir(filepath.Join(data, "snapshots")); len(entries) > 0 {
		t.Error("a dry run left a snapshot")
	}
	if entries, _ := os.ReadDir(filepath.Join(data, "tmp")); len(entries) > 0 {
		t.Error("a dry run left files")
	}
}
