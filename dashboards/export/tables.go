package export

import "klarsyn/dashboards/chart"

// A tableKey is what makes two tables the same: the analysis and the whole selection.
type tableKey struct{ analysis, selection string }

func (f *Figure) key() tableKey {
	return tableKey{f.Table.Analysis.ID, f.Table.Selection.FullQuery()}
}

// TablesElsewhere tells, of figures that print their table (prints), those whose table stands at another figure already, and at
// which: several figures may draw the same table. It stands at the figure that is nothing but the table, else at the first. Of
// figures that compare two selections, each side has its own.
func (d *Document) TablesElsewhere(prints func(*Figure) bool) map[*Figure]*Figure {
	homes := map[tableKey]*Figure{}
	bare := map[tableKey]bool{}
	each := func(visit func(figure, side *Figure)) {
		for i := range d.Sections {
			for j := range d.Sections[i].Figures {
				figure := &d.Sections[i].Figures[j]
				for _, side := range figure.Sides() {
					if side.Table != nil && side.Empty == "" && prints(side) {
						visit(figure, side)
					}
				}
			}
		}
	}
	each(func(figure, side *Figure) {
		key, alone := side.key(), !chart.Drawn(side.Chart) && !chart.Written(side.Chart)
		if homes[key] == nil || alone && !bare[key] {
			homes[key], bare[key] = figure, alone
		}
	})
	elsewhere := map[*Figure]*Figure{}
	each(func(figure, side *Figure) {
		if home := homes[side.key()]; home != figure {
			elsewhere[side] = home
		}
	})
	return elsewhere
}
