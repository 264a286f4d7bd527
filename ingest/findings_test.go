package ingest

import (
	"testing"

	"klarsyn/ingest/source"
)

func TestWhatWasFoundInCellsIsReportedAndKeptWithTheSnapshot(t *testing.T) {
	data := t.TempDir()
	header := contactHeader + ",drg"
	report := mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text(header,
		"A,P,primary,2024-05-01,,44,female,1380,A01",
		"B,P,primary,2024-05-02,,#N/A,female,1380,#REF!",
		"C,P,primary,2024-05-03,,#SAKNAS!,female,#####,A01",
		"D,P,primary,2024-05-04,,#Nej,female,1380,A01")))) // no error value: held back as no number
	want := []FindingReport{
		{File: "contact.csv", Source: "canonical", Column: "age_at_contact", Kind: source.ExcelError, Message: "felvärde från Excel lästes som saknat", Cells: 2, First: 2, Line: 3, delivery: 1},
		{File: "contact.csv", Source: "canonical", Column: "drg", Kind: source.ExcelError, Message: "felvärde från Excel lästes som saknat", Cells: 1, First: 2, Line: 3, delivery: 1},
		{File: "contact.csv", Source: "canonical", Column: "municipality_code", Kind: source.ExcelError, Message: "felvärde från Excel lästes som saknat", Cells: 1, First: 3, Line: 4, delivery: 1},
	}
	if len(report.Findings) != len(want) {
		t.Fatalf("findings: %+v", report.Findings)
	}
	for i, finding := range report.Findings {
		if finding != want[i] {
			t.Errorf("finding %d: got %+v, want %+v", i, finding, want[i])
		}
	}
	stored := "age_at_contact excel_error 2 2\ndrg excel_error 1 2\nmunicipality_code excel_error 1 3"
	const question = "SELECT column_name, kind, cells, first_record FROM cell_finding WHERE delivery_id = 1 ORDER BY ALL"
	db := open(t, data)
	wanted(t, db, "SELECT contact_id, coalesce(age_at_contact, -1), coalesce(municipality_code, '-'), coalesce(drg, '-') FROM contact ORDER BY 1",
		"A 44 1380 A01\nB -1 1380 -\nC -1 - A01")
	wanted(t, db, question, stored)
	mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text(header, "E,P,primary,2024-05-05,,44,female,1380,A01"))))
	wanted(t, open(t, data), question, stored) // what earlier deliveries held stays told
}
