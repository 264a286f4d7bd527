package source

import (
	"testing"
	"time"
)

func on(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestBoundsFollowWhatADayMeans(t *testing.T) {
	plain, shifted := &Source{}, &Source{Dates: Span{on(t, "2100-01-01"), on(t, "2220-12-31")}}
	today := Calendar{Today: on(t, "2026-05-04")}
	period := Calendar{Today: on(t, "2026-05-04"), PeriodTo: on(t, "2025-12-31")}
	ahead := Calendar{Today: on(t, "2026-05-04"), PeriodTo: on(t, "2026-12-31")} // a period that has not ended allows nothing that has not happened
	for _, c := range []struct {
		source   *Source
		dating   Dating
		calendar Calendar
		from, to string
	}{
		{plain, EventDay, today, "1950-01-01", "2026-05-04"},
		{plain, EventDay, period, "1950-01-01", "2025-12-31"},
		{plain, EventDay, ahead, "1950-01-01", "2026-05-04"},
		{plain, EndDay, period, "1950-01-01", "2026-05-04"},
		{plain, UntilDay, period, "1950-01-01", "2098-12-31"},
		{plain, SinceDay, today, "0001-01-01", "2098-12-31"},
		{plain, YearDay, today, "1950-01-01", "2026-05-04"},
		{plain, BirthYear, today, "1880-01-01", "2026-05-04"},
		{shifted, EventDay, today, "2100-01-01", "2220-12-31"},
		{shifted, EndDay, today, "2100-01-01", "2220-12-31"},
		{shifted, UntilDay, today, "2100-01-01", "2220-12-31"},
		{shifted, BirthYear, today, "1980-01-01", "2220-12-31"},
	} {
		if got := c.source.Bounds(c.dating, c.calendar); got != (Span{on(t, c.from), on(t, c.to)}) {
			t.Errorf("%s, period to %v: %v, want %s to %s", c.dating, c.calendar.PeriodTo, got, c.from, c.to)
		}
	}
}

func TestFarEndsStandForNone(t *testing.T) {
	for _, day := range []string{"9999-12-31", "9999-12-30", "9999-01-01", "9999-09-09", "2999-12-31", "2999-01-01", "3000-01-01", "2099-12-31", "2099-01-01", "2100-01-01",
		"2199-12-31", "2500-12-31", "4712-12-31", "5000-01-01", "2079-06-06", "2262-04-11"} {
		if !IsOpen(on(t, day)) {
			t.Errorf("%s is taken for a day", day)
		}
	}
	for _, day := range []string{"2203-05-09", "2098-12-31", "2999-06-15", "2079-06-05", "1900-01-01", "2026-12-31"} {
		if IsOpen(on(t, day)) {
			t.Errorf("%s is taken for no end", day)
		}
	}
}

func TestTheDayOfALoadIsTheSwedishOne(t *testing.T) {
	late := time.Date(2026, 6, 30, 22, 30, 0, 0, time.UTC) // half past midnight in Sweden
	if got := DayOf(late); !got.Equal(on(t, "2026-07-01")) {
		t.Errorf("%s is a load of %s", late, got)
	}
}

func TestASourceOfShiftedDaysSaysSo(t *testing.T) {
	const rest = "\nid: x\ntitle: X\nfiles: [x]\ntables: {death: {columns: {patient_id: P, died_on: D}}}\n"
	src, err := Parse("x.yaml", []byte("schema: 1\ndates: {from: 2100-01-01, to: 2220-12-31}"+rest), "13", canonical(t))
	if err != nil || src.Dates != (Span{on(t, "2100-01-01"), on(t, "2220-12-31")}) {
		t.Fatalf("%v, %v", src, err)
	}
	for _, wrong := range []string{"{from: 2100-01-01}", "{to: 2100-01-01}", "{from: 2100-01-02, to: 2100-01-01}", "{from: 2100, to: 2200}", "yes", "{}"} {
		if _, err := Parse("x.yaml", []byte("schema: 1\ndates: "+wrong+rest), "13", canonical(t)); err == nil {
			t.Errorf("dates: %s is taken", wrong)
		}
	}
}
