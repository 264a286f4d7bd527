package rows

import (
	"encoding/binary"
	"math"

	"github.com/apache/arrow/go/v15/parquet"
)

// pageRows is how many rows a page has at most: so many that ids of a page stay in a processor's cache.
const pageRows = 16 << 10

// A chunk is one column of a group of rows, as the pages of a Parquet file: in each, levels tell which rows have a value, and the values
// stand behind them, plainly or as their numbers in a dictionary.
type chunk struct {
	kind  kind
	dense bool // no value is ever missing, and there are no levels
	pages []page
	data  []byte // of the pages

	// The page at hand.
	rows   int
	given  int                // of them, how many have a value
	marks  [pageRows / 8]byte // a bit for each row that has one
	values []byte

	texts *dictionary // nil: of no texts
}

// A page stands in a chunk's data.
type page struct {
	rows, size int
	encoding   parquet.Encoding
}

// add takes the value of one more row.
func (c *chunk) add(v *value) {
	if v.given {
		c.put(v)
		c.marks[c.rows>>3] |= 1 << (c.rows & 7)
		c.given++
	}
	if c.rows++; c.rows == pageRows {
		c.endPage()
	}
}

func (c *chunk) put(v *value) {
	switch c.kind {
	case textKind:
		c.text(v.text)
	case boolKind:
		if c.given&7 == 0 {
			c.values = append(c.values, 0)
		}
		c.values[len(c.values)-1] |= byte(v.number) << (c.given & 7)
	case dayKind:
		c.values = binary.LittleEndian.AppendUint32(c.values, uint32(v.number))
	case doubleKind:
		c.values = binary.LittleEndian.AppendUint64(c.values, math.Float64bits(v.float))
	default:
		c.values = binary.LittleEndian.AppendUint64(c.values, uint64(v.number))
	}
}

// text writes a text's number in the dictionary, or the text itself from where the dictionary was full.
func (c *chunk) text(text []byte) {
	if !c.texts.full {
		if number, known := c.texts.number(text); known {
			c.values = binary.LittleEndian.AppendUint16(c.values, number)
			return
		}
		c.endPage()
		c.texts.full = true
	}
	c.values = append(binary.LittleEndian.AppendUint32(c.values, uint32(len(text))), text...)
}

// endPage puts the page at hand to the others.
func (c *chunk) endPage() {
	if c.rows == 0 {
		return
	}
	from, encoding := len(c.data), parquet.Encodings.Plain
	if !c.dense {
		c.data = append(c.data, 0, 0, 0, 0)
		c.level()
		binary.LittleEndian.PutUint32(c.data[from:], uint32(len(c.data)-from-4))
	}
	if c.texts != nil && !c.texts.full && c.given > 0 {
		encoding = parquet.Encodings.RLEDict
		c.data = append(c.data, 16) // bits of a number
		c.data = binary.AppendUvarint(c.data, packed(c.given))
		for range -c.given & 7 { // they come by eights
			c.values = append(c.values, 0, 0)
		}
	}
	c.data = append(c.data, c.values...)
	c.pages = append(c.pages, page{c.rows, len(c.data) - from, encoding})
	if c.given > 0 {
		clear(c.marks[:])
	}
	c.rows, c.given, c.values = 0, 0, c.values[:0]
}

// level writes which rows have a value: 1, else 0, as one number for all of them or a bit for each.
func (c *chunk) level() {
	switch c.given {
	case 0:
		c.data = append(binary.AppendUvarint(c.data, uint64(c.rows)<<1), 0)
	case c.rows:
		c.data = append(binary.AppendUvarint(c.data, uint64(c.rows)<<1), 1)
	default:
		c.data = binary.AppendUvarint(c.data, packed(c.rows))
		c.data = append(c.data, c.marks[:(c.rows+7)/8]...)
	}
}

// packed heads a run of numbers of so many bits each, in eights (Parquet's RLE and bit-packing hybrid).
func packed(n int) uint64 { return uint64(n+7)/8<<1 | 1 }
