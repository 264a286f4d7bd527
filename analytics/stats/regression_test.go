package stats

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// Per capita expenditure on public schools and per capita income by state of the USA, 1979: Greene WH. Econometric analysis. 2nd ed.
// 1993, table 14.1; the data set PublicSchools of R's package sandwich, Wisconsin without a value left out.
var publicSchools = [][2]float64{
	{275, 0.6247}, {821, 1.0851}, {339, 0.7374}, {275, 0.6183}, {387, 0.885}, {452, 0.8001}, {531, 0.8914}, {424, 0.8604}, {316, 0.7505},
	{265, 0.67}, {403, 0.838}, {304, 0.6813}, {437, 0.8745}, {345, 0.7696}, {431, 0.7873}, {355, 0.8001}, {260, 0.6615}, {316, 0.664},
	{327, 0.6333}, {427, 0.8306}, {427, 0.8063}, {466, 0.8442}, {477, 0.7847}, {259, 0.5736}, {274, 0.7342}, {433, 0.7051}, {294, 0.7391},
	{359, 0.9032}, {279, 0.7277}, {423, 0.8818}, {388, 0.6505}, {447, 0.8267}, {335, 0.6607}, {311, 0.7478}, {322, 0.7812}, {320, 0.6951},
	{397, 0.7839}, {412, 0.7733}, {342, 0.7526}, {315, 0.6242}, {321, 0.6841}, {268, 0.6489}, {315, 0.7697}, {417, 0.6622}, {353, 0.6541},
	{356, 0.7624}, {415, 0.845}, {428, 1.0022}, {320, 0.6456}, {500, 0.9096},
}

// Cribari-Neto F. Asymptotic inference under heteroskedasticity of unknown form. Comput Stat Data Anal 2004;45:215–33: the
// quadratic model of these data and its HC3 standard errors; the further digits are vcovHC of R's sandwich 3.0-2.
func TestLeastSquaresReproducesCribariNeto(t *testing.T) {
	var cells []RegressionCell
	for _, row := range publicSchools {
		cells = append(cells, RegressionCell{X: []float64{1, row[1], row[1] * row[1]}, N: 1, Sum: row[0], Square: row[0] * row[0]})
	}
	fit, err := LeastSquares(cells)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ coefficient, err float64 }{
		{832.9143565, 1095.000614}, {-1834.2029463, 2975.411409}, {1587.0422666, 1995.241963},
	} {
		near(t, "coefficient", fit.Coefficients[i], want.coefficient, 1e-5)
		near(t, "HC3 standard error", math.Sqrt(fit.Covariance.At(i, i)), want.err, 1e-4)
	}
}

// Mean clotting time of blood, lot 1, by the concentration of plasma: Hurn, Barker and Magath 1945, in McCullagh and Nelder 1989,
// section 8.4.2. Figures: R 4.2.2, glm(lot1 ~ log(u), family = Gamma(link = "log")), run to
// convergence (epsilon = 1e-15).
func TestGammaLogReproducesClottingTimes(t *testing.T) {
	lot := []float64{118, 58, 42, 35, 27, 25, 21, 19, 18}
	var cells []RegressionCell
	for i, u := range []float64{5, 10, 15, 20, 30, 40, 60, 80, 100} {
		cells = append(cells, RegressionCell{X: []float64{1, math.Log(u)}, N: 1, Sum: lot[i], Square: lot[i] * lot[i]})
	}
	fit, err := GammaLog(cells)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "constant", fit.Coefficients[0], 5.503230226120, 1e-8)
	near(t, "log(u)", fit.Coefficients[1], -0.601917671321, 1e-8)
	near(t, "dispersion", fit.Dispersion, 0.024354384576, 1e-8)
	near(t, "standard error of the constant", math.Sqrt(fit.Covariance.At(0, 0)), 0.1903009249597, 1e-7)
	near(t, "standard error of log(u)", math.Sqrt(fit.Covariance.At(1, 1)), 0.0553078030449, 1e-7)
}

// costs draws observations twice: split has a cell for each, grouped one for those with the same design.
func costs(seed uint64) (split, grouped []RegressionCell) {
	random := rand.New(rand.NewPCG(seed, 7))
	place := map[[3]float64]int{}
	for range 400 {
		x := [3]float64{1, float64(random.IntN(2)), float64(random.IntN(3))}
		y := math.Exp(9+0.4*x[2]-0.3*x[1]) * random.ExpFloat64()
		if random.IntN(10) == 0 {
			y = 0
		}
		split = append(split, RegressionCell{X: x[:], N: 1, Sum: y, Square: y * y})
		at, found := place[x]
		if !found {
			at = len(grouped)
			place[x] = at
			grouped = append(grouped, RegressionCell{X: x[:]})
		}
		grouped[at].N++
		grouped[at].Sum += y
		grouped[at].Square += y * y
	}
	return split, grouped
}

