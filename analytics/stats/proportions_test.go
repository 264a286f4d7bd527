package stats

import (
	"math"
	"testing"
)

// Myocardial infarction in the Physicians' Health Study, 189 of 11 034 on placebo and 104 of 11 037 on aspirin:
// Agresti A. An introduction to categorical data analysis, 2nd ed. Hoboken: Wiley; 2007, § 2.4: χ² = 25.01, so z = 5.00.
func TestTwoProportionsReproducesAgresti(t *testing.T) {
	z, p := TwoProportions(189, 11034, 104, 11037)
	near(t, "z", z, 5.00, 0.01)
	near(t, "chi square", z*z, 25.01, 0.01)
	near(t, "p", p, 5.7e-7, 1e-8)
}

func TestTwoProportionsWithoutADifferenceToTest(t *testing.T) {
	for _, c := range [][4]float64{{0, 10, 0, 20}, {10, 10, 20, 20}, {0, 0, 3, 20}} {
		if z, p := TwoProportions(c[0], c[1], c[2], c[3]); !math.IsNaN(z) || !math.IsNaN(p) {
			t.Errorf("%v: z %g, p %g", c, z, p)
		}
	}
}
