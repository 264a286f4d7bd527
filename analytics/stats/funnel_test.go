package stats

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Binomial distribution of 10 with probability ½, from any table: P(≤ 1) = 11/1024, P(≤ 2) = 56/1024. The 2.5 % quantile
// is reached at 2 and interpolated back by (56/1024 − 0.025)/(45/1024), by Spiegelhalter's appendix A.1.1.
func TestBinomialLimitsAreInterpolatedQuantiles(t *testing.T) {
	tail := 0.025
	low, high := binomialLimits(10, 0.5, Z95)
	near(t, "low", low, (2-(56.0/1024-tail)/(45.0/1024))/10, 1e-9)
	near(t, "high", high, (8-(1013.0/1024-(1-tail))/(45.0/1024))/10, 1e-9)
}

// The quantile is the first count, from none upwards, whose probability reaches it, whatever the size and however skew.
func TestBinomialQuantileIsTheFirstCountThatReachesIt(t *testing.T) {
	for _, n := range []float64{1, 2, 9, 40, 700, 3000} {
		for _, p := range []float64{0.0001, 0.01, 0.2, 0.5, 0.97, 0.9999} {
			distribution := distuv.Binomial{N: n, P: p}
			for _, z := range []float64{-Z998, -Z95, Z95, Z998} {
				wanted, under := 0.0, 0.0
				for distribution.CDF(wanted) < distuv.UnitNormal.CDF(z) {
					under = distribution.CDF(wanted)
					wanted++
				}
				at := distribution.CDF(wanted)
				between := max(wanted-(at-distuv.UnitNormal.CDF(z))/(at-under), 0)
				near(t, fmt.Sprintf("n %g, p %g, z %g", n, p, z), binomialQuantile(n, p, z), between, 1e-9)
			}
		}
	}
}

// Children adopted within twelve months in 143 English authorities 2008–10, 7 086 of 9 525: Spiegelhalter D. Another doubtful league
// table. Understanding Uncertainty, 1 November 2011; limits by the program of Wicklin R. Funnel plots for proportions. The DO Loop, SAS,
// 23 November 2011. The article draws the limits and prints none: these are its steps in R 4.2.2, by qbinom, pbinom and dbinom.
//
// Bexley and Lewisham are outside by the interpolation alone, being at the whole counts 37 and 62, and so is Windsor and Maidenhead at 95 %.
// The normal approximation would put Kirklees outside at 95 % and the East Riding at 99.8 %.
func TestProportionFunnelFollowsWicklinsProgramOnAdoptions(t *testing.T) {
	authorities := []struct {
		name   string
		unit   FunnelUnit
		limits Limits
		beyond string
	}{
		{"York", FunnelUnit{30, 30}, Limits{Low998: 0.4630985, Low95: 0.5642464, High95: 0.8767000, High998: 0.9468346}, "above 99.8"},
		{"Bexley", FunnelUnit{37, 40}, Limits{Low998: 0.5033650, Low95: 0.5895048, High95: 0.8620502, High998: 0.9231135}, "above 99.8"},
		{"Lewisham", FunnelUnit{62, 70}, Limits{Low998: 0.5664293, Low95: 0.6311311, High95: 0.8362309, High998: 0.8856778}, "above 99.8"},
		{"Windsor", FunnelUnit{14, 15}, Limits{Low998: 0.3337457, Low95: 0.4743309, High95: 0.9189620, High998: 0.9943654}, "above 95"},
		{"Kent", FunnelUnit{162, 235}, Limits{Low998: 0.6511673, Low95: 0.6850995, High95: 0.7966487, High998: 0.8266611}, ""},
		{"Kirklees", FunnelUnit{62, 95}, Limits{Low998: 0.5933547, Low95: 0.6482191, High95: 0.8241854, High998: 0.8693320}, ""},
		{"East Riding", FunnelUnit{34, 60}, Limits{Low998: 0.5515814, Low95: 0.6209654, High95: 0.8428087, High998: 0.8967620}, "below 95"},
		{"Hackney", FunnelUnit{24, 55}, Limits{Low998: 0.5420804, Low95: 0.6153349, High95: 0.8467012, High998: 0.9030592}, "below 99.8"},
	}
	rest := FunnelUnit{7086, 9525} // the other 135, taken as one: only their sum sets the target
	var units []FunnelUnit
	for _, authority := range authorities {
		units = append(units, authority.unit)
		rest.X, rest.N = rest.X-authority.unit.X, rest.N-authority.unit.N
	}
	f, err := ProportionFunnel(append(units, rest))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "target", f.Target, 0.743937, 1e-6)
	for i, authority := range authorities {
		nearLimits(t, authority.name, f.Points[i].Exact, authority.limits, 1e-7)
		if beyond := outside(f.Points[i].Value, f.Points[i].Exact); beyond != authority.beyond {
			t.Errorf("%s: %q, want %q", authority.name, beyond, authority.beyond)
		}
	}
}

// outside reports how a value stands to the limits of 95 and 99.8 %.
func outside(value float64, limits Limits) string {
	switch {
	case value > limits.High998:
		return "above 99.8"
	case value > limits.High95:
		return "above 95"
	case value < limits.Low998:
		return "below 99.8"
	case value < limits.Low95:
		return "below 95"
	}
	return ""
}

