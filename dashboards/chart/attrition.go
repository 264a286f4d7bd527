package chart

import (
	"slices"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

func attritionKind() kind {
	return kind{title: "Bortfallsdiagram", compact: true, draw: drawAttrition, encodings: slices.Concat(
		need(category, "y"), need(number, "value"), may(text, "lost"))}
}

// attritionRow is what fmt.js draws for one step.
type attritionRow struct {
	Value  *float64 `json:"value"`
	Before *float64 `json:"before"` // of the step above: the difference is drawn as what falls away
	Color  string   `json:"color"`
	Text   string   `json:"text"`
	Lost   string   `json:"lost"`
	Last   bool     `json:"last"`
}

// drawAttrition draws the steps from all contacts to the population, and what falls away at each.
func drawAttrition(r *reader) (*drawing, error) {
	d := &drawing{height: 36 + 44*r.rows()}
	labels, data := make([]string, r.rows()), make([]item, r.rows())
	var before *float64
	for row := range r.rows() {
		labels[row] = r.label(row, "y")
		value := r.number(row, "value")
		mark := attritionRow{Value: value, Before: before, Color: tokenAccentMid, Text: swedish.Cell(r.value(row, "value"), *r.column("value")), Last: row == r.rows()-1}
		if mark.Last {
			mark.Color = tokenAccent
		}
		mark.Lost = r.fallsAway(row, before, value)
		lines := r.tell(row, "value", mark.Lost, r.why(row))
		if mark.Lost == "" {
			mark.Before = nil
		}
		data[row] = item{Value: []any{value, row}, Tip: tip(labels[row], lines), Pick: r.pick(row, "y"), Row: mark}
		d.addPoint(0, row, labels[row], lines, data[row].Pick)
		before = value
	}
	span := newSpan(r.unit("value"), true, r.extent("value")...)
	s := drawn("attrition", data)
	s.Z, s.Clip = 3, ptr(false)
	d.series = []series{s}
	d.x, d.y = span.axis(), rowAxis(labels)
	d.x.AxisLabel, d.x.SplitLine = &axisLabel{Show: ptr(false)}, &splitLine{}
	d.grid, d.narrow.Grid = newGrid(8, 168, 6, 6), ptr(newGrid(2, 64, 6, 4))
	d.narrow.YAxis = narrowRows(labels)
	d.key = append(d.key, entry(MarkBar, tokenAccentMid, "kvar"), entry(MarkOutline, tokenPeerInk, "faller bort"))
	return d, nil
}

// fallsAway writes how many a step removes, with the share of the step before. Differences as small as the table's
// own suppressed counts are not made here either.
func (r *reader) fallsAway(row int, before, value *float64) string {
	if before == nil || value == nil || *value > *before {
		return ""
	}
	lost := *before - *value
	if r.table.Source.Policy().Small(lost) && !r.table.Source.Disclosed {
		return ""
	}
	text := "faller bort " + swedish.Number(lost, 0)
	if *before > 0 {
		text += " (" + swedish.Percent(100*lost / *before, 1) + ")"
	}
	return text
}

func (r *reader) why(row int) string {
	if value := r.value(row, "lost"); value.State == analytics.Present {
		return value.Text
	}
	return ""
}
