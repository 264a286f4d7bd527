package stats

import (
	"math"
	"testing"
)

// Log risk ratios of tuberculosis and their variances in thirteen trials of BCG vaccine: Colditz GA et al. JAMA 1994;271:698–702.
var bcgRatios, bcgVariances = func() (ratios, variances []float64) {
	for _, c := range [][4]float64{ // tuberculosis and none, vaccinated; the same, not vaccinated
		{4, 119, 11, 128}, {6, 300, 29, 274}, {3, 228, 11, 209}, {62, 13536, 248, 12619}, {33, 5036, 47, 5761},
		{180, 1361, 372, 1079}, {8, 2537, 10, 619}, {505, 87886, 499, 87892}, {29, 7470, 45, 7232},
		{17, 1699, 65, 1600}, {186, 50448, 141, 27197}, {5, 2493, 3, 2338}, {27, 16886, 29, 17825},
	} {
		ratios = append(ratios, math.Log(c[0]/(c[0]+c[1])/(c[2]/(c[2]+c[3]))))
		variances = append(variances, 1/c[0]-1/(c[0]+c[1])+1/c[2]-1/(c[2]+c[3]))
	}
	return ratios, variances
}()

// The trials as analysed in Viechtbauer W. Conducting meta-analyses in R with the metafor package. J Stat Softw 2010;36(3):
// Q = 152.23 on 12 degrees of freedom and τ² = 0.3088 by DerSimonian and Laird's estimator, which Spiegelhalter's is.
func TestOverdispersionReproducesDerSimonianLaird(t *testing.T) {
	var sum, weights float64
	for i, ratio := range bcgRatios {
		sum, weights = sum+ratio/bcgVariances[i], weights+1/bcgVariances[i]
	}
	var scores, spreads []float64
	for i, ratio := range bcgRatios {
		spread := math.Sqrt(bcgVariances[i])
		scores, spreads = append(scores, (ratio-sum/weights)/spread), append(spreads, spread)
	}
	phi, tau2 := overdispersion(scores, spreads)
	near(t, "Q", phi*13, 152.233, 1e-3)
	near(t, "tau squared", tau2, 0.3088, 1e-4)
}

// chanceOnly is Σz²/I of the z scores as they were before winsorising and before τ² was added to their variance.
func chanceOnly(f Funnel, variance func(i int) float64) float64 {
	sum := 0.0
	for i, point := range f.Points {
		sum += point.Z * point.Z * (1 + f.Tau2/variance(i))
	}
	return sum / float64(len(f.Points))
}

// The hospitals of the article "Chart types in controlcharts" of the R package controlcharts (Johnson AR, Healthcare Quality Intelligence
// Unit, Western Australia), which prints z scores and limits with three decimals: a share of complications in per cent, deaths over
// expected deaths, infections per patient-day. It winsorises at 10 % with quantiles of type 7; no other type gives its figures.
//
// Proportions are on our scale, and printed with over-dispersion asked for: the z scores alone vary by more than chance, Σz²/I = 1.19
// against 9/10, but not once they are winsorised, so that the printed limits are those without.
func TestProportionFunnelReproducesControlcharts(t *testing.T) {
	units := []FunnelUnit{{19, 139}, {24, 148}, {18, 166}, {13, 179}, {19, 191}, {31, 215}, {23, 242}, {30, 260}, {34, 284}, {27, 293}}
	f, err := ProportionFunnel(units)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "target", 100*f.Target, 11.242, 1e-3)
	near(t, "tau squared", f.Tau2, 0, 0)
	for i, want := range []float64{0.867, 1.765, -0.164, -1.848, -0.582, 1.395, -0.888, 0.150, 0.384, -1.147} {
		near(t, "z", f.Points[i].Z, want, 1e-3)
	}
	if spread := chanceOnly(f, func(int) float64 { return 1 }); spread < 0.9 {
		t.Errorf("without winsorising there is no over-dispersion either: %g", spread)
	}
}

