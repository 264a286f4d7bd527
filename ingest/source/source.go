// Package source describes one extract's layout: which files belong to it, how their text is to be read
// and which canonical columns it fills. A layout is a YAML file, parsed strictly; nothing is sniffed.
//
// Header names are compared without regard to case and Unicode normal form: every name here is folded
// (see Fold), and so are the columns that package read reports.
package source

import (
	"path"
	"strings"

	"klarsyn/sql/code"
)

// A Source is one extract's layout.
type Source struct {
	ID, Title        string
	Path             string             // where the YAML was read from, for messages; "sources/x.yaml" for ready ones
	HomeRegion       string             // two digits, 13 = Halland; "" when neither the file nor the caller says
	PatientsComplete bool               // patients: complete: a contact's unknown patient is a fault
	RepairEnds       bool               // end_before_start: repair: an end before the start becomes the start, and is counted
	KeepApart        Apart              // what stands before the ids of contacts
	ContactsOf       []string           // other sources, or AnySource, whose contacts rows may belong to that come without theirs
	Dates            Span               // shifted days: what stands for the years from 1950 to the day of the load; zero: not shifted
	Limits           map[string]float64 // by rule: share of records that may break it, instead of DefaultLimit
	Groups           []Group
}

// A Group is a set of equally laid out files and the tables that each of their records feeds.
type Group struct {
	Patterns    []string // base names with *, as path.Match, in lower case
	Dialect     Dialect
	Sheet       string            // of an XLSX file; "": its only sheet
	Harmless    []string          // columns whose name looks personal but is not (folded)
	Identifiers []string          // unmapped columns that hold an identifier (folded)
	Coded       []string          // unmapped columns that hold dates, numbers or codes (folded)
	Tables      []Table           // parents before their children
	Spelling    map[string]string // folded header name → as the source writes it, for messages
}

// A Dialect says how a text file is written. Parquet, Arrow and XLSX cells are written out in it, so that
// what follows need not know the format.
type Dialect struct {
	Encoding  string   // utf-8, windows-1252, iso-8859-1, cp850, cp865, utf-16, utf-16le, utf-16be
	Delimiter byte     // between fields
	Quote     byte     // 0: none
	Decimal   byte     // '.' or ','
	Thousands string   // characters that may stand between groups of three digits; "" none
	Null      []string // texts that mean missing; package read has emptied such cells already
	Header    bool     // the first record names the columns
	Names     []string // the columns' names when Header is false (folded)
}

// A Table is a canonical table that records of a group feed.
type Table struct {
	Name     string
	Key      []string    // canonical columns; a newer record with the same key replaces an older
	Parent   string      // canonical table that the rows belong to, or ""
	EventOn  string      // canonical column that dates a keyless event, or ""
	When     []Condition // all of which a record must meet to feed this table
	Columns  []Column    // in the order of the schema; columns that are not mapped are left out
	Optional bool        // a file may lack the columns that rows cannot be made without: it then feeds the table nothing
	Rows     *Rows       // nil: a record gives one row
	Covers   bool        // feeds contact: counts for the data cut-off
	StartsOn string      // canonical column where a span starts, or ""
	EndsOn   string      // canonical column where it ends; may be mapped or not
}

// A Condition is a header column that must hold something, or one of certain texts.
type Condition struct {
	Column string   // folded
	Texts  []string // nil: anything but nothing
}

// Origin says where a column's text comes from.
type Origin string

// The origins. Except for FromCells, FromConst and FromNumber they belong to a table with Rows.
const (
	FromCells   Origin = "cells"   // From: cells of the record
	FromConst   Origin = "const"   // Const
	FromOrdinal Origin = "ordinal" // 1, 2, … in the order of Rows.Columns (absent ones keep their number) or of the list's parts
	FromHeader  Origin = "header"  // the name of the column that the row was made of, as Rows.Names spells it
	FromNumber  Origin = "number"  // the number of the record in its file
	FromValue   Origin = "value"   // the text of that cell, or of the list's part
	FromBeside  Origin = "beside"  // the cell of From[n-1], where n is the ordinal; missing when there is no such column
)

// Type is how a text is read.
type Type string

// The types. The canonical column's type follows by a cast.
const (
	Text      Type = "text"
	Integer   Type = "integer"
	Decimal   Type = "decimal"
	Date      Type = "date"
	Timestamp Type = "timestamp"
	Boolean   Type = "boolean" // true, false, 1, 0 in any case; other words through Map
)

