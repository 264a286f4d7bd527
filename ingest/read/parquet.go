package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"klarsyn/ingest/source"
)

// A ParquetKind says how the cells of a Parquet file's column stand in the CSV file that it is read from.
type ParquetKind uint8

// The kinds of columns.
const (
	ParquetText    ParquetKind = iota
	ParquetNumber              // integers and decimals, in digits
	ParquetFloat               // 32 bits, in any notation
	ParquetDouble              // 64 bits, in any notation
	ParquetBoolean             // true or false
	ParquetDay                 // 2006-01-02
	ParquetClock               // 15:04:05.999999
	ParquetMoment              // local instants, in microseconds since 1970
	ParquetInstant             // instants of a known zone, in microseconds since 1970 in UTC
	ParquetNested              // several values in a cell
)

// parquet reads the CSV file that a Parquet file is written as, each column by its type and not by the looks of its texts.
func (n *normaliser) parquet(ctx context.Context, path string, options Options) error {
	if options.Parquet == nil {
		return errors.New("read Parquet: no reader was given")
	}
	temp, err := os.CreateTemp(options.Dir, "parquet-*.csv")
	if err != nil {
		return fmt.Errorf("make a temporary file: %w", err)
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	kinds, err := options.Parquet(ctx, path, temp.Name())
	if err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("read %s: %w", n.name, ctx.Err())
		}
		return n.damaged(nil, "a Parquet file", err)
	}
	written, err := os.Open(temp.Name()) // a new file has taken the place of the one that was made
	if err != nil {
		return fmt.Errorf("open %s: %w", temp.Name(), err)
	}
	defer written.Close()
	return n.written(ctx, written, kinds)
}

// written reads the CSV file.
func (n *normaliser) written(ctx context.Context, in io.Reader, kinds []ParquetKind) error {
	const what = "a Parquet file"
	scan := newScanner(in, source.Dialect{Delimiter: ',', Quote: '"'})
	header, err := scan.next()
	if err != nil {
		return n.damaged(nil, what, err)
	}
	var names []string
	for i, f := range header.fields {
		names = append(names, string(unquoted(nil, header.text[f.start:f.end], f.escaped, '"')))
		if kinds[i] == ParquetNested {
			if err := n.nested(names[i]); err != nil {
				return err
			}
		}
	}
	scan.width = len(names)
	var scratch []byte
	return n.table(ctx, what, names, func(r *row) error {
		written, err := scan.next()
		if err != nil {
			return err
		}
		if written.fault != "" || len(written.fields) != len(names) {
			return io.ErrUnexpectedEOF
		}
		r.line = written.line - 1
		for i, f := range written.fields {
			cell := written.text[f.start:f.end]
			if f.escaped {
				scratch = unquoted(scratch[:0], cell, true, '"')
				cell = scratch
			}
			r.parquet(kinds[i], cell)
		}
		return nil
	})
}

// unquoted appends a quoted cell with its doubled quotes single.
func unquoted(out, cell []byte, escaped bool, quote byte) []byte {
	for i := 0; i < len(cell); i++ {
		out = append(out, cell[i])
		if escaped && cell[i] == quote {
			i++
		}
	}
	return out
}

// parquet appends the cell of a column of some kind.
func (r *row) parquet(kind ParquetKind, cell []byte) {
	if kind == ParquetText || len(cell) == 0 {
		r.begin(textual)
		r.text = append(r.text, cell...)
		r.end()
		return
	}
	text := string(cell)
	switch kind {
	case ParquetNumber:
		r.number(text)
	case ParquetFloat, ParquetDouble:
		bits, largest := 64, float64(wholeDouble)
		if kind == ParquetFloat {
			bits, largest = 32, wholeSingle
		}
		if value, err := strconv.ParseFloat(text, bits); err == nil {
			r.float(value, bits, largest)
			return
		}
		r.add(textual, text)
	case ParquetBoolean:
		r.add(logical, text)
	case ParquetDay:
		r.add(dated, text)
	case ParquetClock:
		r.timeOfDay(text)
	case ParquetMoment, ParquetInstant:
		micros, err := strconv.ParseInt(text, 10, 64)
		switch at := time.UnixMicro(micros).UTC(); {
		case err != nil:
			r.add(textual, text)
		case kind == ParquetInstant:
			r.instant(at)
		default:
			r.moment(at)
		}
	}
}

// timeOfDay appends a time of day as it is written.
func (r *row) timeOfDay(text string) {
	if at, err := time.Parse(isoClock, text); err == nil {
		r.clock(at)
		return
	}
	r.add(textual, text)
}
