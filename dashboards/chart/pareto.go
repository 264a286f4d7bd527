package chart

import (
	"slices"

	"klarsyn/dashboards/swedish"
)

func paretoKind() kind {
	return kind{title: "Paretodiagram", draw: drawPareto, encodings: slices.Concat(
		need(category, "y"), need(number, "value"), may(number, "n", "whole"))}
}

// vitalFew is the share of the whole that a Pareto chart marks: Juran's 80 per cent.
const vitalFew = 80.0

// paretoRow is what fmt.js draws for one row: its share of the whole, and the share of all rows down to it.
type paretoRow struct {
	Share  *float64 `json:"share"`
	Sum    *float64 `json:"sum"`
	Before *float64 `json:"before"`
	Color  string   `json:"color"`
	Text   string   `json:"text"`
	Added  string   `json:"added"`
}

// drawPareto draws each category's share of the whole, largest first, and the sum of the shares as a line down to
// the last: one axis, in per cent, for both.
func drawPareto(r *reader) (*drawing, error) {
	list, notes := r.byRank("y", false)
	d := &drawing{notes: notes}
	whole := r.whole(list)
	scale := swedish.MoneyScale(r.largest("value"))
	labels, data := make([]string, len(list)), make([]item, len(list))
	var sum *float64
	few := 0
	for i, entry := range list {
		labels[i] = entry.label
		row := paretoRow{Color: tokenAccent, Text: r.amount(entry, scale), Before: sum}
		more := ""
		if entry.value != nil && whole > 0 {
			row.Share = ptr(100 * *entry.value / whole)
			before := 0.0
			if sum != nil {
				before = *sum
			}
			sum = ptr(before + *row.Share)
			row.Sum, row.Added = sum, swedish.Percent(*sum, 0)
			more = swedish.Percent(*row.Share, 1) + " av allt, " + swedish.Percent(*sum, 1) + " hit"
			if before >= vitalFew {
				row.Color = tokenPeer
			} else if entry.row >= 0 {
				few++
			}
		}
		if entry.row < 0 {
			row.Color = tokenPeer
		}
		lines := r.tellRank(entry, more)
		data[i] = item{Value: []any{row.Sum, i}, Tip: tip(entry.label, lines), Pick: r.pickRank(entry, "y"), Row: row}
		d.addPoint(0, i, entry.label, lines, data[i].Pick)
	}
	span := newSpan(shareUnit, true, ptr(0.0), ptr(100.0))
	span.step = 20
	s := drawn("pareto", data)
	s.Z, s.Clip = 3, ptr(false)
	s.MarkLine = upright(vitalFew)
	s.MarkLine.Label.Formatter = literal("80\u00a0%")
	d.series = []series{s}
	d.x, d.y = span.axis(), rowAxis(labels)
	d.height = 66 + rowStep(labels, 28)*max(len(list), 3)
	d.x.half = span.sparse()
	d.grid = newGrid(8, 138, 26, 6)
	d.narrow = narrow{Grid: ptr(newGrid(2, 52, 26, 4)), XAxis: span.sparse(), YAxis: narrowRows(labels)}
	d.narrow.XAxis.Interval, d.x.half.Interval = ptr(50.0), ptr(50.0)
	d.key = append(d.key, entry(MarkBar, tokenAccent, "andel av "+lowerLabel(*r.column("value"))), entry(MarkDot, tokenInk, "summa uppifrån"))
	if few == 0 {
		d.key = d.key[1:]
	}
	return d, nil
}

// whole is what the shares are of: the table's own total, else the sum of what is shown.
func (r *reader) whole(list []ranked) float64 {
	for row := range r.rows() {
		if v := r.number(row, "whole"); v != nil {
			return *v
		}
	}
	sum := 0.0
	for _, entry := range list {
		if entry.value != nil {
			sum += *entry.value
		}
	}
	return sum
}

// amount writes a bar's own number for the column at the right: money in the figure's scale.
func (r *reader) amount(entry ranked, scale swedish.Scale) string {
	switch {
	case entry.value == nil:
		return r.word(entry.row, "value")
	case r.unit("value").Name == "kr":
		return scale.Format(*entry.value)
	default:
		return swedish.Number(*entry.value, r.unit("value").Decimals)
	}
}
