package source

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Dating says what a day or year of a canonical column means, and so how early and how late it may lie. The schema declares
// one for each column of days (dates: in its header).
type Dating string

// The datings.
const (
	EventDay  Dating = "event" // something that happened: not after the load, nor after the period that it declares
	EndDay    Dating = "end"   // the end of something that happened: not after the load
	UntilDay  Dating = "until" // an end that may be planned
	SinceDay  Dating = "since" // where a validity begins, which may lie as far back as its writer likes
	YearDay   Dating = "year"  // a year that has begun
	BirthYear Dating = "birth"
)

// The bounds of sources that do not shift their days.
var (
	firstEvent  = date(1950, time.January, 1)
	firstSince  = date(1, time.January, 1)
	lastPlanned = date(2098, time.December, 31) // what lies after it stands for no end, or is wrong
)

const firstBirth = 1880

// longestLife is how many years before its first event a person of a shifted source may be born.
const longestLife = 120

// A Span is a run of days, both included.
type Span struct{ From, To time.Time }

// A Calendar is what the days of one load are judged by.
type Calendar struct {
	Today    time.Time // day of the load
	PeriodTo time.Time // last day of the period that the load declares; zero: none
}

// Bounds are the first and the last day that a column may hold; of years, the days that they begin and end with count.
func (s *Source) Bounds(dating Dating, calendar Calendar) Span {
	bounds, births := Span{firstEvent, calendar.Today}, firstBirth
	if s.Dates != (Span{}) {
		bounds, births = s.Dates, s.Dates.From.Year()-longestLife
	}
	switch dating {
	case EventDay:
		if to := calendar.PeriodTo; !to.IsZero() && to.Before(bounds.To) {
			bounds.To = to
		}
	case UntilDay:
		bounds.To = latest(bounds.To, lastPlanned)
	case SinceDay:
		bounds = Span{firstSince, latest(bounds.To, lastPlanned)}
	case BirthYear:
		bounds.From = date(births, time.January, 1)
	}
	return bounds
}

// Ends tells that a column holds ends, of which some mean that there is none.
func (d Dating) Ends() bool { return d == EndDay || d == UntilDay }

// lastOf are the last days that widespread types can hold: smalldatetime of SQL Server, and the nanoseconds of pandas and Arrow.
var lastOf = []time.Time{date(2079, time.June, 6), date(2262, time.April, 11)}

// IsOpen tells that a day after the bounds of its column stands for no end: 9999-12-31, 2999-12-31, 2100-01-01 and their like, any
// day of the year 9999, and the last days that widespread types can hold.
func IsOpen(day time.Time) bool {
	yearTurns := day.Month() == time.December && day.Day() >= 30 || day.Month() == time.January && day.Day() == 1
	return day.Year() == 9999 || day.After(lastPlanned) && yearTurns ||
		slices.ContainsFunc(lastOf, day.Equal)
}

// swedish is Swedish summer time: the days of a load change with it, an hour early in winter, so that none is too short.
var swedish = time.FixedZone("", 2*60*60)

// DayOf is the Swedish day of an instant.
func DayOf(at time.Time) time.Time {
	at = at.In(swedish)
	return date(at.Year(), at.Month(), at.Day())
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// date takes what the schema says about the table's days: "column dating", one for each column that holds days.
func (c *Canonical) date(declared []string) error {
	for _, one := range declared {
		name, dating, _ := strings.Cut(one, " ")
		at := slices.IndexFunc(c.Fields, func(f Field) bool { return f.Name == name })
		if at < 0 {
			return fmt.Errorf("dates: the table has no column %q", name)
		}
		c.Fields[at].Dating = Dating(dating)
		if !slices.Contains([]Dating{EventDay, EndDay, UntilDay, SinceDay, YearDay, BirthYear}, Dating(dating)) {
			return fmt.Errorf("dates: %q of %s is not known", dating, name)
		}
	}
	for _, field := range c.Fields {
		if kind := natural(field.SQLType); (kind == Date || kind == Timestamp) && field.Dating == "" {
			return fmt.Errorf("dates: says nothing of %s", field.Name)
		}
	}
	return nil
}

// span reads two days: {from: 2100-01-01, to: 2220-12-31}.
func (r *reader) span(e entry) Span {
	var span Span
	for _, part := range r.mapping(e.node, e.key, "from", "to") {
		day, err := time.Parse(time.DateOnly, r.text(part, e.key))
		if err != nil {
			r.fault(part.line, e.key, "%s: expected a day such as 2100-01-01", part.key)
		}
		if part.key == "from" {
			span.From = day
		} else {
			span.To = day
		}
	}
	if span.From.IsZero() || span.To.Before(span.From) {
		r.fault(e.line, e.key, "expected two days, the first not after the last: {from: 2100-01-01, to: 2220-12-31}")
	}
	return span
}