// The exact limits of a ratio are printed without over-dispersion. With it, controlcharts goes by square roots where RatioFunnel goes by
// logarithms, so that what follows from the scale is reproduced on that of the square root: φ, τ², adjusted limits and z scores.
func TestRatiosReproduceControlcharts(t *testing.T) {
	hospitals := []struct {
		unit            FunnelUnit
		exact, adjusted Limits
		z               float64
	}{
		{FunnelUnit{43, 35}, Limits{0.697, 1.391, 0.558, 1.641}, Limits{0.507, 1.659, 0.298, 2.115}, 0.738},
		{FunnelUnit{68, 38}, Limits{0.708, 1.373, 0.572, 1.610}, Limits{0.512, 1.649, 0.304, 2.097}, 2.328},
		{FunnelUnit{55, 42}, Limits{0.721, 1.352, 0.590, 1.575}, Limits{0.518, 1.638, 0.312, 2.078}, 1.010},
		{FunnelUnit{63, 54}, Limits{0.751, 1.305, 0.632, 1.496}, Limits{0.532, 1.615, 0.328, 2.036}, 0.580},
		{FunnelUnit{35, 56}, Limits{0.755, 1.299, 0.637, 1.486}, Limits{0.533, 1.612, 0.331, 2.031}, -1.522},
		{FunnelUnit{65, 57}, Limits{0.757, 1.296, 0.640, 1.481}, Limits{0.534, 1.610, 0.332, 2.028}, 0.494},
		{FunnelUnit{60, 59}, Limits{0.761, 1.290, 0.645, 1.471}, Limits{0.536, 1.608, 0.333, 2.024}, 0.062},
		{FunnelUnit{82, 62}, Limits{0.767, 1.282, 0.653, 1.458}, Limits{0.538, 1.604, 0.336, 2.017}, 1.103},
		{FunnelUnit{70, 63}, Limits{0.768, 1.279, 0.655, 1.454}, Limits{0.539, 1.603, 0.337, 2.015}, 0.398},
		{FunnelUnit{49, 71}, Limits{0.781, 1.261, 0.673, 1.424}, Limits{0.543, 1.595, 0.343, 2.000}, -1.262},
	}
	var units []FunnelUnit
	for _, hospital := range hospitals {
		units = append(units, hospital.unit)
	}
	ours, err := RatioFunnel(units)
	if err != nil {
		t.Fatal(err)
	}
	roots, err := funnel(units, 1, funnelScale{
		to:     math.Sqrt,
		from:   func(y float64) float64 { return y * y },
		ratio:  func(unit FunnelUnit) float64 { return unit.X / unit.N },
		spread: func(unit FunnelUnit) float64 { return 1 / (2 * math.Sqrt(unit.N)) },
		exact:  func(n, _, _ float64) (low, high float64) { return 0, 0 },
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, hospital := range hospitals {
		nearLimits(t, "exact", ours.Points[i].Exact, hospital.exact, 1e-3)
		nearLimits(t, "adjusted on the scale of square roots", roots.Points[i].Adjusted, hospital.adjusted, 1e-3)
		near(t, "z on the scale of square roots", roots.Points[i].Z, hospital.z, 1e-3)
	}
}

// Rates are on the scale of logarithms, with half a case and half a day added, and the target is their common rate. Their printed limits
// take another standard error than their z scores do, so that the z scores alone are compared.
func TestDispersionOfLogarithmsReproducesControlcharts(t *testing.T) {
	units := []FunnelUnit{{10, 797}, {17, 800}, {5, 823}, {4, 921}, {23, 955}, {15, 1123}, {11, 1405}, {15, 1530}, {16, 1657}, {7, 1805}}
	f, err := funnel(units, 0, funnelScale{
		to:    math.Log,
		from:  math.Exp,
		ratio: func(unit FunnelUnit) float64 { return (unit.X + 0.5) / (unit.N + 0.5) },
		spread: func(unit FunnelUnit) float64 {
			return math.Sqrt(unit.X/((unit.X+0.5)*(unit.X+0.5)) + unit.N/((unit.N+0.5)*(unit.N+0.5)))
		},
		exact: func(n, _, _ float64) (low, high float64) { return 0, 0 },
	})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "target", 1000*f.Target, 10.41, 1e-2)
	for i, want := range []float64{0.450, 1.523, -0.753, -1.229, 1.820, 0.570, -0.468, -0.056, -0.091, -1.662} {
		near(t, "z", f.Points[i].Z, want, 1e-3)
	}
}

// Six hospitals of the tests of FunnelPlotR (Mainey C, NHS-R Community; test-classes_methods.R), which expect φ = 2.948033 by the
// method of the English SHMI: a tenth of six units is nobody, so its truncation leaves the z scores as they are.
//
// What follows from winsorising them is printed nowhere. It is computed in R 4.2.2 by the package's steps: quantile of type 7,
// values beyond it set to it, φ, τ² and exp(±z·√(1/E + τ²)). Only the second hospital is outside at 95 % by more than chance.
func TestRatioFunnelFollowsFunnelPlotR(t *testing.T) {
	units := []FunnelUnit{{100, 108}, {150, 112}, {180, 165}, {80, 95}, {120, 100}, {225, 220}}
	f, err := RatioFunnel(units)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "phi without winsorising", chanceOnly(f, func(i int) float64 { return 1 / units[i].N }), 2.948033, 1e-6)
	near(t, "phi", f.Phi, 2.149053099, 1e-8)
	near(t, "tau squared", f.Tau2, 0.01211849146, 1e-10)
	near(t, "target", f.Target, 1, 0)
	for i, want := range []struct {
		adjusted Limits
		z        float64
		beyond   string
	}{
		{Limits{Low998: 0.6364642996, Low95: 0.7508353250, High95: 1.331849963, High998: 1.571180034}, -0.5263685467, ""},
		{Limits{Low998: 0.6387010820, Low95: 0.7525078499, High95: 1.328889792, High998: 1.565677636}, 2.0136776865, "above 95"},
		{Limits{Low998: 0.6592478848, Low95: 0.7677725750, High95: 1.302469029, High998: 1.516880104}, 0.6453419275, ""},
		{Limits{Low998: 0.6281199796, Low95: 0.7445769033, High95: 1.343044615, High998: 1.592052526}, -1.1419993891, ""},
		{Limits{Low998: 0.6315436545, Low95: 0.7471483906, High95: 1.338422210, High998: 1.583421815}, 1.2259147452, ""},
		{Limits{Low998: 0.6710479313, Low95: 0.7764604206, High95: 1.287895652, High998: 1.490206516}, 0.1740882025, ""},
	} {
		point := f.Points[i]
		nearLimits(t, "adjusted", point.Adjusted, want.adjusted, 1e-8)
		near(t, "z", point.Z, want.z, 1e-8)
		if got := outside(point.Value, point.Adjusted); got != want.beyond {
			t.Errorf("hospital %d: %q, want %q", i+1, got, want.beyond)
		}
	}
	nearLimits(t, "exact", f.Points[1].Exact, Limits{Low998: 0.7332272111, Low95: 0.8233969065, High95: 1.203259851, High998: 1.327827577}, 1e-8)
	if got := outside(f.Points[1].Value, f.Points[1].Exact); got != "above 99.8" {
		t.Errorf("by chance alone the second hospital is %q", got)
	}
}

