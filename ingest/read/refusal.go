// Package read takes one delivered file, whatever its format, apart into records of cells: trimmed, in UTF-8, missing values
// empty. Records that cannot be split into fields, and files that must not be loaded at all, are told apart.
package read

import (
	"fmt"
	"strings"
)

// A Rule names why a whole file is refused.
type Rule string

// The rules that refuse a file.
const (
	EmptyFile        Rule = "empty_file"
	Unreadable       Rule = "unreadable"            // not what its extension says, or damaged
	Undecodable      Rule = "encoding"              // bytes that the declared encoding does not have
	MissingColumn    Rule = "missing_column"        // a column that the source reads
	RepeatedColumn   Rule = "repeated_column"       // a column that the source reads stands twice in the header
	HeaderWidth      Rule = "header_width"          // not as many columns as the source names
	PersonalColumn   Rule = "personal_column"       // a column named as a person's particulars
	PersonalNumber   Rule = "personal_number"       // personnummer or samordningsnummer
	LongLine         Rule = "long_line"             // a record longer than any real one
	TooManyFaults    Rule = "too_many_faults"       // so many records cannot be split that the layout must be another
	Expansion        Rule = "expansion"             // a compressed file that grows beyond what data do
	ChangedMeanwhile Rule = "changed_while_reading" // somebody wrote to the file
	LineEnds         Rule = "line_ends"             // a lone CR
	NoSheet          Rule = "sheet"                 // the workbook's sheet cannot be told
)

// A Refusal says why a whole file was not read: where, what was expected, what was found and what to do.
// It never holds a value of a record, nor a name that the source does not know: what is taken for a header may be a record.
type Refusal struct {
	File     string // base name
	Line     int64  // in the file, from 1; of a sheet its row, of Parquet and Arrow the record; 0: the whole file
	Column   string // as the source spells it, or its place in the file; several are parted by commas; "" none
	Rule     Rule
	Expected string
	Found    string
	Do       string
}

// Error writes the refusal as one line: file:line, rule, column, expected, found, what to do.
func (r *Refusal) Error() string {
	var text strings.Builder
	text.WriteString(r.File)
	if r.Line > 0 {
		fmt.Fprintf(&text, ":%d", r.Line)
	}
	fmt.Fprintf(&text, ": refused (%s)", r.Rule)
	if r.Column != "" {
		fmt.Fprintf(&text, ": kolumn %s", r.Column)
	}
	fmt.Fprintf(&text, ": expected %s, found %s; %s", r.Expected, r.Found, r.Do)
	return text.String()
}

// A Fault is a record that could not be split into fields. Nobody takes it.
type Fault struct {
	Row     int64  // the record's number, the first after the header is 1
	Line    int64  // where it begins; see Refusal
	Column  string // header name (folded); "" when the record as a whole is meant
	Rule    string // of package source: FieldCount, UnbalancedQuote or CellTooLong
	Message string // Swedish
	Raw     string // the record as text, cut at MaxRaw bytes, with anything like a personnummer blotted out
}

// MaxRaw is how much of a faulty record is kept, in bytes.
const MaxRaw = 4096
