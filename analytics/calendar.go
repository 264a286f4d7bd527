package analytics

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// The keys that choose the period. They never filter rows by themselves.
const (
	yearKey    = "ar"
	monthKey   = "manad"
	allValues  = "alla"
	latestYear = "senaste_hela" // as a page's default: the latest complete calendar year
)

var monthNames = [...]string{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}

// A calendar is the months that can be chosen: from January of the first year with data to the cut-off's month.
type calendar struct {
	first, cutoff time.Time // first day of the first month; last day with data
	empty         bool      // no data
}

func newCalendar(dataStart, cutoff time.Time) calendar {
	if dataStart.IsZero() || cutoff.IsZero() {
		return calendar{empty: true}
	}
	return calendar{first: day(dataStart.Year(), time.January, 1), cutoff: day(cutoff.Year(), cutoff.Month(), cutoff.Day())}
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

// months lists the first day of every month.
func (c calendar) months() []time.Time {
	var months []time.Time
	if c.empty {
		return nil
	}
	for month := c.first; !month.After(c.cutoff); month = month.AddDate(0, 1, 0) {
		months = append(months, month)
	}
	return months
}

func (c calendar) years() []int {
	var years []int
	for _, month := range c.months() {
		if len(years) == 0 || years[len(years)-1] != month.Year() {
			years = append(years, month.Year())
		}
	}
	return years
}

// latestComplete is the latest year whose last day has data, or the first year when there is none.
func (c calendar) latestComplete() int {
	year := c.cutoff.Year()
	if c.cutoff.Before(day(year, time.December, 31)) {
		year--
	}
	return max(year, c.first.Year())
}

// values lists the values of ar or manad, newest first.
func (c calendar) values(key string) []DimensionValue {
	var values []DimensionValue
	switch key {
	case yearKey:
		for _, year := range c.years() {
			values = append(values, DimensionValue{URL: strconv.Itoa(year), Label: strconv.Itoa(year)})
		}
	case monthKey:
		for _, month := range c.months() {
			label := monthNames[month.Month()-1] + " " + strconv.Itoa(month.Year())
			values = append(values, DimensionValue{URL: month.Format("2006-01"), Label: label})
		}
	}
	slices.Reverse(values)
	return values
}

// period finds the months that both keys allow, joins them into runs and cuts them at the cut-off.
func (c calendar) period(s Selection) (Period, error) {
	if c.empty {
		return Period{}, badRequest("", "", "Inga vårdkontakter är inlästa, så det finns ingen period att visa.")
	}
	years, byYear := s.Choice(yearKey)
	months, byMonth := s.Choice(monthKey)
	if byYear && years.Default && byMonth && !months.All && !months.Default {
		byYear = false // a chosen month takes the place of the default year
	}
	var chosen []time.Time
	for _, month := range c.months() {
		if (!byYear || years.allows(strconv.Itoa(month.Year()))) && (!byMonth || months.allows(month.Format("2006-01"))) {
			chosen = append(chosen, month)
		}
	}
	if len(chosen) == 0 {
		return Period{}, badRequest(monthKey, "", "Valda år och månader har ingen månad gemensam.")
	}
	end := c.cutoff.AddDate(0, 0, 1)
	period := Period{Complete: true}
	for _, month := range chosen {
		next := month.AddDate(0, 1, 0)
		if next.After(end) {
			next, period.Complete = end, false
		}
		if last := len(period.Runs) - 1; last >= 0 && period.Runs[last].EndsBefore.Equal(month) {
			period.Runs[last].EndsBefore = next
		} else {
			period.Runs = append(period.Runs, Run{StartsOn: month, EndsBefore: next})
		}
	}
	period.T = period.Runs[len(period.Runs)-1].EndsBefore.AddDate(0, 0, -1)
	monthsChosen := byMonth && !months.All
	if !monthsChosen && end.Before(day(period.T.Year()+1, time.January, 1)) && period.T.Equal(c.cutoff) {
		period.Complete = false // a year that has not ended
	}
	period.Label = periodLabel(chosen)
	if !period.Complete {
		period.Label += ", preliminär"
	}
	return period, nil
}

// allows says whether a choice lets a value through.
func (k KeyChoice) allows(value string) bool {
	return k.All || slices.Contains(k.Values, value) != k.Exclude
}

// periodLabel names sorted months: 2024, 2023–2024, jan–mar 2024, okt 2023–mar 2024, mar och maj 2024.
func periodLabel(months []time.Time) string {
	var runs [][2]time.Time // first and last month of each unbroken run
	for _, month := range months {
		if last := len(runs) - 1; last >= 0 && runs[last][1].AddDate(0, 1, 0).Equal(month) {
			runs[last][1] = month
		} else {
			runs = append(runs, [2]time.Time{month, month})
		}
	}
	labels := make([]string, len(runs))
	for i, run := range runs {
		labels[i] = runLabel(run[0], run[1])
	}
	if len(labels) > 4 {
		return fmt.Sprintf("%d månader %s", len(months), runLabel(months[0], months[len(months)-1]))
	}
	return Enumerate(labels)
}

func runLabel(first, last time.Time) string {
	name := func(t time.Time) string { return monthNames[t.Month()-1] }
	whole := first.Month() == time.January && last.Month() == time.December
	switch {
	case whole && first.Year() == last.Year():
		return strconv.Itoa(first.Year())
	case whole:
		return fmt.Sprintf("%d–%d", first.Year(), last.Year())
	case first.Equal(last):
		return fmt.Sprintf("%s %d", name(first), first.Year())
	case first.Year() == last.Year():
		return fmt.Sprintf("%s–%s %d", name(first), name(last), first.Year())
	}
	return fmt.Sprintf("%s %d–%s %d", name(first), first.Year(), name(last), last.Year())
}
