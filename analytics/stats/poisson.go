package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// PoissonExact gives the exact (Garwood) interval of the mean of a Poisson count x: the means for which x is not
// in a tail of probability Φ(−z). It is never too narrow. x < 0: NaN.
//
// Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437–42.
func PoissonExact(x, z float64) (low, high float64) {
	if !(x >= 0) {
		return math.NaN(), math.NaN()
	}
	tail := distuv.UnitNormal.CDF(-z)
	return poissonLow(x, tail), poissonHigh(x, tail)
}

func poissonLow(x, tail float64) float64 {
	if x == 0 {
		return 0
	}
	return distuv.Gamma{Alpha: x, Beta: 1}.Quantile(tail)
}

func poissonHigh(x, tail float64) float64 {
	return distuv.Gamma{Alpha: x + 1, Beta: 1}.Quantile(1 - tail)
}
