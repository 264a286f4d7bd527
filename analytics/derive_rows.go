package analytics

import (
	"fmt"
	"math"
	"strings"

	"klarsyn/analytics/stats"
)

// A sheet of rows while values are derived: positions by column name.
type derivation struct {
	derive    Derive
	spec      deriveSpec
	at        map[string]int // column → position before the derivation
	direction string
}

// minStandardised is the fewest persons for a standardised figure (domain: unreliable below).
const minStandardised = 10

// minAtRisk is the fewest persons at risk for which a survival curve is read.
const minAtRisk = 10

// survivalDays are the days at which a survival curve is read.
var survivalDays = []float64{0, 30, 90, 180, 365}

// deriveAll applies the analysis' derive lines to rows of its SQL columns.
func deriveAll(analysis *Analysis, rows [][]Value) ([][]Value, error) {
	columns := analysis.sqlColumns
	for _, derive := range analysis.Derives {
		d := derivation{derive: derive, spec: deriveSpecs[derive.Function], at: map[string]int{}, direction: analysis.Direction}
		for i, column := range columns {
			d.at[column.Name] = i
		}
		after, err := derive.apply(columns, Units[derive.Unit])
		if err != nil {
			return nil, fmt.Errorf("derive %s: %w", derive.Outputs[0], err)
		}
		switch {
		case d.spec.collapses:
			rows, err = d.collapse(rows, columns)
		case d.spec.overRows:
			err = d.overRows(rows)
		default:
			d.perRow(rows)
		}
		if err != nil {
			return nil, fmt.Errorf("derive %s: %w", derive.Outputs[0], err)
		}
		columns = after
	}
	return rows, nil
}

// numbers reads the inputs of a row. When one is not a number the state that the outputs take is returned.
func (d *derivation) numbers(row []Value) ([]float64, State) {
	numbers := make([]float64, len(d.derive.Inputs))
	for i, input := range d.derive.Inputs {
		value := row[d.at[input]]
		if value.State != Present {
			return nil, value.State
		}
		numbers[i] = value.Number
	}
	return numbers, Present
}

// outputs makes cells of numbers, scaled by the unit; numbers that are none are missing.
func (d *derivation) outputs(state State, numbers ...float64) []Value {
	cells := make([]Value, len(d.derive.Outputs))
	scale := d.derive.scale(d.spec)
	for i := range cells {
		switch {
		case state != Present:
			cells[i] = Value{State: state}
		case i >= len(numbers) || math.IsNaN(numbers[i]) || math.IsInf(numbers[i], 0):
			cells[i] = Value{State: Missing}
		case d.spec.counts[i]:
			cells[i] = Value{Number: numbers[i]}
		default:
			cells[i] = Value{Number: numbers[i] * scale}
		}
	}
	return cells
}

func (d *derivation) perRow(rows [][]Value) {
	for r, row := range rows {
		numbers, state := d.numbers(row)
		if d.derive.Function == "cost_index" && state == Missing && row[d.at[d.derive.Inputs[2]]].State == Missing {
			// Without the reference's spread there is an index all the same, only no interval.
			numbers, state = []float64{row[d.at[d.derive.Inputs[0]]].Number, row[d.at[d.derive.Inputs[1]]].Number, math.NaN()}, Present
		}
		if state == Present && strings.HasSuffix(d.derive.Function, "rate_ratio") {
			rows[r] = append(row, d.rateRatio(numbers)...)
			continue
		}
		if state == Present && numbers[1] == 0 {
			state = NotApplicable
		}
		if state != Present {
			rows[r] = append(row, d.outputs(state)...)
			continue
		}
		x, n := numbers[0], numbers[1]
		switch d.derive.Function {
		case "cost_index":
			estimate := stats.CostIndex(x, n, numbers[2], stats.Z95)
			rows[r] = append(row, d.outputs(Present, estimate.Value, estimate.Low, estimate.High)...)
		case "wilson":
			low, high := stats.Wilson(x, n, stats.Z95)
			rows[r] = append(row, d.outputs(Present, x/n, low, high)...)
		case "byar":
			low, high := stats.Byar(x, stats.Z95)
			rows[r] = append(row, d.outputs(Present, x/n, low/n, high/n)...)
		default:
			rows[r] = append(row, d.outputs(Present, x/n)...)
		}
	}
}

// A rowGroup is the rows that share the BY columns' values.
type rowGroup struct{ rows []int }

// groups splits rows by the BY columns, in the order in which each group first appears.
func (d *derivation) groups(rows [][]Value) []rowGroup {
	var groups []rowGroup
	place := map[string]int{}
	for r, row := range rows {
		var key strings.Builder
		for _, by := range d.derive.By {
			value := row[d.at[by]]
			fmt.Fprintf(&key, "%d\x00%g\x00%s\x00", value.State, value.Number, value.Text)
		}
		at, found := place[key.String()]
		if !found {
			at = len(groups)
			place[key.String()] = at
			groups = append(groups, rowGroup{})
		}
		groups[at].rows = append(groups[at].rows, r)
	}
	return groups
}

