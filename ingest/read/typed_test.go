package read

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/xuri/excelize/v2"
)

// typedLayout wants days as 20060102 and decimals with a comma, which typed formats do not have.
const typedLayout = `schema: 1
id: prov
title: Prov
files: ["prov*"]
dialect: {encoding: windows-1252, delimiter: ";", decimal: ","}
sheet: Uttag
tables:
  contact:
    columns:
      contact_id: Id
      patient_id: Person
      care_form: {const: inpatient}
      started_at: {from: In, type: date, formats: ["20060102", "2006-01-02 15:04"], partial: middle}
      drg_weight: Vikt
      age_at_contact: Ålder
`

func TestAWorkbooksSheetIsReadAsTheDialectWouldWriteIt(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	book.NewSheet("Uttag")
	style, _ := book.NewStyle(&excelize.Style{NumFmt: 14})
	for i, row := range [][]any{
		{"Id", "Person", "In", "Vikt", "Ålder"},
		{"S1", "P1", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), 1.25, 70},
		{"S2", "P2", "20231231", 1e-3, 0},
		{},
		{"S3", "P3", "2008", 0.1 + 0.2, nil},
		{"S4", "P4", 45292.25, "", "", "för mycket"},
		{"S5", "Å;\"ä", "okänt"},
	} {
		if err := book.SetSheetRow("Uttag", cellName(i), &row); err != nil {
			t.Fatal(err)
		}
	}
	book.SetCellStyle("Uttag", "C2", "C2", style)
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	file, err := deliver(t, group(t, typedLayout), "prov.xlsx", out.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file,
		[]string{"1", "S1", "P1", "20240229", "1,25", "70"},
		[]string{"2", "S2", "P2", "20231231", "0,001", "0"},
		[]string{"3", "S3", "P3", "2008", "0,3", ""},
		[]string{"5", "S5", "Å;\"ä", "okänt", "", ""})
	if file.Records != 5 || len(file.Faults) != 1 || file.Faults[0].Row != 4 {
		t.Errorf("%d records, faults %v; want 5 and the fourth", file.Records, file.Faults)
	}

	book.DeleteSheet("Uttag")
	book.NewSheet("Annat")
	out.Reset()
	book.Write(&out)
	_, err = deliver(t, group(t, typedLayout), "prov.xlsx", out.Bytes(), Options{})
	refusal(t, err, NoSheet)
	_, err = deliver(t, group(t, typedLayout), "prov.xlsx", out.Bytes()[:out.Len()/2], Options{})
	refusal(t, err, Unreadable)
	_, err = deliver(t, group(t, typedLayout), "prov.xlsx", out.Bytes(), Options{MaxSize: 1000})
	refusal(t, err, Expansion)
}

func cellName(row int) string {
	name, err := excelize.CoordinatesToCellName(1, row+1)
	if err != nil {
		panic(err)
	}
	return name
}

func TestArrowFilesAndStreamsAreReadAsTheDialectWouldWriteThem(t *testing.T) {
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "Id", Type: arrow.BinaryTypes.String},
		{Name: "Person", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}},
		{Name: "In", Type: &arrow.TimestampType{Unit: arrow.Microsecond}, Nullable: true},
		{Name: "Vikt", Type: &arrow.Decimal128Type{Precision: 12, Scale: 4}},
		{Name: "Ålder", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	}, nil)
	builder := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer builder.Release()
	builder.Field(0).(*array.StringBuilder).AppendValues([]string{"S1", "S2"}, nil)
	person := builder.Field(1).(*array.BinaryDictionaryBuilder)
	person.AppendString("Pö")
	person.AppendString("Pö")
	moment, _ := arrow.TimestampFromTime(time.Date(2024, 2, 29, 13, 45, 0, 0, time.UTC), arrow.Microsecond)
	builder.Field(2).(*array.TimestampBuilder).Append(moment)
	builder.Field(2).(*array.TimestampBuilder).AppendNull()
	builder.Field(3).(*array.Decimal128Builder).AppendValues([]decimal128.Num{decimal128.FromI64(12500), decimal128.FromI64(-5)}, nil)
	builder.Field(4).(*array.Float64Builder).AppendValues([]float64{70, 0}, []bool{true, false})
	batch := builder.NewRecord()
	defer batch.Release()

	dir := t.TempDir()
	asFile, asStream := filepath.Join(dir, "prov.arrow"), filepath.Join(dir, "prov_2.arrow")
	out, err := os.Create(asFile)
	if err != nil {
		t.Fatal(err)
	}
	writer, err := ipc.NewFileWriter(out, ipc.WithSchema(schema))
	if err != nil {
		t.Fatal(err)
	}
	writer.Write(batch)
	writer.Write(batch)
	writer.Close()
	out.Close()
	var stream bytes.Buffer
	streamWriter := ipc.NewWriter(&stream, ipc.WithSchema(schema))
	streamWriter.Write(batch)
	streamWriter.Write(batch)
	streamWriter.Close()
	if err := os.WriteFile(asStream, stream.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{asFile, asStream} {
		file, err := normalise(t, path, group(t, typedLayout), Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		expectRows(t, file,
			[]string{"1", "S1", "Pö", "2024-02-29 13:45", "1,25", "70"}, []string{"2", "S2", "Pö", "", "-0,0005", ""},
			[]string{"3", "S1", "Pö", "2024-02-29 13:45", "1,25", "70"}, []string{"4", "S2", "Pö", "", "-0,0005", ""})
	}
	whole, _ := os.ReadFile(asFile)
	for _, size := range []int{10, len(whole) / 3, len(whole) - 5} {
		_, err = deliver(t, group(t, typedLayout), "prov.arrow", whole[:size], Options{})
		refusal(t, err, Unreadable)
	}
}

func TestParquetIsReadByTheTypesOfItsColumns(t *testing.T) {
	csv := "Id,Person,In,Vikt,Ålder\n1001.0,\"P,\"\"1\",1709164800000000,1.2500,7e1\n1e+15,1.0,,1.25E-2,nan\n"
	kinds := []ParquetKind{ParquetDouble, ParquetText, ParquetMoment, ParquetNumber, ParquetDouble}
	options := Options{Parquet: func(_ context.Context, _, path string) ([]ParquetKind, error) {
		return kinds, os.WriteFile(path, []byte(csv), 0o600)
	}}
	file, err := deliver(t, group(t, typedLayout), "prov.parquet", []byte("PAR1"), options)
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file, []string{"1", "1001", "P,\"1", "20240229", "1,25", "70"}, []string{"2", "1000000000000000", "1.0", "", "1,25E-2", ""})
	options.Parquet = func(context.Context, string, string) ([]ParquetKind, error) { return nil, errors.New("no magic bytes") }
	_, err = deliver(t, group(t, typedLayout), "prov.parquet", []byte("PAR1"), options)
	refusal(t, err, Unreadable)
}
