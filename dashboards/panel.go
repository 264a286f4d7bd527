package dashboards

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/pages"
)

// A drawnPanel is a panel, and whether a fault stands in it.
type drawnPanel struct {
	panel  pages.Panel
	broken bool
}

// panel computes one figure for one selection, or two side by side.
func (s *Server) panel(ctx context.Context, r *request, index int, sides []analytics.Selection) drawnPanel {
	spec := r.sheet.Panels[index]
	shell, analysis, err := s.shell(r, index, sides)
	if err != nil {
		return s.brokenPanel(r, index, sides, err)
	}
	drawing, err := drawingOf(spec, analysis)
	if err != nil {
		return s.brokenPanel(r, index, sides, err)
	}
	if err := s.use(ctx, analysis.Right, r.path, sides[0].Query(), r.view.Provenance().Snapshot); err != nil {
		return s.brokenPanel(r, index, sides, err)
	}
	shell.TableFirst = !chart.Written(drawing) && (!chart.Drawn(drawing) || !s.static.charts)
	shell.Written = chart.Written(drawing)
	answer := drawnPanel{panel: shell}
	tables := make([]*analytics.Table, len(sides))
	for i, selection := range sides {
		side := pages.PanelSide{ID: shell.ID}
		if len(sides) == 2 {
			side.ID, side.Letter = shell.ID+string(rune('a'+i)), string(rune('A'+i))
			side.Label = r.describe(selection, sides[1-i])
		}
		table, err := r.view.Run(ctx, spec.Analysis, selection, analytics.RunOptions{Scope: s.gate.Scope()})
		if err != nil {
			side.State = s.failedState(r, index, err)
			answer.broken = answer.broken || side.State.Code != ""
		} else {
			s.meter.figures.WithLabelValues("shown").Inc()
			s.fill(&answer.panel, &side, r, spec, table)
			if side.State == nil {
				tables[i] = table
			}
		}
		answer.panel.Sides = append(answer.panel.Sides, side)
	}
	if chart.Drawn(drawing) {
		if err := s.draw(&answer.panel, r, drawing, tables); err != nil {
			_, _, code := s.explain(fmt.Errorf("draw %s: %w", spec.Analysis, err))
			answer.panel.Notes = append(answer.panel.Notes, "Diagrammet kunde inte ritas, värdena står i tabellen. Felnummer "+code+".")
			answer.panel.TableFirst = true
		}
	}
	return answer
}

// drawingOf is the chart of a panel: its own, else the analysis'.
func drawingOf(spec analytics.Panel, analysis *analytics.Analysis) (analytics.Chart, error) {
	switch spec.Chart {
	case "":
		return analysis.Chart, nil
	case "table", "text":
		return analytics.Chart{Kind: spec.Chart}, nil
	}
	return chart.Parse(spec.Chart)
}

// fill puts a table into a side: its state, or table and summary; and into the panel its heading and notes.
func (s *Server) fill(panel *pages.Panel, side *pages.PanelSide, r *request, spec analytics.Panel, table *analytics.Table) {
	two := side.Letter != ""
	said := s.read(r, spec, table)
	side.State = said.state
	if said.finding != "" && !two {
		panel.Heading = said.finding
	}
	window := said.windowUnder(panel.Heading, table)
	if two {
		side.Label += ". " + window
	} else {
		panel.Window = window
	}
	panel.Notes = appendNew(panel.Notes, table.Notes...)
	if len(table.Findings) > 0 {
		panel.Finding = findingBadge(table.Findings)
	}
	if side.State != nil {
		return
	}
	caption := panel.Heading
	if two {
		caption += ", " + side.Letter
	}
	if r.long() {
		long, err := r.longTable(table, caption)
		if err != nil {
			_, sentence, _ := s.explain(err)
			side.State = &pages.State{Kind: "none", Title: "Tabellen kan inte visas så.", Text: sentence}
			return
		}
		side.Table = long
	} else {
		side.Table = r.shortTable(table, caption)
	}
	for _, text := range said.text {
		side.Prose = append(side.Prose, pages.Markup(text))
	}
	if panel.Written && len(side.Prose) == 0 { // nothing could be said: the table stands in its place, and can be reached
		panel.TableFirst = true
	}
	side.Summary = pages.Markup(said.summary)
	if two && said.finding != "" {
		side.Summary = pages.Markup("**"+said.finding+".** ") + side.Summary
	}
}

