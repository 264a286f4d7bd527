package chart

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

func stackedKind() kind {
	return kind{title: "Staplade andelar", draw: drawStacked, encodings: slices.Concat(
		need(category, "x", "series"), need(number, "value"), may(number, "N"), may(flag, "prelim"))}
}

// drawStacked draws shares of a whole over time. The whole is N, or the sum of what is shown; parts that are
// suppressed leave the bar open at its top when N is known.
func drawStacked(r *reader) (*drawing, error) {
	d := &drawing{height: 300, decals: true}
	c := r.cross("x", "series", r.inOrder())
	whole := r.wholeOf(c)
	shares := r.unit("value").Name == "procent"
	for index, name := range c.series {
		at := min(index, categories-1)
		if index == categories-1 && len(c.series) > categories {
			name = "övriga"
		}
		if index >= categories {
			break
		}
		data := make([]item, len(c.labels))
		for x := range c.labels {
			rows := []int{c.rows[index][x]}
			if name == "övriga" {
				rows = nil
				for _, line := range c.rows[index:] {
					rows = append(rows, line[x])
				}
			}
			r.addPart(d, c, data, index, x, name, rows, whole[x], shares)
		}
		token := categoryTokens()[at]
		d.series = append(d.series, series{
			SingleSeries: charts.SingleSeries{Type: "bar", Name: name, Stack: "all", BarCategoryGap: "18%", BarMaxWidth: "54"},
			ItemStyle:    &itemStyle{Color: token, BorderColor: tokenSurface, BorderWidth: 0.5}, Data: data, Z: 2,
		})
		key := entry(MarkCategory, token, name)
		key.Index = at
		d.key = append(d.key, key)
	}
	span := newSpan(analytics.Units["procent"], true, ptr(100.0))
	span.step = 25
	d.y = span.axis()
	d.x, d.narrow.XAxis = timeAxis(*r.column("x"), c.labels, true)
	d.grid, d.narrow.Grid = newGrid(8, 14, 12, 6), ptr(newGrid(2, 8, 12, 4))
	d.narrow.YAxis = &axis{Interval: ptr(50.0), AxisLabel: &axisLabel{FontSize: 11}}
	return d, nil
}

// addPart adds one part of one bar: a row, or the last rows together.
func (r *reader) addPart(d *drawing, c cross, data []item, index, x int, name string, rows []int, whole *float64, shares bool) {
	var sum *float64
	first := -1
	for _, row := range rows {
		if row < 0 {
			continue
		}
		if first < 0 {
			first = row
		}
		if v := r.number(row, "value"); v != nil {
			if sum == nil {
				sum = new(float64)
			}
			*sum += *v
		}
	}
	if first < 0 {
		return
	}
	label := named(c.labels[x], name)
	lines := []string{r.write(first, "value")}
	switch {
	case sum == nil:
		r.gaps++
	case shares:
		data[x].Value = *sum
	case whole != nil && *whole > 0:
		data[x].Value = 100 * *sum / *whole
		lines[0] = swedish.Share(*sum, *whole)
	}
	if sum != nil && r.preliminary(first, "x") {
		lines = append(lines, "preliminär")
	}
	data[x].Tip, data[x].Pick = tip(label, lines), r.pick(first, "x")
	d.addPoint(index, x, label, lines, data[x].Pick)
}

// wholeOf is what the parts of each bar are shares of.
func (r *reader) wholeOf(c cross) []*float64 {
	whole := make([]*float64, len(c.labels))
	for x := range c.labels {
		for _, line := range c.rows {
			if line[x] < 0 {
				continue
			}
			if r.has("N") {
				if of := r.number(line[x], "N"); of != nil {
					whole[x] = of
				}
				continue
			}
			if v := r.number(line[x], "value"); v != nil {
				if whole[x] == nil {
					whole[x] = new(float64)
				}
				*whole[x] += *v
			}
		}
	}
	return whole
}
