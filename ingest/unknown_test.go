package ingest

import (
	"testing"
	"testing/fstest"
)

// Primary care has no hospital: its missing value has a name. A single stay without a hospital, and the name would be wrong.
func TestTheMissingValueIsNamedOnlyWhereAllHaveItsCause(t *testing.T) {
	mart := `-- grain: one row per contact
-- from: contact, unit
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: sjukhus hospital Sjukhus; values=data
-- unknown: sjukhus Ej sjukhus (primärvård); only care_form=primary
SELECT contact_id, care_form, coalesce(unit.hospital, 'unknown') AS hospital
FROM contact
LEFT JOIN unit USING (unit_id)
`
	load := func(t *testing.T, contacts ...string) (labels string) {
		tree := lightTree(t).(fstest.MapFS)
		tree["marts/visit.sql"] = &fstest.MapFile{Data: []byte(mart)}
		tree["values/vardform.csv"] = &fstest.MapFile{Data: []byte("url_value,data_value,label\nSV,inpatient,Slutenvård\nPV,primary,Primärvård\n")}
		options := canonical(t, t.TempDir(), deliver(t,
			"contact.csv", text(append([]string{"contact_id,patient_id,care_form,unit_id,started_at"}, contacts...)...),
			"unit.csv", text("unit_id,name,hospital,valid_from", "m1,Medicin,Halmstad,2020-01-01", "v1,Vårdcentralen,,2020-01-01")))
		options.Tree = tree
		mustLoad(t, options)
		return lines(t, open(t, options.Data), "SELECT data_value, label FROM dimension_value WHERE key = 'sjukhus' ORDER BY position")
	}
	stay, visit, nowhere := "c1,p1,inpatient,m1,2024-01-02", "c2,p1,primary,v1,2024-01-03", "c3,p1,inpatient,,2024-01-04"
	for _, test := range []struct {
		what     string
		contacts []string
		want     string
	}{
		{"only primary care lacks a hospital", []string{stay, visit}, "Halmstad Halmstad\nunknown Ej sjukhus (primärvård)"},
		{"a stay lacks one too", []string{stay, visit, nowhere}, "Halmstad Halmstad\nunknown uppgift saknas"},
		{"only a stay lacks one", []string{stay, nowhere}, "Halmstad Halmstad\nunknown uppgift saknas"},
		{"none lacks one", []string{stay}, "Halmstad Halmstad"},
		{"no hospital at all", []string{visit}, "unknown Ej sjukhus (primärvård)"},
	} {
		if got := load(t, test.contacts...); got != test.want {
			t.Errorf("%s:\n%s\nwanted\n%s", test.what, got, test.want)
		}
	}
}
