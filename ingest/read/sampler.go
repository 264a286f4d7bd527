package read

// sampled is the number of distinct values that a sampler keeps at most.
const sampled = 1 << 13

// A sampler tells which share of a column's distinct values look like personal numbers, in bounded memory: it keeps
// the values whose hash ends in so many zero bits that they are few enough, which is every value up to 8 192
// distinct ones and an even sample of at least half as many above (Wegman's adaptive sampling).
type sampler struct {
	judge func(cell []byte) sighting
	seen  map[uint64]sighting // by hash
	mask  uint64
	last  [256]uint64 // hashes met lately: most columns repeat themselves
}

func newSampler(judge func(cell []byte) sighting) *sampler {
	return &sampler{judge: judge, seen: map[uint64]sighting{}}
}

// add takes a cell, and judges it when it is one to keep.
func (s *sampler) add(cell []byte) {
	hash := hash64(cell)
	lately := &s.last[hash>>56]
	if hash&s.mask != 0 || hash == *lately {
		return
	}
	*lately = hash
	if _, known := s.seen[hash]; known {
		return
	}
	s.seen[hash] = s.judge(cell)
	for len(s.seen) > sampled {
		s.mask = s.mask<<1 | 1
		for hash := range s.seen {
			if hash&s.mask != 0 {
				delete(s.seen, hash)
			}
		}
	}
}

// tooMany tells whether more than 5 % of the distinct values are personal numbers, or more than 25 % hold one as a part
// of a longer code: ids made of a day and a serial number do so by chance in one of ten.
func (s *sampler) tooMany() bool {
	plain, within := 0, 0
	for _, seen := range s.seen {
		switch seen {
		case plainly:
			plain++
		case inCode:
			within++
		}
	}
	return plain*20 > len(s.seen) || (plain+within)*4 > len(s.seen)
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
