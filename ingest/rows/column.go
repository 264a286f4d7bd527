package rows

import (
	"fmt"
	"math"
	"regexp"
	"slices"

	"klarsyn/ingest/source"
	"klarsyn/sql/code"
)

// A value is one field of a row.
type value struct {
	given  bool
	number int64   // of integers; 0 or 1; days or microseconds since 1970; a decimal's digits without its point
	float  float64 // of DOUBLE
	text   []byte  // of VARCHAR and ENUM; stands until the next record
}

// A way says how much there is to do for a column's value.
type way int

const (
	shaped   way = iota // its text is made of cells, and shaped
	asItIs              // the text of one cell is the value
	readOnly            // the text of one cell is read as a value
)

// A column makes the values of one canonical column.
type column struct {
	way   way
	cell  int // unless the text is shaped
	field int

	// The numbers of the rules, none where one does not apply.
	missing, unknown, mistyped, outside, mismatch, uncoded int

	table    string       // of the schema
	demanded bool         // by the table: a row cannot be without
	system   *code.System // whose codes its texts hold
	reader   reader
	least    float64 // bounds of numbers, days and instants, both allowed; none where nothing is outside
	most     float64
	codes    map[string]*value // of the code map
	letters  *[256]*value      // its codes of one byte
	other    value             // for a code outside it
	allowed  map[string]bool

	spec       *source.Column
	from       []int // cells
	beside     []int // cells by the part's number, from 1
	fixed      []byte
	join       []byte
	prefix     []byte // of the value, which is a text; nil: none
	pattern    *regexp.Regexp
	multiplied bool
	postponed  bool
	days       int // cell of the days to be added
	calendar   reader
	uncounted  int // the rule that those break which are no number of days
	times      int // cell of the factor
	factor     reader
}

func newColumn(spec *source.Column, dialect source.Dialect, field int, cell func(string) int) (column, error) {
	c := column{spec: spec, system: spec.System, field: field, fixed: []byte(spec.Const), join: []byte(spec.Join),
		mismatch: none, unknown: none, mistyped: none, missing: none, outside: none, uncoded: none}
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
		c.multiplied, c.times, c.factor = true, cell(spec.Times), factorOf(dialect)
	}
	if spec.PlusDays != "" {
		c.postponed, c.days, c.calendar = true, cell(spec.PlusDays), daysOf(dialect)
	}
	if spec.Pattern != "" {
		if c.pattern, err = regexp.Compile(spec.Pattern); err != nil {
			return c, fmt.Errorf("pattern: %w", err)
		}
	}
	if err := c.learn(spec); err != nil {
		return c, err
	}
	if spec.Allowed != nil {
		c.allowed = map[string]bool{}
		for _, value := range spec.Allowed {
			c.allowed[value] = true
		}
	}
	changes := spec.Default != "" || spec.Pattern != "" || spec.Digits || spec.Take > 0 || spec.Pad > 0 || spec.Case != ""
	if spec.Origin == source.FromCells && len(c.from) == 1 && !changes {
		c.way, c.cell = readOnly, c.from[0]
		if c.reader.kind == textKind && spec.System == nil && spec.Map == nil && spec.Allowed == nil {
			c.way = asItIs
		}
	}
	return c, nil
}

// learn takes the code map.
func (c *column) learn(spec *source.Column) error {
	if spec.Map == nil {
		return nil
	}
	c.codes, c.letters = map[string]*value{}, &[256]*value{}
	for _, code := range spec.Map {
		to, err := c.written(code.To)
		if err != nil {
			return err
		}
		c.codes[code.From] = &to
		if len(code.From) == 1 {
			c.letters[code.From[0]] = &to
		}
	}
	var err error
	c.other, err = c.written(spec.Otherwise)
	return err
}

// written is a value that the source itself writes, in canonical form.
func (c *column) written(text string) (value, error) {
	if text == "" {
		return value{}, nil
	}
	var read value
	if !c.reader.read([]byte(text), &read) {
		return value{}, fmt.Errorf("%q is not %s", text, c.spec.SQLType)
	}
	return read, nil
}

// columnFaults numbers the rules that a column's text and value can break, in the order in which a reader would look.
func (m *Maker) columnFaults(table string, c *column) {
	spec := c.spec
	number := func(rule string) int { return m.fault(table, spec.Target, rule) }
	open := spec.Map == nil && spec.Origin != source.FromConst
	if spec.Pattern != "" {
		c.mismatch = number(source.PatternMismatch)
	}
	if spec.System != nil && open && !spec.Lenient {
		c.uncoded = number(source.NoCode)
	}
	if spec.Map != nil && spec.Otherwise == "" && !spec.Lenient || spec.Allowed != nil && open {
		c.unknown = number(source.UnknownCode)
		m.declares(c.unknown, spec)
	}
	if rule := typeRule[spec.Type]; rule != "" && open {
		c.mistyped = number(rule)
	}
	if c.postponed {
		c.uncounted = number(source.NotANumber)
	}
	if spec.Required {
		c.missing = number(source.Missing)
	}
	if rule := c.bound(m); rule != "" {
		c.outside = number(rule)
	}
}

