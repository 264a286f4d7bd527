package stats

import (
	"math"
	"testing"
)

// NIST/SEMATECH e-Handbook of statistical methods, § 7.2.6.2: the 90th percentile of twelve gauge readings,
// by the method 1 + p(N − 1) used by R and Excel: 95.1957.
func TestQuantileReproducesNIST(t *testing.T) {
	gauge := []float64{
		95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.0610, 95.1591, 95.1195, 95.1065, 95.0925, 95.1990, 95.1682,
	}
	near(t, "90th percentile", Quantile(gauge, 0.9), 95.1957, 1e-4)
	if gauge[0] != 95.1772 || gauge[5] != 95.0610 {
		t.Error("the values were moved")
	}
}

func TestQuantileAtTheEnds(t *testing.T) {
	values := []float64{3, 1, 2}
	if low, middle, high := Quantile(values, 0), Quantile(values, 0.5), Quantile(values, 1); low != 1 || middle != 2 || high != 3 {
		t.Errorf("%g, %g, %g", low, middle, high)
	}
	if !math.IsNaN(Quantile(nil, 0.5)) || !math.IsNaN(Quantile(values, 1.1)) {
		t.Error("wanted NaN")
	}
}
