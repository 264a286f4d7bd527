package stats

import (
	"fmt"
	"math"
	"testing"
)

// Newcombe RG. Two-sided confidence intervals for the single proportion: comparison of seven methods.
// Stat Med 1998;17:857–72, table I, method 3.
func TestWilsonReproducesNewcombe(t *testing.T) {
	for _, c := range []struct{ x, n, low, high float64 }{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		low, high := Wilson(c.x, c.n, Z95)
		name := fmt.Sprintf("%g of %g", c.x, c.n)
		near(t, name+" low", low, c.low, 1e-4)
		near(t, name+" high", high, c.high, 1e-4)
	}
}

func TestWilsonReachesExactlyNoneAndAll(t *testing.T) {
	if low, _ := Wilson(0, 7, Z95); low != 0 {
		t.Errorf("none of 7: low %g", low)
	}
	if _, high := Wilson(7, 7, Z95); high != 1 {
		t.Errorf("7 of 7: high %g", high)
	}
	if low, high := Wilson(0, 0, Z95); low != 0 || high != 1 {
		t.Errorf("0 of 0: %g–%g", low, high)
	}
	if low, high := Wilson(8, 7, Z95); !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("8 of 7: %g–%g", low, high)
	}
}
