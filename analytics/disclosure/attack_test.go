package disclosure

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestApplyingTwiceChangesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		grid := randomGrid(random)
		Default.Apply(grid)
		before := marks(grid)
		Default.Apply(grid)
		if marks(grid) != before {
			t.Fatalf("before\n%s\nafter\n%s", before, marks(grid))
		}
	}
}

// randomGrid is a table of parts with a total column and a total row, with many small numbers.
func randomGrid(random *rand.Rand) *Grid {
	rows, parts := 1+random.IntN(3), 2+random.IntN(2)
	columns := make([]Column, parts+1)
	for i := range columns {
		columns[i] = count(i, parts)
	}
	columns[parts].PartOf = None
	numbers := make([][]float64, rows+1)
	numbers[rows] = make([]float64, parts+1)
	for r := range rows {
		numbers[r] = make([]float64, parts+1)
		for c := range parts {
			number := float64(random.IntN(8))
			if random.IntN(4) == 0 {
				number = 0
			}
			numbers[r][c] = number
			numbers[r][parts] += number
			numbers[rows][c] += number
			numbers[rows][parts] += number
		}
	}
	grid := gridOf(columns, numbers...)
	grid.TotalRows = map[int][]int{rows: nil}
	for r := range rows {
		grid.TotalRows[rows] = append(grid.TotalRows[rows], r)
	}
	return grid
}

// The attacker tries every row that agrees with what is shown: the sum, small means 1–4, hidden means at least 5. A
// suppressed cell with the same number in all of them is disclosed.
func TestNoSuppressedCellOfARowCanBeWorkedOut(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	suppressed := 0
	for round := range 3000 {
		grid := randomGrid(random)
		grid.Rows, grid.TotalRows = grid.Rows[:len(grid.Rows)-1], nil
		before := marks(grid)
		Default.Apply(grid)
		for _, row := range grid.Rows {
			for column, values := range attack(row) {
				suppressed++
				if len(values) == 1 {
					t.Fatalf("round %d: column %d can only be %v\n%s\n\nfrom\n%s", round, column, values, marks(grid), before)
				}
			}
		}
	}
	if suppressed < 3000 {
		t.Fatalf("only %d suppressed cells were tried", suppressed)
	}
}

// attack returns, for each cell not shown, the numbers it can have.
func attack(row []Cell) map[int]map[int]bool {
	parts := len(row) - 1
	possible := map[int]map[int]bool{}
	for column, cell := range row {
		if cell.State != Shown {
			possible[column] = map[int]bool{}
		}
	}
	agrees := func(cell Cell, number int) bool {
		switch cell.State {
		case Suppressed:
			return number >= 1 && number <= 4
		case Hidden:
			return number >= 5
		}
		return number == int(cell.Number)
	}
	numbers := make([]int, parts+1)
	var fill func(column int)
	fill = func(column int) {
		if column == parts {
			numbers[parts] = 0
			for _, number := range numbers[:parts] {
				numbers[parts] += number
			}
			if agrees(row[parts], numbers[parts]) {
				for column, values := range possible {
					values[numbers[column]] = true
				}
			}
			return
		}
		for number := range 40 {
			if agrees(row[column], number) {
				numbers[column] = number
				fill(column + 1)
			}
		}
	}
	fill(0)
	return possible
}

// With totals in both directions the attacker solves the sums exactly, in fractions: a suppressed cell is disclosed when
// the equations determine it, that is, when its unit vector lies in their row space.
func TestNoSuppressedCellOfATableFollowsFromItsSums(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	suppressed := 0
	for round := range 2000 {
		grid := randomGrid(random)
		before := marks(grid)
		Default.Apply(grid)
		unknown := map[place]int{}
		for r, row := range grid.Rows {
			for c, cell := range row {
				if cell.State != Shown {
					unknown[place{r, c}] = len(unknown)
				}
			}
		}
		var sums [][]int64
		sum := func(total place, parts []place) {
			row := make([]int64, len(unknown))
			for _, part := range parts {
				if at, found := unknown[part]; found {
					row[at] = 1
				}
			}
			if at, found := unknown[total]; found {
				row[at] = -1
			}
			sums = append(sums, row)
		}
		last, total := len(grid.Rows)-1, len(grid.Columns)-1
		for r := range grid.Rows {
			var parts []place
			for c := range total {
				parts = append(parts, place{r, c})
			}
			sum(place{r, total}, parts)
		}
		for c := range grid.Columns {
			var parts []place
			for r := range last {
				parts = append(parts, place{r, c})
			}
			sum(place{last, c}, parts)
		}
		all := rank(sums)
		for cell, at := range unknown {
			suppressed++
			unit := make([]int64, len(unknown))
			unit[at] = 1
			if rank(append(append([][]int64(nil), sums...), unit)) == all {
				t.Fatalf("round %d: cell %v follows from the sums\n%s\n\nfrom\n%s", round, cell, marks(grid), before)
			}
		}
	}
	if suppressed < 2000 {
		t.Fatalf("only %d suppressed cells were tried", suppressed)
	}
}

// rank is the rank of a matrix, in exact fractions.
func rank(matrix [][]int64) int {
	rows := make([][]*big.Rat, len(matrix))
	for r, row := range matrix {
		for _, number := range row {
			rows[r] = append(rows[r], big.NewRat(number, 1))
		}
	}
	rank := 0
	for column := 0; len(rows) > 0 && column < len(rows[0]) && rank < len(rows); column++ {
		pivot := -1
		for r := rank; r < len(rows) && pivot < 0; r++ {
			if rows[r][column].Sign() != 0 {
				pivot = r
			}
		}
		if pivot < 0 {
			continue
		}
		rows[rank], rows[pivot] = rows[pivot], rows[rank]
		for r := rank + 1; r < len(rows); r++ {
			factor := new(big.Rat).Quo(rows[r][column], rows[rank][column])
			for c := range rows[r] {
				rows[r][c].Sub(rows[r][c], new(big.Rat).Mul(factor, rows[rank][c]))
			}
		}
		rank++
	}
	return rank
}

func TestTheSumOfAnUnseenColumnIsNoKnowledge(t *testing.T) {
	// The second column is judged by the first, whose numbers do not add up: 7, 2 and 9.
	columns := []Column{{Kind: Count, N: 0, X: None, PartOf: None, Unseen: true}, {Kind: Sum, N: 0, X: None, PartOf: None}}
	grid := gridOf(columns, []float64{7, 30}, []float64{7, 80}, []float64{2, 200}, []float64{9, 310})
	grid.TotalRows = map[int][]int{3: {0, 1, 2}}
	Default.Apply(grid)
	if got, want := marks(grid), "7 h\n7 80\nx x\n9 310"; got != want {
		t.Errorf("got\n%s\nwanted\n%s", got, want)
	}
}
