package typeset

import (
	"fmt"
	"strings"

	"klarsyn/dashboards/pages"
)

// between is the room between two columns, and cellPad that above and below a row's text, in millimetres.
const (
	between = 3.0
	cellPad = 1.0
)

// sizes are the sizes of a table's text in points: the largest in which no word is broken is used.
var sizes = []float64{8, 7.5, 7, 6.5}

// A grid is a table that has been given its columns.
type grid struct {
	table  *pages.Table
	widths []float64
	cell   style
}

// table writes a table over as many pages as it needs, with its headings on each. One with more columns than have room stands
// as several below each other, each of which begins with the columns that name the rows.
func (p *paper) table(table *pages.Table) {
	if g, fits := p.columns(table); fits {
		p.grid(g)
		return
	}
	parts := p.split(table)
	for i, part := range parts {
		g, _ := p.columns(part)
		if i > 0 {
			p.y += 4
		}
		p.room(p.highHead(g) + 16)
		p.write(fmt.Sprintf("Tabellens kolumner i %d delar, del %d", len(parts), i+1), note, left, width)
		p.grid(g)
	}
}

func (p *paper) grid(g grid) {
	begin := p.highHead(g)
	for _, row := range g.table.Rows[:min(3, len(g.table.Rows))] {
		begin += p.highRow(g, row)
	}
	p.room(begin)
	p.head(g)
	for _, row := range g.table.Rows {
		high := p.highRow(g, row)
		if p.y+high > bottom {
			p.newPage()
			p.head(g)
		}
		p.row(g, row, high)
	}
}

// split shares the columns of a table out among several.
func (p *paper) split(table *pages.Table) []*pages.Table {
	least, _ := p.wanted(grid{table: table, cell: style{sizes[len(sizes)-1], false, ink, 1.3}})
	naming := []int{0}
	used := least[0]
	for i := 1; i < len(table.Columns)-1 && !table.Columns[i].Number && used+least[i] < width/2; i++ {
		naming, used = append(naming, i), used+least[i]+2*between
	}
	var parts []*pages.Table
	at, room := naming, used
	for i := len(naming); i < len(table.Columns); i++ {
		if wide := least[i] + 2*between; room+wide > width && len(at) > len(naming) {
			parts = append(parts, only(table, at))
			at, room = naming, used
		}
		at, room = append(at[:len(at):len(at)], i), room+least[i]+2*between
	}
	return append(parts, only(table, at))
}

// only is a table with some of its columns.
func only(table *pages.Table, columns []int) *pages.Table {
	part := &pages.Table{Caption: table.Caption}
	for _, i := range columns {
		part.Columns = append(part.Columns, table.Columns[i])
	}
	for _, row := range table.Rows {
		cells := make([]pages.Cell, len(columns))
		for n, i := range columns {
			cells[n] = row.Cells[i]
		}
		part.Rows = append(part.Rows, pages.TableRow{Cells: cells})
	}
	return part
}

// after is the room after a column: more where a number at its right end would stand beside a text's beginning.
func after(columns []pages.Heading, i int) float64 {
	switch {
	case i == len(columns)-1:
		return 0
	case columns[i].Number && !columns[i+1].Number:
		return 2 * between
	}
	return between
}

// columns gives each column the width of its longest word, and shares out what is left by what the columns would like to
// have. Where that does not fit in the smallest size, words are broken.
func (p *paper) columns(table *pages.Table) (g grid, fits bool) {
	room := width
	for i := range table.Columns {
		room -= after(table.Columns, i)
	}
	for _, size := range sizes {
		g = grid{table: table, cell: style{size, false, ink, 1.3}}
		least, liked := p.wanted(g)
		g.widths = least
		if sum(least) <= room {
			share(g.widths, liked, room)
			return g, true
		}
	}
	scale := max(room, 1) / sum(g.widths)
	for i := range g.widths {
		g.widths[i] *= scale
	}
	return g, false
}

