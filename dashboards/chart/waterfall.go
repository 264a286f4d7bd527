package chart

import (
	"math"
	"slices"

	"klarsyn/dashboards/swedish"
)

func waterfallKind() kind {
	return kind{title: "Vattenfallsdiagram", draw: drawWaterfall, encodings: slices.Concat(
		need(category, "x"), need(number, "value"), may(flag, "total"))}
}

// A term is one step of a waterfall. Without both ends it cannot be added up.
type term struct {
	row      int // of the table; -1: the sum that the table leaves to the figure
	from, to *float64
	total    bool // stands on the axis
	signed   bool // a difference, written with its sign
}

// terms adds the rows up. After a row without a number nothing can be added up: the rest are gaps, apart from totals.
// Rows that end without a total get one.
func (r *reader) terms() []term {
	list, sum, ended := make([]term, 0, r.rows()+1), ptr(0.0), false
	for row := range r.rows() {
		v, next := r.number(row, "value"), term{row: row, total: r.flag(row, "total"), signed: true}
		switch {
		case v == nil && !next.total:
			sum = nil
		case v == nil:
		case next.total:
			// The sum of terms that began at zero is a difference and keeps its sign.
			next.from, next.to, next.signed, sum = ptr(0.0), v, row > 0 && !ended, v
		case sum != nil:
			next.from, next.to = sum, ptr(*sum+*v)
			sum = next.to
		}
		ended = ended || next.total
		list = append(list, next)
	}
	if !ended && sum != nil && len(list) > 0 {
		list = append(list, term{row: -1, from: ptr(0.0), to: sum, total: true, signed: true})
	}
	return list
}

// The axis of terms between two totals is cut when all of them stand in its upper fourth: from zero, terms of some
// Mkr between totals of thousands could not be seen. The totals then say that they are cut, and where.
const cutAbove = 0.75

// termSpan is the axis of terms, and whether it is cut. In a comparison both sides stand on the same.
func (r *reader) termSpan(lists ...[]term) (span span, cut bool) {
	var all, levels []*float64
	for _, list := range lists {
		for _, t := range list {
			all = append(all, t.from, t.to)
			levels = append(levels, t.to)
			if !t.total {
				levels = append(levels, t.from)
			}
		}
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, at := range levels {
		if at != nil {
			low, high = min(low, *at), max(high, *at)
		}
	}
	if low > cutAbove*high && high > low {
		span = newSpan(r.unit("value"), false, ptr(low-0.6*(high-low)), ptr(high))
		if span.min > 0 {
			return span, true
		}
	}
	return newSpan(r.unit("value"), true, all...), false
}

// besideTerms are the terms of both sides of a comparison.
func (r *reader) besideTerms(own []term) [][]term {
	if r.twin == nil {
		return [][]term{own}
	}
	return [][]term{own, r.twin.terms()}
}

// fall is what fmt.js draws for one term.
type fall struct {
	From  *float64 `json:"from"`
	To    *float64 `json:"to"`
	Color string   `json:"color"`
	Text  string   `json:"text"`
	Last  bool     `json:"last"` // nothing joins it to the next
	Cut   bool     `json:"cut"`  // stands on a cut axis: a stroke across it says so
}

// drawWaterfall draws terms that add up.
func drawWaterfall(r *reader) (*drawing, error) {
	d, list := &drawing{height: 310}, r.terms()
	span, cut := r.termSpan(r.besideTerms(list)...)
	scale, write := swedish.MoneyScale(r.largest("value")), r.termWriter()
	labels, data := make([]string, len(list)), make([]item, len(list))
	for i, t := range list {
		mark := fall{From: t.from, To: t.to, Color: tokenAccentMid, Last: i == len(list)-1, Cut: cut && t.total}
		var lines []string
		v := t.to
		if t.row >= 0 {
			v, labels[i], lines = r.number(t.row, "value"), r.label(t.row, "x"), r.tell(t.row, "value")
			data[i].Pick = r.pick(t.row, "x")
		} else {
			labels[i], lines = "Summa", []string{write(*t.to, true)}
			if r.unit("value").Name == "kr" {
				lines[0] += swedish.NoBreak + scale.Suffix
			}
		}
		if v == nil {
			mark.Text = r.write(t.row, "value")
		} else {
			mark.Text = write(*v, t.signed)
		}
		switch {
		case t.total:
			mark.Color = tokenAccent
		case v != nil && *v < 0:
			mark.Color = tokenPeer
		}
		if cut && mark.From != nil {
			mark.From = ptr(max(*mark.From, span.min))
		}
		data[i].Value, data[i].Tip, data[i].Row = []any{i, mark.To}, tip(labels[i], lines), mark
		d.addPoint(0, i, labels[i], lines, data[i].Pick)
	}
	s := drawn("waterfall", data)
	s.Z, s.Clip, s.Row = 3, ptr(false), max(span.min, 0)
	d.series = []series{s}
	d.y = span.axis()
	d.x, d.narrow.XAxis = timeAxis(*r.column("x"), labels, true)
	d.x.AxisLine.OnZero = !cut
	d.grid, d.narrow.Grid = newGrid(8, 14, 26, 6), ptr(newGrid(2, 8, 26, 4))
	d.narrow.YAxis = span.sparse()
	d.key = append(d.key, entry(MarkBar, tokenAccentMid, "ökar"), entry(MarkBar, tokenPeer, "minskar"), entry(MarkBar, tokenAccent, "summa"))
	if cut {
		from := span.start()
		d.key = append(d.key, entry(MarkCut, tokenAccent, "avkortad: axeln börjar vid "+from))
		d.notes = append(d.notes, "Axeln börjar vid "+from+". Jämför termernas höjd, inte summornas.")
	}
	return d, nil
}

// termWriter writes amounts at the bars, money in the scale of the largest without its suffix: the axis has it.
func (r *reader) termWriter() func(v float64, signed bool) string {
	unit, scale := r.unit("value"), swedish.MoneyScale(r.largest("value"))
	return func(v float64, signed bool) string {
		decimals := unit.Decimals
		if unit.Name == "kr" {
			v, decimals = v/scale.Divisor, scale.Decimals
		}
		if signed {
			return swedish.Signed(v, decimals)
		}
		return swedish.Number(v, decimals)
	}
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
