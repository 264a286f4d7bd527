package rows

import (
	"time"

	"klarsyn/ingest/source"
)

const (
	isoDay    = "2006-01-02"
	isoMinute = "2006-01-02 15:04"
	isoSecond = "2006-01-02 15:04:05"
	compact   = "20060102"
)

const (
	secondsPerDay = 24 * 60 * 60
	microsPerDay  = secondsPerDay * 1_000_000
)

// A layout is one way in which a source writes days or instants.
type layout struct {
	format string // as of package time, or source.ExcelSerial
	fixed  bool   // every text in it has its length
}

func newLayout(format string) (layout, error) {
	if format == source.ExcelSerial {
		return layout{format: format}, nil
	}
	fixed, err := source.CheckLayout(format)
	if err != nil {
		return layout{}, err
	}
	return layout{format, fixed}, nil
}

// dayOf is the day, since 1970, of an instant in microseconds.
func dayOf(micros int64) int64 {
	day := micros / microsPerDay
	if micros%microsPerDay < 0 {
		day--
	}
	return day
}

// span is a run of days as the reader keeps its values: years, days or instants.
func (r *reader) span(days source.Span) (least, most float64) {
	from, to := days.From.Unix()/secondsPerDay, days.To.Unix()/secondsPerDay
	switch r.kind {
	case dayKind:
		return float64(from), float64(to)
	case instantKind:
		return float64(from * microsPerDay), float64((to+1)*microsPerDay - 1)
	}
	return float64(days.From.Year()), float64(days.To.Year())
}

// isOpen tells that a day or instant after its bounds stands for no end.
func (r *reader) isOpen(number int64) bool {
	if r.kind == instantKind {
		number = dayOf(number)
	}
	return source.IsOpen(time.Unix(number*secondsPerDay, 0).UTC())
}

// day reads a day in the first format that fits, else as a partial date.
func (r *reader) day(text []byte) (int64, bool) {
	for _, l := range r.layouts {
		if micros, ok := l.read(text); ok {
			return dayOf(micros), true
		}
	}
	if r.partial == source.PartialNone {
		return 0, false
	}
	return partialDay(text, r.partial)
}

// instant reads an instant, or the midnight that a day begins with.
func (r *reader) instant(text []byte) (int64, bool) {
	for _, l := range r.layouts {
		if micros, ok := l.read(text); ok {
			return micros, true
		}
	}
	if r.partial == source.PartialNone {
		return 0, false
	}
	day, ok := partialDay(text, r.partial)
	return day * microsPerDay, ok
}

// read is the instant, in microseconds since 1970, that a text names exactly as the layout says. Two layouts are by far the most
// common and are read without package time.
func (l *layout) read(text []byte) (int64, bool) {
	switch {
	case l.format == source.ExcelSerial:
		return serial(text)
	case l.fixed && len(text) != len(l.format):
		return 0, false
	case l.format == compact:
		return civil(text[:4], text[4:6], text[6:])
	case l.format == isoDay:
		if text[4] != '-' || text[7] != '-' {
			return 0, false
		}
		return civil(text[:4], text[5:7], text[8:])
	}
	at, err := time.Parse(l.format, string(text))
	return at.UnixMicro(), err == nil
}

// firstSerial is the day that Excel's serial 0 stands for.
var firstSerial = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

func serial(text []byte) (int64, bool) {
	if len(text) == 4 || len(text) > 6 || digitsAt(text) != len(text) { // of four digits it is a year, not a day before June 1927
		return 0, false
	}
	return firstSerial.AddDate(0, 0, int(small(text))).UnixMicro(), true
}

// small is the number that a few digits make; -1 when there is another sign among them.
func small(digits []byte) int64 {
	number := int64(0)
	for _, c := range digits {
		if c < '0' || c > '9' {
			return -1
		}
		number = 10*number + int64(c-'0')
	}
	return number
}

// civil is a day's first instant; ok is false when there is no such day.
func civil(year, month, day []byte) (micros int64, ok bool) {
	y, m, d := small(year), small(month), small(day)
	if y < 0 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	days, last := daysBefore(y, m), int64(31)
	if m < 12 {
		last = daysBefore(y, m+1) - days
	}
	return (days + d - 1) * microsPerDay, d <= last
}

// daysBefore counts the days from 1970 to the first of a month, by the Gregorian rules. Years are counted from March, so that the
// leap day comes last; five months in turn have 153 days.
func daysBefore(year, month int64) int64 {
	if month <= 2 {
		year, month = year-1, month+12
	}
	return 365*year + floor(year, 4) - floor(year, 100) + floor(year, 400) + (153*(month-3)+2)/5 - 719468
}

func floor(a, b int64) int64 {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// partialDay reads YYYYMMDD, with or without dashes, whose day or month and day are 00 or 99 or absent.
func partialDay(text []byte, partial source.Partial) (int64, bool) {
	if len(text) < 4 || small(text[:4]) < 0 {
		return 0, false
	}
	var parts [2]string // month and day; "" absent
	rest := text[4:]
	for i := range parts {
		if len(rest) == 0 {
			break
		}
		if rest[0] == '-' {
			rest = rest[1:]
		}
		if len(rest) < 2 || small(rest[:2]) < 0 {
			return 0, false
		}
		parts[i], rest = string(rest[:2]), rest[2:]
	}
	unknown := func(part string) bool { return part == "" || part == "00" || part == "99" }
	if len(rest) > 0 || !unknown(parts[0]) && !unknown(parts[1]) {
		return 0, false
	}
	month, day := parts[0], "15"
	if unknown(month) {
		month, day = "07", "01"
	}
	if partial == source.PartialFirst {
		day = "01"
		if unknown(parts[0]) {
			month = "01"
		}
	}
	micros, ok := civil(text[:4], []byte(month), []byte(day))
	return dayOf(micros), ok
}
