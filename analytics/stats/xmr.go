package stats

import (
	"fmt"
	"math"
)

// A Direction says which way a measure should go.
type Direction string

// The directions, as in the headers of analyses.
const (
	High    Direction = "high"
	Low     Direction = "low"
	Neutral Direction = "neutral"
)

// A Signal is the rule by which a point is more than ordinary variation; a point that meets several carries the first.
type Signal string

// The rules of "Making Data Count", in order of precedence.
const (
	NoSignal   Signal = ""
	Outside    Signal = "outside"      // beyond a process limit
	Trend      Signal = "trend"        // one of seven or more points that rise, or fall, throughout
	TwoOfThree Signal = "two_of_three" // one of two of three neighbours beyond two thirds of the way to the same limit
	Shift      Signal = "shift"        // one of seven or more neighbours on one side of the mean
)

// A Variation is what a point's signal means, given the measure's direction.
type Variation string

// The kinds of variation (systematisk eller slumpmässig).
const (
	CommonCause Variation = "common_cause"
	Improvement Variation = "improvement"
	Concern     Variation = "concern"
	Special     Variation = "special" // of a neutral measure
)

// An XmRPoint is one value of the series with what it signals.
type XmRPoint struct {
	Value     float64
	Signal    Signal
	Up        bool // the signal points upwards: above the mean, or rising
	Variation Variation
}

// An XmRChart is a series with its process limits.
type XmRChart struct {
	Mean, Low, High   float64 // process limits: mean ± 2.66 mean moving ranges
	NearLow, NearHigh float64 // two thirds of the way
	MeanRange         float64 // after the screen
	Provisional       bool    // fewer than 12 values behind the limits: read it as a run chart
	Points            []XmRPoint
}

const (
	rangeToLimit  = 2.66  // 3/d₂, d₂ = 1.128 for ranges of two
	rangeScreen   = 3.267 // D₄: ranges at or beyond it are themselves out of control
	longRun       = 7     // points in a shift or trend
	firmBaseline  = 12    // values below which limits are provisional
	nearPartLimit = 2.0 / 3
)

// XmR estimates the natural process limits of single values over time and marks the points that show a change. Limits
// come from the first baseline values (0 or more than there are: all). Moving ranges at or above 3.267 mean ranges are
// left out, once. It assumes values in time order at even steps, without gaps, not strongly autocorrelated. A point
// outside the limits counts as beyond two thirds too; a value on the mean breaks a shift. Fewer than two values behind
// the limits, or a value that is not a number: an error.
//
// Wheeler DJ. Understanding variation: the key to managing chaos, 2nd ed. Knoxville: SPC Press; 2000.
// NHS England. Making data count: strengthening your decisions; 2019.
func XmR(values []float64, baseline int, direction Direction) (XmRChart, error) {
	for i, value := range values {
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return XmRChart{}, fmt.Errorf("value %d is not a number", i+1)
		}
	}
	if baseline <= 0 || baseline > len(values) {
		baseline = len(values)
	}
	if baseline < 2 {
		return XmRChart{}, fmt.Errorf("process limits: %w", ErrTooFew)
	}
	chart := XmRChart{Provisional: baseline < firmBaseline, Points: make([]XmRPoint, len(values))}
	chart.Mean = mean(values[:baseline])
	var ranges []float64
	for i, value := range values[1:baseline] {
		ranges = append(ranges, math.Abs(value-values[i]))
	}
	chart.MeanRange = mean(ranges)
	var screened []float64
	for _, r := range ranges {
		if r < rangeScreen*chart.MeanRange {
			screened = append(screened, r)
		}
	}
	if len(screened) > 0 {
		chart.MeanRange = mean(screened)
	}
	reach := rangeToLimit * chart.MeanRange
	chart.Low, chart.High = chart.Mean-reach, chart.Mean+reach
	chart.NearLow, chart.NearHigh = chart.Mean-nearPartLimit*reach, chart.Mean+nearPartLimit*reach
	chart.mark(values, direction)
	return chart, nil
}

// Assurance tells whether the process will meet a target by itself: "pass" or "fail" when the target is beyond a
// limit, "hit_or_miss" between them and for neutral measures.
func (c XmRChart) Assurance(target float64, direction Direction) string {
	above, below := target > c.High, target < c.Low
	switch {
	case direction == High && above, direction == Low && below:
		return "fail"
	case direction == High && below, direction == Low && above:
		return "pass"
	}
	return "hit_or_miss"
}

// mark sets each point's signal, the weakest rule first so that a stronger one replaces it.
func (c *XmRChart) mark(values []float64, direction Direction) {
	for i, value := range values {
		c.Points[i].Value = value
	}
	for _, up := range []bool{true, false} {
		side := func(i int, limit, opposite float64) bool {
			if up {
				return above(values[i], limit)
			}
			return above(opposite, values[i])
		}
		c.markShifts(len(values), up, func(i int) bool { return side(i, c.Mean, c.Mean) })
		near := func(i int) bool { return side(i, c.NearHigh, c.NearLow) }
		for start := 0; start+3 <= len(values); start++ {
			var beyond []int
			for i := start; i < start+3; i++ {
				if near(i) {
					beyond = append(beyond, i)
				}
			}
			if len(beyond) >= 2 {
				c.set(TwoOfThree, up, beyond...)
			}
		}
	}
	for _, up := range []bool{true, false} {
		c.markTrends(values, up)
	}
	for i, value := range values {
		if above(value, c.High) || above(c.Low, value) {
			c.set(Outside, value > c.High, i)
		}
	}
	for i := range c.Points {
		c.Points[i].Variation = variation(c.Points[i], direction)
	}
}

// above leaves out differences that are rounding in the mean: equal values have no signals.
func above(a, b float64) bool { return a-b > 1e-12*max(math.Abs(a), math.Abs(b)) }

// markShifts marks every run of at least seven neighbours on one side of the mean.
func (c *XmRChart) markShifts(count int, up bool, onSide func(i int) bool) {
	start := 0
	for i := 0; i <= count; i++ {
		if i < count && onSide(i) {
			continue
		}
		if i-start >= longRun {
			for j := start; j < i; j++ {
				c.set(Shift, up, j)
			}
		}
		start = i + 1
	}
}

// markTrends marks every stretch of at least seven points each beyond the one before.
func (c *XmRChart) markTrends(values []float64, up bool) {
	start := 0
	for i := 1; i <= len(values); i++ {
		if i < len(values) && (up && values[i] > values[i-1] || !up && values[i] < values[i-1]) {
			continue
		}
		if i-start >= longRun {
			for j := start; j < i; j++ {
				c.set(Trend, up, j)
			}
		}
		start = i
	}
}

func (c *XmRChart) set(signal Signal, up bool, points ...int) {
	for _, i := range points {
		c.Points[i].Signal, c.Points[i].Up = signal, up
	}
}

func variation(point XmRPoint, direction Direction) Variation {
	switch {
	case point.Signal == NoSignal:
		return CommonCause
	case direction != High && direction != Low:
		return Special
	case point.Up == (direction == High):
		return Improvement
	}
	return Concern
}

func mean(values []float64) float64 {
	var sum float64
	for _, value := range values {
		sum += value
	}
	return sum / float64(len(values))
}
