package stats

import "math"

// Wilson estimates the interval of a proportion x/n by the score method: the proportions p for which
// |x/n − p| ≤ z·√(p(1−p)/n). It assumes independent persons with one common probability, is never outside
// 0–1 and holds at x = 0 and x = n. No persons tell nothing: n = 0 gives 0–1. Outside 0 ≤ x ≤ n: NaN.
//
// Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209–12.
func Wilson(x, n, z float64) (low, high float64) {
	if n == 0 && x == 0 {
		return 0, 1
	}
	if !(x >= 0 && x <= n) {
		return math.NaN(), math.NaN()
	}
	centre := 2*x + z*z
	half := z * math.Sqrt(z*z+4*x*(1-x/n))
	low, high = (centre-half)/(2*(n+z*z)), (centre+half)/(2*(n+z*z))
	if x == 0 {
		low = 0
	}
	if x == n {
		high = 1
	}
	return low, high
}
