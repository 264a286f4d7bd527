package stats

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A FunnelUnit is one hospital or clinic of a funnel plot: x out of n persons, or x observed against n expected.
type FunnelUnit struct{ X, N float64 }

// An IndexUnit is one unit's cost, what was expected of it, and the variance of that sum; see CostIndex.
type IndexUnit struct{ Observed, Expected, Variance float64 }

// Limits are a funnel's inner (95 %) and outer (99.8 %) control limits at one size.
type Limits struct{ Low95, High95, Low998, High998 float64 }

// A FunnelPoint is one unit with its limits. Adjusted equals Exact where there is no over-dispersion.
type FunnelPoint struct {
	Value    float64 // x/n
	Exact    Limits  // chance alone, by the binomial or Poisson distribution
	Adjusted Limits  // chance and the ordinary differences between units
	Z        float64 // standard errors from the target, over-dispersion taken into account
}

// A Funnel is a set of units compared with one target.
type Funnel struct {
	Target float64 // Σx/Σn
	Phi    float64 // dispersion: mean of the squared, winsorised z scores; 1 is chance alone
	Tau2   float64 // variance between units on the transformed scale; 0: no over-dispersion
	Points []FunnelPoint
}

// funnelScale is the scale on which differences between units are normal and their standard error free of the target.
type funnelScale struct {
	to, from func(float64) float64
	ratio    func(unit FunnelUnit) float64 // whose place on the scale is finite
	spread   func(unit FunnelUnit) float64
	exact    func(n, target, z float64) (low, high float64)
}

// ProportionFunnel compares units' shares x/n with the share of all of them. Exact limits are interpolated binomial
// quantiles (Appendix A.1.1); over-dispersion is estimated on the arcsine scale, s = 1/(2√n), from z scores
// winsorised at 10 % in each tail, and added as τ² to every unit's variance. Units without persons: an error.
//
// The interpolated upper limit lies between r − 1 and r, where r is the quantile: a unit with exactly r cases counts as above, so that
// false alarms above are at least as common as the limit says (Appendix A.1.1 as published).
//
// Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185–202.
// Spiegelhalter DJ, Sherlaw-Johnson C, Bardsley M, et al. Statistical methods for healthcare regulation: rating,
// screening and surveillance. J R Stat Soc A 2012;175:1–47.
func ProportionFunnel(units []FunnelUnit) (Funnel, error) {
	for i, unit := range units {
		if unit.X > unit.N {
			return Funnel{}, fmt.Errorf("unit %d: more cases than persons: %w", i+1, ErrNoDenominator)
		}
	}
	return funnel(units, 0, funnelScale{
		to:     func(p float64) float64 { return math.Asin(math.Sqrt(p)) },
		from:   func(y float64) float64 { s := math.Sin(min(max(y, 0), math.Pi/2)); return s * s },
		ratio:  func(unit FunnelUnit) float64 { return unit.X / unit.N },
		spread: func(unit FunnelUnit) float64 { return 1 / (2 * math.Sqrt(unit.N)) },
		exact:  binomialLimits,
	})
}

// RatioFunnel compares units' observed over expected with the target 1. Exact limits are Garwood's of the expected
// count; over-dispersion is estimated on the log scale, s = 1/√E, as for the English SHMI, which however leaves the outer tenths
// out where z scores are winsorised here. A unit without events takes part with half an event in the dispersion only.
//
// NHS Digital. Summary Hospital-level Mortality Indicator (SHMI): indicator specification. References as ProportionFunnel.
func RatioFunnel(units []FunnelUnit) (Funnel, error) {
	return funnel(units, 1, funnelScale{
		to:     math.Log,
		from:   math.Exp,
		ratio:  func(unit FunnelUnit) float64 { return max(unit.X, 0.5) / unit.N },
		spread: func(unit FunnelUnit) float64 { return 1 / math.Sqrt(unit.N) },
		exact: func(n, _, z float64) (low, high float64) {
			low, high = PoissonExact(n, z)
			return low / n, high / n
		},
	})
}

// IndexFunnel compares units' cost with what was expected of it, and with the target 1: chance is √variance/expected, the variance
// that of CostIndex. Over-dispersion, the differences between units that the reference's spread does not explain, is estimated on the
// plain scale as for proportions. No expected cost or no variance: an error.
//
// Spiegelhalter 2005 (section 3.3, ratios of standardised rates with normal limits), as ProportionFunnel for the rest.
func IndexFunnel(units []IndexUnit) (Funnel, error) {
	counts := make([]FunnelUnit, len(units))
	for i, unit := range units {
		if !(unit.Expected > 0) || !(unit.Variance > 0) {
			return Funnel{}, fmt.Errorf("unit %d: %w", i+1, ErrNoDenominator)
		}
		// As uncertain as a count whose expectation is E²/V.
		size := unit.Expected * unit.Expected / unit.Variance
		counts[i] = FunnelUnit{X: size * unit.Observed / unit.Expected, N: size}
	}
	plain := func(x float64) float64 { return x }
	spread := func(n float64) float64 { return 1 / math.Sqrt(n) }
	return funnel(counts, 1, funnelScale{
		to: plain, from: plain,
		ratio:  func(unit FunnelUnit) float64 { return unit.X / unit.N },
		spread: func(unit FunnelUnit) float64 { return spread(unit.N) },
		exact:  func(n, target, z float64) (low, high float64) { return target - z*spread(n), target + z*spread(n) },
	})
}

