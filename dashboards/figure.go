package dashboards

import (
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/export"
	"klarsyn/dashboards/pages"
)

// A reading is what a panel says about one table: the same on the page and in every file.
type reading struct {
	state   *pages.State // why nothing is shown; nil: something is
	finding string       // heading as a sentence; empty where the table does not fully support one
	window  string       // as written for the panel; empty: the title and the period say it
	text    []string     // sentences that answer the panel's question, with **bold** parts
	summary string       // with **bold** parts
}

// read fills the panel's texts in from a table.
func (s *Server) read(r *request, spec analytics.Panel, table *analytics.Table) reading {
	said := reading{state: r.stateOf(table), window: s.text(spec.Window, r, table).String}
	if heading := s.text(spec.Heading, r, table); heading.Sound() && said.state == nil {
		said.finding = heading.String
	}
	if summary := s.text(spec.Summary, r, table); summary.String != "" && said.state == nil {
		said.summary = summary.String
		if summary.Partial {
			said.summary += " Dolda värden är inte jämförda."
		}
	}
	for _, paragraph := range spec.Text {
		if text := s.text(paragraph, r, table); text.String != "" && said.state == nil {
			said.text = append(said.text, text.String)
		}
	}
	return said
}

// windowUnder is the line under a heading: it names the measure where the heading does not.
func (said reading) windowUnder(heading string, table *analytics.Table) string {
	switch {
	case said.window != "":
		return said.window
	case heading != table.Analysis.Title:
		return table.Analysis.Title + ", " + table.Period.Label
	}
	return table.Period.Label
}

// figure is a panel on its way to a file: the same texts, table and drawing as on the page.
func (s *Server) figure(r *request, spec analytics.Panel, table *analytics.Table) (export.Figure, error) {
	figure, err := s.undrawn(r, spec, table)
	if err == nil && figure.Empty == "" && chart.Drawn(figure.Chart) {
		figure.Drawing, err = chart.Option(table, figure.Chart, chart.Settings{Pick: r.pick})
	}
	return figure, err
}

// compared is a panel under two selections: A's figure, and B's as its twin. A finding is one side's, so it stands before
// that side's summary, and the measure's name is the heading.
func (s *Server) compared(r *request, spec analytics.Panel, tables []*analytics.Table, sides [2]string) (export.Figure, error) {
	var figures [2]export.Figure
	for i, table := range tables {
		var err error
		if figures[i], err = s.undrawn(r, spec, table); err != nil {
			return figures[0], err
		}
		figures[i].Side = sides[i]
	}
	a, b := &figures[0], &figures[1]
	if a.Heading != b.Heading {
		for _, figure := range []*export.Figure{a, b} {
			if title := figure.Table.Analysis.Title; figure.Heading != title {
				figure.Summary = strings.TrimSpace(figure.Heading + ". " + figure.Summary)
				figure.Heading = title
			}
		}
	}
	a.Twin = b
	if !chart.Drawn(a.Chart) {
		return *a, nil
	}
	settings := chart.Settings{Pick: r.pick, Sides: sides}
	if a.Empty != "" || b.Empty != "" {
		for _, figure := range []*export.Figure{a, b} {
			if figure.Empty != "" {
				continue
			}
			var err error
			if figure.Drawing, err = chart.Option(figure.Table, figure.Chart, settings); err != nil {
				return *a, err
			}
		}
		return *a, nil
	}
	drawings, err := chart.Compare(a.Table, b.Table, a.Chart, settings)
	if err != nil {
		return *a, err
	}
	if a.Drawing, a.Joint = drawings[0], len(drawings) == 1; !a.Joint {
		b.Drawing = drawings[1]
	}
	return *a, nil
}

// undrawn is a panel's texts and table.
func (s *Server) undrawn(r *request, spec analytics.Panel, table *analytics.Table) (export.Figure, error) {
	drawing, err := drawingOf(spec, table.Analysis)
	if err != nil {
		return export.Figure{}, err
	}
	said := s.read(r, spec, table)
	figure := export.Figure{Heading: said.finding, Text: said.text, Summary: pages.Plain(said.summary), Caveat: spec.Caveat, Notes: table.Notes,
		About: table.Analysis.About, Origin: table.Analysis.Source(), Table: table, Chart: drawing}
	if figure.Heading == "" {
		figure.Heading = table.Analysis.Title
	}
	figure.Window = said.windowUnder(figure.Heading, table)
	if said.state != nil {
		figure.Empty = said.state.Title + " " + said.state.Text
	}
	return figure, nil
}
