package ingest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/xuri/excelize/v2"
)

// What a workbook can hold comes out of it as of Parquet and Arrow: whole numbers, numbers of few decimals, texts, true and false, days.
func TestRandomTablesAreTheSameFromAWorkbook(t *testing.T) {
	random := rand.New(rand.NewPCG(24, 2026))
	names := []string{"c0", "c1", "c2", "c3", "c4"}
	schema := arrow.NewSchema([]arrow.Field{{Name: "c0", Type: arrow.PrimitiveTypes.Int64}, {Name: "c1", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "c2", Type: arrow.BinaryTypes.String}, {Name: "c3", Type: arrow.FixedWidthTypes.Boolean}, {Name: "c4", Type: arrow.FixedWidthTypes.Date32}}, nil)
	builder := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer builder.Release()
	book := excelize.NewFile()
	defer book.Close()
	header := []any{"c0", "c1", "c2", "c3", "c4"}
	if err := book.SetSheetRow("Sheet1", "A1", &header); err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		whole, fraction, text := random.Int64N(1e15), float64(random.IntN(1e9))/1e4, randomText(random)
		truth, day := random.IntN(2) == 0, 18264+random.IntN(80000) // as workbooks count them, from 1950
		row := []any{whole, fraction, text, truth, time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)}
		builder.Field(0).(*array.Int64Builder).Append(whole)
		if random.IntN(10) == 0 {
			builder.Field(1).AppendNull()
			row[1] = nil
		} else {
			builder.Field(1).(*array.Float64Builder).Append(fraction)
		}
		builder.Field(2).(*array.StringBuilder).Append(text)
		builder.Field(3).(*array.BooleanBuilder).Append(truth)
		builder.Field(4).(*array.Date32Builder).Append(arrow.Date32(day - 25569)) // 1 January 1970
		if err := book.SetSheetRow("Sheet1", fmt.Sprint("A", i+2), &row); err != nil {
			t.Fatal(err)
		}
	}
	table := builder.NewRecord()
	defer table.Release()
	path := filepath.Join(t.TempDir(), "prov.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	got := cellsOf(t, path, columnsOf(t, names))
	for _, other := range inAllForms(t, table) {
		want := cellsOf(t, other, columnsOf(t, names))
		if len(got) != 300 || len(want) != 300 {
			t.Fatalf("%d and %d records", len(got), len(want))
		}
		for i := range want {
			if !slices.Equal(got[i], want[i]) {
				t.Fatalf("record %d is %q in a workbook and %q in %s", i+1, got[i], want[i], filepath.Base(other))
			}
		}
	}
}

func TestTextsThatPolarsWritesAsViewsAreRead(t *testing.T) {
	schema := arrow.NewSchema([]arrow.Field{{Name: "c0", Type: arrow.BinaryTypes.StringView}, {Name: "c1", Type: arrow.BinaryTypes.BinaryView}}, nil)
	builder := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer builder.Release()
	builder.Field(0).(*array.StringViewBuilder).Append("Växjö, som är längre än tolv tecken")
	builder.Field(1).(*array.BinaryViewBuilder).Append([]byte("I509"))
	table := builder.NewRecord()
	defer table.Release()
	var out bytes.Buffer
	writer := ipc.NewWriter(&out, ipc.WithSchema(schema))
	if err := writer.Write(table); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "prov.arrow")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	want := "[[Växjö, som är längre än tolv tecken I509]]"
	if got := fmt.Sprint(cellsOf(t, path, columnsOf(t, []string{"c0", "c1"}))); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A file's name and folder are names, also where DuckDB takes such for patterns.
func TestParquetFilesOfAnyNameAreRead(t *testing.T) {
	builder := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema([]arrow.Field{{Name: "c0", Type: arrow.PrimitiveTypes.Int64}}, nil))
	defer builder.Release()
	builder.Field(0).(*array.Int64Builder).Append(1)
	table := builder.NewRecord()
	defer table.Release()
	written, err := os.ReadFile(inAllForms(t, table)[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"prov [1].parquet", "prov*.parquet", "prov?.parquet", "prov's.parquet", "year=2024/prov.parquet"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, written, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(cellsOf(t, path, columnsOf(t, []string{"c0"}))); got != "[[1]]" {
			t.Errorf("%s: got %s", name, got)
		}
	}
}
