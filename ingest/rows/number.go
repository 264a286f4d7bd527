package rows

import (
	"bytes"
	"math"
	"math/big"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Numerals say how numbers are written: digits with the dialect's decimal and thousands signs, and nothing else. Exponents,
// underscores, blanks and NaN are no numbers.
type numerals struct {
	decimal   byte
	thousands []rune // that may stand between groups of three digits
	fraction  bool   // a decimal sign may stand
}

// A numeral is a number's text taken apart.
type numeral struct {
	negative        bool
	whole, fraction []byte // digits
}

// parse takes a text apart; ok is false when it is no number.
func (n *numerals) parse(text []byte) (found numeral, ok bool) {
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		found.negative, text = text[0] == '-', text[1:]
	}
	digits := digitsAt(text)
	found.whole, text = text[:digits], text[digits:]
	if digits >= 1 && digits <= 3 && len(text) > 0 && len(n.thousands) > 0 {
		found.whole, text = n.groups(found.whole, text)
	}
	if n.fraction && len(text) > 0 && text[0] == n.decimal {
		digits := digitsAt(text[1:])
		found.fraction, text = text[1:1+digits], text[1+digits:]
	}
	return found, len(text) == 0 && len(found.whole)+len(found.fraction) > 0
}

// groups adds the groups of three digits that stand behind thousands signs.
func (n *numerals) groups(whole, text []byte) (all, rest []byte) {
	for {
		sign, size := utf8.DecodeRune(text)
		if len(text) < size+3 || !slices.Contains(n.thousands, sign) || digitsAt(text[size:]) < 3 {
			return whole, text
		}
		whole = append(whole[:len(whole):len(whole)], text[size:size+3]...)
		text = text[size+3:]
	}
}

func digitsAt(text []byte) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}

// powers of ten that fit in 64 bits.
var powers = func() (list [19]int64) {
	list[0] = 1
	for i := 1; i < len(list); i++ {
		list[i] = 10 * list[i-1]
	}
	return list
}()

// number reads integers, decimals and doubles.
func (r *reader) number(text []byte, to *value) bool {
	parts, ok := r.numerals.parse(text)
	if !ok {
		return false
	}
	switch r.kind {
	case doubleKind:
		to.float, ok = parts.float()
	case decimalKind:
		to.number, ok = parts.scaled(r.scale)
		ok = ok && to.number <= r.most && to.number >= -r.most
	default:
		to.number, ok = parts.integer()
		ok = ok && to.number <= r.most && to.number >= r.least
	}
	return ok
}

func (n *numeral) float() (float64, bool) {
	text := make([]byte, 0, 32)
	if n.negative {
		text = append(text, '-')
	}
	text = append(text, n.whole...)
	if len(n.fraction) > 0 {
		text = append(append(text, '.'), n.fraction...)
	}
	number, err := strconv.ParseFloat(string(text), 64)
	return number, err == nil
}

func (n *numeral) integer() (int64, bool) {
	number := int64(0)
	for _, c := range n.whole {
		digit := int64(c - '0')
		if number < (math.MinInt64+digit)/10 { // counted downwards: the least number has no opposite
			return 0, false
		}
		number = 10*number - digit
	}
	if n.negative {
		return number, true
	}
	return -number, number != math.MinInt64
}

// scaled is the number times ten to the power of scale, the next decimal rounded half away from zero. No DECIMAL that is kept has
// more than 18 digits.
func (n *numeral) scaled(scale int) (int64, bool) {
	whole := bytes.TrimLeft(n.whole, "0")
	if len(whole)+scale > 18 {
		return 0, false
	}
	number := int64(0)
	for _, c := range whole {
		number = 10*number + int64(c-'0')
	}
	for i := range scale {
		number *= 10
		if i < len(n.fraction) {
			number += int64(n.fraction[i] - '0')
		}
	}
	if scale < len(n.fraction) && n.fraction[scale] >= '5' {
		number++
	}
	if n.negative {
		number = -number
	}
	return number, true
}

// product multiplies two factors of four decimals; false when the result is too large for the type.
func (r *reader) product(a, b int64, to *value) bool {
	const unit = 1e8 // the product has eight decimals
	exact := a * b
	fits := a == 0 || exact/a == b && exact != math.MinInt64
	switch {
	case fits && r.kind == doubleKind && exact > -1<<53 && exact < 1<<53:
		to.float = float64(exact) / unit // both are exact, so the quotient is rounded once
	case r.kind == doubleKind:
		to.float = largeProduct(a, b)
	case !fits:
		return false
	default:
		least := r.least
		if r.kind == decimalKind {
			least = -r.most
		}
		to.number = rounded(exact, powers[2*factorScale-r.scale])
		if to.number < least || to.number > r.most {
			return false
		}
	}
	to.given = true
	return true
}

// largeProduct is a product of more than 64 bits.
func largeProduct(a, b int64) float64 {
	exact := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	float, _ := new(big.Rat).SetFrac(exact, big.NewInt(powers[2*factorScale])).Float64()
	return float
}

// rounded divides, halves away from zero.
func rounded(number, unit int64) int64 {
	quotient, rest := number/unit, number%unit
	switch {
	case 2*rest >= unit && unit > 1:
		quotient++
	case 2*rest <= -unit && unit > 1:
		quotient--
	}
	return quotient
}
