package chart

import (
	"slices"

	"klarsyn/dashboards/swedish"
)

func therapyKind() kind {
	return kind{title: "Staplar mot målnivåer", draw: drawTherapy, encodings: slices.Concat(
		need(category, "y"), need(number, "value"), may(number, "low", "high", "n", "N", "lower", "upper", "ref"), may(flag, "strong"))}
}

// therapyRow is what fmt.js draws for one row.
type therapyRow struct {
	Value     *float64 `json:"value"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Lower     *float64 `json:"lower"`
	Upper     *float64 `json:"upper"`
	Reference *float64 `json:"reference"`
	Color     string   `json:"color"`
	Text      string   `json:"text"`
	Count     string   `json:"count"`
	Strong    bool     `json:"strong"`
}

// drawTherapy draws shares as bars on the band between the lower and the upper target.
func drawTherapy(r *reader) (*drawing, error) {
	d := &drawing{height: 56 + 46*r.rows()}
	labels, data := make([]string, r.rows()), make([]item, r.rows())
	for row := range r.rows() {
		labels[row] = r.label(row, "y")
		mark := therapyRow{
			Value: r.number(row, "value"), Low: r.beside(row, "value", "low"), High: r.beside(row, "value", "high"),
			Lower: r.number(row, "lower"), Upper: r.number(row, "upper"), Reference: r.number(row, "ref"),
			Color: tokenAccentMid, Text: swedish.Cell(r.value(row, "value"), *r.column("value")), Count: r.count(row),
			Strong: row == r.rows()-1 && row > 0,
		}
		if r.has("strong") {
			mark.Strong = r.flag(row, "strong")
		}
		if mark.Strong {
			mark.Color = tokenAccent
		}
		lines := r.tell(row, "value", r.targets(row))
		data[row] = item{Value: []any{mark.Value, row}, Tip: tip(labels[row], lines), Pick: r.pick(row, "y"), Row: mark}
		d.addPoint(0, row, labels[row], lines, data[row].Pick)
	}
	span := newSpan(r.unit("value"), true, r.extent("value", "low", "high", "lower", "upper", "ref")...)
	if r.unit("value").Suffix == "%" && span.max > 50 {
		span.max, span.step = 100, 20
	}
	s := drawn("therapy", data)
	s.Z, s.Clip = 3, ptr(false)
	d.series = []series{s}
	d.x, d.y = span.axis(), rowAxis(labels)
	d.columns(r, r.inOrder())
	d.x.half = span.sparse()
	d.narrow.XAxis, d.narrow.YAxis = span.sparse(), narrowRows(labels)
	if span.max == 100 {
		d.narrow.XAxis.Interval, d.x.half.Interval = ptr(50.0), ptr(50.0)
	}
	d.key = append(d.key, entry(MarkBar, tokenAccent, "egen region"))
	if r.has("ref") {
		d.key = append(d.key, entry(MarkTick, tokenInk, r.refName()))
	}
	if r.has("lower") && r.has("upper") {
		d.key = append(d.key, entry(MarkTarget, tokenBand, "lägre till övre mål"))
	}
	if r.has("low") {
		d.key = append(d.key, entry(MarkInterval, tokenInk, "95\u00a0% KI"))
	}
	return d, nil
}

// targets writes the two targets of a row.
func (r *reader) targets(row int) string {
	lower, upper := r.number(row, "lower"), r.number(row, "upper")
	switch {
	case lower != nil && upper != nil:
		unit := r.unit("lower")
		return "mål " + swedish.Range(*lower, *upper, 0, unit.Suffix)
	case lower != nil:
		return "mål " + r.write(row, "lower")
	default:
		return ""
	}
}
