package ingest

import (
	"strconv"
	"strings"

	"klarsyn/ingest/source"
)

// columnFaults adds what a column's text and value must be, in the order in which a reader would look.
func (m *mapping) columnFaults(c columnSQL) {
	column, text, name := c.column, c.textName(), c.name()
	if column.Pattern != "" {
		m.fault(column.Target, source.PatternMismatch, c.originName()+" IS NOT NULL AND NOT regexp_matches("+c.originName()+", "+quoted([]string{column.Pattern})+")")
	}
	if column.Map != nil && column.Otherwise == "" {
		known := make([]string, len(column.Map))
		for i, code := range column.Map {
			known[i] = code.From
		}
		m.fault(column.Target, source.UnknownCode, text+" NOT IN ("+quoted(known)+")")
	}
	if column.Allowed != nil && column.Map == nil && column.Origin != source.FromConst {
		m.fault(column.Target, source.UnknownCode, text+" NOT IN ("+quoted(column.Allowed)+")")
	}
	if rule := typeRule[column.Type]; rule != "" && column.Map == nil && column.Origin != source.FromConst {
		m.fault(column.Target, rule, name+" IS NULL AND "+text+" IS NOT NULL"+factorGiven(c))
	}
	if column.Required {
		m.fault(column.Target, source.Missing, name+" IS NULL")
	}
	var outside []string
	if column.Min != nil {
		outside = append(outside, name+" < "+strconv.FormatFloat(*column.Min, 'f', -1, 64))
	}
	if column.Max != nil {
		outside = append(outside, name+" > "+strconv.FormatFloat(*column.Max, 'f', -1, 64))
	}
	if outside != nil {
		rule := source.OutOfRange
		if column.Max != nil && *column.Max == source.MaxCost {
			rule = source.CostOutOfRange
		}
		m.fault(column.Target, rule, strings.Join(outside, " OR "))
	}
}

// typeRule is the rule that a text breaks which is not of its type.
var typeRule = map[source.Type]string{
	source.Integer: source.NotANumber, source.Decimal: source.NotANumber, source.Date: source.NotADate,
	source.Timestamp: source.NotADate, source.Boolean: source.NotABoolean,
}

// factorGiven is the condition that a factor is there: without it the product is missing, which is no fault.
func factorGiven(c columnSQL) string {
	if c.times == "" {
		return ""
	}
	return " AND " + c.timesName() + " IS NOT NULL"
}

// spanFault holds back spans that end before they start, or repairs them when the source says so. An end at midnight
// means the whole day: sources that deliver the end as a day and the start as an instant are right.
func (m *mapping) spanFault(src *source.Source) {
	starts, hasStart := m.named(m.table.StartsOn)
	ends, hasEnd := m.named(m.table.EndsOn)
	if !hasStart || !hasEnd {
		return
	}
	before := ends.name() + " < " + starts.name()
	if ends.column.SQLType == "TIMESTAMP" {
		before += " AND NOT (" + ends.name() + "::TIME = TIME '00:00:00' AND " + ends.name() + "::DATE = " + starts.name() + "::DATE)"
	}
	if src.RepairEnds {
		m.before = before
		return
	}
	m.fault(m.table.EndsOn, source.EndBeforeStart, before)
}

func (m *mapping) named(target string) (columnSQL, bool) {
	for _, c := range m.columns {
		if target != "" && c.column.Target == target {
			return c, true
		}
	}
	return columnSQL{}, false
}

func (m *mapping) fault(column, rule, condition string) {
	m.faults = append(m.faults, condition)
	m.kinds = append(m.kinds, fault{m.table.Name, column, rule})
}

// view selects a row per row of the table: the record's number, the columns' values, the number of the first fault,
// counted from base + 1, or NULL, and whether a span was repaired. cells selects the file's records as text.
func (m *mapping) view(cells string, base int) string {
	texts, values, names := []string{recordColumn}, []string{recordColumn}, []string{recordColumn}
	for _, c := range m.all() {
		texts = append(texts, c.text+" AS "+c.textName())
		values = append(values, c.textName(), c.value+" AS "+c.name())
		if c.column.Pattern != "" {
			texts = append(texts, c.originName())
			values = append(values, c.originName())
		}
		if c.times != "" {
			texts = append(texts, c.timesName())
			values = append(values, c.timesName())
		}
		names = append(names, c.name())
	}
	var judge strings.Builder
	judge.WriteString("CASE")
	for i, condition := range m.faults {
		judge.WriteString("\n  WHEN " + condition + " THEN " + strconv.Itoa(base+i+1))
	}
	judge.WriteString(" END")
	if len(m.faults) == 0 {
		judge.Reset()
		judge.WriteString("NULL::INTEGER")
	}
	repaired := ""
	if m.before != "" {
		repaired = ", coalesce(" + m.before + ", false) AS repaired"
	}
	return "WITH cells AS (" + cells + "),\norigins AS (" + m.from + "),\ntexts AS (SELECT " + strings.Join(texts, ", ") + " FROM origins),\nvalued AS (SELECT " +
		strings.Join(values, ", ") + " FROM texts)\nSELECT " + strings.Join(names, ", ") + ", " + judge.String() + " AS fault" + repaired + " FROM valued"
}

// insert gathers the rows, each with its first fault.
func (m *mapping) insert(view string, delivery int) string {
	into := []string{recordColumn, source.DeliveryColumn, "fault"}
	values := []string{recordColumn, strconv.Itoa(delivery), "fault"}
	add := func(column, value string) {
		into, values = append(into, column), append(values, value)
	}
	for _, c := range m.columns {
		switch value := c.name(); {
		case c.column.Target == m.table.EndsOn && m.before != "":
			add(c.name(), "CASE WHEN repaired THEN "+m.table.StartsOn+" ELSE "+value+" END")
		case m.table.Name == "contact" && c.column.Target == "ongoing", m.table.Name == "procedure" && c.column.Target == "performed_on":
			// completed below
		default:
			add(c.name(), value)
		}
	}
	switch m.table.Name {
	case "contact":
		// An inpatient contact without an end is ongoing, whatever the source says.
		add("ongoing", "CASE WHEN care_form = 'inpatient' AND "+m.valueOf("ended_at")+" IS NULL THEN true ELSE "+m.valueOf("ongoing")+" END")
		add(source.RowColumn, recordColumn)
	case "procedure":
		performed := m.valueOf("performed_on")
		if m.started != nil {
			performed = "coalesce(" + performed + ", " + m.started.name() + "::DATE)"
		}
		add("performed_on", performed)
	}
	return "INSERT INTO " + fresh(m.table.Name) + " (" + strings.Join(into, ", ") + ") SELECT " + strings.Join(values, ", ") + " FROM (" + view + ")"
}

// valueOf is the value of a column, NULL when the source does not map it.
func (m *mapping) valueOf(target string) string {
	if c, ok := m.named(target); ok {
		return c.name()
	}
	return "NULL"
}
