package stats

import "fmt"

// PairProducts are sums over persons of what stands on both sides of a pair: a is the first side, b the second.
type PairProducts struct {
	EventsEvents, EventsTime, TimeEvents, TimeTime float64 // a's · b's
}

// PairedRateRatio estimates the rate of persons at one time over the rate of the same persons at another, as after and
// before. Both rates vary with the same persons: the log ratio has the variance Σd²·n/(n − 1), d a person's
// (events − rate · time)/Σ events on one side less that on the other, and the interval is by Student's t with n − 1
// degrees of freedom. It is a generalised estimating equation with log link, time as offset, independent working
// correlation and robust variance. Otherwise as RateRatio.
//
// Zeger SL, Liang K-Y. Longitudinal data analysis for discrete and continuous outcomes. Biometrics 1986;42:121–30.
// Cameron AC, Miller DL. A practitioner's guide to cluster-robust inference. J Hum Resour 2015;50:317–72.
func PairedRateRatio(a, b PersonTime, both PairProducts) (Estimate, error) {
	for _, side := range []PersonTime{a, b} {
		if err := side.check(); err != nil {
			return Estimate{}, fmt.Errorf("paired rate ratio: %w", err)
		}
	}
	ra, rb := a.rate(), b.rate()
	together := both.EventsEvents - rb*both.EventsTime - ra*both.TimeEvents + ra*rb*both.TimeTime
	variance := a.logVariance() + b.logVariance() - 2*together/(a.Events*b.Events)*a.Persons/(a.Persons-1)
	return rateRatio(a, b, variance, a.Persons-1)
}
