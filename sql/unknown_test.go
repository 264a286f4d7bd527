package sql

import (
	"strings"
	"testing"
)

const unknownMart = `-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: fall case Fall; values=fall by=regel
`

func TestANameForTheMissingValueIsReadWithItsCause(t *testing.T) {
	file, err := Parse("marts/x.sql", unknownMart+"-- unknown: sjukhus Ej sjukhus (primärvård); only care_form=primary\nSELECT 1")
	if err != nil {
		t.Fatal(err)
	}
	dims, err := file.Dimensions()
	if err != nil {
		t.Fatal(err)
	}
	if want := (UnknownName{Label: "Ej sjukhus (primärvård)", Column: "care_form", Value: "primary"}); dims[1].Unknown != want {
		t.Errorf("found %+v, wanted %+v", dims[1].Unknown, want)
	}
	if dims[0].Unknown.Label != "" {
		t.Errorf("care form got a name too: %+v", dims[0].Unknown)
	}
	if err := dims[1].Unknown.Check(Files(), dims); err != nil {
		t.Error(err)
	}
	dims[1].Unknown.Value = "primry"
	if err := dims[1].Unknown.Check(Files(), dims); err == nil || !strings.Contains(err.Error(), "primry is no value of values/vardform.csv") {
		t.Errorf("a misspelt cause: %v", err)
	}
}

func TestANameForTheMissingValueThatCannotHoldIsRefused(t *testing.T) {
	for line, want := range map[string]string{
		"sjukhus Ej sjukhus":                                                               "x.sql:4: unknown wants: key name; only column=value",
		"sjukhus Ej sjukhus; care_form=primary":                                            "x.sql:4: unknown wants",
		"sjukhus; only care_form=primary":                                                  "x.sql:4: unknown wants",
		"sjukhus Ej sjukhus; only care_form=":                                              "x.sql:4: unknown wants",
		"klinik Ej klinik; only care_form=primary":                                         "unknown names klinik, which is no dimension of the mart",
		"fall Inget fall; only care_form=primary":                                          "unknown names fall, whose values a file lists",
		"sjukhus Ej sjukhus; only clinic=x":                                                "unknown sjukhus: clinic is no column of a dimension",
		"sjukhus Ej sjukhus; only case=x":                                                  "unknown sjukhus: case is no column of a dimension",
		"sjukhus A; only care_form=primary\n-- unknown: sjukhus B; only care_form=primary": "x.sql:5: unknown names sjukhus a second time",
	} {
		file, err := Parse("marts/x.sql", unknownMart+"-- unknown: "+line+"\nSELECT 1")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Dimensions(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, wanted %q", line, err, want)
		}
	}
}
