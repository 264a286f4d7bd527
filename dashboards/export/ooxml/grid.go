package ooxml

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

// A Grid is the cells that a chart is drawn from, column by column, in a sheet of a workbook. A gap is an empty cell:
// programs read a text there as zero.
type Grid struct {
	Sheet   string
	Column  int // of the first column, from 1
	Row     int // of the headings, from 1
	Columns []GridColumn
}

// A GridColumn is a heading with texts or numbers under it.
type GridColumn struct {
	Heading string
	Texts   []string
	Numbers []*float64
	Format  string // of the numbers
}

// cells is where one column stands.
type cells struct {
	heading, values string
	column          GridColumn
}

// seriesCells is where the parts of a series stand.
type seriesCells struct{ x, values, plus, minus *cells }

// Share is what numbers of a unit are multiplied by in workbooks: per cent are stored as shares, so that a program
// calculates with them as its users expect and shows them as per cent.
func Share(unit analytics.Unit) float64 {
	if unit.Suffix == "%" {
		return 0.01
	}
	return 1
}

// Format is the number format of a unit. Format codes are the same in every language; programs show them in their own.
func Format(unit analytics.Unit) string {
	code := "#,##0"
	switch unit.Name {
	case "årtal", "kod":
		return "0"
	}
	for i := range unit.Decimals {
		if i == 0 {
			code += "."
		}
		code += "0"
	}
	switch unit.Suffix {
	case "%":
		return code + "\u00a0%"
	case "kr":
		return code + "\" kr\""
	}
	return code
}

// layOut places a plot's numbers and says where each series is found.
func (g *Grid) layOut(plot chart.Plot) (*cells, []seriesCells) {
	scale, format := Share(plot.Unit), Format(plot.Unit)
	var categories *cells
	if plot.Form != chart.Curves {
		categories = g.add(GridColumn{Heading: plot.Category, Texts: plot.Categories})
	}
	list := make([]seriesCells, len(plot.Series))
	for i, s := range plot.Series {
		if plot.Form == chart.Curves {
			list[i].x = g.add(GridColumn{Heading: plot.Category, Numbers: s.X, Format: "0"})
		}
		list[i].values = g.add(GridColumn{Heading: s.Name, Numbers: scaled(s.Values, scale), Format: format})
		if s.Low != nil && s.High != nil {
			list[i].minus = g.add(GridColumn{Heading: s.Name + ", ned till undre gräns", Numbers: scaled(apart(s.Low, s.Values), scale), Format: format})
			list[i].plus = g.add(GridColumn{Heading: s.Name + ", upp till övre gräns", Numbers: scaled(apart(s.Values, s.High), scale), Format: format})
		}
	}
	return categories, list
}

func (g *Grid) add(column GridColumn) *cells {
	g.Columns = append(g.Columns, column)
	name, err := excelize.ColumnNumberToName(g.Column + len(g.Columns) - 1)
	if err != nil { // more than 16 384 columns: no chart has them
		name = "XFD"
	}
	rows := max(len(column.Texts), len(column.Numbers))
	at := func(from, to int) string {
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", g.Sheet, name, from, name, to)
	}
	return &cells{heading: fmt.Sprintf("'%s'!$%s$%d", g.Sheet, name, g.Row), values: at(g.Row+1, g.Row+max(rows, 1)), column: column}
}

func scaled(list []*float64, by float64) []*float64 {
	answer := make([]*float64, len(list))
	for i, v := range list {
		if v != nil {
			number := *v
			if by == 0.01 {
				number /= 100 // not times 0.01, which is no exact number
			}
			answer[i] = &number
		}
	}
	return answer
}

// apart is how far each upper number lies above its lower one.
func apart(low, high []*float64) []*float64 {
	answer := make([]*float64, len(low))
	for i := range low {
		if low[i] != nil && high[i] != nil {
			distance := *high[i] - *low[i]
			answer[i] = &distance
		}
	}
	return answer
}

