package analytics

import (
	"errors"
	"fmt"
	"slices"
)

// Derived values are computed here, from counts and sums that SQL returned, before suppression.
//
// Written in a header as "derive: outputs = function(inputs) BY columns GIVEN columns -> unit label", applied in the
// header's order; inputs may be outputs of earlier lines. Shares, rates and survival are multiplied by the unit's
// scale (procent 100, promille 1 000). The label belongs to the first output that carries the unit; intervals are
// labelled from it.
//
// One value per row:
//
//	value[, low, high] = wilson(x, n)    share x/n, 95 % Wilson interval
//	value[, low, high] = byar(x, n)      rate x/n, 95 % Byar interval of x over n
//	value = ratio(x, n)                  x/n
//	value = mean(sum, n)                 sum/n, never scaled
//	value[, low, high] = rate_ratio(n, y, t, yy, yt, tt, n0, y0, t0, yy0, yt0, tt0)
//	        the rate y/t of n persons over the rate y0/t0 of n0 others; yy, yt and tt are sums over persons of events², events · time
//	        and time². 95 % interval by the robust variance with the person as unit (Student's t). Fewer than ten persons
//	        or no events on a side: saknas. No time: ej tillämplig.
//	value[, low, high] = paired_rate_ratio(n, y, t, yy, yt, tt, y0, t0, yy0, yt0, tt0, y_y0, y_t0, t_y0, t_t0)
//	        likewise for the same n persons at two times; the last four are sums over persons of products of both times
//
//	value[, low, high] = cost_index(observed, expected, variance)
//	        100 · observed/expected, never scaled, 95 % interval from the variance of the sum
//
// n = 0 gives ej tillämplig; a missing input gives saknas.
//
// Over rows, BY groups of them (without BY: all rows together):
//
//	value[, low, high] = direct(x, n, weight) BY c
//	        collapses the rows to one per group: x and n summed, all columns but c, x and n dropped. Directly
//	        standardised, Dobson–Byar interval, binomial variance when the unit is procent and Poisson otherwise.
//	        Strata with n = 0 and their weight are left out. Fewer than 10 x: saknas.
//	value[, low, high[, expected]] = indirect(x, n, ref_x, ref_n) BY c
//	        collapses likewise. Observed over expected, Byar's interval.
//	at_risk, value[, low, high] = km(day, died, censored) BY c
//	        rows: how many died and how many left unharmed on a day of follow-up. Gives five rows per group, day = 0, 30,
//	        90, 180 and 365, of which columns c and day remain. Fewer than 10 at risk: saknas. 95 % log-log interval.
//	method, with, without, value, low, high[, potential, low, high] = association(n, sum, squares, treated) BY c GIVEN d
//	        rows: cells of persons that share the columns d and treated (1 or 0), with the sum of their outcome and of its
//	        squares. Gives three rows per group: the difference in the outcome's mean between treated and others as it is
//	        (ojusterad), by least squares with HC3 intervals (ols) and by a gamma model with log link (gamma), both with d as
//	        categories. potential: the others times what they lie above, 0 where they lie below. Needs 10 in each
//	        group and at least as many as the model has coefficients and 10 more: saknas otherwise.
//	target, low95, high95, low998, high998[, signal] = funnel(x, n) BY c
//	        funnel of shares, or of rates against the common rate when the unit is not procent; limits include
//	        over-dispersion. signal: inom, bevaka (outside 95 %), avvikelse (outside 99,8 %), with _hog or _lag.
//	target, low95, high95, low998, high998[, signal] = cost_funnel(observed, expected, variance) BY c
//	        funnel of a cost_index, likewise; the target is 100.
//	mean, low, high[, signal[, variation]] = xmr(x) BY c
//	        process limits of x in the rows' order, in x's own scale. Fewer than 12 points give limits marked by signal
//	        values too, but read them as a run chart. signal: outside, trend, two_of_three, shift or empty;
//	        variation: improvement, concern, change (of a neutral measure), or empty for common cause.
type deriveSpec struct {
	inputs     int // how many
	least      int // outputs that must be named
	most       int
	overRows   bool // may have BY
	collapses  bool // one row per group remains
	roles      []string
	texts      map[int]map[string]string // outputs that are words, with their Swedish labels
	counts     map[int]bool              // outputs that count persons
	plain      bool                      // numbers are not scaled by the unit
	keepsInput []int                     // inputs whose columns remain when it collapses
	given      bool                      // wants GIVEN
}

