package export

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/export/ooxml"
	"klarsyn/dashboards/swedish"
)

// headRow is the row of a sheet's column headings; above it stand title, measure, summary and sentences.
func headRow(figure *Figure) int { return 5 + len(figure.Text) }

// sheet writes one figure.
func (b *workbook) sheet(section Section, figure *Figure) error {
	drawn := figure
	figure = figure.inOne()
	wanted := figure.Heading
	if figure.Table != nil && figure.Table.Analysis != nil && figure.Table.Analysis.Title != "" {
		wanted = figure.Table.Analysis.Title
	}
	name := b.sheetName(wanted)
	b.contents = append(b.contents, sheetEntry{name, figure})
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	if err := b.onPaper(name); err != nil {
		return err
	}
	stream, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	var shown []int
	if figure.Table != nil {
		for i, column := range figure.Table.Columns {
			if !column.Hidden {
				shown = append(shown, i)
			}
		}
	}
	if err := b.columns(stream, figure, shown); err != nil {
		return err
	}
	lines := []string{figure.Heading, strings.Join(notEmpty(figure.Window, firstOf(section.Selection, b.doc.Selection)), ". "),
		strings.Join(notEmpty(firstOf(figure.Empty, figure.Summary), figure.Caveat), " ")}
	for _, text := range figure.Text {
		lines = append(lines, plain(text))
	}
	kind := titleLook
	for i, line := range lines {
		if err := stream.SetRow(fmt.Sprintf("A%d", i+1), []any{excelize.Cell{StyleID: b.style(look{kind: kind}), Value: spreadsheetSafe(line)}}); err != nil {
			return err
		}
		kind = plainLook
	}
	if len(shown) > 0 {
		if err := b.rows(stream, name, figure, shown); err != nil {
			return err
		}
		if err := b.drawing(name, drawn, len(shown)); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// columns sets widths and the rows that stay in sight. It has to come before the first row.
func (b *workbook) columns(stream *excelize.StreamWriter, figure *Figure, shown []int) error {
	table, head := figure.Table, headRow(figure)
	for at, i := range shown {
		column := table.Columns[i]
		widest := min(len([]rune(heading(column, Swedish))), 22)
		for _, row := range table.Rows[:min(len(table.Rows), 200)] {
			widest = max(widest, len([]rune(swedish.Cell(row[i], column))))
		}
		if err := stream.SetColWidth(at+1, at+1, float64(min(widest, 60)+3)); err != nil {
			return err
		}
	}
	return stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: fmt.Sprintf("A%d", head+1), ActivePane: "bottomLeft"})
}

// rows writes headings and cells, and the filter over them. A total last in the table is left out of the filter.
func (b *workbook) rows(stream *excelize.StreamWriter, name string, figure *Figure, shown []int) error {
	table, head := figure.Table, headRow(figure)
	cells := make([]any, len(shown))
	for at, i := range shown {
		cells[at] = excelize.Cell{StyleID: b.style(look{kind: headLook, right: measured(table.Columns[i])}), Value: spreadsheetSafe(heading(table.Columns[i], Swedish))}
	}
	if err := stream.SetRow(fmt.Sprintf("A%d", head), cells, excelize.RowOpts{Height: 32}); err != nil {
		return err
	}
	last := head
	for at, row := range table.Rows {
		total := totalRow(table, row)
		for c, i := range shown {
			cells[c] = b.cell(row[i], table.Columns[i], total)
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", head+1+at), cells); err != nil {
			return err
		}
		if !total || at < len(table.Rows)-1 {
			last = head + 1 + at
		}
	}
	end, err := excelize.CoordinatesToCellName(len(shown), last)
	if err != nil {
		return err
	}
	return b.file.AutoFilter(name, fmt.Sprintf("A%d:%s", head, end), nil)
}

