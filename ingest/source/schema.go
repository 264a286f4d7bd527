package source

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	klarsyn "klarsyn/sql"
	"klarsyn/sql/code"
)

// A Canonical is one table of the contract, as its DDL in sql/schema says.
type Canonical struct {
	Name    string
	Term    string   // Swedish
	Key     []string // empty: keyless
	Parent  string
	EventOn string
	Fields  []Field // in order, without delivery_id, which the load fills

	Witnesses []Field // of the parent: what a source may map beside, to be compared with the parent's row
}

// A Field is one column of a canonical table.
type Field struct {
	Name     string
	SQLType  string // VARCHAR, ENUM (…), DATE, TIMESTAMP, BOOLEAN, SMALLINT, INTEGER, BIGINT, DOUBLE, DECIMAL(p, s)
	NotNull  bool
	Allowed  []string     // of an ENUM; nil: any
	System   *code.System // whose codes the column holds; nil: any text
	Min, Max *float64     // CHECK (… BETWEEN … AND …), CHECK (… >= …) and the contract's bound of costs
	Dating   Dating       // "": neither a day nor a year that is judged
}

// Field returns a column by name.
func (c Canonical) Field(name string) (Field, bool) {
	for _, field := range c.Fields {
		if field.Name == name {
			return field, true
		}
	}
	return Field{}, false
}

// Mappable returns a column that a source may map, by name: a canonical one, or a witness.
func (c Canonical) Mappable(name string) (Field, bool) {
	if field, ok := c.Field(name); ok {
		return field, true
	}
	at := slices.IndexFunc(c.Witnesses, func(f Field) bool { return f.Name == name })
	if at < 0 {
		return Field{}, false
	}
	return c.Witnesses[at], true
}

// addWitnesses gives each child table those of its parent's columns that rows may name beside its id.
func addWitnesses(tables []Canonical) {
	for i := range tables {
		child := &tables[i]
		at := slices.IndexFunc(tables, func(c Canonical) bool { return c.Name == child.Parent })
		for _, name := range Witnesses {
			if _, own := child.Field(name); own || at < 0 {
				continue
			}
			if field, ok := tables[at].Field(name); ok {
				field.NotNull = false
				child.Witnesses = append(child.Witnesses, field)
			}
		}
	}
}

// The columns that the load fills by itself, in any table.
const (
	DeliveryColumn = "delivery_id"
	RowColumn      = "source_row" // the record's number in its file
)

// IsLoads tells the tables that the load itself fills, from every delivery.
func IsLoads(table string) bool {
	return table == "delivery" || table == "quarantine" || table == "cell_finding"
}

// Schema reads the tables that a source can fill: those of sql/schema that carry a delivery, the load's own
// tables apart. They come in the order of their file names.
func Schema(tree fs.FS) ([]Canonical, error) {
	files, err := klarsyn.Read(tree, "schema")
	if err != nil {
		return nil, fmt.Errorf("read the canonical tables: %w", err)
	}
	var tables []Canonical
	for _, file := range files {
		table := Canonical{Name: file.Value("table"), Term: file.Value("term"), Key: file.List("key"),
			Parent: file.Value("parent"), EventOn: file.Value("event_date")}
		delivered := false
		for _, piece := range definitions(file.Body) {
			field, err := readField(table.Name, piece)
			if err != nil {
				return nil, fmt.Errorf("sql/%s: %w", file.Path, err)
			}
			switch field.Name {
			case "CHECK":
			case DeliveryColumn:
				delivered = true
			default:
				table.Fields = append(table.Fields, field)
			}
		}
		if err := table.holdCodes(file.List("codes")); err != nil {
			return nil, fmt.Errorf("sql/%s: %w", file.Path, err)
		}
		if delivered && !IsLoads(table.Name) {
			if err := table.date(file.List("dates")); err != nil {
				return nil, fmt.Errorf("sql/%s: %w", file.Path, err)
			}
			tables = append(tables, table)
		}
	}
	addWitnesses(tables)
	return tables, nil
}

