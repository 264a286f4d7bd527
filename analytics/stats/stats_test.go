package stats

import (
	"math"
	"testing"
)

// near fails the test when a number differs from the wanted one, which the test says where it is from, by more than half its last digit.
func near(t *testing.T, name string, got, want, digit float64) {
	t.Helper()
	if !(math.Abs(got-want) <= digit/2+1e-12) {
		t.Errorf("%s: got %.8g, wanted %.8g", name, got, want)
	}
}
