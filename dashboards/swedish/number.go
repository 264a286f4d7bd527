// Package swedish writes numbers, shares, intervals, money, dates and the words for absent values the way a
// Swedish reader expects them. Everything a reader sees as a figure is written here, so that page, chart,
// table and file agree to the last digit.
package swedish

import (
	"math"
	"strconv"
	"strings"
)

// Characters of Swedish number typography.
const (
	NoBreak = "\u00a0" // between thousands, and before a unit
	Minus   = "\u2212" // the true minus sign
	EnDash  = "\u2013" // between the ends of an interval
)

// significant is how many decimal digits of a float64 are trusted. Every decimal number of up to 15 digits
// survives the way to binary and back, while 100 × 0.285 arrives as 28.499999999999996: read at 15 digits it
// is the 28.5 that was meant.
const significant = 15

// Number writes v with a fixed number of decimals: 6 955, 2,0, −5,3.
//
// It rounds half away from zero, as a reader does by hand (2,25 → 2,3 and −2,25 → −2,3), on v read at 15
// significant digits, so that 2.675 becomes 2,68 although its nearest float64 lies just below. What rounds to
// zero has no sign: −0,04 becomes 0,0. A value that is no number is written as missing.
func Number(v float64, decimals int) string {
	digits, ok := round(v, decimals)
	if !ok {
		return wordMissing
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	text := group(whole)
	if fraction != "" {
		text += "," + fraction
	}
	if v < 0 && strings.Trim(digits, "0.") != "" {
		text = Minus + text
	}
	return text
}

// Plain writes v like Number but without grouping, for years and other numbers that are names.
func Plain(v float64, decimals int) string {
	return strings.ReplaceAll(Number(v, decimals), NoBreak, "")
}

// Signed writes v with its sign, also when it is positive: +52,4, −5,3, 0,0.
func Signed(v float64, decimals int) string {
	text := Number(v, decimals)
	if v > 0 && strings.Trim(text, "0,"+NoBreak) != "" {
		return "+" + text
	}
	return text
}

// Percent writes v, which is already in per cent, with its sign: 2,0 %.
func Percent(v float64, decimals int) string {
	return withSuffix(Number(v, decimals), "%")
}

// Rounded returns v as Number shows it, for comparing what a reader sees.
func Rounded(v float64, decimals int) float64 {
	digits, ok := round(v, decimals)
	if !ok {
		return math.NaN()
	}
	number, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return math.NaN()
	}
	if v < 0 && number != 0 {
		return -number
	}
	return number
}

// round returns |v| as decimal digits with a point, rounded half away from zero.
func round(v float64, decimals int) (string, bool) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "", false
	}
	text := strconv.FormatFloat(math.Abs(v), 'e', significant-1, 64)
	mantissa, exponentText, _ := strings.Cut(text, "e")
	exponent, err := strconv.Atoi(exponentText)
	if err != nil {
		return "", false
	}
	digits := []byte(strings.Replace(mantissa, ".", "", 1))
	point := exponent + 1 // digits before the decimal point
	for point <= 0 {
		digits = append([]byte{'0'}, digits...)
		point++
	}
	for len(digits) < point+decimals+1 {
		digits = append(digits, '0')
	}
	up := digits[point+decimals] >= '5'
	digits = digits[:point+decimals]
	for i := len(digits) - 1; up && i >= 0; i-- {
		if up = digits[i] == '9'; up {
			digits[i] = '0'
		} else {
			digits[i]++
		}
	}
	if up {
		digits = append([]byte{'1'}, digits...)
		point++
	}
	if decimals == 0 {
		return string(digits), true
	}
	return string(digits[:point]) + "." + string(digits[point:]), true
}

// group puts no-break spaces between thousands.
func group(whole string) string {
	var text strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			text.WriteString(NoBreak)
		}
		text.WriteRune(digit)
	}
	return text.String()
}

func withSuffix(number, suffix string) string {
	if suffix == "" || number == wordMissing {
		return number
	}
	return number + NoBreak + strings.ReplaceAll(suffix, "1 000", "1"+NoBreak+"000")
}