// wanted is the least width of each column, and the one in which nothing is broken.
func (p *paper) wanted(g grid) (least, liked []float64) {
	least, liked = make([]float64, len(g.table.Columns)), make([]float64, len(g.table.Columns))
	see := func(i int, text string, whole bool) {
		text = plain(text)
		liked[i] = max(liked[i], p.pdf.GetStringWidth(text))
		if whole {
			least[i] = max(least[i], p.pdf.GetStringWidth(text))
			return
		}
		for word := range strings.SplitSeq(text, " ") {
			least[i] = max(least[i], p.pdf.GetStringWidth(word))
		}
	}
	p.use(g.cell.weighted())
	for i, column := range g.table.Columns {
		see(i, column.Label, false)
	}
	p.use(g.cell)
	for i, column := range g.table.Columns {
		see(i, column.Unit, false)
	}
	for _, row := range g.table.Rows {
		for i, cell := range row.Cells {
			see(i, cell.Text, g.table.Columns[i].Number)
		}
	}
	for i := range liked { // of a long text not all on one line
		least[i] = min(least[i], 60)
		liked[i] = max(least[i], min(liked[i], 70))
	}
	return least, liked
}

// share widens columns to what they like as far as there is room, and then all of them alike.
func share(widths, liked []float64, room float64) {
	spare, wish := room-sum(widths), sum(liked)-sum(widths)
	if wish > 0 {
		part := min(1, spare/wish)
		for i := range widths {
			widths[i] += part * (liked[i] - widths[i])
		}
	}
	if spare = room - sum(widths); spare > 0 {
		whole := sum(widths)
		for i := range widths {
			widths[i] += spare * widths[i] / whole
		}
	}
}

func sum(list []float64) float64 {
	total := 0.0
	for _, one := range list {
		total += one
	}
	return total
}

func (p *paper) highHead(g grid) float64 {
	high := 0.0
	for i, column := range g.table.Columns {
		high = max(high, p.high(column.Label, g.cell.weighted(), g.widths[i])+p.high(column.Unit, g.cell, g.widths[i]))
	}
	return high + 2*cellPad
}

// head writes the headings, which stand on the line below them.
func (p *paper) head(g grid) {
	high := p.highHead(g)
	at, x := p.y, left
	for i, column := range g.table.Columns {
		p.y = at + high - cellPad - p.high(column.Label, g.cell.weighted(), g.widths[i]) - p.high(column.Unit, g.cell, g.widths[i])
		p.cell(column.Label, g.cell.weighted(), x, g.widths[i], column.Number)
		if column.Unit != "" {
			p.cell(column.Unit, g.cell.in(quiet), x, g.widths[i], column.Number)
		}
		x += g.widths[i] + after(g.table.Columns, i)
	}
	p.y = at + high
	p.stroke(quiet, 0.26)
	p.pdf.Line(left, p.y, left+width, p.y)
}

func (p *paper) highRow(g grid, row pages.TableRow) float64 {
	high := 0.0
	for i, cell := range row.Cells {
		high = max(high, p.high(cell.Text, g.cell, g.widths[i]))
	}
	return high + 2*cellPad
}

func (p *paper) row(g grid, row pages.TableRow, high float64) {
	at, x := p.y, left
	for i, cell := range row.Cells {
		p.y = at + cellPad
		s := g.cell
		if strings.Contains(cell.Class, "sup") || strings.Contains(cell.Class, "na") {
			s = s.in(quiet)
		}
		p.cell(cell.Text, s, x, g.widths[i], g.table.Columns[i].Number)
		x += g.widths[i] + after(g.table.Columns, i)
	}
	p.y = at + high
	p.stroke(faint, 0.18)
	p.pdf.Line(left, p.y, left+width, p.y)
}

// cell writes a text in its column: numbers at the right.
func (p *paper) cell(text string, s style, x, room float64, right bool) {
	for _, row := range p.wrap(text, s, room+0.01) {
		from := x
		if right {
			from = x + room - p.pdf.GetStringWidth(row)
		}
		p.at(row, s, from)
	}
}
