package export

import (
	"bytes"
	"context"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"klarsyn/analytics"
)

// recordReaders read both formats back as one Arrow table.
var recordReaders = map[string]func(*testing.T) arrow.Table{
	"arrow": func(t *testing.T) arrow.Table {
		var out bytes.Buffer
		if err := Arrow(&out, states()); err != nil {
			t.Fatal(err)
		}
		reader, err := ipc.NewReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		if !reader.Next() {
			t.Fatalf("no record: %v", reader.Err())
		}
		return array.NewTableFromRecords(reader.Schema(), []arrow.Record{reader.Record()})
	},
	"parquet": func(t *testing.T) arrow.Table {
		var out bytes.Buffer
		if err := Parquet(&out, states()); err != nil {
			t.Fatal(err)
		}
		opened, err := file.NewParquetReader(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		reader, err := pqarrow.NewFileReader(opened, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
		if err != nil {
			t.Fatal(err)
		}
		table, err := reader.ReadTable(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		// The schema's metadata stand in the file's footer, where every reader of Parquet finds them.
		footer := opened.MetaData().KeyValueMetadata()
		schema := arrow.NewSchema(table.Schema().Fields(), metadataOf(footer.Keys(), footer.Values()))
		return array.NewTable(schema, columnsOf(table), table.NumRows())
	},
}

func metadataOf(keys, values []string) *arrow.Metadata {
	metadata := arrow.NewMetadata(keys, values)
	return &metadata
}

func columnsOf(table arrow.Table) []arrow.Column {
	columns := make([]arrow.Column, table.NumCols())
	for i := range columns {
		columns[i] = *table.Column(i)
	}
	return columns
}

// states is the sample with one row for each state, and an amount that could be taken for a formula.
func states() *analytics.Table {
	table := sample()
	table.Analysis = &analytics.Analysis{ID: "x/y", Title: "Prov å ä ö"}
	table.Source.Snapshot = "S1"
	table.Rows = append(table.Rows, []analytics.Value{{Text: "1380"}, {State: analytics.Missing}, {State: analytics.Missing}, {Number: 2}, {Number: -1.5}, {Text: "1969-12-31"}, {Text: "false"}},
		[]analytics.Value{{Text: "1381"}, {Text: "2024-05"}, {State: analytics.NotApplicable}, {Number: 2}, {State: analytics.NotApplicable}, {Text: "2024-02-29"}, {Text: "true"}})
	return table
}

func TestProgramsTellSuppressedMissingAndNotApplicableApart(t *testing.T) {
	want := [][]string{ // month, persons, its state, share, its state, ended_on, is_planned: worked out from states()
		{"1315", "2024-03", "6955", "present", "91.28684399712438", "present", "2024-03-31", "true"},
		{"=1+1", "2024-04", "(null)", "suppressed", "(null)", "suppressed", "(null)", "(null)"},
		{"1380", "(null)", "(null)", "missing", "-1.5", "present", "1969-12-31", "false"},
		{"1381", "2024-05", "(null)", "not_applicable", "(null)", "not_applicable", "2024-02-29", "true"},
	}
	names := []string{"municipality_code", "month", "persons", "persons_state", "share", "share_state", "ended_on", "is_planned"}
	for format, read := range recordReaders {
		t.Run(format, func(t *testing.T) {
			table := read(t)
			if int(table.NumCols()) != len(names) || int(table.NumRows()) != len(want) {
				t.Fatalf("%d columns and %d rows, want %d and %d", table.NumCols(), table.NumRows(), len(names), len(want))
			}
			for c, name := range names {
				column := table.Column(c)
				if column.Name() != name {
					t.Errorf("column %d is %s, want %s", c, column.Name(), name)
				}
				for r := range want {
					if got := column.Data().Chunk(0).ValueStr(r); got != want[r][c] {
						t.Errorf("%s in row %d is %s, want %s", name, r, got, want[r][c])
					}
				}
			}
			if types := table.Schema(); types.Field(2).Type.ID() != arrow.INT64 || types.Field(4).Type.ID() != arrow.FLOAT64 || types.Field(6).Type.ID() != arrow.DATE32 || types.Field(7).Type.ID() != arrow.BOOL {
				t.Errorf("types are %v", types)
			}
			meta := table.Schema().Metadata()
			for key, value := range map[string]string{"analysis": "x/y", "title": "Prov å ä ö", "snapshot": "S1"} {
				if at := meta.FindKey(key); at < 0 || meta.Values()[at] != value {
					t.Errorf("metadata has no %s=%s: %v", key, value, meta)
				}
			}
			field := table.Schema().Field(0).Metadata
			if at := field.FindKey("labels"); at < 0 || field.Values()[at] != `{"1315":"Hylte"}` {
				t.Errorf("code names are %v", field)
			}
		})
	}
}
