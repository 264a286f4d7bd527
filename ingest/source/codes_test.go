package source

import (
	"strings"
	"testing"
)

// every column of a canonical table whose comment names a system of codes is declared to hold them.
func TestTheSchemaSaysWhichColumnsHoldCodes(t *testing.T) {
	want := map[string]string{
		"contact.specialty_code": "mvo", "contact.drg": "drg", "contact.mdc": "mdc", "diagnosis.code": "icd10", "procedure.code": "kva", "death.underlying_cause": "icd10",
		"dispensing.atc": "atc", "prescription.atc": "atc", "lab.analysis_code": "npu", "drg_reference.drg": "drg", "outlier_reference.drg": "drg",
	}
	for _, table := range canonical(t) {
		for _, field := range table.Fields {
			name := table.Name + "." + field.Name
			system := ""
			if field.System != nil {
				system = field.System.Name
			}
			if system != want[name] {
				t.Errorf("%s holds %q, want %q", name, system, want[name])
			}
			coded := field.Name == "atc" || field.Name == "drg" || field.Name == "mdc" || field.Name == "analysis_code" || field.Name == "specialty_code"
			if coded && system == "" {
				t.Errorf("%s is named as a code and holds any text", name)
			}
		}
	}
}

func TestWhatTheSourceWritesAsACodeIsOne(t *testing.T) {
	const head = "schema: 1\nid: prov\ntitle: Prov\nfiles: [prov]\ntables:\n  contact:\n    columns:\n      contact_id: Nr\n      patient_id: P\n      care_form: {const: outpatient}\n      started_at: D\n      "
	for column, says := range map[string]string{
		"specialty_code: {const: MED}":                                 `"MED" is no code of MVO`,
		"specialty_code: {from: M, default: x}":                        `"x" is no code of MVO`,
		"specialty_code: {from: M, map: {MED: Medicin}}":               `"Medicin" is no code of MVO`,
		"specialty_code: {from: M, map: {MED: 101}, otherwise: annan}": `"annan" is no code of MVO`,
		"drg: {from: G, otherwise: E47A}":                              "what is no code can become null only",
		"unit_id: {from: E, otherwise: null}":                          "otherwise goes with map, or with codes",
		"drg: {from: G, clean: kvå}":                                   `unknown value "kvå"`,
	} {
		if _, err := Parse("prov.yaml", []byte(head+column+"\n"), "", canonical(t)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: told %v, want %s", column, err, says)
		}
	}
	for column, want := range map[string]string{
		"specialty_code: {const: 46}":                                 "046",
		"specialty_code: {from: M, map: {BARN: 46}, otherwise: null}": "046",
	} {
		source, err := Parse("prov.yaml", []byte(head+column+"\n"), "", canonical(t))
		if err != nil {
			t.Errorf("%s: %v", column, err)
			continue
		}
		table, _ := source.Groups[0].Table("contact")
		c, _ := table.Column("specialty_code")
		if got := c.Const + func() string {
			if c.Map == nil {
				return ""
			}
			return c.Map[0].To
		}(); got != want {
			t.Errorf("%s: written %q, want %q", column, got, want)
		}
	}
}

func TestAListIsPartedByTheCharactersThatTheSourceDeclares(t *testing.T) {
	const head = "schema: 1\nid: prov\ntitle: Prov\nfiles: [prov]\ntables:\n  diagnosis:\n    rows: {split: L, position: position, code: value%s}\n    columns: {contact_id: Nr}\n"
	for by, want := range map[string]string{"": " ", `, by: ","`: ",", `, by: [",", ";", "/", "|", "+", " "]`: ",;/|+ "} {
		source, err := Parse("prov.yaml", []byte(strings.Replace(head, "%s", by, 1)), "", canonical(t))
		if err != nil {
			t.Fatal(err)
		}
		if table, _ := source.Groups[0].Table("diagnosis"); table.Rows.By != want {
			t.Errorf("%s: parted by %q, want %q", by, table.Rows.By, want)
		}
	}
	for _, by := range []string{`, by: ", "`, `, by: A`, `, by: [";", "och"]`, `, by: ""`, `, by: å`} {
		if _, err := Parse("prov.yaml", []byte(strings.Replace(head, "%s", by, 1)), "", canonical(t)); err == nil || !strings.Contains(err.Error(), "expected a character that parts the list") {
			t.Errorf("%s: told %v", by, err)
		}
	}
}