// draw puts the figure in: one for one selection; for two a common one, or one each with the same axis.
func (s *Server) draw(panel *pages.Panel, r *request, drawing analytics.Chart, tables []*analytics.Table) error {
	settings := chart.Settings{Pick: r.pick}
	if len(tables) == 2 && tables[0] != nil && tables[1] != nil {
		figures, err := chart.Compare(tables[0], tables[1], drawing, settings)
		if err != nil {
			return err
		}
		for _, figure := range figures {
			panel.Notes = appendNew(panel.Notes, figure.Notes...)
		}
		if len(figures) == 1 {
			panel.Together = &pages.PanelSide{ID: panel.ID}
			return place(panel.Together, figures[0])
		}
		for i := range figures {
			if err := place(&panel.Sides[i], figures[i]); err != nil {
				return err
			}
		}
		return nil
	}
	for i, table := range tables {
		if table == nil {
			continue
		}
		figure, err := chart.Option(table, drawing, settings)
		if err != nil {
			return err
		}
		if err := place(&panel.Sides[i], figure); err != nil {
			return err
		}
		panel.Notes = appendNew(panel.Notes, figure.Notes...)
		if figure.Blank && len(tables) == 1 { // axes without a mark say less than the words in the table
			panel.Sides[i].Option, panel.TableFirst = "", true
			panel.Notes = appendNew(panel.Notes, "Inget värde kan ritas, tabellen säger varför.")
			continue
		}
		if r.files == "" {
			panel.Sides[i].Image = api(table.Analysis.ID, "svg", table.Selection)
		}
	}
	return nil
}

// place writes a figure into the page: its option and points as data for scripts, its key and description.
func place(side *pages.PanelSide, figure chart.Figure) error {
	content, err := json.Marshal(struct {
		Option json.RawMessage `json:"option"`
		Points []chart.Point   `json:"points"`
		Height int             `json:"height"`
	}{figure.Option, figure.Points, figure.Height})
	if err != nil {
		return fmt.Errorf("write the option: %w", err)
	}
	side.Option, side.Alt = template.JS(content), figure.Description
	for _, entry := range figure.Key {
		side.Key = append(side.Key, pages.KeyItem{Mark: template.HTML(entry.SVG()), Text: entry.Label})
	}
	return nil
}

// text fills in a text of the page; a fault in one is logged and leaves it empty.
func (s *Server) text(source string, r *request, table *analytics.Table) pages.Text {
	text, err := pages.WriteText(source, table, func(key, value string) string { return r.view.Label(r.page, key, value) })
	if err != nil {
		s.log.Error("text of a page failed", "analysis", table.Analysis.ID, "error", err)
	}
	return text
}

