package chart

import (
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
)

func lineKind() kind {
	return kind{title: "Linjediagram", compact: true, draw: drawLine, encodings: slices.Concat(
		need(category, "x"), need(number, "y"), may(category, "series"), may(number, "low", "high", "n", "N", "ref"),
		may(flag, "prelim"), mayWord("labels", "end", "none"), mayWord("interval", "span"))}
}

// symbols tell lines apart without their colour.
func symbols() []string {
	return []string{"circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"}
}

func drawLine(r *reader) (*drawing, error) {
	r.alias("value", "y")
	d := &drawing{height: 280}
	c := r.cross("x", "series", r.inOrder())
	span := newSpan(r.unit("y"), !r.narrowRange("y", "low", "high", "ref"), r.extent("y", "low", "high", "ref")...)
	named := len(c.series) > 1 && r.words["labels"] != "none"
	for i := range c.series {
		r.addLine(d, c, i, named)
	}
	d.y = span.axis()
	d.x, d.narrow.XAxis = timeAxis(*r.column("x"), c.labels, false)
	d.grid, d.narrow.Grid = newGrid(8, 22, 16, 6), ptr(newGrid(2, 16, 16, 4))
	if named {
		d.grid.Right, d.narrow.Grid.Right = endWidth+14, endRoom(c.series)
		if every := 1 + (len(c.labels)-1)/7; r.column("x").Unit.Name == "årtal" && every > 1 { // beside names there is no room for all
			d.x.half = &axis{AxisLabel: &axisLabel{Interval: formatterName("every", strconv.Itoa(every), "0")}}
		}
	}
	if column := r.column("x"); column.Unit.Name == "antal" { // a number says nothing without what it counts
		d.x.Name, d.x.NameLocation, d.x.NameGap = lowerLabel(*column), "middle", 26
		d.x.NameTextStyle = &textStyle{Color: tokenInk3, FontSize: 12}
		d.grid.Bottom, d.narrow.Grid.Bottom = 24, 24
	}
	d.narrow.YAxis = span.sparse()
	if line := r.referenceLine(false); line != nil {
		d.series[0].MarkLine = line
		d.grid.Right = max(d.grid.Right, 82)
	}
	return d, nil
}

// narrowRange reports whether a line's numbers differ, but by less than a fourth of the largest: then its axis is cut.
func (r *reader) narrowRange(names ...string) bool {
	low, high := 0.0, 0.0
	for i, v := range slices.DeleteFunc(r.numbers(names...), func(v *float64) bool { return v == nil }) {
		if i == 0 {
			low, high = *v, *v
		}
		low, high = min(low, *v), max(high, *v)
	}
	return low > 0 && high > low && high-low < high/4
}

// addLine adds one line with its interval, and its preliminary end as a dashed stretch to an open mark.
func (r *reader) addLine(d *drawing, c cross, index int, withName bool) {
	token, name := tokenAccent, c.series[index]
	if len(c.series) > 1 {
		token = categoryTokens()[index%categories]
	}
	data, bands, intervals := make([]item, len(c.labels)), make([]band, len(c.labels)), false
	last, first := -1, -1 // of the line, and of the running stretch at its end
	at := len(d.series)
	for x, row := range c.rows[index] {
		bands[x] = band{X: x}
		if row < 0 {
			continue
		}
		label, more := named(c.labels[x], name), ""
		if r.preliminary(row, "x") {
			more = r.runningWord()
		}
		lines := r.tell(row, "value", more)
		data[x] = item{Tip: tip(label, lines), Pick: r.pick(row, "x")}
		if v := r.number(row, "value"); v != nil {
			data[x].Value = *v
			switch {
			case more == "":
				first = -1
			case first < 0:
				first = x
			}
			bands[x].Low, bands[x].High = r.number(row, "low"), r.number(row, "high")
			intervals = intervals || bands[x].Low != nil && bands[x].High != nil
			last = x
		}
		d.addPoint(at, x, label, lines, data[x].Pick)
	}
	s := series{
		SingleSeries: charts.SingleSeries{Type: "line", Name: name, Symbol: symbols()[index%categories], SymbolSize: symbolSize(len(c.labels)), ShowSymbol: ptr(true)}, ShowAllSymbol: true,
		LineStyle: &lineStyle{Color: token, Width: 2}, ItemStyle: &itemStyle{Color: token, BorderColor: tokenSurface, BorderWidth: 1},
		Data: data, Z: 3,
	}
	if index >= categories { // colours begin anew
		s.LineStyle.Type = []float64{6, 3}
	}
	if withName {
		s.EndLabel, s.LabelLayout = endLabel(name, "", tokenInk), shift{MoveOverlap: "shiftY"}
	}
	var tail *series
	if first > 0 {
		tail = preliminaryTail(s, data, first, last, token)
		for i := range d.points {
			if d.points[i].Series == at && d.points[i].Index >= first && d.points[i].Index <= last {
				d.points[i].Series = at + 1
			}
		}
		s.Data, s.EndLabel = slices.Concat(data[:first], slices.Repeat([]item{{}}, len(data)-first)), nil
	}
	d.series = append(d.series, s)
	if tail != nil {
		d.series = append(d.series, *tail)
		if !slices.ContainsFunc(d.key, func(k KeyEntry) bool { return k.Mark == MarkRing }) {
			d.key = append(d.key, entry(MarkRing, token, r.runningWord()))
		}
	}
	if intervals {
		d.addBand(token, false, bands)
		if !slices.ContainsFunc(d.key, func(k KeyEntry) bool { return k.Mark == MarkBand }) {
			d.key = append(d.key, entry(MarkBand, token, r.spanWord()))
		}
	}
}

// preliminaryTail is the stretch to the running points at the end of a line, dashed, with open marks.
func preliminaryTail(line series, data []item, first, last int, token string) *series {
	tail := line
	tail.LineStyle = &lineStyle{Color: token, Width: 2, Type: []float64{4, 3}}
	items := make([]item, len(data))
	for at := first; at <= last; at++ {
		items[at] = data[at]
		items[at].ItemStyle, items[at].SymbolSize = &itemStyle{Color: tokenSurface, BorderColor: token, BorderWidth: 2}, min(8, symbolSize(len(data))+2)
	}
	for before := first - 1; before >= 0; before-- {
		if data[before].Value != nil {
			items[before] = item{Value: data[before].Value, Symbol: "none"}
			if before < first-1 { // a gap stays a gap
				items[before] = item{}
			}
			break
		}
	}
	tail.Data = items
	return &tail
}

// symbolSize keeps marks apart on long lines.
func symbolSize(points int) float64 {
	switch {
	case points > 60:
		return 3.5
	case points > 24:
		return 5
	default:
		return 7
	}
}
