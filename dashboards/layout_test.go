package dashboards

import (
	"slices"
	"testing"
)

func TestRowsAreFilledAndReadablePairsStandTogether(t *testing.T) {
	const yes, no = true, false
	for name, c := range map[string]struct {
		widths       []int
		compact      []bool
		wide, medium []int
		taken        int
	}{
		"full rows":                    {[]int{7, 5, 6, 6}, []bool{no, yes, yes, yes}, []int{7, 5, 6, 6}, []int{12, 6, 6, 12}, 0},
		"a row left short":             {[]int{12, 5, 5, 7}, []bool{no, yes, yes, yes}, []int{12, 6, 6, 12}, []int{12, 6, 6, 12}, 0},
		"an uneven rest goes last":     {[]int{4, 7, 8}, []bool{yes, no, no}, []int{4, 8, 12}, []int{12, 12, 12}, 0},
		"one alone":                    {[]int{4}, []bool{yes}, []int{12}, []int{12}, 0},
		"three where the third has no": {[]int{4, 4, 4}, []bool{yes, yes, yes}, []int{4, 4, 4}, []int{6, 6, 12}, 0},
		"beside a tile":                {[]int{8, 8}, []bool{no, no}, []int{8, 12}, []int{12, 12}, 4},
		"none":                         {},
	} {
		var wide, medium []int
		for _, place := range arrange(c.widths, c.compact, c.taken) {
			wide, medium = append(wide, place.wide), append(medium, place.medium)
		}
		if !slices.Equal(wide, c.wide) || !slices.Equal(medium, c.medium) {
			t.Errorf("%s: %v and %v, wanted %v and %v", name, wide, medium, c.wide, c.medium)
		}
	}
}
