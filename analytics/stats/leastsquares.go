package stats

import "gonum.org/v1/gonum/mat"

// LeastSquares fits E(y) = x·β by ordinary least squares with the HC3 covariance (heteroskedasticitetsrobust, minsta
// kvadrat), which stays honest when the outcome varies more in some groups than in others, as cost does:
//
//	V = (X'X)⁻¹ (Σ e² / (1 − h)² · x x') (X'X)⁻¹
//
// with the residual e and the leverage h of each observation. The leverage is the same for all observations of a cell, so that their
// sum, sum of squares and number give V exactly. An observation that alone decides a coefficient (h = 1) has no
// residual and adds nothing.
//
// It assumes independent observations. Columns that follow from others give ErrCollinear, no more observations than
// columns ErrTooFew.
//
// MacKinnon JG, White H. Some heteroskedasticity-consistent covariance matrix estimators with improved finite sample
// properties. J Econometrics 1985;29:305–25. Checked against Cribari-Neto 2004.
func LeastSquares(cells []RegressionCell) (Regression, error) {
	inverse, n, err := information(cells)
	if err != nil {
		return Regression{}, err
	}
	width := len(cells[0].X)
	products := make([]float64, width)
	for _, cell := range cells {
		for i, x := range cell.X {
			products[i] += x * cell.Sum
		}
	}
	fit := Regression{Coefficients: times(inverse, products), Freedom: n - float64(width)}
	middle := mat.NewSymDense(width, nil)
	for _, cell := range cells {
		leverage := dot(cell.X, times(inverse, cell.X))
		if 1-leverage < 1e-9 {
			continue
		}
		off := cell.Sum/cell.N - dot(cell.X, fit.Coefficients)
		squares := cell.within() + cell.N*off*off
		middle.SymRankOne(middle, squares/((1-leverage)*(1-leverage)), mat.NewVecDense(width, cell.X))
	}
	var left, whole mat.Dense
	left.Mul(inverse, middle)
	whole.Mul(&left, inverse)
	fit.Covariance = mat.NewSymDense(width, nil)
	for i := range width {
		for k := i; k < width; k++ {
			fit.Covariance.SetSym(i, k, (whole.At(i, k)+whole.At(k, i))/2)
		}
	}
	return fit, nil
}