// Partial says what becomes of a date that lacks its day, or its month and day.
type Partial string

// The partial dates (PAR, DORS): 00 and 99 as day or month mean unknown, as do YYYYMM and YYYY.
const (
	PartialNone   Partial = ""       // such a date is a fault
	PartialMiddle Partial = "middle" // day 15; 1 July
	PartialFirst  Partial = "first"  // day 1; 1 January
)

// A Column fills one canonical column. Its text is made in this order: From joined by Join (or Const, or what
// Rows gives) → empty becomes Default → Pattern → Digits → Take → Pad → Case → System → Map → read as Type → Times.
// Empty text is missing.
type Column struct {
	Target   string
	Origin   Origin
	From     []string // header columns (folded); several are joined, empty cells included
	Join     string
	Const    string   // with FromConst
	Default  string   // instead of an empty text; "" none
	Type     Type     // how the text is read
	SQLType  string   // the canonical column's type, for example DECIMAL(18, 2)
	Required bool     // missing is a fault: declared so, or NOT NULL in the schema
	Optional bool     // the file may lack the From columns; the column is then missing
	Formats  []string // Go layouts, tried in order, of Date and Timestamp; see CheckLayout
	Partial  Partial

	Pattern string       // regular expression with one group that is taken; no match is fault PatternMismatch; "" none
	Digits  bool         // keep 0–9 only
	Take    int          // the first so many characters; 0 all
	Pad     int          // fill with leading zeros to so many characters; 0 none
	Case    string       // upper, lower or ""
	System  *code.System // whose codes the text holds in some spelling; nil: none
	Lenient bool         // a text outside Map, or without a code of System, is missing; else its record is held back

	Map       []Code // every text that is known; nil: no map
	Otherwise string // what a text outside Map becomes; "": fault UnknownCode
	Times     string // header column whose number multiplies this one (folded); ""; missing when either is
	PlusDays  string // header column whose number of days is added to this date (folded); ""; missing when either is

	Allowed  []string // the values the schema allows, "" (missing) apart; nil: any
	Min, Max *float64 // bounds of the schema and the contract, both allowed; nil: none
	Dating   Dating   // which days or years the schema allows; "": any
	Line     int      // in the YAML, for messages
}

// A Code is one entry of a code map: From stands in the file, To in the canonical table; To "" is missing.
type Code struct{ From, To string }

// Rows make several rows of one record, of its columns or of the list in one cell.
type Rows struct {
	Columns   []string   // header columns (folded) in order; those that a file lacks make no row
	Names     []string   // the same as written in the source, for FromHeader
	AnyOf     [][]string // of each, a file must have at least one: a column named by itself, or a range of them
	Split     string     // or: the header column that holds a list (folded)
	By        string     // characters that part the list
	SkipEmpty bool       // an empty cell makes no row, else a row with a missing value
	Skip      []string   // texts that make no row (placeholders such as -1)
}

// Group finds the group that a file belongs to by its base name. A name that fits several belongs to the first.
func (s *Source) Group(file string) (*Group, bool) {
	for i := range s.Groups {
		if s.Groups[i].Fits(file) {
			return &s.Groups[i], true
		}
	}
	return nil, false
}

// Fits tells whether a file's base name is one of the group's, case apart.
func (g *Group) Fits(file string) bool {
	name := strings.ToLower(path.Base(strings.ReplaceAll(file, `\`, "/")))
	for _, pattern := range g.Patterns {
		if ok, err := path.Match(pattern, name); err == nil && ok {
			return true
		}
	}
	return false
}

// Covers tells whether the group feeds contacts, so that its files count for the data cut-off.
func (g *Group) Covers() bool {
	for _, table := range g.Tables {
		if table.Covers {
			return true
		}
	}
	return false
}

// Table returns the group's mapping to a canonical table.
func (g *Group) Table(name string) (*Table, bool) {
	for i := range g.Tables {
		if g.Tables[i].Name == name {
			return &g.Tables[i], true
		}
	}
	return nil, false
}

// Column returns the mapping of a canonical column.
func (t *Table) Column(target string) (*Column, bool) {
	for i := range t.Columns {
		if t.Columns[i].Target == target {
			return &t.Columns[i], true
		}
	}
	return nil, false
}

// Limit is the share of a delivery's records that may break a rule before the load stops.
func (s *Source) Limit(rule string) float64 {
	if limit, ok := s.Limits[rule]; ok {
		return limit
	}
	return DefaultLimit
}
