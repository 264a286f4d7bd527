package read

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// batches gives one Arrow record batch after another, io.EOF after the last.
type batches struct {
	schema *arrow.Schema
	next   func() (arrow.Record, error)
	close  func()
}

// arrow reads an Arrow IPC file or stream.
func (n *normaliser) arrow(ctx context.Context, file *os.File) (err error) {
	const what = "an Arrow IPC file"
	defer func() { // the reader panics on damaged files
		switch broken := recover().(type) {
		case nil:
		case error:
			err = n.damaged(nil, what, broken)
		default:
			err = n.damaged(nil, what, fmt.Errorf("%v", broken))
		}
	}()
	in, err := openArrow(file)
	if err != nil {
		return n.damaged(nil, what, err)
	}
	defer in.close()
	var header []string
	for _, f := range in.schema.Fields() {
		if isNested(f.Type) {
			if err := n.nested(f.Name); err != nil {
				return err
			}
		}
		header = append(header, f.Name)
	}
	var batch arrow.Record
	at := 0
	return n.table(ctx, what, header, func(r *row) error {
		for batch == nil || at == int(batch.NumRows()) {
			var err error
			if batch, err = in.next(); err != nil {
				return err
			}
			at = 0
		}
		for i := range header {
			r.arrow(batch.Column(i), at)
		}
		r.line++
		at++
		return nil
	})
}

// isNested tells types whose values hold several.
func isNested(t arrow.DataType) bool {
	switch t := t.(type) {
	case *arrow.DictionaryType:
		return isNested(t.ValueType)
	case *arrow.RunEndEncodedType:
		return isNested(t.Encoded())
	case arrow.ExtensionType:
		return isNested(t.StorageType())
	case arrow.NestedType:
		return true
	}
	return false
}

// The marks that an IPC file and an IPC stream begin with.
const (
	fileMark   = "ARROW1"
	streamMark = "\xff\xff\xff\xff"
)

// openArrow tells files and streams apart by their first bytes, for the reader of streams takes any other four as a
// length and makes room for it.
func openArrow(file *os.File) (batches, error) {
	head := make([]byte, len(fileMark))
	if _, err := file.ReadAt(head, 0); err != nil {
		return batches{}, fmt.Errorf("read the first bytes: %w", err)
	}
	memory := ipc.WithAllocator(bounded{memory.NewGoAllocator()})
	switch {
	case string(head) == fileMark:
		in, err := ipc.NewFileReader(file, memory)
		if err != nil {
			return batches{}, err
		}
		return batches{in.Schema(), in.Read, func() { in.Close() }}, nil
	case strings.HasPrefix(string(head), streamMark):
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return batches{}, err
		}
		in, err := ipc.NewReader(file, memory)
		if err != nil {
			return batches{}, err
		}
		return batches{in.Schema(), in.Read, in.Release}, nil
	}
	return batches{}, errors.New("neither an Arrow IPC file nor a stream")
}

// arrow appends the value at i.
func (r *row) arrow(values arrow.Array, i int) {
	if values.IsNull(i) {
		r.missing()
		return
	}
	switch values := values.(type) {
	case *array.String:
		r.add(textual, values.Value(i))
	case *array.LargeString:
		r.add(textual, values.Value(i))
	case *array.StringView:
		r.add(textual, values.Value(i))
	case *array.BinaryView:
		r.bytes(values.Value(i))
	case *array.Binary:
		r.bytes(values.Value(i))
	case *array.LargeBinary:
		r.bytes(values.Value(i))
	case *array.FixedSizeBinary:
		r.bytes(values.Value(i))
	case *array.Dictionary:
		r.arrow(values.Dictionary(), values.GetValueIndex(i))
	case *array.RunEndEncoded:
		r.arrow(values.Values(), values.GetPhysicalIndex(i))
	case array.ExtensionArray:
		r.arrow(values.Storage(), i)
	case *array.Boolean:
		r.truth(values.Value(i))
	case *array.Float64:
		r.float(values.Value(i), 64, wholeDouble)
	case *array.Float32:
		r.float(float64(values.Value(i)), 32, wholeSingle)
	case *array.Float16:
		r.float(float64(values.Value(i).Float32()), 32, wholeHalf)
	case *array.Date32:
		r.day(values.Value(i).ToTime())
	case *array.Date64:
		r.day(values.Value(i).ToTime())
	case *array.Time32:
		r.clock(values.Value(i).ToTime(values.DataType().(*arrow.Time32Type).Unit))
	case *array.Time64:
		r.clock(values.Value(i).ToTime(values.DataType().(*arrow.Time64Type).Unit))
	case *array.Timestamp:
		about := values.DataType().(*arrow.TimestampType)
		if at := values.Value(i).ToTime(about.Unit); about.TimeZone != "" {
			r.instant(at)
		} else {
			r.moment(at)
		}
	case *array.Decimal128:
		r.number(values.Value(i).ToString(values.DataType().(*arrow.Decimal128Type).Scale))
	case *array.Decimal256:
		r.number(values.Value(i).ToString(values.DataType().(*arrow.Decimal256Type).Scale))
	case *array.Int8, *array.Int16, *array.Int32, *array.Int64, *array.Uint8, *array.Uint16, *array.Uint32, *array.Uint64:
		r.number(values.ValueStr(i))
	default:
		r.add(textual, values.ValueStr(i))
	}
}

// bytes appends what a binary column holds: often text; else hexadecimal digits.
func (r *row) bytes(value []byte) {
	if utf8.Valid(value) {
		r.add(textual, string(value))
		return
	}
	r.add(textual, hex.EncodeToString(value))
}

// bounded refuses the memory that a damaged or hostile file claims to unpack to.
type bounded struct{ memory.Allocator }

const maxBuffer = 1 << 30 // bytes of one column of one batch

func (b bounded) Allocate(size int) []byte {
	if size > maxBuffer {
		panic(errExpansion)
	}
	return b.Allocator.Allocate(size)
}

func (b bounded) Reallocate(size int, old []byte) []byte {
	if size > maxBuffer {
		panic(errExpansion)
	}
	return b.Allocator.Reallocate(size, old)
}
