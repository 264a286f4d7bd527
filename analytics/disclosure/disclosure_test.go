package disclosure

import (
	"fmt"
	"strings"
	"testing"
)

func count(n int, partOf int) Column { return Column{Kind: Count, N: n, X: None, PartOf: partOf} }

// gridOf makes a grid of shown numbers; a negative number is an absent cell.
func gridOf(columns []Column, rows ...[]float64) *Grid {
	grid := &Grid{Columns: columns}
	for _, row := range rows {
		cells := make([]Cell, len(row))
		for i, number := range row {
			cells[i] = Cell{Number: number}
			if number < 0 {
				cells[i] = Cell{State: Absent}
			}
		}
		grid.Rows = append(grid.Rows, cells)
	}
	return grid
}

// marks writes what is left: numbers, x for suppressed, h for hidden, - for absent.
func marks(grid *Grid) string {
	var lines []string
	for _, row := range grid.Rows {
		var cells []string
		for _, cell := range row {
			switch cell.State {
			case Shown:
				cells = append(cells, fmt.Sprint(cell.Number))
			default:
				cells = append(cells, [...]string{"", "x", "h", "-"}[cell.State])
			}
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, "\n")
}

func TestPrimaryRules(t *testing.T) {
	x, n := count(0, None), count(1, None)
	of := func(kind Kind) Column { return Column{Kind: kind, X: 0, N: 1, PartOf: None, Inputs: []int{0, 1}} }
	sum := Column{Kind: Sum, X: None, N: 1, PartOf: None}
	for _, test := range []struct {
		what    string
		columns []Column
		row     []float64
		want    string
	}{
		{"counts 1 to 4 are suppressed, 0 and 5 shown", []Column{count(0, None), count(1, None), count(2, None), count(3, None)}, []float64{0, 1, 4, 5}, "0 x x 5"},
		{"a number that counts nobody is shown", []Column{{Kind: Free, N: None, X: None, PartOf: None}}, []float64{2}, "2"},
		{"a sum goes with its count", []Column{sum, n}, []float64{900, 4}, "x x"},
		{"a sum over five is shown", []Column{sum, n}, []float64{900, 5}, "900 5"},
		{"a share of 4 in 50", []Column{x, n, of(Share)}, []float64{4, 50, 8}, "x 50 x"},
		{"a share of 5 in 50", []Column{x, n, of(Share)}, []float64{5, 50, 10}, "5 50 10"},
		{"nobody in 50 is shown", []Column{x, n, of(Share)}, []float64{0, 50, 0}, "0 50 0"},
		{"all of 50 are shown", []Column{x, n, of(Share)}, []float64{50, 50, 100}, "50 50 100"},
		{"4 missing of 50: the share goes, the counts stand", []Column{x, n, of(Share)}, []float64{46, 50, 92}, "46 50 x"},
		{"5 missing of 50", []Column{x, n, of(Share)}, []float64{45, 50, 90}, "45 50 90"},
		{"a base of 9", []Column{x, n, of(Share)}, []float64{0, 9, 0}, "0 9 x"},
		{"a base of 10", []Column{x, n, of(Share)}, []float64{0, 10, 0}, "0 10 0"},
		{"a rate of 4", []Column{x, n, of(Rate)}, []float64{4, 50, 8}, "x 50 x"},
		{"a rate has no complement", []Column{x, n, of(Rate)}, []float64{48, 50, 96}, "48 50 96"},
		{"a rate on 9 persons", []Column{x, n, of(Rate)}, []float64{6, 9, 66}, "6 9 x"},
		{"a mean over 4", []Column{sum, n, of(Mean)}, []float64{900, 4, 225}, "x x x"},
		{"a mean over 5", []Column{sum, n, of(Mean)}, []float64{900, 5, 180}, "900 5 180"},
		{"a median over 9", []Column{sum, n, {Kind: Quantile, N: 1, X: None, PartOf: None}}, []float64{900, 9, 3}, "900 9 x"},
		{"a median over 10", []Column{sum, n, {Kind: Quantile, N: 1, X: None, PartOf: None}}, []float64{900, 10, 3}, "900 10 3"},
		{"an extreme over 1000", []Column{sum, n, {Kind: Extreme, N: 1, X: None, PartOf: None}}, []float64{900, 1000, 3}, "900 1000 x"},
		{"what is not there is not suppressed", []Column{x, n, of(Share)}, []float64{-1, 0, -1}, "- 0 -"},
	} {
		grid := gridOf(test.columns, test.row)
		Default.Apply(grid)
		if got := marks(grid); got != test.want {
			t.Errorf("%s: got %s, wanted %s", test.what, got, test.want)
		}
	}
}

func TestThresholdMovesTheLimit(t *testing.T) {
	for threshold, want := range map[int]string{1: "x 2 9 10", 4: "x x 9 10", 9: "x x x 10"} {
		grid := gridOf([]Column{count(0, None), count(1, None), count(2, None), count(3, None)}, []float64{1, 2, 9, 10})
		Policy{Threshold: threshold}.Apply(grid)
		if got := marks(grid); got != want {
			t.Errorf("threshold %d: got %s, wanted %s", threshold, got, want)
		}
	}
	for _, threshold := range []int{-1, 0, 10} {
		if (Policy{Threshold: threshold}).Validate() == nil {
			t.Errorf("threshold %d was accepted", threshold)
		}
	}
}

// Columns a, b, c are the parts of the fourth.
func TestASingleSuppressedCellOfATotalTakesAnother(t *testing.T) {
	parts := []Column{count(0, 3), count(1, 3), count(2, 3), count(3, None)}
	for _, test := range []struct {
		what string
		row  []float64
		want string
	}{
		{"nothing small", []float64{10, 20, 30, 60}, "10 20 30 60"},
		{"the smallest other goes too", []float64{3, 20, 30, 53}, "x h 30 53"},
		{"a tie: the first", []float64{20, 3, 20, 43}, "h x 20 43"},
		{"0 does not hide anything", []float64{3, 0, 30, 33}, "x 0 h 33"},
		{"no other part: the total", []float64{3, 0, 0, 3}, "x 0 0 x"},
		{"two small ones protect each other", []float64{3, 2, 30, 35}, "x x 30 35"},
		{"unless their sum leaves one way", []float64{1, 1, 30, 32}, "x x h 32"},
		{"or their sum is the most", []float64{4, 4, 30, 38}, "x x h 38"},
		{"1 and 5: six can only be shared so, as 5 is known not to be small", []float64{1, 5, 30, 36}, "x h h 36"},
	} {
		grid := gridOf(parts, test.row)
		Default.Apply(grid)
		if got := marks(grid); got != test.want {
			t.Errorf("%s: got %s, wanted %s", test.what, got, test.want)
		}
	}
}

func TestATotalRowProtectsColumns(t *testing.T) {
	columns := []Column{count(0, None), {Kind: Sum, N: 0, X: None, PartOf: None}}
	grid := gridOf(columns, []float64{3, 30}, []float64{8, 80}, []float64{20, 200}, []float64{31, 310})
	grid.TotalRows = map[int][]int{3: {0, 1, 2}}
	Default.Apply(grid)
	if got, want := marks(grid), "x x\nh h\n20 200\n31 310"; got != want {
		t.Errorf("got\n%s\nwanted\n%s", got, want)
	}
}

func TestWhatIsComputedFromASuppressedCellFollows(t *testing.T) {
	columns := []Column{count(0, 2), count(1, 2), count(2, None), {Kind: Mean, X: 1, N: 1, PartOf: None, Inputs: []int{1}}}
	grid := gridOf(columns, []float64{3, 20, 23, 7})
	Default.Apply(grid)
	if got, want := marks(grid), "x h 23 h"; got != want {
		t.Errorf("got %s, wanted %s", got, want)
	}
}

func TestAFigureOverAllRowsIsJudgedByAllCases(t *testing.T) {
	columns := []Column{count(0, None), {Kind: Overall, N: 0, X: 0, PartOf: None, Inputs: []int{0}}}
	for _, test := range []struct {
		rows [][]float64
		want string
	}{
		{[][]float64{{1, 2}, {2, 2}}, "x x\nx x"},
		{[][]float64{{5, 8}, {11, 8}}, "5 8\n11 8"},
		{[][]float64{{2, 3}, {3, 3}, {4, 3}}, "x 3\nx 3\nx 3"},
		{[][]float64{{2, 8}, {11, 8}, {11, 8}}, "x h\n11 h\n11 h"}, // 3 · 8 − 11 − 11 = 2
	} {
		grid := gridOf(columns, test.rows...)
		Default.Apply(grid)
		if got := marks(grid); got != test.want {
			t.Errorf("got\n%s\nwanted\n%s", got, test.want)
		}
	}
}

func TestAMeanOfSharesIsJudgedByItsCasesAndItsLargestBase(t *testing.T) {
	for _, test := range []struct {
		kind Kind
		rows [][]float64
		want string
	}{
		// One stay in 36 months of 30 persons: 1/30 on each line would say so.
		{Overall, [][]float64{{0, 30, 1}, {1, 30, 1}, {0, 30, 1}}, "0 30 x\nx 30 x\n0 30 x"},
		// The same three persons in every month are no nine persons.
		{Overall, [][]float64{{2, 3, 1}, {3, 3, 1}, {3, 3, 1}}, "x x x\nx x x\nx x x"},
		{Overall, [][]float64{{2, 4, 1}, {2, 5, 1}, {2, 5, 1}}, "x x 1\nx 5 1\nx 5 1"},
		// Units are other persons: their bases add up. A unit's limits follow its own base.
		{Limit, [][]float64{{2, 3, 1}, {3, 3, 1}, {3, 6, 1}}, "x x x\nx x x\nx 6 1"},
		{Limit, [][]float64{{1, 30, 1}, {2, 30, 1}, {1, 60, 1}}, "x 30 x\nx 30 x\nx 60 x"},
	} {
		columns := []Column{count(0, None), count(1, None), {Kind: test.kind, N: 1, X: 0, PartOf: None}}
		grid := gridOf(columns, test.rows...)
		Default.Apply(grid)
		if got := marks(grid); got != test.want {
			t.Errorf("%v of %v: got\n%s\nwanted\n%s", test.kind, test.rows, got, test.want)
		}
	}
}
