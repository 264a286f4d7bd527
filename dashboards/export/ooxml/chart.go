package ooxml

import (
	"klarsyn/dashboards/chart"
)

// Namespaces of DrawingML.
const (
	chartSpace = "http://schemas.openxmlformats.org/drawingml/2006/chart"
	mainSpace  = "http://schemas.openxmlformats.org/drawingml/2006/main"
	linkSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// Ids of the two axes of every chart: each names the other.
const (
	categoryAxis = 111
	valueAxis    = 222
)

// A Chart writes a plot as a chart part.
type Chart struct {
	Plot     chart.Plot
	Palette  Palette
	Size     int    // of texts, in hundredths of a point
	Title    string // above the drawing; empty: what stands around names it
	Embedded string // relationship of the workbook that stands beside; empty: the cells are in the workbook around
}

// Part writes the part and places the cells it is drawn from in the grid.
func (c Chart) Part(grid *Grid) []byte {
	categories, series := grid.layOut(c.Plot)
	plotArea := El("c:plotArea", El("c:layout"))
	for _, group := range c.groups(categories, series) {
		plotArea.Add(group)
	}
	c.addAxes(plotArea)
	untitled := 1
	if c.Title != "" {
		untitled = 0
	}
	body := El("c:chart", c.title(c.Title), Val("c:autoTitleDeleted", untitled), plotArea, c.legend(), Val("c:plotVisOnly", 1), Val("c:dispBlanksAs", "gap"))
	space := El("c:chartSpace", At("xmlns:c", chartSpace), At("xmlns:a", mainSpace), At("xmlns:r", linkSpace),
		Val("c:date1904", 0), Val("c:lang", "sv-SE"), Val("c:roundedCorners", 0), body,
		El("c:spPr", El("a:noFill"), El("a:ln", El("a:noFill"))), c.texts("ink-2"))
	if c.Embedded != "" {
		space.Add(El("c:externalData", At("r:id", c.Embedded), Val("c:autoUpdate", 0)))
	}
	return space.Document()
}

// groups are the plots of one part: bars, and over them lines; or curves.
func (c Chart) groups(categories *cells, places []seriesCells) []*Element {
	bars, lines := El("c:barChart"), El("c:lineChart")
	curves := El("c:scatterChart", Val("c:scatterStyle", "lineMarker"), Val("c:varyColors", 0))
	direction, grouping := "col", "clustered"
	if c.Plot.Form == chart.Lying {
		direction = "bar"
	}
	if c.Plot.Stacked {
		grouping = "stacked"
	}
	bars.Add(Val("c:barDir", direction), Val("c:grouping", grouping), Val("c:varyColors", 0))
	lines.Add(Val("c:grouping", "standard"), Val("c:varyColors", 0))
	count := map[*Element]int{}
	for i := range c.Plot.Series {
		group := lines
		switch {
		case c.Plot.Form == chart.Curves:
			group = curves
		case isBar(c.Plot.Series[i].Stroke):
			group = bars
		}
		count[group]++
		group.Add(c.series(i, categories, places[i]))
	}
	var groups []*Element
	if count[bars] > 0 {
		gap := 45
		if count[bars] > 1 && !c.Plot.Stacked && !c.Plot.Overlaid {
			gap = 60
		}
		bars.Add(Val("c:gapWidth", gap))
		if c.Plot.Stacked || c.Plot.Overlaid {
			bars.Add(Val("c:overlap", 100))
		}
		groups = append(groups, bars.Add(axisIDs()...))
	}
	if count[lines] > 0 {
		groups = append(groups, lines.Add(Val("c:marker", 1)).Add(axisIDs()...))
	}
	if count[curves] > 0 {
		groups = append(groups, curves.Add(axisIDs()...))
	}
	return groups
}

func axisIDs() []Node { return []Node{Val("c:axId", categoryAxis), Val("c:axId", valueAxis)} }

func isBar(stroke chart.Stroke) bool {
	return stroke == chart.StrokeBar || stroke == chart.StrokeOutline || stroke == chart.StrokeNone
}

// legend is the key; a single series is named by the slide's own words.
func (c Chart) legend() Node {
	named, legend := 0, El("c:legend", Val("c:legendPos", "t"))
	for i, s := range c.Plot.Series {
		if s.Unnamed {
			legend.Add(El("c:legendEntry", Val("c:idx", i), Val("c:delete", 1)))
			continue
		}
		named++
	}
	if named < 2 {
		return nil
	}
	return legend.Add(Val("c:overlay", 0), c.texts("ink-2"))
}

func (c Chart) texts(token string) *Element {
	return El("c:txPr", El("a:bodyPr"), El("a:lstStyle"),
		El("a:p", El("a:pPr", El("a:defRPr", At("sz", c.Size), At("b", 0), c.Palette.Fill(token))), El("a:endParaRPr", At("lang", "sv-SE"))))
}
