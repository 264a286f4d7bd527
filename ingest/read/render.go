package read

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"klarsyn/ingest/source"
)

// The machine form of days, instants and times of day.
const (
	isoDay    = "2006-01-02"
	isoMoment = "2006-01-02 15:04:05.999999"
	isoClock  = "15:04:05.999999"
)

// render writes the cell out[from:], in the machine form of its kind, as the source's dialect would, so that one reading fits all
// formats: days in a declared format, numbers for number columns with the declared decimal sign.
func render(out []byte, from int, k kind, column *source.Column, dialect source.Dialect) []byte {
	if column == nil {
		return out
	}
	switch {
	case k == numeric && dialect.Decimal != '.' && (column.Type == source.Decimal || column.Type == source.Integer):
		for i := from; i < len(out); i++ {
			if out[i] == '.' {
				out[i] = dialect.Decimal
			}
		}
	case (k == dated || k == clocked) && (column.Type == source.Date || column.Type == source.Timestamp):
		text := string(out[from:])
		at, err := time.Parse(layoutOf(k, text), text)
		if err != nil {
			return out
		}
		formats := column.Formats
		if k == clocked {
			formats = slices.DeleteFunc(slices.Clone(formats), func(layout string) bool { return at.Format(layout) != at.AddDate(1, 1, 1).Format(layout) })
		}
		return append(out[:from], inFormat(at, text, formats)...)
	case k == logical && column.Map != nil:
		return append(out[:from], inMap(string(out[from:]), column.Map)...)
	}
	return out
}

func layoutOf(k kind, text string) string {
	switch {
	case k == clocked:
		return isoClock
	case len(text) == len(isoDay):
		return isoDay
	}
	return isoMoment
}

// partOf is a column as one of the cells that it is joined of is to be written: a day and its time, in two cells, each by its part
// of the declared formats.
func partOf(column *source.Column, part int) *source.Column {
	if column.Join == "" {
		return column
	}
	one := *column
	one.Formats = nil
	for _, layout := range column.Formats {
		if parts := strings.Split(layout, column.Join); len(parts) == len(column.From) {
			one.Formats = append(one.Formats, parts[part])
		}
	}
	return &one
}

// inFormat writes an instant in the first declared format that loses nothing of it, else in the first that loses but fractions of
// a second; text when none does.
func inFormat(at time.Time, text string, formats []string) string {
	for _, at := range []time.Time{at, at.Truncate(time.Second)} {
		for _, layout := range formats {
			if layout == source.ExcelSerial {
				continue
			}
			written := at.Format(layout)
			if back, err := time.Parse(layout, written); err == nil && back.Equal(at) {
				return written
			}
		}
	}
	return text
}

// inMap writes true or false as the source's code map does: many extracts have 1 and 0.
func inMap(text string, codes []source.Code) string {
	has := func(word string) bool {
		return slices.ContainsFunc(codes, func(code source.Code) bool { return code.From == word })
	}
	digit := map[string]string{"true": "1", "false": "0"}[text]
	if !has(text) && has(digit) {
		return digit
	}
	return text
}

// number appends an integer or decimal that is written in digits: whole numbers without decimals.
func (r *row) number(text string) {
	if whole, fraction, ok := strings.Cut(text, "."); ok {
		text = whole
		if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
			text += "." + fraction
		}
	}
	r.add(numeric, text)
}

// The whole numbers up to which floats of so many bits tell each one from the next.
const (
	wholeHalf   = 1 << 11
	wholeSingle = 1 << 24
	wholeDouble = 1 << 53
	wholeExcel  = 1e15 - 1 // a spreadsheet keeps 15 digits
)

// float appends a binary fraction of so many bits: the shortest decimal that reads back, without an exponent. NaN and infinity
// stand for missing. Whole numbers above largest are inexact.
func (r *row) float(value float64, bits int, largest float64) {
	switch {
	case math.IsNaN(value) || math.IsInf(value, 0):
		r.missing()
		return
	case math.Abs(value) > largest:
		r.begin(inexact)
	default:
		r.begin(numeric)
	}
	r.text = strconv.AppendFloat(r.text, value+0, 'f', -1, bits) // +0 takes the sign from -0
	r.end()
}

// day appends a day.
func (r *row) day(at time.Time) { r.add(dated, at.Format(isoDay)) }

// moment appends a local instant.
func (r *row) moment(at time.Time) {
	at = at.Truncate(time.Microsecond)
	if at.Equal(at.Truncate(24 * time.Hour)) {
		r.day(at)
		return
	}
	r.add(dated, at.Format(isoMoment))
}

// instant appends an instant of a known zone as local Swedish time.
func (r *row) instant(at time.Time) { r.moment(wallClock(at)) }

// clock appends a time of day.
func (r *row) clock(at time.Time) { r.add(clocked, at.Format(isoClock)) }

// truth appends true or false.
func (r *row) truth(value bool) { r.add(logical, strconv.FormatBool(value)) }
