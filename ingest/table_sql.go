package ingest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"klarsyn/ingest/read"
	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// recordColumn holds the number of the record that a row was made of, while a load runs.
const recordColumn = "load_record"

// A fault is one way in which a record can break a table's rules. Its number orders the rules: the first one
// broken is the one that a record is held back for.
type fault struct {
	Table, Column string // Column "" : the record as a whole
	Rule          string // of package source
}

// A mapping is one table of a group as SQL over the relation cells, which holds a file's records as text.
type mapping struct {
	table   *source.Table
	columns []columnSQL
	faults  []string // conditions; the n-th, from 1, breaks kinds[n-1]
	kinds   []fault
	from    string     // SELECT of the texts
	before  string     // condition that a span ends before it starts, when such ends are repaired; "" they are not
	started *columnSQL // the start of the contact that the same record makes; nil none
}

// cellsOf reads a normalised file as the relation cells.
func cellsOf(file *read.File) string {
	types := []string{"'" + recordColumn + "': 'BIGINT'"}
	for _, name := range file.Columns {
		types = append(types, duck.Quote(name)+": 'VARCHAR'")
	}
	return fmt.Sprintf("SELECT * FROM read_csv(%s, delim='\x1f', quote='', escape='', header=false, nullstr='', auto_detect=false, max_line_size=%d, buffer_size=%d, columns={%s})",
		duck.Quote(file.Path), maxLine, 2*maxLine, strings.Join(types, ", "))
}

// maxLine is more than the longest line of a normalised file.
const maxLine = 4 << 20

// newMapping writes the SQL of one table for a file that has the given header columns (folded).
func newMapping(src *source.Source, group *source.Group, table *source.Table, present map[string]bool) mapping {
	dialect := group.Dialect
	m := mapping{table: table}
	cell := func(name string) string {
		if !present[name] {
			return "NULL::VARCHAR"
		}
		return duck.Identifier(name)
	}
	for _, column := range table.Columns {
		times := ""
		if column.Times != "" {
			times = cell(column.Times)
		}
		m.columns = append(m.columns, newColumnSQL(column, dialect, originOf(column, cell), times))
	}
	for _, c := range m.columns {
		m.columnFaults(c)
	}
	m.spanFault(src)
	if contact, ok := group.Table("contact"); ok && table.Name == "procedure" {
		// A procedure without a date was performed on the day its contact started.
		if column, ok := contact.Column("started_at"); ok {
			aside := *column
			aside.Target = "contact started_at"
			c := newColumnSQL(aside, dialect, originOf(aside, cell), "")
			m.started = &c
		}
	}
	m.from = m.texts(present, cell)
	return m
}

// The columns of a relation that makes rows of one record: the ordinal, the header name and the text of each.
const rowOrdinal, rowHeader, rowValue = `"row ordinal"`, `"row header"`, `"row value"`

func originOf(column source.Column, cell func(string) string) string {
	switch column.Origin {
	case source.FromConst:
		return duck.Quote(column.Const)
	case source.FromOrdinal:
		return rowOrdinal + "::VARCHAR"
	case source.FromHeader:
		return rowHeader
	case source.FromValue:
		return rowValue
	case source.FromBeside:
		return beside(column)
	}
	cells := make([]string, len(column.From))
	for i, name := range column.From {
		cells[i] = cell(name)
	}
	return joined(cells, column.Join)
}

// beside is the expression of a FromBeside column, over the columns that texts adds for it.
func beside(column source.Column) string { return duck.Identifier("beside " + column.Target) }

// texts selects, for each row, the record's number and each column's origin text.
func (m *mapping) texts(present map[string]bool, cell func(string) string) string {
	where := ""
	for i, name := range m.table.When {
		where += [2]string{" WHERE ", " AND "}[min(i, 1)] + cell(name) + " IS NOT NULL"
	}
	relation := "cells" + where
	if m.table.Rows != nil {
		relation = "(" + m.rowRelation(present, cell, where) + ")"
	}
	selected := []string{recordColumn}
	for _, c := range m.all() {
		selected = append(selected, c.origin+" AS "+c.originName())
		if c.times != "" {
			selected = append(selected, c.times+" AS "+c.timesName())
		}
	}
	return "SELECT " + strings.Join(selected, ", ") + " FROM " + relation
}

