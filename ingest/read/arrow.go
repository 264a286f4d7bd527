package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

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
		if zoned, ok := f.Type.(*arrow.TimestampType); ok && zoned.TimeZone != "" {
			return &Refusal{File: n.name, Column: f.Name, Rule: Unreadable, Expected: "local Swedish time without zone",
				Found: "instants with a time zone", Do: "write the column as local time"}
		}
		header = append(header, f.Name)
	}
	var batch arrow.Record
	row := 0
	cells := make([]string, len(header))
	return n.table(ctx, what, header, func() ([]string, error) {
		for batch == nil || row == int(batch.NumRows()) {
			var err error
			if batch, err = in.next(); err != nil {
				return nil, err
			}
			row = 0
		}
		for i := range cells {
			cells[i] = text(batch.Column(i), row)
		}
		row++
		return cells, nil
	})
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

// text writes one value: days and instants in ISO form, decimals with a point, missing as "".
func text(values arrow.Array, i int) string {
	if values.IsNull(i) {
		return ""
	}
	switch values := values.(type) {
	case *array.String:
		return values.Value(i)
	case *array.LargeString:
		return values.Value(i)
	case *array.Dictionary:
		return text(values.Dictionary(), values.GetValueIndex(i))
	case *array.Boolean:
		return strconv.FormatBool(values.Value(i))
	case *array.Float64:
		return strconv.FormatFloat(values.Value(i), 'f', -1, 64)
	case *array.Float32:
		return strconv.FormatFloat(float64(values.Value(i)), 'f', -1, 32)
	case *array.Date32:
		return values.Value(i).FormattedString()
	case *array.Date64:
		return values.Value(i).FormattedString()
	case *array.Timestamp:
		return values.Value(i).ToTime(values.DataType().(*arrow.TimestampType).Unit).Format("2006-01-02 15:04:05.999999")
	case *array.Decimal128:
		return values.Value(i).ToString(values.DataType().(*arrow.Decimal128Type).Scale)
	}
	return values.ValueStr(i)
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
