package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// PersonTime is what persons' events and the time that each was followed sum to.
type PersonTime struct {
	Persons, Events, Time                 float64
	EventsSquared, EventsTime, TimeSquare float64 // sums over persons of events², events · time and time²
}

// minRatePersons is the fewest persons whose spread says how sure a rate is: with fewer, the robust variance is too
// often by chance too small.
const minRatePersons = 10

// RateRatio estimates the rate of one group of persons over that of another, with an interval that takes the person,
// not the event, as the unit: visits and days in hospital come in clumps, and the same person's hang together. The log
// rate of a group has the robust (sandwich) variance Σ(events − rate · time)²/(Σ events)², times n/(n − 1); the
// interval of the difference is Welch's, by Student's t with Satterthwaite's degrees of freedom. The groups are different persons,
// and persons are independent of each other.
// X of the answer is the events, N the time of both. Fewer than ten persons or no events on a side: an error.
//
// Zeger SL, Liang K-Y. Longitudinal data analysis for discrete and continuous outcomes. Biometrics 1986;42:121–30
// (variance). Cameron AC, Miller DL. A practitioner's guide to cluster-robust inference. J Hum Resour 2015;50:317–72
// (n/(n − 1) and t). Satterthwaite FE. An approximate distribution of estimates of variance components. Biometrics
// Bull 1946;2:110–4.
func RateRatio(a, b PersonTime) (Estimate, error) {
	for _, side := range []PersonTime{a, b} {
		if err := side.check(); err != nil {
			return Estimate{}, fmt.Errorf("rate ratio: %w", err)
		}
	}
	va, vb := a.logVariance(), b.logVariance()
	freedom := (va + vb) * (va + vb) / (va*va/(a.Persons-1) + vb*vb/(b.Persons-1))
	return rateRatio(a, b, va+vb, freedom)
}

func (p PersonTime) rate() float64 { return p.Events / p.Time }

func (p PersonTime) check() error {
	switch {
	case min(p.Persons, p.Events, p.Time, p.EventsSquared, p.EventsTime, p.TimeSquare) < 0:
		return ErrNegative
	case p.Time == 0:
		return ErrNoDenominator
	case p.Events == 0 || p.Persons < minRatePersons:
		return ErrTooFew
	}
	return nil
}

// logVariance is the robust variance of the log rate.
func (p PersonTime) logVariance() float64 {
	return p.residuals() / (p.Events * p.Events) * p.Persons / (p.Persons - 1)
}

// residuals is Σ(events − rate · time)².
func (p PersonTime) residuals() float64 {
	r := p.rate()
	return p.EventsSquared - 2*r*p.EventsTime + r*r*p.TimeSquare
}

func rateRatio(a, b PersonTime, variance, freedom float64) (Estimate, error) {
	// Persons who are all alike have no spread but that of rounding: nothing tells how sure the rate is.
	if !(variance > 1e-12) || !(freedom > 0) {
		return Estimate{}, fmt.Errorf("rate ratio: %w", ErrTooFew)
	}
	ratio := a.rate() / b.rate()
	spread := math.Exp(distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.Quantile(0.975) * math.Sqrt(variance))
	return Estimate{Value: ratio, Low: ratio / spread, High: ratio * spread, X: a.Events + b.Events, N: a.Time + b.Time}, nil
}
