package ingest

import (
	"fmt"
	"strconv"
	"strings"

	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// columnSQL is one mapped column as SQL, in three steps: the text as the file writes it, the text to be read after
// codes are mapped, and the value. A missing value is NULL in each.
type columnSQL struct {
	column  source.Column
	dialect source.Dialect
	origin  string // expression of the text before pattern, digits … over the record's cells
	text    string // expression of the text before the code map, over the name of origin
	value   string // expression of the value, over the name of text
	times   string // expression of the factor's text; "" none
}

// The names of a column's steps inside a query.
func (c columnSQL) originName() string { return duck.Identifier("origin " + c.column.Target) }
func (c columnSQL) textName() string   { return duck.Identifier("text " + c.column.Target) }
func (c columnSQL) timesName() string  { return duck.Identifier("times " + c.column.Target) }
func (c columnSQL) name() string       { return duck.Identifier(c.column.Target) }

func newColumnSQL(column source.Column, dialect source.Dialect, origin, times string) columnSQL {
	c := columnSQL{column: column, dialect: dialect, origin: origin, times: times}
	if column.Default != "" {
		c.origin = "coalesce(" + origin + ", " + duck.Quote(column.Default) + ")"
	}
	c.text = c.shaped()
	c.value = c.read()
	return c
}

// joined is the text of several cells, empty ones included; nothing when all are empty.
func joined(cells []string, separator string) string {
	if len(cells) == 1 {
		return cells[0]
	}
	pieces := make([]string, len(cells))
	for i, cell := range cells {
		pieces[i] = "coalesce(" + cell + ", '')"
	}
	return "CASE WHEN coalesce(" + strings.Join(cells, ", ") + ") IS NOT NULL THEN " + strings.Join(pieces, " || "+duck.Quote(separator)+" || ") + " END"
}

// shaped applies pattern, digits, take, pad, case and clean to the origin.
func (c columnSQL) shaped() string {
	column, text := c.column, c.originName()
	if column.Pattern != "" {
		text = "nullif(regexp_extract(" + text + ", " + duck.Quote(column.Pattern) + ", 1), '')"
	}
	if column.Digits {
		text = "nullif(regexp_replace(" + text + ", '[^0-9]', '', 'g'), '')"
	}
	if column.Take > 0 {
		text = "left(" + text + ", " + strconv.Itoa(column.Take) + ")"
	}
	if column.Pad > 0 {
		text = "format('{:0>" + strconv.Itoa(column.Pad) + "}', " + text + ")"
	}
	switch column.Case {
	case "upper", "lower":
		text = column.Case + "(" + text + ")"
	}
	if column.Clean == "icd10" {
		text = "nullif(rtrim(replace(replace(replace(upper(" + text + "), '.', ''), ',', ''), ' ', ''), '†*+'), '')"
	}
	return text
}

// read turns the text into a value of the canonical type, NULL when it is not one.
func (c columnSQL) read() string {
	text, column := c.textName(), c.column
	dialect, formats := c.dialect, column.Formats
	if column.Map != nil || column.Origin == source.FromConst {
		// Mapped and constant values are written canonically in the source.
		dialect, formats = source.Dialect{Decimal: '.'}, []string{isoDay, isoSecond, isoMinute}
	}
	if column.Map != nil {
		text = mapped(text, column)
	}
	value := ""
	switch column.Type {
	case source.Integer, source.Decimal:
		value = number(text, dialect, column.Type == source.Decimal, column.SQLType)
		if c.times != "" {
			value = "TRY_CAST(" + number(text, dialect, true, factorType) + " * " + number(c.timesName(), dialect, true, factorType) + " AS " + column.SQLType + ")"
		}
	case source.Date:
		value = date(text, formats, column.Partial)
		if column.SQLType == "TIMESTAMP" {
			value = "(" + value + ")::TIMESTAMP"
		}
	case source.Timestamp:
		value = timestamp(text, formats)
	case source.Boolean:
		value = "CASE lower(" + text + ") WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END"
	default:
		value = text
		if column.Allowed != nil && column.Map == nil {
			value = "TRY_CAST(" + text + " AS " + column.SQLType + ")"
		}
	}
	return value
}

// factorType is what the factors of a product are read as: exact, and a product of two fits in 38 digits.
const factorType = "DECIMAL(18, 4)"

// mapped replaces codes by the values that they stand for: constants of the column's type where that is a closed list,
// so that no text is made for each row.
func mapped(text string, column source.Column) string {
	constant := func(value string) string {
		if column.Allowed == nil {
			return duck.Quote(value)
		}
		return "CAST(" + duck.Quote(value) + " AS " + column.SQLType + ")"
	}
	var b strings.Builder
	b.WriteString("CASE " + text)
	for _, code := range column.Map {
		to := "NULL"
		if code.To != "" {
			to = constant(code.To)
		}
		b.WriteString(" WHEN " + duck.Quote(code.From) + " THEN " + to)
	}
	if column.Otherwise != "" {
		b.WriteString(" WHEN " + text + " THEN " + constant(column.Otherwise))
	}
	b.WriteString(" END")
	return b.String()
}

// number reads digits with the dialect's decimal and thousands signs, and nothing else: DuckDB's cast alone would
// take exponents, underscores, blanks and NaN. Numbers in groups, which are rare, are taken apart only when met.
func number(text string, dialect source.Dialect, fraction bool, sqlType string) string {
	tail, plain := "", text
	if fraction {
		tail = "(?:[" + string(dialect.Decimal) + "][0-9]*)?"
		if dialect.Decimal != '.' {
			plain = "replace(" + text + ", " + duck.Quote(string(dialect.Decimal)) + ", '.')"
		}
	}
	shape := "[+-]?[0-9]+" + tail
	if fraction {
		shape += "|[+-]?[" + string(dialect.Decimal) + "][0-9]+"
	}
	read := "CASE WHEN regexp_full_match(" + text + ", " + duck.Quote(shape) + ") THEN TRY_CAST(" + plain + " AS " + sqlType + ")"
	if dialect.Thousands != "" {
		class, clean := "", plain
		for _, sign := range dialect.Thousands {
			class += `\x{` + strconv.FormatInt(int64(sign), 16) + "}"
		}
		clean = strings.Replace(clean, text, "regexp_replace("+text+", "+duck.Quote("["+class+"]")+", '', 'g')", 1)
		grouped := "[+-]?[0-9]{1,3}(?:[" + class + "][0-9]{3})+" + tail
		read += " WHEN regexp_full_match(" + text + ", " + duck.Quote(grouped) + ") THEN TRY_CAST(" + clean + " AS " + sqlType + ")"
	}
	return read + " END"
}

const (
	isoDay    = "2006-01-02"
	isoMinute = "2006-01-02 15:04"
	isoSecond = "2006-01-02 15:04:05"
)

// isoShapes are the layouts that a cast reads, three times as fast as strptime.
var isoShapes = map[string]string{
	isoDay: "____-__-__", isoMinute: "____-__-__ __:__", isoSecond: "____-__-__ __:__:__", "2006-01-02T15:04:05": "____-__-__T__:__:__",
}

// date tries the formats in turn, then what a partial date may look like.
func date(text string, formats []string, partial source.Partial) string {
	tries := make([]string, 0, len(formats)+1)
	for _, layout := range formats {
		tries = append(tries, dateOf(text, layout))
	}
	if partial != source.PartialNone {
		tries = append(tries, partialDate(text, partial))
	}
	return oneOf(tries)
}

func dateOf(text, layout string) string {
	switch layout {
	case source.ExcelSerial:
		return "CASE WHEN regexp_full_match(" + text + ", '[0-9]{1,6}') THEN DATE '1899-12-30' + TRY_CAST(" + text + " AS INTEGER) END"
	case isoDay:
		return "CASE WHEN " + text + " LIKE '____-__-__' THEN TRY_CAST(" + text + " AS DATE) END"
	}
	return "(" + instantOf(text, layout) + ")::DATE"
}

func timestamp(text string, formats []string) string {
	tries := make([]string, len(formats))
	for i, layout := range formats {
		tries[i] = instantOf(text, layout)
		if layout == source.ExcelSerial {
			tries[i] = "(" + dateOf(text, layout) + ")::TIMESTAMP"
		}
	}
	return oneOf(tries)
}

// instantOf reads a text written exactly in one Go layout.
func instantOf(text, layout string) string {
	if shape, iso := isoShapes[layout]; iso {
		return "CASE WHEN " + text + " LIKE " + duck.Quote(shape) + " THEN TRY_CAST(" + text + " AS TIMESTAMP) END"
	}
	format, err := source.Strptime(layout)
	if err != nil {
		return "NULL::TIMESTAMP" // a source with such a layout is refused when it is parsed
	}
	if strings.Contains(format, "%-") || strings.Contains(format, "%b") || strings.Contains(format, "%B") {
		return "try_strptime(" + text + ", " + duck.Quote(format) + ")"
	}
	// strptime takes one digit where two are declared: the length tells.
	return fmt.Sprintf("CASE WHEN length(%s) = %d THEN try_strptime(%s, %s) END", text, len(layout), text, duck.Quote(format))
}

// partialDate reads YYYYMMDD, with or without dashes, whose day or month and day are 00 or 99 or absent.
func partialDate(text string, partial source.Partial) string {
	day, year := "15", "0701"
	if partial == source.PartialFirst {
		day, year = "01", "0101"
	}
	digits := "replace(" + text + ", '-', '')"
	return "try_strptime(CASE" +
		" WHEN regexp_full_match(" + text + ", '[0-9]{4}(?:-?(?:00|99)(?:-?[0-9]{2})?)?') THEN left(" + text + ", 4) || '" + year + "'" +
		" WHEN regexp_full_match(" + text + ", '[0-9]{4}-?[0-9]{2}(?:-?(?:00|99))?') THEN left(" + digits + ", 6) || '" + day + "'" +
		" END, '%Y%m%d')::DATE"
}

func oneOf(tries []string) string {
	if len(tries) == 1 {
		return tries[0]
	}
	return "coalesce(" + strings.Join(tries, ", ") + ")"
}
