// Package stats holds the statistical methods of the analyses: pure functions, one method a file. Each names
// what it estimates, its assumptions and its paper; its test reproduces a published worked example.
//
// Shares and rates are bare ratios (0.25, not 25): units and scaling belong to the caller. Values that a
// method cannot give are NaN where only numbers are returned, and an error otherwise.
package stats

import "errors"

// Standard normal quantiles of the two-sided levels in use.
const (
	Z95  = 1.959963984540054 // 95 %
	Z998 = 3.090232306167813 // 99.8 %, the outer limits of funnel plots
)

// Errors of the methods that need more than the data hold.
var (
	ErrNoDenominator = errors.New("no population at risk")
	ErrNegative      = errors.New("negative count, denominator or weight")
	ErrTooFew        = errors.New("too few points")
)

// An Estimate is a value with its interval, and the events and denominator behind it.
type Estimate struct {
	Value, Low, High float64
	X                float64 // events
	N                float64 // persons, person-time or expected events, as the method says
}
