package disclosure

import "math"

// A group is cells that add up: the parts, and their total.
type group struct {
	parts []place
	total place
}

type place struct{ row, column int }

// groups lists the sums that a reader can see: in each row the columns that are parts of one total, then in
// each column the rows that a total row sums.
func (g *Grid) groups() []group {
	var groups []group
	for row := range g.Rows {
		for total := range g.Columns {
			var parts []place
			for column, rule := range g.Columns {
				if rule.PartOf == total && column != total {
					parts = append(parts, place{row, column})
				}
			}
			if len(parts) > 0 {
				groups = append(groups, group{parts, place{row, total}})
			}
		}
	}
	for column, rule := range g.Columns {
		if rule.Kind != Count && rule.Kind != Sum {
			continue
		}
		for row := range g.Rows {
			if rows := g.TotalRows[row]; len(rows) > 0 {
				var parts []place
				for _, part := range rows {
					parts = append(parts, place{part, column})
				}
				groups = append(groups, group{parts, place{row, column}})
			}
		}
	}
	return groups
}

func (g *Grid) at(p place) *Cell { return &g.Rows[p.row][p.column] }

// protect hides cells of one group until none of its suppressed cells can be worked out.
func (p Policy) protect(grid *Grid, group group) bool {
	changed := false
	for p.disclosed(grid, group) {
		smallest := None
		for i, part := range group.parts {
			cell := grid.at(part)
			if cell.State == Shown && cell.Number != 0 && (smallest == None || cell.Number < grid.at(group.parts[smallest]).Number) {
				smallest = i
			}
		}
		total := grid.at(group.total)
		switch {
		case smallest != None:
			grid.at(group.parts[smallest]).State = Hidden
		case total.State == Shown:
			total.State = Hidden
		default:
			return changed
		}
		changed = true
	}
	return changed
}

// disclosed says whether a suppressed cell of the group can be worked out exactly from those shown. A reader knows
// that a suppressed count is 1…t and a hidden one more than t, and that the total is the sum of the parts.
func (p Policy) disclosed(grid *Grid, group group) bool {
	var unknown []place
	known := 0.0 // total − Σ parts, over the cells that are shown
	sign := map[place]float64{}
	for _, part := range append(group.parts, group.total) {
		cell := grid.at(part)
		weight := -1.0
		if part == group.total {
			weight = 1
		}
		switch cell.State {
		case Shown:
			known += weight * cell.Number
		case Absent: // nothing there: the sum says nothing
			return false
		default:
			sign[part] = weight
			unknown = append(unknown, part)
		}
	}
	if len(unknown) == 0 {
		return false
	}
	if len(unknown) == 1 {
		return true
	}
	// Σ sign·x = −known with each x in its range: is a cell left only one value?
	for _, cell := range unknown {
		low, high := p.bounds(grid, cell)
		restLow, restHigh := 0.0, 0.0
		for _, other := range unknown {
			if other == cell {
				continue
			}
			l, h := p.bounds(grid, other)
			if sign[other] < 0 {
				l, h = -h, -l
			}
			restLow, restHigh = restLow+l, restHigh+h
		}
		// sign·x = −known − rest
		a, b := -known-restHigh, -known-restLow
		if sign[cell] < 0 {
			a, b = -b, -a
		}
		if math.Max(low, a) >= math.Min(high, b)-0.5 {
			return true
		}
	}
	return false
}

// bounds is the range that a reader knows a suppressed cell to lie in.
func (p Policy) bounds(grid *Grid, at place) (low, high float64) {
	cell := grid.at(at)
	if grid.Columns[at.column].Kind != Count {
		return math.Inf(-1), math.Inf(1)
	}
	if cell.State == Suppressed {
		return 1, float64(p.Threshold)
	}
	return float64(p.Threshold) + 1, math.Inf(1)
}
