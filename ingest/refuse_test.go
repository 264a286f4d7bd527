package ingest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"klarsyn/ingest/read"
	"klarsyn/ingest/snapshot"
	"klarsyn/ingest/source"
)

func TestRefusedFilesStopTheLoadAndAreToldTogether(t *testing.T) {
	data := t.TempDir()
	mustLoad(t, canonical(t, data, delivered(t, 1, 0, 10)))
	before, err := snapshot.At(data).Current()
	if err != nil {
		t.Fatal(err)
	}
	report, err := Load(t.Context(), canonical(t, data, deliver(t,
		"contact.csv", text(visits, "A,P,primary,2024-05-01,1380"),
		"diagnosis.csv", "",
		"lab.csv", text("patient_id,taken_at", "P,2024-01-01"),
		"patient.csv", "patient_id,sex\nP,\xe5\n")))
	var gate *GateError
	if !errors.As(err, &gate) || gate.ExitCode() != 3 || len(gate.Reasons) != 3 {
		t.Fatalf("error: %v", err)
	}
	for file, rule := range map[string]read.Rule{"diagnosis.csv": read.EmptyFile, "lab.csv": read.MissingColumn, "patient.csv": read.Undecodable} {
		if !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), string(rule)) {
			t.Errorf("the error does not tell %s of %s:\n%v", rule, file, err)
		}
	}
	if report.Files[0].Loaded != 1 || report.Snapshot != "" {
		t.Errorf("report: %+v", report)
	}
	if now, err := snapshot.At(data).Current(); err != nil || now.ID != before.ID {
		t.Errorf("current is %s, %v", now.ID, err)
	}
}

func TestRowsThatReferToARefusedFileAreNoFaults(t *testing.T) {
	contacts := text(visits, "A,P,primary,2024-05-01,1380", "C,P,primary,2024-05-01,1380")
	diagnoses := text("contact_id,position,code", "A,1,I509", "C,1,I509")
	for name, test := range map[string]struct {
		contacts string
		faults   int
	}{"refused": {"contact_id,patient_id\nA,P\n", 0}, "absent": {strings.Replace(contacts, "A,", "B,", 1), 1}} {
		report, err := Load(t.Context(), canonical(t, t.TempDir(), deliver(t, "contact.csv", test.contacts, "diagnosis.csv", diagnoses)))
		var gate *GateError
		if len(report.Faults) != test.faults || errors.As(err, &gate) != (name == "refused") {
			t.Errorf("contacts %s: faults %+v, error %v", name, report.Faults, err)
		}
	}
}

