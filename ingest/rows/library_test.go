package rows

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"klarsyn/ingest/source"
)

// A second reader than DuckDB's, which shares no code with our pages.
func TestTheLibraryReadsThePagesThatWeFill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "prov.parquet")
	fields := []source.Field{{Name: "unit", SQLType: "VARCHAR"}, {Name: "id", SQLType: "VARCHAR"}, {Name: "paid", SQLType: "BOOLEAN"}}
	w, err := create(path, fields, make([]value, len(fields)), []int{0, 1, 2})
	if err != nil {
		t.Fatal(err)
	}
	const rows = groupRows + pageRows + 3
	unit := func(i int64) string { return fmt.Sprint("unit ", i%7) }
	id := func(i int64) string { return fmt.Sprint("id ", i*i) }
	for i := range int64(rows) {
		row := []value{{given: i%3 != 0, text: []byte(unit(i))}, {given: true, text: []byte(id(i))}, {given: i%5 != 0, number: i & 1}}
		if err := w.write(i, [][]value{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	opened, err := file.OpenParquetFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	reader, err := pqarrow.NewFileReader(opened, pqarrow.ArrowReadProperties{BatchSize: 1000}, memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	records, err := reader.GetRecordReader(context.Background(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer records.Release()
	i := int64(0)
	for records.Next() {
		batch := records.Record()
		numbers, units, ids, paid := batch.Column(0).(*array.Int64), batch.Column(1).(*array.String), batch.Column(2).(*array.String), batch.Column(3).(*array.Boolean)
		for at := range int(batch.NumRows()) {
			if numbers.Value(at) != i || units.IsNull(at) != (i%3 == 0) || units.IsValid(at) && units.Value(at) != unit(i) ||
				ids.Value(at) != id(i) || paid.IsNull(at) != (i%5 == 0) || paid.IsValid(at) && paid.Value(at) != (i&1 == 1) {
				t.Fatalf("row %d is read as %v %v %v %v", i, numbers.Value(at), units.ValueStr(at), ids.ValueStr(at), paid.ValueStr(at))
			}
			i++
		}
	}
	if err := records.Err(); err != nil && !errors.Is(err, io.EOF) || i != rows {
		t.Errorf("%d rows and %v, want %d", i, err, rows)
	}
}
