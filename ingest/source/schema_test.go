package source

import (
	"slices"
	"strings"
	"testing"
)

func TestLayoutsAreCheckedAndTheirTextsHaveOneLengthOrSeveral(t *testing.T) {
	for layout, want := range map[string]string{
		"20060102": "fixed", "2006-01-02 15:04:05": "fixed", "060102": "fixed", "2/1 2006": "varies", "2 January 2006": "varies",
		"02Jan2006": "fixed", "2006-01-02T15:04": "fixed", "2006-01-02 15:04:05.000": "fixed",
		"2006": "refused", "2006-01-02 -0700": "refused", "Monday 2006-01-02": "refused", "yyyy-mm-dd": "refused", "2006%01%02": "refused",
	} {
		fixed, err := CheckLayout(layout)
		got := map[bool]string{true: "fixed", false: "varies"}[fixed]
		if err != nil {
			got = "refused"
		}
		if got != want {
			t.Errorf("%q is %s (%v), want %s", layout, got, err, want)
		}
	}
}

func TestTheSchemaTellsTypesCodesAndBounds(t *testing.T) {
	schema := canonical(t)
	at := func(table, column string) Field {
		for _, c := range schema {
			if c.Name == table {
				field, ok := c.Field(column)
				if !ok {
					t.Fatalf("no column %s.%s", table, column)
				}
				return field
			}
		}
		t.Fatalf("no table %s", table)
		return Field{}
	}
	if f := at("contact", "care_form"); !f.NotNull || !slices.Equal(f.Allowed, []string{"inpatient", "outpatient", "primary"}) {
		t.Errorf("care_form %+v", f)
	}
	if f := at("contact", "drg_weight"); f.SQLType != "DECIMAL(12, 4)" || f.NotNull {
		t.Errorf("drg_weight %+v", f)
	}
	if f := at("contact", "age_at_contact"); f.Min == nil || *f.Min != 0 || *f.Max != 120 {
		t.Errorf("age_at_contact %+v", f)
	}
	if f := at("contact_cost", "total"); *f.Min != 0 || *f.Max != MaxCost {
		t.Errorf("total %+v", f)
	}
	if f := at("dispensing", "cost"); f.Min != nil {
		t.Errorf("a dispensing that corrects another has a negative cost, bounded by %v", *f.Min)
	}
	if len(schema) != 22 {
		t.Errorf("%d canonical tables, want the contract's 18 that sources fill, population_projection, outlier_reference, price_index and comparability", len(schema))
	}
}

func TestTheCanonicalSourceFollowsTheSchema(t *testing.T) {
	source, err := Load(CanonicalID, "13")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"contact.csv", "contact.csv.gz", "contact.parquet", "contact.arrow"} {
		group, ok := source.Group(name)
		if !ok {
			t.Fatalf("%s has no group", name)
		}
		contact := group.Tables[0]
		for column, optional := range map[string]bool{"contact_id": false, "started_at": false, "drg": true, "ended_at": true} {
			if c, _ := contact.Column(column); c.Optional != optional || c.Required == optional {
				t.Errorf("%s: optional %v, required %v", column, c.Optional, c.Required)
			}
		}
		if _, ok := contact.Column("delivery_id"); ok {
			t.Error("the delivery's number is read from the file")
		}
	}
	unit, _ := source.Group("unit.csv")
	if !slices.Contains(unit.Harmless, "name") {
		t.Error("the unit's name would be taken for a person's")
	}
	if _, err := Load("par-slutenvrd", "13"); err == nil || !strings.Contains(err.Error(), "par-slutenvard") {
		t.Errorf("an unknown source is told as %v", err)
	}
	if _, err := Load("finns-inte.yaml", "13"); err == nil || !strings.Contains(err.Error(), "no file") {
		t.Errorf("a file that does not exist is told as %v", err)
	}
}

func TestPersonalColumnNames(t *testing.T) {
	for name, want := range map[string]bool{
		"Förnamn": true, "EFTERNAMN": true, "patient_namn": true, "Gatuadress": true, "Telefon": true, "E-post": true, "personnummer": true,
		"Person Nr": true, "pat_personnr": true, "lnmn": true, "Namn": true, "name": true, "samordningsnummer": true,
		"subnamn": false, "vardtjanst_namn": false, "Enhet": false, "LopNr": false, "Kontakttyp": false, "telemetri": false, "": false,
	} {
		if got := Personal(name); got != want {
			t.Errorf("Personal(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestWhatAColumnMayHoldFollowsFromItsMapping(t *testing.T) {
	text := `schema: 1
id: prov
title: Prov
files: [prov.csv]
identifiers: [extern]
coded: [stämpel, vara]
tables:
  contact:
    columns:
      contact_id: {from: [Person, Dag, Löpnummer]}
      patient_id: Person
      care_form: {const: inpatient}
      started_at: {from: Dag, type: date}
      admission_mode: Inskrivning
      sex: {from: Kön, map: {"1": male}}
      drg: DRG
      age_at_contact: {from: Född, take: 2}
      specialty_code: {from: Stämpel, take: 3}
  diagnosis:
    rows: {split: Diagnoser, position: position, code: value}
`
	source, err := Parse("prov.yaml", []byte(text), "", canonical(t))
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]Content{
		"person": Identifier, "dag": Exempt, "löpnummer": Identifier, "inskrivning": Free, "kön": Exempt, "drg": Exempt, "född": Free,
		"stämpel": Exempt, "diagnoser": Exempt, "extern": Identifier, "vara": Exempt, "anteckning": Free,
	} {
		if got := source.Groups[0].Content(header); got != want {
			t.Errorf("%s: content %d, want %d", header, got, want)
		}
	}
}
