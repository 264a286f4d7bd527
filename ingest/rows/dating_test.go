package rows

import (
	"testing"
	"time"

	"klarsyn/ingest/source"
)

var calendar = source.Calendar{Today: time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)}

// dated is a source of stays, their units and the persons' deaths; DATES is where its days may be declared shifted.
const dated = `schema: 1
id: dated
title: Datum
files: ["x*"]
end_before_start: repair
tables:
  contact:
    columns:
      contact_id: Nr
      patient_id: Person
      care_form: {const: inpatient}
      started_at: {from: In, type: timestamp, formats: ["2006-01-02", "2006-01-02 15:04", "060102", excel]}
      ended_at: {from: Ut, type: timestamp, formats: ["2006-01-02", "2006-01-02 15:04", "060102", excel]}
  patient:
    columns: {patient_id: Person, birth_year: Född, death_date: Död, moved_out_on: Flyttat}
  unit:
    columns: {unit_id: Nr, name: {const: Enhet}, valid_from: {from: Från, default: "2020-01-01"}, valid_to: Till}
`

func TestDaysOutsideTheBoundsOfTheirColumnHoldTheRecordBack(t *testing.T) {
	fields := []string{"in", "ut", "född", "död", "flyttat", "från", "till"}
	plain := map[string]string{"in": "2023-05-05"}
	const held, open, taken, noDate = "held", "open", "taken", "not a date"
	for _, c := range []struct{ field, text, want string }{
		{"in", "2026-05-04 23:59", taken}, {"in", "2026-05-05", held}, {"in", "1950-01-01", taken}, {"in", "1949-12-31 23:59", held},
		{"in", "0001-01-01", held}, {"in", "1582-10-10", held}, {"in", "1753-01-01", held}, {"in", "1899-12-30", held}, {"in", "1900-01-01", held},
		{"in", "2203-11-05", held}, {"in", "9999-12-31", held}, {"in", "2100-01-01", held}, {"in", "1970-01-01", taken},
		{"in", "650101", held}, {"in", "240105", taken}, {"in", "2023", noDate}, {"in", "45051", taken}, {"in", "1", held}, {"in", "0000-00-00", noDate},
		{"ut", "2023-05-09", taken}, {"ut", "9999-12-31", open}, {"ut", "9999-12-31 23:59", open}, {"ut", "2999-12-31", open}, {"ut", "2099-12-31", open},
		{"ut", "2203-05-09", held}, {"ut", "2026-05-05", held}, {"ut", "1900-01-01", held},
		{"född", "1880", taken}, {"född", "1879", held}, {"född", "2026", taken}, {"född", "2027", held}, {"född", "9999", held}, {"född", "0", held}, {"född", "45", held},
		{"död", "2026-05-04", taken}, {"död", "2026-05-05", held}, {"död", "9999-12-31", held}, {"död", "1900-01-01", held},
		{"flyttat", "2026-09-01", taken}, {"flyttat", "9999-12-31", open}, {"flyttat", "2203-05-09", held}, {"flyttat", "1900-01-01", held},
		{"från", "1900-01-01", taken}, {"från", "0001-01-01", taken}, {"från", "2027-01-01", taken}, {"från", "9999-12-31", held},
		{"till", "2030-12-31", taken}, {"till", "2099-12-31", open}, {"till", "2100-06-15", held},
	} {
		record := "N1;P1"
		for _, field := range fields {
			text := plain[field]
			if field == c.field {
				text = c.text
			}
			record += ";" + text
		}
		m, _ := makeRows(t, dated, append([]string{"nr", "person"}, fields...), record)
		got := taken
		switch {
		case len(m.Held) == 1:
			got = map[string]string{source.ImplausibleDate: held, source.NotADate: noDate}[m.Faults[m.Held[0].Fault].Rule]
		case len(m.Findings) == 1:
			got = open
		}
		if got != c.want {
			t.Errorf("%s %s: %s, want %s", c.field, c.text, got, c.want)
		}
	}
}

func TestAnOpenEndIsMissing(t *testing.T) {
	header := []string{"nr", "person", "in", "ut", "född", "död", "flyttat", "från", "till"}
	m, dir := makeRows(t, dated, header, "N1;P1;2023-05-05;9999-12-31;;;9999-12-31;;2999-12-31", "N2;P2;2023-05-05;2203-05-09;;;9999-12-31;;")
	end := source.Finding{Table: "contact", Column: "ended_at", Kind: source.OpenEnd}
	if len(m.Findings) != 3 || m.Findings[end] != (source.Tally{Cells: 1, First: 1}) {
		t.Errorf("found %v, want one in each table, of record 1", m.Findings)
	}
	expect(t, "contact", kept(t, dir, "contact", "coalesce(ended_at::VARCHAR, '-'), ongoing"), []string{"- true"}) // a stay without an end is ongoing
	expect(t, "patient", kept(t, dir, "patient", "coalesce(moved_out_on::VARCHAR, '-')"), []string{"-"})
	expect(t, "unit", kept(t, dir, "unit", "coalesce(valid_to::VARCHAR, '-')"), []string{"-"})
}

func TestShiftedDaysHaveBoundsOfTheirOwn(t *testing.T) {
	header := []string{"nr", "person", "in", "ut", "född", "död", "flyttat", "från", "till"}
	m, _ := makeRows(t, "dates: {from: 2100-01-01, to: 2220-12-31}\n"+dated, header,
		"N1;P1;2180-05-06;2180-05-13;2096;2180-09-09;;;", "N2;P2;2110-04-11;2199-12-31;2050;;;;", "N3;P3;2024-05-05;;;;;;", "N4;P4;2221-01-01;;;;;;", "N5;P5;2150-01-01;9999-12-31;;;;;")
	if m.Made != 3 || len(m.Held) != 2 || m.Held[0].Record != 3 || m.Held[1].Record != 4 || len(m.Findings) != 1 {
		t.Errorf("%d made, held %v, found %v", m.Made, m.Held, m.Findings)
	}
}

// FuzzNoRowLiesOutsideItsBounds reads any text as start and end of a stay.
func FuzzNoRowLiesOutsideItsBounds(f *testing.F) {
	for _, text := range []string{"2023-05-05", "9999-12-31", "0001-01-01", "2023", "650101", "45051", "2026-05-05 00:00", ""} {
		f.Add(text, text)
	}
	first, last := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC).UnixMicro()-1
	f.Fuzz(func(t *testing.T, in, out string) {
		if len(in)+len(out) > 40 {
			t.Skip()
		}
		src, schema := sourceOf(t, dated)
		m, err := New(src, &src.Groups[0], schema, "x.csv", []string{"nr", "person", "in", "ut"}, t.TempDir(), nil, calendar)
		if err != nil {
			t.Fatal(err)
		}
		contact := m.tables[0]
		fault := contact.judge(m.at([]byte("1"), []byte("p"), []byte(in), []byte(out)), 1)
		if fault != none {
			return
		}
		row := contact.rows[0]
		for _, name := range []string{"started_at", "ended_at"} {
			if v := row[contact.field(name)]; v.given && (v.number < first || v.number > last) {
				t.Errorf("%q, %q: %s is %s", in, out, name, time.UnixMicro(v.number).UTC())
			}
		}
	})
}

// at puts the maker before a record.
func (m *Maker) at(cells ...[]byte) *Maker {
	m.cells, m.text = cells, m.text[:0]
	return m
}
