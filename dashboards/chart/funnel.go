package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"klarsyn/dashboards/swedish"
)

func funnelKind() kind {
	return kind{title: "Trattdiagram", compact: true, draw: drawFunnel, encodings: slices.Concat(
		need(number, "n", "value"), need(category, "name"),
		may(number, "mean", "lower", "upper", "lower998", "upper998", "count"), may(flag, "own"))}
}

// namedUnits is how many units are named when the table does not say which are our own.
const namedUnits = 12

// drawFunnel draws units against their size, with the limits within which chance alone would keep them.
func drawFunnel(r *reader) (*drawing, error) {
	d := &drawing{height: 320}
	size := *r.column("n")
	r.alias("size", "n")
	if r.has("count") { // then a value is told as count av n
		r.alias("N", "n")
		r.alias("n", "count")
	}
	at := func(row int) *float64 { return r.number(row, "size") }
	named := r.namedUnits()
	var own, others []item
	var ownRows, otherRows []int
	for row := range r.rows() {
		name := r.label(row, "name")
		lines := r.tell(row, "value", r.verdict(row))
		mark := item{Tip: tip(name, lines), Pick: r.pick(row, "name")}
		if value := r.number(row, "value"); value != nil && at(row) != nil {
			mark.Value = []float64{*at(row), *value}
		}
		if !named[row] {
			others, otherRows = append(others, mark), append(otherRows, row)
			continue
		}
		mark.Label = &label{Show: true, Formatter: literal(ellipsis(name, longestNameWord)), Distance: 7, Color: tokenInk, FontSize: 12, FontWeight: 600, TextBorderColor: tokenSurface, TextBorderWidth: 3}
		own, ownRows = append(own, mark), append(ownRows, row)
	}
	sizes := make([]*float64, r.rows())
	for row := range r.rows() {
		sizes[row] = at(row)
	}
	x := newSpan(size.Unit, true, sizes...)
	y := newSpan(r.unit("value"), true, r.extent("value", "mean", "lower", "upper")...) // the outer limits of the smallest units run out of the plot
	if r.indexed() {                                                                    // the limits of units that are not shown would only flatten the rest
		y = newSpan(r.unit("value"), false, r.besideShown("value", "mean", "lower", "upper", "lower998", "upper998")...)
	}
	placeNames(own, slices.Concat(own, others), x, y)
	d.addUnits(own, ownRows, r, tokenAccent, 12, 6)
	if len(others) > 0 {
		d.addUnits(others, otherRows, r, tokenPeer, 7.5, 4)
	}
	for _, line := range []struct {
		encoding, name string
		dash           any
	}{{"lower998", "", "solid"}, {"upper998", "99,8\u00a0%", "solid"}, {"lower", "", []float64{4, 4}}, {"upper", "95\u00a0%", []float64{4, 4}}} {
		r.addFunnelLimit(d, sizes, x.max, line.encoding, line.name, line.dash)
	}
	r.addCenter(d, x.max)
	if r.has("mean") && len(slices.DeleteFunc(r.numbers("mean"), func(v *float64) bool { return v == nil })) == 0 && r.rows() > 0 {
		d.notes = append(d.notes, "Snitt och gränser visas inte: ur dem kunde ett dolt antal räknas fram, eller så räcker inte underlaget.")
	}
	d.x, d.y = x.axis(), y.axis()
	d.x.SplitLine, d.x.AxisLine = &splitLine{}, &axisLine{Show: true, OnZero: true, LineStyle: &lineStyle{Color: tokenLine2, Width: 1}}
	d.x.Name, d.x.NameLocation, d.x.NameGap = lowerLabel(size), "middle", 26
	d.x.NameTextStyle = &textStyle{Color: tokenInk3, FontSize: 12}
	d.grid, d.narrow.Grid = newGrid(8, 64, 14, 24), ptr(newGrid(2, 60, 14, 24))
	d.narrow.XAxis, d.narrow.YAxis = x.sparse(), y.sparse()
	switch {
	case r.has("own") || len(others) == 0:
		d.key = append(d.key, entry(MarkDot, tokenAccent, "egna enheter"))
	case len(own) > 0:
		d.key = append(d.key, entry(MarkDot, tokenAccent, "utanför gränserna, högst och lägst"))
	}
	if len(others) > 0 {
		d.key = append(d.key, entry(MarkDot, tokenPeer, "andra enheter"))
	}
	return d, nil
}

