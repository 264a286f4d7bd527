package read

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"klarsyn/ingest/source"
)

// record takes the next record, whole or faulty.
func (n *normaliser) record(rec record) error {
	n.file.Records++
	if rec.marks&isHigh != 0 && !n.decoder.valid(rec.text) {
		return n.undecodable(rec)
	}
	if rec.marks&isHigh != 0 && n.decoder.table != nil && !n.notUTF8 {
		n.notUTF8 = !utf8.Valid(rec.text)
		n.asUTF8++
	}
	if n.visit != nil {
		return n.visit(n.file.Records, rec)
	}
	if rec.fault == "" && len(rec.fields) != len(n.slots) {
		rec.fault = source.FieldCount
	}
	if rec.fault != "" {
		return n.fault(rec, "", rec.fault)
	}
	if column, rule, err := n.cells(rec); err != nil || rule != "" {
		if err != nil {
			return err
		}
		return n.fault(rec, column, rule)
	}
	if len(n.out) >= flushAt {
		return n.flush()
	}
	return nil
}

// cells writes the kept cells of a record behind its number. Neighbours that need no change are copied in one go.
func (n *normaliser) cells(rec record) (column, rule string, err error) {
	start := len(n.out)
	out := strconv.AppendInt(n.out, n.file.Records, 10)
	// UTF-8 without control characters is copied; no-break spaces at its ends are among what needs care.
	plain := rec.marks&isControl == 0 && (rec.marks&isHigh == 0 || n.decoder.table == nil) && !n.retype
	run := -1 // first field of the neighbours not yet copied
	flags, care := n.flags[:len(rec.fields)], &n.care
	for i, f := range rec.fields {
		// Most cells are short, kept and hold nothing that needs care.
		if size := f.end - f.start; plain && f.bare && flags[i]&isKept != 0 && (size == 0 ||
			!care[rec.text[f.start]] && !care[rec.text[f.end-1]] && size <= maxCell &&
				(flags[i] == isKept || flags[i]&isSampled == 0 && (size < 10 || size > 13))) {
			if run < 0 {
				run = i
			}
			continue
		}
		slot := &n.slots[i]
		cell := rec.text[f.start:f.end]
		asIs := plain && f.bare
		if len(cell) > 0 {
			if n.care[cell[0]] || n.care[cell[len(cell)-1]] {
				cell, asIs = trim(cell), false
			}
			if slot.content != source.Exempt && len(cell) > 0 {
				hit := len(cell) >= 10 && len(cell) <= 13 && numberLike(cell)
				if hit && slot.content == source.Free {
					return "", "", n.personal(rec, slot)
				}
				if slot.sampler != nil {
					slot.sampler.add(cell, hit)
				}
			}
			if !slot.kept {
				asIs = false
			} else if len(cell) > maxCell {
				n.out = out[:start]
				return slot.name, source.CellTooLong, nil
			}
		}
		if asIs && slot.kept {
			if run < 0 {
				run = i
			}
			continue
		}
		if run >= 0 {
			out = copyRun(out, rec.text, rec.fields[run:i])
			run = -1
		}
		if slot.kept {
			out = n.cell(append(out, Separator), cell, f.escaped, plain, slot)
		}
	}
	if run >= 0 {
		out = copyRun(out, rec.text, rec.fields[run:])
	}
	n.out = append(out, '\n')
	return "", "", nil
}

// copyRun copies neighbouring fields, each behind a separator.
func copyRun(out, text []byte, fields []field) []byte {
	out = append(out, Separator)
	first := fields[0].start
	offset := uint32(len(out)) - first
	out = append(out, text[first:fields[len(fields)-1].end]...)
	for _, f := range fields[:len(fields)-1] {
		out[f.end+offset] = Separator
	}
	return out
}

// cell writes one cell that needs care.
func (n *normaliser) cell(out, cell []byte, escaped, plain bool, slot *slot) []byte {
	if len(cell) == 0 {
		return out
	}
	from := len(out)
	if escaped {
		cell = n.unescape(cell)
	}
	if plain {
		out = append(out, cell...)
	} else {
		out = n.decoder.append(out, cell)
	}
	out = trimWide(out, from)
	if size := len(out) - from; size > 0 && size <= n.longest && n.first[out[from]] && n.null(out[from:]) {
		return out[:from]
	}
	if n.retype && slot.column != nil && len(out) > from {
		return retype(out, from, slot.column, n.group.Dialect)
	}
	return out
}

func (n *normaliser) null(cell []byte) bool {
	for _, null := range n.nulls {
		if bytes.Equal(cell, null) {
			return true
		}
	}
	return false
}

// unescape writes a quoted cell with its doubled quotes single.
func (n *normaliser) unescape(cell []byte) []byte {
	n.scratch = n.scratch[:0]
	for i := 0; i < len(cell); i++ {
		n.scratch = append(n.scratch, cell[i])
		if cell[i] == n.group.Dialect.Quote {
			i++
		}
	}
	return n.scratch
}

// trim takes surrounding blanks away.
func trim(cell []byte) []byte {
	for len(cell) > 0 && (cell[0] == ' ' || cell[0] == '\t') {
		cell = cell[1:]
	}
	for len(cell) > 0 && (cell[len(cell)-1] == ' ' || cell[len(cell)-1] == '\t') {
		cell = cell[:len(cell)-1]
	}
	return cell
}

// trimWide takes blanks and no-break spaces away around out[from:].
func trimWide(out []byte, from int) []byte {
	start, end := from, len(out)
	for start < end && (out[start] == ' ' || start+1 < end && out[start] == 0xc2 && out[start+1] == 0xa0) {
		start += 1 + int(out[start]>>7)
	}
	for end > start && (out[end-1] == ' ' || end-1 > start && out[end-2] == 0xc2 && out[end-1] == 0xa0) {
		end -= 1 + int(out[end-1]>>7)
	}
	return append(out[:from], out[start:end]...)
}
