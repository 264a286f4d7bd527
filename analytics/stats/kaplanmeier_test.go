package stats

import "testing"

func followed(relapses, censored []float64) []Observation {
	var observations []Observation
	for _, time := range relapses {
		observations = append(observations, Observation{Time: time, Event: true})
	}
	for _, time := range censored {
		observations = append(observations, Observation{Time: time})
	}
	return observations
}

// Weeks of remission on 6-mercaptopurine and on placebo: Freireich EJ, Gehan E, Frei E, et al. The effect of
// 6-mercaptopurine on the duration of steroid-induced remissions in acute leukemia. Blood 1963;21:699–716.
var (
	mercaptopurine = followed(
		[]float64{6, 6, 6, 7, 10, 13, 16, 22, 23},
		[]float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35})
	placebo = followed([]float64{1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}, nil)
)

// Survival and 95 % limits as listed by Stata's sts list in Kleinbaum DG, Klein M. Survival analysis, 3rd ed. New York:
// Springer; 2012, computer appendix, and in Rodríguez G, The Gehan survival data, Princeton.
func TestKaplanMeierReproducesFreireich(t *testing.T) {
	want := []struct {
		time                float64
		atRisk, events      int
		survival, low, high float64
	}{
		{6, 21, 3, 0.8571, 0.6197, 0.9516},
		{7, 17, 1, 0.8067, 0.5631, 0.9228},
		{10, 15, 1, 0.7529, 0.5032, 0.8894},
		{13, 12, 1, 0.6902, 0.4316, 0.8491},
		{16, 11, 1, 0.6275, 0.3675, 0.8049},
		{22, 7, 1, 0.5378, 0.2678, 0.7468},
		{23, 6, 1, 0.4482, 0.1881, 0.6801},
	}
	curve := KaplanMeier(mercaptopurine)
	if len(curve.Steps) != len(want) {
		t.Fatalf("%d steps, wanted %d", len(curve.Steps), len(want))
	}
	for i, w := range want {
		got := curve.Steps[i]
		if got.Time != w.time || got.AtRisk != w.atRisk || got.Events != w.events {
			t.Errorf("step %d: %+v, wanted %+v", i+1, got, w)
		}
		near(t, "survival", got.Survival, w.survival, 1e-4)
		near(t, "low", got.Low, w.low, 1e-4)
		near(t, "high", got.High, w.high, 1e-4)
	}
}

func TestCurveIsReadBetweenItsSteps(t *testing.T) {
	curve := KaplanMeier(mercaptopurine)
	for _, c := range []struct {
		time, survival float64
		atRisk         int
	}{{0, 1, 21}, {5.9, 1, 21}, {6, 0.8571, 21}, {6.1, 0.8571, 17}, {22.9, 0.5378, 6}, {35, 0.4482, 1}, {36, 0.4482, 0}} {
		at := curve.At(c.time)
		near(t, "survival", at.Survival, c.survival, 1e-4)
		if at.AtRisk != c.atRisk {
			t.Errorf("at %g: %d at risk, wanted %d", c.time, at.AtRisk, c.atRisk)
		}
	}
}

func TestCurveEndsAtZeroWithALimitAbove(t *testing.T) {
	curve := KaplanMeier(placebo)
	last, before := curve.Steps[len(curve.Steps)-1], curve.Steps[len(curve.Steps)-2]
	if last.Survival != 0 || last.Low != 0 || last.High != before.High {
		t.Errorf("%+v after %+v", last, before)
	}
	if empty := KaplanMeier(nil).At(10); empty.Survival != 1 || empty.AtRisk != 0 {
		t.Errorf("nobody: %+v", empty)
	}
}
