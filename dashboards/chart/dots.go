package chart

import (
	"slices"

	"klarsyn/dashboards/swedish"
)

func dotsKind() kind {
	return kind{title: "Punktdiagram", compact: true, draw: drawDots, encodings: slices.Concat(
		need(category, "y"), need(number, "value"), may(category, "series"), may(number, "low", "high", "n", "N", "ref"), may(flag, "own"),
		mayWord("sort", "table", "value"))}
}

// dotRow is what fmt.js draws for one row.
type dotRow struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	Color string   `json:"color"`
	Text  string   `json:"text"`
	Count string   `json:"count"`
}

// drawDots draws a value with its interval per row. Rows whose interval does not hold the reference are in the accent.
func drawDots(r *reader) (*drawing, error) {
	order := r.byValue("value")
	if r.words["sort"] == "table" {
		order = r.inOrder()
	}
	d := &drawing{height: 66 + 34*len(order)}
	reference := r.reference()
	if even, _ := r.even(); reference == nil && even > 0 && r.has("low") {
		reference = &even
	}
	labels, data, apart := make([]string, len(order)), make([]item, len(order)), false
	for i, row := range order {
		labels[i] = r.rowLabel(row)
		lines := r.tell(row, "value")
		mark := dotRow{
			Value: r.number(row, "value"), Low: r.beside(row, "value", "low"), High: r.beside(row, "value", "high"),
			Color: tokenAccent, Text: swedish.Cell(r.value(row, "value"), *r.column("value")), Count: r.count(row),
		}
		switch {
		case r.has("own") && !r.flag(row, "own"), !r.has("own") && reference != nil && holds(mark.Low, mark.High, *reference):
			mark.Color = tokenPeerInk
		case reference != nil && mark.Low != nil:
			apart = true
		}
		data[i] = item{Value: []any{mark.Value, i}, Tip: tip(labels[i], lines), Pick: r.pick(row, "y"), Row: mark}
		d.addPoint(0, i, labels[i], lines, data[i].Pick)
	}
	span := newSpan(r.unit("value"), false, append(r.extent("value", "low", "high"), reference)...)
	if (span.max-span.min)/span.step > 3.5 {
		span = span.even()
	}
	dots := drawn("dots", data)
	dots.Z, dots.Row, dots.MarkLine = 3, span.min, r.rowReference()
	dots.Clip = ptr(false)
	d.series = []series{dots}
	d.x, d.y = span.axis(), rowAxis(labels)
	d.columns(r, order)
	d.x.half = span.sparse()
	if dots.MarkLine != nil {
		d.grid.Top, d.narrow.Grid.Top = 26, 26
	}
	d.narrow.XAxis, d.narrow.YAxis = span.sparse(), narrowRows(labels)
	if apart && !r.has("own") {
		d.key = append(d.key, entry(MarkDot, tokenAccent, "skiljer sig från "+r.refName()))
	}
	if r.has("low") {
		d.key = append(d.key, entry(MarkInterval, tokenInk, "95\u00a0% KI"))
	}
	return d, nil
}

// rowLabel names a row by its category and, where there is one, its series: Halmstad, slutenvård.
func (r *reader) rowLabel(row int) string {
	label := r.label(row, "y")
	if r.has("series") {
		label = named(label, lowerFirst(r.label(row, "series")))
	}
	return label
}

// even is the value that says no difference, and the words for it: 1 for quotients, 100 for indices; 0 for all else.
func (r *reader) even() (at float64, words string) {
	switch r.unit("value").Name {
	case "kvot":
		return 1, "1 = ingen skillnad"
	case "index":
		return 100, "100 = som väntat"
	}
	return 0, ""
}

// rowReference is the reference line across rows; quotients and indices without one are read against no difference.
func (r *reader) rowReference() *markLine {
	at, words := r.even()
	if r.has("ref") || at == 0 || !r.has("low") {
		return r.referenceLine(true)
	}
	line := upright(at)
	line.Label.Formatter = literal(words)
	return line
}

// columns leaves room at the right for the value and, on wide screens, what is behind it.
func (d *drawing) columns(r *reader, order []int) {
	widest := 0
	for _, row := range order {
		widest = max(widest, len([]rune(r.count(row))))
	}
	right := 76.0
	if widest > 0 {
		right = 92 + 6.6*float64(widest)
	}
	d.grid, d.narrow.Grid = newGrid(8, right, 8, 6), ptr(newGrid(2, 56, 8, 4))
}

func holds(low, high *float64, at float64) bool {
	return low != nil && high != nil && *low <= at && at <= *high
}
