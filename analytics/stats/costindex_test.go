package stats

import (
	"math"
	"testing"
)

// Worked by hand: 4 cases of a group with mean 100 and standard deviation 30, and 1 of one with mean 200 and 40, that cost 660
// together. Expected 600, index 110; variance 4·900 + 1·1600 = 5 200, √ = 72.111, half width 100·1.96·72.111/600 = 23.556.
func TestCostIndexOfAnExampleWorkedOutByHand(t *testing.T) {
	got := CostIndex(660, 4*100+200, 4*30*30+40*40, Z95)
	for what, pair := range map[string][2]float64{"index": {got.Value, 110}, "low": {got.Low, 86.4442}, "high": {got.High, 133.5558}} {
		if math.Abs(pair[0]-pair[1]) > 1e-3 {
			t.Errorf("%s %g, wanted %g", what, pair[0], pair[1])
		}
	}
}

func TestCostIndexWithoutSpreadHasNoInterval(t *testing.T) {
	if got := CostIndex(110, 100, math.NaN(), Z95); math.Abs(got.Value-110) > 1e-12 || !math.IsNaN(got.Low) || !math.IsNaN(got.High) {
		t.Errorf("got %+v", got)
	}
	if got := CostIndex(110, 0, 1, Z95); !math.IsNaN(got.Value) {
		t.Errorf("nothing expected: got %+v", got)
	}
}