// cell writes one value by its type: numbers as numbers, days as days, and words in grey in place of what is not shown.
func (b *workbook) cell(value analytics.Value, column analytics.Column, total bool) excelize.Cell {
	if value.State != analytics.Present {
		return excelize.Cell{StyleID: b.style(look{kind: absentLook, right: measured(column), total: total}), Value: swedish.Word(value)}
	}
	switch column.Type {
	case analytics.Integer, analytics.Decimal:
		if math.IsNaN(value.Number) || math.IsInf(value.Number, 0) {
			return excelize.Cell{StyleID: b.style(look{kind: absentLook, right: true, total: total}), Value: swedish.Cell(value, column)}
		}
		number := value.Number
		if ooxml.Share(column.Unit) != 1 {
			number /= 100
		}
		return excelize.Cell{StyleID: b.style(look{kind: numberLook, format: ooxml.Format(column.Unit), total: total}), Value: number}
	case analytics.Text, analytics.Date:
		format := ""
		day, err := time.Parse(time.DateOnly, value.Text)
		if format = "yyyy-mm-dd"; err != nil {
			day, err = time.Parse("2006-01", value.Text)
			format = "[$-41D]mmm yyyy"
		}
		dated := column.Type == analytics.Date || column.Unit.Name == "datum" || column.Unit.Name == "månad"
		if dated && err == nil && column.Labels == nil {
			return excelize.Cell{StyleID: b.style(look{kind: numberLook, format: format, total: total}), Value: day}
		}
	}
	return excelize.Cell{StyleID: b.style(look{kind: plainLook, total: total}), Value: spreadsheetSafe(swedish.Cell(value, column))}
}

// Size of a chart beside its table, in pixels.
const (
	chartWidth  = 760
	chartHeight = 400
	chartRows   = 22 // that a chart covers
)

// drawing puts the figure's chart to the right of its table; of two that are compared, one under the other.
func (b *workbook) drawing(name string, figure *Figure, columns int) error {
	if !chart.Drawn(figure.Chart) {
		return nil
	}
	row := headRow(figure.inOne())
	if figure.Joint {
		plots, _, err := chart.PlotsOf(figure.Table, figure.Twin.Table, figure.Chart, figure.settings())
		if err != nil {
			return err
		}
		return b.place(name, figure, &plots[0], columns+2, row)
	}
	plots := make([]*chart.Plot, len(figure.Sides()))
	if figure.Twin != nil {
		halves, err := figure.halves()
		if err != nil {
			return err
		}
		plots = halves[:]
	} else if figure.Empty == "" {
		plot, native, err := chart.PlotOf(figure.Table, figure.Chart)
		if err != nil {
			return err
		}
		if native {
			plots[0] = &plot
		}
	}
	for i, side := range figure.Sides() {
		if side.Empty != "" {
			continue
		}
		if err := b.place(name, side, plots[i], columns+2, row); err != nil {
			return err
		}
		row += chartRows
	}
	return nil
}

// place puts one chart, or its picture, at a cell.
func (b *workbook) place(name string, figure *Figure, plot *chart.Plot, column, row int) error {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	look := excelize.GraphicOptions{AltText: alt(figure), Positioning: "oneCell"}
	if plot != nil {
		title := ""
		if !figure.Joint {
			title = figure.Side
		}
		return b.nativeChart(name, at, title, *plot, look)
	}
	if b.options.Picture == nil {
		return nil
	}
	_, png, err := b.options.Picture(b.options.Context, *figure, chartWidth, chartHeight)
	if err != nil {
		return err
	}
	return b.file.AddPictureFromBytes(name, at, &excelize.Picture{Extension: ".png", File: png, Format: &look})
}

// nativeChart lets excelize place a chart, and writes the chart part itself: the same as in presentations, with intervals,
// gaps and colours that excelize has no words for.
func (b *workbook) nativeChart(name, at, title string, plot chart.Plot, look excelize.GraphicOptions) error {
	grid, err := b.gridAt()
	if err != nil {
		return err
	}
	part := ooxml.Chart{Plot: plot, Title: title, Palette: ooxml.Fixed, Size: 1000}.Part(grid)
	if err := grid.Fill(b.file); err != nil {
		return err
	}
	above, err := excelize.CoordinatesToCellName(grid.Column, 1)
	if err != nil {
		return err
	}
	if err := b.file.SetCellStr(chartSheet, above, spreadsheetSafe(name)); err != nil {
		return err
	}
	b.chartColumn += len(grid.Columns) + 1
	err = b.file.AddChart(name, at, &excelize.Chart{
		Type: excelize.Col, Format: look, Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Series: []excelize.ChartSeries{{Name: name, Values: "'" + chartSheet + "'!$A$1"}},
	})
	if err != nil {
		return err
	}
	b.charts++
	b.file.Pkg.Store(fmt.Sprintf("xl/charts/chart%d.xml", b.charts), part)
	return nil
}
