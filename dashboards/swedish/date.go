package swedish

import (
	"strconv"
	"time"
)

var months = [...]string{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}

var longMonths = [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}

// Date writes a day: 31 dec 2025.
func Date(day time.Time) string {
	return strconv.Itoa(day.Day()) + " " + Month(day)
}

// Month writes a month with its year: okt 2026.
func Month(day time.Time) string {
	return MonthName(day.Month()) + " " + strconv.Itoa(day.Year())
}

// MonthName is the short name of a month: okt.
func MonthName(month time.Month) string { return months[month-1] }

// LongMonthName is the full name of a month, in lower case: oktober.
func LongMonthName(month time.Month) string { return longMonths[month-1] }

// Week writes the ISO 8601 week of a day: v. 47.
func Week(day time.Time) string {
	_, week := day.ISOWeek()
	return "v." + NoBreak + strconv.Itoa(week)
}

// DateText writes a day given as 2006-01-02, and a month given as 2006-01 (mar 2024). Text that is neither is
// returned as it is, so that a code in such a column is still seen.
func DateText(text string) string {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return Date(day)
	}
	if day, err := time.Parse("2006-01", text); err == nil {
		return Month(day)
	}
	return text
}
