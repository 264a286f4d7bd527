package pages

import (
	"strings"
	"testing"
	"time"

	"klarsyn/analytics"
)

func municipalities(states ...analytics.State) *analytics.Table {
	table := &analytics.Table{
		Analysis: &analytics.Analysis{ID: "hjartsvikt/prevalens_kommun", Title: "Prevalens per kommun"},
		Columns: []analytics.Column{
			{Name: "municipality_code", Type: analytics.Text, Labels: map[string]string{"1315": "Hylte", "1380": "Halmstad"}},
			{Name: "persons", Type: analytics.Integer, Unit: analytics.Units["personer"], N: "persons"},
			{Name: "residents", Type: analytics.Integer, Unit: analytics.Units["invånare"]},
			{Name: "standardised", Type: analytics.Decimal, Unit: analytics.Units["procent"], N: "persons"},
			{Name: "low", Type: analytics.Decimal, Unit: analytics.Units["procent"], N: "persons"},
			{Name: "high", Type: analytics.Decimal, Unit: analytics.Units["procent"]},
			{Name: "cost_sek", Type: analytics.Decimal, Unit: analytics.Units["kr"]},
		},
		Rows: [][]analytics.Value{
			{{Text: "1380"}, {Number: 2143}, {Number: 105612}, {Number: 2.04}, {Number: 2.0}, {Number: 2.1}, {Number: 553_090_000}},
			{{Text: "1315"}, {Number: 276}, {Number: 10612}, {Number: 2.58}, {Number: 2.27}, {Number: 2.88}, {Number: 52_449_000}},
		},
		Period: analytics.Period{T: time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC), Label: "2025", Complete: true},
	}
	for i, state := range states {
		table.Rows[1][1+i].State = state
	}
	return table
}

func asIs(_, value string) string { return value }

func TestTextsWriteCellsTheSwedishWay(t *testing.T) {
	for source, want := range map[string]string{
		`{{num "persons"}}`:                         "2_143",
		`{{show "standardised"}}`:                   "2,0_%",
		`{{show "municipality_code"}}`:              "Halmstad",
		`{{dec 2 "standardised"}}`:                  "2,04",
		`{{av "persons" "residents"}}`:              "2_143_av_105_612 (2,0_%)",
		`{{pair "persons" "residents"}}`:            "2_143_av_105_612",
		`{{share "persons" "residents"}}`:           "2,0_%",
		`{{ki "low" "high"}}`:                       "95_% KI 2,00–2,10_%",
		`{{mkr "cost_sek"}}`:                        "553_Mkr",
		`{{(last).Mkr "cost_sek"}}`:                 "52,4_Mkr",
		`{{sum "persons"}} på {{date .T}}`:          "2_419 på 31_dec_2025",
		`{{avsum "persons" "residents"}}`:           "2_419_av_116_224 (2,1_%)",
		`{{count}} kommuner, {{period}}`:            "2 kommuner, 2025",
		`{{if .Complete}}hela{{end}} året`:          "hela året",
		`{{(row "persons" "276").Num "residents"}}`: "10_612",
		`{{with max "standardised"}}Högst i {{.Show "municipality_code"}}, {{.Show "standardised"}}{{end}}`: "Högst i Hylte, 2,6_%",
		`{{with row "municipality_code" "9999"}}nej{{else}}ingen sådan rad{{end}}`:                          "ingen sådan rad",
	} {
		text, err := WriteText(source, municipalities(), asIs)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if got := strings.ReplaceAll(text.String, "\u00a0", "_"); got != want || !text.Sound() {
			t.Errorf("%s = %q (sound %v), want %q", source, got, text.Sound(), want)
		}
	}
}

func TestTextsOverHiddenCellsSayTheWordAndAreNotSound(t *testing.T) {
	for _, c := range []struct {
		source string
		state  analytics.State
		want   string
	}{
		{`{{(last).Num "persons"}}`, analytics.Suppressed, "<5"},
		{`{{(last).Av "persons" "residents"}}`, analytics.Suppressed, "<5_av_10_612"},
		{`{{(last).Num "persons"}}`, analytics.Hidden, "dold"},
		{`{{sum "persons"}}`, analytics.Missing, "saknas"},
		{`{{sum "persons"}}`, analytics.Suppressed, "dold"}, // the sum of many need not be small itself
		{`{{(last).Share "persons" "residents"}}`, analytics.NotApplicable, "ej tillämplig"},
		{`{{with max "persons"}}{{.Show "municipality_code"}}{{end}}`, analytics.Suppressed, "Halmstad"},
	} {
		text, err := WriteText(c.source, municipalities(c.state), asIs)
		if err != nil {
			t.Errorf("%s: %v", c.source, err)
			continue
		}
		if got := strings.ReplaceAll(text.String, "\u00a0", "_"); got != c.want || text.Sound() {
			t.Errorf("%s = %q (sound %v), want %q and not sound", c.source, got, text.Sound(), c.want)
		}
	}
}

func TestOnlyACountIsSaidToBeBelowTheBound(t *testing.T) {
	few := municipalities(analytics.Suppressed, analytics.Present, analytics.Suppressed, analytics.Suppressed)
	for source, want := range map[string]string{
		`{{(last).Num "persons"}} personer`:                                "<5 personer",
		`{{(last).Show "standardised"}}`:                                   "dold",
		`{{(last).Dec 0 "standardised"}} år`:                               "dold år",
		`{{(last).Av "persons" "residents"}}, {{(last).Ki "low" "high"}}.`: "<5_av_10_612.",
		`{{(last).Num "persons"}}, {{(last).Ki "low" "high"}}, se nedan.`:  "<5, se nedan.",
	} {
		text, err := WriteText(source, few, asIs)
		if got := strings.ReplaceAll(text.String, "\u00a0", "_"); err != nil || got != want || text.State != analytics.Suppressed {
			t.Errorf("%s = %q (state %v, %v), want %q", source, got, text.State, err, want)
		}
	}
}

func TestAnUnknownColumnIsAnErrorAndAnEmptyTableIsMissing(t *testing.T) {
	if _, err := WriteText(`{{num "nothing"}}`, municipalities(), asIs); err == nil {
		t.Error("an unknown column passed")
	}
	empty := municipalities()
	empty.Rows = nil
	text, err := WriteText(`{{num "persons"}}{{with max "persons"}} högst{{end}}`, empty, asIs)
	if err != nil || text.String != "saknas" || text.State != analytics.Missing {
		t.Errorf("empty table gave %+v, %v", text, err)
	}
}

func TestALabelInsideASentenceKeepsTheCapitalsOfAnAbbreviation(t *testing.T) {
	for label, want := range map[string]string{"Kvinna": "kvinna", "Öppenvård": "öppenvård", "MRA": "MRA", "SGLT2-hämmare": "SGLT2-hämmare", "": ""} {
		if got := lowerFirst(label); got != want {
			t.Errorf("%q became %q, want %q", label, got, want)
		}
	}
}
