package stats

import (
	"math"
	"testing"
)

// near fails the test when a number differs from the published one by more than half its last printed digit.
func near(t *testing.T, name string, got, want, digit float64) {
	t.Helper()
	if !(math.Abs(got-want) <= digit/2+1e-12) {
		t.Errorf("%s: got %.8g, published %.8g", name, got, want)
	}
}
