package dashboards

import (
	"context"
	"io"

	"klarsyn/dashboards/export"
	"klarsyn/dashboards/render"
)

// pixelsPerUnit is how finely the pictures of presentations and workbooks are drawn, beside their vector twins.
const pixelsPerUnit = 2

// writePPTX writes a document as a presentation with native charts, on the region's own template where there is one.
func (s *Server) writePPTX(ctx context.Context, w io.Writer, document export.Document, _ Look) error {
	template, err := readTemplate(s.options.Template)
	if err != nil {
		return err
	}
	return unusable(s.options.Template, export.PPTX(w, document, export.PPTXOptions{Context: ctx, Picture: s.embedded(), Template: template}))
}

// writeXLSX writes a document as a workbook.
func (s *Server) writeXLSX(ctx context.Context, w io.Writer, document export.Document, _ Look) error {
	return export.XLSX(w, document, export.XLSXOptions{Context: ctx, Picture: s.embedded()})
}

// embedded draws the figures that a format has no chart for, with their key and, of two that are compared, which one it is:
// the other texts stand around them in the file.
// It is nil where pictures cannot be drawn; tables stand in their place then.
func (s *Server) embedded() func(context.Context, export.Figure, int, int) (svg, png []byte, err error) {
	if s.workers == nil || !s.static.charts {
		return nil
	}
	return func(ctx context.Context, figure export.Figure, width, height int) (svg, png []byte, err error) {
		renderer, err := s.renderer()
		if err != nil {
			return nil, nil, err
		}
		if svg, err = renderer.Decorated(ctx, figure.Drawing, render.Caption{Title: figure.Side}, width, height, render.Light); err != nil {
			return nil, nil, err
		}
		png, err = s.rasterise(ctx, svg, pixelsPerUnit)
		return svg, png, err
	}
}
