package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A LogRankTest is a comparison of two survival curves.
type LogRankTest struct {
	Observed, Expected [2]float64 // events per group, and those expected if both had one risk
	Variance           float64    // hypergeometric, of the first group's events
	ChiSquare          float64    // (O − E)²/V, one degree of freedom
	P                  float64
}

// LogRank tests whether two groups have the same risk at every time; it is strongest where their risks stand in one
// ratio throughout. Censoring must tell nothing of the risk. Without any event the test is NaN.
//
// Mantel N. Evaluation of survival data and two new rank order statistics arising in its consideration.
// Cancer Chemother Rep 1966;50:163–70.
func LogRank(a, b []Observation) LogRankTest {
	var times []float64
	for _, o := range slices.Concat(a, b) {
		if o.Event {
			times = append(times, o.Time)
		}
	}
	slices.Sort(times)
	var test LogRankTest
	for _, time := range slices.Compact(times) {
		atRiskA, eventsA := countAt(a, time)
		atRiskB, eventsB := countAt(b, time)
		n, d := atRiskA+atRiskB, eventsA+eventsB
		test.Observed[0] += eventsA
		test.Observed[1] += eventsB
		test.Expected[0] += d * atRiskA / n
		test.Expected[1] += d * atRiskB / n
		if n > 1 {
			test.Variance += d * atRiskA / n * atRiskB / n * (n - d) / (n - 1)
		}
	}
	difference := test.Observed[0] - test.Expected[0]
	test.ChiSquare = difference * difference / test.Variance
	test.P = math.NaN()
	if !math.IsNaN(test.ChiSquare) {
		test.P = distuv.ChiSquared{K: 1}.Survival(test.ChiSquare)
	}
	return test
}

func countAt(group []Observation, time float64) (atRisk, events float64) {
	for _, o := range group {
		if o.Time >= time {
			atRisk++
		}
		if o.Time == time && o.Event {
			events++
		}
	}
	return atRisk, events
}
