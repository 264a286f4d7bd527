package dashboards

import (
	"slices"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
)

// liftNotes takes what most of the sheet's figures do not obey out of the panels and says it once, with the figures
// that it is not about.
func (s *Server) liftNotes(r *request, sides []analytics.Selection, panels []pages.Panel) []string {
	under := map[string][]int{} // panels that bear the note
	var order []string
	for i, panel := range panels {
		analysis, err := s.service.Analysis(panel.Analysis)
		if err != nil {
			continue
		}
		var unheeded []string
		for _, side := range sides {
			unheeded = appendNew(unheeded, r.view.Unheeded(analysis, side)...)
		}
		for _, note := range unheeded {
			if slices.Contains(panel.Notes, note) {
				order = appendNew(order, note)
				under[note] = append(under[note], i)
			}
		}
	}
	var lifted []string
	for _, note := range order {
		if len(under[note]) < 2 || 2*len(under[note]) <= len(panels) {
			continue // it is read best where it holds
		}
		for _, i := range under[note] {
			panels[i].Notes = slices.DeleteFunc(slices.Clone(panels[i].Notes), func(said string) bool { return said == note })
		}
		lifted = append(lifted, note+" "+s.but(panels, under[note]))
	}
	return lifted
}

// but says that a note is about all panels but those that are not meant.
func (s *Server) but(panels []pages.Panel, meant []int) string {
	var others []string
	for i, panel := range panels {
		if analysis, err := s.service.Analysis(panel.Analysis); err == nil && !slices.Contains(meant, i) {
			others = appendNew(others, "”"+analysis.Title+"”")
		}
	}
	if len(others) == 0 {
		return "Det gäller alla figurer på bladet."
	}
	return "Det gäller alla figurer utom " + analytics.Enumerate(others) + "."
}
