package chart

import (
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"klarsyn/dashboards/swedish"
)

func kmKind() kind {
	return kind{title: "Kaplan–Meier-kurva", compact: true, draw: drawKM, encodings: slices.Concat(
		need(number, "x", "value"), may(number, "low", "high", "at_risk"), may(category, "series"))}
}

// readingDays are the days at which the curve may be read (see the disclosure policy).
func readingDays() []float64 { return []float64{0, 30, 90, 180, 365} }

// drawKM draws the curve as steps; given at the reading days only, as straight lines between readings, since a step of
// half a year would say that all died on its last day.
func drawKM(r *reader) (*drawing, error) {
	d := &drawing{height: 310}
	r.alias("n", "at_risk")
	names, last := []string{""}, 0.0
	if r.has("series") {
		names = r.cross("series", "", r.inOrder()).labels
	}
	for index, name := range names {
		rows := r.inOrder()
		if r.has("series") {
			rows = slices.DeleteFunc(rows, func(row int) bool { return r.label(row, "series") != name })
		}
		r.addCurve(d, name, index, len(names), rows)
	}
	for _, v := range r.numbers("x") {
		if v != nil {
			last = max(last, *v)
		}
	}
	y := newSpan(r.unit("value"), true, r.extent("value", "low", "high")...)
	d.y = y.axis()
	d.x = r.dayAxis(last, names)
	d.grid, d.narrow.Grid = newGrid(12, 26, 14, 24), ptr(newGrid(8, 20, 14, 24))
	if len(names) > 1 {
		d.grid.Right, d.narrow.Grid.Right = endWidth+14, endRoom(names)
	}
	d.narrow.YAxis = y.sparse()
	return d, nil
}

// addCurve adds one curve with its interval.
func (r *reader) addCurve(d *drawing, name string, index, count int, rows []int) {
	token := tokenAccent
	if count > 1 {
		token = categoryTokens()[index%categories]
	}
	at, step := len(d.series), len(rows) > 2*len(readingDays())
	data, bands, intervals := make([]item, 0, len(rows)), make([]band, 0, len(rows)), false
	for _, row := range rows {
		x := r.number(row, "x")
		if x == nil {
			continue
		}
		label := named(swedish.Number(*x, 0)+" dagar", name)
		read := slices.Contains(readingDays(), *x)
		mark := item{Value: []any{*x, r.number(row, "value")}, Symbol: "none"}
		bands = append(bands, band{X: *x, Low: r.beside(row, "value", "low"), High: r.beside(row, "value", "high")})
		intervals = intervals || bands[len(bands)-1].Low != nil
		if read {
			lines := r.curveLines(row)
			mark.Tip, mark.Symbol = tip(label, lines), symbols()[index%categories]
			d.addPoint(at, len(data), label, lines, nil)
		}
		data = append(data, mark)
	}
	s := series{
		SingleSeries: charts.SingleSeries{Type: "line", Name: name, SymbolSize: 7, ShowSymbol: ptr(true)},
		LineStyle:    &lineStyle{Color: token, Width: 2}, ItemStyle: &itemStyle{Color: token, BorderColor: tokenSurface, BorderWidth: 1},
		Data: data, Z: 3,
	}
	if step {
		s.Step = "end"
	}
	if count > 1 {
		s.EndLabel, s.LabelLayout = endLabel(name, "", tokenInk), shift{MoveOverlap: "shiftY"}
	}
	d.series = append(d.series, s)
	if intervals {
		d.addBand(token, step, bands)
		if index == 0 {
			d.key = append(d.key, entry(MarkBand, token, "95\u00a0% KI"))
		}
	}
}

// curveLines tells a reading: the value, its interval and how many are still followed.
func (r *reader) curveLines(row int) []string {
	lines := []string{r.write(row, "value")}
	if r.number(row, "value") == nil {
		r.gaps++
		return lines
	}
	if text := swedish.IntervalOf(r.value(row, "low"), r.value(row, "high"), *r.column("value")); text != "" {
		lines = append(lines, text)
	}
	if r.has("at_risk") {
		lines = append(lines, swedish.Cell(r.value(row, "at_risk"), *r.column("at_risk"))+" under risk")
	}
	return lines
}

// dayAxis has its ticks at the reading days, with the numbers at risk under them.
func (r *reader) dayAxis(last float64, names []string) axis {
	days := slices.DeleteFunc(readingDays(), func(day float64) bool { return day > last })
	texts := make([]string, 0, 2*len(days))
	for _, day := range days {
		text := swedish.Number(day, 0)
		for _, name := range names {
			for row := range r.rows() {
				x := r.number(row, "x")
				if x != nil && *x == day && r.has("at_risk") && (name == "" || r.label(row, "series") == name) {
					text += "\n" + swedish.Cell(r.value(row, "at_risk"), *r.column("at_risk"))
					break
				}
			}
		}
		texts = append(texts, swedish.Plain(day, 0), text)
	}
	title := "dagar"
	switch {
	case r.has("at_risk") && len(names) > 1:
		title = "dagar; under risk: " + strings.Join(names, ", ")
	case r.has("at_risk"):
		title = "dagar; antal under risk"
	}
	return axis{
		XAxis: opts.XAxis{Type: "value", Min: 0.0, Max: max(last, 1), Name: title, NameLocation: "middle", NameGap: 26 + 14*r.riskLines(names)},
		AxisLabel: &axisLabel{
			Color: tokenInk3, FontSize: 12, LineHeight: 14, CustomValues: days, HideOverlap: true, AlignMin: "right",
			Formatter: formatterName("words", texts...),
		},
		AxisLine: &axisLine{Show: true, LineStyle: &lineStyle{Color: tokenLine2, Width: 1}}, AxisTick: &axisTick{Show: true, CustomValues: days},
		SplitLine: &splitLine{}, NameTextStyle: &textStyle{Color: tokenInk3, FontSize: 12},
	}
}

func (r *reader) riskLines(names []string) int {
	if !r.has("at_risk") {
		return 0
	}
	return min(len(names), categories)
}
