package read

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"unicode/utf8"

	"klarsyn/ingest/source"
)

// Separator parts the fields of a normalised file.
const Separator = 0x1f

// The bounds of what a file may hold.
const (
	maxCell   = 32 << 10 // bytes of a mapped cell
	maxFaults = 100_000  // records that cannot be split
)

// A File is a delivered file made ready for DuckDB. Read it with
//
//	read_csv(Path, delim='\x1f', quote='', escape='', header=false, nullstr='', auto_detect=false,
//	         max_line_size=4194304, columns={'row_number': 'BIGINT', <Columns>: 'VARCHAR' …})
//
// Every cell is trimmed; missing values, those of the dialect included, are empty.
type File struct {
	Path    string   // the normalised file; the caller removes it
	Columns []string // after row_number: the header names (folded) that the group reads, in the file's order
	Records int64    // records of the delivered file, those in Faults included
	Faults  []Fault
	SHA256  string // of the delivered bytes, in hex
	Size    int64  // of the delivered file, in bytes
}

// Options say where to write and how far to go. The zero value writes to the system's temporary folder.
type Options struct {
	Dir      string                                               // for temporary files
	Progress func(done, total int64)                              // bytes of the delivered file read so far; may be nil
	MaxRatio int64                                                // a compressed file may grow so many times; 0: 200
	MaxSize  int64                                                // and to so many bytes; 0: 256 GiB
	Parquet  func(ctx context.Context, parquet, csv string) error // writes a Parquet file as CSV: UTF-8, comma, double quotes, header, ISO dates
}

// Normalise reads one delivered file as its group declares it. The error holds a *Refusal for each reason why the
// file as a whole cannot be loaded; other errors are of the machine, such as a full disk.
func Normalise(ctx context.Context, path string, group *source.Group, options Options) (*File, error) {
	out, err := os.CreateTemp(options.Dir, "normalised-*.csv")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	n := &normaliser{file: &File{Path: out.Name()}, name: filepath.Base(path), group: group, writer: out,
		out: make([]byte, 0, 2*flushAt)}
	n.prepare()
	err = n.run(ctx, path, options)
	if closeErr := out.Close(); err == nil && closeErr != nil {
		err = fmt.Errorf("write %s: %w", out.Name(), closeErr)
	}
	if err != nil {
		os.Remove(out.Name())
		return nil, err
	}
	return n.file, nil
}

// flushAt is how much normalised text is gathered before it is written.
const flushAt = 256 << 10

// A normaliser takes the records of one file and writes them out.
type normaliser struct {
	file    *File
	name    string // base name of the delivered file, for messages
	group   *source.Group
	decoder decoder
	slots   []slot
	writer  io.Writer
	out     []byte
	nulls   [][]byte
	longest int       // of nulls
	first   [256]bool // bytes that nulls begin with
	care    [256]bool // those, and blanks: a cell that begins or ends so may change
	flags   []uint8   // of slots
	scratch []byte
	notUTF8 bool                                 // some record, declared to be in a single-byte encoding, is not UTF-8
	asUTF8  int64                                // records with other than ASCII before that was known
	retype  bool                                 // the cells come from a typed format
	visit   func(number int64, rec record) error // instead of writing; see Raw
}

// What cells asks of a slot at once.
const (
	isKept    uint8 = 1 << iota
	isGuarded       // against personal numbers
	isSampled
)

func (n *normaliser) prepare() {
	for c := range ' ' + 1 {
		n.care[c] = true
	}
	n.care[0xc2], n.care[0xa0] = true, true // a no-break space in UTF-8
	for _, null := range n.group.Dialect.Null {
		if null == "" {
			continue
		}
		n.nulls = append(n.nulls, []byte(null))
		n.longest = max(n.longest, len(null))
		n.first[null[0]], n.care[null[0]] = true, true
	}
}

