package chart

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"klarsyn/analytics"
)

func jsonInto(data json.RawMessage, v any) error { return json.Unmarshal(data, v) }

func TestTwoYearsOfMonthsLieOverEachOther(t *testing.T) {
	year := func(y, base int) *analytics.Table {
		table := table([]analytics.Column{textual("month", "månad", "Månad"), whole("stays", "antal", "Vårdtillfällen")})
		for i, month := range months(january(y), 12) {
			table.Rows = append(table.Rows, []analytics.Value{{Text: month}, {Number: float64(base + i)}})
		}
		return table
	}
	spec, _ := Parse("bar x=month y=stays")
	figures, err := Compare(year(2024, 100), year(2023, 200), spec, Settings{})
	if err != nil || len(figures) != 1 {
		t.Fatalf("%d figures, %v", len(figures), err)
	}
	o := parsed(t, figures[0])
	if len(o.XAxis.Data) != 12 || o.XAxis.Data[0] != "jan" || o.XAxis.Data[11] != "dec" {
		t.Errorf("months %q", o.XAxis.Data)
	}
	if o.Series[0].Name != "A" || o.Series[1].Name != "B" || o.items(t, 0)[2].Value != 102. || o.items(t, 1)[2].Value != 202. {
		t.Errorf("series %+v", o.Series)
	}
	if o.items(t, 1)[2].Pick != nil {
		t.Errorf("a month without its year can be chosen: %+v", o.items(t, 1)[2].Pick)
	}
}

func TestAIsTheFirstSeriesWhateverTheRowsAreSortedBy(t *testing.T) {
	columns := []analytics.Column{textual("hospital", "kod", "Sjukhus"), whole("stays", "antal", "Vårdtillfällen")}
	a := table(columns, []any{"Varberg", 50}, []any{"Halmstad", 100})
	b := table(columns, []any{"Varberg", 60}, []any{"Halmstad", 110})
	spec, _ := Parse("bar x=stays y=hospital sort=value")
	figures, err := Compare(a, b, spec, Settings{})
	if err != nil || len(figures) != 1 {
		t.Fatalf("%d figures, %v", len(figures), err)
	}
	o := parsed(t, figures[0])
	if o.Series[0].Name != "A" || o.Series[1].Name != "B" || !slices.Equal(o.YAxis.Data, []string{"Halmstad", "Varberg"}) {
		t.Errorf("series %q and %q of %q", o.Series[0].Name, o.Series[1].Name, o.YAxis.Data)
	}

	late := table([]analytics.Column{textual("month", "månad", "Månad"), columns[1]}, []any{"2024-03", 5})
	early := table(late.Columns, []any{"2024-01", 6}, []any{"2024-03", 7})
	spec, _ = Parse("bar x=month y=stays")
	if figures, err = Compare(late, early, spec, Settings{}); err != nil {
		t.Fatal(err)
	}
	if o = parsed(t, figures[0]); o.Series[0].Name != "A" || !slices.Equal(values(o.items(t, 0)), []any{nil, 5.}) {
		t.Errorf("A begins later than B: series %q with %v", o.Series[0].Name, values(o.items(t, 0)))
	}
}

func TestSidesWithDifferentYearsStandInOrderOfTime(t *testing.T) {
	a := table([]analytics.Column{whole("year", "årtal", "År"), decimal("share", "procent", "Andel")}, []any{2023, 1.5}, []any{2024, 1.6})
	b := table(a.Columns, []any{2021, 2.5}, []any{2022, suppressed}, []any{2023, 2.7})
	spec, _ := Parse("line x=year y=share")
	figures, err := Compare(a, b, spec, Settings{})
	if err != nil || len(figures) != 1 {
		t.Fatalf("%d figures, %v", len(figures), err)
	}
	o := parsed(t, figures[0])
	if !slices.Equal(o.XAxis.Data, []string{"2021", "2022", "2023", "2024"}) {
		t.Errorf("years %q", o.XAxis.Data)
	}
	side := func(name string) []any {
		for i := range o.Series {
			if o.Series[i].Name == name {
				return values(o.items(t, i))
			}
		}
		return nil
	}
	if !reflect.DeepEqual(side("A"), []any{nil, nil, 1.5, 1.6}) || !reflect.DeepEqual(side("B"), []any{2.5, nil, 2.7, nil}) {
		t.Errorf("A %v, B %v", side("A"), side("B"))
	}
}

func TestKindsWithoutRoomForSeriesBecomeTwoFiguresOnOneScale(t *testing.T) {
	a, b := municipalities(), municipalities()
	b.Rows[0][1].Number, b.Rows[0][3].Number = 4.2, 4.9
	spec, _ := Parse("dots y=municipality_code value=standardised low=low high=high n=persons ref=reference")
	figures, err := Compare(a, b, spec, Settings{})
	if err != nil || len(figures) != 2 {
		t.Fatalf("%d figures, %v", len(figures), err)
	}
	left, right := parsed(t, figures[0]), parsed(t, figures[1])
	if left.XAxis.Max != right.XAxis.Max || left.XAxis.Min != right.XAxis.Min {
		t.Errorf("axes %+v and %+v", left.XAxis, right.XAxis)
	}
	if left.XAxis.Max < 4.9 || !strings.HasPrefix(figures[1].Description, "B: ") {
		t.Errorf("axis to %v, described as %q", left.XAxis.Max, figures[1].Description)
	}
}
