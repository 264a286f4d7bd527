package rows

import (
	"slices"
	"testing"
)

const conditioned = `schema: 1
id: prov
title: Prov
files: ["prov*"]
tables:
  contact:
    when: {Del: ["1", ett], In: "2024-01-01"}
    columns:
      contact_id: Nr
      patient_id: Nr
      care_form: {const: outpatient}
      started_at: In
  diagnosis:
    when: [Kod]
    rows: {columns: [Kod], position: position, code: value}
`

func TestARecordFeedsATableWhenItsColumnsHoldWhatIsAskedFor(t *testing.T) {
	_, dir := makeRows(t, conditioned, []string{"nr", "del", "in", "kod"},
		"a;1;2024-01-01;I509", "b;2;2024-01-01;I509", "c;ett;2024-01-01;", "d;;2024-01-01;I10", "e;11;2024-01-01;I10", "f;1;2024-01-02;I10")
	if found, wanted := kept(t, dir, "contact", "contact_id"), []string{"a", "c"}; !slices.Equal(found, wanted) {
		t.Errorf("contacts %v, wanted %v", found, wanted)
	}
	if found, wanted := kept(t, dir, "diagnosis", "contact_id, code"), []string{"a I509", "b I509", "d I10", "e I10", "f I10"}; !slices.Equal(found, wanted) {
		t.Errorf("diagnoses %v, wanted %v", found, wanted)
	}
}
