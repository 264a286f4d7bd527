package swedish

import (
	"strconv"

	"klarsyn/analytics"
)

const (
	wordHidden        = "dold"
	wordMissing       = "saknas"
	wordNotApplicable = "ej tillämplig"
	wordYes, wordNo   = "ja", "nej"
)

// Below writes what stands in place of a number that lies below a bound: <5 where counts up to 4 are suppressed.
func Below(bound int) string { return "<" + strconv.Itoa(bound) }

// Few writes which counts are suppressed below a bound: 1–4 personer.
func Few(bound int) string {
	if bound <= 2 {
		return "1 person"
	}
	return "1–" + strconv.Itoa(bound-1) + " personer"
}

// Word names the state of a value without a number: <5, dold, saknas, ej tillämplig; empty for one that has a number.
func Word(value analytics.Value) string {
	switch value.State {
	case analytics.Suppressed:
		return Below(value.Bound())
	case analytics.Hidden:
		return wordHidden
	case analytics.Missing:
		return wordMissing
	case analytics.NotApplicable:
		return wordNotApplicable
	default:
		return ""
	}
}

// Cell writes a value as it stands in a table, under a heading that names its unit: numbers with the unit's
// decimals, per cent with its sign and money in whole kronor, codes by their label, months and dates in words.
func Cell(value analytics.Value, column analytics.Column) string {
	return write(value, column, column.Unit.Suffix == "%")
}

// Value writes a value as it stands alone in a sentence, with its unit: 6 955 personer, 3,3 per 1 000.
func Value(value analytics.Value, column analytics.Column) string {
	return write(value, column, true)
}

func write(value analytics.Value, column analytics.Column, suffixed bool) string {
	if word := Word(value); word != "" {
		return word
	}
	switch column.Type {
	case analytics.Integer, analytics.Decimal:
	case analytics.Boolean:
		if value.Text == "true" {
			return wordYes
		}
		return wordNo
	default:
		if label, ok := column.Labels[value.Text]; ok {
			return label
		}
		if column.Type == analytics.Date || column.Unit.Name == "månad" || column.Unit.Name == "datum" {
			return DateText(value.Text)
		}
		return value.Text
	}
	switch column.Unit.Name {
	case "årtal", "kod":
		return Plain(value.Number, 0)
	case "kr":
		if suffixed {
			return Money(value.Number)
		}
		return Number(value.Number, 0) + NoBreak + "kr" // one scale down a column, to the krona
	}
	text := Number(value.Number, column.Unit.Decimals)
	if suffixed {
		return withSuffix(text, column.Unit.Suffix)
	}
	return text
}

// IntervalOf writes the interval of a value whose ends are columns of its table: 95 % KI 1,96–2,05 %. It is
// empty when an end has no number.
func IntervalOf(low, high analytics.Value, column analytics.Column) string {
	if low.State != analytics.Present || high.State != analytics.Present {
		return ""
	}
	if column.Unit.Name == "kr" {
		scale := MoneyScale(high.Number)
		return Interval(low.Number/scale.Divisor, high.Number/scale.Divisor, scale.Decimals, scale.Suffix)
	}
	decimals := IntervalDecimals(low.Number, high.Number, column.Unit.Decimals)
	return Interval(low.Number, high.Number, decimals, column.Unit.Suffix)
}

// OutOfCells writes a numerator with its denominator where either may lack a number: 6 349 av 6 955, <5 av 38.
func OutOfCells(n, of analytics.Value) string {
	count := analytics.Column{Type: analytics.Integer}
	return Cell(n, count) + " av " + Cell(of, count)
}
