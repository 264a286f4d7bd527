package dashboards

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"klarsyn/dashboards/export"
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

// picture draws a figure with all that it needs to be read alone.
func (s *Server) picture(ctx context.Context, document export.Document, figure export.Figure, format string, look Look) ([]byte, error) {
	renderer, err := s.renderer()
	if err != nil {
		return nil, err
	}
	look = look.filled(figure.Drawing.Height)
	title := figure.Heading
	if figure.Side != "" && !figure.Joint {
		title += ", " + figure.Side
	}
	caption := render.Caption{Title: title, Window: figure.Window, Selection: document.Selection, Source: sourceLine(document.Source)}
	if figure.Caveat != "" {
		caption.Notes = append(caption.Notes, figure.Caveat)
	}
	caption.Notes = append(caption.Notes, figure.Notes...)
	svg, err := renderer.Decorated(ctx, figure.Drawing, caption, look.Width, look.Height, look.Scheme)
	if err != nil || format == "svg" {
		return svg, err
	}
	return s.rasterise(ctx, svg, look.Scale)
}

// sourceLine says in one line which data a file was made from.
func sourceLine(source export.Source) string {
	line := source.Program + ", data till och med " + swedish.Date(source.Cutoff) + ", ögonblicksbild " + source.Snapshot
	if source.Rolling != "" {
		line += ", " + source.Rolling
	}
	if source.Example {
		line += ", exempeldata"
	}
	return line
}
