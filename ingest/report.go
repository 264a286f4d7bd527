package ingest

import (
	"time"

	"klarsyn/ingest/rows"
)

// A Report says what a load did, file by file.
type Report struct {
	DryRun      bool
	Snapshot    string // id of the snapshot published; "" none
	Previous    string // id of the one before; "" none
	HomeRegion  string
	DataStartOn time.Time // zero: no contact delivery
	CutoffOn    time.Time // data cut-off; zero: no contact delivery
	EndLater    int64     // contacts that end after the cut-off that the load chose; 0 where the caller gave the period
	Files       []FileReport
	Unmatched   []string // base names of files that fit no source
	Faults      []FaultReport
	Findings    []FindingReport
	Tables      []TableReport
	Patients    int64 // persons known only from contacts
	Elapsed     time.Duration
}

// A FileReport is one file's sum: Read = Loaded + Replaced + Quarantined.
type FileReport struct {
	File, Source string
	DeliveryID   int    // 0: not loaded
	Skipped      string // why the file was left out; "" it was read
	Refused      error  // why the file as a whole is refused; nil it is not
	From, To     time.Time
	Read, Loaded, Replaced, Quarantined,
	SupersededEarlier int64
	Absent   []string // columns that the file may lack and does
	Repaired int64    // spans whose end was moved to their start
}

// A FaultReport is one rule that records of a file broke.
type FaultReport struct {
	File, Source  string
	Table, Column string // Column "": the record as a whole
	Header        string // the file's column, as the source spells it; "" several or none
	Rule          string
	Message       string // Swedish
	Records       int64
	First         int64       // number of the first such record
	Line          int64       // where it begins in the file; 0 not known
	Codes         []rows.Code // the most common unknown codes that can be told
	Example       string      // what its value looks like: 9 for digits, a for letters; "" not told
	Stops         bool        // passed the rule's limit

	late int64 // of Records, found after the file was read
}

// A TableReport is how many rows a canonical table holds after the load.
type TableReport struct {
	Table     string
	Rows, New int64
}

// A Stage is a part of a load.
type Stage string

// The stages, in order.
const (
	StagePrepare Stage = "prepare" // tables are made, the snapshot before is opened
	StageRead    Stage = "read"    // files are read, checked record by record and loaded
	StageCheck   Stage = "check"   // keys and references
	StageMerge   Stage = "merge"   // with the snapshot before
	StageBuild   Stage = "build"   // core tables, marts and quality findings
	StagePublish Stage = "publish" // the snapshot becomes the published one
)

// Progress says how far a load has come.
type Progress struct {
	Stage       Stage
	What        string // the file or table at hand
	Done, Total int64  // bytes while files are read, tables after that
	Rows        int64  // records loaded so far
	Elapsed     time.Duration
	Rate        float64       // records per second while files are read
	Left        time.Duration // of this stage; 0 not known
}
