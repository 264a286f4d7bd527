package read

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"klarsyn/ingest/source"
)

// A slot is what becomes of one column of a file.
type slot struct {
	name    string // folded
	label   string // for messages; see normaliser.label
	kept    bool   // some table reads it
	content source.Content
	sampler *sampler // of identifiers
	sighted int64    // line of the first personal number; 0 none
	column  *source.Column
}

// plan matches a file's header with what the group reads. Every mistake of the header is told: missing columns in the
// error, what does not hinder looking further in refusals.
func (n *normaliser) plan(header []string) (slots []slot, refusals []error, err error) {
	group := n.group
	slots = make([]slot, len(header))
	at := map[string]int{}
	wanted := reads(group)
	var personal []string
	for i, name := range header {
		folded := source.Fold(name)
		slots[i] = slot{name: folded, label: n.label(folded, i), kept: wanted[folded], content: group.Content(folded), column: reader(group, folded)}
		if _, twice := at[folded]; twice && wanted[folded] {
			refusals = append(refusals, &Refusal{File: n.name, Line: n.headed, Column: slots[i].label, Rule: RepeatedColumn,
				Expected: "the column once", Found: "it twice in the header", Do: "take one of them out of the extract"})
		}
		at[folded] = i
		if known := source.PersonalName(name); known != "" && !slices.Contains(group.Harmless, folded) {
			personal = append(personal, fmt.Sprintf("%d (%s)", i+1, known))
		}
	}
	if personal != nil {
		refusals = append(refusals, &Refusal{File: n.name, Line: n.headed, Column: strings.Join(personal, ", "), Rule: PersonalColumn,
			Expected: "no particulars of persons", Found: "a name for such",
			Do: "take the column out of the extract, or list it under harmless: in the source when it holds nothing personal"})
	}
	if missing := missing(group, at); missing != nil {
		return nil, nil, errors.Join(append(refusals, n.lacking(header, slots, missing))...)
	}
	return slots, refusals, nil
}

// label is how messages name a column: as the source spells it, or by its place when the source does not speak of it. A header
// nobody knows may be a record.
func (n *normaliser) label(folded string, i int) string {
	if written, ok := n.group.Spelling[folded]; ok {
		return written
	}
	return strconv.Itoa(i + 1)
}

// reads is the set of columns (folded) that the group's tables read.
func reads(group *source.Group) map[string]bool {
	wanted := map[string]bool{}
	add := func(names ...string) {
		for _, name := range names {
			wanted[name] = true
		}
	}
	for _, table := range group.Tables {
		for _, condition := range table.When {
			add(condition.Column)
		}
		if table.Rows != nil {
			add(table.Rows.Columns...)
			if table.Rows.Split != "" {
				add(table.Rows.Split)
			}
		}
		for _, column := range table.Columns {
			add(column.From...)
			if column.Times != "" {
				add(column.Times)
			}
			if column.PlusDays != "" {
				add(column.PlusDays)
			}
		}
	}
	return wanted
}

// reader is the first mapping that reads a column, or nil.
func reader(group *source.Group, name string) *source.Column {
	for t := range group.Tables {
		table := &group.Tables[t]
		for c := range table.Columns {
			column := &table.Columns[c]
			fromRows := table.Rows != nil && column.Origin == source.FromValue &&
				(table.Rows.Split == name || slices.Contains(table.Rows.Columns, name))
			if fromRows || column.Times == name {
				return column
			}
			if part := slices.Index(column.From, name); part >= 0 {
				return partOf(column, part)
			}
		}
	}
	return nil
}

// missing lists what the group must have and the header lacks, as the source spells it.
func missing(group *source.Group, at map[string]int) []string {
	var lacks []string
	need := func(names ...string) {
		for _, name := range names {
			if _, ok := at[name]; !ok && !slices.Contains(lacks, group.Spelling[name]) {
				lacks = append(lacks, group.Spelling[name])
			}
		}
	}
	has := func(name string) bool { _, ok := at[name]; return ok }
	for i := range group.Tables {
		table := &group.Tables[i]
		if !table.Fed(has) {
			continue
		}
		if rows := table.Rows; rows != nil {
			for _, run := range rows.AnyOf {
				if !slices.ContainsFunc(run, has) {
					lacks = append(lacks, anyOf(group, run))
				}
			}
		}
		need(table.Singly()...)
	}
	return lacks
}

func counted(columns int) string {
	if columns == 1 {
		return "1 column"
	}
	return strconv.Itoa(columns) + " columns"
}

// yearHeads begins the words for a run of columns that years head.
const yearHeads = "a column per year"

// anyOf words that one column of a run is enough.
func anyOf(group *source.Group, run []string) string {
	first, last := group.Spelling[run[0]], group.Spelling[run[len(run)-1]]
	switch {
	case len(run) == 1:
		return first
	case aYear.MatchString(first) && aYear.MatchString(last):
		return fmt.Sprintf("%s, headed by the year alone (%s–%s)", yearHeads, first, last)
	}
	return fmt.Sprintf("at least one of %s–%s", first, last)
}

// lacking words the refusal of a header without all columns, with what is the likeliest cause.
func (n *normaliser) lacking(header []string, slots []slot, missing []string) *Refusal {
	wanted, others := reads(n.group), []int(nil)
	for i, s := range slots {
		if !s.kept && s.name != "" {
			others = append(others, i+1)
		}
	}
	recognised := known(wanted, header)
	expected := strings.Join(missing, ", ")
	if n.group.Spelling[source.Fold(missing[0])] != "" { // names, not words for a run of them
		expected = "the columns " + expected
	}
	refusal := &Refusal{File: n.name, Line: n.headed, Rule: MissingColumn, Expected: expected,
		Found: fmt.Sprintf("a header of %s, %d of them among those that the source reads", counted(len(slots)), recognised)}
	cause, found := n.otherDelimiter(n.opened, recognised)
	if !found && n.ahead != nil {
		cause, found = below(wanted, recognised, n.headed, n.ahead())
	}
	if !found && slices.ContainsFunc(missing, func(name string) bool { return strings.HasPrefix(name, yearHeads) }) {
		cause, found = pxWeb(header)
	}
	switch {
	case found:
		refusal.Found += ": " + cause.found
		refusal.Do = cause.do
	case len(slots) == 1 && n.opened != nil:
		refusal.Do = fmt.Sprintf("is the delimiter %s right, and is this the right source?", delimiterName(n.group.Dialect.Delimiter))
	case isRecord(header):
		refusal.Found += ": what looks like a record"
		refusal.Do = "request the extract with a header line; or write header: false and names: in the source's dialect"
	case recognised == 0:
		refusal.Do = "is there a header line, and is this the right source?"
	default:
		refusal.Do = "request the columns, correct their names in the source, or mark them optional: true there"
		if others != nil {
			refusal.Do += "; the source does not read " + numbered(others) + " of the file"
		}
	}
	return refusal
}
