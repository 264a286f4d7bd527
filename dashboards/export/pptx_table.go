package export

import (
	"fmt"
	"math"

	"klarsyn/analytics"
	"klarsyn/dashboards/export/pptx"
	"klarsyn/dashboards/swedish"
)

// Limits of tables in decks: more is read in a spreadsheet.
const (
	slideRows    = 14 // of one slide
	mostSlides   = 5  // of one table
	slideColumns = 9
)

// table adds a table over as many slides as it needs; of a long one the first rows, and a word about the rest.
func (b *slides) table(title, notes string, figure *Figure, shapes ...pptx.Shape) {
	table := figure.Table
	columns := wordColumns(table)
	left := ""
	if len(columns) > slideColumns {
		left = fmt.Sprintf(" %d kolumner till finns i Excelfilen.", len(columns)-slideColumns)
		columns = columns[:slideColumns]
	}
	total := len(table.Rows)
	shown := min(total, slideRows*mostSlides)
	if shown < total {
		left = fmt.Sprintf(" De första %s av %s rader; alla finns i Excel- och CSV-filen.", swedish.Number(float64(shown), 0), swedish.Number(float64(total), 0)) + left
	}
	place := figurePlace
	place.Height = bodyPlace.Y + bodyPlace.Height - place.Y
	if len(shapes) > 1 { // the lines stand below
		place.Height = figurePlace.Height
	}
	pages := paged(nativeTable(table, columns, table.Rows[:shown], place), place.Height)
	for page, part := range pages {
		name := title
		if len(pages) > 1 {
			name = fmt.Sprintf("%s (%d av %d)", title, page+1, len(pages))
		}
		part.Alt = fmt.Sprintf("Tabell: %s, %d rader.", figure.Heading, len(part.Rows))
		list := append([]pptx.Shape{}, shapes...)
		list = append(list, part)
		if left != "" && page == len(pages)-1 {
			list = append(list, pptx.TextBox{Box: pptx.Box{X: edge, Y: 6230000, Width: wholeWidth, Height: 200000}, Name: "Resten", Paragraphs: []pptx.Paragraph{{Runs: []pptx.Run{{Text: left[1:], Size: 10, Token: "ink-2"}}}}})
		}
		b.add(name, notes, list...)
	}
}

const rowHeight = 300000

// paged shares the rows of a table out among as many as have room, with the lines that its cells are broken into.
func paged(table pptx.Table, room int) []pptx.Table {
	head := make([]pptx.Cell, len(table.Columns))
	for i, column := range table.Columns {
		head[i].Text = column.Heading
	}
	var pages []pptx.Table
	part, height := table, rowNeed(table, head)
	part.Rows = nil
	end := func() {
		part.Height = height
		pages = append(pages, part)
		part.Rows, height = nil, rowNeed(table, head)
	}
	for _, row := range table.Rows {
		need := rowNeed(table, row.Cells)
		if len(part.Rows) > 0 && (height+need > room || len(part.Rows) == slideRows) {
			end()
		}
		part.Rows, height = append(part.Rows, row), height+need
	}
	if len(part.Rows) > 0 || len(pages) == 0 {
		end()
	}
	return pages
}

// rowNeed is about how high a row is drawn.
func rowNeed(table pptx.Table, cells []pptx.Cell) int {
	lines := 1
	for i, cell := range cells {
		lines = max(lines, pptx.Lines(cell.Text, table.Size, false, table.Columns[i].Width-91440))
	}
	return max(rowHeight, lines*int(table.Size*1.22*12700)+60000)
}

// nativeTable writes rows with columns as wide as their texts ask for, in smaller type where they ask for more than there is.
func nativeTable(table *analytics.Table, columns []wordColumn, rows [][]analytics.Value, place pptx.Box) pptx.Table {
	answer := pptx.Table{Box: place, Name: "Tabell", Size: 12, RowHeight: rowHeight}
	widest := make([]float64, len(columns))
	for i, column := range columns {
		widest[i] = float64(min(len([]rune(column.heading)), 24))
		answer.Columns = append(answer.Columns, pptx.Column{Heading: column.heading, Number: column.number})
	}
	for _, row := range rows {
		line := pptx.Row{Total: totalRow(table, row)}
		for i, cell := range words(table, row, columns) {
			widest[i] = math.Max(widest[i], float64(min(len([]rune(cell.text)), 40)))
			line.Cells = append(line.Cells, pptx.Cell{Text: cell.text, Quiet: cell.quiet})
		}
		answer.Rows = append(answer.Rows, line)
	}
	sum := 0.0
	for i := range widest {
		widest[i] += 2
		sum += widest[i]
	}
	asked := func() float64 { return sum * answer.Size * 12700 * 0.6 }
	for asked() > float64(place.Width) && answer.Size > 10 {
		answer.Size--
	}
	width := math.Min(float64(place.Width), asked())
	for i := range widest {
		answer.Columns[i].Width = int(width * widest[i] / sum)
	}
	answer.Width = int(width)
	return answer
}

// definitions adds what each figure counts, as many to a slide as have room.
func (b *slides) definitions() {
	const size = 11.0
	columns := []pptx.Column{{Heading: "Figur", Width: wholeWidth * 24 / 100}, {Heading: "Definition", Width: wholeWidth * 52 / 100}, {Heading: "Källa", Width: wholeWidth * 24 / 100}}
	var rows []pptx.Row
	height := 0
	flush := func() {
		if len(rows) > 0 {
			b.add("Definitioner", "", pptx.Table{Box: bodyPlace, Name: "Definitioner", Alt: "Tabell: vad varje figur räknar.", Columns: columns, Rows: rows, Size: size, RowHeight: rowHeight})
		}
		rows, height = nil, 0
	}
	seen := map[string]bool{}
	for _, section := range b.doc.Sections {
		for i := range section.Figures {
			figure := &section.Figures[i]
			name := figure.Heading
			if figure.Table != nil && figure.Table.Analysis != nil {
				name = figure.Table.Analysis.Title
			}
			if !figure.about() || seen[name+figure.About] {
				continue
			}
			seen[name+figure.About] = true
			row := pptx.Row{Cells: []pptx.Cell{{Text: name}, {Text: figure.About}, {Text: figure.Origin}}}
			lines := 1
			for c, cell := range row.Cells {
				lines = max(lines, pptx.Lines(cell.Text, size, false, columns[c].Width-91440))
			}
			need := max(rowHeight, lines*int(size*1.22*12700)+60000)
			if height > 0 && height+need > bodyPlace.Height-rowHeight {
				flush()
			}
			rows, height = append(rows, row), height+need
		}
	}
	flush()
}
