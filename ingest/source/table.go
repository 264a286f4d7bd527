package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// tables reads the tables of a group, parents first, and lets children take over their parent's key.
func (p *groupParser) tables(group *Group, e entry) {
	var names []string
	for _, table := range p.schema {
		names = append(names, table.Name)
	}
	type child struct {
		table     *Table
		canonical Canonical
		line      int
	}
	var read []child
	for _, e := range p.mapping(e.node, "tables", names...) {
		at := slices.IndexFunc(p.schema, func(t Canonical) bool { return t.Name == e.key })
		read = append(read, child{p.readTable(p.schema[at], e), p.schema[at], e.line})
	}
	parents := map[string]*Table{}
	for _, c := range read {
		parents[c.table.Name] = c.table
	}
	for _, c := range read {
		if parent := parents[c.canonical.Parent]; parent != nil {
			inherit(c.table, parent, c.canonical)
		}
		p.complete(c.table, c.canonical, c.line)
	}
	slices.SortStableFunc(read, func(a, b child) int { return rank(a.canonical) - rank(b.canonical) })
	for _, c := range read {
		group.Tables = append(group.Tables, *c.table)
	}
}

func rank(table Canonical) int {
	if table.Parent == "" {
		return 0
	}
	return 1
}

// inherit gives a child table its parent's key and person where it does not map them itself.
func inherit(table, parent *Table, canonical Canonical) {
	for _, name := range append([]string{"patient_id"}, parent.Key...) {
		field, ok := canonical.Field(name)
		if _, mapped := table.Column(name); !ok || mapped {
			continue
		}
		if column, ok := parent.Column(name); ok {
			taken := *column
			taken.Required = taken.Required || field.NotNull
			table.Columns = append(table.Columns, taken)
		}
	}
}

func (p *groupParser) readTable(canonical Canonical, e entry) *Table {
	where := "tables." + canonical.Name
	p.child = canonical.Parent != ""
	table := &Table{Name: canonical.Name, Parent: canonical.Parent, EventOn: canonical.EventOn, Key: canonical.Key,
		Covers: canonical.Name == "contact"}
	table.StartsOn, table.EndsOn = span(canonical)
	var columns, rows *entry
	for _, e := range p.mapping(e.node, where, "key", "when", "optional", "rows", "columns") {
		switch e.key {
		case "key":
			p.key(table, canonical, e, where)
		case "when":
			table.When = p.when(e, where+".when")
		case "optional":
			table.Optional = p.flag(e, where)
		case "rows":
			rows = &e
		case "columns":
			columns = &e
		}
	}
	if columns == nil && rows == nil {
		p.fault(e.line, where, "key \"columns\" is missing")
	}
	given := map[string]Column{}
	if rows != nil {
		// A contact is found again by the record that delivered it: delivery_id and source_row are a key of the table.
		if _, numbered := canonical.Field(RowColumn); numbered {
			p.fault(rows.line, where, "rows: a record makes one %s", canonical.Name)
		}
		p.rows(table, canonical, *rows, where+".rows", given)
	}
	if columns != nil {
		var names []string
		for _, field := range canonical.Fields {
			if field.Name != RowColumn {
				names = append(names, field.Name)
			}
		}
		for _, field := range canonical.Witnesses {
			names = append(names, field.Name)
		}
		for _, e := range p.mapping(columns.node, where+".columns", names...) {
			field, _ := canonical.Mappable(e.key)
			column, fromRows := given[e.key]
			delete(given, e.key)
			if !fromRows {
				column = Column{Target: e.key, Origin: FromCells}
			}
			table.Columns = append(table.Columns, p.column(field, column, e, where+".columns."+e.key, fromRows))
		}
	}
	for target, column := range given {
		field, _ := canonical.Field(target)
		p.settle(&column, field, rows.line, where+".rows")
		table.Columns = append(table.Columns, column)
	}
	return table
}

// when reads what a record must hold to feed a table: texts by column, or a list of columns that must hold something.
func (p *groupParser) when(e entry, where string) []Condition {
	var conditions []Condition
	switch e.node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		for _, e := range p.mapping(e.node, where) {
			conditions = append(conditions, Condition{p.header(e.key), p.texts(e, where)})
		}
	default:
		for _, name := range p.headers(p.texts(e, where)) {
			conditions = append(conditions, Condition{Column: name})
		}
	}
	return conditions
}

func (p *groupParser) key(table *Table, canonical Canonical, e entry, where string) {
	key := p.texts(e, where)
	if canonical.Key != nil {
		a, b := slices.Sorted(slices.Values(key)), slices.Sorted(slices.Values(canonical.Key))
		if !slices.Equal(a, b) {
			p.fault(e.line, where, "key: %s is one row per %s; expected key: [%s]", canonical.Name,
				strings.Join(canonical.Key, ", "), strings.Join(canonical.Key, ", "))
		}
		return
	}
	for _, name := range key {
		if _, ok := canonical.Field(name); !ok {
			p.fault(e.line, where, "key: %s has no column %q", canonical.Name, name)
		}
	}
	table.Key = key
}

