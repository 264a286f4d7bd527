package rows

import (
	"encoding/binary"
	"math/bits"
)

const (
	mostTexts = 2 << 10
	mostBytes = 256 << 10 // of them together
	slots     = 2 * mostTexts
	probes    = 16 // slots that a text is looked for in
)

// A dictionary numbers the texts of a column, as long as they are few. One that was full is not tried again: its column holds
// ids or the like.
type dictionary struct {
	full  bool
	page  []byte        // the texts, each after its length
	at    []uint32      // by number: where in page the text stands
	slots [slots]uint16 // number + 1, by what the text looks like
}

// number gives a text's number, known is false when there is no room for another text.
func (d *dictionary) number(text []byte) (number uint16, known bool) {
	first := look(text)
	for i := range uint64(probes) {
		slot := &d.slots[(first+i)%slots]
		if *slot == 0 {
			if len(d.at) == mostTexts || len(d.page)+len(text) > mostBytes {
				return 0, false
			}
			d.page = binary.LittleEndian.AppendUint32(d.page, uint32(len(text)))
			d.at = append(d.at, uint32(len(d.page)))
			d.page = append(d.page, text...)
			*slot = uint16(len(d.at))
			return *slot - 1, true
		}
		at := d.at[*slot-1]
		if size := binary.LittleEndian.Uint32(d.page[at-4:]); string(d.page[at:at+size]) == string(text) {
			return *slot - 1, true
		}
	}
	return 0, false
}

// look is a number that differs for texts that differ in length or in their first or last eight bytes, as a rule.
func look(text []byte) uint64 {
	var first, last uint64
	switch n := len(text); {
	case n >= 8:
		first, last = binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[n-8:])
	case n >= 4:
		first, last = uint64(binary.LittleEndian.Uint32(text)), uint64(binary.LittleEndian.Uint32(text[n-4:]))
	case n > 0:
		first = uint64(text[0]) | uint64(text[n/2])<<8 | uint64(text[n-1])<<16
	}
	const golden = 0x9e3779b97f4a7c15 // 2⁶⁴ divided by the golden ratio, which spreads what it multiplies (Knuth, TAOCP 3, 6.4)
	mixed := (first ^ bits.RotateLeft64(last, 29) ^ uint64(len(text))) * golden
	return mixed >> 32
}

// known counts the texts.
func (d *dictionary) known() int {
	if d == nil {
		return 0
	}
	return len(d.at)
}

// forget begins a new dictionary.
func (d *dictionary) forget() {
	if d.known() > 0 {
		d.page, d.at, d.slots = d.page[:0], d.at[:0], [slots]uint16{}
	}
}