// namedUnits tells which rows are drawn large and named: our own units, all where they are few, else those outside their limits, the
// highest and the lowest.
func (r *reader) namedUnits() map[int]bool {
	named := map[int]bool{}
	highest, lowest := -1, -1
	for row := range r.rows() {
		switch {
		case r.has("own"):
			named[row] = r.flag(row, "own")
			continue
		case r.rows() <= namedUnits:
			named[row] = true
			continue
		}
		value := r.number(row, "value")
		if value == nil {
			continue
		}
		named[row] = r.verdict(row) != ""
		if highest < 0 || *value > *r.number(highest, "value") {
			highest = row
		}
		if lowest < 0 || *value < *r.number(lowest, "value") {
			lowest = row
		}
	}
	if highest >= 0 {
		named[highest], named[lowest] = true, true
	}
	return named
}

func (d *drawing) addUnits(data []item, rows []int, r *reader, token string, size float64, z int) {
	index := len(d.series)
	for i, row := range rows {
		label := r.label(row, "name")
		d.addPoint(index, i, label, strings.Split(data[i].Tip[len(label)+1:], "\n"), data[i].Pick)
	}
	d.series = append(d.series, series{
		SingleSeries: charts.SingleSeries{Type: "scatter", SymbolSize: size},
		ItemStyle:    &itemStyle{Color: token, BorderColor: tokenSurface, BorderWidth: 1.5}, Data: data, Z: z,
	})
}

// The plot that names are laid out for, in pixels: half a sheet wide. On a wider one they only stand further apart.
const (
	plotWide, plotHigh = 400.0, 215.0
	letterWide         = 7.2 // of a name's letters, on average
	lineHigh           = 14.0
	markReach          = 7.0 // from a mark's middle to its name
)

// A spread is a place that a name or a mark takes on the plot.
type spread struct{ left, right, top, bottom float64 }

func (s spread) over(other spread) bool {
	return s.left < other.right && other.left < s.right && s.top < other.bottom && other.top < s.bottom
}

// placeNames stands each name beside its mark where it covers no other name or mark: at the right, else at the left, over or under.
// Where no place is free the one that covers the least is taken.
func placeNames(units, all []item, x, y span) {
	var taken []spread
	centre := func(unit item) (float64, float64, bool) {
		at, ok := unit.Value.([]float64)
		if !ok {
			return 0, 0, false
		}
		return (at[0] - x.min) / (x.max - x.min) * plotWide, (y.max - at[1]) / (y.max - y.min) * plotHigh, true
	}
	for _, unit := range all {
		if across, down, ok := centre(unit); ok {
			taken = append(taken, spread{across - 5, across + 5, down - 5, down + 5})
		}
	}
	plot := spread{0, plotWide, 0, plotHigh}
	for _, unit := range units {
		across, down, ok := centre(unit)
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(unit.Tip, "\n")
		wide := letterWide * float64(len([]rune(name)))
		best, least := spread{}, math.Inf(1)
		for _, place := range []struct {
			position, align string
			spread
		}{
			{"right", "", spread{across + markReach, across + markReach + wide, down - lineHigh/2, down + lineHigh/2}},
			{"left", "", spread{across - markReach - wide, across - markReach, down - lineHigh/2, down + lineHigh/2}},
			{"top", "", spread{across - wide/2, across + wide/2, down - markReach - lineHigh, down - markReach}},
			{"bottom", "", spread{across - wide/2, across + wide/2, down + markReach, down + markReach + lineHigh}},
			{"top", "left", spread{across, across + wide, down - markReach - lineHigh, down - markReach}},
		} {
			covers := 0.0
			for _, other := range taken {
				if place.over(other) {
					covers++
				}
			}
			if place.left < plot.left || place.right > plot.right || place.top < plot.top || place.bottom > plot.bottom {
				covers += 2
			}
			if covers < least {
				best, least = place.spread, covers
				unit.Label.Position, unit.Label.Align = place.position, place.align
			}
		}
		taken = append(taken, best)
	}
}

