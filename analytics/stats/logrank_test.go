package stats

import (
	"math"
	"testing"
)

// Kleinbaum DG, Klein M. Survival analysis, 3rd ed. New York: Springer; 2012, ch. 2: 9 relapses against 19.25 expected
// on 6-MP, 21 against 10.75 on placebo, variance 6.2570, log-rank statistic 16.793.
func TestLogRankReproducesFreireich(t *testing.T) {
	test := LogRank(mercaptopurine, placebo)
	if test.Observed != [2]float64{9, 21} {
		t.Errorf("observed %v", test.Observed)
	}
	near(t, "expected on 6-MP", test.Expected[0], 19.25, 0.01)
	near(t, "expected on placebo", test.Expected[1], 10.75, 0.01)
	near(t, "variance", test.Variance, 6.2570, 1e-4)
	near(t, "chi square", test.ChiSquare, 16.793, 1e-3)
	if !(test.P < 0.0001) {
		t.Errorf("p %g", test.P)
	}
}

func TestLogRankWithoutEventsIsNotATest(t *testing.T) {
	test := LogRank(followed(nil, []float64{3, 4}), followed(nil, []float64{5}))
	if !math.IsNaN(test.ChiSquare) || !math.IsNaN(test.P) {
		t.Errorf("%+v", test)
	}
}
