package source

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"klarsyn/sql/code"
)

// columnKeys are what can be said about a column.
var columnKeys = []string{"from", "join", "const", "default", "type", "required", "optional", "formats", "partial",
	"pattern", "digits", "take", "pad", "case", "clean", "map", "otherwise", "times", "plus_days", "row_number"}

// homeRegion stands in const and default for the two digits of the home region.
const homeRegion = "$home_region"

// column reads one mapping; "sex: KON" is short for "sex: {from: KON}".
func (p *groupParser) column(field Field, column Column, e entry, where string, fromRows bool) Column {
	column.Line = e.line
	if _, plain := scalar(e.node); plain {
		name := p.text(entry{"from", e.node, e.line}, where)
		column.From = []string{p.header(name)}
		if fromRows {
			p.fault(e.line, where, "rows gives this column already; take %q away, or take it out of rows", name)
		}
		p.settle(&column, field, e.line, where)
		return column
	}
	for _, e := range p.mapping(e.node, where, columnKeys...) {
		switch e.key {
		case "from":
			column.From = p.headers(p.texts(e, where))
			if fromRows {
				p.fault(e.line, where, "from: rows gives this column already; keep one of them")
			}
		case "join":
			column.Join, _ = scalar(e.node)
		case "const":
			column.Origin, column.Const = FromConst, p.constant(e, where)
		case "default":
			column.Default = p.constant(e, where)
		case "type":
			types := []string{string(Text), string(Integer), string(Decimal), string(Date), string(Timestamp), string(Boolean)}
			column.Type = Type(p.choice(e, where, types...))
		case "required":
			column.Required = p.flag(e, where)
		case "optional":
			column.Optional = p.flag(e, where)
		case "formats":
			column.Formats = p.texts(e, where)
			for _, layout := range column.Formats {
				if _, err := CheckLayout(layout); err != nil && layout != ExcelSerial {
					p.fault(e.line, where, "formats: %v; write the day 2 January 2006 15:04:05 as the file does, such as 20060102", err)
				}
			}
		case "partial":
			column.Partial = Partial(p.choice(e, where, string(PartialMiddle), string(PartialFirst)))
		case "pattern":
			column.Pattern = p.text(e, where)
			if shape, err := regexp.Compile(column.Pattern); err != nil {
				p.fault(e.line, where, "pattern: not a regular expression: %v", err)
			} else if shape.NumSubexp() != 1 {
				p.fault(e.line, where, "pattern: expected one group (…) around what to keep, found %d", shape.NumSubexp())
			}
		case "digits":
			column.Digits = p.flag(e, where)
		case "take":
			column.Take = p.count(e, where)
		case "pad":
			column.Pad = p.count(e, where)
		case "case":
			column.Case = p.choice(e, where, "upper", "lower")
		case "clean":
			column.System = code.Named(p.choice(e, where, systems()...))
		case "map":
			column.Map = p.codes(e, where)
		case "otherwise":
			if _, null := e.node.(*ast.NullNode); null {
				column.Lenient = true
			} else {
				column.Otherwise = p.text(e, where)
			}
		case "times":
			column.Times = p.header(p.text(e, where))
		case "plus_days":
			column.PlusDays = p.header(p.text(e, where))
		case "row_number":
			if p.flag(e, where) {
				column.Origin = FromNumber
			}
		}
	}
	p.settle(&column, field, e.line, where)
	return column
}

func (p *groupParser) constant(e entry, where string) string {
	text := p.text(e, where)
	if text != homeRegion {
		return text
	}
	if p.home == "" {
		p.fault(e.line, where, "%s: %s is not known; write home_region: \"13\" at the top, or give --home-region", e.key, homeRegion)
	}
	return p.home
}

func (p *groupParser) count(e entry, where string) int {
	n, err := strconv.Atoi(p.text(e, where))
	if err != nil || n < 1 || n > 99 {
		p.fault(e.line, where, "%s: expected a number of characters from 1 to 99", e.key)
	}
	return n
}

