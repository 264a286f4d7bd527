// Package disclosure is the one gate that every table passes before anyone sees it: small numbers are
// suppressed, and with them the cells from which they could be worked out. The policy is one for the whole
// product. It knows only numbers and how they belong together, so that every figure is judged alike.
package disclosure

import "fmt"

// A Policy is the thresholds in force.
type Policy struct {
	// Threshold t (tröskel): counts 1…t are suppressed. 0 is shown.
	Threshold int
}

// Default is the policy where nothing else is configured.
var Default = Policy{Threshold: 4}

// Limits that do not move with the threshold.
const (
	minShareBase = 10 // denominator below which a share is not shown
	minMeanBase  = 5  // cases below which a mean or another sum per case is not shown
	minQuantile  = 10 // cases below which a median or percentile is not shown
)

// Validate refuses thresholds outside 1–9.
func (p Policy) Validate() error {
	if p.Threshold < 1 || p.Threshold > 9 {
		return fmt.Errorf("disclosure threshold %d: wanted 1 to 9", p.Threshold)
	}
	return nil
}

// Bound is the number that suppressed counts lie below.
func (p Policy) Bound() int { return p.Threshold + 1 }

// Small says whether a count is one that is suppressed. 0 is not.
func (p Policy) Small(count float64) bool { return count >= 1 && count <= float64(p.Threshold) }

// String names the policy, for cache keys and the page's footer.
func (p Policy) String() string { return fmt.Sprintf("tröskel %d", p.Threshold) }

// A Kind says how a column's numbers are judged.
type Kind uint8

const (
	Free     Kind = iota // not about persons: never suppressed by itself
	Count                // persons or cases: 1…t are suppressed
	Sum                  // a sum over N cases: suppressed with their count
	Mean                 // a mean over N cases, also needing at least five
	Share                // X of N persons: numerator, complement and base are judged
	Rate                 // X over N that is no part of it: the numerator is judged, and a base of persons
	Quantile             // a median or percentile of N cases
	Extreme              // a minimum or maximum: always suppressed
	Overall              // a figure over all rows: judged by the sum of N; of shares and rates, by the sum of X and the largest N
	Limit                // over all rows too, judged by the sums of X and N, and follows its own row's N
	Follower             // a word about other cells: follows its inputs, else shown
)

// A Column says how the numbers of one column are judged. Positions are those of other columns; None where
// there is no such column.
type Column struct {
	Kind   Kind
	N      int   // the count behind Sum, Mean, Quantile, Overall; the base of Share and Rate
	X      int   // the numerator of Share and Rate, or of the shares and rates that Overall and Limit are of
	PartOf int   // the total that this column and its siblings add up to
	Inputs []int // columns that the value was computed from
	Unseen bool  // no reader sees the column: nothing can be worked out from its sums, which need not add up
}

// None is the position of no column.
const None = -1

// A State says what is left of a cell.
type State uint8

const (
	Shown      State = iota
	Suppressed       // a small number
	Hidden           // kept back because another cell could be worked out from it
	Absent           // holds no number: saknas, ej tillämplig
)

// A Cell is one number with its state.
type Cell struct {
	Number float64
	State  State
}

// A Grid is a table's numbers. TotalRows holds, for each row that is the total of other rows, those rows.
type Grid struct {
	Columns   []Column
	Rows      [][]Cell
	TotalRows map[int][]int
}
