package rows

import (
	"fmt"
	"slices"
	"strconv"

	"klarsyn/ingest/source"
)

// A table makes the rows of one canonical table from one record at a time.
type table struct {
	spec    *source.Table
	fields  []source.Field
	columns []column
	when    []condition // for a record to make rows
	span    span
	special special
	base    []value   // of any row: the constants
	rows    [][]value // of the record at hand, in the order of fields
	spare   [][]value // rows of earlier records, to be used again
	out     *writer
	key     []int // fields
	keys    *Keys // nil: not noted

	// Several rows of a record.
	wide       []wide
	split      int // cell that holds a list; absent: none
	heading    []byte
	separators separators
	parts      [][]byte // of the list at hand
	skip       map[string]bool
	unfed      bool // the file lacks what rows are made of
	repaired   bool // a span of the record at hand
}

// A condition is a cell that must hold something, or one of certain texts.
type condition struct {
	cell  int
	texts []string // nil: anything but nothing
}

func (c *condition) met(m *Maker) bool {
	text := m.cell(c.cell)
	return len(text) > 0 && (c.texts == nil || slices.ContainsFunc(c.texts, func(wanted string) bool { return wanted == string(text) }))
}

// A wide column makes one row of a record.
type wide struct {
	cell, number    int
	ordinal, header []byte
}

func (m *Maker) newTable(src *source.Source, group *source.Group, spec *source.Table, schema []source.Canonical, at map[string]int) (*table, error) {
	known := slices.IndexFunc(schema, func(c source.Canonical) bool { return c.Name == spec.Name })
	if known < 0 {
		return nil, fmt.Errorf("the schema has no table %s", spec.Name)
	}
	t := &table{spec: spec, fields: slices.Clip(schema[known].Fields), split: absent}
	for _, witness := range schema[known].Witnesses {
		if t.mapped(witness.Name) {
			t.fields = append(t.fields, witness)
		}
	}
	for _, name := range schema[known].Key {
		t.key = append(t.key, t.field(name))
	}
	cell := func(name string) int {
		if position, ok := at[name]; ok {
			return position
		}
		return absent
	}
	for _, asked := range spec.When {
		t.when = append(t.when, condition{cell(asked.Column), asked.Texts})
	}
	t.base = make([]value, len(t.fields))
	for i := range spec.Columns {
		c := &spec.Columns[i]
		made, err := newColumn(c, group.Dialect, t.field(c.Target), cell)
		if err != nil {
			return nil, fmt.Errorf("column %s.%s: %w", spec.Name, c.Target, err)
		}
		if (c.Target == source.ContactColumn || c.Origin == source.FromNumber) && len(m.prefix) > 0 {
			made.prefix, made.way = m.prefix, shaped
		}
		made.table, made.demanded = spec.Name, t.fields[made.field].NotNull
		m.columnFaults(spec.Name, &made)
		if c.Origin != source.FromConst || made.judge(m, &part{}, &t.base[made.field]) != none { // a constant is judged once
			t.base[made.field] = value{}
			t.columns = append(t.columns, made)
		}
	}
	t.span = m.newSpan(src, t)
	if rows := spec.Rows; rows != nil {
		t.severalRows(rows, at, cell)
	}
	return t, t.newSpecial(group, cell)
}

// filled lists the fields that hold more than the table's constants.
func (t *table) filled() []int {
	var list []int
	s := &t.special
	for i, field := range t.fields {
		follows := s.contact && (i == s.ongoing || i == s.sourceRow) || s.procedure && i == s.performed || t.span.repair && i == t.span.ends
		if follows || t.mapped(field.Name) && !t.base[i].given {
			list = append(list, i)
		}
	}
	return list
}

// field is the position of a canonical column.
func (t *table) field(name string) int {
	return slices.IndexFunc(t.fields, func(f source.Field) bool { return f.Name == name })
}

func (t *table) mapped(name string) bool { _, ok := t.spec.Column(name); return name != "" && ok }