var intervalRoles = []string{"value", "low", "high"}

var funnelRoles = []string{"target", "low", "high", "low998", "high998", ""}

var signalLabels = map[string]string{
	"": "", "outside": "utanför gränserna", "trend": "sju i följd åt samma håll", "two_of_three": "två av tre nära gränsen", "shift": "sju i följd på samma sida",
}

var variationLabels = map[string]string{
	"": "slumpvariation", "improvement": "förbättring", "concern": "försämring", "change": "säkerställd förändring",
}

var funnelLabels = map[string]string{
	"inom": "inom gränserna", "bevaka_hog": "bevaka, hög", "bevaka_lag": "bevaka, låg", "avvikelse_hog": "avvikelse, hög", "avvikelse_lag": "avvikelse, låg",
}

// The methods of an association, in the order shown.
var associationMethods = []string{"unadjusted", "ols", "gamma"}

var methodLabels = map[string]string{
	"unadjusted": "Ojusterad", "ols": "Justerad, minsta kvadrat (HC3)", "gamma": "Justerad, gammamodell (log)",
}

// deriveSpecs is the closed list of functions.
var deriveSpecs = map[string]deriveSpec{
	"wilson":            {inputs: 2, least: 1, most: 3, roles: intervalRoles},
	"byar":              {inputs: 2, least: 1, most: 3, roles: intervalRoles},
	"ratio":             {inputs: 2, least: 1, most: 1, roles: []string{""}},
	"mean":              {inputs: 2, least: 1, most: 1, roles: []string{""}, plain: true},
	"rate_ratio":        {inputs: 12, least: 1, most: 3, roles: intervalRoles, plain: true},
	"paired_rate_ratio": {inputs: 15, least: 1, most: 3, roles: intervalRoles, plain: true},
	"cost_index":        {inputs: 3, least: 1, most: 3, roles: intervalRoles, plain: true},
	"direct":            {inputs: 3, least: 1, most: 3, overRows: true, collapses: true, roles: intervalRoles, keepsInput: []int{0, 1}},
	"indirect": {inputs: 4, least: 1, most: 4, overRows: true, collapses: true, roles: []string{"value", "low", "high", ""},
		keepsInput: []int{0, 1}},
	"km": {inputs: 3, least: 2, most: 4, overRows: true, collapses: true, roles: []string{"", "value", "low", "high"},
		counts: map[int]bool{0: true}, keepsInput: []int{0}},
	"association": {inputs: 4, least: 6, most: 9, overRows: true, collapses: true, given: true, plain: true,
		roles: []string{"", "", "", "value", "low", "high", "potential", "low", "high"},
		texts: map[int]map[string]string{0: methodLabels}, counts: map[int]bool{1: true, 2: true}},
	"funnel":      {inputs: 2, least: 5, most: 6, overRows: true, roles: funnelRoles, texts: map[int]map[string]string{5: funnelLabels}},
	"cost_funnel": {inputs: 3, least: 5, most: 6, overRows: true, plain: true, roles: funnelRoles, texts: map[int]map[string]string{5: funnelLabels}},
	"xmr": {inputs: 1, least: 3, most: 5, overRows: true, plain: true, roles: []string{"mean", "low", "high", "", ""},
		texts: map[int]map[string]string{3: signalLabels, 4: variationLabels}},
}

var errDerive = errors.New("wanted: outputs = function(inputs) [BY columns] [GIVEN columns] -> unit label")

// roleLabels name the outputs that follow from a value, after its label.
var roleLabels = map[string]string{
	"low": "nedre gräns", "high": "övre gräns", "low998": "nedre 99,8 %-gräns", "high998": "övre 99,8 %-gräns",
	"target": "gemensam nivå", "mean": "medelvärde", "potential": "gånger de övriga",
}

