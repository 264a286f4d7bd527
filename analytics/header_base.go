package analytics

import (
	"fmt"
	"slices"
	"strings"

	"klarsyn/sql"
	"klarsyn/sql/duck"
)

// A file with uses reads another one in one of three ways:
//
//   - of a shared body with parameters, it is that statement, completed with values of its own;
//   - of a figure, its own statement reads the rows, which are computed once for all who read them;
//   - of a file whose rows are in parts (parts: the column that tells them apart), it is one part (part: its value), taken as it is or
//     read by a statement of its own. A part taken as it is has the other file's columns: without those it omits, and with its own
//     column lines in the place of those they are of.

// partParam is the parameter that holds the part which is read.
const partParam = "part"

// isPart says whether the file is a part of another.
func (r *headerReader) isPart() bool { return r.file.Value("part") != "" }

// isTaken says whether the file is a part taken as it is.
func (r *headerReader) isTaken() bool { return r.isPart() && r.file.Body == "" }

// source is what the file that a part takes the column from calls it.
func (c Column) source() string {
	if c.of != "" {
		return c.of
	}
	return c.Name
}

// columnEntries are the column lines that hold for the file.
func (r *headerReader) columnEntries() []sql.Entry {
	if r.base == nil || !r.isTaken() {
		return r.all("column")
	}
	own := map[string]sql.Entry{}
	for _, entry := range r.file.All("column") {
		own[takenFrom(entry)] = entry
	}
	omitted := append(r.file.List("omits"), r.base.Value("parts"))
	var entries []sql.Entry
	for _, entry := range r.base.All("column") {
		name := takenFrom(entry)
		mine, stated := own[name]
		delete(own, name)
		switch at := slices.Index(omitted, name); {
		case at >= 0:
			omitted = slices.Delete(omitted, at, at+1)
		case stated:
			entries = append(entries, mine)
		default:
			entries = append(entries, entry)
		}
	}
	for _, name := range omitted {
		r.faults.add(r.file.Path, r.line("omits"), "omits %s: %s has no such column", name, r.base.Path)
	}
	for _, name := range sortedKeys(own) {
		r.fault(own[name], "column %s: %s has no such column", name, r.base.Path)
	}
	return entries
}

// takenFrom is the name of the column that a line describes in the file that it is taken from.
func takenFrom(entry sql.Entry) string {
	head, options, _ := strings.Cut(entry.Value, ";")
	for option := range strings.FieldsSeq(options) {
		if of, found := strings.CutPrefix(option, "of="); found {
			return of
		}
	}
	name, _, _ := strings.Cut(head, " ")
	return name
}

// renamed is what the file calls a column of the chart that it takes over.
func (r *headerReader) renamed(a *Analysis, name string) string {
	if r.isTaken() && len(r.file.All("chart")) == 0 {
		for _, column := range a.sqlColumns {
			if column.of == name {
				return column.Name
			}
		}
	}
	return name
}

// bodyOf is the whole statement of a file that uses another.
func (r *headerReader) bodyOf(a *Analysis) string {
	parts := r.base.Value("parts")
	if parts == "" {
		return onTopOf(r.base.Body, r.base.Name(), r.file.Body)
	}
	own := r.file.Body
	if own == "" {
		taken := make([]string, len(a.sqlColumns))
		for i, column := range a.sqlColumns {
			taken[i] = duck.Identifier(column.source())
			if column.of != "" {
				taken[i] += " AS " + duck.Identifier(column.Name)
			}
		}
		own = "SELECT\n    " + strings.Join(taken, ",\n    ") + "\nFROM " + duck.Identifier(r.base.Name())
	}
	return onTopOf(fmt.Sprintf("FROM (\n%s\n)\nWHERE %s = $%s", r.base.Body, duck.Identifier(parts), partParam), r.base.Name(), own)
}

// readBase finds out whose rows the file reads, if any.
func (r *headerReader) readBase(a *Analysis) {
	if a.parts = r.file.Value("parts"); a.parts != "" {
		if at := a.sqlColumn(a.parts); at < 0 || a.sqlColumns[at].Type != Text {
			r.faults.add(a.Path, r.line("parts"), "parts: %s is no column of type VARCHAR", a.parts)
		}
		return
	}
	a.part = r.file.Value("part")
	parts := r.base != nil && r.base.Value("parts") != ""
	switch {
	case r.isPart() && !parts:
		r.faults.add(a.Path, r.line("part"), "part %s: the file is no part of another: wanted uses with a file that has parts", a.part)
		return
	case parts && !r.isPart():
		r.faults.add(a.Path, r.line("uses"), "uses %s, whose rows are in parts: wanted part with one of them", fileID(r.base.Path))
		return
	case !r.isTaken() && len(r.file.All("omits")) > 0:
		r.faults.add(a.Path, r.line("omits"), "omits: only a part without a statement of its own takes the columns of another file")
	case r.base == nil || !parts && (r.file.Body == "" || len(a.Params) > 0):
		return
	}
	var told faults // by the file itself
	reader := headerReader{catalogue: r.catalogue, file: *r.base, setLabels: r.setLabels, faults: &told}
	a.base, a.own = reader.read(), r.file.Body
	a.base.Area, a.base.Params, a.base.Bind = a.Area, a.Params, a.Bind
	if len(r.file.All("ignores")) > 0 {
		a.base.Ignores = a.Ignores
	}
	if len(r.file.All("from")) > 0 {
		a.base.From = a.From
	}
}
