package ingest

import (
	"strings"
	"testing"

	"klarsyn/ingest/source"
)

// hospital is a source whose contacts, diagnoses and costs come in one file, with what a test says at the top and of the id.
func hospital(t *testing.T, id, top, key string) *source.Source {
	t.Helper()
	return parse(t, strings.NewReplacer("ID", id, "TOP", top, "KEY", key).Replace(`schema: 1
id: ID
title: Sjukhus
files: ["ID_*.csv"]
TOP
dialect: {delimiter: ","}
tables:
  contact:
    columns: {contact_id: KEY, patient_id: lopnr, care_form: {const: inpatient}, started_at: {from: in, type: date}}
  diagnosis:
    rows: {position: [dia], code: value, skip_empty: true}
`))
}

const stayColumns = "id,lopnr,in,dia"

func TestFilesThatNumberTheirContactsByThemselvesAreKeptApart(t *testing.T) {
	data := t.TempDir()
	src := hospital(t, "sv", "keep_apart: file", "id")
	load := func(pairs ...string) {
		t.Helper()
		options := canonical(t, data, deliver(t, pairs...))
		options.Sources = []*source.Source{src}
		mustLoad(t, options)
	}
	load("sv_halmstad.csv", text(stayColumns, "1,P,2024-01-01,I509", "2,Q,2024-01-02,I10"), "sv_Varberg.csv", text(stayColumns, "1,R,2024-01-01,E119"))
	wanted(t, open(t, data), "SELECT contact_id, patient_id, code FROM contact JOIN diagnosis USING (contact_id) ORDER BY 1",
		"sv_halmstad:1 P I509\nsv_halmstad:2 Q I10\nsv_varberg:1 R E119")
	// A file of the same name, whatever its format, replaces by key; the other's stand.
	load("sv_halmstad.csv", text(stayColumns, "1,P,2024-01-01,I500", "3,P,2024-02-01,I10"))
	wanted(t, open(t, data), "SELECT contact_id, patient_id, code FROM contact JOIN diagnosis USING (contact_id) ORDER BY 1",
		"sv_halmstad:1 P I500\nsv_halmstad:2 Q I10\nsv_halmstad:3 P I10\nsv_varberg:1 R E119")
}

func TestSourcesThatNumberTheirContactsByThemselvesAreKeptApartWithTheirReferences(t *testing.T) {
	data := t.TempDir()
	costs := parse(t, `schema: 1
id: kpp-norr
title: KPP
files: ["kpp_*.csv"]
keep_apart: source
contacts_of: norr
dialect: {delimiter: ","}
tables:
  contact_cost:
    columns: {contact_id: id, model: {const: kpp}, total: kr}
`)
	load := func(pairs ...string) *Report {
		t.Helper()
		options := canonical(t, data, deliver(t, pairs...))
		options.Sources = []*source.Source{hospital(t, "norr", "keep_apart: source", "id"), hospital(t, "syd", "", "id"), costs}
		return mustLoad(t, options)
	}
	load("norr_1.csv", text(stayColumns, "1,P,2024-01-01,I509"), "syd_1.csv", text(stayColumns, "1,R,2024-01-01,E119"), "kpp_1.csv", text("id,kr", "1,100"))
	wanted(t, open(t, data), "SELECT contact_id, patient_id, coalesce(total, 0) FROM contact LEFT JOIN contact_cost USING (contact_id) ORDER BY 1", "1 R 0.00\nnorr:1 P 100.00")
	load("norr_2.csv", text(stayColumns, "1,P,2024-01-02,I509", "2,P,2024-02-01,I509"), "kpp_2.csv", text("id,kr", "1,150", "2,200", "3,1"))
	wanted(t, open(t, data), "SELECT contact_id, started_at::DATE, coalesce(total, 0) FROM contact LEFT JOIN contact_cost USING (contact_id) ORDER BY 1",
		"1 2024-01-01 0.00\nnorr:1 2024-01-02 150.00\nnorr:2 2024-02-01 200.00")
	wanted(t, open(t, data), "SELECT rule, raw FROM quarantine", "unknown_contact 3,1")
}

func TestAFileOfRecordNumbersReplacesTheOneOfItsNameWhole(t *testing.T) {
	data := t.TempDir()
	src := hospital(t, "sv", "keep_apart: file", "{row_number: true}")
	load := func(pairs ...string) {
		t.Helper()
		options := canonical(t, data, deliver(t, pairs...))
		options.Sources = []*source.Source{src}
		mustLoad(t, options)
	}
	load("sv_a.csv", text("lopnr,in,dia", "P,2024-01-01,I509", "Q,2024-01-02,", "R,2024-01-03,I10"), "sv_b.csv", text("lopnr,in,dia", "S,2024-01-01,I10"))
	wanted(t, open(t, data), "SELECT contact_id, patient_id FROM contact ORDER BY 1", "sv_a:1 P\nsv_a:2 Q\nsv_a:3 R\nsv_b:1 S")
	load("sv_a.csv", text("lopnr,in,dia", "Z,2024-01-05,E119", "P,2024-01-01,I509"))
	db := open(t, data)
	wanted(t, db, "SELECT contact_id, patient_id, coalesce(code, '-') FROM contact LEFT JOIN diagnosis USING (contact_id) ORDER BY 1", "sv_a:1 Z E119\nsv_a:2 P I509\nsv_b:1 S I10")
	wanted(t, db, "SELECT count(*) FROM diagnosis", "3")
	wanted(t, db, "SELECT rows_superseded_earlier FROM delivery ORDER BY delivery_id", "0\n0\n3")
}
