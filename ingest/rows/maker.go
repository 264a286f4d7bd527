// Package rows makes typed rows of the canonical tables from a file's records. Each record is judged by the source and the
// contract: it is kept whole, as rows in one Parquet file per table, or held back whole with the first rule that it breaks.
package rows

import (
	"errors"
	"fmt"
	"path/filepath"

	"klarsyn/ingest/source"
)

// RecordColumn stands in each table's Parquet file before the canonical columns: the number of the record that a row was made of.
const RecordColumn = "load_record"

// A Fault is one way in which a record can break a table's rules.
type Fault struct {
	Table, Column string // Column "": the record as a whole
	Rule          string // of package source
	Detail        string // Swedish, what is told of it instead of the rule's sentence; "" that
}

// Explain is the Swedish sentence for the fault. It never holds a value.
func (f Fault) Explain() string {
	if f.Detail != "" {
		return f.Detail
	}
	return source.Explain(f.Rule)
}

// A Held record broke a rule.
type Held struct {
	Record int64
	Fault  int // in Maker.Faults
}

// A Maker makes the rows of one file's records.
type Maker struct {
	Faults   []Fault          // in the order of the rules: a record is held back for the first one that it breaks
	Held     []Held           // in the order of the records
	Examples map[int]string   // by fault: what the value of the first such record looks like, never the value itself
	Made     int64            // records whose rows were kept
	Repaired int64            // of those, how many had a span whose end was moved to its start
	Absent   []string         // header columns that the file may lack and does
	Keys     map[string]*Keys // by table, of those whose keys are noted
	Findings source.Findings  // values made otherwise than the file's cells stand

	source   *source.Source
	calendar source.Calendar
	unknown  map[int]map[string]int64 // by fault: texts of unknown codes, and the records held back for them
	declared map[int]map[string]bool  // by such a fault: the texts that are known, in lower case
	tables   []*table
	prefix   []byte           // of the ids of contacts, and of persons that are record numbers
	number   int64            // of the record at hand
	cells    [][]byte         // of it
	text     []byte           // of its values that do not stand so in the file
	found    []source.Finding // in its values
}

// New prepares for a file with the given name and header columns (folded), whose rows are written to <dir>/<table>.parquet. The keys
// of the rows of some tables are noted. Days are judged by the load's calendar.
func New(src *source.Source, group *source.Group, schema []source.Canonical, file string, columns []string, dir string, noted map[string]bool, calendar source.Calendar) (*Maker, error) {
	m := &Maker{Examples: map[int]string{}, unknown: map[int]map[string]int64{}, declared: map[int]map[string]bool{}, Keys: map[string]*Keys{}, source: src, calendar: calendar, prefix: []byte(src.Namespace(file))}
	at := map[string]int{}
	for i, name := range columns {
		at[name] = i
	}
	has := func(name string) bool { _, ok := at[name]; return ok }
	m.Absent = group.Absent(has)
	for i := range group.Tables {
		t, err := m.newTable(src, group, &group.Tables[i], schema, at)
		if err == nil {
			t.out, err = create(filepath.Join(dir, t.spec.Name+".parquet"), t.fields, t.base, t.filled())
		}
		if err != nil {
			return nil, errors.Join(err, m.Close())
		}
		if noted[t.spec.Name] {
			t.keys = &Keys{fields: t.key}
			m.Keys[t.spec.Name] = t.keys
		}
		t.unfed = !t.spec.Fed(has)
		m.tables = append(m.tables, t)
	}
	return m, nil
}

// Close finishes the Parquet files and lets go of what making rows took; what was found of the records stays.
func (m *Maker) Close() error {
	var failed []error
	for _, t := range m.tables {
		if err := t.out.close(); err != nil {
			failed = append(failed, fmt.Errorf("write rows of %s: %w", t.spec.Name, err))
		}
	}
	m.tables, m.cells, m.text = nil, nil, nil
	return errors.Join(failed...)
}

// What judging a value, a row or a record comes to besides the number of a fault.
const (
	none  = -1 - iota
	noRow // the value makes no row
)

// Take makes the rows of one record.
func (m *Maker) Take(number int64, cells [][]byte) error {
	m.number, m.cells, m.text, m.found = number, cells, m.text[:0], m.found[:0]
	repaired := false
	for _, t := range m.tables {
		fault := t.judge(m, number)
		if fault != none {
			m.hold(number, fault)
			return nil
		}
		repaired = repaired || t.repaired
	}
	for _, t := range m.tables {
		if err := t.out.write(number, t.rows); err != nil {
			return fmt.Errorf("write rows of %s: %w", t.spec.Name, err)
		}
		if t.keys != nil {
			for _, row := range t.rows {
				t.keys.add(row)
			}
		}
	}
	for _, finding := range m.found {
		m.Findings.Add(finding, number)
	}
	m.Made++
	if repaired {
		m.Repaired++
	}
	return nil
}

// hold notes a record that breaks a rule, and what the first such value looks like.
func (m *Maker) hold(number int64, fault int) {
	m.Held = append(m.Held, Held{number, fault})
	_, known := m.Examples[fault]
	if known && m.Faults[fault].Rule != source.UnknownCode {
		return
	}
	if !known {
		m.Examples[fault] = ""
	}
	for _, t := range m.tables {
		if t.spec.Name != m.Faults[fault].Table {
			continue
		}
		for i := range t.columns {
			c := &t.columns[i]
			if c.spec.Target == m.Faults[fault].Column && c.spec.Origin == source.FromCells && len(c.from) == 1 {
				text := m.cell(c.from[0])
				if !known {
					m.Examples[fault] = class(string(text))
				}
				m.unknownCode(fault, text)
			}
		}
	}
}

// fault numbers one more rule.
func (m *Maker) fault(table, column, rule string) int {
	m.Faults = append(m.Faults, Fault{Table: table, Column: column, Rule: rule})
	return len(m.Faults) - 1
}

// absent is the position of a column that the file lacks.
const absent = -1

// cell is the text of one of the record's cells, empty when it is missing.
func (m *Maker) cell(position int) []byte {
	if position == absent {
		return nil
	}
	return m.cells[position]
}