// header takes the column names and plans what becomes of each column.
func (n *normaliser) header(names []string) error {
	slots, err := plan(n.name, n.group, names)
	if err != nil {
		return err
	}
	n.slots = slots
	for _, s := range slots {
		flags := uint8(0)
		if s.kept {
			n.file.Columns = append(n.file.Columns, s.name)
			flags |= isKept
		}
		if s.content != source.Exempt {
			flags |= isGuarded
		}
		if s.sampler != nil {
			flags |= isSampled
		}
		n.flags = append(n.flags, flags)
	}
	return nil
}

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

func (n *normaliser) flush() error {
	if _, err := n.writer.Write(n.out); err != nil {
		return fmt.Errorf("write %s: %w", n.file.Path, err)
	}
	n.out = n.out[:0]
	return nil
}

// finish judges the identifiers and writes the rest.
func (n *normaliser) finish() error {
	for i := range n.slots {
		slot := &n.slots[i]
		if slot.sampler != nil && slot.sampler.tooMany() {
			return &Refusal{File: n.name, Column: n.spelled(slot.name), Rule: PersonalNumber, Expected: "pseudonyms",
				Found: "that more than 5 % of the distinct values could be personnummer or samordningsnummer",
				Do:    "have the extract pseudonymised; nothing of the file was loaded"}
		}
	}
	if !n.notUTF8 && n.asUTF8 >= 3 {
		return &Refusal{File: n.name, Rule: Undecodable, Expected: "text in " + n.group.Dialect.Encoding,
			Found: "that every letter outside ASCII is UTF-8", Do: "declare encoding: utf-8 in the source's dialect"}
	}
	return n.flush()
}

func (n *normaliser) personal(rec record, slot *slot) error {
	return &Refusal{File: n.name, Line: rec.line, Column: n.spelled(slot.name), Rule: PersonalNumber,
		Expected: "no personal numbers", Found: "a cell that could be a personnummer or samordningsnummer",
		Do: "have the extract pseudonymised; if the column holds keys list it under identifiers:, if dates or codes under coded:, in the source"}
}

func (n *normaliser) undecodable(rec record) error {
	line := rec.line
	for part := range bytes.Lines(rec.text) {
		if !n.decoder.valid(part) {
			break
		}
		line++
	}
	do := "declare the file's encoding in the source's dialect"
	if n.decoder.table == nil && !n.decoder.utf16 {
		do += "; extracts from Windows are often windows-1252"
	}
	if n.decoder.table != nil {
		do += "; bytes 80–9F in Swedish text mean windows-1252"
	}
	return &Refusal{File: n.name, Line: line, Rule: Undecodable, Expected: "text in " + n.group.Dialect.Encoding,
		Found: "bytes that it does not have", Do: do}
}

// fault notes a record that cannot be loaded as it stands.
func (n *normaliser) fault(rec record, column, rule string) error {
	if len(n.file.Faults) >= maxFaults {
		return &Refusal{File: n.name, Line: rec.line, Rule: TooManyFaults, Expected: "records as the source describes them",
			Found: fmt.Sprintf("more than %d that cannot be split into its columns", maxFaults),
			Do:    "is the delimiter, and is the quote, as the source's dialect says?"}
	}
	message := source.Explain(rule)
	if rule == source.FieldCount {
		message = fmt.Sprintf("%s: %d, rubriken har %d", message, len(rec.fields), len(n.slots))
	}
	n.file.Faults = append(n.file.Faults, Fault{Row: n.file.Records, Column: column, Rule: rule, Message: message, Raw: n.raw(rec)})
	return nil
}

// raw is a record as UTF-8 text of at most MaxRaw bytes, with what looks like a personal number blotted out.
func (n *normaliser) raw(rec record) string {
	cut := rec.text[:min(len(rec.text), MaxRaw)]
	text := n.decoder.append(nil, cut)
	return string(bytes.ToValidUTF8(blot(text, n.group.Dialect.Delimiter), nil))
}

func (n *normaliser) spelled(name string) string {
	if written, ok := n.group.Spelling[name]; ok {
		return written
	}
	return name
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