// indexed reports whether the value is an index around 100, whose axis is cut: nothing is read from its distance to zero.
func (r *reader) indexed() bool { return r.unit("value").Name == "index" }

// besideShown collects numbers over the rows whose value is shown, on both sides of a comparison.
func (r *reader) besideShown(value string, names ...string) []*float64 {
	sides := []*reader{r}
	if r.twin != nil {
		sides = append(sides, r.twin)
	}
	var list []*float64
	for _, side := range sides {
		for row := range side.rows() {
			list = append(list, side.number(row, value))
			for _, name := range names {
				list = append(list, side.beside(row, value, name))
			}
		}
	}
	return list
}

// verdict says whether a unit stands outside its limits, in the words of the key.
func (r *reader) verdict(row int) string {
	v := r.number(row, "value")
	outside := func(lower, upper string) bool {
		low, high := r.number(row, lower), r.number(row, upper)
		return low != nil && *v < *low || high != nil && *v > *high
	}
	switch {
	case v == nil:
		return ""
	case outside("lower998", "upper998"):
		return "avvikelse: utanför 99,8-procentsgränsen"
	case outside("lower", "upper"):
		return "bevaka: utanför 95-procentsgränsen"
	}
	return ""
}

// addFunnelLimit draws a limit between the units' own limits. The distance from the mean falls with the square root
// of the size, so distance times root is nearly constant and is what is interpolated; beyond the smallest and the
// largest unit it stays as it is there.
func (r *reader) addFunnelLimit(d *drawing, sizes []*float64, end float64, encoding, name string, dash any) {
	type knot struct{ size, spread float64 }
	var knots []knot
	center := 0.0
	for row, size := range sizes {
		limit, mean := r.number(row, encoding), r.number(row, "mean")
		if size == nil || limit == nil || mean == nil || *size <= 0 {
			continue
		}
		center = *mean
		knots = append(knots, knot{*size, (*limit - *mean) * math.Sqrt(*size)})
	}
	if len(knots) == 0 {
		return
	}
	slices.SortFunc(knots, func(a, b knot) int { return cmp.Compare(a.size, b.size) })
	var points [][]float64
	for i := range 81 {
		size := knots[0].size*0.75 + (end-knots[0].size*0.75)*float64(i)/80
		spread := knots[len(knots)-1].spread
		for k := range knots {
			if size <= knots[k].size {
				spread = knots[k].spread
				if k > 0 {
					share := (size - knots[k-1].size) / (knots[k].size - knots[k-1].size)
					spread = knots[k-1].spread + share*(knots[k].spread-knots[k-1].spread)
				}
				break
			}
		}
		at := center + spread/math.Sqrt(size)
		if r.unit("value").Suffix == "%" {
			at = min(max(at, 0), 100)
		}
		points = append(points, []float64{size, max(at, 0)})
	}
	s := plainLine(name, tokenSPCLimit, 1, dash, points)
	if name != "" {
		s.EndLabel, s.LabelLayout = shortEnd(literal(name)), shift{MoveOverlap: "shiftY"}
	}
	d.series = append(d.series, s)
}

// addCenter draws the mean that the units are compared with.
func (r *reader) addCenter(d *drawing, end float64) {
	for row := range r.rows() {
		mean := r.number(row, "mean")
		if mean == nil {
			continue
		}
		s := plainLine("", tokenPeerInk, 1.5, []float64{5, 4}, [][]float64{{0, *mean}, {end, *mean}})
		name := "snitt"
		if r.indexed() {
			name = "väntat"
		}
		if column := r.column("mean"); column != nil && lowerLabel(*column) == "riket" {
			name = "riket"
		}
		s.EndLabel, s.LabelLayout = shortEnd(literal(name+"\n"+swedish.Cell(r.value(row, "mean"), *r.column("mean")))), shift{MoveOverlap: "shiftY"}
		d.series = append(d.series, s)
		return
	}
}

func shortEnd(text string) *label {
	return &label{Show: true, Formatter: text, Color: tokenInk3, FontSize: 11, Distance: 5, LineHeight: 12}
}
