package stats

import (
	"fmt"
	"math"
)

// A Stratum is one age and sex group of a standardised figure.
type Stratum struct {
	X      float64 // events or persons with the property
	N      float64 // persons or person-time
	Weight float64 // of the standard population
}

// A Variance says how the counts of a stratum vary.
type Variance uint8

const (
	Poisson  Variance = iota // events over person-time: x/n²
	Binomial                 // persons out of persons: p(1−p)/n
)

// Direct estimates the ratio that the population would have with the standard population's composition:
// Σ w·x/n / Σ w, with the Dobson–Byar interval. Strata with N = 0 say nothing: they and their weight are left out.
// The interval assumes independent counts and is unreliable below about 10 events; X = 0 has no spread to scale by
// and gives 0–0. A stratum with more persons than its population (the registers disagree) takes part as it
// stands; a variance below 0 counts as 0.
//
// Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for weighted sums of Poisson parameters.
// Stat Med 1991;10:457–62.
func Direct(strata []Stratum, variance Variance, z float64) (Estimate, error) {
	var sum, spread, weights, x, n float64
	for i, s := range strata {
		if s.X < 0 || s.N < 0 || s.Weight < 0 {
			return Estimate{}, fmt.Errorf("stratum %d: %w", i+1, ErrNegative)
		}
		if s.N == 0 {
			continue
		}
		p := s.X / s.N
		sum += s.Weight * p
		weights += s.Weight
		x += s.X
		n += s.N
		if variance == Binomial {
			spread += s.Weight * s.Weight * p * (1 - p) / s.N
		} else {
			spread += s.Weight * s.Weight * p / s.N
		}
	}
	if weights == 0 {
		return Estimate{}, fmt.Errorf("standardise directly: %w", ErrNoDenominator)
	}
	value := sum / weights
	estimate := Estimate{Value: value, Low: value, High: value, X: x, N: n}
	if x > 0 {
		low, high := Byar(x, z)
		scale := math.Sqrt(math.Max(spread, 0) / (weights * weights) / x)
		estimate.Low, estimate.High = value+scale*(low-x), value+scale*(high-x)
	}
	return estimate, nil
}