// funnel computes the points; target 0 means the share of all units.
func funnel(units []FunnelUnit, target float64, scale funnelScale) (Funnel, error) {
	var x, n float64
	for i, unit := range units {
		if unit.X < 0 || unit.N < 0 {
			return Funnel{}, fmt.Errorf("unit %d: %w", i+1, ErrNegative)
		}
		if unit.N == 0 {
			return Funnel{}, fmt.Errorf("unit %d: %w", i+1, ErrNoDenominator)
		}
		x, n = x+unit.X, n+unit.N
	}
	if len(units) == 0 {
		return Funnel{}, fmt.Errorf("funnel: %w", ErrTooFew)
	}
	if target == 0 {
		target = x / n
	}
	scores := make([]float64, len(units))
	spreads := make([]float64, len(units))
	centre := scale.to(target)
	for i, unit := range units {
		spreads[i] = scale.spread(unit)
		scores[i] = (scale.to(scale.ratio(unit)) - centre) / spreads[i]
	}
	f := Funnel{Target: target, Points: make([]FunnelPoint, len(units))}
	f.Phi, f.Tau2 = overdispersion(winsorise(scores, 0.1), spreads)
	for i, unit := range units {
		point := FunnelPoint{Value: unit.X / unit.N}
		point.Exact.Low95, point.Exact.High95 = scale.exact(unit.N, target, Z95)
		point.Exact.Low998, point.Exact.High998 = scale.exact(unit.N, target, Z998)
		spread := math.Sqrt(spreads[i]*spreads[i] + f.Tau2)
		point.Z = scores[i] * spreads[i] / spread
		point.Adjusted = point.Exact
		if f.Tau2 > 0 {
			point.Adjusted = Limits{
				Low95: scale.from(centre - Z95*spread), High95: scale.from(centre + Z95*spread),
				Low998: scale.from(centre - Z998*spread), High998: scale.from(centre + Z998*spread),
			}
		}
		f.Points[i] = point
	}
	return f, nil
}

// winsorise pulls the values beyond the share and 1 − share quantiles (type 7) in to them.
func winsorise(values []float64, share float64) []float64 {
	low, high := Quantile(values, share), Quantile(values, 1-share)
	pulled := slices.Clone(values)
	for i, value := range pulled {
		pulled[i] = min(max(value, low), high)
	}
	return pulled
}

// overdispersion returns φ, and τ² by the method of moments (DerSimonian and Laird): 0 when the scores vary no more
// than by chance.
func overdispersion(scores, spreads []float64) (phi, tau2 float64) {
	count := float64(len(scores))
	var weights, squares float64
	for i, score := range scores {
		phi += score * score / count
		weight := 1 / (spreads[i] * spreads[i])
		weights += weight
		squares += weight * weight
	}
	if excess := count*phi - (count - 1); excess > 0 && count > 1 {
		tau2 = excess / (weights - squares/weights)
	}
	return phi, tau2
}

// binomialLimits are the shares that chance exceeds with probability Φ(−z) in each direction when n persons have the
// property with probability target, interpolated between whole counts.
func binomialLimits(n, target, z float64) (low, high float64) {
	return binomialQuantile(n, target, -z) / n, binomialQuantile(n, target, z) / n
}

// binomialQuantile is the interpolated quantile of probability Φ(z). The least count that reaches it is looked for from where a normal
// distribution, corrected for skewness (Cornish and Fisher's first term), has it: a step or two away.
func binomialQuantile(n, p, z float64) float64 {
	if p <= 0 || p >= 1 {
		return n * p
	}
	distribution := distuv.Binomial{N: n, P: p}
	probability := distuv.UnitNormal.CDF(z)
	near := n*p + z*math.Sqrt(n*p*(1-p)) + (z*z-1)*(1-2*p)/6
	reached := min(max(math.Round(near), 0), n)
	at, under := distribution.CDF(reached), distribution.CDF(reached-1)
	for at < probability && reached < n {
		reached++
		at, under = distribution.CDF(reached), at
	}
	for under >= probability {
		reached--
		at, under = under, distribution.CDF(reached-1)
	}
	return max(reached-(at-probability)/(at-under), 0)
}
