package analytics

import (
	"slices"
	"testing"
	"time"
)

func TestAMonthWithoutADeliveryHasNoValueAndNoPartInLimits(t *testing.T) {
	i := &instance{gaps: gaps{"2023-05": {"inpatient"}, "2022-12": {"primary"}}}
	number, month := func(n float64) Value { return Value{Number: n} }, func(m string) Value { return Value{Text: m} }
	monthly := &Analysis{Delivered: []string{"inpatient"}, Columns: []Column{{Name: "month"}, {Name: "stays", Type: Integer}}}
	rows := [][]Value{{month("2022-12"), number(3)}, {month("2023-04"), number(4)}, {month("2023-05"), number(0)}, {month("2023-06"), number(5)}}
	left, notes := i.leave(monthly, rows, Period{})
	if left[2][1].State != Missing || left[0][1] != number(3) || left[1][1] != number(4) || rows[2][1].State != Present {
		t.Errorf("%v of %v", left, rows)
	}
	if !slices.Equal(notes, []string{"Lucka: ingen leverans av slutenvård för maj 2023. Där finns inget värde, och inget som räknas i medel och gränser."}) {
		t.Errorf("%q", notes)
	}

	both := &Analysis{Delivered: []string{"outpatient", "primary"}, Columns: []Column{{Name: "month"}, {Name: "care_form"}, {Name: "visits", Type: Integer}}}
	left, _ = i.leave(both, [][]Value{{month("2022-12"), month("outpatient"), number(7)}, {month("2022-12"), month("primary"), number(0)}}, Period{})
	if left[0][2] != number(7) || left[1][2].State != Missing {
		t.Errorf("a hole of primary care: %v", left)
	}

	yearly := &Analysis{Delivered: []string{"inpatient"}, Columns: []Column{{Name: "year", Type: Integer}, {Name: "stays", Type: Integer}, {Name: "preliminary", Type: Boolean}}}
	left, notes = i.leave(yearly, [][]Value{{number(2022), number(40), month("false")}, {number(2023), number(33), month("false")}}, Period{})
	if left[0][2].Text != "false" || left[1][2].Text != "true" || left[1][1] != number(33) || len(notes) != 1 {
		t.Errorf("%v, %q", left, notes)
	}

	total := &Analysis{Delivered: []string{"inpatient"}, Columns: []Column{{Name: "stays", Type: Integer}}}
	for run, want := range map[Run]int{
		{StartsOn: day(2023, time.January, 1), EndsBefore: day(2024, time.January, 1)}: 1,
		{StartsOn: day(2023, time.June, 1), EndsBefore: day(2024, time.January, 1)}:    0,
		{StartsOn: day(2023, time.January, 1), EndsBefore: day(2023, time.May, 1)}:     0,
	} {
		if _, notes = i.leave(total, [][]Value{{number(1)}}, Period{Runs: []Run{run}}); len(notes) != want {
			t.Errorf("%v: %q", run, notes)
		}
	}
	if left, notes = i.leave(&Analysis{Columns: monthly.Columns}, rows, Period{}); left[2][1] != number(0) || notes != nil {
		t.Errorf("a figure that counts no contacts: %v, %q", left, notes)
	}
}

func TestAPeriodIsCutWhereTheHistoryIsShort(t *testing.T) {
	i := &instance{washouts: map[string]int{"x": 5}, info: snapshotInfo{DataStart: day(2016, time.January, 1)}}
	analysis := &Analysis{Bind: map[string]string{"pathway": "x"}, Body: "SELECT 1 FROM comparable_period"}
	run := func(from, to int) Period {
		return Period{Runs: []Run{{StartsOn: day(from, time.January, 1), EndsBefore: day(to+1, time.January, 1)}}}
	}
	for _, c := range []struct{ from, to, wantFrom, notes int }{{2016, 2025, 2021, 1}, {2020, 2021, 2021, 1}, {2021, 2025, 2021, 0}, {2016, 2016, 2016, 1}, {2016, 2020, 2016, 1}} {
		period := run(c.from, c.to)
		got := i.comparable(analysis, period)
		if got.Runs[0] != run(c.wantFrom, c.to).Runs[0] || len(i.shortHistory(analysis, period)) != c.notes {
			t.Errorf("%d to %d: %v, %q", c.from, c.to, got.Runs, i.shortHistory(analysis, period))
		}
	}
}
