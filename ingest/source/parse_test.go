package source

import (
	"slices"
	"strings"
	"testing"

	klarsyn "klarsyn/sql"
)

func canonical(t testing.TB) []Canonical {
	t.Helper()
	schema, err := Schema(klarsyn.Files())
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// minimal is a right source; tests change one thing of it.
const minimal = `schema: 1
id: prov
title: Prov
files: [prov.csv]
tables:
  death:
    columns:
      patient_id: LopNr
      died_on: Datum
`

func TestTheContractsExampleIsRead(t *testing.T) {
	example := `schema: 1
id: par-slutenvard
title: Patientregistret, slutenvård (uttagsformat)
files: ["par_sv_*.csv", "par_sv_*.txt"]        # also .csv.gz, .xlsx (sheet:), .parquet, .arrow
dialect: {encoding: windows-1252, delimiter: ";", decimal: ",", quote: '"', header: true, null: ["", ".", "NA", "NULL"]}
home_region: "13"
tables:
  contact:
    key: [contact_id]
    columns:
      contact_id:  {from: VTF_ID, type: text, required: true}
      patient_id:  {from: LOPNR, type: text, required: true}
      care_form:   {const: inpatient}
      started_at:  {from: INDATUM, type: date, formats: ["20060102", "2006-01-02"], required: true, partial: middle}
      sex:         {from: KON, map: {"1": male, "2": female}}
      planned:     {from: PVARD, map: {"1": true, "2": false}}
      drg_weight:  {from: VIKT, type: decimal}
  diagnosis:
    rows: {position: [HDIA, DIA1..DIA30], code: value, skip_empty: true}   # wide columns become rows; HDIA is position 1
  contact_cost:
    columns: {total: {from: TOTKOST, type: decimal}, model: {const: kpp}}
`
	source, err := Parse("par.yaml", []byte(example), "", canonical(t))
	if err != nil {
		t.Fatal(err)
	}
	group := source.Groups[0]
	if source.HomeRegion != "13" || group.Dialect.Encoding != "windows-1252" || group.Dialect.Decimal != ',' || group.Dialect.Delimiter != ';' {
		t.Errorf("home %q, dialect %+v", source.HomeRegion, group.Dialect)
	}
	if !group.Fits("/x/PAR_SV_2024.CSV") || group.Fits("par_ov_2024.csv") {
		t.Error("the files par_sv_*.csv are told wrongly")
	}
	contact, _ := group.Table("contact")
	started, _ := contact.Column("started_at")
	if started.Type != Date || started.Partial != PartialMiddle || started.SQLType != "TIMESTAMP" || !started.Required || !slices.Equal(started.From, []string{"indatum"}) {
		t.Errorf("started_at %+v", started)
	}
	sex, _ := contact.Column("sex")
	if !slices.Equal(sex.Map, []Code{{"1", "male"}, {"2", "female"}}) {
		t.Errorf("sex is mapped by %v", sex.Map)
	}
	diagnosis, _ := group.Table("diagnosis")
	if n := len(diagnosis.Rows.Columns); n != 31 || diagnosis.Rows.Columns[30] != "dia30" || diagnosis.Rows.Names[1] != "DIA1" {
		t.Errorf("%d columns of diagnoses, %v", n, diagnosis.Rows.Columns)
	}
	code, _ := diagnosis.Column("code")
	position, _ := diagnosis.Column("position")
	if code.Origin != FromValue || code.System.Name != "icd10" || position.Origin != FromOrdinal {
		t.Errorf("code %+v, position %+v", code, position)
	}
	for _, table := range []string{"diagnosis", "contact_cost"} {
		child, _ := group.Table(table)
		id, ok := child.Column("contact_id")
		if !ok || !slices.Equal(id.From, []string{"vtf_id"}) || !id.Required {
			t.Errorf("%s does not take its contact from the contact table: %+v", table, id)
		}
	}
	if group.Tables[0].Name != "contact" || !group.Covers() {
		t.Error("the parent does not come first")
	}
}

func TestEveryMistakeIsToldAtOnceWithItsLine(t *testing.T) {
	text := `schema: 2
id: Prov Ett
titel: Prov
files: [prov.csv]
dialect: {encoding: latin, delimiter: "::"}
limits: {not_a_dat: 0.02, missing: 7}
patients: all
tables:
  deth:
    columns: {x: y}
  contact:
    columns:
      contact_id: {from: Id, type: number}
      patient_id:
      care_form: {const: inpatients}
      started_at: {from: In, formats: [yyyymmdd], partial: last}
      sex: {from: Kön, map: {"1": man}}
      planned: {from: P, map: {"1": yes}}
      planned: {from: Q}
      unit: Enhet
      age_at_contact: {from: A, take: x}
      mdc: {from: M, pattern: '(a)(b)'}
      drg: {from: D, const: x}
`
	_, err := Parse("prov.yaml", []byte(text), "", canonical(t))
	if err == nil {
		t.Fatal("nothing was refused")
	}
	for _, want := range []string{
		`prov.yaml:1: schema: this program reads version 1, found "2"`,
		`prov.yaml:2: id: expected lower-case words`,
		`prov.yaml:3: unknown key "titel"; did you mean "title"?`,
		`prov.yaml:1: key "title" is missing`,
		`prov.yaml:5: dialect: encoding: unknown value "latin"`,
		`prov.yaml:5: dialect: delimiter: expected one character`,
		`prov.yaml:6: limits: unknown key "not_a_dat"; did you mean "not_a_date"?`,
		`prov.yaml:6: limits: missing: expected a share from 0 to 1`,
		`prov.yaml:7: patients: unknown value "all"`,
		`prov.yaml:9: tables: unknown key "deth"; did you mean "death"?`,
		`prov.yaml:13: tables.contact.columns.contact_id: type: unknown value "number"`,
		`prov.yaml:14: tables.contact.columns.patient_id: from: has no value`,
		`prov.yaml:15: tables.contact.columns.care_form: const: "inpatients" is not a value of care_form; did you mean "inpatient"?`,
		`prov.yaml:16: tables.contact.columns.started_at: formats: cannot read "y"`,
		`prov.yaml:16: tables.contact.columns.started_at: partial: unknown value "last"`,
		`prov.yaml:17: tables.contact.columns.sex: map: "man" is not a value of sex`,
		`prov.yaml:18: tables.contact.columns.planned: map: expected true or false, found "yes"`,
		`prov.yaml:19: tables.contact.columns: key "planned" stands already on line 18`,
		`prov.yaml:20: tables.contact.columns: unknown key "unit"; expected one of`,
		`prov.yaml:21: tables.contact.columns.age_at_contact: take: expected a number of characters`,
		`prov.yaml:22: tables.contact.columns.mdc: pattern: expected one group`,
		`prov.yaml:23: tables.contact.columns.drg: from and const cannot be combined`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not told: %s", want)
		}
	}
	if t.Failed() {
		t.Logf("told:\n%v", err)
	}
	last := 0
	for line := range strings.Lines(err.Error()) {
		var at int
		for _, c := range strings.TrimPrefix(line, "prov.yaml:") {
			if c < '0' || c > '9' {
				break
			}
			at = at*10 + int(c-'0')
		}
		if at < last {
			t.Errorf("line %d is told after line %d", at, last)
		}
		last = at
	}
}

