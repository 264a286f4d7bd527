package rows

import "klarsyn/ingest/source"

// coded reads a column's text as the code that it holds, in any spelling. A text without one is a fault of the record, or it is
// missing, and noted; without a value that the table demands, it makes no row.
func (c *column) coded(m *Maker, text []byte, to *value) int {
	from, ok := len(m.text), false
	if m.text, ok = c.spec.System.Append(m.text, text); ok {
		to.given, to.text = true, m.text[from:len(m.text):len(m.text)]
		return none
	}
	if c.uncoded != none {
		return c.uncoded
	}
	m.found = append(m.found, source.Finding{Table: c.table, Column: c.spec.Target, Kind: source.UnreadCode})
	if c.demanded {
		return noRow
	}
	return c.missing
}
