package rows

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/schema"

	"klarsyn/ingest/source"
)

// How large a group of rows is: as those of DuckDB's own tables, unless texts are very long.
const (
	groupRows  = 120 << 10
	groupBytes = 64 << 20
)

// magic stands first and last in a Parquet file.
const magic = "PAR1"

// A writer keeps the rows of one table as a Parquet file: the number of each row's record, then the canonical columns. The library
// describes the file; the pages are filled here, as values come. They are not compressed: the file is read two or three times and removed.
type writer struct {
	file    *os.File
	out     counter
	about   *metadata.FileMetaDataBuilder
	columns []chunk // that of the records first
	base    []value // of every row: its constants
	filled  []int   // the canonical columns that hold more than those
	rows    int     // of the group
	groups  int
}

// A counter knows where in the file it writes. It keeps the first error of the disk.
type counter struct {
	*bufio.Writer
	at int64
}

// Write writes.
func (c *counter) Write(data []byte) (int, error) {
	n, err := c.Writer.Write(data)
	c.at += int64(n)
	return n, err
}

// Tell says how many bytes were written.
func (c *counter) Tell() int64 { return c.at }

// properties say what the writer does, for the file's description.
var properties = parquet.NewWriterProperties(parquet.WithDictionaryDefault(false), parquet.WithStats(false))

func create(path string, fields []source.Field, base []value, filled []int) (*writer, error) {
	w := &writer{base: base, filled: filled, columns: make([]chunk, len(fields)+1)}
	w.columns[0] = chunk{kind: integerKind, dense: true}
	nodes := schema.FieldList{schema.NewInt64Node(RecordColumn, parquet.Repetitions.Required, -1)}
	for i, field := range fields {
		node, err := nodeOf(field)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
		c := &w.columns[i+1]
		c.kind, _, _, _ = kindOf(field.SQLType)
		if c.kind == textKind {
			c.texts = &dictionary{}
		}
	}
	root, err := schema.NewGroupNode("rows", parquet.Repetitions.Required, nodes, -1)
	if err != nil {
		return nil, fmt.Errorf("plan rows: %w", err)
	}
	w.about = metadata.NewFileMetadataBuilder(schema.NewSchema(root), properties, nil)
	if w.file, err = os.Create(path); err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	w.out.Writer = bufio.NewWriterSize(w.file, 256<<10)
	w.out.Write([]byte(magic)) //nolint:errcheck // kept until the file is closed
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
	case smallKind:
		return schema.NewInt32Node(field.Name, parquet.Repetitions.Optional, -1), nil
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
		w.columns[0].add(&value{given: true, number: record})
		for _, i := range w.filled {
			w.columns[i+1].add(&row[i])
		}
		if w.rows++; w.rows == groupRows || w.rows%1024 == 0 && w.size() > groupBytes {
			if err := w.endGroup(); err != nil {
				return err
			}
		}
	}
	return nil
}

// size is how many bytes of the group are in memory.
func (w *writer) size() int {
	size := 0
	for i := range w.columns {
		size += len(w.columns[i].data) + len(w.columns[i].values)
	}
	return size
}

// endGroup writes the group's columns, one after the other.
func (w *writer) endGroup() error {
	group, from := w.about.AppendRowGroup(), w.out.at
	group.SetNumRows(w.rows)
	for i := range w.columns {
		c := &w.columns[i]
		if len(c.pages) == 0 && c.rows == 0 {
			c.repeat(&w.base[i-1], w.rows)
		}
		c.endPage()
		if err := w.writeChunk(c, group.NextColumnChunk(), i); err != nil {
			return err
		}
	}
	err := group.Finish(w.out.at-from, int16(w.groups))
	w.rows, w.groups = 0, w.groups+1
	return err
}

// writeChunk writes one column's pages and begins anew.
func (w *writer) writeChunk(c *chunk, about *metadata.ColumnChunkMetaDataBuilder, ordinal int) error {
	pager, err := file.NewPageWriter(&w.out, compress.Codecs.Uncompressed, 0, about, int16(w.groups), int16(ordinal), memory.DefaultAllocator, false, nil, nil)
	if err != nil {
		return err
	}
	packed := c.texts.known() > 0
	if packed {
		words := file.NewDictionaryPage(memory.NewBufferBytes(c.texts.page), int32(c.texts.known()), parquet.Encodings.Plain)
		if _, err := pager.WriteDictionaryPage(words); err != nil {
			return err
		}
	}
	rest := c.data
	for _, p := range c.pages {
		data := memory.NewBufferBytes(rest[:p.size])
		rest = rest[p.size:]
		page := file.NewDataPageV1(data, int32(p.rows), p.encoding, parquet.Encodings.RLE, parquet.Encodings.RLE, int32(p.size))
		if _, err := pager.WriteDataPage(page); err != nil {
			return err
		}
	}
	c.pages, c.data = c.pages[:0], c.data[:0]
	c.texts.forget()
	return pager.Close(packed, packed)
}

// close finishes the file.
func (w *writer) close() error {
	var failed error
	if w.rows > 0 {
		failed = w.endGroup()
	}
	return errors.Join(failed, w.describe(), w.out.Flush(), w.file.Close())
}

// describe ends the file with what it holds.
func (w *writer) describe() error {
	about, err := w.about.Finish()
	if err != nil {
		return err
	}
	from := w.out.at
	if _, err := about.WriteTo(&w.out, nil); err != nil {
		return err
	}
	_, err = w.out.Write(append(binary.LittleEndian.AppendUint32(nil, uint32(w.out.at-from)), magic...))
	return err
}
