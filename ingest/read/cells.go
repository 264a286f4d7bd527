package read

import (
	"bytes"

	"klarsyn/ingest/source"
)

// record takes the next record, whole or faulty.
func (n *normaliser) record(rec record) error {
	n.file.Records++
	if rec.marks&isHigh != 0 && !n.decoder.valid(rec.text) {
		return n.undecodable(rec)
	}
	if rec.marks&isHigh != 0 && n.decoder.table != nil {
		n.mixture.note(rec)
	}
	if n.visit != nil {
		return n.visit(n.file.Records, rec)
	}
	n.file.Lines.note(n.file.Records, rec.line)
	if rec.fault == "" {
		var fits bool
		if rec.fields, fits = n.fitted(rec.fields); !fits {
			rec.fault = source.FieldCount
		}
	}
	if rec.fault != "" {
		return n.fault(rec, "", rec.fault)
	}
	column, rule := n.cells(rec)
	switch {
	case rule != "":
		return n.fault(rec, column, rule)
	case n.take == nil: // refused
		return nil
	}
	return n.take(n.file.Records, n.given)
}

// fitted tells whether a record has the header's number of fields. It takes the empty last field away where the file's records end
// with a delimiter that the header lacks, as the first one shows; a record without it has then lost a field. Where only the header
// ends with a delimiter, its last name goes.
func (n *normaliser) fitted(fields []field) ([]field, bool) {
	width := len(n.slots)
	if n.file.Records == 1 && len(fields) != width {
		n.trailing = len(fields) == width+1 && empty(fields[width])
		if len(fields) == width-1 && n.slots[width-1].name == "" {
			width--
			n.slots, n.flags = n.slots[:width], n.flags[:width]
		}
	}
	if n.trailing && len(fields) == width+1 && empty(fields[width]) {
		return fields[:width], true
	}
	return fields, len(fields) == width && !n.trailing
}

func empty(f field) bool { return f.start == f.end }

// cells gathers the kept cells of a record. Those that need no change are the record's own bytes.
func (n *normaliser) cells(rec record) (column, rule string) {
	n.given, n.changed = n.given[:0], n.changed[:0]
	// UTF-8 of plain letters stands as it is.
	plain := rec.marks&(isControl|isOdd) == 0 && (rec.marks&isHigh == 0 || n.decoder.table == nil)
	flags, care := n.flags[:len(rec.fields)], &n.care
	for i, f := range rec.fields {
		cell := rec.text[f.start:f.end]
		size := len(cell)
		// Most cells are short and hold nothing that needs care.
		if plain && f.bare && flags[i]&isKept != 0 && (size == 0 || !care[cell[0]] && !care[cell[size-1]] && size <= maxCell &&
			(flags[i] == isKept || flags[i]&isSampled == 0 && size < 10)) {
			n.given = append(n.given, cell)
			continue
		}
		slot, asIs := &n.slots[i], plain && f.bare
		if size > 0 {
			if care[cell[0]] || care[cell[size-1]] {
				cell, asIs = trim(cell), false
			}
			switch {
			case slot.sampler != nil && len(cell) > 0:
				slot.sampler.add(cell)
			case slot.content == source.Free && len(cell) >= 10 && slot.sighted == 0 && n.seen(cell) != nothing:
				slot.sighted, n.take = rec.line, nil // the file is refused when its other columns are looked through
			}
			if slot.kept && len(cell) > maxCell {
				return slot.name, source.CellTooLong
			}
		}
		if rule := cellRules[f.kind]; rule != "" && slot.kept {
			return slot.name, rule
		}
		switch {
		case !slot.kept:
		case asIs:
			n.given = append(n.given, cell)
		default:
			from := len(n.changed)
			n.changed = n.cell(n.changed, cell, f, plain, slot)
			n.given = append(n.given, n.changed[from:])
		}
	}
	return "", ""
}

// seen looks for a personal number in a cell as it stands in the file.
func (n *normaliser) seen(cell []byte) sighting {
	digits, high := 0, 0
	for _, c := range cell {
		if c-'0' < 10 {
			digits++
		}
		high += int(c >> 7)
	}
	if 2*digits+high < 20 { // a digit outside ASCII takes at least two bytes
		return nothing
	}
	if n.decoder.table != nil && high > 0 {
		n.decoded = n.decoder.append(n.decoded[:0], cell)
		cell = n.decoded
	}
	return n.finder.seen(cell)
}

// cell writes one cell that needs care.
func (n *normaliser) cell(out, cell []byte, f field, plain bool, slot *slot) []byte {
	if len(cell) == 0 {
		return out
	}
	from := len(out)
	if f.escaped {
		cell = n.unescape(cell)
	}
	if plain {
		out = append(out, cell...)
	} else {
		out = n.legible(n.decoder.append(out, cell), from, cell, slot)
	}
	out = trimWide(out, from)
	if f.kind != textual {
		out = render(out, from, f.kind, slot.column, n.group.Dialect)
	}
	if size := len(out) - from; size > 0 && size <= n.longest && n.first[out[from]] && n.null(out[from:]) {
		return out[:from]
	}
	if f.kind == failed || isErrorValue(out[from:]) {
		n.file.Findings.Add(source.Finding{Column: slot.name, Kind: source.ExcelError}, n.file.Records)
		return out[:from]
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
