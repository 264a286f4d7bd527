package stats

import (
	"math"
	"slices"
)

// Quantile is the p-quantile of the values by linear interpolation between the order statistics: position
// 1 + (n − 1)·p, type 7 of Hyndman and Fan, as quantile_cont in DuckDB and PERCENTILE.INC in Excel.
// The values need not be sorted and are left as they are. No values, or p outside 0–1: NaN.
//
// Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat 1996;50:361–5.
func Quantile(values []float64, p float64) float64 {
	if len(values) == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	position := float64(len(sorted)-1) * p
	below := math.Floor(position)
	value := sorted[int(below)]
	if rest := position - below; rest > 0 {
		value += rest * (sorted[int(below)+1] - value)
	}
	return value
}
