package chart

import (
	"slices"

	"klarsyn/dashboards/swedish"
)

func boxplotKind() kind {
	return kind{title: "Lådagram", draw: drawBoxplot, encodings: slices.Concat(
		need(category, "y"), need(number, "q1", "median", "q3"), may(number, "low", "high", "limit", "ref", "n"), mayWord("sort", "table", "value"))}
}

// boxRow is what fmt.js draws for one row.
type boxRow struct {
	Q1     *float64 `json:"q1"`
	Median *float64 `json:"median"`
	Q3     *float64 `json:"q3"`
	Low    *float64 `json:"low"`
	High   *float64 `json:"high"`
	Limit  *float64 `json:"limit"`
	Ref    *float64 `json:"ref"`
	Text   string   `json:"text"`
	Count  string   `json:"count"`
}

// drawBoxplot draws spread per category: the box from the lower to the upper quartile, the median as a stroke in it,
// whiskers to the percentiles that the table gives, and beside them the limit of outliers and riket.
func drawBoxplot(r *reader) (*drawing, error) {
	r.alias("value", "median")
	order := r.byValue("median")
	if r.words["sort"] == "table" {
		order = r.inOrder()
	}
	d := &drawing{height: 66 + 34*max(len(order), 2)}
	scale := swedish.MoneyScale(r.largest("median"))
	labels, data := make([]string, len(order)), make([]item, len(order))
	for i, row := range order {
		labels[i] = r.label(row, "y")
		lines := r.tell(row, "median", r.spread(row, "mittersta hälften", "q1", "q3"), r.spread(row, r.whiskerName(), "low", "high"), r.limit(row))
		mark := boxRow{
			Median: r.number(row, "median"), Q1: r.beside(row, "median", "q1"), Q3: r.beside(row, "median", "q3"), Low: r.beside(row, "median", "low"),
			High: r.beside(row, "median", "high"), Limit: r.number(row, "limit"), Ref: r.number(row, "ref"), Text: r.write(row, "median"),
		}
		if mark.Median != nil && r.unit("median").Name == "kr" {
			mark.Text = scale.Format(*mark.Median)
		}
		if r.has("n") {
			mark.Count = swedish.Cell(r.value(row, "n"), *r.column("n"))
		}
		data[i] = item{Value: []any{mark.Median, i}, Tip: tip(labels[i], lines), Pick: r.pick(row, "y"), Row: mark}
		d.addPoint(0, i, labels[i], lines, data[i].Pick)
	}
	span := newSpan(r.unit("median"), true, r.extent("q1", "median", "q3", "low", "high", "limit", "ref")...)
	s := drawn("boxplot", data)
	s.Z, s.Clip = 3, ptr(false)
	d.series = []series{s}
	d.x, d.y = span.axis(), rowAxis(labels)
	d.x.half = span.sparse()
	right := 92.0
	if r.has("n") {
		right = 148
	}
	d.grid, d.narrow.Grid = newGrid(8, right, 8, 6), ptr(newGrid(2, 64, 8, 4))
	d.narrow.XAxis, d.narrow.YAxis = span.sparse(), narrowRows(labels)
	d.key = append(d.key, entry(MarkBar, tokenAccentMid, "mittersta hälften"), entry(MarkLine, tokenAccent, "median"))
	if r.has("low") && r.has("high") {
		d.key = append(d.key, entry(MarkInterval, tokenInk, r.whiskerName()))
	}
	if r.has("ref") {
		d.key = append(d.key, entry(MarkTick, tokenInk, r.refName()))
	}
	if r.has("limit") {
		d.key = append(d.key, entry(MarkDiamond, tokenSPCLimit, lowerLabel(*r.column("limit"))))
	}
	return d, nil
}

// whiskerName says what the whiskers reach to, by the labels of their columns: P10 and P90 are P10–P90.
func (r *reader) whiskerName() string {
	if !r.has("low") || !r.has("high") {
		return ""
	}
	return r.column("low").Label + swedish.EnDash + r.column("high").Label
}

// spread writes from where to where a part of the cases reach; empty when an end is not known.
func (r *reader) spread(row int, what, from, to string) string {
	low, high := r.beside(row, "median", from), r.beside(row, "median", to)
	if low == nil || high == nil {
		return ""
	}
	unit := r.unit("median")
	if unit.Name == "kr" {
		scale := swedish.MoneyScale(*high)
		return what + " " + swedish.Range(*low/scale.Divisor, *high/scale.Divisor, scale.Decimals, scale.Suffix)
	}
	return what + " " + swedish.Range(*low, *high, unit.Decimals, unit.Suffix)
}

// limit writes the limit of outliers.
func (r *reader) limit(row int) string {
	if r.number(row, "limit") == nil {
		return ""
	}
	return lowerLabel(*r.column("limit")) + " " + r.write(row, "limit")
}
