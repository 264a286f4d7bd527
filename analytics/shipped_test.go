package analytics_test

import (
	"path/filepath"
	"testing"

	"klarsyn/analytics"
	"klarsyn/ingest"
	"klarsyn/sql"
	"klarsyn/sql/duck"
)

// A snapshot of a handful of records is enough for DuckDB to compile every statement against the shipped marts.
func TestEveryShippedHeaderHolds(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "shipped.duckdb")
	db, err := duck.Open(ctx, duck.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := ingest.CreateTables(ctx, db, sql.Files()); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"INSERT INTO snapshot_info VALUES ('shipped', TIMESTAMP '2024-11-01 04:00:00', 'test', '13', DATE '2016-01-01', DATE '2024-10-31')",
		"INSERT INTO patient (patient_id, birth_year, sex, municipality_code, delivery_id) VALUES ('p1', 1950, 'female', '1380', 1)",
		"INSERT INTO unit (unit_id, name, hospital, valid_from, delivery_id) VALUES ('u1', 'Medicin', 'Halmstad', DATE '2016-01-01', 1)",
		"INSERT INTO contact (contact_id, patient_id, care_form, contact_type, unit_id, planned, started_at, ended_at, delivery_id) VALUES ('c1', 'p1', 'inpatient', 'stay', 'u1', false, TIMESTAMP '2023-03-01 10:00:00', TIMESTAMP '2023-03-05 10:00:00', 1)",
		"INSERT INTO diagnosis (contact_id, position, code, delivery_id) VALUES ('c1', 1, 'I509', 1)",
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := ingest.Build(ctx, db, sql.Files(), nil); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	service, err := analytics.Open(ctx, analytics.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	if err := service.Check(ctx); err != nil {
		t.Errorf("\n%v", err)
	}
	for _, analysis := range service.Analyses() {
		view := service.View()
		if _, err := view.Run(ctx, analysis.ID, analytics.Selection{}, analytics.RunOptions{}); err != nil {
			t.Errorf("run %s: %v", analysis.ID, err)
		}
		view.Release()
	}
}
