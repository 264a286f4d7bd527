package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

func concentrationKind() kind {
	return kind{title: "Koncentrationskurva", compact: true, draw: drawConcentration, encodings: slices.Concat(
		need(number, "x", "value"), may(number, "n", "N", "ref", "at"))}
}

// shareUnit is per cent of a whole.
var shareUnit = analytics.Units["procent"]

// dearest is the share of the cases, in per cent, that a concentration curve names unless the table says another:
// the national marking of outliers in inpatient care (SKR, Uppföljning regionernas KPP-databas).
const dearest = 5.0

// concentrationMark is what fmt.js draws beside the curve: the band of the dearest and its named point.
type concentrationMark struct {
	Band float64  `json:"band"`
	Y    *float64 `json:"y"`
	Bold string   `json:"bold"`
	Text string   `json:"text"`
}

// drawConcentration draws how much of the cost the dearest cases stand for, dearest first: the curve, that of riket
// dashed, even distribution as the diagonal, and the dearest few named.
func drawConcentration(r *reader) (*drawing, error) {
	d := &drawing{height: 330, axis: true}
	curve, ref := []item{{Value: []float64{0, 0}}}, [][]float64{{0, 0}}
	at := dearest
	named := -1
	for row := range r.rows() {
		x := r.number(row, "x")
		if x == nil {
			continue
		}
		if v := r.number(row, "at"); v != nil {
			at = *v
		}
		label := "De dyraste " + share(*x)
		lines := r.tell(row, "value")
		mark := item{Value: []any{*x, r.number(row, "value")}, Tip: tip(label, lines)}
		d.addPoint(0, len(curve), label, lines, nil)
		curve = append(curve, mark)
		if v := r.number(row, "ref"); v != nil {
			ref = append(ref, []float64{*x, *v})
		}
		if math.Abs(*x-at) < 1e-6 {
			named = row
		}
	}
	for row := range r.rows() { // no row stands exactly there: the first one beyond
		if x := r.number(row, "x"); named < 0 && x != nil && *x > at {
			named, at = row, *x
		}
	}
	line := series{
		SingleSeries: charts.SingleSeries{Type: "line", Symbol: "circle", SymbolSize: 6, ShowSymbol: ptr(false)},
		LineStyle:    &lineStyle{Color: tokenAccent, Width: 2.25}, ItemStyle: &itemStyle{Color: tokenAccent, BorderColor: tokenSurface, BorderWidth: 1},
		Data: curve, Z: 4,
	}
	d.series = []series{line, plainLine("", tokenLine2, 1, "solid", [][]float64{{0, 0}, {100, 100}})}
	d.key = append(d.key, entry(MarkLine, tokenAccent, "egen region"))
	if len(ref) > 2 {
		d.series = append(d.series, plainLine("", tokenPeerInk, 1.5, []float64{5, 4}, ref))
		d.key = append(d.key, entry(MarkDashed, tokenPeerInk, r.refName()))
	}
	if named >= 0 {
		mark := concentrationMark{Band: at, Y: r.number(named, "value"), Bold: share(at) + " " + ofWhat(*r.column("x"))}
		if mark.Y != nil {
			mark.Text = r.write(named, "value") + " " + ofWhat(*r.column("value"))
			if r.has("ref") && r.number(named, "ref") != nil {
				mark.Text += " (" + r.refName() + " " + r.write(named, "ref") + ")"
			}
		}
		for i, name := range []string{"dearest", "named"} { // the band under the curve, the point and its words over it
			s := drawn(name, []item{{Value: []any{at, mark.Y}, Row: mark}})
			s.Silent, s.Z = true, 1+4*i
			d.series = append(d.series, s)
		}
	}
	span := newSpan(shareUnit, true, ptr(0.0), ptr(100.0))
	span.step = 20
	d.x, d.y = span.axis(), span.axis()
	d.x.SplitLine, d.x.AxisLine = &splitLine{}, &axisLine{Show: true, OnZero: true, LineStyle: &lineStyle{Color: tokenLine2, Width: 1}}
	d.x.Name, d.x.NameLocation, d.x.NameGap = lowerLabel(*r.column("x"))+", de dyraste först", "middle", 26
	d.x.NameTextStyle = &textStyle{Color: tokenInk3, FontSize: 12}
	d.grid = newGrid(8, 20, 12, 24)
	d.narrow = narrow{Grid: ptr(newGrid(2, 14, 12, 24)), XAxis: span.sparse(), YAxis: span.sparse()}
	d.narrow.XAxis.Interval = ptr(50.0)
	return d, nil
}

// share writes a share of the cases with the decimals it needs: 5 %, 0,5 %.
func share(x float64) string {
	decimals := 0
	if math.Abs(x-math.Round(x)) > 1e-9 {
		decimals = 1
	}
	return swedish.Percent(x, decimals)
}

// ofWhat is the whole that a column is a share of, from its label: Andel av kostnaden → av kostnaden.
func ofWhat(column analytics.Column) string {
	if i := strings.Index(column.Label, "av "); i >= 0 {
		return column.Label[i:]
	}
	return lowerLabel(column)
}
