package swedish

import (
	"slices"
	"testing"
	"time"

	"klarsyn/analytics"
)

func TestMoneyTakesTheScaleThatReadsBest(t *testing.T) {
	for v, want := range map[float64]string{
		79525:       "79\u00a0525\u00a0kr",
		99999.4:     "99\u00a0999\u00a0kr",
		99999.5:     "100\u00a0tkr",
		251300:      "251\u00a0tkr",
		999499:      "999\u00a0tkr",
		999500:      "1,0\u00a0Mkr", // 1 000 tkr would be two units for one amount
		148_200_000: "148,2\u00a0Mkr",
		-5_300_000:  "\u22125,3\u00a0Mkr",
		1918.4e6:    "1\u00a0918,4\u00a0Mkr",
		0:           "0\u00a0kr",
	} {
		if got := Money(v); got != want {
			t.Errorf("Money(%v) = %q, want %q", v, got, want)
		}
	}
	if got, want := MoneyScale(20e6).Format(250_000), "0,3\u00a0Mkr"; got != want {
		t.Errorf("in the column's scale: got %q, want %q", got, want)
	}
}

func TestDatesAreWrittenInSwedish(t *testing.T) {
	day := time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)
	for got, want := range map[string]string{
		Date(day):              "31 dec 2025",
		Month(day):             "dec 2025",
		Week(day):              "v.\u00a01", // 31 December 2025 is a Wednesday of week 1 of 2026
		DateText("2024-03"):    "mar 2024",
		DateText("2026-10-05"): "5 okt 2026",
		DateText("2024"):       "2024",
		DateText("okänd"):      "okänd",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCellsWithoutANumberAreWordsWhateverTheirNumberHolds(t *testing.T) {
	column := analytics.Column{Type: analytics.Integer, Unit: analytics.Units["personer"]}
	for state, want := range map[analytics.State]string{
		analytics.Suppressed: "<5", analytics.Hidden: "dold", analytics.Missing: "saknas", analytics.NotApplicable: "ej tillämplig",
	} {
		value := analytics.Value{State: state, Number: 3, Text: "3"}
		if got := Cell(value, column); got != want {
			t.Errorf("Cell in state %d = %q, want %q", state, got, want)
		}
		if got := Value(value, column); got != want {
			t.Errorf("Value in state %d = %q, want %q", state, got, want)
		}
	}
	if got, want := OutOfCells(analytics.Value{State: analytics.Suppressed, Number: 3}, analytics.Value{Number: 1038}), "<5 av 1\u00a0038"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := IntervalOf(analytics.Value{State: analytics.Suppressed, Number: 1}, analytics.Value{Number: 2}, column); got != "" {
		t.Errorf("interval of a suppressed end = %q", got)
	}
}

func TestColumnsDecideHowTheirValuesAreWritten(t *testing.T) {
	number := func(unit string) analytics.Column {
		return analytics.Column{Type: analytics.Decimal, Unit: analytics.Units[unit]}
	}
	for _, c := range []struct {
		column         analytics.Column
		value          analytics.Value
		cell, sentence string
	}{
		{number("personer"), analytics.Value{Number: 6955}, "6\u00a0955", "6\u00a0955\u00a0personer"},
		{number("procent"), analytics.Value{Number: 2.003}, "2,0\u00a0%", "2,0\u00a0%"},
		{number("promille"), analytics.Value{Number: 3.31}, "3,3", "3,3\u00a0per 1\u00a0000"},
		{number("årtal"), analytics.Value{Number: 2024}, "2024", "2024"},
		{number("kr"), analytics.Value{Number: 251_300}, "251\u00a0300\u00a0kr", "251\u00a0tkr"},
		{number("vikt"), analytics.Value{Number: 1.23456}, "1,2346", "1,2346"},
		{analytics.Column{Type: analytics.Date}, analytics.Value{Text: "2025-12-31"}, "31 dec 2025", "31 dec 2025"},
		{analytics.Column{Unit: analytics.Units["månad"]}, analytics.Value{Text: "2024-03"}, "mar 2024", "mar 2024"},
		{analytics.Column{Type: analytics.Boolean}, analytics.Value{Text: "true"}, "ja", "ja"},
		{analytics.Column{Labels: map[string]string{"female": "Kvinna"}}, analytics.Value{Text: "female"}, "Kvinna", "Kvinna"},
		{analytics.Column{}, analytics.Value{Text: "I50"}, "I50", "I50"},
	} {
		if got := Cell(c.value, c.column); got != c.cell {
			t.Errorf("Cell in %s = %q, want %q", c.column.Unit.Name, got, c.cell)
		}
		if got := Value(c.value, c.column); got != c.sentence {
			t.Errorf("Value in %s = %q, want %q", c.column.Unit.Name, got, c.sentence)
		}
	}
}

func TestSwedishOrderPutsÅÄÖLastAndNumbersBySize(t *testing.T) {
	got := []string{"Örebro", "Åre", "Zinkgruvan", "Älmhult", "Ale", "v. 10", "v. 9", "Kungsbacka"}
	Sort(got)
	want := []string{"Ale", "Kungsbacka", "v. 9", "v. 10", "Zinkgruvan", "Åre", "Älmhult", "Örebro"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheThresholdStandsInTheWordOfASuppressedValue(t *testing.T) {
	for threshold, want := range map[uint8][2]string{1: {"<2", "1 person"}, 4: {"<5", "1–4 personer"}, 9: {"<10", "1–9 personer"}} {
		value := analytics.Value{State: analytics.Suppressed, Below: threshold + 1}
		if got := [2]string{Word(value), Few(value.Bound())}; got != want {
			t.Errorf("threshold %d: got %q, want %q", threshold, got, want)
		}
	}
}
