package read

// A shape says how the digits of one number are grouped.
type shape uint8

const (
	unlike  shape = iota // not as a person would write one
	usual                // 191212121212, 19121212-1212, 19 121212 1212, 1912-12-12-1212, and all but the first without century
	loose                // by rows of the same length, or anyhow with a century: 1912 1212 1212; no other digits may stand beside it
	grouped              // by thousands: 191 212 121 212
)

// shape judges the groups from first to last, which have size digits. The last four digits of a number stand together: a
// day with hours and minutes does not look so. Behind a day with dashes or points a blank is believed only when nothing else stands in the cell.
func (f *finder) shape(first, last, size int) shape {
	groups := f.groups[first : last+1]
	n, end := len(groups), groups[len(groups)-1].size
	if n == 1 {
		return usual
	}
	gap, same, commas := groups[1].gap, true, false
	for _, g := range groups[1:] {
		same = same && g.size == groups[1].size
		commas = commas || g.gap == comma
	}
	if n == 4 && same && groups[1].size == 3 {
		return grouped
	}
	if commas {
		return unlike
	}
	same = same && groups[0].size == groups[1].size
	switch lead := groups[0].size; {
	case end == 4 && n == 2 && (lead == 6 || lead == 8):
		return usual
	case end == 4 && n == 3 && lead == 2 && groups[1].size == 6:
		return usual
	case end == 4 && n == 4 && lead == size-8 && groups[1].size == 2 && groups[2].size == 2:
		switch {
		case groups[2].gap != gap, groups[3].gap == blank && gap != blank && !f.wary && !f.whole(first, last):
			return unlike
		}
		return usual
	case n == 2 && gap == point && groups[1].single: // a number with decimals
		return unlike
	case same && end == 1, size == 12 && (same || end >= 4):
		return loose
	}
	return unlike
}

// whole tells that nothing stands in the text but the groups from first to last.
func (f *finder) whole(first, last int) bool {
	return f.groups[first].from == f.from && f.groups[last].to == f.to
}

// possible tells whether ten digits, or twelve with the century, can be a personnummer or samordningsnummer.
func possible(number []byte) bool {
	leap := true
	if len(number) == 12 {
		century := int(number[0])*10 + int(number[1])
		if century != 19 && century != 20 {
			return false
		}
		leap = number[2] != 0 || number[3] != 0 || century%4 == 0
		number = number[2:]
	}
	year := int(number[0])*10 + int(number[1])
	month, day := birthday(number)
	if month == 0 || month == 2 && day == 29 && (year%4 != 0 || !leap) {
		return false
	}
	return luhn(number)
}

// birthday reads the month and the day of ten digits; month 0 when there is no such day in any year.
func birthday(number []byte) (month, day int) {
	month, day = int(number[2])*10+int(number[3]), int(number[4])*10+int(number[5])
	if day > 60 {
		day -= 60
	}
	if month < 1 || month > 12 || day < 1 || day > longest[month] {
		return 0, 0
	}
	return month, day
}

// longest is the most days that each month can have.
var longest = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// luhn checks ten digits by the mod-10 rule: every second digit doubled from the first, digits of the products summed.
func luhn(number []byte) bool {
	sum := 0
	for i, digit := range number {
		value := int(digit)
		if i%2 == 0 {
			value *= 2
			if value > 9 {
				value -= 9
			}
		}
		sum += value
	}
	return sum%10 == 0
}
