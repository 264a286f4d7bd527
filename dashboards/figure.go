package dashboards

import (
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
	drawing, err := drawingOf(spec, table.Analysis)
	if err != nil {
		return export.Figure{}, err
	}
	said := s.read(r, spec, table)
	figure := export.Figure{Heading: said.finding, Text: said.text, Summary: pages.Plain(said.summary), Caveat: spec.Caveat, Notes: table.Notes,
		About: table.Analysis.About, Origin: table.Analysis.Source, Table: table, Chart: drawing}
	if figure.Heading == "" {
		figure.Heading = table.Analysis.Title
	}
	figure.Window = said.windowUnder(figure.Heading, table)
	if said.state != nil {
		figure.Empty = said.state.Title + " " + said.state.Text
		return figure, nil
	}
	if chart.Drawn(drawing) {
		if figure.Drawing, err = chart.Option(table, drawing, chart.Settings{Pick: r.pick}); err != nil {
			return figure, err
		}
	}
	return figure, nil
}
