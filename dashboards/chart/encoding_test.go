package chart

import (
	"strings"
	"testing"

	"klarsyn/analytics"
)

func TestFaultyLinesAreRefusedWithTheColumnsThereAre(t *testing.T) {
	columns := monthlyStays().Columns
	for line, want := range map[string]string{
		"pie x=month":                                  `chart kind "pie" is not known, there are attrition, bar, boxplot, concentration, contribution, dots`,
		"bar x=month":                                  "chart bar: encoding y is missing; it names a category or a number among the columns month, stays, running",
		"bar x=month y=visits":                         "chart bar: y=visits names no column; there are month, stays, running",
		"bar x=month y=stays colour=red":               `chart bar: encoding "colour" is not known, there are N, high, interval, low`,
		"bar x=month y=stays low=month":                "chart bar: low=month is not a number",
		"bar x=month y=running":                        "neither x=month nor y=running is a number",
		"bar x=month y=stays prelim=stays":             "chart bar: prelim=stays is not a truth value",
		"bar x=month y=stays sort=name":                "chart bar: sort=name is not known, there is value",
		"bar x=month y=stays series=month stack=month": "series and stack exclude each other",
		"line x=stays y=month":                         "chart line: y=month is not a number",
	} {
		spec, err := Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Option(monthlyStays(), spec, Settings{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", line, err, want)
		}
	}
	spec := analytics.Chart{Kind: "bar", Encoding: map[string]string{"x": "month", "low": "nil"}}
	if err := Check(columns, spec); err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("both faults are named: %v", err)
	}
	if err := Check(columns, analytics.Chart{Kind: "table"}); err != nil || Drawn(analytics.Chart{}) {
		t.Errorf("a table needs no drawing: %v", err)
	}
}

func TestLinesThatAreNoChartAreRefused(t *testing.T) {
	for line, want := range map[string]string{
		"": "no kind", "bar month": `"month" is not encoding=column`, "bar x=": `"x=" is not`, "bar x=a x=b": `encoding "x" stands twice`,
	} {
		if _, err := Parse(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", line, err, want)
		}
	}
}

func TestCountsComeFromTheDerivedColumnItself(t *testing.T) {
	table := therapies()
	spec, err := Parse("therapy y=set_id value=share low=share_low high=share_high")
	if err != nil {
		t.Fatal(err)
	}
	figure, err := Option(table, spec, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "RAAS-hämmare/ARNI: 84,1\u00a0% (861 av 1\u00a0024), 95\u00a0% KI 81,7–86,2\u00a0%"; figure.Points[0].Text != want {
		t.Errorf("got %q, want %q", figure.Points[0].Text, want)
	}
}
