package sql

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

func TestASourceLineNamesListedSourcesOrCitesItself(t *testing.T) {
	sources, err := ReadSources(fstest.MapFS{"sources.csv": {Data: []byte("key,citation,address\nown,Klarsyns definition,\nstudy_2021,\"Yasin m.fl., 2021\",https://doi.org/10.1/x\n")}})
	if err != nil {
		t.Fatal(err)
	}
	found, err := sources.Cite("own; study_2021 (kostnad per person); Kolada, databas <https://www.kolada.se/>; Wheeler 2000")
	if err != nil {
		t.Fatal(err)
	}
	want := []Citation{{"Klarsyns definition", ""}, {"Yasin m.fl., 2021 (kostnad per person)", "https://doi.org/10.1/x"},
		{"Kolada, databas", "https://www.kolada.se/"}, {"Wheeler 2000", ""}}
	if !reflect.DeepEqual(found, want) {
		t.Errorf("found %+v\nwanted %+v", found, want)
	}
}

func TestASourceThatCannotBeFollowedIsRefused(t *testing.T) {
	sources := Sources{"own": {Text: "Klarsyns definition"}}
	for value, want := range map[string]string{
		"ovn":                    "source ovn: sources.csv lists no such key",
		"ovn (gränsen)":          "source ovn: sources.csv lists no such key",
		"own; ovn":               "source ovn: sources.csv lists no such key",
		"own;":                   `source "": wanted a key`,
		"own gränsen":            `source "own gränsen": wanted a key`,
		"Kolada <www.kolada.se>": "wanted a key of sources.csv, or a citation",
		"Kolada <https://x":      "wanted a key of sources.csv, or a citation",
		"Kolada <>":              "wanted a key of sources.csv, or a citation",
	} {
		if _, err := sources.Cite(value); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, wanted %q", value, err, want)
		}
	}
}

func TestAListOfSourcesTellsItsMistakes(t *testing.T) {
	list := "key,citation,address\nown,Klarsyns definition,\nown,Igen,\nOwn,Stor,\nempty,,\nweb,Webb,javascript:alert(1)\n"
	_, err := ReadSources(fstest.MapFS{"sources.csv": {Data: []byte(list)}})
	for _, want := range []string{"sources.csv:3: key own stands twice", `sources.csv:4: key "Own"`, "sources.csv:5: key empty has no citation", `sources.csv:6: key web: "javascript:alert(1)" is no web address`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, wanted %q", err, want)
		}
	}
}
