package read

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strings"

	"klarsyn/ingest/source"
)

// The bounds of what a file may hold.
const (
	maxCell   = 32 << 10 // bytes of a mapped cell
	maxFaults = 100_000  // records that cannot be split
)

// A File says what was read of a delivered file.
type File struct {
	Lines    Lines           // where its records begin
	Records  int64           // records of the delivered file, those in Faults included
	Faults   []Fault         // records that could not be split, and were given to nobody
	Findings source.Findings // cells given otherwise than they stand in the file
	SHA256   string          // of the delivered bytes, in hex
	Size     int64           // of the delivered file, in bytes
}

// A Take hears one record: its number, the first after the header being 1, and its cells. A missing cell is empty. The cells
// are valid until the next record.
type Take func(number int64, cells [][]byte) error

// Options say how far to go. With the zero value temporary files are in the system's folder for them.
type Options struct {
	Dir      string                  // for temporary files
	Progress func(done, total int64) // bytes of the delivered file read so far; may be nil
	MaxRatio int64                   // a compressed file may grow so many times; 0: 200
	MaxSize  int64                   // and to so many bytes; 0: 256 GiB
	// Parquet writes a Parquet file as CSV (UTF-8, comma, double quotes, header) and tells what kind of column each is.
	Parquet func(ctx context.Context, parquet, csv string) ([]ParquetKind, error)
}

// Normalise reads one delivered file as its group declares it. begin is told the header names (folded) that the group reads,
// in the file's order, and gives who takes the records, each with the cells of those columns. The error holds a *Refusal for each
// reason why the file as a whole cannot be loaded; other errors are of the machine or of who takes.
func Normalise(ctx context.Context, path string, group *source.Group, options Options, begin func(columns []string) (Take, error)) (*File, error) {
	n := &normaliser{file: &File{}, name: Name(path), group: group, begin: begin}
	n.prepare()
	if err := n.run(ctx, path, options); err != nil {
		return nil, err
	}
	return n.file, nil
}

// A normaliser takes the records of one file apart and gives their cells away.
type normaliser struct {
	file     *File
	name     string // base name of the delivered file, for messages
	group    *source.Group
	decoder  decoder
	slots    []slot
	head     []byte          // the delivered file's first bytes
	opened   []byte          // the text of the header line; nil: of no text file
	headed   int64           // line of the header; 0 none
	trailing bool            // records end with a delimiter that the header lacks
	ahead    func() []titled // the lines under the header; nil: not to be had
	refusals []error         // of the header, told when the records are looked through too
	begin    func(columns []string) (Take, error)
	take     Take
	given    [][]byte // the cells of the record at hand
	changed  []byte   // the text of those that do not stand so in the file
	nulls    [][]byte
	longest  int       // of nulls
	first    [256]bool // bytes that nulls begin with
	care     [256]bool // those, blanks and #: a cell that begins or ends so may change
	flags    []uint8   // of slots
	scratch  []byte
	decoded  []byte                               // the cell that finder looks at
	finder   finder                               // of personal numbers
	mixture  mixture                              // of encodings, of a file in a single-byte one
	form     form                                 // what the file is
	visit    func(number int64, rec record) error // instead of taking the cells; see Raw
}

// A form is what a delivered file is.
type form uint8

const (
	delimited form = iota // text with a delimiter, also compressed
	workbook              // XLSX
	columnar              // Parquet or Arrow
)

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
	n.care['#'] = true                      // an error value of a spreadsheet
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
	slots, refusals, err := n.plan(names)
	if err != nil {
		return err
	}
	n.slots, n.refusals = slots, refusals
	var columns []string
	for i := range slots {
		s, flags := &slots[i], uint8(0)
		if s.kept {
			columns = append(columns, s.name)
			flags |= isKept
		}
		if s.content != source.Exempt {
			flags |= isGuarded
		}
		if s.content == source.Identifier {
			s.sampler = newSampler(n.seen)
			flags |= isSampled
		}
		n.flags = append(n.flags, flags)
	}
	if n.begin != nil && refusals == nil {
		n.take, err = n.begin(columns)
	}
	return err
}

// finish judges the encoding.
func (n *normaliser) finish() error {
	return n.unmixed()
}

// personal tells of all columns with personal numbers at once.
func (n *normaliser) personal() []error {
	var sighted, keys []string
	line := int64(math.MaxInt64)
	for i := range n.slots {
		slot := &n.slots[i]
		switch {
		case slot.sighted > 0:
			sighted = append(sighted, slot.label)
			line = min(line, slot.sighted)
		case slot.sampler != nil && slot.sampler.tooMany():
			keys = append(keys, slot.label)
		}
	}
	var refusals []error
	if sighted != nil {
		refusals = append(refusals, &Refusal{File: n.name, Line: line, Column: strings.Join(sighted, ", "), Rule: PersonalNumber,
			Expected: "no personal numbers", Found: "what could be a personnummer or samordningsnummer",
			Do: "have the extract pseudonymised; if a column holds keys list it under identifiers:, if dates or codes under coded:, in the source"})
	}
	if keys != nil {
		refusals = append(refusals, &Refusal{File: n.name, Column: strings.Join(keys, ", "), Rule: PersonalNumber, Expected: "pseudonyms",
			Found: "that more of the distinct values than chance explains could be personnummer or samordningsnummer",
			Do:    "have the extract pseudonymised; nothing of the file was loaded"})
	}
	return refusals
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
	switch {
	case n.decoder.table == nil:
	case holdsUTF8(rec.text):
		do = "declare encoding: utf-8 in the source's dialect, if the whole file is in it"
	default:
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
	n.file.Faults = append(n.file.Faults, Fault{Row: n.file.Records, Line: rec.line, Column: column, Rule: rule, Message: n.worded(rec, rule), Raw: n.raw(rec)})
	return nil
}

// worded says what is wrong with a record. Its number of fields is told beside the header's.
func (n *normaliser) worded(rec record, rule string) string {
	message := source.Explain(rule)
	if rule != source.FieldCount {
		return message
	}
	found, want, delimiter := len(rec.fields), len(n.slots), delimiterName(n.group.Dialect.Delimiter)
	message = fmt.Sprintf("%s: %d, rubriken har %d", message, found, want)
	switch {
	case hasLoneCR(rec):
		message += "; raden håller radslut av ensamt CR"
	case n.trailing && found == want:
		message += fmt.Sprintf(", men filens första post slutar med ett extra %s", delimiter)
	case found == want+1 && empty(rec.fields[want]):
		message += fmt.Sprintf("; den slutar med ett extra %s", delimiter)
	case found == 1 && n.form == delimited:
		message += fmt.Sprintf("; är %s avgränsaren?", delimiter)
	}
	return message
}

// raw is a record as UTF-8 text of at most MaxRaw bytes, with what looks like a personal number blotted out.
func (n *normaliser) raw(rec record) string {
	const further = 64 // bytes that show a number which MaxRaw would cut
	text := n.decoder.append(nil, rec.text[:min(len(rec.text), MaxRaw+further)])
	text = blot(text, n.group.Dialect.Delimiter, n.group.Dialect.Quote)
	return string(bytes.ToValidUTF8(text[:min(len(text), MaxRaw)], nil))
}
