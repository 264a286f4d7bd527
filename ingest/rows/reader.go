package rows

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"klarsyn/ingest/source"
)

// A kind is how a column's values are kept.
type kind int

const (
	textKind kind = iota
	boolKind
	integerKind // of 64 bits
	smallKind   // of 16 or 32
	decimalKind
	doubleKind
	dayKind
	instantKind
)

// A reader turns text of one canonical type into values.
type reader struct {
	kind      kind
	least     int64 // of integers
	most      int64 // of integers; of a decimal's digits
	scale     int   // of decimals
	numerals  numerals
	layouts   []layout
	partial   source.Partial
	precision int
}

// kindOf is how a SQL type is kept; precision and scale are those of a DECIMAL.
func kindOf(sqlType string) (k kind, precision, scale int, err error) {
	switch base, _, _ := strings.Cut(sqlType, "("); strings.TrimSpace(base) {
	case "VARCHAR", "ENUM":
		return textKind, 0, 0, nil
	case "BOOLEAN":
		return boolKind, 0, 0, nil
	case "SMALLINT", "INTEGER":
		return smallKind, 0, 0, nil
	case "BIGINT":
		return integerKind, 0, 0, nil
	case "DOUBLE":
		return doubleKind, 0, 0, nil
	case "DATE":
		return dayKind, 0, 0, nil
	case "TIMESTAMP":
		return instantKind, 0, 0, nil
	case "DECIMAL":
		_, err := fmt.Sscanf(strings.ReplaceAll(sqlType, " ", ""), "DECIMAL(%d,%d)", &precision, &scale)
		if err != nil || precision > 18 || scale > precision {
			return 0, 0, 0, fmt.Errorf("cannot keep the type %s", sqlType)
		}
		return decimalKind, precision, scale, nil
	}
	return 0, 0, 0, fmt.Errorf("cannot keep the type %s", sqlType)
}

// newReader reads the texts that a source writes for a column: mapped codes and constants are canonical, cells as its dialect says.
func newReader(spec *source.Column, dialect source.Dialect) (reader, error) {
	k, precision, scale, err := kindOf(spec.SQLType)
	if err != nil {
		return reader{}, err
	}
	formats := spec.Formats
	if spec.Map != nil || spec.Origin == source.FromConst {
		dialect, formats = source.Dialect{Decimal: '.'}, []string{isoDay, isoSecond, isoMinute}
	}
	r := reader{kind: k, precision: precision, scale: scale, partial: spec.Partial}
	r.numerals = numerals{decimal: dialect.Decimal, thousands: []rune(dialect.Thousands), fraction: spec.Type == source.Decimal}
	switch spec.SQLType {
	case "SMALLINT":
		r.least, r.most = math.MinInt16, math.MaxInt16
	case "INTEGER":
		r.least, r.most = math.MinInt32, math.MaxInt32
	case "BIGINT":
		r.least, r.most = math.MinInt64, math.MaxInt64
	}
	if k == decimalKind {
		r.most = powers[precision] - 1
	}
	for _, format := range formats {
		made, err := newLayout(format)
		if err != nil {
			return reader{}, err
		}
		r.layouts = append(r.layouts, made)
	}
	return r, nil
}

// factorOf reads the factors of a product: exactly, with four decimals.
func factorOf(dialect source.Dialect) reader {
	return reader{kind: decimalKind, precision: 18, scale: factorScale, most: powers[18] - 1,
		numerals: numerals{decimal: dialect.Decimal, thousands: []rune(dialect.Thousands), fraction: true}}
}

const factorScale = 4

// daysOf reads a number of days: whole, and less than a life long.
func daysOf(dialect source.Dialect) reader {
	const most = 120 * 366
	return reader{kind: smallKind, least: -most, most: most, numerals: numerals{decimal: dialect.Decimal, thousands: []rune(dialect.Thousands)}}
}

// read turns a text that is not empty into a value that is missing so far; false when it is not of the type.
func (r *reader) read(text []byte, to *value) (ok bool) {
	switch r.kind {
	case textKind:
		to.text, ok = text, true
	case boolKind:
		to.number, ok = boolean(text)
	case dayKind:
		to.number, ok = r.day(text)
	case instantKind:
		to.number, ok = r.instant(text)
	default:
		ok = r.number(text, to)
	}
	to.given = ok
	return ok
}

func boolean(text []byte) (int64, bool) {
	switch {
	case bytes.EqualFold(text, []byte("true")), len(text) == 1 && text[0] == '1':
		return 1, true
	case bytes.EqualFold(text, []byte("false")), len(text) == 1 && text[0] == '0':
		return 0, true
	}
	return 0, false
}
