package rows

import (
	"encoding/binary"
	"hash/maphash"
	"math"
	"math/bits"
)

// Keys are hashes of the keys of a table's rows: eight bytes a row, so that millions of keys can be compared in little memory.
// Equal keys have equal hashes, missing parts being equal.
type Keys struct {
	fields []int
	hashes []uint64
	text   []byte // of the key at hand
}

// seed makes the hashes of one run of the program comparable.
var seed = maphash.MakeSeed()

// add notes the key of a row.
func (k *Keys) add(row []value) {
	k.text = k.text[:0]
	for _, i := range k.fields {
		v := &row[i]
		if !v.given {
			k.text = append(k.text, 0)
			continue
		}
		k.text = append(k.text, 1)
		k.text = binary.LittleEndian.AppendUint64(k.text, uint64(v.number))
		k.text = binary.LittleEndian.AppendUint64(k.text, math.Float64bits(v.float+0)) // -0 and 0 are equal
		k.text = append(binary.LittleEndian.AppendUint32(k.text, uint32(len(v.text))), v.text...)
	}
	k.hashes = append(k.hashes, max(maphash.Bytes(seed, k.text), 1)) // 0 is an empty slot
}

// partBits is by how many bits hashes are parted before they are compared, so that a part of many millions stays in a processor's cache.
const partBits = 11

// Repeat tells whether two of the rows may share a key: it is certain that none do when it says no.
func Repeat(files []*Keys) bool {
	var ends [1 << partBits]int // of the parts
	for _, k := range files {
		for _, hash := range k.hashes {
			ends[hash>>(64-partBits)]++
		}
	}
	total, most := 0, 0
	for i, n := range ends {
		ends[i], total, most = total, total+n, max(most, n)
	}
	parted := make([]uint64, total)
	for _, k := range files {
		for _, hash := range k.hashes {
			end := &ends[hash>>(64-partBits)]
			parted[*end] = hash
			*end++
		}
	}
	seen := make([]uint64, 1<<bits.Len(uint(2*most)))
	from := 0
	for _, end := range ends {
		clear(seen)
		for _, hash := range parted[from:end] {
			if !put(seen, hash) {
				return true
			}
		}
		from = end
	}
	return false
}

// put adds a hash to a set, of as many slots as a power of two, unless it is there.
func put(seen []uint64, hash uint64) bool {
	last := uint64(len(seen) - 1)
	at := hash & last
	for seen[at] != 0 {
		if seen[at] == hash {
			return false
		}
		at = (at + 1) & last
	}
	seen[at] = hash
	return true
}
