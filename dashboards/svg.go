package dashboards

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/render"
	"klarsyn/dashboards/swedish"
)

// figureWidth is the width of a figure that leaves its page, in pixels.
const figureWidth = 900

// newRenderer compiles the scripts that draw figures on the server.
func (s *Server) newRenderer() (*render.Renderer, error) {
	if !s.static.charts {
		return nil, &fault{status: fiber.StatusNotImplemented, sentence: "Bilder kan inte ritas: diagrambiblioteket saknas i programmet. Kör go generate ./dashboards och bygg om."}
	}
	return render.New(render.Files{ECharts: s.static.files[library].plain, Format: s.static.files["js/fmt.js"].plain, Tokens: s.static.files[styleSheet].plain})
}

// sendSVG draws the analysis' figure with all that it needs to be read alone.
func (s *Server) sendSVG(ctx context.Context, c *fiber.Ctx, page *analytics.Page, table *analytics.Table) error {
	if !chart.Drawn(table.Analysis.Chart) {
		return &fault{status: fiber.StatusNotFound, sentence: "Analysen " + quoted(table.Analysis.ID) + " har inget diagram, bara en tabell."}
	}
	figure, err := chart.Option(table, table.Analysis.Chart, chart.Settings{})
	if err != nil {
		return err
	}
	renderer, err := s.renderer()
	if err != nil {
		return err
	}
	caption := render.Caption{Title: table.Analysis.Title, Window: table.Period.Label, Selection: s.selectionText(page, table.Selection), Notes: table.Notes,
		Source: "Klarsyn " + s.options.Version + ", data till och med " + swedish.Date(table.Source.Cutoff) + ", ögonblicksbild " + table.Source.Snapshot}
	if s.options.Example {
		caption.Source += ", exempeldata"
	}
	caption.Notes = append(s.caveats(page, table.Analysis.ID), caption.Notes...)
	image, err := renderer.Decorated(ctx, figure, caption, figureWidth, max(figure.Height, 360), render.Light)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/svg+xml; charset=utf-8")
	// The image is a document of its own, whose drawing uses styles.
	c.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	return c.Send(image)
}

// caveats are the sentences that the page prints with the figure wherever it is shown.
func (s *Server) caveats(page *analytics.Page, analysis string) []string {
	var list []string
	for _, sheet := range page.Sheets {
		for _, panel := range sheet.Panels {
			if panel.Analysis == analysis && panel.Caveat != "" {
				list = appendNew(list, panel.Caveat)
			}
		}
	}
	return list
}

// selectionText names what is chosen: År 2025, Boende Egen region.
func (s *Server) selectionText(page *analytics.Page, selection analytics.Selection) string {
	view := s.service.View()
	if view == nil || page.ID == "" {
		return ""
	}
	defer view.Release()
	r := &request{page: page, view: view}
	return strings.TrimSpace(r.describe(selection, analytics.Selection{}))
}
