package pptx

import (
	"klarsyn/dashboards/export/ooxml"
)

// A Table is a native table.
type Table struct {
	Box
	Name      string
	Alt       string
	Columns   []Column
	Rows      []Row
	Size      float64 // of texts, in points
	RowHeight int
}

// A Column is a heading with its width and how its cells stand.
type Column struct {
	Heading string
	Width   int
	Number  bool // aligned right
}

// A Row is one row of cells, one per column.
type Row struct {
	Cells []Cell
	Total bool // the sum of others
}

// A Cell is one cell.
type Cell struct {
	Text  string
	Quiet bool // stands in place of a number that is not shown
}

func (t Table) draw(s *sheet, id int) (*ooxml.Element, error) {
	grid := ooxml.El("a:tblGrid")
	for _, column := range t.Columns {
		grid.Add(ooxml.El("a:gridCol", ooxml.At("w", s.template.fit(Box{Width: column.Width}).Width)))
	}
	table := ooxml.El("a:tbl", ooxml.El("a:tblPr", ooxml.At("firstRow", 1)), grid)
	heading := ooxml.El("a:tr", ooxml.At("h", t.RowHeight))
	for _, column := range t.Columns {
		heading.Add(t.cell(column.Heading, column.Number, true, "ink", "ink-3", thick))
	}
	table.Add(heading)
	for _, row := range t.Rows {
		line, edge, weight := ooxml.El("a:tr", ooxml.At("h", t.RowHeight)), "line-2", thin
		if row.Total {
			edge, weight = "ink-3", thick
		}
		for i, cell := range row.Cells {
			token := "ink"
			if cell.Quiet {
				token = "ink-3"
			}
			line.Add(t.cell(cell.Text, t.Columns[i].Number, row.Total, token, edge, weight))
		}
		table.Add(line)
	}
	return graphicFrame(id, t.Name, t.Alt, s.template.fit(t.Box), "http://schemas.openxmlformats.org/drawingml/2006/table", table), nil
}

// Widths of a table's lines.
const (
	thin  = 6350
	thick = 12700
)

func (t Table) cell(text string, right, bold bool, token, edge string, weight int) *ooxml.Element {
	body := ooxml.El("a:txBody", ooxml.El("a:bodyPr"), ooxml.El("a:lstStyle")).Add(
		paragraphNodes([]Paragraph{{Right: right, Runs: []Run{{Text: text, Size: t.Size, Bold: bold, Token: token}}}}, 0, nil)...)
	properties := ooxml.El("a:tcPr", ooxml.At("marL", 45720), ooxml.At("marR", 45720), ooxml.At("marT", 22860), ooxml.At("marB", 22860), ooxml.At("anchor", "ctr"))
	for _, side := range []string{"a:lnL", "a:lnR", "a:lnT"} {
		properties.Add(ooxml.El(side, ooxml.At("w", 0), ooxml.El("a:noFill")))
	}
	properties.Add(ooxml.El("a:lnB", ooxml.At("w", weight), ooxml.Palette(ooxml.Themed).Fill(edge)), ooxml.El("a:noFill"))
	return ooxml.El("a:tc", body, properties)
}

// graphicFrame holds a table or a chart.
func graphicFrame(id int, name, alt string, box Box, kind string, content *ooxml.Element) *ooxml.Element {
	return ooxml.El("p:graphicFrame",
		ooxml.El("p:nvGraphicFramePr", ooxml.El("p:cNvPr", ooxml.At("id", id), ooxml.At("name", name), ooxml.At("descr", alt)), ooxml.El("p:cNvGraphicFramePr"), ooxml.El("p:nvPr")),
		box.frame("p:xfrm"), ooxml.El("a:graphic", ooxml.El("a:graphicData", ooxml.At("uri", kind), content)))
}
