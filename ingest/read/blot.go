package read

import "bytes"

// blot writes x over whatever could be a personal number in a faulty record's text. Where the guard asks for proof, this
// one does not: any ten digits that begin as a day do, whatever their last one and whatever separators or other digits stand beside them. Numbers
// that the delimiter or quotes part are looked for as the guard does.
func blot(raw []byte, delimiter, quote byte) []byte {
	hide := make([]bool, len(raw))
	cover := func(from, to int) {
		for at := from; at < to; at++ {
			hide[at] = true
		}
	}
	var run []int // places of digits that hang together
	gap := 0
	var digits []byte
	end := func() {
		for i := 0; i+10 <= len(digits); i++ {
			if month, _ := birthday(digits[i:]); month == 0 {
				continue
			}
			from := i
			if i >= 2 && (digits[i-2] == 1 && digits[i-1] == 9 || digits[i-2] == 2 && digits[i-1] == 0) {
				from = i - 2
			}
			cover(run[from], run[i+9]+1)
		}
		run, digits, gap = run[:0], digits[:0], 0
	}
	for at := 0; at < len(raw); {
		s, size := signAt(raw, at)
		switch {
		case s.isDigit():
			run, digits, gap = append(run, at), append(digits, byte(s)), 0
		case s == hidden:
		case raw[at] == delimiter, raw[at] == quote && quote != 0, gap == maxGap, !s.separates() && s != comma:
			end()
		default:
			gap++
		}
		at += size
	}
	end()
	apart := bytes.Clone(raw)
	for i, c := range apart {
		if c == delimiter || c == quote && quote != 0 {
			apart[i] = ' '
		}
	}
	for _, text := range [][]byte{raw, apart} {
		(&finder{wary: true}).look(text, func(from, to int, _ sighting) bool {
			cover(from, to)
			return false
		})
	}
	out := raw[:0]
	for at := 0; at < len(raw); {
		_, size := signAt(raw, at)
		if hide[at] {
			out = append(out, 'x')
		} else {
			out = append(out, raw[at:at+size]...)
		}
		at += size
	}
	return out
}
