package chart

import (
	"slices"

	"klarsyn/dashboards/swedish"
)

func waterfallKind() kind {
	return kind{title: "Vattenfallsdiagram", draw: drawWaterfall, encodings: slices.Concat(
		need(category, "x"), need(number, "value"), may(flag, "total"))}
}

// fall is what fmt.js draws for one term.
type fall struct {
	From  *float64 `json:"from"`
	To    *float64 `json:"to"`
	Color string   `json:"color"`
	Text  string   `json:"text"`
	Last  bool     `json:"last"` // nothing joins it to the next
}

// drawWaterfall draws terms that add up. After a term without a number nothing can be added up: the rest are gaps,
// apart from totals, which stand on the axis.
func drawWaterfall(r *reader) (*drawing, error) {
	d := &drawing{height: 310}
	var labels []string
	var data []item
	var extent []*float64
	scale := swedish.MoneyScale(r.largest("value"))
	write := func(v float64, signed bool) string {
		decimals := r.unit("value").Decimals
		if r.unit("value").Name == "kr" {
			v, decimals = v/scale.Divisor, scale.Decimals
		}
		if signed {
			return swedish.Signed(v, decimals)
		}
		return swedish.Number(v, decimals)
	}
	sum, ended := ptr(0.0), false
	for row := range r.rows() {
		v, total := r.number(row, "value"), r.flag(row, "total")
		mark := fall{Color: tokenAccentMid, Last: row == r.rows()-1}
		switch {
		case v == nil && !total:
			sum = nil
		case v == nil:
		case total:
			// The sum of terms that began at zero is a difference and keeps its sign.
			mark.From, mark.To, mark.Color, mark.Text, sum = ptr(0.0), v, tokenAccent, write(*v, row > 0 && !ended), v
		case sum != nil:
			next := *sum + *v
			mark.From, mark.To, mark.Text, sum = ptr(*sum), &next, write(*v, true), &next
			if *v < 0 {
				mark.Color = tokenPeer
			}
		default:
			mark.Text = write(*v, true)
		}
		ended = ended || total
		if v == nil {
			mark.Text = r.write(row, "value")
		}
		label := r.label(row, "x")
		lines := r.tell(row, "value")
		labels = append(labels, label)
		extent = append(extent, mark.From, mark.To)
		data = append(data, item{Value: []any{row, mark.To}, Tip: tip(label, lines), Pick: r.pick(row, "x"), Row: mark})
		d.addPoint(0, row, label, lines, data[row].Pick)
	}
	if !ended && sum != nil && len(data) > 0 {
		labels = append(labels, "Summa")
		text := write(*sum, true)
		if unit := r.unit("value"); unit.Name == "kr" {
			text += "\u00a0" + scale.Suffix
		}
		data = append(data, item{Value: []any{len(data), *sum}, Tip: tip("Summa", []string{text}), Row: fall{From: ptr(0.0), To: sum, Color: tokenAccent, Text: write(*sum, true), Last: true}})
		d.addPoint(0, len(data)-1, "Summa", []string{text}, nil)
	}
	span := newSpan(r.unit("value"), true, extent...)
	s := drawn("waterfall", data)
	s.Z, s.Clip = 3, ptr(false)
	d.series = []series{s}
	d.y = span.axis()
	d.x, d.narrow.XAxis = timeAxis(*r.column("x"), labels, true)
	d.x.AxisLine.OnZero = true
	d.grid, d.narrow.Grid = newGrid(8, 14, 26, 6), ptr(newGrid(2, 8, 26, 4))
	d.narrow.YAxis = span.sparse()
	d.key = append(d.key, entry(MarkBar, tokenAccentMid, "ökar"), entry(MarkBar, tokenPeer, "minskar"), entry(MarkBar, tokenAccent, "summa"))
	return d, nil
}

// largest is the largest magnitude of an encoding.
func (r *reader) largest(name string) float64 {
	largest := 0.0
	for _, v := range r.numbers(name) {
		if v != nil {
			largest = max(largest, *v, -*v)
		}
	}
	return largest
}