func TestCellsGiveWhatSingleObservationsGive(t *testing.T) {
	for seed := range uint64(5) {
		split, grouped := costs(seed)
		if len(grouped) != 6 {
			t.Fatalf("%d cells", len(grouped))
		}
		for name, method := range map[string]func([]RegressionCell) (Regression, error){"least squares": LeastSquares, "gamma": GammaLog} {
			one, err := method(split)
			if err != nil {
				t.Fatal(err)
			}
			other, err := method(grouped)
			if err != nil {
				t.Fatal(err)
			}
			for i := range one.Coefficients {
				near(t, name+" coefficient", other.Coefficients[i]/one.Coefficients[i], 1, 1e-9)
				near(t, name+" variance", other.Covariance.At(i, i)/one.Covariance.At(i, i), 1, 1e-9)
			}
		}
	}
}

// With the exposure alone least squares is the difference of means, HC3 is Σ e²/(1 − 1/n)²/n² in each group, and the gamma
// model's marginal difference is the same difference: worked out for {1, 3} against {4, 6, 8}.
func TestTwoGroupsGiveTheDifferenceOfTheirMeans(t *testing.T) {
	cells := []RegressionCell{{X: []float64{1, 0}, N: 3, Sum: 18, Square: 16 + 36 + 64}, {X: []float64{1, 1}, N: 2, Sum: 4, Square: 1 + 9}}
	fit, err := LeastSquares(cells)
	if err != nil {
		t.Fatal(err)
	}
	difference := fit.Contrast([]float64{0, 1})
	near(t, "difference", difference.Value, 2-6, 1e-12)
	// Residuals ±1 of two: 2/(1−1/2)²/4 = 2. Residuals −2, 0, 2 of three: 8/(1−1/3)²/9 = 2.
	near(t, "variance", fit.Covariance.At(1, 1), 4, 1e-12)
	// Student's t with 3 degrees of freedom: 3.182446.
	near(t, "low", difference.Low, -4-2*3.182446305284263, 1e-9)
	gamma, err := GammaLog(cells)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "marginal difference", MarginalDifference(gamma, cells, 1).Value, -4, 1e-8)
}

// Birth weight in grams by race and the mother's smoking, 189 births: Hosmer DW, Lemeshow S. Applied logistic regression. 1989, the data
// set birthwt of R's package MASS; the cells are its sums. Figures: R 4.2.2, emmeans 1.8.4 (Lenth RV), on glm(bwt ~ race + smoke,
// family = Gamma(link = "log")) run to convergence: difference of the responses with the races' own weights, by the delta method.
func TestMarginalDifferenceFollowsEmmeansOnBirthWeights(t *testing.T) {
	cells := []RegressionCell{
		{X: []float64{1, 0, 0, 0}, N: 44, Sum: 150865, Square: 538960709},
		{X: []float64{1, 1, 0, 0}, N: 16, Sum: 45672, Square: 136160078},
		{X: []float64{1, 0, 1, 0}, N: 55, Sum: 154868, Square: 463246028},
		{X: []float64{1, 0, 0, 1}, N: 52, Sum: 146996, Square: 435550934},
		{X: []float64{1, 1, 0, 1}, N: 10, Sum: 25040, Square: 66352732},
		{X: []float64{1, 0, 1, 1}, N: 12, Sum: 33086, Square: 98441512},
	}
	fit, err := GammaLog(cells)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "dispersion", fit.Dispersion, 0.05555519681, 1e-9)
	smoking := MarginalDifference(fit, cells, 3)
	near(t, "difference", smoking.Value, -405.58332, 1e-4)
	near(t, "low", smoking.Low, -617.123108, 1e-4)
	near(t, "high", smoking.High, -194.043531, 1e-4)
}

func TestRegressionRefusesWhatCannotBeEstimated(t *testing.T) {
	twice := []RegressionCell{{X: []float64{1, 0, 0}, N: 5, Sum: 5, Square: 9}, {X: []float64{1, 1, 1}, N: 5, Sum: 9, Square: 20}}
	if _, err := LeastSquares(twice); !errors.Is(err, ErrCollinear) {
		t.Errorf("a column twice: %v", err)
	}
	if _, err := GammaLog(twice[:1]); !errors.Is(err, ErrCollinear) {
		t.Errorf("a constant column: %v", err)
	}
	if _, err := LeastSquares([]RegressionCell{{X: []float64{1, 0}, N: 2, Sum: 3, Square: 5}}); !errors.Is(err, ErrTooFew) {
		t.Errorf("two observations for two coefficients: %v", err)
	}
	if _, err := GammaLog([]RegressionCell{{X: []float64{1}, N: 5}}); !errors.Is(err, ErrNegative) {
		t.Errorf("all outcomes 0: %v", err)
	}
	if got := Independent([][]float64{{1, 0, 1, 0}, {1, 1, 0, 0}, {1, 1, 0, 1}}); !got[0] || !got[1] || got[2] || !got[3] {
		t.Errorf("the third column follows from the first two: %v", got)
	}
}
