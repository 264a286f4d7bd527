package analytics

import (
	"fmt"
	"slices"

	"klarsyn/analytics/stats"
)

// minCompared is the fewest persons in each of two groups that are compared, and how many more persons than coefficients a
// model wants.
const minCompared = 10

// association compares the outcome of those with something and those without, as it is and at equal covariates: three rows.
func (d *derivation) association(rows [][]Value, group rowGroup, columns []Column, inputs [][]float64, state State) [][]Value {
	var with, without float64
	for _, numbers := range inputs {
		if numbers[3] > 0 {
			with += numbers[0]
		} else {
			without += numbers[0]
		}
	}
	methods := map[string]func() (stats.Estimate, error){
		"unadjusted": func() (stats.Estimate, error) {
			return difference(cells(inputs, make([][]float64, len(inputs))), stats.LeastSquares)
		},
		"ols": func() (stats.Estimate, error) {
			return difference(cells(inputs, d.categories(rows, group)), stats.LeastSquares)
		},
		"gamma": func() (stats.Estimate, error) {
			return difference(cells(inputs, d.categories(rows, group)), stats.GammaLog)
		},
	}
	var made [][]Value
	for _, name := range associationMethods {
		row := d.kept(rows[group.rows[0]], columns, func(int) Value { return Value{State: Missing} })
		outputs := d.outputs(state, 0, with, without)
		outputs[0] = Value{Text: name}
		if state == Present && min(with, without) >= minCompared {
			// What the data cannot tell (too few for the covariates) is missing, not an error.
			if estimate, err := methods[name](); err == nil {
				place(outputs[3:], estimate.Value, estimate.Low, estimate.High,
					without*max(0, -estimate.Value), without*max(0, -estimate.High), without*max(0, -estimate.Low))
			}
		}
		made = append(made, append(row, outputs...))
	}
	return made
}

// place writes as many numbers as there are cells.
func place(cells []Value, numbers ...float64) {
	for i := range cells {
		cells[i] = Value{Number: numbers[i]}
	}
}

// difference fits a model whose last column is the exposure and returns what it makes in the outcome's unit.
func difference(cells []stats.RegressionCell, fit func([]stats.RegressionCell) (stats.Regression, error)) (stats.Estimate, error) {
	model, err := fit(cells)
	if err != nil {
		return stats.Estimate{}, err
	}
	if model.Freedom < minCompared {
		return stats.Estimate{}, stats.ErrTooFew
	}
	last := len(model.Coefficients) - 1
	if model.Dispersion > 0 {
		return stats.MarginalDifference(model, cells, last), nil
	}
	weights := make([]float64, last+1)
	weights[last] = 1
	return model.Contrast(weights), nil
}

// cells are the rows as a model reads them: constant, covariates, exposure.
func cells(inputs, covariates [][]float64) []stats.RegressionCell {
	made := make([]stats.RegressionCell, 0, len(inputs))
	for i, numbers := range inputs {
		if numbers[0] <= 0 {
			continue
		}
		made = append(made, stats.RegressionCell{
			X: slices.Concat([]float64{1}, covariates[i], []float64{numbers[3]}), N: numbers[0], Sum: numbers[1], Square: numbers[2],
		})
	}
	return made
}

// categories makes columns of 0 and 1 of the covariates' values. The most common value of each stands for itself, and a column that
// follows from earlier ones is left out.
func (d *derivation) categories(rows [][]Value, group rowGroup) [][]float64 {
	design := make([][]float64, len(group.rows))
	for i := range design {
		design[i] = []float64{1}
	}
	for _, name := range d.derive.Given {
		at, people := d.at[name], map[string]float64{}
		word := func(r int) string {
			value := rows[group.rows[r]][at]
			return fmt.Sprintf("%d %g %s", value.State, value.Number, value.Text)
		}
		for r := range group.rows {
			people[word(r)] += rows[group.rows[r]][d.at[d.derive.Inputs[0]]].Number
		}
		levels := sortedKeys(people)
		standard := slices.MaxFunc(levels, func(a, b string) int {
			switch {
			case people[a] < people[b]:
				return -1
			case people[a] > people[b]:
				return 1
			}
			return 0
		})
		for _, level := range levels {
			if level == standard {
				continue
			}
			for r := range design {
				design[r] = append(design[r], indicator(word(r) == level))
			}
		}
	}
	kept := stats.Independent(design)
	covariates := make([][]float64, len(design))
	for r, row := range design {
		for c := 1; c < len(row); c++ {
			if kept[c] {
				covariates[r] = append(covariates[r], row[c])
			}
		}
	}
	return covariates
}

func indicator(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}