// The eight authorities of Spiegelhalter's adoptions, taken by themselves: they were picked for being far apart, so that the dispersion
// is large. Computed in R 4.2.2 by FunnelPlotR's steps for proportions; no figure is printed. Where the upper limit passes π/2
// on the arcsine scale the package goes on round the circle and comes down again, to 0.9965 for York: here it stays at 1.
func TestProportionFunnelFollowsFunnelPlotROnTheArcsineScale(t *testing.T) {
	units := []FunnelUnit{{30, 30}, {37, 40}, {62, 70}, {14, 15}, {162, 235}, {62, 95}, {34, 60}, {24, 55}}
	f, err := ProportionFunnel(units)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "phi without winsorising", chanceOnly(f, func(i int) float64 { return 1 / (4 * units[i].N) }), 12.11367092, 1e-7)
	near(t, "phi", f.Phi, 8.659011301, 1e-8)
	near(t, "tau squared", f.Tau2, 0.03318228618, 1e-10)
	for i, want := range []struct{ low998, low95, high95, z float64 }{
		{0.13119705361, 0.3196935750, 0.9709891198, 2.7999987697},
		{0.14218896154, 0.3291962369, 0.9674855617, 1.4760366685},
		{0.15732019752, 0.3418986713, 0.9625454605, 1.1770425623},
		{0.09325460798, 0.2845805625, 0.9824382695, 1.3855632757},
		{0.17258291268, 0.3543263581, 0.9574349922, -0.1117462571},
		{0.16291151429, 0.3464932632, 0.9606876510, -0.3158877118},
		{0.15385647631, 0.3390266085, 0.9636877667, -0.7659260153},
		{0.15168293517, 0.3372138801, 0.9644011684, -1.4348355206},
	} {
		nearLimits(t, "adjusted", f.Points[i].Adjusted, Limits{Low998: want.low998, Low95: want.low95, High95: want.high95, High998: 1}, 1e-8)
		near(t, "z", f.Points[i].Z, want.z, 1e-8)
	}
}

// The trials again, each as a unit whose index is 1 and a tenth of its log risk ratio's distance from their common estimate, -0.4303:
// Q = 152.23 is Viechtbauer's, before winsorising. The rest is computed in R 4.2.2 by the steps of the ratios, on the plain scale.
// τ² is less than half of the published 0.3088/100, since winsorising pulls in the two outermost trials on either side.
func TestIndexFunnelOnTheTrialsOfBCG(t *testing.T) {
	var units []IndexUnit
	for i, ratio := range bcgRatios {
		expected := 1000 * float64(i+1) // in money, of which only the ratios matter
		units = append(units, IndexUnit{
			Observed: expected * (1 + (ratio+0.4302851637)/10),
			Expected: expected,
			Variance: expected * expected * bcgVariances[i] / 100,
		})
	}
	f, err := IndexFunnel(units)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Q without winsorising", 13*chanceOnly(f, func(i int) float64 { return bcgVariances[i] / 100 }), 152.233, 1e-3)
	near(t, "phi", f.Phi, 5.336704118, 1e-7)
	near(t, "tau squared", f.Tau2, 0.001263310632, 1e-11)
	nearLimits(t, "first trial", f.Points[0].Adjusted, Limits{Low998: 0.7922601064, Low95: 0.8682420384, High95: 1.1317579616, High998: 1.2077398936}, 1e-8)
	nearLimits(t, "eighth trial", f.Points[7].Adjusted, Limits{Low998: 0.8884547517, Low95: 0.9292529986, High95: 1.0707470014, High998: 1.1115452483}, 1e-8)
	near(t, "z of the first trial", f.Points[0].Z, -0.6828238315, 1e-8)
	near(t, "z of the eighth trial", f.Points[7].Z, 1.2251679221, 1e-8)
}
