package dashboards

import (
	"context"
	"fmt"
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/swedish"
)

// spark draws the tile's line over time; without two points there is nothing to draw.
func (s *Server) spark(ctx context.Context, r *request, spec analytics.Spark, sides []analytics.Selection) *pages.Spark {
	drawn := &pages.Spark{Label: spec.Label}
	var lines []sparkPoints
	var reference sparkPoints
	for i, selection := range sides {
		table, err := r.view.Run(ctx, spec.Analysis, selection, analytics.RunOptions{Scope: s.gate.Scope()})
		if err != nil {
			s.log.Error("spark failed", "analysis", spec.Analysis, "error", err)
			return nil
		}
		x, y, ref := table.Column(spec.X), table.Column(spec.Y), table.Column(spec.Ref)
		rows := sparkRows(table, spec.Where)
		if x < 0 || y < 0 || len(rows) < 2 {
			return nil
		}
		line := sparkPoints{class: "a"}
		if i == 1 {
			line.class = "b"
		}
		for _, row := range rows {
			line.values = append(line.values, row[y])
			if i == 0 && ref >= 0 {
				reference.values = append(reference.values, row[ref])
			}
		}
		lines = append(lines, line)
		if i == 0 {
			first, last := rows[0], rows[len(rows)-1]
			drawn.From, drawn.To = swedish.Cell(first[x], table.Columns[x]), swedish.Cell(last[x], table.Columns[x])
			drawn.Alt = fmt.Sprintf("%s: %s %s, %s %s", spec.Label, drawn.From, swedish.Value(first[y], table.Columns[y]),
				drawn.To, swedish.Value(last[y], table.Columns[y]))
			if reference.shown() > 1 {
				name := comparedWith(table.Columns[ref])
				drawn.Label += ", " + name + " streckad"
				drawn.Alt += fmt.Sprintf(", %s %s", name, swedish.Value(last[ref], table.Columns[ref]))
			}
		}
	}
	scale, some := scaleOf(append(lines, reference))
	if !some {
		return nil
	}
	for _, line := range lines {
		path, end := scale.path(line.values)
		if path == "" || len(drawn.Lines) > 0 && drawn.Lines[0].Path == path {
			continue // both selections have the same history: one line says it
		}
		drawn.Lines = append(drawn.Lines, pages.SparkLine{Class: line.class, Path: path, End: end})
	}
	if reference.shown() > 1 {
		drawn.Reference, _ = scale.path(reference.values)
	}
	return drawn
}

// comparedWith names a reference by what its column says after the last comma: jämförelsegruppen, riket.
func comparedWith(column analytics.Column) string {
	return lower(strings.TrimSpace(column.Label[strings.LastIndex(column.Label, ",")+1:]))
}

// sparkRows are the rows that a line is drawn from. The last ones that the figure calls preliminary are left out: a
// small line has no room to say so.
func sparkRows(table *analytics.Table, where map[string]string) [][]analytics.Value {
	var rows [][]analytics.Value
	for _, row := range table.Rows {
		wanted := true
		for name, value := range where {
			wanted = wanted && row[table.Column(name)].Text == value
		}
		if wanted {
			rows = append(rows, row)
		}
	}
	preliminary := table.Column(table.Analysis.Chart.Encoding["prelim"])
	for preliminary >= 0 && len(rows) > 0 && rows[len(rows)-1][preliminary].Text == "true" {
		rows = rows[:len(rows)-1]
	}
	return rows
}

type sparkPoints struct {
	class  string
	values []analytics.Value
}

// shown counts the values that can be drawn.
func (p sparkPoints) shown() int {
	shown := 0
	for _, value := range p.values {
		if value.State == analytics.Present {
			shown++
		}
	}
	return shown
}

// A sparkScale lays values into 200 × 44.
type sparkScale struct{ low, span float64 }

// scaleOf is the scale that all lines share. False: there are not two values to draw.
func scaleOf(lines []sparkPoints) (sparkScale, bool) {
	low, high, shown := 0.0, 0.0, 0
	for _, line := range lines {
		for _, value := range line.values {
			if value.State != analytics.Present {
				continue
			}
			if shown == 0 || value.Number < low {
				low = value.Number
			}
			if shown == 0 || value.Number > high {
				high = value.Number
			}
			shown++
		}
	}
	span := high - low
	if least := 0.08 * max(high, -low); span < least { // a change of a few per cent is not drawn as a cliff
		low, span = low-(least-span)/2, least
	}
	if span == 0 {
		span = 1
	}
	return sparkScale{low, span}, shown > 1
}

// path draws values with gaps where none is shown, and gives the dot at its end.
func (s sparkScale) path(values []analytics.Value) (path, end string) {
	var drawn strings.Builder
	pen := "M"
	for i, value := range values {
		if value.State != analytics.Present {
			pen = "M"
			continue
		}
		point := fmt.Sprintf("%.1f %.1f", 200*float64(i)/float64(max(len(values)-1, 1)), 40-36*(value.Number-s.low)/s.span)
		drawn.WriteString(pen + point)
		end, pen = "M"+point+"h0", "L"
	}
	return drawn.String(), end
}