func (c *cells) texts() *Element {
	cache := El("c:strCache", Val("c:ptCount", len(c.column.Texts)))
	for i, value := range c.column.Texts {
		cache.Add(El("c:pt", At("idx", i), El("c:v", Text(value))))
	}
	return El("c:strRef", El("c:f", Text(c.values)), cache)
}

func (c *cells) numbers(format string) *Element {
	cache := El("c:numCache", El("c:formatCode", Text(format)), Val("c:ptCount", len(c.column.Numbers)))
	for i, v := range c.column.Numbers {
		if v != nil {
			cache.Add(El("c:pt", At("idx", i), El("c:v", Text(strconv.FormatFloat(*v, 'g', -1, 64)))))
		}
	}
	return El("c:numRef", El("c:f", Text(c.values)), cache)
}

func (c *cells) name() *Element {
	cache := El("c:strCache", Val("c:ptCount", 1), El("c:pt", At("idx", 0), El("c:v", Text(c.column.Heading))))
	return El("c:tx", El("c:strRef", El("c:f", Text(c.heading)), cache))
}

// Workbook writes the grid as a workbook of its own, to be edited from the chart.
func (g *Grid) Workbook() ([]byte, error) {
	f := excelize.NewFile()
	if err := f.SetSheetName(f.GetSheetName(0), g.Sheet); err != nil {
		return nil, fmt.Errorf("name the sheet of a chart: %w", err)
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "Klarsyn", LastModifiedBy: "Klarsyn", Language: "sv-SE"}); err != nil {
		return nil, fmt.Errorf("write the properties of a chart's workbook: %w", err)
	}
	if err := g.Fill(f); err != nil {
		return nil, err
	}
	if err := OrderFonts(f); err != nil {
		return nil, fmt.Errorf("write the styles of a chart's workbook: %w", err)
	}
	buffer, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write the workbook of a chart: %w", err)
	}
	return buffer.Bytes(), nil
}

// Fill writes the grid's cells into its sheet of a workbook.
func (g *Grid) Fill(f *excelize.File) error {
	for i, column := range g.Columns {
		put := func(row int, value any) error {
			cell, err := excelize.CoordinatesToCellName(g.Column+i, row)
			if err != nil {
				return fmt.Errorf("place the cells of a chart: %w", err)
			}
			return f.SetCellValue(g.Sheet, cell, value)
		}
		if err := put(g.Row, Safe(column.Heading)); err != nil {
			return err
		}
		for at, value := range column.Texts {
			if err := put(g.Row+1+at, Safe(value)); err != nil {
				return err
			}
		}
		for at, v := range column.Numbers {
			if v != nil {
				if err := put(g.Row+1+at, *v); err != nil {
					return err
				}
			}
		}
		if err := g.format(f, i); err != nil {
			return err
		}
	}
	return nil
}

// format sets how one column's numbers are shown.
func (g *Grid) format(f *excelize.File, index int) error {
	column := g.Columns[index]
	if column.Format == "" || len(column.Numbers) == 0 {
		return nil
	}
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &column.Format})
	if err != nil {
		return fmt.Errorf("format the cells of a chart: %w", err)
	}
	first, err := excelize.CoordinatesToCellName(g.Column+index, g.Row+1)
	if err != nil {
		return fmt.Errorf("place the cells of a chart: %w", err)
	}
	last, err := excelize.CoordinatesToCellName(g.Column+index, g.Row+len(column.Numbers))
	if err != nil {
		return fmt.Errorf("place the cells of a chart: %w", err)
	}
	return f.SetCellStyle(g.Sheet, first, last, style)
}

// Safe keeps a spreadsheet from reading a text as a formula.
func Safe(value string) string {
	if value != "" {
		switch value[0] {
		case '=', '+', '-', '@', '\t', '\r':
			return "'" + value
		}
	}
	return value
}
