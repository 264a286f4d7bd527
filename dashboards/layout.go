package dashboards

import (
	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

// columns is how many columns a sheet's grid has.
const columns = 12

// A spot is how wide a panel stands: on a wide screen, and on one of a tablet's width.
type spot struct{ wide, medium int }

// places lays a sheet's panels out. The widths that a page names fill rows from the left; a row that they leave
// short is widened, so that no row ends in a hole. On a tablet two panels stand beside each other where both can be
// read at half the width.
func (s *Server) places(sheet *analytics.Sheet) []spot {
	widths, compact := make([]int, len(sheet.Panels)), make([]bool, len(sheet.Panels))
	for i, panel := range sheet.Panels {
		widths[i] = panel.Width
		if panel.Width < 3 || panel.Width > columns {
			widths[i] = columns
		}
		if analysis, err := s.service.Analysis(panel.Analysis); err == nil {
			drawing, err := drawingOf(panel, analysis)
			compact[i] = err == nil && chart.Compact(drawing)
		}
	}
	beside := 0
	if besideTile(sheet) {
		beside = columns / 3
	}
	return arrange(widths, compact, beside)
}

// besideTile says whether the first panel stands beside the sheet's only tile, which across the whole sheet is mostly empty.
func besideTile(sheet *analytics.Sheet) bool {
	return len(sheet.Tiles) == 1 && len(sheet.Panels) > 0 && sheet.Panels[0].Width == columns-columns/3
}

// arrange fills rows of which the first has so many columns beside its panels taken.
func arrange(widths []int, compact []bool, taken int) []spot {
	list := make([]spot, len(widths))
	for first := 0; first < len(widths); {
		last, sum := first, taken+widths[first]
		for last+1 < len(widths) && sum+widths[last+1] <= columns {
			last++
			sum += widths[last]
		}
		for i, left := first, columns-sum; i <= last; i++ {
			more := left / (last - i + 1) // what is not even goes to the last
			list[i].wide, left = widths[i]+more, left-more
		}
		first, taken = last+1, 0
	}
	for i := 0; i < len(widths); i++ {
		list[i].medium = columns
		if i+1 < len(widths) && compact[i] && compact[i+1] {
			list[i].medium, list[i+1].medium = columns/2, columns/2
			i++
		}
	}
	return list
}
