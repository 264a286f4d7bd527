package stats

import "fmt"

// A ReferenceStratum is one age and sex group beside the same group of a reference population.
type ReferenceStratum struct {
	X, N       float64 // observed events, and persons or person-time
	RefX, RefN float64 // the same in the reference population
}

// Indirect estimates the standardised ratio observed/expected (SMR, standardiserad kvot): the events over those
// that the reference's rates would give in this population. Interval: Byar's over the expected, which is taken as known.
// N of the answer is the expected number. A stratum with persons but no reference is an error, never guessed.
//
// Breslow NE, Day NE. Statistical methods in cancer research, volume II. Lyon: IARC; 1987, pp. 65–9.
func Indirect(strata []ReferenceStratum, z float64) (Estimate, error) {
	var observed, expected float64
	for i, s := range strata {
		if s.X < 0 || s.N < 0 || s.RefX < 0 || s.RefN < 0 {
			return Estimate{}, fmt.Errorf("stratum %d: %w", i+1, ErrNegative)
		}
		observed += s.X
		if s.N == 0 {
			continue
		}
		if s.RefN == 0 {
			return Estimate{}, fmt.Errorf("stratum %d: reference: %w", i+1, ErrNoDenominator)
		}
		expected += s.N * s.RefX / s.RefN
	}
	return ObservedExpected(observed, expected, z)
}

// ObservedExpected is the standardised ratio of events whose expected number is known.
func ObservedExpected(observed, expected, z float64) (Estimate, error) {
	if observed < 0 || expected < 0 {
		return Estimate{}, fmt.Errorf("observed and expected: %w", ErrNegative)
	}
	if expected == 0 {
		return Estimate{}, fmt.Errorf("expected is 0: %w", ErrNoDenominator)
	}
	low, high := Byar(observed, z)
	return Estimate{Value: observed / expected, Low: low / expected, High: high / expected, X: observed, N: expected}, nil
}
