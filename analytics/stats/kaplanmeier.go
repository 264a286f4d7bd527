package stats

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// An Observation is one person's follow-up: its length, and whether it ended with the event or was censored.
type Observation struct {
	Time  float64 // any unit, ≥ 0
	Event bool
}

// A Step is one time at which events happened.
type Step struct {
	Time      float64
	AtRisk    int // followed at least to this time
	Events    int
	Survival  float64 // from this time on, until the next step
	Low, High float64 // 95 %
}

// A Curve is an estimated survival function.
type Curve struct {
	Steps []Step
	times []float64 // all follow-ups, sorted
}

// KaplanMeier estimates the share that has not yet had the event, by time, using also the persons whose follow-up ended
// before. It assumes that being censored tells nothing of the risk. At equal times events come before censorings. The
// 95 % interval is Greenwood's variance on the scale ln(−ln S), so it stays within 0–1; where S = 0 that scale ends and
// the interval goes from 0 to the step before's upper limit.
//
// Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457–81.
// Kalbfleisch JD, Prentice RL. The statistical analysis of failure time data, 2nd ed. Hoboken: Wiley; 2002, pp. 16–18.
func KaplanMeier(observations []Observation) Curve {
	sorted := slices.SortedFunc(slices.Values(observations), func(a, b Observation) int { return cmp.Compare(a.Time, b.Time) })
	curve := Curve{times: make([]float64, len(sorted))}
	for i, o := range sorted {
		curve.times[i] = o.Time
	}
	survival, greenwood, high := 1.0, 0.0, 1.0
	for i := 0; i < len(sorted); {
		step := Step{Time: sorted[i].Time, AtRisk: len(sorted) - i}
		for ; i < len(sorted) && sorted[i].Time == step.Time; i++ {
			if sorted[i].Event {
				step.Events++
			}
		}
		if step.Events == 0 {
			continue
		}
		n, d := float64(step.AtRisk), float64(step.Events)
		if step.Events == step.AtRisk {
			step.High = high
		} else {
			survival *= 1 - d/n
			greenwood += d / (n * (n - d))
			exponent := Z95 * math.Sqrt(greenwood) / math.Abs(math.Log(survival))
			step.Survival = survival
			step.Low = math.Pow(survival, math.Exp(exponent))
			step.High = math.Pow(survival, math.Exp(-exponent))
			high = step.High
		}
		curve.Steps = append(curve.Steps, step)
	}
	return curve
}

// At gives the survival at a time with its interval and the number followed at least to it. Before the first event all
// three are 1. Beyond the longest follow-up nobody is at risk and the last step's values stand, telling nothing new.
func (c Curve) At(time float64) Step {
	at := Step{Time: time, Survival: 1, Low: 1, High: 1}
	for _, step := range c.Steps {
		if step.Time > time {
			break
		}
		at = step
	}
	at.Time, at.Events = time, 0
	at.AtRisk = len(c.times) - sort.SearchFloat64s(c.times, time)
	return at
}
