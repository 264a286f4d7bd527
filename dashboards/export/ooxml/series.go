package ooxml

import (
	"strings"

	"klarsyn/dashboards/chart"
)

// Widths of lines, in English metric units (12 700 to the point).
const (
	hairline = 6350
	thin     = 12700
	thick    = 25400
)

// series writes one series. The schema fixes the order of its parts.
func (c Chart) series(index int, categories *cells, at seriesCells) *Element {
	s, format := c.Plot.Series[index], c.format()
	ser := El("c:ser", Val("c:idx", index), Val("c:order", index), at.values.name())
	if isBar(s.Stroke) {
		ser.Add(El("c:spPr", c.surface(s, s.Token, false)...), Val("c:invertIfNegative", 0))
	} else {
		ser.Add(El("c:spPr", c.stroke(s, false)), c.marker(s, s.Token, false))
	}
	c.addPoints(ser, s)
	if label := c.labels(s); label != nil {
		ser.Add(label)
	}
	if at.plus != nil {
		ser.Add(c.intervals(s, at, format))
	}
	if c.Plot.Form == chart.Curves {
		return ser.Add(El("c:xVal", at.x.numbers("0")), El("c:yVal", at.values.numbers(format)), Val("c:smooth", 0))
	}
	ser.Add(El("c:cat", categories.texts()), El("c:val", at.values.numbers(format)))
	if !isBar(s.Stroke) {
		ser.Add(Val("c:smooth", 0))
	}
	return ser
}

// format is how values are shown: those of a mirrored axis without their sign.
func (c Chart) format() string {
	format := Format(c.Plot.Unit)
	if c.Plot.Mirrored {
		return format + ";" + format
	}
	return format
}

// axisFormat is how ticks are shown: money in the scale of its largest number.
func (c Chart) axisFormat() string {
	switch unit := c.Plot.Unit; {
	case unit.Name == "kr":
		scale := c.Plot.ShownMoney()
		switch {
		case scale.Divisor >= 1e6:
			return `#,##0.0,," Mkr"`
		case scale.Divisor >= 1e3:
			return `#,##0," tkr"`
		}
	case unit.Suffix == "%":
		digits := "0"
		if c.Plot.Max != nil && c.Plot.Min != nil && *c.Plot.Max-*c.Plot.Min <= 5 {
			digits = "0.0"
		}
		format := digits + "\u00a0%"
		if c.Plot.Mirrored {
			format += ";" + format
		}
		return format
	}
	return c.format()
}

func (c Chart) surface(s chart.PlotSeries, token string, preliminary bool) []Node {
	switch {
	case s.Stroke == chart.StrokeNone:
		return []Node{El("a:noFill"), El("a:ln", El("a:noFill"))}
	case s.Stroke == chart.StrokeOutline:
		return []Node{El("a:noFill"), El("a:ln", At("w", thin), c.Palette.Fill(token))}
	case preliminary:
		return []Node{
			El("a:pattFill", At("prst", "wdUpDiag"), El("a:fgClr", c.Palette(token)), El("a:bgClr", Val("a:schemeClr", "bg1"))),
			El("a:ln", At("w", thin), c.Palette.Fill(token), Val("a:prstDash", "dash")),
		}
	}
	return []Node{c.Palette.Fill(token)}
}

func (c Chart) stroke(s chart.PlotSeries, preliminary bool) *Element {
	switch s.Stroke {
	case chart.StrokeDots, chart.StrokeTick, chart.StrokeWords:
		return El("a:ln", At("w", thin), El("a:noFill"))
	}
	width := thick
	if s.Stroke == chart.StrokePlain && s.Dashed {
		width = thin
	}
	line := El("a:ln", At("w", width), c.Palette.Fill(s.Token))
	if s.Dashed || preliminary {
		line.Add(Val("a:prstDash", "dash"))
	}
	return line.Add(El("a:round"))
}

