package read

import (
	"context"
	"errors"
	"io"

	"klarsyn/ingest/source"
)

// A kind is what a cell of a typed format holds. Cells of delimited text, and texts of typed formats, follow the source's dialect;
// the others are written in one machine form for all formats: see render.
type kind uint8

const (
	textual kind = iota
	numeric      // digits, at most one - and one point, no exponent
	dated        // isoDay, or isoMoment when it is not midnight
	clocked      // isoClock
	logical      // true or false
	failed       // a spreadsheet's error value
	inexact      // a whole number too large for its type to tell from the next one
	unsaved      // a formula without a stored value
)

// cellRules are the rules that a cell breaks by its kind alone.
var cellRules = [unsaved + 1]string{inexact: source.InexactNumber, unsaved: source.UnsavedFormula}

// A row is a record of a typed format in the making.
type row struct {
	record
	delimiter byte
}

// begin opens the next cell; its text is what is appended until end.
func (r *row) begin(k kind) {
	if len(r.fields) > 0 {
		r.text = append(r.text, r.delimiter)
	}
	r.fields = append(r.fields, field{start: uint32(len(r.text)), kind: k, bare: k == textual})
}

func (r *row) end() { r.fields[len(r.fields)-1].end = uint32(len(r.text)) }

// add appends a cell.
func (r *row) add(k kind, text string) {
	r.begin(k)
	r.text = append(r.text, text...)
	r.end()
}

// missing appends an empty cell.
func (r *row) missing() { r.add(textual, "") }

// clear makes room for the next record.
func (r *row) clear() { r.text, r.fields, r.marks = r.text[:0], r.fields[:0], 0 }

// mark notes which classes of bytes the record holds, as the scanner does for text.
func (r *row) mark() {
	for _, c := range r.text {
		r.marks |= classOf(c)
	}
}

// table reads the records of a typed format. next fills in the cells of a row and its line, or gives io.EOF.
func (n *normaliser) table(ctx context.Context, what string, header []string, next func(*row) error) error {
	if err := n.header(header); err != nil {
		return err
	}
	rec := row{delimiter: n.group.Dialect.Delimiter}
	for {
		rec.clear()
		err := next(&rec)
		if errors.Is(err, io.EOF) {
			return n.finish()
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return n.damaged(nil, what, err)
		}
		rec.mark()
		if err := n.record(rec.record); err != nil {
			return err
		}
	}
}

// nested refuses a column that is read and whose cells hold several values each.
func (n *normaliser) nested(column string) error {
	if !reads(n.group)[source.Fold(column)] {
		return nil
	}
	return &Refusal{File: n.name, Column: n.group.Spelling[source.Fold(column)], Rule: Unreadable, Expected: "one value per cell",
		Found: "lists or structures", Do: "have the extract written with a column per value, or a list as one text"}
}