// collapse makes one row (km: five) of each group.
func (d *derivation) collapse(rows [][]Value, columns []Column) ([][]Value, error) {
	var collapsed [][]Value
	for _, group := range d.groups(rows) {
		inputs := make([][]float64, 0, len(group.rows))
		state := Present
		for _, r := range group.rows {
			numbers, rowState := d.numbers(rows[r])
			if rowState != Present {
				state = rowState
				break
			}
			inputs = append(inputs, numbers)
		}
		if d.derive.Function == "association" {
			collapsed = append(collapsed, d.association(rows, group, columns, inputs, state)...)
			continue
		}
		if d.derive.Function == "km" {
			collapsed = append(collapsed, d.survival(rows[group.rows[0]], columns, inputs, state)...)
			continue
		}
		sums := make([]float64, len(d.derive.Inputs))
		for _, numbers := range inputs {
			for i, number := range numbers {
				sums[i] += number
			}
		}
		outputs, err := d.standardise(inputs, sums[0], state)
		if err != nil {
			return nil, err
		}
		row := d.kept(rows[group.rows[0]], columns, func(input int) Value {
			if state != Present {
				return Value{State: state}
			}
			return Value{Number: sums[input]}
		})
		collapsed = append(collapsed, append(row, outputs...))
	}
	return collapsed, nil
}

// kept copies the columns that remain of a group's first row, with the inputs among them set anew.
func (d *derivation) kept(first []Value, columns []Column, input func(int) Value) []Value {
	var row []Value
	for i, column := range columns {
		if !d.derive.keeps(d.spec, column.Name) {
			continue
		}
		value := first[i]
		for _, position := range d.spec.keepsInput {
			if d.derive.Inputs[position] == column.Name {
				value = input(position)
			}
		}
		row = append(row, value)
	}
	return row
}

func (d *derivation) standardise(inputs [][]float64, x float64, state State) ([]Value, error) {
	if state != Present {
		return d.outputs(state), nil
	}
	if d.derive.Function == "direct" {
		variance := stats.Poisson
		if d.derive.Unit == "procent" {
			variance = stats.Binomial
		}
		strata := make([]stats.Stratum, len(inputs))
		people := 0.0
		for i, numbers := range inputs {
			strata[i] = stats.Stratum{X: numbers[0], N: numbers[1], Weight: numbers[2]}
			people += numbers[1]
		}
		switch {
		case people == 0:
			return d.outputs(NotApplicable), nil
		case x < minStandardised:
			return d.outputs(Missing), nil
		}
		estimate, err := stats.Direct(strata, variance, stats.Z95)
		if err != nil {
			return nil, err
		}
		return d.outputs(Present, estimate.Value, estimate.Low, estimate.High), nil
	}
	strata := make([]stats.ReferenceStratum, len(inputs))
	expected := 0.0
	for i, numbers := range inputs {
		strata[i] = stats.ReferenceStratum{X: numbers[0], N: numbers[1], RefX: numbers[2], RefN: numbers[3]}
		if numbers[3] > 0 {
			expected += numbers[1] * numbers[2] / numbers[3]
		} else if numbers[1] > 0 {
			return d.outputs(Missing), nil // no reference for persons that are there
		}
	}
	if expected == 0 {
		return d.outputs(NotApplicable), nil
	}
	estimate, err := stats.Indirect(strata, stats.Z95)
	if err != nil {
		return nil, err
	}
	cells := d.outputs(Present, estimate.Value, estimate.Low, estimate.High, 0)
	if len(cells) == 4 {
		cells[3] = Value{Number: estimate.N}
	}
	return cells, nil
}

// survival reads a group's Kaplan–Meier curve.
func (d *derivation) survival(first []Value, columns []Column, inputs [][]float64, state State) [][]Value {
	var people []stats.Observation
	for _, numbers := range inputs {
		for range int(numbers[1]) {
			people = append(people, stats.Observation{Time: numbers[0], Event: true})
		}
		for range int(numbers[2]) {
			people = append(people, stats.Observation{Time: numbers[0]})
		}
	}
	curve := stats.KaplanMeier(people)
	var rows [][]Value
	for _, day := range survivalDays {
		row := d.kept(first, columns, func(int) Value { return Value{Number: day} })
		at := curve.At(day)
		cells := d.outputs(state, float64(at.AtRisk), at.Survival, at.Low, at.High)
		if state == Present && at.AtRisk < minAtRisk {
			for i := 1; i < len(cells); i++ {
				cells[i] = Value{State: Missing}
			}
		}
		rows = append(rows, append(row, cells...))
	}
	return rows
}