func TestOneWrongThingIsOneMistake(t *testing.T) {
	for name, c := range map[string]struct{ from, to, says string }{
		"not YAML":                {"tables:", "tables: [", "not valid YAML"},
		"no document":             {minimal, "", "empty"},
		"two documents":           {"schema: 1", "schema: 1\n---\nid: x", "second document"},
		"a list":                  {minimal, "- a\n", `expected "key: value" pairs`},
		"no files":                {"files: [prov.csv]\n", "", `key "files" is missing`},
		"a folder as file":        {"prov.csv", "a/prov.csv", "not a file name"},
		"a required column":       {"      died_on: Datum\n", "", "died_on must be given"},
		"an unknown home region":  {"schema: 1", "schema: 1\nhome_region: 7", "two digits"},
		"a region nobody knows":   {"died_on: Datum", "died_on: Datum\n      underlying_cause: {const: $home_region}", "--home-region"},
		"a key of other columns":  {"    columns:", "    key: [died_on]\n    columns:", "expected key: [patient_id]"},
		"rows without value":      {"    columns:", "    rows: {underlying_cause: [A, B]}\n    columns:", "whose value is the cell's text"},
		"rows and from":           {"    columns:", "    rows: {columns: [A], patient_id: value}\n    columns:", "rows gives this column already"},
		"a range backwards":       {"    columns:", "    rows: {columns: [A9..A1], underlying_cause: value}\n    columns:", "cannot read the range"},
		"a column twice in rows":  {"    columns:", "    rows: {columns: [A1..A3, a2], underlying_cause: value}\n    columns:", "stands twice"},
		"times on a day":          {"died_on: Datum", "died_on: {from: Datum, times: X}", "times goes with numbers"},
		"formats on text":         {"patient_id: LopNr", `patient_id: {from: LopNr, formats: ["2006"]}`, "formats goes with dates"},
		"a zone in a format":      {"died_on: Datum", `died_on: {from: Datum, formats: ["2006-01-02Z07:00"]}`, "cannot read"},
		"names with a header":     {"tables:", "dialect: {names: [a, b]}\ntables:", "belong together"},
		"no names without header": {"tables:", "dialect: {header: false}\ntables:", "belong together"},
		"groups beside files":     {"tables:", "groups: []\ntables:", "stands beside groups"},
		"an anchor":               {"patient_id: LopNr", "patient_id: &a LopNr", "anchor"},
		"a map without codes":     {"patient_id: LopNr", "patient_id: {from: LopNr, map: {}}", "holds no code"},
		"contacts of one record":  {"tables:\n", "tables:\n  contact:\n    rows: {columns: [A1..A3], contact_id: value}\n", "a record makes one contact"},
		"a day that is none":      {"died_on: Datum", "died_on: {const: 2024-02-30}", "expected a day"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(minimal, c.from, c.to, 1)
			if text == minimal {
				t.Fatal("the test changes nothing")
			}
			_, err := Parse("prov.yaml", []byte(text), "", canonical(t))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("told %v, want %q", err, c.says)
			}
		})
	}
	if _, err := Parse("prov.yaml", []byte(minimal), "", canonical(t)); err != nil {
		t.Errorf("the unchanged source is refused: %v", err)
	}
}

