package typeset

import (
	"fmt"
	"math"

	"klarsyn/dashboards/typeset/drawing"
)

// draw paints a drawing with its upper left corner at a place on the page. What covers all of it is its paper, and left out.
func (p *paper) draw(d *drawing.Drawing, x, y float64) {
	place := func(at drawing.Point) (float64, float64) { return x + at.X*pixel, y + at.Y*pixel }
	for i, mark := range d.Marks {
		if i == 0 && mark.Text == nil && mark.Stroke.Opacity == 0 {
			continue
		}
		if mark.Text != nil {
			p.label(mark, place)
			continue
		}
		p.fillWith(mark.Fill)
		p.strokeWith(mark.Stroke, mark.Line)
		p.inside(mark.Clips, place, func() {
			if mark.Fill.Opacity > 0 {
				p.pdf.SetAlpha(mark.Fill.Opacity, "Normal")
				p.trace(mark.Path, place)
				p.pdf.RawWriteStr("f")
			}
			if mark.Stroke.Opacity > 0 {
				p.pdf.SetAlpha(mark.Stroke.Opacity, "Normal")
				p.trace(mark.Path, place)
				p.pdf.RawWriteStr("S")
			}
		})
	}
	p.pdf.SetAlpha(1, "Normal")
	p.pdf.SetLineJoinStyle("miter")
	p.solid()
}

// inside paints within clipping paths. Colours, widths and fonts are set before: what is set inside is forgotten after it,
// and the library would not know.
func (p *paper) inside(clips []drawing.Path, place func(drawing.Point) (float64, float64), paint func()) {
	p.pdf.RawWriteStr("q")
	for _, clip := range clips {
		p.trace(clip, place)
		p.pdf.RawWriteStr("W n")
	}
	paint()
	p.pdf.RawWriteStr("Q")
}

func (p *paper) trace(path drawing.Path, place func(drawing.Point) (float64, float64)) {
	for _, step := range path {
		x, y := place(step.To)
		switch step.Kind {
		case 'M':
			p.pdf.MoveTo(x, y)
		case 'L':
			p.pdf.LineTo(x, y)
		case 'C':
			ax, ay := place(step.Bend[0])
			bx, by := place(step.Bend[1])
			p.pdf.CurveBezierCubicTo(ax, ay, bx, by, x, y)
		case 'Z':
			p.pdf.ClosePath()
		}
	}
}

func (p *paper) fillWith(c drawing.Paint) {
	p.pdf.SetFillColor(int(c.Red), int(c.Green), int(c.Blue))
}

func (p *paper) strokeWith(c drawing.Paint, l drawing.Line) {
	p.pdf.SetDrawColor(int(c.Red), int(c.Green), int(c.Blue))
	p.pdf.SetLineWidth(l.Width * pixel)
	dashes := make([]float64, len(l.Dashes))
	for i, dash := range l.Dashes {
		dashes[i] = dash * pixel
	}
	p.pdf.SetDashPattern(dashes, 0)
	p.pdf.SetLineCapStyle(l.Cap)
	p.pdf.SetLineJoinStyle(l.Join)
}

// label writes a text of a drawing; a halo is stroked behind it.
func (p *paper) label(mark drawing.Mark, place func(drawing.Point) (float64, float64)) {
	text := mark.Text
	p.use(style{size: text.Size * pixel / point, bold: text.Bold, colour: colour{int(mark.Fill.Red), int(mark.Fill.Green), int(mark.Fill.Blue)}})
	content := plain(text.Content)
	x, y := place(drawing.Point{X: text.X, Y: text.Y})
	from := x
	switch text.Anchor {
	case "middle":
		from -= p.pdf.GetStringWidth(content) / 2
	case "end":
		from -= p.pdf.GetStringWidth(content)
	}
	p.strokeWith(mark.Stroke, mark.Line)
	p.pdf.SetLineJoinStyle("round")
	p.inside(mark.Clips, place, func() {
		if math.Abs(text.Angle) > 0.01 {
			// Turned about its anchor: to the origin, round, and back, in the file's points with y upwards.
			sine, cosine := math.Sincos(-text.Angle * math.Pi / 180)
			px, py := x/point, (pageHeight-y)/point
			p.pdf.RawWriteStr(fmt.Sprintf("%.5f %.5f %.5f %.5f %.3f %.3f cm", cosine, sine, -sine, cosine, px-cosine*px+sine*py, py-sine*px-cosine*py))
		}
		if mark.Stroke.Opacity > 0 {
			p.pdf.SetAlpha(mark.Stroke.Opacity, "Normal")
			p.pdf.SetTextRenderingMode(1)
			p.pdf.Text(from, y, content)
			p.pdf.SetTextRenderingMode(0)
		}
		if mark.Fill.Opacity > 0 {
			p.pdf.SetAlpha(mark.Fill.Opacity, "Normal")
			p.pdf.Text(from, y, content)
		}
	})
}