// complete checks that what the canonical table demands is mapped, and puts the columns in its order.
func (p *groupParser) complete(table *Table, canonical Canonical, line int) {
	where := "tables." + table.Name
	var lacking []string
	for _, field := range canonical.Fields {
		if _, ok := table.Column(field.Name); !ok && field.NotNull {
			lacking = append(lacking, field.Name)
		}
	}
	if lacking != nil {
		p.fault(line, where, "%s must be given by a column, a constant or rows", strings.Join(lacking, ", "))
	}
	for _, name := range table.Key {
		if _, ok := table.Column(name); !ok && !slices.Contains(lacking, name) {
			p.fault(line, where, "the key %s is not given by any column", name)
		}
	}
	if table.Name == "procedure" {
		_, contact := table.Column("contact_id")
		_, patient := table.Column("patient_id")
		if !contact && !patient {
			p.fault(line, where, "contact_id or patient_id must be given")
		}
	}
	fields := slices.Concat(canonical.Fields, canonical.Witnesses)
	order := func(c Column) int {
		return slices.IndexFunc(fields, func(f Field) bool { return f.Name == c.Target })
	}
	slices.SortStableFunc(table.Columns, func(a, b Column) int { return order(a) - order(b) })
}

// rowKeys are the keys of rows that are not canonical columns.
var rowKeys = []string{"columns", "split", "by", "skip_empty", "skip"}

// rows reads how several rows are made of one record. What it gives to canonical columns it leaves in given.
func (p *groupParser) rows(table *Table, canonical Canonical, e entry, where string, given map[string]Column) {
	rows := &Rows{}
	table.Rows = rows
	known := append([]string{}, rowKeys...)
	for _, field := range canonical.Fields {
		known = append(known, field.Name)
	}
	wide := func(e entry) {
		if rows.Columns != nil {
			p.fault(e.line, where, "%s: the columns to make rows of are given twice", e.key)
		}
		runs := p.runs(e, where)
		rows.Names = slices.Concat(runs...)
		rows.Columns = p.headers(rows.Names)
		for _, run := range runs {
			rows.AnyOf = append(rows.AnyOf, p.headers(run))
		}
		for i, name := range rows.Columns {
			if slices.Contains(rows.Columns[:i], name) {
				p.fault(e.line, where, "%s: the column %q stands twice in the list", e.key, rows.Names[i])
			}
		}
	}
	value := ""
	for _, e := range p.mapping(e.node, where, known...) {
		column := Column{Target: e.key, Line: e.line}
		word, plain := scalar(e.node)
		switch {
		case e.key == "columns":
			wide(e)
		case e.key == "split":
			rows.Split = p.header(p.text(e, where))
		case e.key == "by":
			rows.By = p.separators(e, where)
		case e.key == "skip_empty":
			rows.SkipEmpty = p.flag(e, where)
		case e.key == "skip":
			rows.Skip = p.texts(e, where)
		case plain && word == "value":
			column.Origin, value = FromValue, e.key
			given[e.key] = column
		case plain && word == "position":
			column.Origin = FromOrdinal
			given[e.key] = column
		case plain:
			p.fault(e.line, where, "%s: expected a list of columns, value, position or {beside: [columns]}, found %q", e.key, word)
		case kindOf(e.node) == "a list":
			wide(e)
			column.Origin = FromHeader
			if e.key == "position" {
				column.Origin = FromOrdinal
			}
			given[e.key] = column
		default:
			for _, inner := range p.mapping(e.node, where+"."+e.key, "beside") {
				column.Origin, column.From = FromBeside, p.headers(p.ranges(inner, where+"."+e.key))
				given[e.key] = column
			}
		}
	}
	switch {
	case rows.Split == "" && rows.Columns == nil:
		p.fault(e.line, where, "expected a list of columns to make rows of, or split: with the column that holds a list")
	case rows.Split != "" && rows.Columns != nil:
		p.fault(e.line, where, "split and a list of columns cannot be combined")
	case value == "":
		p.fault(e.line, where, "expected one column whose value is the cell's text, such as \"code: value\"")
	}
	if rows.By != "" && rows.Split == "" {
		p.fault(e.line, where, "by goes with split")
	}
	if rows.By == "" {
		rows.By = " "
	}
}

// separators reads the characters that part a list.
func (p *groupParser) separators(e entry, where string) string {
	by := ""
	for _, text := range p.texts(e, where) {
		if len(text) != 1 || text[0] >= utf8.RuneSelf || unicode.IsLetter(rune(text[0])) || unicode.IsDigit(rune(text[0])) {
			p.fault(e.line, where, "by: expected a character that parts the list, or several as [\",\", \";\", \" \"], found %q", text)
		}
		by += text
	}
	return by
}
