package stats

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// ErrNoConvergence is returned when a model's estimates do not settle.
var ErrNoConvergence = errors.New("the estimates do not converge")

// GammaLog fits E(y) = exp(x·β) with variance φ·E(y)² by iteratively reweighted least squares (gammamodell med loglänk), the
// usual model of cost, which is never negative and varies in proportion to its mean. With the log link all observations weigh
// the same, and the sums of a cell decide both β and Pearson's φ = Σ (y − μ)²/μ² / (n − p), so that cells give the same estimates
// as single observations. Observations of 0 are allowed: only the mean and the variance are assumed (quasi-likelihood).
//
// Errors as LeastSquares; ErrNoConvergence when 50 rounds do not settle, ErrNegative when all outcomes are 0 or a sum is below.
//
// McCullagh P, Nelder JA. Generalized linear models. 2nd ed. Chapman and Hall 1989, chapter 8.
func GammaLog(cells []RegressionCell) (Regression, error) {
	inverse, n, err := information(cells)
	if err != nil {
		return Regression{}, err
	}
	width, total := len(cells[0].X), 0.0
	for _, cell := range cells {
		if cell.Sum < 0 {
			return Regression{}, ErrNegative
		}
		total += cell.Sum
	}
	if !(total > 0) {
		return Regression{}, ErrNegative
	}
	eta := make([]float64, len(cells))
	for i := range eta {
		eta[i] = math.Log(total / n)
	}
	fit := Regression{Freedom: n - float64(width)}
	settled := false
	for round := 0; round < 50 && !settled; round++ {
		products := make([]float64, width)
		for i, cell := range cells {
			working := cell.N*eta[i] + cell.Sum*math.Exp(-eta[i]) - cell.N
			for k, x := range cell.X {
				products[k] += x * working
			}
		}
		fit.Coefficients = times(inverse, products)
		settled = true
		for i, cell := range cells {
			next := dot(cell.X, fit.Coefficients)
			settled = settled && math.Abs(next-eta[i]) <= 1e-10*(1+math.Abs(next))
			// A step of more than 2 on the log scale is more than sevenfold: go there by steps.
			eta[i] += max(-2, min(2, next-eta[i]))
		}
	}
	if !settled {
		return Regression{}, ErrNoConvergence
	}
	for i, cell := range cells {
		mu := math.Exp(eta[i])
		off := cell.Sum/cell.N - mu
		fit.Dispersion += (cell.within() + cell.N*off*off) / (mu * mu)
	}
	fit.Dispersion /= fit.Freedom
	fit.Covariance = mat.NewSymDense(width, nil)
	fit.Covariance.ScaleSym(fit.Dispersion, inverse)
	return fit, nil
}

// MarginalDifference is what a column of 0 and 1 makes in the outcome's own unit in a gamma model with log link, on average over
// all observations (genomsnittlig marginaleffekt): mean of exp(x·β) with the column at 1 less the same at 0. The interval is by
// the delta method.
func MarginalDifference(fit Regression, cells []RegressionCell, column int) Estimate {
	gradient := make([]float64, len(fit.Coefficients))
	value, n := 0.0, 0.0
	for _, cell := range cells {
		n += cell.N
	}
	for _, cell := range cells {
		rest := dot(cell.X, fit.Coefficients) - cell.X[column]*fit.Coefficients[column]
		with, without := math.Exp(rest+fit.Coefficients[column]), math.Exp(rest)
		weight := cell.N / n
		value += weight * (with - without)
		for k, x := range cell.X {
			if k == column {
				gradient[k] += weight * with
				continue
			}
			gradient[k] += weight * x * (with - without)
		}
	}
	variance := 0.0
	for i, g := range gradient {
		for k, h := range gradient {
			variance += g * h * fit.Covariance.At(i, k)
		}
	}
	return fit.interval(value, variance)
}
