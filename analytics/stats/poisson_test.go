package stats

import (
	"fmt"
	"testing"
)

// Garwood's table as reprinted by Ulm K. Am J Epidemiol 1990;131:373–5, and in Altman DG et al. (eds), Statistics with
// confidence, 2nd ed. London: BMJ Books; 2000, table 18.3.
func TestPoissonExactReproducesGarwood(t *testing.T) {
	for _, c := range []struct{ x, low, high float64 }{
		{0, 0, 3.689}, {1, 0.025, 5.572}, {5, 1.623, 11.668}, {10, 4.795, 18.390}, {14, 7.654, 23.490},
	} {
		low, high := PoissonExact(c.x, Z95)
		near(t, fmt.Sprintf("%g low", c.x), low, c.low, 1e-3)
		near(t, fmt.Sprintf("%g high", c.x), high, c.high, 1e-3)
	}
}
