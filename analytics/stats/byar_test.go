package stats

import (
	"math"
	"testing"
)

// 100 observed against 90 expected with z = 1.96, ratio 0.90402–1.35143 and upper count 121.628347271806: the worked
// example in the documentation of the Ruby library byar. The lower count, 81.3621 with the full quantile, is also the
// check value of PHStatsMethods (Office for Health Improvement and Disparities).
func TestByarReproducesTheWorkedExample(t *testing.T) {
	low, high := Byar(100, 1.96)
	near(t, "upper count", high, 121.628347271806, 1e-9)
	near(t, "low", low/90, 0.9040199067337297, 1e-12)
	near(t, "high", high/90, 1.3514260807978444, 1e-12)
	low, _ = Byar(100, Z95)
	near(t, "lower count", low, 81.36210549052788, 1e-9)
}

// 30 observed against 15.21 expected: limits of the count 20.24–42.83 and of the ratio 1.33–2.82, the worked example of the
// chapter on epidemiology in Calabrese EJ (ed.), Biological effects of low level exposures to chemicals and radiation, Lewis
// 1992, by its tables 7.5A and B of exact Poisson limits. Byar's give the same digits.
func TestByarReproducesAPublishedRatio(t *testing.T) {
	low, high := Byar(30, Z95)
	near(t, "low count", low, 20.24, 0.01)
	near(t, "high count", high, 42.83, 0.01)
	near(t, "low ratio", low/15.21, 1.33, 0.01)
	near(t, "high ratio", high/15.21, 2.82, 0.01)
}

// PHE technical guide, confidence intervals (2018): within 0.2 % of the exact limits from 10 events on at 95 %.
func TestByarIsNearTheExactLimits(t *testing.T) {
	for x := 10.0; x <= 400; x++ {
		low, high := Byar(x, Z95)
		exactLow, exactHigh := PoissonExact(x, Z95)
		if math.Abs(low/exactLow-1) > 0.002 || math.Abs(high/exactHigh-1) > 0.002 {
			t.Errorf("%g events: %g–%g, exact %g–%g", x, low, high, exactLow, exactHigh)
		}
	}
}

func TestByarOfNoEventsStartsAtNone(t *testing.T) {
	low, high := Byar(0, Z95)
	if low != 0 || !(high > 3 && high < 3.8) { // exact: 3.689
		t.Errorf("%g–%g", low, high)
	}
	if low, _ := Byar(-1, Z95); !math.IsNaN(low) {
		t.Errorf("−1 events: %g", low)
	}
}