func (c Chart) marker(s chart.PlotSeries, token string, preliminary bool) *Element {
	symbol, size := "circle", 6
	switch s.Stroke {
	case chart.StrokePlain, chart.StrokeWords:
		return El("c:marker", Val("c:symbol", "none"))
	case chart.StrokeTick:
		symbol, size = "dash", 14
	case chart.StrokeDots:
		size = 9
	default:
		if len(s.Values) > 40 {
			size = 4
		}
	}
	look := El("c:spPr", c.Palette.Fill(token), El("a:ln", At("w", hairline), c.Palette.Fill(token)))
	if preliminary {
		look = El("c:spPr", El("a:solidFill", Val("a:schemeClr", "bg1")), El("a:ln", At("w", thin), c.Palette.Fill(token)))
	}
	return El("c:marker", Val("c:symbol", symbol), Val("c:size", size), look)
}

// addPoints marks the points that look other than their series.
func (c Chart) addPoints(ser *Element, s chart.PlotSeries) {
	for i, v := range s.Values {
		token, preliminary := s.Token, i < len(s.Preliminary) && s.Preliminary[i]
		if i < len(s.Tokens) && s.Tokens[i] != "" {
			token = s.Tokens[i]
		}
		if v == nil || token == s.Token && !preliminary {
			continue
		}
		point := El("c:dPt", Val("c:idx", i))
		if isBar(s.Stroke) {
			point.Add(Val("c:invertIfNegative", 0), Val("c:bubble3D", 0), El("c:spPr", c.surface(s, token, preliminary)...))
		} else {
			point.Add(c.marker(s, token, preliminary), Val("c:bubble3D", 0), El("c:spPr", c.stroke(s, preliminary)))
		}
		ser.Add(point)
	}
}

// labels writes values at the marks where there is room for them.
func (c Chart) labels(s chart.PlotSeries) *Element {
	if s.Stroke == chart.StrokeWords {
		return c.words(s)
	}
	if !c.Plot.Labels || s.Stroke != chart.StrokeBar {
		return nil
	}
	labels := El("c:dLbls", El("c:numFmt", At("formatCode", c.labelFormat()), At("sourceLinked", 0)), El("c:spPr", El("a:noFill"), El("a:ln", El("a:noFill"))), c.texts("ink"))
	at := "outEnd"
	if c.Plot.Stacked {
		at = "inBase" // the only place that stacked bars have besides their middle and end
	}
	return labels.Add(Val("c:dLblPos", at)).Add(showing(1)...)
}

// showing says which parts of a point are written: its value or nothing.
func showing(value int) []Node {
	var nodes []Node
	for _, part := range []string{"LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"} {
		shown := 0
		if part == "Val" {
			shown = value
		}
		nodes = append(nodes, Val("c:show"+part, shown))
	}
	return nodes
}

// words are the texts above the points of a series that draws nothing else.
func (c Chart) words(s chart.PlotSeries) *Element {
	labels := El("c:dLbls")
	for i, words := range s.Words {
		if words != "" {
			labels.Add(El("c:dLbl", Val("c:idx", i), El("c:tx", c.rich(words, "ink")), Val("c:dLblPos", "t")).Add(showing(1)...))
		}
	}
	return labels.Add(showing(0)...)
}

func (c Chart) labelFormat() string {
	if c.Plot.Unit.Name == "kr" {
		return c.axisFormat()
	}
	return c.format()
}

// intervals are the ends of confidence intervals, as error bars with their own numbers.
func (c Chart) intervals(s chart.PlotSeries, at seriesCells, format string) *Element {
	bars := El("c:errBars")
	if !isBar(s.Stroke) {
		bars.Add(Val("c:errDir", "y"))
	}
	token := s.Token
	if isBar(s.Stroke) {
		token = "ink"
	}
	return bars.Add(Val("c:errBarType", "both"), Val("c:errValType", "cust"), Val("c:noEndCap", 0),
		El("c:plus", at.plus.numbers(format)), El("c:minus", at.minus.numbers(format)), El("c:spPr", El("a:ln", At("w", thin), c.Palette.Fill(token))))
}

