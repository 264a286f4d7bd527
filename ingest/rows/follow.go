package rows

import (
	"fmt"

	"klarsyn/ingest/source"
)

// A span is where a row starts and ends.
type span struct {
	starts, ends int // fields; absent: the table has no span or the source does not map it
	repair       bool
	fault        int
}

// special holds the fields that follow from others.
type special struct {
	contact, procedure                             bool
	careForm, ended, ongoing, sourceRow, performed int     // fields
	started                                        *column // the start of the contact that the same record makes; nil none
}

// newSpan prepares to hold back spans that end before they start, or to repair them when the source says so.
func (m *Maker) newSpan(src *source.Source, t *table) span {
	if !t.mapped(t.spec.StartsOn) || !t.mapped(t.spec.EndsOn) {
		return span{starts: absent}
	}
	s := span{starts: t.field(t.spec.StartsOn), ends: t.field(t.spec.EndsOn), repair: src.RepairEnds, fault: none}
	if !s.repair {
		s.fault = m.fault(t.spec.Name, t.spec.EndsOn, source.EndBeforeStart)
	}
	return s
}

func (t *table) newSpecial(group *source.Group, cell func(string) int) error {
	s := &t.special
	switch t.spec.Name {
	case "contact":
		s.contact = true
		s.careForm, s.ended, s.ongoing, s.sourceRow = t.field("care_form"), t.field("ended_at"), t.field("ongoing"), t.field(source.RowColumn)
	case "procedure":
		s.procedure, s.performed = true, t.field("performed_on")
		contact, ok := group.Table("contact")
		if !ok {
			return nil
		}
		if c, ok := contact.Column("started_at"); ok {
			started, err := newColumn(c, group.Dialect, absent, cell)
			if err != nil {
				return fmt.Errorf("column contact.started_at: %w", err)
			}
			s.started = &started
		}
	}
	return nil
}

// complete fills what follows from other fields. An inpatient contact without an end is ongoing, whatever the source says;
// a procedure without a day was performed on the day its contact started.
func (t *table) complete(m *Maker, row []value, number int64, p *part) {
	switch s := &t.special; {
	case s.contact:
		if !row[s.ended].given && string(row[s.careForm].text) == "inpatient" {
			row[s.ongoing] = value{given: true, number: 1}
		}
		row[s.sourceRow] = value{given: true, number: number}
	case s.procedure && !row[s.performed].given && s.started != nil:
		var started value
		if fault := s.started.judge(m, p, &started); fault == none && started.given {
			if s.started.spec.SQLType == "TIMESTAMP" {
				started.number = dayOf(started.number)
			}
			row[s.performed] = started
		}
	}
}

// endsBefore tells that a span ends before it starts. An end at midnight means the whole day: sources that deliver the end as a
// day and the start as an instant are right.
func endsBefore(starts, ends value, sqlType string) bool {
	if !starts.given || !ends.given || ends.number >= starts.number {
		return false
	}
	if sqlType != "TIMESTAMP" {
		return true
	}
	day := dayOf(ends.number)
	return day*microsPerDay != ends.number || day != dayOf(starts.number)
}
