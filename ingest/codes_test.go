package ingest

import (
	"testing"
)

func TestASetsCodesAreSpelledAsTheDataAre(t *testing.T) {
	for _, c := range []struct{ system, match, code, want string }{
		{"icd10", "prefix", "i50.", "I50"}, {"icd10", "prefix", "C", "C"}, {"icd10", "exact", "I50.9", "I509"}, {"kva", "exact", " af021 ", "AF021"},
		{"kva", "prefix", "NFB", "NFB"}, {"atc", "prefix", "c07a", "C07A"}, {"npu", "exact", "npu 21571", "NPU21571"}, {"all_of", "exact", "raas", "raas"},
		{"icd10", "exact", "I5", ""}, {"icd10", "prefix", "5", ""}, {"kva", "exact", "UKG", ""}, {"okänt", "exact", "A00", ""}, {"atc", "exact", "C07A C08A", ""},
	} {
		record := []string{"set", c.system, c.code, c.match, "", "", "", ""}
		err := spell(record)
		if (err == nil) != (c.want != "") || err == nil && record[2] != c.want {
			t.Errorf("%+v: spelled %q, %v", c, record[2], err)
		}
	}
}
