package read

// numberLike tells whether a whole cell could be a Swedish personnummer or samordningsnummer: ten digits with an
// optional - or + before the last four, or twelve with the century; a possible day (samordningsnummer add 60); and a
// right Luhn digit. Nine of ten other numbers of that length fail the Luhn digit, most the day.
func numberLike(cell []byte) bool {
	n := len(cell)
	if n < 10 || n > 13 {
		return false
	}
	var digits [12]byte
	count := 0
	for i, c := range cell {
		switch {
		case c >= '0' && c <= '9':
			if count == 12 {
				return false
			}
			digits[count] = c - '0'
			count++
		case (c == '-' || c == '+') && i == n-5:
		default:
			return false
		}
	}
	if count != 10 && count != 12 {
		return false
	}
	number := digits[:count]
	leap := true
	if count == 12 {
		century := int(number[0])*10 + int(number[1])
		if century != 19 && century != 20 {
			return false
		}
		leap = number[2] != 0 || number[3] != 0 || century%4 == 0
		number = number[2:]
	}
	year, month, day := int(number[0])*10+int(number[1]), int(number[2])*10+int(number[3]), int(number[4])*10+int(number[5])
	if day > 60 {
		day -= 60
	}
	if month < 1 || month > 12 || day < 1 || day > longest[month] || month == 2 && day == 29 && (year%4 != 0 || !leap) {
		return false
	}
	return luhn(number)
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

// sampled is the number of distinct values that a sampler keeps at most.
const sampled = 1 << 13

// A sampler tells which share of a column's distinct values look like personal numbers, in bounded memory: it keeps
// the values whose hash ends in so many zero bits that they are few enough, which is every value up to 8 192
// distinct ones and an even sample of at least half as many above (Wegman's adaptive sampling).
type sampler struct {
	seen map[uint64]bool // hash → looks like a personal number
	mask uint64
	last [256]uint64 // hashes met lately: most columns repeat themselves
}

func newSampler() *sampler { return &sampler{seen: map[uint64]bool{}} }

func (s *sampler) add(cell []byte, hit bool) {
	hash := hash64(cell)
	lately := &s.last[hash>>56]
	if hash&s.mask != 0 || hash == *lately {
		return
	}
	*lately = hash
	s.seen[hash] = hit
	for len(s.seen) > sampled {
		s.mask = s.mask<<1 | 1
		for hash := range s.seen {
			if hash&s.mask != 0 {
				delete(s.seen, hash)
			}
		}
	}
}

// tooMany tells whether more than 5 % of the distinct values look like personal numbers.
func (s *sampler) tooMany() bool {
	hits := 0
	for _, hit := range s.seen {
		if hit {
			hits++
		}
	}
	return hits*20 > len(s.seen)
}

// hash64 is FNV-1a over eight bytes at a time with a final mix (MurmurHash3's), the same in every run.
func hash64(cell []byte) uint64 {
	hash := uint64(14695981039346656037)
	for len(cell) >= 8 {
		word := uint64(cell[0]) | uint64(cell[1])<<8 | uint64(cell[2])<<16 | uint64(cell[3])<<24 |
			uint64(cell[4])<<32 | uint64(cell[5])<<40 | uint64(cell[6])<<48 | uint64(cell[7])<<56
		hash = (hash ^ word) * 1099511628211
		hash ^= hash >> 29
		cell = cell[8:]
	}
	for _, c := range cell {
		hash = (hash ^ uint64(c)) * 1099511628211
	}
	hash ^= hash >> 33
	hash *= 0xff51afd7ed558ccd
	hash ^= hash >> 33
	hash *= 0xc4ceb9fe1a85ec53
	return hash ^ hash>>33
}

// blot replaces what looks like a personal number in a faulty record's text.
func blot(raw []byte, delimiter byte) []byte {
	from := 0
	for i := 0; i <= len(raw); i++ {
		if i < len(raw) && raw[i] != delimiter && raw[i] != '"' && raw[i] != ' ' {
			continue
		}
		if numberLike(raw[from:i]) {
			for j := from; j < i; j++ {
				raw[j] = 'x'
			}
		}
		from = i + 1
	}
	return raw
}
