package ingest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

func TestRandomTablesAreTheSameFromParquetAndArrow(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 2026))
	kinds := []arrow.DataType{arrow.PrimitiveTypes.Int8, arrow.PrimitiveTypes.Int16, arrow.PrimitiveTypes.Int32, arrow.PrimitiveTypes.Int64, arrow.PrimitiveTypes.Uint8,
		arrow.PrimitiveTypes.Uint16, arrow.PrimitiveTypes.Uint32, arrow.PrimitiveTypes.Uint64, arrow.PrimitiveTypes.Float32, arrow.PrimitiveTypes.Float64, arrow.FixedWidthTypes.Boolean,
		arrow.BinaryTypes.String, arrow.BinaryTypes.LargeString, arrow.FixedWidthTypes.Date32, &arrow.Decimal128Type{Precision: 38, Scale: 9}, &arrow.Decimal128Type{Precision: 9, Scale: 2},
		&arrow.TimestampType{Unit: arrow.Millisecond}, &arrow.TimestampType{Unit: arrow.Microsecond}, &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}, &arrow.TimestampType{Unit: arrow.Nanosecond},
		arrow.FixedWidthTypes.Time32ms, arrow.FixedWidthTypes.Time64us}
	for range 5 {
		var fields []arrow.Field
		var names []string
		for i := range 1 + random.IntN(12) {
			names = append(names, fmt.Sprintf("c%d", i))
			fields = append(fields, arrow.Field{Name: names[i], Type: kinds[random.IntN(len(kinds))], Nullable: true})
		}
		builder := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema(fields, nil))
		for range 1 + random.IntN(300) {
			for i := range fields {
				appendRandom(builder.Field(i), random)
			}
		}
		table := builder.NewRecord()
		paths := inAllForms(t, table)
		want := cellsOf(t, paths[0], columnsOf(t, names))
		for _, path := range paths[1:] {
			got := cellsOf(t, path, columnsOf(t, names))
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || !slices.Equal(got[i], want[i]) {
					t.Fatalf("%s, record %d of %d (%d): got %q, from Parquet %q\n%v", filepath.Base(path), i+1, len(got), len(want), got[min(i, len(got)-1)], want[min(i, len(want)-1)], table.Schema())
				}
			}
		}
		table.Release()
		builder.Release()
	}
}

// appendRandom appends a value, now and then none, now and then one at an edge.
func appendRandom(to array.Builder, random *rand.Rand) {
	if random.IntN(10) == 0 {
		to.AppendNull()
		return
	}
	bits := random.Uint64()
	if random.IntN(3) == 0 {
		bits %= 1000
	}
	switch to := to.(type) {
	case *array.Int8Builder:
		to.Append(int8(bits))
	case *array.Int16Builder:
		to.Append(int16(bits))
	case *array.Int32Builder:
		to.Append(int32(bits))
	case *array.Int64Builder:
		to.Append(int64(bits))
	case *array.Uint8Builder:
		to.Append(uint8(bits))
	case *array.Uint16Builder:
		to.Append(uint16(bits))
	case *array.Uint32Builder:
		to.Append(uint32(bits))
	case *array.Uint64Builder:
		to.Append(bits)
	case *array.Float32Builder:
		to.Append([]float32{math.Float32frombits(uint32(bits)), float32(bits % 100000), float32(bits%10000) / 100}[random.IntN(3)])
	case *array.Float64Builder:
		to.Append([]float64{math.Float64frombits(bits), float64(bits % 1e9), float64(bits%1e6) / 100}[random.IntN(3)])
	case *array.BooleanBuilder:
		to.Append(bits%2 == 0)
	case *array.StringBuilder:
		to.Append(randomText(random))
	case *array.LargeStringBuilder:
		to.Append(randomText(random))
	case *array.Date32Builder:
		to.Append(arrow.Date32(int32(bits % 60000)))
	case *array.Decimal128Builder:
		to.Append(decimal128.FromI64(int64(bits%1e9) - 5e8))
	case *array.TimestampBuilder:
		to.Append(arrow.Timestamp(int64(bits % 4e15)))
	case *array.Time32Builder:
		to.Append(arrow.Time32(bits % 86400000))
	case *array.Time64Builder:
		to.Append(arrow.Time64(bits % 86400000000))
	}
}

// randomText has no letters that look like a date or a missing value, and all that must be quoted.
func randomText(random *rand.Rand) string {
	letters := []rune("aÅ1,;\"'. \n\t🙂-")
	text := make([]rune, random.IntN(6))
	for i := range text {
		text[i] = letters[random.IntN(len(letters))]
	}
	return string(text)
}
