package stats

import "math"

// Byar estimates the interval of the mean of a Poisson count x, by Byar's approximation of the exact limits:
// within a few per mille from x = 1 on. Divide by person-time for a rate. x = 0 has the lower limit 0. x < 0: NaN.
//
// Breslow NE, Day NE. Statistical methods in cancer research, volume II: the design and analysis of cohort
// studies. Lyon: IARC; 1987, p. 69, formula 2.12.
func Byar(x, z float64) (low, high float64) {
	if !(x >= 0) {
		return math.NaN(), math.NaN()
	}
	if x > 0 {
		low = x * math.Pow(1-1/(9*x)-z/(3*math.Sqrt(x)), 3)
		low = math.Max(low, 0)
	}
	y := x + 1
	return low, y * math.Pow(1-1/(9*y)+z/(3*math.Sqrt(y)), 3)
}
