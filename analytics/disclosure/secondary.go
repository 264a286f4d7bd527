package disclosure

// A group is cells that add up: the parts, and their total.
type group struct {
	parts []place
	total place
}

type place struct{ row, column int }

// groups lists the sums that a reader can see: in each row the columns that are parts of one total, then in
// each column the rows that a total row sums. A group with a cell that holds no number says nothing.
func (g *Grid) groups() []group {
	var groups []group
	add := func(found group) {
		for _, cell := range found.cells() {
			if g.at(cell).State == Absent {
				return
			}
		}
		if len(found.parts) > 0 {
			groups = append(groups, found)
		}
	}
	for row := range g.Rows {
		for total := range g.Columns {
			found := group{total: place{row, total}}
			for column, rule := range g.Columns {
				if rule.PartOf == total && column != total {
					found.parts = append(found.parts, place{row, column})
				}
			}
			add(found)
		}
	}
	for column, rule := range g.Columns {
		if rule.Kind != Count && rule.Kind != Sum || rule.Unseen {
			continue
		}
		for row := range g.Rows {
			found := group{total: place{row, column}}
			for _, part := range g.TotalRows[row] {
				found.parts = append(found.parts, place{part, column})
			}
			add(found)
		}
	}
	return groups
}

func (g *Grid) at(p place) *Cell { return &g.Rows[p.row][p.column] }

// cells are the parts and the total.
func (g group) cells() []place { return append(append([]place(nil), g.parts...), g.total) }

// unknown lists the group's cells that are not shown.
func (g *Grid) unknown(group group) []place {
	var unknown []place
	for _, cell := range group.cells() {
		if g.at(cell).State != Shown {
			unknown = append(unknown, cell)
		}
	}
	return unknown
}

// protect hides one more cell of each group that has exactly one suppressed, and, when no group has, of one in which a
// suppressed cell can be worked out all the same. It says whether anything was hidden.
func (p Policy) protect(grid *Grid, groups []group) bool {
	changed := false
	for _, group := range groups {
		if len(grid.unknown(group)) == 1 && grid.hide(group) {
			changed = true
		}
	}
	if changed {
		return true
	}
	known := newKnowledge(p, grid, groups)
	known.narrow()
	disclosed := false
	for _, group := range groups {
		for _, cell := range grid.unknown(group) {
			if known.certain(cell) {
				disclosed = true
				if grid.hide(group) {
					return true
				}
			}
		}
	}
	if disclosed {
		// Nothing is left to hide beside the cell: break one of the sums that it was worked out through.
		for _, group := range groups {
			if len(grid.unknown(group)) > 0 && grid.hide(group) {
				return true
			}
		}
	}
	return false
}

// hide keeps back the smallest cell of the group that is shown and not 0 (tie: the first), else the total.
func (g *Grid) hide(group group) bool {
	smallest := &Cell{}
	for _, part := range group.parts {
		cell := g.at(part)
		if cell.State == Shown && cell.Number != 0 && (smallest.Number == 0 || cell.Number < smallest.Number) {
			smallest = cell
		}
	}
	if smallest.Number == 0 {
		smallest = g.at(group.total)
	}
	if smallest.State != Shown {
		return false
	}
	smallest.State = Hidden
	return true
}
