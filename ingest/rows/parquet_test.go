package rows

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// A written column says what row i holds, as a value and as DuckDB's expression of i; the rows that miss it likewise.
type written struct {
	sqlType string
	value   func(i int64) value
	same    string
	missing func(i int64) bool
	none    string
}

// constant is the none of a column that the writer is told of as a constant.
const constant = "1 = 0"

func TestEveryValueOfEveryKindIsReadBackWhereItWasWritten(t *testing.T) {
	words := func(format string, of func(int64) int64) func(int64) value {
		return func(i int64) value {
			if of == nil {
				return value{text: []byte(format)}
			}
			return value{text: fmt.Appendf(nil, format, of(i))}
		}
	}
	whole := func(of func(int64) int64) func(int64) value {
		return func(i int64) value { return value{number: of(i)} }
	}
	never, always := func(int64) bool { return false }, func(int64) bool { return true }
	columns := []written{
		{"VARCHAR", words("unit %d", func(i int64) int64 { return i % 7 }), "'unit ' || i % 7", never, "false"},
		{"VARCHAR", words("%d", func(i int64) int64 { return i % 7 }), "(i % 7)::VARCHAR", func(i int64) bool { return i%3 == 0 }, "i % 3 = 0"},
		// The dictionary is full within the first page, within the second group, and just not.
		{"VARCHAR", words("id %d", func(i int64) int64 { return i * i }), "'id ' || i * i", func(i int64) bool { return i%5 == 4 }, "i % 5 = 4"},
		{"VARCHAR", words("%d", func(i int64) int64 { return max(i, groupRows+2*pageRows+5) }), fmt.Sprintf("greatest(i, %d)::VARCHAR", groupRows+2*pageRows+5), never, "false"},
		{"VARCHAR", words("%d", func(i int64) int64 { return i % mostTexts }), fmt.Sprintf("(i %% %d)::VARCHAR", mostTexts), never, "false"},
		// Alike in length, beginning and end.
		{"VARCHAR", words("beginning%04dand the end", func(i int64) int64 { return i % 1000 }), "format('beginning{:04d}and the end', i % 1000)", never, "false"},
		{"VARCHAR", func(i int64) value { return value{text: []byte(strings.Repeat("å", int(i%40)))} }, "repeat('å', i % 40)", never, "false"},
		{"VARCHAR", words("%d", func(int64) int64 { return 0 }), "''", always, "true"},
		{"VARCHAR", words("kpp", nil), "'kpp'", never, constant},
		{"DECIMAL(12, 4)", whole(func(int64) int64 { return 12345 }), "1.2345", never, constant},
		{"BOOLEAN", whole(func(i int64) int64 { return i / 3 % 2 }), "i // 3 % 2 = 1", func(i int64) bool { return i%7 == 0 }, "i % 7 = 0"},
		{"DATE", whole(func(i int64) int64 { return i - 5000 }), "DATE '1970-01-01' + (i - 5000)::INTEGER", func(i int64) bool { return i/pageRows%2 == 1 }, fmt.Sprintf("i // %d %% 2 = 1", pageRows)},
		{"TIMESTAMP", whole(func(i int64) int64 { return i * 1_000_001 }), "make_timestamp(i * 1000001)", func(i int64) bool { return i >= groupRows }, fmt.Sprintf("i >= %d", groupRows)},
		{"SMALLINT", whole(func(i int64) int64 { return i%65536 - 32768 }), "i % 65536 - 32768", func(i int64) bool { return i != groupRows }, fmt.Sprintf("i <> %d", groupRows)},
		{"INTEGER", whole(func(i int64) int64 { return math.MinInt32 + i }), "-2147483648 + i", never, "false"},
		{"BIGINT", whole(func(i int64) int64 { return math.MinInt64 + i }), "-9223372036854775808 + i", never, "false"},
		{"DECIMAL(18, 2)", whole(func(i int64) int64 { return i - 7 }), "(i - 7)::DECIMAL(18, 0) * 0.01", never, "false"},
		{"DOUBLE", func(i int64) value { return value{float: float64(i) / 8} }, "i / 8", func(i int64) bool { return i == 0 }, "i = 0"},
	}
	var fields []source.Field
	var filled []int
	base := make([]value, len(columns))
	for i, c := range columns {
		fields = append(fields, source.Field{Name: fmt.Sprint("c", i), SQLType: c.sqlType})
		switch c.none {
		case "true":
		case constant:
			base[i] = c.value(0)
			base[i].given = true
		default:
			filled = append(filled, i)
		}
	}
	path := filepath.Join(t.TempDir(), "prov.parquet")
	w, err := create(path, fields, base, filled)
	if err != nil {
		t.Fatal(err)
	}
	const rows = 2*groupRows + pageRows + 1
	row := make([]value, len(columns))
	for i := range int64(rows) {
		for c := range columns {
			row[c] = value{}
			if !columns[c].missing(i) {
				row[c] = columns[c].value(i)
				row[c].given = true
			}
		}
		if err := w.write(i, [][]value{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	db, err := duck.Open(t.Context(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i, c := range columns {
		var found, wrong int64
		if err := db.QueryRowContext(t.Context(), fmt.Sprintf("SELECT count(*), count(*) FILTER (WHERE c%d IS DISTINCT FROM CASE WHEN NOT (%s) THEN %s END OR i <> place) FROM "+
			"(SELECT *, %s AS i, file_row_number AS place FROM read_parquet(%s, file_row_number = true))", i, c.none, c.same, RecordColumn, duck.Quote(path))).Scan(&found, &wrong); err != nil {
			t.Fatalf("%s of %s: %v", c.same, c.sqlType, err)
		}
		if found != rows || wrong != 0 {
			t.Errorf("%s of %s: %d of %d rows are wrong, want none of %d", c.same, c.sqlType, wrong, found, rows)
		}
	}
}

func TestARecordMayMakeRowsOnBothSidesOfAGroup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "prov.parquet")
	w, err := create(path, []source.Field{{Name: "n", SQLType: "INTEGER"}}, make([]value, 1), []int{0})
	if err != nil {
		t.Fatal(err)
	}
	row := []value{{given: true, number: 1}}
	for i := range int64(groupRows - 1) {
		if err := w.write(i, [][]value{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.write(groupRows, [][]value{row, row, row}); err != nil {
		t.Fatal(err)
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(path)
	expect(t, "rows", kept(t, dir, "prov", fmt.Sprintf("count(*), sum(n), count(*) FILTER (load_record = %d)", groupRows)), []string{fmt.Sprint(groupRows+2, groupRows+2, 3)})
}

func TestLongTextsMakeSmallGroups(t *testing.T) {
	dir := t.TempDir()
	w, err := create(filepath.Join(dir, "prov.parquet"), []source.Field{{Name: "text", SQLType: "VARCHAR"}}, make([]value, 1), []int{0})
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("lång ", 6000)
	const rows = 3 * 1024
	for i := range int64(rows) {
		if err := w.write(i, [][]value{{{given: true, text: fmt.Append(nil, i, long)}}}); err != nil {
			t.Fatal(err)
		}
		if size := w.size(); size > groupBytes+1024*len(long)+pageBytes {
			t.Fatalf("%d bytes in memory after %d rows", size, i+1)
		}
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	expect(t, "rows", kept(t, dir, "prov", fmt.Sprintf("count(*) FILTER (text = load_record || repeat('lång ', 6000)), (SELECT count(DISTINCT row_group_id) FROM parquet_metadata(%s))",
		duck.Quote(filepath.Join(dir, "prov.parquet")))), []string{fmt.Sprint(rows, 2)})
}
