package rows

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/apache/arrow/go/v15/parquet"
)

// How large a page is at most: ids of so many rows stay in a processor's cache.
const (
	pageRows  = 16 << 10
	pageBytes = 1 << 20
)

// numberBits is how many bits the number of a text has.
const numberBits = 16

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
	if c.rows++; c.rows == pageRows || len(c.values) >= pageBytes {
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
	case dayKind, smallKind:
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

// repeat takes so many rows of one value, which may be missing, as a page.
func (c *chunk) repeat(v *value, rows int) {
	switch {
	case !v.given:
		c.rows = rows
	case c.kind != textKind:
		for range rows {
			c.add(v)
		}
	default:
		number, _ := c.texts.number(v.text)
		c.rows, c.given = rows, rows
		from := c.beginPage()
		c.data = append(c.data, numberBits)
		c.data = binary.LittleEndian.AppendUint16(run(c.data, rows), number)
		c.closePage(from, parquet.Encodings.RLEDict)
	}
}

// endPage puts the page at hand to the others.
func (c *chunk) endPage() {
	if c.rows == 0 {
		return
	}
	if c.rows == pageRows && len(c.pages) == 0 { // room for the others at once: they will be about as large
		c.data = slices.Grow(c.data, (len(c.values)+len(c.marks)+16)*(groupRows/pageRows+1))
	}
	from, encoding := c.beginPage(), parquet.Encodings.Plain
	if c.texts != nil && !c.texts.full && c.given > 0 {
		encoding = parquet.Encodings.RLEDict
		c.data = append(c.data, numberBits)
		c.data = packed(c.data, c.given)
		for range -c.given & 7 { // they come by eights
			c.values = append(c.values, 0, 0)
		}
	}
	c.data = append(c.data, c.values...)
	c.closePage(from, encoding)
}

// beginPage writes the page's levels and gives where in the data it begins.
func (c *chunk) beginPage() (from int) {
	from = len(c.data)
	if !c.dense {
		c.data = append(c.data, 0, 0, 0, 0)
		c.level()
		binary.LittleEndian.PutUint32(c.data[from:], uint32(len(c.data)-from-4))
	}
	return from
}

func (c *chunk) closePage(from int, encoding parquet.Encoding) {
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
		c.data = append(run(c.data, c.rows), 0)
	case c.rows:
		c.data = append(run(c.data, c.rows), 1)
	default:
		c.data = append(packed(c.data, c.rows), c.marks[:(c.rows+7)/8]...)
	}
}

// Numbers come in runs (Parquet's RLE and bit-packing hybrid): of one number that is repeated, which follows the run's head, or of
// numbers of so many bits each, in eights.

func run(data []byte, n int) []byte { return binary.AppendUvarint(data, uint64(n)<<1) }

func packed(data []byte, n int) []byte { return binary.AppendUvarint(data, uint64(n+7)/8<<1|1) }
