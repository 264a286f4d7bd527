package read

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"klarsyn/ingest/source"
)

// A slot is what becomes of one column of a file.
type slot struct {
	name    string // folded
	kept    bool   // some table reads it
	content source.Content
	sampler *sampler // of identifiers
	column  *source.Column
}

// plan matches a file's header with what the group reads. Every mistake of the header is in the error.
func plan(file string, group *source.Group, header []string) ([]slot, error) {
	slots := make([]slot, len(header))
	at := map[string]int{}
	wanted := reads(group)
	var refusals []error
	for i, name := range header {
		folded := source.Fold(name)
		slots[i] = slot{name: folded, kept: wanted[folded], content: group.Content(folded), column: reader(group, folded)}
		if _, twice := at[folded]; twice && wanted[folded] {
			refusals = append(refusals, &Refusal{File: file, Line: 1, Column: group.Spelling[folded], Rule: RepeatedColumn,
				Expected: "the column once", Found: "it twice in the header", Do: "take one of them out of the extract"})
		}
		at[folded] = i
		if source.Personal(name) && !slices.Contains(group.Harmless, folded) {
			refusals = append(refusals, &Refusal{File: file, Line: 1, Column: strings.TrimSpace(name), Rule: PersonalColumn,
				Expected: "no particulars of persons", Found: "a column named as such",
				Do: "take the column out of the extract, or list it under harmless: in the source when it holds nothing personal"})
		}
	}
	if missing := missing(group, at); missing != nil {
		refusals = append(refusals, lacking(file, group, slots, missing))
	}
	return slots, errors.Join(refusals...)
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
	for _, table := range group.Tables {
		for _, condition := range table.When {
			need(condition.Column)
		}
		if rows := table.Rows; rows != nil {
			if rows.Split != "" {
				need(rows.Split)
			}
			for _, run := range rows.AnyOf {
				if !slices.ContainsFunc(run, func(name string) bool { _, ok := at[name]; return ok }) {
					need(run[0])
				}
			}
		}
		for _, column := range table.Columns {
			if column.Origin == source.FromCells && !column.Optional {
				need(column.From...)
				if column.Times != "" {
					need(column.Times)
				}
			}
		}
	}
	return lacks
}

// lacking words the refusal of a header without all columns. Names found in the file are told only when some column was
// recognised: else its first line may be a record.
func lacking(file string, group *source.Group, slots []slot, missing []string) *Refusal {
	var others []string
	known := 0
	for _, s := range slots {
		switch {
		case s.kept:
			known++
		case s.name != "" && len(others) < 10:
			others = append(others, s.name)
		}
	}
	refusal := &Refusal{File: file, Line: 1, Rule: MissingColumn, Expected: "the columns " + strings.Join(missing, ", "),
		Found: fmt.Sprintf("a header of %d columns without them", len(slots))}
	switch {
	case len(slots) == 1:
		refusal.Do = fmt.Sprintf("is the delimiter %q right, and is this the right source?", string(group.Dialect.Delimiter))
	case known == 0:
		refusal.Do = "is there a header line, and is this the right source?"
	default:
		refusal.Do = "order the columns, correct their names in the source, or mark them optional: true there"
		if others != nil {
			refusal.Do += "; columns of the file that the source does not read: " + strings.Join(others, ", ")
		}
	}
	return refusal
}
