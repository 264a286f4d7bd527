package sql

import (
	"fmt"
	"strings"
	"testing"
)

func TestCancerTypesTogetherAreAllOfChapterC(t *testing.T) {
	records, err := ReadCSV(Files(), "codes/cancer.csv", 8)
	if err != nil {
		t.Fatal(err)
	}
	types := map[string][]string{}
	for _, record := range records {
		set, system, code, match := record[0], record[1], record[2], record[3]
		if !strings.HasPrefix(set, "cancer_") || system != "icd10" || match != "prefix" {
			t.Errorf("%s,%s,%s,%s is no cancer type by the beginning of ICD-10 codes", set, system, code, match)
		}
		types[code] = append(types[code], set)
	}
	for n := range 98 {
		if code := fmt.Sprintf("C%02d", n); len(types[code]) != 1 {
			t.Errorf("%s is of the types %v, wanted one", code, types[code])
		}
	}
	if len(types) != 98 {
		t.Errorf("%d categories, wanted C00–C97", len(types))
	}
}
