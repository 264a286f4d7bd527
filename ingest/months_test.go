package ingest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// visitsOf writes visits: months of them, each with some, from January 2020 on.
func visitsOf(random *rand.Rand, months int) []string {
	lines := []string{visits}
	for m := range months {
		for n := range 15 + random.IntN(30) {
			day := time.Date(2020, time.Month(1+m), 1+random.IntN(28), 0, 0, 0, 0, time.UTC)
			lines = append(lines, fmt.Sprintf("A%d-%d,P%d,outpatient,%s,1380", m, n, n, day.Format(time.DateOnly)))
		}
	}
	return lines
}

func TestNoSingleRecordMovesTheDataFirstOrLastDay(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 8 {
		lines := visitsOf(random, 4+random.IntN(12))
		want := mustLoad(t, canonical(t, t.TempDir(), deliver(t, "contact.csv", text(lines...))))
		wild := time.Date(1950, 1, 1+random.IntN(70*365), 0, 0, 0, 0, time.UTC) // before 2020
		if round%2 == 1 {
			wild = want.CutoffOn.AddDate(0, 1+random.IntN(40), 0)
		}
		lines = append(lines, "W,P1,outpatient,"+wild.Format(time.DateOnly)+",1380")
		data := t.TempDir()
		got := mustLoad(t, canonical(t, data, deliver(t, "contact.csv", text(lines...))))
		if !got.DataStartOn.Equal(want.DataStartOn) || !got.CutoffOn.Equal(want.CutoffOn) {
			t.Errorf("a visit of %s moves %s to %s into %s to %s", wild.Format(time.DateOnly), want.DataStartOn, want.CutoffOn, got.DataStartOn, got.CutoffOn)
		}
		wanted(t, open(t, data), "SELECT count(*) FROM contact WHERE contact_id = 'W'", "1")
	}
}

func TestAPeriodThatIsGivenWinsOverWhatMonthsHold(t *testing.T) {
	options := canonical(t, t.TempDir(), deliver(t, "contact.csv", text(visitsOf(rand.New(rand.NewPCG(3, 4)), 6)...)))
	options.Period = &Period{time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2020, 12, 31, 0, 0, 0, 0, time.UTC)}
	if got := mustLoad(t, options); got.DataStartOn.Year() != 2019 || !got.CutoffOn.Equal(options.Period.To) {
		t.Errorf("%s to %s", got.DataStartOn, got.CutoffOn)
	}
}

func TestAStrayEventReplacesNothingButItsOwnDay(t *testing.T) {
	var first, second []string
	for m := range 6 {
		for n := range 20 {
			first = append(first, fmt.Sprintf("P%d,C07,2024-%02d-%02d,1", n, m+1, n+1))
		}
	}
	for n := range 20 {
		second = append(second, fmt.Sprintf("P%d,C07,2024-07-%02d,2", n, n+1))
	}
	second = append(second, "P1,C07,1991-03-05,2")
	data := t.TempDir()
	const header = "patient_id,atc,dispensed_on,packages"
	mustLoad(t, canonical(t, data, deliver(t, "dispensing.csv", text(append([]string{header}, first...)...))))
	mustLoad(t, canonical(t, data, deliver(t, "dispensing.csv", text(append([]string{header}, second...)...))))
	// 120 of the first half year, 20 of July and the stray one.
	wanted(t, open(t, data), "SELECT count(*) FROM dispensing", "141")
	mustLoad(t, canonical(t, data, deliver(t, "dispensing.csv", text(append([]string{header, "P9,C07,2024-07-01,3"}, second...)...))))
	wanted(t, open(t, data), "SELECT count(*) FROM dispensing", "142")
}
