package rows

import (
	"fmt"
	"math"
	"regexp"

	"klarsyn/ingest/source"
)

// A value is one field of a row.
type value struct {
	given  bool
	number int64   // of integers; 0 or 1; days or microseconds since 1970; a decimal's digits without its point
	float  float64 // of DOUBLE
	text   []byte  // of VARCHAR and ENUM; stands until the next record
}

// A column makes the values of one canonical column.
type column struct {
	spec    source.Column
	field   int
	from    []int // cells
	times   int   // cell of the factor
	beside  []int // cells by the part's number, from 1
	fixed   []byte
	join    []byte
	pattern *regexp.Regexp
	codes   map[string]value // of the code map
	other   value            // for a code outside it
	allowed map[string]bool
	reader  reader
	factor  reader
	settled *value // of a constant; nil: each row is judged
	asIs    bool   // the text of one cell is the value

	// The numbers of the rules, none where one does not apply.
	mismatch, unknown, mistyped, missing, outside int
}

func newColumn(spec source.Column, dialect source.Dialect, field int, cell func(string) int) (column, error) {
	c := column{spec: spec, field: field, times: absent, fixed: []byte(spec.Const), join: []byte(spec.Join),
		mismatch: none, unknown: none, mistyped: none, missing: none, outside: none}
	var err error
	if c.reader, err = newReader(spec, dialect); err != nil {
		return c, err
	}
	for _, name := range spec.From {
		if spec.Origin == source.FromBeside {
			c.beside = append(c.beside, cell(name))
			continue
		}
		c.from = append(c.from, cell(name))
	}
	if spec.Times != "" {
		c.times, c.factor = cell(spec.Times), factorOf(dialect)
	}
	if spec.Pattern != "" {
		if c.pattern, err = regexp.Compile(spec.Pattern); err != nil {
			return c, fmt.Errorf("pattern: %w", err)
		}
	}
	if spec.Map != nil {
		c.codes = map[string]value{}
		for _, code := range spec.Map {
			if c.codes[code.From], err = c.written(code.To); err != nil {
				return c, err
			}
		}
		if c.other, err = c.written(spec.Otherwise); err != nil {
			return c, err
		}
	}
	if spec.Allowed != nil {
		c.allowed = map[string]bool{}
		for _, value := range spec.Allowed {
			c.allowed[value] = true
		}
	}
	shaped := spec.Default != "" || spec.Pattern != "" || spec.Digits || spec.Take > 0 || spec.Pad > 0 || spec.Case != "" || spec.Clean != ""
	c.asIs = c.reader.kind == textKind && spec.Origin == source.FromCells && len(c.from) == 1 && !shaped && spec.Map == nil && spec.Allowed == nil
	return c, nil
}

// settle judges a constant once for all rows.
func (m *Maker) settle(c *column) {
	if c.spec.Origin != source.FromConst {
		return
	}
	if read, fault := c.judge(m, part{}); fault == none {
		c.settled = &read
	}
}

// written is a value that the source itself writes, in canonical form.
func (c *column) written(text string) (value, error) {
	if text == "" {
		return value{}, nil
	}
	read, ok := c.reader.read([]byte(text))
	if !ok {
		return value{}, fmt.Errorf("%q is not %s", text, c.spec.SQLType)
	}
	return read, nil
}

// columnFaults numbers the rules that a column's text and value can break, in the order in which a reader would look.
func (m *Maker) columnFaults(table string, c *column) {
	spec := &c.spec
	number := func(rule string) int { return m.fault(table, spec.Target, rule) }
	open := spec.Map == nil && spec.Origin != source.FromConst
	if spec.Pattern != "" {
		c.mismatch = number(source.PatternMismatch)
	}
	if spec.Map != nil && spec.Otherwise == "" || spec.Allowed != nil && open {
		c.unknown = number(source.UnknownCode)
	}
	if rule := typeRule[spec.Type]; rule != "" && open {
		c.mistyped = number(rule)
	}
	if spec.Required {
		c.missing = number(source.Missing)
	}
	if spec.Min != nil || spec.Max != nil {
		rule := source.OutOfRange
		if spec.Max != nil && *spec.Max == source.MaxCost {
			rule = source.CostOutOfRange
		}
		c.outside = number(rule)
	}
}

// typeRule is the rule that a text breaks which is not of its type.
var typeRule = map[source.Type]string{
	source.Integer: source.NotANumber, source.Decimal: source.NotANumber, source.Date: source.NotADate,
	source.Timestamp: source.NotADate, source.Boolean: source.NotABoolean,
}

// judge reads the column of one row and tells the first rule that its text or value breaks.
func (c *column) judge(m *Maker, p part) (value, int) {
	switch {
	case c.settled != nil:
		return *c.settled, none
	case c.asIs:
		if text := m.cell(c.from[0]); len(text) > 0 {
			return value{given: true, text: text}, none
		}
		return value{}, c.missing
	}
	origin := c.origin(m, p)
	if c.pattern != nil && len(origin) > 0 {
		found := c.pattern.FindSubmatch(origin)
		if found == nil {
			return value{}, c.mismatch
		}
		origin = found[1]
	}
	text := origin
	if len(text) > 0 {
		text = c.shaped(m, text)
	}
	read, fault := c.read(m, text)
	switch {
	case fault != none:
	case !read.given && c.missing != none:
		fault = c.missing
	case read.given && c.outside != none && !c.within(read):
		fault = c.outside
	}
	return read, fault
}

// read turns the text into a value and tells when it is a code that nobody knows, or not of its type.
func (c *column) read(m *Maker, text []byte) (value, int) {
	if len(text) == 0 {
		return value{}, none
	}
	if c.codes != nil {
		read, known := c.codes[string(text)]
		if known {
			return read, none
		}
		return c.other, c.unknown
	}
	if c.unknown != none && !c.allowed[string(text)] {
		return value{}, c.unknown
	}
	if c.spec.Times != "" {
		return c.product(text, m.cell(c.times))
	}
	read, ok := c.reader.read(text)
	if !ok {
		return value{}, c.mistyped
	}
	return read, none
}

// product multiplies the number by its factor; it is missing when the factor is.
func (c *column) product(text, times []byte) (value, int) {
	if len(times) == 0 {
		return value{}, none
	}
	a, aNumber := c.factor.read(text)
	b, bNumber := c.factor.read(times)
	if !aNumber || !bNumber {
		return value{}, c.mistyped
	}
	read, fits := c.reader.product(a.number, b.number)
	if !fits {
		return value{}, c.mistyped
	}
	return read, none
}

// within tells that a value is between the bounds of the schema and the contract, both allowed.
func (c *column) within(read value) bool {
	number := float64(read.number)
	switch c.reader.kind {
	case decimalKind:
		number /= math.Pow10(c.reader.scale)
	case doubleKind:
		number = read.float
	}
	return (c.spec.Min == nil || number >= *c.spec.Min) && (c.spec.Max == nil || number <= *c.spec.Max)
}
