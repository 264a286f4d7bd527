package pages

import (
	"math"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// A Row is one row of a Table as the texts of page.yaml read it.
type Row struct {
	run   *evaluation
	index int
}

// Num writes a number without its unit: 6 955.
func (r *Row) Num(column string) (string, error) {
	value, found, err := r.run.cell(r.index, column)
	if err != nil {
		return "", err
	}
	if found.Unit.Name == "årtal" || (found.Type != analytics.Integer && found.Type != analytics.Decimal) {
		return swedish.Cell(value, found), nil
	}
	return number(value, found.Unit.Decimals), nil
}

// Show writes a cell with its unit, or its label: 2,0 %, Hylte, okt 2026.
func (r *Row) Show(column string) (string, error) {
	value, found, err := r.run.cell(r.index, column)
	if err != nil {
		return "", err
	}
	return swedish.Value(value, found), nil
}

// Dec writes a number with a chosen number of decimals.
func (r *Row) Dec(decimals int, column string) (string, error) {
	value, _, err := r.run.cell(r.index, column)
	if err != nil {
		return "", err
	}
	return number(value, decimals), nil
}

// Av writes n av N with the share: 6 349 av 6 955 (91,3 %).
func (r *Row) Av(x, n string) (string, error) {
	part, whole, err := r.two(x, n)
	if err != nil {
		return "", err
	}
	return outOf(part, whole), nil
}

// Pair writes n av N: 6 349 av 6 955.
func (r *Row) Pair(x, n string) (string, error) {
	part, whole, err := r.two(x, n)
	if err != nil {
		return "", err
	}
	return noBreakOutOf(swedish.OutOfCells(part, whole)), nil
}

// Share writes one column as a share of another: 91,3 %.
func (r *Row) Share(x, n string) (string, error) {
	part, whole, err := r.two(x, n)
	if err != nil {
		return "", err
	}
	for _, value := range []analytics.Value{part, whole} {
		if word := swedish.Word(value); word != "" {
			return word, nil
		}
	}
	if whole.Number == 0 {
		r.run.note(analytics.NotApplicable)
		return swedish.Word(analytics.Value{State: analytics.NotApplicable}), nil
	}
	return swedish.Percent(100*part.Number/whole.Number, 1), nil
}

// Ki writes a 95 per cent confidence interval: 95 % KI 1,96–2,05 %. It is empty when an end is not shown.
func (r *Row) Ki(low, high string) (string, error) {
	from, to, err := r.two(low, high)
	if err != nil {
		return "", err
	}
	_, column, err := r.run.cell(r.index, low)
	if err != nil {
		return "", err
	}
	return swedish.IntervalOf(from, to, column), nil
}

// Kr writes an amount in kronor: 79 525 kr.
func (r *Row) Kr(column string) (string, error) { return r.money(column, swedish.Kr) }

// Tkr writes an amount in thousands of kronor.
func (r *Row) Tkr(column string) (string, error) { return r.money(column, swedish.Tkr) }

// Mkr writes an amount in millions of kronor: 553 Mkr, 52,4 Mkr.
func (r *Row) Mkr(column string) (string, error) { return r.money(column, swedish.Mkr) }

func (r *Row) money(column string, scale swedish.Scale) (string, error) {
	value, _, err := r.run.cell(r.index, column)
	if err != nil {
		return "", err
	}
	if word := swedish.Word(value); word != "" {
		return word, nil
	}
	if scale.Divisor > 1 {
		scale.Decimals = 0
		if math.Abs(value.Number) < 100*scale.Divisor {
			scale.Decimals = 1
		}
	}
	return scale.Format(value.Number), nil
}

// Value is the number itself, for comparisons; NaN when it is not shown.
func (r *Row) Value(column string) (float64, error) {
	value, _, err := r.run.cell(r.index, column)
	if err != nil || value.State != analytics.Present {
		return math.NaN(), err
	}
	return value.Number, nil
}

func (r *Row) two(a, b string) (analytics.Value, analytics.Value, error) {
	first, _, err := r.run.cell(r.index, a)
	if err != nil {
		return first, first, err
	}
	second, _, err := r.run.cell(r.index, b)
	return first, second, err
}