// holdCodes takes the header's codes: which columns hold codes of which system, as column and system.
func (c *Canonical) holdCodes(list []string) error {
	for _, item := range list {
		column, name, _ := strings.Cut(item, " ")
		at := slices.IndexFunc(c.Fields, func(f Field) bool { return f.Name == column })
		system := code.Named(name)
		if at < 0 || system == nil {
			return fmt.Errorf("codes: %q is no column and system", item)
		}
		c.Fields[at].System = system
	}
	return nil
}

// definitions splits a CREATE TABLE statement into its column definitions.
func definitions(body string) []string {
	var plain strings.Builder
	for line := range strings.Lines(body) {
		line, _, _ = strings.Cut(line, "--")
		plain.WriteString(strings.TrimSpace(line) + " ")
	}
	text := plain.String()
	text = text[strings.Index(text, "(")+1 : strings.LastIndex(text, ")")]
	var pieces []string
	depth, from := 0, 0
	for i, c := range text {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			pieces = append(pieces, strings.TrimSpace(text[from:i]))
			from = i + 1
		}
	}
	return append(pieces, strings.TrimSpace(text[from:]))
}

var (
	fieldShape   = regexp.MustCompile(`^(\w+) +(ENUM \([^)]*\)|[A-Z]+(?:\(\d+, *\d+\))?)(.*)$`)
	allowedShape = regexp.MustCompile(`^ENUM \(([^)]*)\)`)
	betweenShape = regexp.MustCompile(`BETWEEN (-?\d+) AND (-?\d+)`)
	atLeastShape = regexp.MustCompile(`>= *(-?\d+)`)
)

func readField(table, piece string) (Field, error) {
	if strings.HasPrefix(piece, "CHECK") || strings.HasPrefix(piece, "PRIMARY KEY") {
		return Field{Name: "CHECK"}, nil
	}
	parts := fieldShape.FindStringSubmatch(piece)
	if parts == nil {
		return Field{}, fmt.Errorf("cannot read the column definition %q", piece)
	}
	field := Field{Name: parts[1], SQLType: parts[2], NotNull: strings.Contains(parts[3], "NOT NULL")}
	if list := allowedShape.FindStringSubmatch(parts[2]); list != nil {
		for value := range strings.SplitSeq(list[1], ",") {
			field.Allowed = append(field.Allowed, strings.Trim(strings.TrimSpace(value), "'"))
		}
	}
	if bounds := betweenShape.FindStringSubmatch(parts[3]); bounds != nil {
		field.Min, field.Max = number(bounds[1]), number(bounds[2])
	} else if bound := atLeastShape.FindStringSubmatch(parts[3]); bound != nil {
		field.Min = number(bound[1])
	}
	if slices.Contains([]string{"contact_cost.total", "cost_item.amount"}, table+"."+field.Name) {
		field.Min, field.Max = number("0"), number(strconv.Itoa(MaxCost))
	}
	return field, nil
}

func number(text string) *float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	return &value
}

// natural is the type that a canonical column's text is read as when the source does not say.
func natural(sqlType string) Type {
	switch base, _, _ := strings.Cut(sqlType, "("); base {
	case "DATE":
		return Date
	case "TIMESTAMP":
		return Timestamp
	case "BOOLEAN":
		return Boolean
	case "SMALLINT", "INTEGER", "BIGINT":
		return Integer
	case "DOUBLE", "DECIMAL":
		return Decimal
	}
	return Text
}

// readable lists the types that a canonical column's text may be declared as.
func readable(sqlType string) []Type {
	switch natural(sqlType) {
	case Timestamp:
		return []Type{Timestamp, Date}
	case Decimal:
		return []Type{Decimal, Integer}
	}
	return []Type{natural(sqlType)}
}

// spans pairs the columns where a row starts and ends.
var spans = [][2]string{{"started_at", "ended_at"}, {"started_on", "ended_on"}, {"valid_from", "valid_to"}, {"prescribed_on", "ended_on"}}

func span(table Canonical) (string, string) {
	for _, pair := range spans {
		_, starts := table.Field(pair[0])
		_, ends := table.Field(pair[1])
		if starts && ends {
			return pair[0], pair[1]
		}
	}
	return "", ""
}
