package stats

import (
	"fmt"
	"math"
)

// RateRatio estimates (a/t1)/(b/t0) of two independent Poisson counts over their person-time, with the interval of the
// log ratio: standard error √(1/a + 1/b). No events on either side leave it without an interval: an error.
// X of the answer is a + b, N the person-time of both.
//
// Rothman KJ, Greenland S, Lash TL. Modern epidemiology, 3rd ed. Philadelphia: Lippincott; 2008, pp. 244–5.
func RateRatio(a, t1, b, t0, z float64) (Estimate, error) {
	if a < 0 || b < 0 || t1 < 0 || t0 < 0 {
		return Estimate{}, fmt.Errorf("rate ratio: %w", ErrNegative)
	}
	if t1 == 0 || t0 == 0 {
		return Estimate{}, fmt.Errorf("rate ratio: %w", ErrNoDenominator)
	}
	if a == 0 || b == 0 {
		return Estimate{}, fmt.Errorf("rate ratio: %w", ErrTooFew)
	}
	ratio := (a / t1) / (b / t0)
	spread := math.Exp(z * math.Sqrt(1/a+1/b))
	return Estimate{Value: ratio, Low: ratio / spread, High: ratio * spread, X: a + b, N: t1 + t0}, nil
}
