package disclosure

import "math"

// An equation is Σ weight·cell = sum over cells that are not shown.
type equation struct {
	cells   []int // places in knowledge.cells
	weights []float64
	sum     float64
}

// Knowledge is the range in which a reader knows each suppressed cell to lie: a suppressed count is 1…t, a hidden one
// more, and every total is the sum of its parts.
type knowledge struct {
	cells     []place
	position  map[place]int
	low, high []float64
	whole     []bool // counts are whole numbers
	equations []equation
}

// mostEliminated is the number of unknown cells up to which the sums are also combined with each other. Tables on
// pages have tens of cells; beyond it each sum is used by itself.
const mostEliminated = 300

func newKnowledge(policy Policy, grid *Grid, groups []group) *knowledge {
	k := &knowledge{position: map[place]int{}}
	for _, group := range groups {
		unknown := grid.unknown(group)
		if len(unknown) == 0 {
			continue
		}
		found := equation{}
		for _, at := range unknown {
			weight := 1.0
			if at == group.total {
				weight = -1
			}
			found.cells = append(found.cells, k.add(policy, grid, at))
			found.weights = append(found.weights, weight)
		}
		for _, part := range group.parts {
			if cell := grid.at(part); cell.State == Shown {
				found.sum -= cell.Number
			}
		}
		if total := grid.at(group.total); total.State == Shown {
			found.sum += total.Number
		}
		k.equations = append(k.equations, found)
	}
	if len(k.cells) <= mostEliminated {
		k.combine()
	}
	return k
}

// add numbers a cell that is not shown, with the range it has by itself.
func (k *knowledge) add(policy Policy, grid *Grid, at place) int {
	if position, found := k.position[at]; found {
		return position
	}
	low, high := math.Inf(-1), math.Inf(1)
	whole := grid.Columns[at.column].Kind == Count
	if whole && grid.at(at).State == Suppressed {
		low, high = 1, float64(policy.Threshold)
	} else if whole {
		low = float64(policy.Threshold) + 1
	}
	k.position[at] = len(k.cells)
	k.cells = append(k.cells, at)
	k.low, k.high, k.whole = append(k.low, low), append(k.high, high), append(k.whole, whole)
	return k.position[at]
}

// combine adds what follows from several sums together: the reduced row echelon form of all equations.
func (k *knowledge) combine() {
	width := len(k.cells)
	rows := make([][]float64, len(k.equations))
	for r, equation := range k.equations {
		rows[r] = make([]float64, width+1)
		for i, cell := range equation.cells {
			rows[r][cell] = equation.weights[i]
		}
		rows[r][width] = equation.sum
	}
	const zero = 1e-9
	rank := 0
	for column := 0; column < width && rank < len(rows); column++ {
		pivot := rank
		for r := rank; r < len(rows); r++ {
			if math.Abs(rows[r][column]) > math.Abs(rows[pivot][column]) {
				pivot = r
			}
		}
		if math.Abs(rows[pivot][column]) < zero {
			continue
		}
		rows[rank], rows[pivot] = rows[pivot], rows[rank]
		by := rows[rank][column]
		for c := range rows[rank] {
			rows[rank][c] /= by
		}
		for r := range rows {
			if factor := rows[r][column]; r != rank && math.Abs(factor) > zero {
				for c := range rows[r] {
					rows[r][c] -= factor * rows[rank][c]
				}
			}
		}
		rank++
	}
	for _, row := range rows[:rank] {
		found := equation{sum: row[width]}
		for cell, weight := range row[:width] {
			if math.Abs(weight) > zero {
				found.cells = append(found.cells, cell)
				found.weights = append(found.weights, weight)
			}
		}
		k.equations = append(k.equations, found)
	}
}

// narrow draws every conclusion that follows from one equation at a time, over and over.
func (k *knowledge) narrow() {
	for again := true; again; {
		again = false
		for _, equation := range k.equations {
			again = k.conclude(equation) || again
		}
	}
}

// conclude narrows the ranges of one equation's cells by those of the others.
func (k *knowledge) conclude(equation equation) bool {
	changed := false
	for i, cell := range equation.cells {
		low, high := equation.sum, equation.sum // of weight·cell
		for j, other := range equation.cells {
			if i == j {
				continue
			}
			a, b := equation.weights[j]*k.low[other], equation.weights[j]*k.high[other]
			low, high = low-math.Max(a, b), high-math.Min(a, b)
		}
		low, high = low/equation.weights[i], high/equation.weights[i]
		changed = k.tighten(cell, math.Min(low, high), math.Max(low, high)) || changed
	}
	return changed
}

func (k *knowledge) tighten(cell int, low, high float64) bool {
	const slack = 1e-6 // of sums of money
	if k.whole[cell] {
		low, high = math.Ceil(low-slack), math.Floor(high+slack)
	}
	changed := false
	if low > k.low[cell]+slack {
		k.low[cell], changed = low, true
	}
	if high < k.high[cell]-slack {
		k.high[cell], changed = high, true
	}
	return changed
}

// certain says whether only one number is left for a cell.
func (k *knowledge) certain(at place) bool {
	cell := k.position[at]
	if k.whole[cell] {
		return k.high[cell]-k.low[cell] < 0.5
	}
	return k.high[cell]-k.low[cell] < 0.005 // half an öre
}