func TestGroupsInheritTheDialectAndReadTheirOwnFiles(t *testing.T) {
	source, err := Load("personregister", "13")
	if err != nil {
		t.Fatal(err)
	}
	for file, table := range map[string]string{"personregister.csv": "patient", "Boende.csv": "residence"} {
		group, ok := source.Group(file)
		if !ok || group.Tables[0].Name != table || group.Dialect.Decimal != ',' {
			t.Errorf("%s feeds %+v", file, group)
		}
	}
	if _, ok := source.Group("annat.csv"); ok {
		t.Error("a file of no group was given one")
	}
}

func TestConstantsCanBeTheHomeRegion(t *testing.T) {
	patient := patientOf(t, "municipality_code: {const: $home_region}", "25")
	if region, _ := patient.Column("municipality_code"); region.Const != "25" {
		t.Errorf("constant %q, want 25", region.Const)
	}
}

func TestNumbersAreReadAsTheyAreWritten(t *testing.T) {
	patient := patientOf(t, `listed_unit_id: {from: Enhet, map: {0114: "007", no: yes, 1.50: null, null: x}}`, "")
	unit, _ := patient.Column("listed_unit_id")
	if want := []Code{{"0114", "007"}, {"no", "yes"}, {"1.50", ""}, {"null", "x"}}; !slices.Equal(unit.Map, want) {
		t.Errorf("codes %v, want %v", unit.Map, want)
	}
}

// patientOf reads the mapping of patient with one more column.
func patientOf(t *testing.T, column, home string) *Table {
	t.Helper()
	text := "schema: 1\nid: prov\ntitle: Prov\nfiles: [prov]\ntables:\n  patient:\n    columns:\n      patient_id: Nr\n      " + column + "\n"
	source, err := Parse("prov.yaml", []byte(text), home, canonical(t))
	if err != nil {
		t.Fatal(err)
	}
	patient, _ := source.Groups[0].Table("patient")
	return patient
}

func FuzzParseSource(f *testing.F) {
	f.Add([]byte(minimal))
	f.Add([]byte("schema: 1\nid: x\ntables: {contact: {rows: {position: [A..B], code: {beside: [X1..X3]}}}}\n"))
	f.Add([]byte("groups:\n  - files: a\n    tables: {unit: {columns: {name: {from: [a, b], join: ' '}}}}\n"))
	f.Add([]byte("a: &x [*x, {<<: *x}]\n? [k]\n: v\n"))
	schema := canonical(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		source, err := Parse("fuzz.yaml", text, "", schema)
		if (source == nil) == (err == nil) {
			t.Fatalf("source %v with error %v", source, err)
		}
		if err != nil {
			return
		}
		for _, group := range source.Groups {
			for _, table := range group.Tables {
				for _, column := range table.Columns {
					if column.SQLType == "" || column.Type == "" {
						t.Errorf("%s.%s has no type", table.Name, column.Target)
					}
				}
			}
		}
	})
}
