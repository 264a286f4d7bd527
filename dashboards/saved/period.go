package saved

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Period says which time an analysis shows when it is opened.
type Period string

const (
	Chosen       Period = "vald"                 // as chosen in each figure
	LatestYear   Period = "senaste_hela_aret"    // the latest calendar year that the data cover whole
	LatestTwelve Period = "senaste_hela_12_man"  // the twelve latest months that the data cover whole
	LatestMonth  Period = "senaste_hela_manaden" // the latest month that the data cover whole
)

// Periods lists them in the order that they are offered.
var Periods = []Period{Chosen, LatestYear, LatestTwelve, LatestMonth}

// Label is the period's Swedish name.
func (p Period) Label() string {
	switch p {
	case Chosen:
		return "Som vald i varje figur"
	case LatestYear:
		return "Senaste hela året"
	case LatestTwelve:
		return "Senaste hela 12 månaderna"
	case LatestMonth:
		return "Senaste hela månaden"
	}
	return string(p)
}

// Rolling reports whether the period moves with the data.
func (p Period) Rolling() bool { return p == LatestYear || p == LatestTwelve || p == LatestMonth }

// The query keys that choose a period.
const (
	yearKey  = "ar"
	monthKey = "manad"
)

// Resolve is a part's query string with the analysis' period in it, for data that end on cutoff. A rolling period takes the
// place of the years and months of both states; also keys of the page that choose years otherwise (from which, to which)
// give way to what stands for them in the data.
func (a Analysis) Resolve(part Part, cutoff time.Time, yearKeys ...string) string {
	if !a.Period.Rolling() || part.Period == Chosen || !part.Refers() || cutoff.IsZero() {
		return part.Query
	}
	var kept []string
	for one := range strings.SplitSeq(part.Query, "&") {
		if one != "" && !isPeriod(one) && !slices.Contains(yearKeys, keyOf(one)) {
			kept = append(kept, one)
		}
	}
	return strings.Join(append(kept, a.Period.choices(cutoff)...), "&")
}

// choices are the years or months as parts of a query string.
func (p Period) choices(cutoff time.Time) []string {
	next := cutoff.AddDate(0, 0, 1) // a month or year is whole when it ends before this
	month := time.Date(next.Year(), next.Month(), 1, 0, 0, 0, 0, time.UTC)
	if p == LatestYear {
		return []string{yearKey + "=" + strconv.Itoa(next.Year()-1)}
	}
	count := 1
	if p == LatestTwelve {
		count = 12
	}
	list := make([]string, count)
	for i := range list {
		list[i] = monthKey + "=" + month.AddDate(0, i-count, 0).Format("2006-01")
	}
	return list
}

// isPeriod reports whether one part of a query string chooses years or months.
func isPeriod(one string) bool {
	key := keyOf(one)
	return key == yearKey || key == monthKey
}

// keyOf is the key of one part of a query string, whichever state it belongs to.
func keyOf(one string) string {
	key, _, _ := strings.Cut(one, "=")
	return strings.TrimPrefix(strings.TrimPrefix(key, "a."), "b.")
}

// comparesPeriods reports whether the two states of a part differ in years or months.
func (p Part) comparesPeriods() bool {
	var a, b []string
	for one := range strings.SplitSeq(p.Query, "&") {
		switch {
		case !isPeriod(one):
		case strings.HasPrefix(one, "a."):
			a = append(a, one[2:])
		case strings.HasPrefix(one, "b."):
			b = append(b, one[2:])
		}
	}
	slices.Sort(a)
	slices.Sort(b)
	return !slices.Equal(a, b)
}
