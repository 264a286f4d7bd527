package swedish

// OutOf writes a numerator with its denominator: 6 349 av 6 955.
func OutOf(n, of float64) string {
	return Number(n, 0) + " av " + Number(of, 0)
}

// Share writes a share the only way it may stand, with numerator and denominator: 6 349 av 6 955 (91,3 %).
// With nothing in the denominator there is no share to write, and the per cent is left out.
func Share(n, of float64) string {
	if of == 0 {
		return OutOf(n, of)
	}
	return OutOf(n, of) + " (" + Percent(100*n/of, 1) + ")"
}

// Range writes two ends with their unit: 1,96–2,05 %. Where the lower end is negative a dash would be read as
// one more minus, so the word stands there: −5,3 till 2,1 %.
func Range(low, high float64, decimals int, suffix string) string {
	between := EnDash
	if low < 0 {
		between = " till "
	}
	return withSuffix(Number(low, decimals)+between+Number(high, decimals), suffix)
}

// IntervalWord is what a 95 per cent confidence interval is called.
const IntervalWord = "95" + NoBreak + "% KI"

// Interval writes a 95 per cent confidence interval: 95 % KI 1,96–2,05 %.
func Interval(low, high float64, decimals int, suffix string) string {
	return IntervalWord + " " + Range(low, high, decimals, suffix)
}

// IntervalDecimals is how many decimals an interval needs beside a value that is shown with the given number:
// one more when the interval is narrower than two units of the last digit shown, else both ends would read
// the same (2,0 % with 2,0–2,1 says less than 1,96–2,05).
func IntervalDecimals(low, high float64, decimals int) int {
	unit := 1.0
	for range decimals {
		unit /= 10
	}
	if high-low < 2*unit {
		return decimals + 1
	}
	return decimals
}