// bound takes the least and the most that the column may hold, and tells the rule that other values break; "" none.
func (c *column) bound(m *Maker) string {
	spec := c.spec
	c.least, c.most = math.Inf(-1), math.Inf(1)
	if spec.Dating != "" {
		c.least, c.most = c.reader.span(m.source.Bounds(spec.Dating, m.calendar))
		return source.ImplausibleDate
	}
	if spec.Min != nil {
		c.least = *spec.Min
	}
	if spec.Max != nil {
		c.most = *spec.Max
	}
	switch {
	case spec.Min == nil && spec.Max == nil:
		return ""
	case c.most == source.MaxCost:
		return source.CostOutOfRange
	}
	return source.OutOfRange
}

// typeRule is the rule that a text breaks which is not of its type.
var typeRule = map[source.Type]string{
	source.Integer: source.NotANumber, source.Decimal: source.NotANumber, source.Date: source.NotADate,
	source.Timestamp: source.NotADate, source.Boolean: source.NotABoolean,
}

// judge reads the column of one row and tells the first rule that its text or value breaks. to is missing so far.
func (c *column) judge(m *Maker, p *part, to *value) int {
	var text []byte
	switch c.way {
	case asItIs:
		if text = m.cell(c.cell); len(text) == 0 {
			return c.missing
		}
		to.given, to.text = true, text
		return none
	case readOnly:
		text = m.cell(c.cell)
	default:
		text = c.origin(m, p)
		if c.pattern != nil && len(text) > 0 {
			found := c.pattern.FindSubmatch(text)
			if found == nil {
				return c.mismatch
			}
			text = found[1]
		}
		if len(text) > 0 {
			text = c.shaped(m, text)
		}
	}
	if len(text) == 0 {
		return c.missing
	}
	if c.system != nil {
		if c.system.Is(text) {
			to.given, to.text = true, text
			return none
		}
		return c.coded(m, text, to)
	}
	switch fault := c.read(m, text, to); {
	case fault != none:
		return fault
	case !to.given:
		return c.missing
	case c.outside != none && !c.within(to):
		if c.spec.Dating.Ends() && c.reader.isOpen(to.number) {
			*to = value{}
			m.Findings.Add(source.Finding{Table: m.Faults[c.outside].Table, Column: c.spec.Target, Kind: source.OpenEnd}, m.number)
			return c.missing
		}
		return c.outside
	case c.prefix != nil:
		to.text = m.copied(append(slices.Clip(c.prefix), to.text...))
	}
	return none
}

// read turns the text into a value and tells when it is a code that nobody knows, or not of its type.
func (c *column) read(m *Maker, text []byte, to *value) int {
	switch {
	case c.codes != nil:
		return c.decode(m, text, to)
	case c.unknown != none && !c.allowed[string(text)]:
		return c.unknown
	case c.multiplied:
		return c.product(text, m.cell(c.times), to)
	case !c.reader.read(text, to):
		return c.mistyped
	case c.postponed:
		return c.later(m.cell(c.days), to)
	}
	return none
}

func (c *column) decode(m *Maker, text []byte, to *value) int {
	known := (*value)(nil)
	if len(text) == 1 {
		known = c.letters[text[0]]
	} else {
		known = c.codes[string(text)]
	}
	if known == nil {
		if c.spec.Lenient {
			m.found = append(m.found, source.Finding{Table: c.table, Column: c.spec.Target, Kind: source.Unmapped})
		}
		*to = c.other
		return c.unknown
	}
	*to = *known
	return none
}

// product multiplies the number by its factor; it is missing when the factor is.
func (c *column) product(text, times []byte, to *value) int {
	if len(times) == 0 {
		return none
	}
	var a, b value
	if !c.factor.read(text, &a) || !c.factor.read(times, &b) || !c.reader.product(a.number, b.number, to) {
		return c.mistyped
	}
	return none
}

// later adds days to a date; it is missing when they are.
func (c *column) later(days []byte, to *value) int {
	var n value
	switch {
	case len(days) == 0:
		*to = value{}
		return none
	case !c.calendar.read(days, &n):
		return c.uncounted
	case c.reader.kind == instantKind:
		n.number *= microsPerDay
	}
	to.number += n.number
	return none
}

// within tells that a value is between the bounds.
func (c *column) within(read *value) bool {
	number := float64(read.number)
	switch c.reader.kind {
	case decimalKind:
		number /= float64(powers[c.reader.scale])
	case doubleKind:
		number = read.float
	}
	return c.least <= number && number <= c.most
}
