package chart

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"klarsyn/dashboards/swedish"
)

func xmrKind() kind {
	return kind{title: "Styrdiagram", draw: drawXmR, encodings: slices.Concat(
		need(category, "x"), need(number, "value"), may(number, "mean", "lower", "upper", "target", "n", "N"),
		may(text, "signal", "note"), may(flag, "prelim"))}
}

// signal is how a kind of variation is shown: by colour, by form and in words.
type signal struct {
	token, symbol, name string
	size                float64
	mark                Mark
}

func signals() map[string]signal {
	return map[string]signal{
		"":             {tokenSPCCommon, "circle", "", 6, MarkDot},
		"common_cause": {tokenSPCCommon, "circle", "", 6, MarkDot},
		"improvement":  {tokenSPCGood, "circle", "förbättring", 9.5, MarkDot},
		"concern":      {tokenSPCConcern, "diamond", "försämring", 11, MarkDot},
		"change":       {tokenInk, "rect", "förändring", 8, MarkDot},
	}
}

// limitLine is one of the lines that a process is read against.
type limitLine struct {
	encoding, name, token string
	width                 float64
	dash                  any
}

func limitLines() []limitLine {
	return []limitLine{
		{"mean", "medel", tokenSPCCommon, 1.25, "solid"},
		{"upper", "övre gräns", tokenSPCLimit, 1.25, []float64{4, 4}},
		{"lower", "nedre gräns", tokenSPCLimit, 1.25, []float64{4, 4}},
		{"target", "mål", tokenInk, 1.5, []float64{1, 3}},
	}
}

// reachable leaves out a lower limit below zero where no value can be: it would say nothing, and take half the figure.
func (r *reader) reachable() {
	below := func(v *float64) bool { return v != nil && *v < 0 }
	if slices.ContainsFunc(r.numbers("lower"), below) && !slices.ContainsFunc(r.numbers("value"), below) {
		delete(r.columns, "lower")
	}
	if r.twin != nil && r.twin.has("lower") && !r.has("lower") { // both sides take the same axis
		delete(r.twin.columns, "lower")
	}
}

// drawXmR draws a process: its values, its limits, and which values are more than chance.
func drawXmR(r *reader) (*drawing, error) {
	r.reachable()
	d := &drawing{height: 310}
	c := r.cross("x", "", r.inOrder())
	var seen []string
	data := make([]item, len(c.labels))
	for x, row := range c.rows[0] {
		kind, known := signals()[r.value(row, "signal").Text]
		if !known || r.value(row, "signal").State != 0 {
			kind = signals()[""]
		}
		more := []string{kind.name, r.note(row)}
		if r.preliminary(row, "x") {
			more = append(more, "preliminär")
		}
		lines := r.tell(row, "value", more...)
		data[x] = item{Tip: tip(c.labels[x], lines), Pick: r.pick(row, "x")}
		if v := r.number(row, "value"); v != nil {
			data[x].Value, data[x].Symbol, data[x].SymbolSize = *v, kind.symbol, kind.size
			data[x].ItemStyle = &itemStyle{Color: kind.token, BorderColor: tokenSurface, BorderWidth: 1}
			if r.preliminary(row, "x") {
				data[x].ItemStyle = &itemStyle{Color: tokenSurface, BorderColor: kind.token, BorderWidth: 2}
			}
			if kind.name != "" && !slices.Contains(seen, kind.name) {
				seen = append(seen, kind.name)
				d.key = append(d.key, entry(kind.mark, kind.token, kind.name))
			}
		}
		d.addPoint(0, x, c.labels[x], lines, data[x].Pick)
	}
	d.series = []series{{
		SingleSeries: charts.SingleSeries{Type: "line", Symbol: "circle", ShowSymbol: ptr(true)}, ShowAllSymbol: true,
		LineStyle: &lineStyle{Color: tokenSPCCommon, Width: 1.25}, ItemStyle: &itemStyle{Color: tokenSPCCommon},
		Data: data, Z: 4, MarkLine: r.notes(c),
	}}
	for _, limit := range limitLines() {
		r.addLimit(d, c, limit)
	}
	if slices.ContainsFunc(d.key, func(k KeyEntry) bool { return k.Label != "" }) {
		d.key = append([]KeyEntry{entry(MarkDot, tokenSPCCommon, "slumpvariation")}, d.key...)
	}
	r.xmrAxes(d, c)
	return d, nil
}

func (r *reader) xmrAxes(d *drawing, c cross) {
	all := r.extent("value", "mean", "lower", "upper", "target")
	span := newSpan(r.unit("value"), !r.narrowRange("value", "mean", "lower", "upper", "target"), all...)
	d.y = span.axis()
	d.x, d.narrow.XAxis = timeAxis(*r.column("x"), c.labels, false)
	d.narrow.YAxis = span.sparse()
	d.grid, d.narrow.Grid = newGrid(8, endWidth+14, 14, 6), ptr(newGrid(2, endWidthNarrow+10, 14, 4))
	if d.series[0].MarkLine != nil {
		d.grid.Top = 20 + 15*min(float64(len(d.series[0].MarkLine.Data)), 2)
		d.narrow.Grid.Top = d.grid.Top
	}
}

// addLimit adds a limit as a line over the rows that have it, named with its last number at its end.
func (r *reader) addLimit(d *drawing, c cross, limit limitLine) {
	data, last := make([]*float64, len(c.labels)), -1
	for x, row := range c.rows[0] {
		if data[x] = r.number(row, limit.encoding); data[x] != nil {
			last = x
		}
	}
	if last < 0 {
		return
	}
	s := plainLine(limit.name, limit.token, limit.width, limit.dash, data)
	color := tokenInk3
	if limit.token == tokenInk {
		color = tokenInk
	}
	s.EndLabel = endLabel(limit.name, swedish.Number(*data[last], r.unit("value").Decimals), color)
	s.LabelLayout, s.Z = shift{MoveOverlap: "shiftY"}, 2
	d.series = append(d.series, s)
}

func (r *reader) note(row int) string {
	if value := r.value(row, "note"); value.State == 0 {
		return value.Text
	}
	return ""
}

// notes are the named changes: upright lines with their words above.
func (r *reader) notes(c cross) *markLine {
	marks := &markLine{Silent: true, Symbol: "none", Z: 3}
	for x, row := range c.rows[0] {
		note := r.note(row)
		if note == "" {
			continue
		}
		mark := markItem{XAxis: x, LineStyle: lineStyle{Color: tokenInk3, Width: 1, Type: "solid"}, Label: &label{
			Show: true, Formatter: literal(note), Position: "end", Distance: 5 + 15*float64(len(marks.Data)%2), Color: tokenInk2, FontSize: 12, Align: "center",
			Width: 190, Overflow: "break", LineHeight: 14,
		}}
		switch {
		case x > 3*len(c.labels)/4:
			mark.Label.Align = "right"
		case x < len(c.labels)/4:
			mark.Label.Align = "left"
		}
		marks.Data = append(marks.Data, mark)
	}
	if len(marks.Data) == 0 {
		return nil
	}
	return marks
}
