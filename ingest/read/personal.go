package read

import "slices"

// A sighting says whether a text holds what could be a personal number.
type sighting uint8

const (
	nothing sighting = iota
	inCode           // as a part of a longer code, beside letters
	plainly          // on its own: the whole cell, or set off by blanks, brackets and the like
)

// A finder looks for personnummer and samordningsnummer in UTF-8 text as a person would: ten digits, or twelve with the century,
// of any script, with a possible day (samordningsnummer add 60) and a right Luhn digit. Nine of ten other numbers of that length fail
// the Luhn digit, most the day. Reservnummer are not looked for: regions write them in their own ways, without a check digit.
//
// Digits that belong together are a group. Between groups stand at most four separators: blanks, and one kind of dash, plus, point, slash or
// underscore. Of the ways to group digits those are believed that a person would read as one number, see shape. Of the others, days with a
// time of day or an amount are the most common.
type finder struct {
	groups []block
	tokens []token
	digits []byte
	from   int  // of the first character that can be seen
	to     int  // after the last
	wary   bool // a day with dashes, a blank and four digits are believed wherever they stand
}

// A block is a group of digits.
type block struct {
	from, to int  // in the text
	first    int  // in finder.digits
	size     int  // digits
	gap      sign // what stands between the group before and this one; other: something else than separators
	single   bool // and it is one character
	token    int  // that it stands in
}

// A token is a row of digits, letters, dashes, points and underscores.
type token struct{ letters int }

// maxGap is how many separators may stand between the digits of one number.
const maxGap = 4

// look tells what the text holds; found is called with the place of each number until it says stop.
func (f *finder) look(text []byte, found func(from, to int, seen sighting) (stop bool)) {
	f.read(text)
	for last := range f.groups {
		if from, to, ok := f.power(last); ok && found(from, to, plainly) {
			return
		}
		for first, size := last, 0; first >= 0; first-- {
			if size += f.groups[first].size; size > 12 {
				break
			}
			if size == 10 || size == 12 {
				if seen := f.window(first, last, size); seen != nothing && found(f.groups[first].from, f.groups[last].to, seen) {
					return
				}
			}
			if gap := f.groups[first].gap; !gap.separates() && gap != comma {
				break
			}
		}
	}
}

// seen tells how plainly a text holds a personal number.
func (f *finder) seen(text []byte) sighting {
	most := nothing
	f.look(text, func(_, _ int, seen sighting) bool {
		most = max(most, seen)
		return most == plainly
	})
	return most
}

// read parts the text into groups and tokens.
func (f *finder) read(text []byte) {
	f.groups, f.tokens, f.digits, f.from, f.to = f.groups[:0], f.tokens[:0], f.digits[:0], len(text), 0
	gap, between, inToken, lastDigit := other, 0, false, false
	for at := 0; at < len(text); {
		s, size := signAt(text, at)
		if s == letter && lastDigit && isPower(text, at) {
			s = exponent
		}
		if s == hidden {
			at += size
			continue
		}
		if s != blank {
			f.from, f.to = min(f.from, at), at+size
		}
		if s.isDigit() || s == letter || s == exponent || s == dash || s == point || s == underscore {
			if !inToken {
				f.tokens = append(f.tokens, token{})
			}
			inToken = true
		} else {
			inToken = false
		}
		switch {
		case s.isDigit():
			if !lastDigit {
				f.groups = append(f.groups, block{from: at, first: len(f.digits), gap: gap, single: between == 1, token: len(f.tokens) - 1})
			}
			g := &f.groups[len(f.groups)-1]
			g.to, g.size = at+size, g.size+1
			f.digits = append(f.digits, byte(s))
			gap, between = blank, 0
		default:
			if s == letter || s == exponent {
				f.tokens[len(f.tokens)-1].letters++
			}
			gap, between = joined(gap, between, s), between+1
		}
		lastDigit = s.isDigit()
		at += size
	}
}

// joined is what a gap is with one more character in it.
func joined(gap sign, between int, s sign) sign {
	switch {
	case between == 0 && (s.separates() || s == comma || s == exponent):
		return s
	case gap == exponent && s == plus && between == 1:
		return exponent
	case between >= maxGap, gap == other, gap == exponent, gap == comma, !s.separates():
		return other
	case s == blank, s == gap:
		return gap
	case gap == blank:
		return s
	}
	return other
}

// isPower tells that the letter at a place, which follows a digit, is the sign of an exponent.
func isPower(text []byte, at int) bool {
	if text[at] != 'e' && text[at] != 'E' {
		return false
	}
	if at++; at < len(text) && text[at] == '+' {
		at++
	}
	return at < len(text) && ascii[text[at]].isDigit()
}

// window judges consecutive groups of ten or twelve digits together.
func (f *finder) window(first, last, size int) sighting {
	g := &f.groups[first]
	if !possible(f.digits[g.first : g.first+size]) {
		return nothing
	}
	way := f.shape(first, last, size)
	if way == unlike {
		return nothing
	}
	letters := false
	for i := first; i <= last; i++ {
		letters = letters || f.tokens[f.groups[i].token].letters > 0
	}
	if letters && first == last && size == 10 { // S0001234567 is an id as others are
		return nothing
	}
	if !f.ends(first, last, way) {
		return nothing
	}
	if letters {
		return inCode
	}
	return plainly
}

// ends tells that the digits beside a window are not of the same number or code. A decimal tail of zeros belongs to it.
func (f *finder) ends(first, last int, way shape) bool {
	g := f.groups[first]
	if first > 0 {
		before := f.groups[first-1]
		if before.token == g.token || way == loose && g.gap.separates() {
			return false
		}
		if g.gap == comma && g.single && way != grouped && first == last && before.size < 10 { // a fraction's decimals
			return false
		}
	}
	next := last + 1
	if next < len(f.groups) && f.zeros(next) {
		next++
	}
	if next == len(f.groups) {
		return true
	}
	after := f.groups[next]
	return after.token != f.groups[next-1].token && (way != loose || !after.gap.separates())
}

// zeros tells that a group is a decimal tail of zeros.
func (f *finder) zeros(i int) bool {
	g := f.groups[i]
	if !g.single || g.gap != point && g.gap != comma {
		return false
	}
	return !slices.ContainsFunc(f.digits[g.first:g.first+g.size], func(digit byte) bool { return digit != 0 })
}

// power judges a number with an exponent whose last group is that: 1.91201019005E+11. A number that lost its last digits is not taken: at
// most three zeros are put back.
func (f *finder) power(last int) (from, to int, ok bool) {
	e := f.groups[last]
	if e.gap != exponent || e.size > 2 {
		return 0, 0, false
	}
	first, whole := last-1, f.groups[last-1].size
	if g := f.groups[first]; first > 0 && g.single && (g.gap == point || g.gap == comma) {
		first--
		whole = f.groups[first].size
	}
	size := 0
	for _, digit := range f.digits[e.first : e.first+e.size] {
		size = 10*size + int(digit)
	}
	size += whole
	g := f.groups[first]
	given := e.first - g.first
	if size != 10 && size != 12 || given > size || given < size-3 {
		return 0, 0, false
	}
	number := append(make([]byte, 0, 12), f.digits[g.first:e.first]...)
	for len(number) < size {
		number = append(number, 0)
	}
	letters := 0 // the exponent's sign is one
	for _, t := range f.tokens[g.token : e.token+1] {
		letters += t.letters
	}
	next := last + 1
	alone := letters == 1 && (first == 0 || f.groups[first-1].token != g.token) && (next == len(f.groups) || f.groups[next].token != e.token)
	return g.from, e.to, alone && possible(number)
}
