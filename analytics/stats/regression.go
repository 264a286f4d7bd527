package stats

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// ErrCollinear is returned when a column of a regression follows from the others.
var ErrCollinear = errors.New("a covariate follows from the others")

// A RegressionCell is the observations that share all covariates, by what regression needs of them: their number, the sum of
// the outcome and the sum of its squares. With covariates that are all categories, a few hundred cells give the same estimates as
// the persons' own rows, and no person's row has to leave the database.
type RegressionCell struct {
	X              []float64 // the row of the design, constant included
	N, Sum, Square float64
}

// within is Σ (y − mean)² in the cell.
func (c RegressionCell) within() float64 { return max(0, c.Square-c.Sum*c.Sum/c.N) }

// A Regression is an estimated linear predictor: coefficients, their covariance and the residual degrees of freedom.
type Regression struct {
	Coefficients []float64
	Covariance   *mat.SymDense
	Freedom      float64 // observations less coefficients
	Dispersion   float64 // of the gamma model, Pearson's estimate; 0 for least squares
}

// Contrast estimates weights · coefficients with a 95 % interval by Student's t on the residual degrees of freedom.
func (r Regression) Contrast(weights []float64) Estimate {
	value, variance := 0.0, 0.0
	for i, w := range weights {
		value += w * r.Coefficients[i]
		for k, v := range weights {
			variance += w * v * r.Covariance.At(i, k)
		}
	}
	return r.interval(value, variance)
}

// interval puts Student's interval round a value.
func (r Regression) interval(value, variance float64) Estimate {
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: r.Freedom}.Quantile(0.975) * math.Sqrt(max(0, variance))
	return Estimate{Value: value, Low: value - half, High: value + half, N: r.Freedom + float64(len(r.Coefficients))}
}

// information is X'NX with its inverse, and the number of observations.
func information(cells []RegressionCell) (inverse *mat.SymDense, n float64, err error) {
	if len(cells) == 0 {
		return nil, 0, ErrTooFew
	}
	width := len(cells[0].X)
	sum := mat.NewSymDense(width, nil)
	for _, cell := range cells {
		sum.SymRankOne(sum, cell.N, mat.NewVecDense(width, cell.X))
		n += cell.N
	}
	if n <= float64(width) {
		return nil, 0, ErrTooFew
	}
	var factor mat.Cholesky
	if !factor.Factorize(sum) || factor.Cond() > 1e13 {
		return nil, 0, ErrCollinear
	}
	inverse = mat.NewSymDense(width, nil)
	if err := factor.InverseTo(inverse); err != nil {
		return nil, 0, ErrCollinear
	}
	return inverse, n, nil
}

// times is inverse · right.
func times(inverse *mat.SymDense, right []float64) []float64 {
	var product mat.VecDense
	product.MulVec(inverse, mat.NewVecDense(len(right), right))
	return product.RawVector().Data
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// Independent says which columns of a design do not follow from those before them, by Gram–Schmidt on the cells. The others can
// be left out without changing what the model can describe.
func Independent(design [][]float64) []bool {
	if len(design) == 0 {
		return nil
	}
	kept := make([]bool, len(design[0]))
	var basis [][]float64
	for c := range kept {
		column := make([]float64, len(design))
		for r, row := range design {
			column[r] = row[c]
		}
		before := dot(column, column)
		for range 2 { // once more, against what rounding left
			for _, unit := range basis {
				along := dot(column, unit)
				for r := range column {
					column[r] -= along * unit[r]
				}
			}
		}
		length := dot(column, column)
		if kept[c] = length > 1e-10*before && before > 0; !kept[c] {
			continue
		}
		for r := range column {
			column[r] /= math.Sqrt(length)
		}
		basis = append(basis, column)
	}
	return kept
}
