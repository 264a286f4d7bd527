package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// TwoProportions compares x1/n1 with x2/n2 of independent groups: z of the difference over its standard error with the
// pooled proportion, and the two-sided p value. It is the square root of the uncorrected χ² test of the 2 × 2 table and
// wants about five expected in each cell. Empty groups, or none or all with the property: NaN.
//
// Fleiss JL, Levin B, Paik MC. Statistical methods for rates and proportions, 3rd ed. Hoboken: Wiley; 2003, ch. 3.
func TwoProportions(x1, n1, x2, n2 float64) (z, p float64) {
	pooled := (x1 + x2) / (n1 + n2)
	z = (x1/n1 - x2/n2) / math.Sqrt(pooled*(1-pooled)*(1/n1+1/n2))
	if math.IsInf(z, 0) {
		z = math.NaN()
	}
	return z, 2 * distuv.UnitNormal.CDF(-math.Abs(z))
}
