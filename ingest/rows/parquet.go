package rows

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/schema"

	"klarsyn/ingest/source"
)

// How rows are gathered before they are written: in batches, column by column, and those in groups, as DuckDB reads them.
const (
	batchRows = 4096
	groupRows = 120 << 10
	pageBytes = 128 << 10
)

// A writer keeps the rows of one table as a Parquet file: the number of each row's record, then the canonical columns. Values are
// written plainly and packed lightly: the file is read two or three times and removed.
type writer struct {
	file    *os.File
	out     *bufio.Writer // keeps the first error of the disk
	parquet *file.Writer
	group   file.BufferedRowGroupWriter
	records []int64 // of the batch
	columns []batch
	filled  []int   // columns that may hold values; the others are missing in every row
	nothing []int16 // levels of those
	grouped int     // rows of the group
}

// A batch is a column of some rows. Missing values have a level only.
type batch struct {
	kind   kind
	levels []int16
	texts  []parquet.ByteArray
	memory []byte // of texts
	bools  []bool
	small  []int32
	large  []int64
	floats []float64
}

func create(path string, fields []source.Field, filled []int) (*writer, error) {
	w := &writer{columns: make([]batch, len(fields)), filled: filled, nothing: make([]int16, batchRows)}
	nodes := schema.FieldList{schema.NewInt64Node(RecordColumn, parquet.Repetitions.Required, -1)}
	for i, field := range fields {
		node, err := nodeOf(field)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
		w.columns[i].kind, _, _, _ = kindOf(field.SQLType)
	}
	root, err := schema.NewGroupNode("rows", parquet.Repetitions.Required, nodes, -1)
	if err != nil {
		return nil, fmt.Errorf("plan rows: %w", err)
	}
	if w.file, err = os.Create(path); err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	w.out = bufio.NewWriterSize(w.file, 1<<20)
	w.parquet = file.NewParquetWriter(w.out, root, file.WithWriterProps(parquet.NewWriterProperties(
		parquet.WithDictionaryDefault(false), parquet.WithStats(false), parquet.WithCompression(compress.Codecs.Snappy),
		parquet.WithBatchSize(batchRows), parquet.WithDataPageSize(pageBytes))))
	return w, nil
}

// nodeOf is how Parquet describes a canonical column.
func nodeOf(field source.Field) (schema.Node, error) {
	k, precision, scale, err := kindOf(field.SQLType)
	if err != nil {
		return nil, err
	}
	physical, logical := parquet.Types.ByteArray, schema.LogicalType(schema.StringLogicalType{})
	switch k {
	case boolKind:
		return schema.NewBooleanNode(field.Name, parquet.Repetitions.Optional, -1), nil
	case doubleKind:
		return schema.NewFloat64Node(field.Name, parquet.Repetitions.Optional, -1), nil
	case integerKind:
		return schema.NewInt64Node(field.Name, parquet.Repetitions.Optional, -1), nil
	case decimalKind:
		physical, logical = parquet.Types.Int64, schema.NewDecimalLogicalType(int32(precision), int32(scale))
	case dayKind:
		physical, logical = parquet.Types.Int32, schema.DateLogicalType{}
	case instantKind:
		physical, logical = parquet.Types.Int64, schema.NewTimestampLogicalType(false, schema.TimeUnitMicros)
	}
	return schema.NewPrimitiveNodeLogical(field.Name, parquet.Repetitions.Optional, logical, physical, 0, -1)
}

// write takes one record's rows.
func (w *writer) write(record int64, rows [][]value) error {
	for _, row := range rows {
		w.records = append(w.records, record)
		for _, i := range w.filled {
			w.columns[i].add(&row[i])
		}
		if len(w.records) == batchRows {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *batch) add(v *value) {
	if !v.given {
		b.levels = append(b.levels, 0)
		return
	}
	b.levels = append(b.levels, 1)
	switch b.kind {
	case textKind:
		from := len(b.memory)
		b.memory = append(b.memory, v.text...)
		b.texts = append(b.texts, b.memory[from:])
	case boolKind:
		b.bools = append(b.bools, v.number == 1)
	case dayKind:
		b.small = append(b.small, int32(v.number))
	case doubleKind:
		b.floats = append(b.floats, v.float)
	default:
		b.large = append(b.large, v.number)
	}
}

// flush writes the batch.
func (w *writer) flush() error {
	if w.group == nil {
		w.group, w.grouped = w.parquet.AppendBufferedRowGroup(), 0
	}
	for i := range len(w.columns) + 1 {
		column, err := w.group.Column(i)
		if err != nil {
			return err
		}
		if i == 0 {
			_, err = column.(*file.Int64ColumnChunkWriter).WriteBatch(w.records, nil, nil)
		} else {
			err = w.columns[i-1].write(column, w.nothing[:len(w.records)])
		}
		if err != nil {
			return err
		}
	}
	w.grouped += len(w.records)
	w.records = w.records[:0]
	if w.grouped < groupRows {
		return nil
	}
	return w.endGroup()
}

// write writes the column of a batch; without values of its own, nothing is the levels of its rows.
func (b *batch) write(column file.ColumnChunkWriter, nothing []int16) (err error) {
	if len(b.levels) == 0 {
		b.levels = append(b.levels, nothing...)
	}
	switch column := column.(type) {
	case *file.ByteArrayColumnChunkWriter:
		_, err = column.WriteBatch(b.texts, b.levels, nil)
	case *file.BooleanColumnChunkWriter:
		_, err = column.WriteBatch(b.bools, b.levels, nil)
	case *file.Int32ColumnChunkWriter:
		_, err = column.WriteBatch(b.small, b.levels, nil)
	case *file.Int64ColumnChunkWriter:
		_, err = column.WriteBatch(b.large, b.levels, nil)
	case *file.Float64ColumnChunkWriter:
		_, err = column.WriteBatch(b.floats, b.levels, nil)
	}
	b.levels, b.texts, b.memory, b.bools, b.small, b.large, b.floats = b.levels[:0], b.texts[:0], b.memory[:0], b.bools[:0], b.small[:0], b.large[:0], b.floats[:0]
	return err
}

func (w *writer) endGroup() error {
	group := w.group
	w.group = nil
	if group == nil {
		return nil
	}
	return group.Close()
}

// close finishes the file.
func (w *writer) close() error {
	var failed error
	if len(w.records) > 0 {
		failed = w.flush()
	}
	return errors.Join(failed, w.endGroup(), w.parquet.Close(), w.out.Flush(), w.file.Close())
}
