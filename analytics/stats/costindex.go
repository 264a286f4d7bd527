package stats

import "math"

// CostIndex compares the cost of a unit with what its cases would cost at a reference's mean per group (kostnadsindex, indirect
// standardisation): 100 · observed / expected, with the interval ± 100 · z · √variance / expected.
//
// observed and expected are sums in the same money; variance is Σ n·s² over the groups, with n the unit's cases and s the
// reference's standard deviation of one case. It assumes that cases are independent and vary as the reference's do; the
// reference's own uncertainty is left out, since its groups are far larger. An expected sum that is not above 0 gives NaN, a variance
// that is none an index without interval.
//
// No paper: the interval follows from the variance of a sum of independent cases (domain §1.5).
func CostIndex(observed, expected, variance, z float64) Estimate {
	if !(expected > 0) {
		return Estimate{Value: math.NaN(), Low: math.NaN(), High: math.NaN(), X: observed, N: expected}
	}
	index, half := 100*observed/expected, 100*z*math.Sqrt(variance)/expected
	return Estimate{Value: index, Low: index - half, High: index + half, X: observed, N: expected}
}