func TestFilesThatAreNotWhatTheirExtensionSaysAreRefusedInOurWords(t *testing.T) {
	garbage := strings.Repeat("contact_id,patient_id\nA,P\n", 100)
	for extension, want := range map[string]string{
		"parquet": "expected a Parquet file, found one that is damaged or cut off", "arrow": "expected an Arrow IPC file, found one that is damaged or cut off",
	} {
		for _, content := range []string{garbage, "PAR1" + garbage + "PAR1", "ARROW1" + garbage} {
			name := "contact." + extension
			_, err := Load(t.Context(), canonical(t, t.TempDir(), deliver(t, name, content)))
			var gate *GateError
			if !errors.As(err, &gate) {
				t.Fatalf("%s: %v", name, err)
			}
			if got := err.Error(); !strings.Contains(got, name+": refused (unreadable): "+want) || strings.Contains(got, "/") || strings.Contains(got, "Error:") {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
}

func TestAPipeIsAUsageErrorAndIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "contact.csv"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Load(t.Context(), canonical(t, t.TempDir(), dir))
	var usage *UsageError
	if !errors.As(err, &usage) || !strings.Contains(err.Error(), "contact.csv is not a regular file") {
		t.Errorf("error: %v", err)
	}
}

func TestAFileThatChangesWhileItIsReadIsRefused(t *testing.T) {
	data := t.TempDir()
	contacts := []string{visits}
	for i := range 200_000 {
		contacts = append(contacts, fmt.Sprintf("C%d,P%d,primary,2024-01-01,1380", i, i))
	}
	dir := deliver(t, "contact.csv", text(contacts...))
	options := canonical(t, data, dir)
	grown := false
	options.Progress = func(p Progress) {
		if p.What == "" || grown {
			return
		}
		grown = true
		file, err := os.OpenFile(filepath.Join(dir, "contact.csv"), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Error(err)
			return
		}
		defer file.Close()
		fmt.Fprintln(file, "X,P,primary,2024-01-01,1380")
	}
	_, err := Load(t.Context(), options)
	var refusal *read.Refusal
	if !grown || !errors.As(err, &refusal) || refusal.Rule != read.ChangedMeanwhile {
		t.Fatalf("grown %v, error %v", grown, err)
	}
	if _, err := snapshot.At(data).Current(); !errors.Is(err, snapshot.ErrNone) {
		t.Errorf("something was published: %v", err)
	}
	mustLoad(t, canonical(t, data, dir))
	wanted(t, open(t, data), "SELECT count(*) FROM contact", "200001")
}

func TestAFileWithTheContentOfAnotherIsSkipped(t *testing.T) {
	data := t.TempDir()
	content := text("patient_id,atc,dispensed_on,packages", "P,C07,2024-02-01,1")
	report := mustLoad(t, canonical(t, data, deliver(t, "dispensing.csv", content), deliver(t, "dispensing.csv", content)))
	if report.Files[0].Skipped != "" || !strings.Contains(report.Files[1].Skipped, "dispensing.csv") {
		t.Errorf("files: %+v", report.Files)
	}
	wanted(t, open(t, data), "SELECT count(*), (SELECT count(*) FROM delivery) FROM dispensing", "1 1")
}

func TestAFileThatFitsTwoSourcesAndContradictingRegionsAreUsageErrors(t *testing.T) {
	data := t.TempDir()
	dir := deliver(t, "contact.csv", text(visits, "A,P,primary,2024-05-01,1380"))
	twice := canonical(t, data, dir)
	other := *twice.Sources[0]
	other.ID = "other"
	twice.Sources = append(twice.Sources, &other)
	mustLoad(t, canonical(t, data, dir))
	region := canonical(t, data, dir)
	region.HomeRegion, region.Sources = "14", []*source.Source{}
	foreign := *canonical(t, data, dir).Sources[0]
	foreign.HomeRegion = ""
	region.Sources = []*source.Source{&foreign}
	for name, options := range map[string]Options{"two sources": twice, "another region": region} {
		_, err := Load(t.Context(), options)
		var usage *UsageError
		if !errors.As(err, &usage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASnapshotOfAnOlderProgramIsTakenOver(t *testing.T) {
	data := t.TempDir()
	older := lightTree(t).(fstest.MapFS)
	// An older program had no column for the MDC, other types for the age and the care form, and a table that is gone now.
	contact := string(older["schema/contact.sql"].Data)
	contact = strings.Replace(contact, "mdc               VARCHAR,", "", 1)
	contact = strings.Replace(contact, ", mdc mdc", "", 1)
	contact = strings.Replace(contact, "age_at_contact    SMALLINT", "age_at_contact    INTEGER", 1)
	contact = strings.Replace(contact, "care_form         ENUM ('inpatient', 'outpatient', 'primary')", "care_form         VARCHAR", 1)
	older["schema/contact.sql"] = &fstest.MapFile{Data: []byte(contact)}
	older["schema/forgotten.sql"] = &fstest.MapFile{Data: []byte("-- table: forgotten\n-- grain: none\nCREATE TABLE forgotten (a INTEGER);\n")}
	options := canonical(t, data, deliver(t, "contact.csv", text("contact_id,patient_id,care_form,started_at,age_at_contact", "A,P,primary,2024-05-01,70")))
	options.Tree = older
	for g := range options.Sources[0].Groups {
		table := &options.Sources[0].Groups[g].Tables[0]
		for c := range table.Columns {
			if table.Name == "contact" && table.Columns[c].Target == "mdc" {
				table.Columns = append(table.Columns[:c], table.Columns[c+1:]...)
				break
			}
		}
	}
	mustLoad(t, options)
	mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text("contact_id,patient_id,care_form,started_at,mdc", "B,P,primary,2024-05-02,05"))))
	db := open(t, data)
	wanted(t, db, "SELECT contact_id, care_form, coalesce(age_at_contact, -1), coalesce(mdc, '-') FROM contact ORDER BY 1", "A primary 70 -\nB primary -1 05")
	wanted(t, db, "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'forgotten%' OR table_name LIKE '% before'", "0")
	wanted(t, db, "SELECT data_type FROM duckdb_columns() WHERE table_name = 'contact' AND column_name IN ('age_at_contact', 'care_form') ORDER BY column_name",
		"SMALLINT\nENUM('inpatient', 'outpatient', 'primary')")
}