// addAxes adds the axes: quiet lines, few ticks, categories in the table's order.
func (c Chart) addAxes(area *Element) {
	categoryAt, valueAt, orientation := "b", "l", "minMax"
	if c.Plot.Form == chart.Lying {
		categoryAt, valueAt, orientation = "l", "b", "maxMin"
	}
	line := El("c:spPr", El("a:ln", At("w", hairline), c.Palette.Fill("line-2")))
	if c.Plot.Form == chart.Curves {
		area.Add(El("c:valAx", Val("c:axId", categoryAxis), El("c:scaling", Val("c:orientation", "minMax"), c.lastX(), Val("c:min", 0)), Val("c:delete", 0), Val("c:axPos", "b"), c.title(c.Plot.Category),
			El("c:numFmt", At("formatCode", "0"), At("sourceLinked", 0)), Val("c:majorTickMark", "out"), Val("c:minorTickMark", "none"), Val("c:tickLblPos", "low"), line,
			Val("c:crossAx", valueAxis), Val("c:crosses", "autoZero"), Val("c:crossBetween", "midCat")))
	} else {
		area.Add(El("c:catAx", Val("c:axId", categoryAxis), El("c:scaling", Val("c:orientation", orientation)), Val("c:delete", 0), Val("c:axPos", categoryAt),
			El("c:numFmt", At("formatCode", "General"), At("sourceLinked", 0)), Val("c:majorTickMark", "none"), Val("c:minorTickMark", "none"), Val("c:tickLblPos", "low"), line,
			Val("c:crossAx", valueAxis), Val("c:crosses", "autoZero"), Val("c:auto", 0), Val("c:lblAlgn", "ctr"), Val("c:lblOffset", 100), Val("c:noMultiLvlLbl", 1)))
	}
	scaling := El("c:scaling", Val("c:orientation", "minMax"))
	if c.Plot.Max != nil {
		scaling.Add(Val("c:max", *c.Plot.Max*Share(c.Plot.Unit)))
	}
	if c.Plot.Min != nil {
		scaling.Add(Val("c:min", *c.Plot.Min*Share(c.Plot.Unit)))
	}
	crosses, between := "autoZero", "between"
	if c.Plot.Form == chart.Lying {
		crosses = "max" // categories run downwards, so the far end is at the bottom
	}
	if c.Plot.Form == chart.Curves {
		between = "midCat"
	}
	area.Add(El("c:valAx", Val("c:axId", valueAxis), scaling, Val("c:delete", 0), Val("c:axPos", valueAt),
		El("c:majorGridlines", El("c:spPr", El("a:ln", At("w", hairline), c.Palette.Fill("grid")))), c.title(c.unitTitle()),
		El("c:numFmt", At("formatCode", c.axisFormat()), At("sourceLinked", 0)), Val("c:majorTickMark", "none"), Val("c:minorTickMark", "none"), Val("c:tickLblPos", "nextTo"),
		El("c:spPr", El("a:ln", El("a:noFill"))), Val("c:crossAx", categoryAxis), Val("c:crosses", crosses), Val("c:crossBetween", between)))
}

func (c Chart) lastX() Node {
	last := 1.0
	for _, s := range c.Plot.Series {
		for _, x := range s.X {
			last = max(last, *x)
		}
	}
	return Val("c:max", last)
}

// unitTitle names the unit where the ticks do not.
func (c Chart) unitTitle() string {
	suffix := c.Plot.Unit.Suffix
	if suffix == "%" || suffix == "kr" {
		return ""
	}
	return suffix
}

func (c Chart) title(words string) Node {
	if strings.TrimSpace(words) == "" {
		return nil
	}
	return El("c:title", El("c:tx", c.rich(words, "ink-2")), Val("c:overlay", 0))
}

// rich is a text of the chart's own.
func (c Chart) rich(words, token string) *Element {
	return El("c:rich", El("a:bodyPr"), El("a:lstStyle"), El("a:p", El("a:pPr", El("a:defRPr", At("sz", c.Size), At("b", 0))),
		El("a:r", El("a:rPr", At("lang", "sv-SE"), At("sz", c.Size), At("b", 0), c.Palette.Fill(token)), El("a:t", Text(words)))))
}