// apply checks the line against the columns it reads and returns the columns after it.
func (d Derive) apply(columns []Column, unit Unit) ([]Column, error) {
	spec, known := deriveSpecs[d.Function]
	if !known {
		return nil, fmt.Errorf("there is no function %s: %s", d.Function, Enumerate(sortedKeys(deriveSpecs)))
	}
	if len(d.Inputs) != spec.inputs {
		return nil, fmt.Errorf("%s takes %d inputs, found %d", d.Function, spec.inputs, len(d.Inputs))
	}
	if len(d.Outputs) < spec.least || len(d.Outputs) > spec.most {
		return nil, fmt.Errorf("%s gives %d to %d outputs, found %d", d.Function, spec.least, spec.most, len(d.Outputs))
	}
	if len(d.By) > 0 && !spec.overRows {
		return nil, fmt.Errorf("%s is computed per row and takes no BY", d.Function)
	}
	find := func(name string) int { return slices.IndexFunc(columns, func(c Column) bool { return c.Name == name }) }
	for _, input := range d.Inputs {
		at := find(input)
		if at < 0 {
			return nil, fmt.Errorf("%s is no column", input)
		}
		if t := columns[at].Type; t != Integer && t != Decimal {
			return nil, fmt.Errorf("%s is no number", input)
		}
	}
	if (len(d.Given) > 0) != spec.given {
		return nil, fmt.Errorf("%s with GIVEN: %t, wanted %t", d.Function, len(d.Given) > 0, spec.given)
	}
	for _, name := range slices.Concat(d.By, d.Given) {
		if find(name) < 0 {
			return nil, fmt.Errorf("%s of BY or GIVEN is no column", name)
		}
	}
	after := slices.Clone(columns)
	if spec.collapses {
		after = slices.DeleteFunc(after, func(c Column) bool { return !d.keeps(spec, c.Name) })
	}
	for i, name := range d.Outputs {
		if !identifier.MatchString(name) || slices.ContainsFunc(after, func(c Column) bool { return c.Name == name }) {
			return nil, fmt.Errorf("output %s: the name is taken or not snake_case", name)
		}
		after = append(after, d.output(spec, i, columns[find(d.Inputs[0])], unit))
	}
	for _, column := range after {
		if column.PartOf != "" && !slices.ContainsFunc(after, func(c Column) bool { return c.Name == column.PartOf }) {
			return nil, fmt.Errorf("%s drops %s, of which %s is a part", d.Function, column.PartOf, column.Name)
		}
	}
	return after, nil
}

// keeps says whether a column remains when the function collapses rows.
func (d Derive) keeps(spec deriveSpec, name string) bool {
	for _, input := range spec.keepsInput {
		if d.Inputs[input] == name {
			return true
		}
	}
	return slices.Contains(d.By, name)
}

// output describes one derived column.
func (d Derive) output(spec deriveSpec, i int, first Column, unit Unit) Column {
	column := Column{Name: d.Outputs[i], Label: d.Label, Unit: unit, Type: Decimal, Function: d.Function, Arguments: d.Inputs, Role: spec.roles[i]}
	switch d.Function {
	case "wilson", "byar", "ratio", "mean", "direct", "indirect", "funnel":
		column.N = d.Inputs[1]
	case "km":
		column.N = d.Outputs[0]
	case "association":
		// Judged by both groups: a figure that one of them is too small for is kept back with that group's number.
		column.N, column.Arguments = d.Outputs[1], d.Outputs[1:3]
	case "xmr", "cost_index", "cost_funnel":
		column.N = first.N
	}
	if suffix := roleLabels[column.Role]; suffix != "" {
		column.Label = d.Label + ", " + suffix
	}
	if d.Function == "association" && i > 6 {
		column.Label = d.Label + ", " + roleLabels["potential"] + ", " + roleLabels[column.Role]
	}
	switch {
	case spec.counts[i]:
		column.Type, column.Unit, column.Label, column.N = Integer, Units["personer"], "Under uppföljning", column.Name
		if d.Function == "association" {
			column.Label, column.Arguments = []string{"Personer med", "Personer utan"}[i-1], nil
		}
	case spec.texts[i] != nil:
		column.Type, column.Unit, column.Labels = Text, Units["-"], spec.texts[i]
		column.Label = "Bedömning"
		switch d.Function {
		case "xmr":
			column.Label = []string{"Signal", "Variation"}[i-3]
		case "association":
			column.Label, column.Arguments = "Metod", nil
		}
	case d.Function == "indirect" && i == 3:
		column.Label = "Förväntat antal"
		column.Unit = first.Unit
	}
	return column
}

// scale is what a derived ratio is multiplied by.
func (d Derive) scale(spec deriveSpec) float64 {
	if spec.plain {
		return 1
	}
	if unit := Units[d.Unit]; unit.Scale != 0 {
		return unit.Scale
	}
	return 1
}
