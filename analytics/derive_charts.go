package analytics

import (
	"errors"

	"klarsyn/analytics/stats"
)

// overRows adds outputs that need all rows of a group but leave the rows as they are.
func (d *derivation) overRows(rows [][]Value) error {
	for _, group := range d.groups(rows) {
		var err error
		switch d.derive.Function {
		case "funnel":
			err = d.funnel(rows, group)
		case "cost_funnel":
			err = d.costFunnel(rows, group)
		default:
			err = d.process(rows, group)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// usable lists the rows of a group whose inputs are numbers; the others get their outputs at once.
func (d *derivation) usable(rows [][]Value, group rowGroup, wanted func([]float64) bool) (places []int, inputs [][]float64) {
	for _, r := range group.rows {
		numbers, state := d.numbers(rows[r])
		if state == Present && !wanted(numbers) {
			state = NotApplicable
		}
		if state != Present {
			rows[r] = append(rows[r], d.outputs(state)...)
			continue
		}
		places = append(places, r)
		inputs = append(inputs, numbers)
	}
	return places, inputs
}

func (d *derivation) funnel(rows [][]Value, group rowGroup) error {
	places, inputs := d.usable(rows, group, func(n []float64) bool { return n[1] > 0 })
	if len(places) == 0 {
		return nil
	}
	units := make([]stats.FunnelUnit, len(inputs))
	var x, n float64
	for i, numbers := range inputs {
		units[i] = stats.FunnelUnit{X: numbers[0], N: numbers[1]}
		x, n = x+numbers[0], n+numbers[1]
	}
	funnelOf, target := stats.ProportionFunnel, 1.0
	if d.derive.Unit != "procent" {
		// Rates: each unit against what the common rate would give it.
		target = x / n
		for i := range units {
			units[i].N *= target
		}
		funnelOf = stats.RatioFunnel
	}
	if x == 0 {
		for _, r := range places {
			rows[r] = append(rows[r], d.outputs(Missing)...)
		}
		return nil
	}
	funnel, err := funnelOf(units)
	if err != nil {
		return err
	}
	d.limits(rows, places, funnel, target)
	return nil
}

// costFunnel is a funnel of indices, whose target is 100.
func (d *derivation) costFunnel(rows [][]Value, group rowGroup) error {
	places, inputs := d.usable(rows, group, func(n []float64) bool { return n[1] > 0 && n[2] > 0 })
	if len(places) == 0 {
		return nil
	}
	units := make([]stats.IndexUnit, len(inputs))
	for i, numbers := range inputs {
		units[i] = stats.IndexUnit{Observed: numbers[0], Expected: numbers[1], Variance: numbers[2]}
	}
	funnel, err := stats.IndexFunnel(units)
	if err != nil {
		return err
	}
	d.limits(rows, places, funnel, 100)
	return nil
}

// limits adds a funnel's to its rows, times the target of the unit's scale.
func (d *derivation) limits(rows [][]Value, places []int, funnel stats.Funnel, target float64) {
	for i, r := range places {
		point := funnel.Points[i]
		limits := point.Adjusted
		cells := d.outputs(Present, target*funnel.Target, target*limits.Low95, target*limits.High95, target*limits.Low998, target*limits.High998, 0)
		if len(cells) == 6 {
			cells[5] = Value{Text: funnelSignal(point.Value, limits)}
		}
		rows[r] = append(rows[r], cells...)
	}
}

func funnelSignal(value float64, limits stats.Limits) string {
	switch {
	case value > limits.High998:
		return "avvikelse_hog"
	case value < limits.Low998:
		return "avvikelse_lag"
	case value > limits.High95:
		return "bevaka_hog"
	case value < limits.Low95:
		return "bevaka_lag"
	}
	return "inom"
}

func (d *derivation) process(rows [][]Value, group rowGroup) error {
	places, inputs := d.usable(rows, group, func([]float64) bool { return true })
	values := make([]float64, len(inputs))
	for i, numbers := range inputs {
		values[i] = numbers[0]
	}
	chart, err := stats.XmR(values, 0, stats.Direction(d.direction))
	if errors.Is(err, stats.ErrTooFew) {
		for _, r := range places {
			rows[r] = append(rows[r], d.outputs(Missing)...)
		}
		return nil
	}
	if err != nil {
		return err
	}
	for i, r := range places {
		cells := d.outputs(Present, chart.Mean, chart.Low, chart.High, 0, 0)
		if len(cells) > 3 {
			cells[3] = Value{Text: string(chart.Points[i].Signal)}
		}
		if len(cells) > 4 {
			cells[4] = Value{Text: variationWord(chart.Points[i].Variation)}
		}
		rows[r] = append(rows[r], cells...)
	}
	return nil
}

// variationWord is how a chart reads what a point means.
func variationWord(variation stats.Variation) string {
	switch variation {
	case stats.CommonCause:
		return ""
	case stats.Special:
		return "change"
	}
	return string(variation)
}