func (p *groupParser) codes(e entry, where string) []Code {
	list := []Code{}
	for _, e := range p.mapping(e.node, where+".map") {
		to, ok := scalar(e.node)
		if _, null := e.node.(*ast.NullNode); !ok || to == "" && !null {
			p.fault(e.line, where+".map", "%s: expected the canonical value, or null for missing, found %s", e.key, kindOf(e.node))
		}
		list = append(list, Code{e.key, to})
	}
	if len(list) == 0 {
		p.fault(e.line, where, "map: holds no code")
	}
	return list
}

// settle fills in what the schema says about a column and checks that the mapping fits it.
func (p *groupParser) settle(column *Column, field Field, line int, where string) {
	column.Line = line
	column.SQLType, column.Allowed, column.Min, column.Max, column.Dating = field.SQLType, field.Allowed, field.Min, field.Max, field.Dating
	column.Required = column.Required || field.NotNull
	natural := natural(field.SQLType)
	if column.Type == "" {
		column.Type = natural
	}
	if !slices.Contains(readable(field.SQLType), column.Type) {
		p.fault(line, where, "type: the column is %s; expected %s, found %s", field.SQLType, natural, column.Type)
	}
	dated := column.Type == Date || column.Type == Timestamp
	switch {
	case column.Origin == FromCells && len(column.From) == 0:
		p.fault(line, where, "expected from: with the file's column, or const: with a fixed value")
	case column.Origin == FromConst && len(column.From) > 0:
		p.fault(line, where, "from and const cannot be combined; use default for when the cell is empty")
	case column.Origin == FromNumber && (len(column.From) > 0 || field.Name != ContactColumn && field.Name != patientColumn):
		p.fault(line, where, "row_number goes with %s and %s, without from: it numbers the records of a file that has no key, or names no person", ContactColumn, patientColumn)
	case column.Origin == FromConst && column.Map != nil:
		p.fault(line, where, "const and map cannot be combined; write the canonical value as the constant")
	}
	if !dated && column.Formats != nil {
		p.fault(line, where, "formats goes with dates; the column is %s", field.SQLType)
	}
	if column.Type != Date && column.Partial != PartialNone {
		p.fault(line, where, "partial goes with type: date")
	}
	if column.Times != "" && column.Type != Decimal && column.Type != Integer {
		p.fault(line, where, "times goes with numbers; the column is %s", field.SQLType)
	}
	if column.PlusDays != "" && (!dated || column.Origin != FromCells || column.Map != nil) {
		p.fault(line, where, "plus_days goes with a date that is read from a column")
	}
	if column.Join != "" && len(column.From) < 2 {
		p.fault(line, where, "join goes with several columns in from")
	}
	if dated && column.Formats == nil {
		column.Formats = DefaultFormats(column.Type)
	}
	p.codesOf(column, field, line, where)
	p.fits(*column, line, where)
}

// DefaultFormats are the date formats of a column that declares none.
func DefaultFormats(kind Type) []string {
	if kind == Timestamp {
		return []string{"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02"}
	}
	return []string{"2006-01-02"}
}

// fits checks that constants and mapped values are values that the canonical column takes.
func (p *groupParser) fits(column Column, line int, where string) {
	check := func(key, value string) {
		if value == "" {
			return
		}
		if column.Type == Date || column.Type == Timestamp {
			if _, err := time.Parse(time.DateOnly, value); err != nil && key != "default" {
				p.fault(line, where, "%s: expected a day such as 2024-12-31, found %q", key, value)
			}
		}
		if column.Allowed != nil && !slices.Contains(column.Allowed, value) {
			p.fault(line, where, "%s: %q is not a value of %s; %s", key, value, column.Target, suggest(value, column.Allowed))
		}
		switch column.Type {
		case Boolean:
			if value != "true" && value != "false" {
				p.fault(line, where, "%s: expected true or false, found %q", key, value)
			}
		case Integer, Decimal:
			if _, err := strconv.ParseFloat(value, 64); err != nil || column.Type == Integer && strings.ContainsAny(value, ".eE") {
				p.fault(line, where, "%s: expected a number, found %q", key, value)
			}
		}
	}
	if column.Origin == FromConst {
		check("const", column.Const)
	}
	for _, code := range column.Map {
		check("map", code.To)
	}
	check("otherwise", column.Otherwise)
	if column.Map == nil {
		check("default", column.Default)
	}
}