func (t *table) severalRows(rows *source.Rows, at map[string]int, cell func(string) int) {
	t.skip = map[string]bool{}
	for _, text := range rows.Skip {
		t.skip[text] = true
	}
	if rows.Split != "" {
		t.split, t.heading = cell(rows.Split), []byte(rows.Split)
		t.separators = newSeparators(rows.By, t.listed())
	}
	for i, name := range rows.Columns {
		position, present := at[name]
		if !present {
			continue
		}
		header := name
		if i < len(rows.Names) {
			header = rows.Names[i]
		}
		t.wide = append(t.wide, wide{position, i + 1, []byte(strconv.Itoa(i + 1)), []byte(header)})
	}
}

// judge makes the record's rows and tells the first rule that one of them breaks, or none.
func (t *table) judge(m *Maker, number int64) int {
	t.spare = append(t.spare, t.rows...)
	t.rows, t.repaired = t.rows[:0], false
	if t.unfed {
		return none
	}
	for i := range t.when {
		if !t.when[i].met(m) {
			return none
		}
	}
	rows := t.spec.Rows
	switch {
	case rows == nil:
		return t.row(m, number, &part{})
	case rows.Split != "":
		return t.list(m, number)
	}
	first := none
	for i := range t.wide {
		w := &t.wide[i]
		if text := m.cells[w.cell]; t.keeps(text) {
			first = earlier(first, t.row(m, number, &part{w.number, w.ordinal, w.header, text}))
		}
	}
	return first
}

// A part is what one of several rows of a record is made of.
type part struct {
	number                 int
	ordinal, header, value []byte
}

// list makes a row of each part of a list in one cell. The parts are numbered before placeholders are dropped.
func (t *table) list(m *Maker, number int64) int {
	list := m.cell(t.split)
	if len(list) == 0 {
		return none
	}
	first := none
	t.parts = t.separators.split(t.parts[:0], list)
	for n, text := range t.parts {
		if t.keeps(text) {
			ordinal := m.copied(strconv.AppendInt(nil, int64(n+1), 10))
			first = earlier(first, t.row(m, number, &part{n + 1, ordinal, t.heading, text}))
		}
	}
	return first
}

// keeps tells that a part makes a row: it is neither a placeholder nor, when those are skipped, empty.
func (t *table) keeps(text []byte) bool {
	if len(text) == 0 {
		return !t.spec.Rows.SkipEmpty
	}
	return len(t.skip) == 0 || !t.skip[string(text)]
}

// earlier is the fault of the rule that comes first.
func earlier(a, b int) int {
	if a == none || b != none && b < a {
		return b
	}
	return a
}

// row makes one row and tells the first rule that it breaks.
func (t *table) row(m *Maker, number int64, p *part) int {
	row := t.next()
	for i := range t.columns {
		c := &t.columns[i]
		switch fault := c.judge(m, p, &row[c.field]); {
		case fault == noRow:
			t.rows, t.spare = t.rows[:len(t.rows)-1], append(t.spare, row)
			return none
		case fault != none:
			return fault
		}
	}
	if s := &t.span; s.starts != absent && endsBefore(row[s.starts], row[s.ends], t.fields[s.ends].SQLType) {
		if !s.repair {
			return s.fault
		}
		row[s.ends], t.repaired = row[s.starts], true
	}
	t.complete(m, row, number, p)
	return none
}

// next is one more row, with the constants only.
func (t *table) next() []value {
	var row []value
	if n := len(t.spare); n > 0 {
		row, t.spare = t.spare[n-1], t.spare[:n-1]
	} else {
		row = make([]value, len(t.fields))
	}
	copy(row, t.base)
	t.rows = append(t.rows, row)
	return row
}

// copied keeps a text until the next record.
func (m *Maker) copied(text []byte) []byte {
	from := len(m.text)
	m.text = append(m.text, text...)
	return m.text[from:len(m.text):len(m.text)]
}
