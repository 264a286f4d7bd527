// Package analytics runs the analyses under sql/ for a selection and answers with typed,
// disclosure-safe tables. It knows no HTTP and no chart.
package analytics

import (
	"time"

	"klarsyn/analytics/disclosure"
)

// A State says what stands in a cell. The Swedish terms: tal, undertryckt, dold, saknas, ej tillämplig.
type State uint8

const (
	Present       State = iota // a number, text, date or truth value
	Suppressed                 // a small number, shown as <5 where the threshold is 4 (undertryckt)
	Hidden                     // suppressed because another cell could be computed from it (dold)
	Missing                    // no value: nothing delivered, or too little to compute (saknas)
	NotApplicable              // the question has no meaning here (ej tillämplig)
)

// A Value is one cell. Number holds numeric columns, Text all others: dates as 2006-01-02,
// truth values as true or false, codes as in the data.
type Value struct {
	State  State
	Below  uint8 // of a suppressed or hidden value: what the policy in force keeps back lies below this; 0: as the default policy
	Number float64
	Text   string
}

// A ColumnType is the kind of a column's values.
type ColumnType uint8

const (
	Text ColumnType = iota
	Integer
	Decimal
	Date
	Boolean
)

// A Column describes one column of a Table.
type Column struct {
	Name   string // snake_case, as in SQL
	Label  string // Swedish, as shown
	Unit   Unit
	Type   ColumnType
	N      string // column with the persons or cases behind the value; its own name for a count; empty: not about persons
	PartOf string // column that this one is an exhaustive part of: the parts of one total add up to it
	Kind   string // mean, quantile or extreme where SQL computed such a value over N; empty: a count or sum
	Total  string // of a text column: the value of rows that are the total of the others; empty: no such row
	Hidden bool   // an input of a derived value that no reader needs to see; neither shown nor exported
	// Derived columns only:
	Function  string   // wilson, ratio …; empty: straight from SQL
	Arguments []string // its input columns
	Role      string   // "value", "low" or "high" for intervals, else empty
	// Labels names codes in Swedish: data value to label, from the dimension or code set the column shows; nil: as is.
	Labels map[string]string
	of     string // of a part of another file's rows: that file's name for the column; empty: the same
	Key    string // query key whose values the column shows: labels=<mart>.<key>; empty: none
}

// A Table is the answer of an analysis. Everything shown or exported is made from one.
type Table struct {
	Analysis  *Analysis
	Columns   []Column
	Rows      [][]Value
	Selection Selection // as asked, defaults filled in
	Period    Period
	Source    Provenance
	Findings  []Finding // quality checks that found something in what the figure reads; their sentences are notes too
	Notes     []string  // Swedish sentences every showing prints: what is ignored, kort historik, preliminär …
}

// Provenance says where a Table came from.
type Provenance struct {
	Snapshot        string    // id of the snapshot (ögonblicksbild)
	SnapshotAt      time.Time // when it was built
	Cutoff          time.Time // data cut-off: last day covered
	AnalysisVersion string    // hash of the analysis' header, body, marts and code sets
	Threshold       int       // counts from 1 to this are suppressed (tröskel); 0: as the default policy
	Disclosed       bool      // false: suppression is on, as always on pages; true: a local operator switched it off
}

// Bound is the number that what a suppressed value stands for lies below: 5 where counts up to 4 are suppressed.
func (v Value) Bound() int {
	if v.Below > 0 {
		return int(v.Below)
	}
	return disclosure.Default.Bound()
}

// Policy is the disclosure policy that the Table was made under.
func (p Provenance) Policy() disclosure.Policy {
	if p.Threshold > 0 {
		return disclosure.Policy{Threshold: p.Threshold}
	}
	return disclosure.Default
}

// Period is the runs of chosen months, cut at the data cut-off; T is its last day.
type Period struct {
	Runs []Run
	T    time.Time
	// Complete is false when the period runs up to the cut-off inside an unfinished month or year (preliminär).
	Complete bool
	Label    string // Swedish, for example 2024, jan–mar 2024
}

// A Run is a half-open stretch of days.
type Run struct{ StartsOn, EndsBefore time.Time }

// Column returns the position of a column by name, or -1.
func (t *Table) Column(name string) int {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Interval reports whether a column is the lower end of a confidence interval whose upper end stands next to it. The
// limits of funnels and process control are no intervals of the value beside them.
func (t *Table) Interval(at int) bool {
	low := t.Columns[at]
	if low.Role != "low" || low.Function == "funnel" || low.Function == "cost_funnel" || low.Function == "xmr" || at+1 >= len(t.Columns) {
		return false
	}
	high := t.Columns[at+1]
	return high.Role == "high" && high.Function == low.Function && !high.Hidden && !low.Hidden
}
