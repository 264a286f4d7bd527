package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"klarsyn/ingest/source"
)

// table reads rows of a typed format as text. next gives the cells of a row, or io.EOF.
func (n *normaliser) table(ctx context.Context, what string, header []string, next func() ([]string, error)) error {
	if err := n.header(header); err != nil {
		return err
	}
	var rec record
	for {
		cells, err := next()
		if errors.Is(err, io.EOF) {
			return n.finish()
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return n.damaged(nil, what, err)
		}
		rec.text, rec.fields, rec.marks = rec.text[:0], rec.fields[:0], isHigh|isControl
		rec.line++
		for _, cell := range cells {
			if len(rec.fields) > 0 {
				rec.text = append(rec.text, n.group.Dialect.Delimiter)
			}
			from := uint32(len(rec.text))
			rec.text = append(rec.text, cell...)
			rec.fields = append(rec.fields, field{start: from, end: uint32(len(rec.text))})
		}
		if err := n.record(rec); err != nil {
			return err
		}
	}
}

// parquet lets DuckDB write the file as CSV and reads that.
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
	if err := options.Parquet(ctx, path, temp.Name()); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("read %s: %w", n.name, ctx.Err())
		}
		return n.damaged(nil, "a Parquet file", err)
	}
	written, err := os.Open(temp.Name())
	if err != nil {
		return fmt.Errorf("open %s: %w", temp.Name(), err)
	}
	defer written.Close()
	group := *n.group
	group.Dialect.Encoding, group.Dialect.Delimiter, group.Dialect.Quote, group.Dialect.Header = "utf-8", ',', '"', true
	n.group = &group
	return n.text(written)
}

// isoLayouts are how typed formats write days and instants.
var isoLayouts = []string{"2006-01-02", "2006-01-02 15:04:05", "2006-01-02 15:04:05.999999"}

// retype writes the cell out[from:] of a typed format as the source's dialect would, so that one reading fits all
// formats: days in a declared format, numbers with the declared decimal sign. Text that is neither stays.
func retype(out []byte, from int, column *source.Column, dialect source.Dialect) []byte {
	text := string(out[from:])
	switch column.Type {
	case source.Date, source.Timestamp:
		for _, layout := range isoLayouts {
			if day, err := time.Parse(layout, text); err == nil {
				return append(out[:from], inFormat(day, text, column.Formats)...)
			}
		}
	case source.Decimal, source.Integer:
		if whole, zeros, ok := strings.Cut(text, "."); ok && column.Type == source.Integer && strings.Trim(zeros, "0") == "" {
			return append(out[:from], whole...)
		}
		if dialect.Decimal != '.' && strings.Count(text, ".") == 1 && strings.Trim(text, "-0123456789.") == "" {
			return append(out[:from], strings.Replace(text, ".", string(dialect.Decimal), 1)...)
		}
	}
	return out
}

// inFormat writes an instant in the first declared format that loses nothing of it; text when none does.
func inFormat(at time.Time, text string, formats []string) string {
	for _, layout := range formats {
		if layout == source.ExcelSerial {
			continue
		}
		written := at.Format(layout)
		if back, err := time.Parse(layout, written); err == nil && back.Equal(at) {
			return written
		}
	}
	return text
}

// serial reads a day counted as Excel does when the column wants a date and no declared format reads the text as it
// stands. Serials after 2199 are taken as something else.
func serial(text string, column *source.Column) (float64, bool) {
	if column == nil || column.Type != source.Date && column.Type != source.Timestamp {
		return 0, false
	}
	if slices.ContainsFunc(column.Formats, func(layout string) bool { _, err := time.Parse(layout, text); return err == nil }) {
		return 0, false
	}
	if column.Partial != source.PartialNone && len(text) == 4 {
		return 0, false
	}
	var days float64
	var rest string
	if n, _ := fmt.Sscanf(text, "%g%s", &days, &rest); n != 1 || days < 1 || days > 109574 {
		return 0, false
	}
	return days, true
}
