package read

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"klarsyn/ingest/source"
)

// public gives the path of a public data file, which lies beside the repository and is not part of it.
func public(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "data", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the public data are not beside the repository (%s)", path)
	}
	return path
}

// Public registers in real layouts are read by the ready sources, cell by cell as encoding/csv reads them.
func TestPublicRegistersAreReadAsEncodingCSVReadsThem(t *testing.T) {
	nulls := []string{".", "NA", "NULL", "BLANKED"}
	for name, c := range map[string]struct {
		source, as string
		records    int64
	}{
		"swereg_fake_register/fake_diagnoses.csv":     {"par-forskning", "", 5000},
		"swereg_fake_register/fake_prescriptions.csv": {"lmed-forskning", "", 8000},
		"swereg_fake_register/fake_cod.csv":           {"", deaths, 50},
		"kolada/kolada_region_values.csv":             {"kolada", "", 13603},
	} {
		t.Run(name, func(t *testing.T) {
			path := public(t, name)
			var files *source.Group
			if c.source == "" {
				files = group(t, c.as)
			} else {
				src, err := source.Load(c.source, "13")
				if err != nil {
					t.Fatal(err)
				}
				var ok bool
				if files, ok = src.Group(path); !ok {
					t.Fatalf("%s does not know the file", c.source)
				}
			}
			file, err := normalise(t, path, files, Options{Dir: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			if file.Records != c.records || len(file.Faults) != 0 {
				t.Fatalf("%d records and %d faults, want %d and none", file.Records, len(file.Faults), c.records)
			}
			in, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			want, err := csv.NewReader(in).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var kept []int
			for i, header := range want[0] {
				if slices.Contains(file.columns, source.Fold(header)) {
					kept = append(kept, i)
				}
			}
			for i, row := range file.rows {
				for j, at := range kept {
					cell := naiveCell(want[i+1][at])
					if slices.Contains(nulls, cell) && c.source != "kolada" {
						cell = ""
					}
					if row[j+1] != cell {
						t.Fatalf("record %d, column %s: %q, encoding/csv reads %q", i+1, want[0][at], row[j+1], cell)
					}
				}
			}
		})
	}
}

const deaths = `schema: 1
id: dors-komma
title: Dödsorsaksregistret, kommaseparerat
files: ["fake_cod*.csv"]
dialect: {encoding: utf-8, delimiter: ",", decimal: "."}
tables:
  death:
    columns:
      patient_id: LopNr
      died_on: DODSDAT
      underlying_cause: ULORSAK
`
