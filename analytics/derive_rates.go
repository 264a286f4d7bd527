package analytics

import "klarsyn/analytics/stats"

// rateRatio derives a ratio of two rates and its interval from sums over persons.
func (d *derivation) rateRatio(numbers []float64) []Value {
	side := func(persons float64, n []float64) stats.PersonTime {
		return stats.PersonTime{Persons: persons, Events: n[0], Time: n[1], EventsSquared: n[2], EventsTime: n[3], TimeSquare: n[4]}
	}
	var a, b stats.PersonTime
	var estimate stats.Estimate
	var err error
	if d.derive.Function == "paired_rate_ratio" {
		persons, both := numbers[0], numbers[11:]
		a, b = side(persons, numbers[1:]), side(persons, numbers[6:])
		estimate, err = stats.PairedRateRatio(a, b, stats.PairProducts{EventsEvents: both[0], EventsTime: both[1], TimeEvents: both[2], TimeTime: both[3]})
	} else {
		a, b = side(numbers[0], numbers[1:]), side(numbers[6], numbers[7:])
		estimate, err = stats.RateRatio(a, b)
	}
	switch {
	case a.Time == 0 || b.Time == 0:
		return d.outputs(NotApplicable)
	case err != nil: // too few persons or events to tell
		return d.outputs(Missing)
	}
	return d.outputs(Present, estimate.Value, estimate.Low, estimate.High)
}
