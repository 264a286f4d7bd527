package stats

import (
	"errors"
	"math"
	"testing"
)

// European standard population 2013, 0–4 to 90+ (Eurostat, Revision of the European standard population, 2013).
var esp2013 = []float64{
	5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000,
}

// Check vector computed with PHEindicatormethods::phe_dsr (Public Health England): x = ⌊g²/12⌋ of n = 1000 + 100g,
// g = 0 … 18: 171 events, 313.0 (258.5–374.0) per 100 000.
func TestDirectReproducesPublicHealthEngland(t *testing.T) {
	var strata []Stratum
	for g, weight := range esp2013 {
		strata = append(strata, Stratum{X: float64(g * g / 12), N: float64(1000 + 100*g), Weight: weight})
	}
	dsr, err := Direct(strata, Poisson, Z95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "events", dsr.X, 171, 1e-9)
	near(t, "rate", dsr.Value*1e5, 313.0, 0.1)
	near(t, "low", dsr.Low*1e5, 258.5, 0.1)
	near(t, "high", dsr.High*1e5, 374.0, 0.1)
}

// Three strata of a nutrition survey, of 9 870, 33 599 and 14 130 persons, in which 225, 219 and 212 were examined and 81.3, 54.8 and
// 31.1 % had the property. Published: weights 0.171, 0.583 and 0.245, point estimate 0.535, variance Σw²p(1−p)/n =
// 1.975795e-05 + 3.844253e-04 + 6.067027e-05 = 0.00046485, standard error 0.02156046.
//
// Myatt M. Answer to question 1322, Assessment and surveillance, en-net (Emergency Nutrition Network).
func TestDirectReproducesTheVarianceOfAStratifiedProportion(t *testing.T) {
	survey := []Stratum{{X: 0.813 * 225, N: 225, Weight: 0.171}, {X: 0.548 * 219, N: 219, Weight: 0.583}, {X: 0.311 * 212, N: 212, Weight: 0.245}}
	share, err := Direct(survey, Binomial, Z95)
	if err != nil {
		t.Fatal(err)
	}
	// The published weights are rounded and add up to 0.999; ours are scaled to 1.
	near(t, "share", share.Value*0.999, 0.535, 0.001)
	// The interval scales Byar's of the count: what it is scaled by is the standard error over √x.
	low, high := Byar(share.X, Z95)
	near(t, "standard error from the lower limit", 0.999*(share.Value-share.Low)/(share.X-low)*math.Sqrt(share.X), 0.02156046, 5e-8)
	near(t, "standard error from the upper limit", 0.999*(share.High-share.Value)/(high-share.X)*math.Sqrt(share.X), 0.02156046, 5e-8)
}

// Two groups by hand: shares 0.2 and 0.5, weights 3 and 1, so (0.6 + 0.5)/4 = 0.275. Binomial variance
// (9·0.2·0.8/50 + 0.5·0.5/20)/16 = (0.0288 + 0.0125)/16 = 0.00258125. Byar of 20 events at 95 % is 12.2097–30.8884
// so the interval is 0.275 − √(0.00258125/20)·7.7903 … 0.275 + √(0.00258125/20)·10.8884.
func TestDirectOfProportionsUsesBinomialVariance(t *testing.T) {
	share, err := Direct([]Stratum{{X: 10, N: 50, Weight: 3}, {X: 10, N: 20, Weight: 1}}, Binomial, Z95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "share", share.Value, 0.275, 1e-9)
	near(t, "low", share.Low, 0.1865, 1e-4)
	near(t, "high", share.High, 0.3987, 1e-4)
}

func TestDirectLeavesOutStrataWithoutPopulationAndTheirWeight(t *testing.T) {
	with, err := Direct([]Stratum{{X: 10, N: 50, Weight: 3}, {X: 10, N: 20, Weight: 1}, {N: 0, Weight: 7}}, Poisson, Z95)
	if err != nil {
		t.Fatal(err)
	}
	without, _ := Direct([]Stratum{{X: 10, N: 50, Weight: 3}, {X: 10, N: 20, Weight: 1}}, Poisson, Z95)
	if with != without {
		t.Errorf("with an empty stratum %+v, without %+v", with, without)
	}
}

func TestDirectRefusesWhatItCannotUse(t *testing.T) {
	if _, err := Direct([]Stratum{{X: 1, N: 0, Weight: 1}}, Poisson, Z95); !errors.Is(err, ErrNoDenominator) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := Direct([]Stratum{{X: 1, N: 5, Weight: -1}}, Poisson, Z95); !errors.Is(err, ErrNegative) {
		t.Errorf("negative weight: %v", err)
	}
	none, err := Direct([]Stratum{{X: 0, N: 5, Weight: 1}}, Binomial, Z95)
	if err != nil || none.Value != 0 || none.Low != 0 || none.High != 0 || math.Signbit(none.Low) {
		t.Errorf("no events: %+v, %v", none, err)
	}
}
