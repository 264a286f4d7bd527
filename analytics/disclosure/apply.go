package disclosure

// Apply suppresses in place. Primary: each cell by its column's kind. Secondary: in each row, then each column, that
// carries a total and has exactly one suppressed cell, also the smallest remaining cell that is not 0 (tie: the
// first), else the total; and so again where the sums leave a suppressed cell only one possible number (two
// suppressed cells that add up to 2 are 1 and 1). What was computed from a suppressed cell is suppressed with it.
// Repeated until nothing changes.
func (p Policy) Apply(grid *Grid) {
	for row := range grid.Rows {
		for column := range grid.Columns {
			p.judge(grid, row, column)
		}
	}
	for changed := true; changed; {
		changed = p.follow(grid)
		changed = p.protect(grid, grid.groups()) || changed
	}
}

// judge applies the primary rule of one cell.
func (p Policy) judge(grid *Grid, row, column int) {
	rule := grid.Columns[column]
	cell := &grid.Rows[row][column]
	if cell.State != Shown {
		return
	}
	number := func(position int) (float64, bool) {
		if position == None || grid.Rows[row][position].State == Absent {
			return 0, false
		}
		return grid.Rows[row][position].Number, true
	}
	suppress := false
	n, hasBase := number(rule.N)
	switch rule.Kind {
	case Count:
		suppress = p.Small(cell.Number)
	case Sum:
		suppress = hasBase && p.Small(n)
	case Mean:
		suppress = hasBase && n > 0 && (p.Small(n) || n < minMeanBase)
	case Quantile:
		suppress = hasBase && n < minQuantile
	case Extreme:
		suppress = true
	case Share:
		x, hasX := number(rule.X)
		complement := hasX && hasBase && p.Small(n-x)
		suppress = hasBase && n < minShareBase || hasX && p.Small(x) || complement
	case Rate:
		x, hasX := number(rule.X)
		suppress = hasX && p.Small(x)
		if hasBase && grid.Columns[rule.N].Kind == Count {
			suppress = suppress || n < minShareBase
		}
	case Overall, Limit:
		sum, largest := grid.over(rule.N)
		cases, _ := grid.over(rule.X)
		switch {
		case rule.N == None:
		case rule.X == None || rule.X == rule.N:
			suppress = p.Small(sum)
		case rule.Kind == Overall:
			// Of shares and rates at many times: the base is the same persons again and again, and no sum of persons.
			suppress = p.Small(cases) || p.Small(largest)
		default:
			suppress = p.Small(cases) || p.Small(sum)
		}
	}
	if suppress {
		cell.State = Suppressed
	}
}

// over adds up a column, and finds its largest number.
func (g *Grid) over(column int) (sum, largest float64) {
	if column == None {
		return 0, 0
	}
	for row := range g.Rows {
		if cell := g.Rows[row][column]; cell.State != Absent {
			sum, largest = sum+cell.Number, max(largest, cell.Number)
		}
	}
	return sum, largest
}

// follow suppresses what was computed from, or is a sum over, a suppressed cell.
func (p Policy) follow(grid *Grid) bool {
	changed := false
	for again := true; again; {
		again = false
		for row := range grid.Rows {
			for column, rule := range grid.Columns {
				cell := &grid.Rows[row][column]
				if cell.State != Shown {
					continue
				}
				inputs := rule.Inputs
				if rule.Kind == Overall || rule.Kind == Limit {
					if grid.oneMissing(rule.Inputs) {
						cell.State = Hidden
						again, changed = true, true
						continue
					}
					inputs = nil
				}
				if (rule.Kind == Sum || rule.Kind == Limit) && rule.N != None {
					inputs = append([]int{rule.N}, inputs...)
				}
				for _, input := range inputs {
					if state := grid.Rows[row][input].State; state == Suppressed || state == Hidden {
						cell.State = state
						again, changed = true, true
						break
					}
				}
			}
		}
	}
	return changed
}

// oneMissing says whether exactly one cell of an input is suppressed: a mean over all rows would give it away.
func (g *Grid) oneMissing(inputs []int) bool {
	for _, input := range inputs {
		missing := 0
		for row := range g.Rows {
			if state := g.Rows[row][input].State; state == Suppressed || state == Hidden {
				missing++
			}
		}
		if missing == 1 {
			return true
		}
	}
	return false
}