// all is the table's columns and those that only help to fill them.
func (m *mapping) all() []columnSQL {
	if m.started == nil {
		return m.columns
	}
	return append(m.columns[:len(m.columns):len(m.columns)], *m.started)
}

// rowRelation makes the rows of a table that has several per record, of its columns or of the parts of a list.
func (m *mapping) rowRelation(present map[string]bool, cell func(string) string, where string) string {
	rows := m.table.Rows
	selected := append([]string{recordColumn}, m.cells(present)...)
	if rows.Split != "" {
		list := "regexp_split_to_array(trim(" + cell(rows.Split) + "), '\\s+')"
		if rows.By != "" {
			list = "string_split(" + cell(rows.Split) + ", " + duck.Quote(rows.By) + ")"
		}
		// The parts are numbered before empty ones are dropped.
		inner := "SELECT " + strings.Join(selected, ", ") + ", unnest(" + list + ") AS \"row part\", generate_subscripts(" + list + ", 1) AS " + rowOrdinal + " FROM cells" + where
		outer := []string{"*", "nullif(trim(\"row part\"), '') AS " + rowValue, duck.Quote(rows.Split) + " AS " + rowHeader}
		for _, c := range m.columns {
			if c.column.Origin == source.FromBeside {
				outer = append(outer, numbered(c.column.From, cell)+" AS "+beside(c.column))
			}
		}
		return "SELECT * FROM (SELECT " + strings.Join(outer, ", ") + " FROM (" + inner + "))" + kept(rows)
	}
	var values, ordinals, headers []string
	besides := make([][]string, len(m.columns))
	for i, name := range rows.Columns {
		if !present[name] {
			continue
		}
		header := name
		if i < len(rows.Names) {
			header = rows.Names[i]
		}
		values, ordinals, headers = append(values, cell(name)), append(ordinals, strconv.Itoa(i+1)), append(headers, duck.Quote(header))
		for j, c := range m.columns {
			text := "NULL::VARCHAR"
			if i < len(c.column.From) {
				text = cell(c.column.From[i])
			}
			besides[j] = append(besides[j], text)
		}
	}
	unnest := func(list []string, name string) string {
		return "unnest([" + strings.Join(list, ", ") + "]) AS " + name
	}
	selected = append(selected, unnest(append(values, "NULL::VARCHAR"), rowValue), unnest(append(ordinals, "0"), rowOrdinal), unnest(append(headers, "''"), rowHeader))
	for j, c := range m.columns {
		if c.column.Origin == source.FromBeside {
			selected = append(selected, unnest(append(besides[j], "NULL::VARCHAR"), beside(c.column)))
		}
	}
	// The last element, which no column gave, keeps the lists from being empty.
	return "SELECT * FROM (SELECT " + strings.Join(selected, ", ") + " FROM cells" + where + ")" + kept(rows, rowOrdinal+" > 0")
}

// cells lists the cells that the table's columns read beside those that make its rows.
func (m *mapping) cells(present map[string]bool) []string {
	var list []string
	add := func(name string) {
		if quoted := duck.Identifier(name); present[name] && !slices.Contains(list, quoted) {
			list = append(list, quoted)
		}
	}
	for _, c := range m.all() {
		if c.column.Origin == source.FromCells || m.table.Rows.Split != "" {
			for _, name := range c.column.From {
				add(name)
			}
		}
		if c.column.Times != "" {
			add(c.column.Times)
		}
	}
	return list
}

// numbered picks the cell that stands beside a list's part by the part's number.
func numbered(names []string, cell func(string) string) string {
	text := "CASE " + rowOrdinal
	for i, name := range names {
		text += " WHEN " + strconv.Itoa(i+1) + " THEN " + cell(name)
	}
	return text + " END"
}

// kept is the condition that leaves out empty cells and placeholders.
func kept(rows *source.Rows, terms ...string) string {
	if rows.SkipEmpty {
		terms = append(terms, rowValue+" IS NOT NULL")
	}
	if len(rows.Skip) > 0 {
		terms = append(terms, "("+rowValue+" IS NULL OR "+rowValue+" NOT IN ("+quoted(rows.Skip)+"))")
	}
	if len(terms) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(terms, " AND ")
}

func quoted(values []string) string {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = duck.Quote(value)
	}
	return strings.Join(list, ", ")
}
