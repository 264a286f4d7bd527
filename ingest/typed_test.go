package ingest

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/decimal256"
	"github.com/apache/arrow/go/v15/arrow/float16"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"klarsyn/ingest/read"
	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// columnsOf is a source that reads columns named c0, c1 … of a file as texts, numbers or days.
func columnsOf(t *testing.T, names []string) *source.Group {
	t.Helper()
	var rows strings.Builder
	for _, name := range names {
		fmt.Fprintf(&rows, "%s, ", name)
	}
	return &parse(t, "schema: 1\nid: prov\ntitle: Prov\nfiles: [\"prov*\"]\ndialect: {decimal: \",\", thousands: \".\"}\ntables:\n"+
		"  diagnosis:\n    rows: {columns: ["+strings.TrimSuffix(rows.String(), ", ")+"], position: position, code: value}\n    columns:\n      contact_id: {const: a}\n").Groups[0]
}

// cellsOf reads a file and gives its records' cells, and the rules of those held back.
func cellsOf(t *testing.T, path string, group *source.Group) [][]string {
	t.Helper()
	db, err := duck.Open(t.Context(), duck.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var records [][]string
	options := read.Options{Dir: t.TempDir(), Parquet: func(ctx context.Context, parquet, csv string) ([]read.ParquetKind, error) {
		kinds, err := copyParquet(ctx, db, parquet, csv)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
		return kinds, err
	}}
	file, err := read.Normalise(t.Context(), path, group, options, func([]string) (read.Take, error) {
		return func(_ int64, cells [][]byte) error {
			var record []string
			for _, cell := range cells {
				record = append(record, string(cell))
			}
			records = append(records, record)
			return nil
		}, nil
	})
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	for _, fault := range file.Faults {
		records = append(records, []string{fmt.Sprint(fault.Row), fault.Column, fault.Rule})
	}
	return records
}

// inAllForms writes a table as Parquet, as an Arrow file and as an Arrow stream.
func inAllForms(t *testing.T, table arrow.Record) []string {
	t.Helper()
	dir := t.TempDir()
	paths := []string{filepath.Join(dir, "prov.parquet"), filepath.Join(dir, "prov.arrow"), filepath.Join(dir, "prov_2.arrow")}
	var file, stream, columns bytes.Buffer
	writer, err := pqarrow.NewFileWriter(table.Schema(), &columns, parquet.NewWriterProperties(), pqarrow.DefaultWriterProps())
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Write(table); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	asStream := ipc.NewWriter(&stream, ipc.WithSchema(table.Schema()))
	asFile, err := ipc.NewFileWriter(&seekless{&file}, ipc.WithSchema(table.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []interface {
		Write(arrow.Record) error
		Close() error
	}{asStream, asFile} {
		if err := out.Write(table); err != nil {
			t.Fatal(err)
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for i, content := range []*bytes.Buffer{&columns, &file, &stream} {
		if err := os.WriteFile(paths[i], content.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	withZones(t, paths[0], table.Schema())
	return paths
}

// withZones writes a Parquet file again, with local times where the table has them: the writer above takes those without a zone
// for UTC, and the others for local.
func withZones(t *testing.T, path string, schema *arrow.Schema) {
	t.Helper()
	db, err := duck.Open(t.Context(), duck.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var columns []string
	for _, f := range schema.Fields() {
		column := f.Name
		switch about := f.Type.(type) {
		case *arrow.TimestampType:
			column = "make_timestamp(epoch_us(" + f.Name + ")) AS " + f.Name
			if about.TimeZone != "" {
				column = "to_timestamp(epoch_us(" + f.Name + ") / 1000000) AS " + f.Name
			}
		case *arrow.Date64Type:
			column = "make_timestamp(epoch_us(" + f.Name + "))::DATE AS " + f.Name
		}
		columns = append(columns, column)
	}
	if _, err := db.ExecContext(t.Context(), "COPY (SELECT "+strings.Join(columns, ", ")+" FROM '"+path+"') TO '"+path+".zones' (FORMAT parquet)"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".zones", path); err != nil {
		t.Fatal(err)
	}
}

// A typedCase is one value of a type with the text that it is read as in a text column.
type typedCase struct {
	kind  arrow.DataType
	value func(array.Builder)
	want  string
}

func typedCases() []typedCase {
	double := func(v float64) func(array.Builder) {
		return func(b array.Builder) { b.(*array.Float64Builder).Append(v) }
	}
	single := func(v float32) func(array.Builder) {
		return func(b array.Builder) { b.(*array.Float32Builder).Append(v) }
	}
	at := func(v int64) func(array.Builder) {
		return func(b array.Builder) { b.(*array.TimestampBuilder).Append(arrow.Timestamp(v)) }
	}
	f64, f32 := arrow.PrimitiveTypes.Float64, arrow.PrimitiveTypes.Float32
	us := func(zone string) arrow.DataType { return &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: zone} }
	utc := func(text string) int64 {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			panic(err)
		}
		return at.UnixMicro()
	}
	return []typedCase{
		{f64, double(1001), "1001"}, {f64, double(20001), "20001"}, {f64, double(1e5), "100000"}, {f64, double(36.16), "36.16"},
		{f64, double(5e-5), "0.00005"}, {f64, double(-0.5), "-0.5"}, {f64, double(math.Copysign(0, -1)), "0"}, {f64, double(1e15), "1000000000000000"},
		{f64, double(math.NaN()), ""}, {f64, double(math.Inf(1)), ""}, {f64, double(math.Inf(-1)), ""},
		{f64, double(1 << 53), "9007199254740992"}, {f64, double(1<<53 - 1), "9007199254740991"},
		{f32, single(36.16), "36.16"}, {f32, single(305), "305"}, {f32, single(1 << 24), "16777216"}, {f32, single(float32(math.NaN())), ""},
		{arrow.PrimitiveTypes.Int8, func(b array.Builder) { b.(*array.Int8Builder).Append(-128) }, "-128"},
		{arrow.PrimitiveTypes.Int64, func(b array.Builder) { b.(*array.Int64Builder).Append(math.MaxInt64) }, "9223372036854775807"},
		{arrow.PrimitiveTypes.Uint64, func(b array.Builder) { b.(*array.Uint64Builder).Append(math.MaxUint64) }, "18446744073709551615"},
		{&arrow.Decimal128Type{Precision: 12, Scale: 4}, func(b array.Builder) { b.(*array.Decimal128Builder).Append(decimal128.FromI64(12500)) }, "1.25"},
		{&arrow.Decimal128Type{Precision: 5, Scale: 1}, func(b array.Builder) { b.(*array.Decimal128Builder).Append(decimal128.FromI64(1010)) }, "101"},
		{&arrow.Decimal128Type{Precision: 5, Scale: 4}, func(b array.Builder) { b.(*array.Decimal128Builder).Append(decimal128.FromI64(-5)) }, "-0.0005"},
		{&arrow.Decimal128Type{Precision: 18, Scale: 0}, func(b array.Builder) { b.(*array.Decimal128Builder).Append(decimal128.FromI64(100)) }, "100"},
		{&arrow.Decimal256Type{Precision: 30, Scale: 2}, func(b array.Builder) { b.(*array.Decimal256Builder).Append(decimal256.FromI64(3616)) }, "36.16"},
		{arrow.FixedWidthTypes.Float16, func(b array.Builder) { b.(*array.Float16Builder).Append(float16.New(0.5)) }, "0.5"},
		{arrow.FixedWidthTypes.Boolean, func(b array.Builder) { b.(*array.BooleanBuilder).Append(true) }, "true"},
		{arrow.BinaryTypes.String, func(b array.Builder) { b.(*array.StringBuilder).Append("1.250,50") }, "1.250,50"},
		{arrow.BinaryTypes.String, func(b array.Builder) { b.(*array.StringBuilder).Append("1E+5") }, "1E+5"},
		{arrow.BinaryTypes.LargeString, func(b array.Builder) { b.(*array.LargeStringBuilder).Append("Å \"ä\", ö;\n2") }, "Å \"ä\", ö; 2"},
		{arrow.BinaryTypes.Binary, func(b array.Builder) { b.(*array.BinaryBuilder).Append([]byte("I509å")) }, "I509å"},
		{arrow.BinaryTypes.Binary, func(b array.Builder) { b.(*array.BinaryBuilder).Append([]byte{0xfe, 0xed}) }, "feed"},
		{&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}, func(b array.Builder) { b.(*array.BinaryDictionaryBuilder).AppendString("Pö") }, "Pö"},
		{arrow.FixedWidthTypes.Date32, func(b array.Builder) { b.(*array.Date32Builder).Append(arrow.Date32(19782)) }, "2024-02-29"}, // 54 years of 365 days, 13 leap days, 59 days
		{arrow.FixedWidthTypes.Date64, func(b array.Builder) { b.(*array.Date64Builder).Append(arrow.Date64(19782 * 86400000)) }, "2024-02-29"},
		{arrow.FixedWidthTypes.Time32ms, func(b array.Builder) { b.(*array.Time32Builder).Append(arrow.Time32(49500000)) }, "13:45:00"},
		{arrow.FixedWidthTypes.Time64us, func(b array.Builder) { b.(*array.Time64Builder).Append(arrow.Time64(49500500000)) }, "13:45:00.5"},
		{&arrow.TimestampType{Unit: arrow.Second}, at(1709164800), "2024-02-29"},
		{&arrow.TimestampType{Unit: arrow.Millisecond}, at(1709214300000), "2024-02-29 13:45:00"},
		{us(""), at(1709214300000001), "2024-02-29 13:45:00.000001"},
		{&arrow.TimestampType{Unit: arrow.Nanosecond}, at(1709214300000001000), "2024-02-29 13:45:00.000001"},
		{us(""), at(utc("1968-05-01T10:00:00Z")), "1968-05-01 10:00:00"},
		// Clocks go from 02 to 03 on 29 March 2026, and from 03 to 02 on 25 October 2026, at 01 UTC.
		{us("UTC"), at(utc("2026-03-29T00:59:59Z")), "2026-03-29 01:59:59"}, {us("UTC"), at(utc("2026-03-29T01:00:00Z")), "2026-03-29 03:00:00"},
		{us("Europe/Stockholm"), at(utc("2026-10-25T00:30:00Z")), "2026-10-25 02:30:00"}, {us("+02:00"), at(utc("2026-10-25T01:30:00Z")), "2026-10-25 02:30:00"},
		{us("America/New_York"), at(utc("2026-10-24T22:00:00Z")), "2026-10-25"}, {&arrow.TimestampType{Unit: arrow.Second, TimeZone: "UTC"}, at(utc("2024-12-31T23:00:00Z") / 1e6), "2025-01-01"},
	}
}

func TestParquetAndArrowGiveTheSameTextForEachType(t *testing.T) {
	cases := typedCases()
	var fields []arrow.Field
	var want, names []string
	for i, c := range cases {
		names = append(names, fmt.Sprintf("c%d", i))
		fields = append(fields, arrow.Field{Name: names[i], Type: c.kind, Nullable: true})
		want = append(want, c.want)
	}
	builder := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema(fields, nil))
	defer builder.Release()
	for i, c := range cases {
		c.value(builder.Field(i))
		builder.Field(i).AppendNull()
	}
	table := builder.NewRecord()
	defer table.Release()
	for _, path := range inAllForms(t, table) {
		got := cellsOf(t, path, columnsOf(t, names))
		if len(got) != 2 || strings.Join(got[1], "") != "" {
			t.Fatalf("%s: records %v", filepath.Base(path), got)
		}
		for i := range want {
			if got[0][i] != want[i] {
				t.Errorf("%s: %s is %q, want %q", filepath.Base(path), cases[i].kind, got[0][i], want[i])
			}
		}
	}
}

func TestWholeNumbersThatAFloatCannotTellAreHeldBack(t *testing.T) {
	fields := []arrow.Field{{Name: "c0", Type: arrow.PrimitiveTypes.Float64}, {Name: "c1", Type: arrow.PrimitiveTypes.Float32}}
	builder := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema(fields, nil))
	defer builder.Release()
	builder.Field(0).(*array.Float64Builder).AppendValues([]float64{1 << 53, 1<<53 + 2, -(1<<53 + 2), 1}, nil)
	builder.Field(1).(*array.Float32Builder).AppendValues([]float32{1 << 24, 1, 1, 1<<24 + 2}, nil)
	table := builder.NewRecord()
	defer table.Release()
	want := [][]string{{"9007199254740992", "16777216"}, {"2", "c0", source.InexactNumber}, {"3", "c0", source.InexactNumber}, {"4", "c1", source.InexactNumber}}
	for _, path := range inAllForms(t, table) {
		if got := cellsOf(t, path, columnsOf(t, []string{"c0", "c1"})); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: got %v, want %v", filepath.Base(path), got, want)
		}
	}
}

// A seekless writer is one that an Arrow file is written to from its beginning to its end.
type seekless struct{ *bytes.Buffer }

func (s *seekless) Seek(int64, int) (int64, error) { return int64(s.Len()), nil }