func nearLimits(t *testing.T, what string, got, want Limits, tolerance float64) {
	t.Helper()
	near(t, what+", low 99.8", got.Low998, want.Low998, tolerance)
	near(t, what+", low 95", got.Low95, want.Low95, tolerance)
	near(t, what+", high 95", got.High95, want.High95, tolerance)
	near(t, what+", high 99.8", got.High998, want.High998, tolerance)
}

// Four units of 100 with 10, 20, 20 and 30 cases, target 0.2. With asin√ of 0.1, 0.2, 0.3 = 0.321751, 0.463648, 0.579640
// and s = 1/20: z = −2.83795, 0, 0, 2.31984. Winsorised at 10 % (type 7, position 1.3): lowest −2.83795 + 0.3·2.83795 =
// −1.98656, highest 2.31984 − 0.3·2.31984 = 1.62389. φ = (3.94643 + 2.63701)/4 = 1.64586.
// τ² = (4·1.64586 − 3)/(1600 − 400) = 0.00298620.
func TestProportionFunnelWorkedByHand(t *testing.T) {
	f, err := ProportionFunnel([]FunnelUnit{{10, 100}, {20, 100}, {20, 100}, {30, 100}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "target", f.Target, 0.2, 1e-12)
	near(t, "phi", f.Phi, 1.64586, 1e-5)
	near(t, "tau squared", f.Tau2, 0.00298620, 1e-7)
	spread := math.Sqrt(0.0025 + 0.00298620)
	near(t, "z", f.Points[0].Z, -0.141897/spread, 1e-4)
	upper := math.Sin(0.463648 + Z95*spread)
	near(t, "adjusted upper limit", f.Points[3].Adjusted.High95, upper*upper, 1e-5)
	if f.Points[3].Exact.High95 >= f.Points[3].Adjusted.High95 || f.Points[0].Exact.Low998 <= f.Points[0].Adjusted.Low998 {
		t.Errorf("over-dispersion did not widen the limits: %+v", f.Points)
	}
}

func TestFunnelWithoutOverdispersionKeepsTheExactLimits(t *testing.T) {
	f, err := RatioFunnel([]FunnelUnit{{10, 10}, {21, 20}, {29, 30}})
	if err != nil {
		t.Fatal(err)
	}
	if f.Tau2 != 0 || f.Points[1].Adjusted != f.Points[1].Exact {
		t.Errorf("%+v", f)
	}
	near(t, "exact low of ten expected", f.Points[0].Exact.Low95, 0.4795, 1e-4) // Garwood 4.795
	near(t, "exact high of ten expected", f.Points[0].Exact.High95, 1.8390, 1e-4)
}

func TestFunnelOfNoCasesAndOfNobody(t *testing.T) {
	f, err := ProportionFunnel([]FunnelUnit{{0, 10}, {0, 20}})
	if err != nil || f.Target != 0 || f.Points[0].Exact.High998 != 0 || f.Points[0].Z != 0 {
		t.Errorf("no cases: %+v, %v", f, err)
	}
	if f, err = RatioFunnel([]FunnelUnit{{0, 8}, {9, 8}}); err != nil || math.IsInf(f.Points[0].Z, 0) || f.Points[0].Value != 0 {
		t.Errorf("a unit without events: %+v, %v", f, err)
	}
	if _, err := ProportionFunnel([]FunnelUnit{{0, 0}}); !errors.Is(err, ErrNoDenominator) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := ProportionFunnel(nil); !errors.Is(err, ErrTooFew) {
		t.Errorf("no units: %v", err)
	}
}

// Two units of 100 and 400 cases with mean 10 and standard deviation 10: the index varies by 1/√100 and 1/√400. Both 2 standard errors
// above 1: z² = 4 each, Q = 8 on 1 degree of freedom, τ² = (8 − 1)/(Σw − Σw²/Σw) with w = 100 and 400, 7/(500 − 170 000/500) = 7/160.
func TestLimitsOfACostIndexFollowTheSpreadOfItsCases(t *testing.T) {
	units := []IndexUnit{{Observed: 1200, Expected: 1000, Variance: 100 * 100}, {Observed: 4400, Expected: 4000, Variance: 400 * 100}}
	f, err := IndexFunnel(units)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "phi", f.Phi, 4, 1e-9)
	near(t, "tau squared", f.Tau2, 7.0/160, 1e-12)
	near(t, "index", f.Points[0].Value, 1.2, 1e-12)
	near(t, "exact low", f.Points[0].Exact.Low95, 1-Z95/10, 1e-12)
	near(t, "exact high", f.Points[1].Exact.High998, 1+Z998/20, 1e-12)
	near(t, "adjusted", f.Points[1].Adjusted.High95, 1+Z95*math.Sqrt(1.0/400+7.0/160), 1e-12)
	near(t, "target", f.Target, 1, 0)
	for _, wrong := range []IndexUnit{{Observed: 1, Expected: 0, Variance: 1}, {Observed: 1, Expected: 1}} {
		if _, err := IndexFunnel(append(units, wrong)); !errors.Is(err, ErrNoDenominator) {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}