// appendNew adds the texts that the list does not hold yet.
func appendNew(list []string, texts ...string) []string {
	for _, text := range texts {
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// shell is a panel without its figure.
func (s *Server) shell(r *request, index int, sides []analytics.Selection) (pages.Panel, *analytics.Analysis, error) {
	spec := r.sheet.Panels[index]
	id := r.sheet.Panels[index].Name()
	spot := s.places(r.sheet)[index]
	panel := pages.Panel{ID: "f-" + r.prefix + id, Analysis: spec.Analysis, Heading: spec.Analysis, Width: spot.wide, Medium: spot.medium, Caveat: spec.Caveat, Large: r.here(r.path + "/" + id)}
	if r.large != "" {
		panel.Large = r.here(r.large)
	}
	panel.Still, panel.Save = r.still, s.saveAddress(r, index)
	query := sides[0].Query()
	if query != "" {
		query = "?" + query
	}
	panel.About, panel.SQL = "/om/"+spec.Analysis+query, "/om/"+spec.Analysis+query+"#sql"
	analysis, err := s.service.Analysis(spec.Analysis)
	if err != nil {
		return panel, nil, err
	}
	panel.Heading = analysis.Title
	drawing, err := drawingOf(spec, analysis)
	if r.files != "" {
		panel.Exports = s.partExports(r, err == nil && chart.Drawn(drawing))
		return panel, analysis, nil
	}
	formats := s.panelFormats(err == nil && chart.Drawn(drawing), len(sides) == 2)
	if len(sides) == 1 {
		panel.Behind = s.behind(r, spec.Link, sides[0])
	}
	for i, selection := range sides {
		for _, format := range formats {
			link := pages.Link{Title: formatNames[format], Href: api(spec.Analysis, format, selection)}
			if len(sides) == 2 {
				link.Title += ", " + string(rune('A'+i))
			}
			panel.Exports = append(panel.Exports, link)
		}
	}
	return panel, analysis, nil
}

// behind leads to the sheet of what stands behind a figure, for a reader who holds its right.
func (s *Server) behind(r *request, link *analytics.Link, selection analytics.Selection) *pages.Link {
	if link == nil {
		return nil
	}
	index := slices.IndexFunc(r.page.Sheets, func(sheet analytics.Sheet) bool { return sheet.ID == link.Sheet })
	if index < 0 || !s.gate.Holds(r.page.Sheets[index].Right) {
		return nil
	}
	for _, choice := range link.Where {
		selection = selection.With(choice.Key, choice.Value)
	}
	return &pages.Link{Title: link.Label, Href: r.address(sheetPath(r.page, index), analytics.Comparison{A: selection, B: selection})}
}

// failedState is what stands in place of a figure that could not be computed.
func (s *Server) failedState(r *request, index int, err error) *pages.State {
	status, sentence, code := s.explain(err, "page", r.path, "analysis", r.sheet.Panels[index].Analysis)
	switch {
	case status == fiber.StatusConflict:
		return &pages.State{Kind: "none", Title: "Figuren kan inte visas på den här ögonblicksbilden.", Text: sentence}
	case status < 500:
		return &pages.State{Kind: "none", Title: "Figuren kan inte visas för det här urvalet.", Text: sentence}
	}
	s.meter.figures.WithLabelValues("failed").Inc()
	return &pages.State{Kind: "error", Title: "Figuren kunde inte räknas.", Text: sentence, Code: code,
		Act: "Försök igen", Href: r.here(r.path + "/" + r.sheet.Panels[index].Name())}
}

func (s *Server) brokenPanel(r *request, index int, sides []analytics.Selection, err error) drawnPanel {
	shell, _, _ := s.shell(r, index, sides) // of an unknown analysis only the id is left to show
	shell.TableFirst = true
	shell.Sides = []pages.PanelSide{{ID: shell.ID, State: s.failedState(r, index, err)}}
	return drawnPanel{panel: shell, broken: true}
}

// latePanel stands for a figure that is still being computed; the page fetches it when it is ready.
func (s *Server) latePanel(r *request, index int, sides []analytics.Selection) drawnPanel {
	s.meter.figures.WithLabelValues("late").Inc()
	shell, _, _ := s.shell(r, index, sides)
	shell.TableFirst = true
	shell.Sides = []pages.PanelSide{{ID: shell.ID, State: &pages.State{Kind: "loading", Title: "Räknar " + lower(shell.Heading),
		Text: "Figuren visas när den är klar.", Href: shell.Large, Act: "Visa figuren"}}}
	return drawnPanel{panel: shell, broken: true}
}
