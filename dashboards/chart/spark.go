package chart

import (
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

func sparkKind() kind {
	return kind{title: "Litet linjediagram", draw: drawSpark, encodings: slices.Concat(
		need(category, "x"), need(number, "y"), may(number, "ref"))}
}

// drawSpark draws a tile's small line: no axes, the reference dashed, the last value marked.
func drawSpark(r *reader) (*drawing, error) {
	d := &drawing{height: 44}
	r.alias("value", "y")
	c := r.cross("x", "", r.inOrder())
	data, last := make([]item, len(c.labels)), -1
	for x, row := range c.rows[0] {
		lines := r.tell(row, "y")
		data[x] = item{Tip: tip(c.labels[x], lines), Pick: r.pick(row, "x"), Symbol: "none"}
		if v := r.number(row, "y"); v != nil {
			data[x].Value, last = *v, x
		}
		d.addPoint(0, x, c.labels[x], lines, data[x].Pick)
	}
	if last >= 0 {
		data[last].Symbol = "circle"
	}
	line := series{
		SingleSeries: charts.SingleSeries{Type: "line", SymbolSize: 7, ShowSymbol: ptr(true)},
		LineStyle:    &lineStyle{Color: tokenAccent, Width: 1.75}, ItemStyle: &itemStyle{Color: tokenAccent}, Data: data, Z: 3,
	}
	if at := r.reference(); at != nil {
		line.MarkLine = &markLine{Silent: true, Symbol: "none", Data: []markItem{{YAxis: *at, LineStyle: lineStyle{Color: tokenPeerInk, Width: 1, Type: []float64{4, 3}}}}, Label: &label{}}
	}
	d.series = []series{line}
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range r.numbers("y", "ref") {
		if v != nil {
			low, high = min(low, *v), max(high, *v)
		}
	}
	if low > high {
		low, high = 0, 1
	}
	room := max((high-low)*0.1, math.Abs(high)*0.001, 1e-9)
	d.x = axis{XAxis: opts.XAxis{Type: "category", Show: opts.Bool(false), Data: c.labels}, BoundaryGap: ptr(false)}
	d.y = axis{XAxis: opts.XAxis{Type: "value", Show: opts.Bool(false), Min: low - room, Max: high + room}}
	d.grid = newGrid(4, 6, 5, 5)
	d.narrow.Grid = &d.grid
	return d, nil
}
