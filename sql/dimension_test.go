package sql

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

func TestADimensionHasOneOriginOfItsValues(t *testing.T) {
	for line, wanted := range map[string]string{
		"kon sex Kön; values=kon":                        "",
		"sjukhus hospital Sjukhus; values=data":          "",
		"sjukhus hospital Sjukhus; of=kpp_contact":       "",
		"fall case Fall; of=kpp_contact by=regel":        "",
		"modell model Modell; of=kpp_contact single=kpp": "",
		"kon sex Kön": "wants one of",
		"kon sex Kön; values=kon of=kpp_contact":             "wants one of",
		"kon sex Kön; of=kpp_contact total=all":              "of takes neither label nor total",
		"sjukhus hospital Sjukhus; of=kpp_contact label=x":   "of takes neither label nor total",
		"fall case Fall; values=data by=regel":               "by wants values=<file>",
		"modell model Modell; values=m single=kpp total=all": "single and total exclude each other",
		"kon sex Kön; value=kon":                             "unknown option",
		"kon sex":                                            "wants: key column label",
	} {
		tree := fstest.MapFS{"marts/x.sql": {Data: []byte("-- title: X\n-- about: X\n-- grain: X\n-- dimension: " + line + "\nSELECT 1")}}
		files, err := Read(tree, "marts")
		if err != nil {
			t.Fatal(err)
		}
		_, err = files[0].Dimensions()
		if (err == nil) != (wanted == "") || err != nil && !strings.Contains(err.Error(), wanted) {
			t.Errorf("%s: error %v, want %q", line, err, wanted)
		}
	}
}

func TestADimensionOfAnotherMartKeepsItsType(t *testing.T) {
	own, taken := Dimension{Column: "hospital"}, Dimension{Column: "hospital", Of: "kpp_contact"}
	if name := own.Enum("kpp_cost_item", "hospital"); name != "kpp_cost_item_hospital" {
		t.Errorf("the mart's own type is %s", name)
	}
	if name := taken.Enum("kpp_cost_item", "hospital"); name != "kpp_contact_hospital" {
		t.Errorf("the type taken over is %s", name)
	}
}

func TestMunicipalitiesAreListedInSwedishOrder(t *testing.T) {
	values, err := ReadValues(Files(), "kommun")
	if err != nil {
		t.Fatal(err)
	}
	swedish := collate.New(language.Swedish)
	if last := len(values) - 1; values[last].URL != "utomlan" || !slices.IsSortedFunc(values[:last], func(a, b NamedValue) int { return swedish.CompareString(a.Label, b.Label) }) {
		t.Errorf("found %+v", values)
	}
}
