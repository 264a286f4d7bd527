package typeset

import (
	"fmt"
	"html/template"

	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/typeset/drawing"
)

// A drawing has a margin of its own, which the page takes back: so much at each side, above and below, in millimetres.
const (
	drawingSide  = 5.3
	drawingAbove = 6.0
	drawingBelow = 2.0
)

// read reads a drawing; nil: there is none.
func read(svg template.HTML) (*drawing.Drawing, error) {
	if svg == "" {
		return nil, nil
	}
	return drawing.Read([]byte(svg))
}

// drawnHeight is how much of the page a drawing takes.
func drawnHeight(d *drawing.Drawing) float64 {
	if d == nil {
		return 0
	}
	return d.Height*pixel - drawingAbove - drawingBelow
}

// figure writes one figure. What is drawn, or the head of a table, is kept on one page with its heading.
func (p *paper) figure(figure *pages.ReportFigure) error {
	joint, err := read(figure.Drawing)
	if err != nil {
		return err
	}
	high := p.high(figure.Heading, heading3, width) + 4
	if joint != nil {
		high += drawnHeight(joint)
	} else if len(figure.Sides) > 0 {
		first, err := p.highSide(&figure.Sides[0])
		if err != nil {
			return err
		}
		high += first
	}
	if len(figure.Sides) == 1 {
		high += p.highNotes(figure)
	}
	p.room(high)
	p.anchor(figure.ID, figure.Heading, 1)
	p.write(figure.Heading, heading3, left, width)
	p.y += 0.5
	if joint != nil {
		p.place(joint)
	}
	for i := range figure.Sides {
		if err := p.side(&figure.Sides[i], i > 0 || joint != nil); err != nil {
			return err
		}
	}
	if figure.Caveat != "" {
		p.y += 1.5
		p.box(figure.Caveat, caution)
	}
	for _, text := range figure.Notes {
		p.y += 0.7
		p.write(text, note, left, width)
	}
	for i := range figure.Sides {
		p.sideTable(&figure.Sides[i])
	}
	p.y += 8
	return nil
}

// highNotes is the room for what is said under a figure.
func (p *paper) highNotes(figure *pages.ReportFigure) float64 {
	high := 0.0
	if figure.Caveat != "" {
		high += p.high(figure.Caveat, caution, width-8) + 5
	}
	for _, text := range figure.Notes {
		high += p.high(text, note, width) + 1
	}
	return high
}

// highSide is the room for one side, without its table but for the beginning of it.
func (p *paper) highSide(side *pages.ReportSide) (float64, error) {
	drawn, err := read(side.Drawing)
	if err != nil {
		return 0, err
	}
	high := p.high(side.Label, body.weighted(), width) + p.high(side.Window, muted, width) + p.high(side.Summary, body, width) + drawnHeight(drawn)
	if drawn == nil && side.Table != nil {
		high += 25
	}
	for _, text := range side.Text {
		high += p.high(string(text), body, width) + 1.5
	}
	return high, nil
}

// side writes a figure under one selection, named where two are compared.
func (p *paper) side(side *pages.ReportSide, later bool) error {
	drawn, err := read(side.Drawing)
	if err != nil {
		return err
	}
	if later {
		high, err := p.highSide(side)
		if err != nil {
			return err
		}
		p.y += 2
		p.room(high)
	}
	if side.Label != "" {
		p.write(side.Label, body.weighted(), left, width)
	}
	if side.Window != "" {
		p.write(side.Window, muted, left, width)
	}
	p.y += 1.5
	if side.Empty != "" {
		p.stroke(hair, 0.18, 0.8, 0.8)
		p.pdf.Rect(left, p.y+1, width, p.high(side.Empty, body, width-8)+6, "D")
		p.solid()
		p.y += 4
		p.write(side.Empty, body, left+4, width-8)
		p.y += 5
	}
	for _, text := range side.Text {
		if err := p.prose(string(text), body); err != nil {
			return err
		}
	}
	if drawn != nil {
		p.place(drawn)
	}
	if side.Summary != "" {
		p.y++
		p.write(side.Summary, body, left, width)
	}
	return nil
}

// sideTable writes a side's table, under its name where two are compared.
func (p *paper) sideTable(side *pages.ReportSide) {
	if side.Table != nil {
		p.y += 3
		if side.Label != "" {
			p.room(25)
			p.write(side.Label, note.weighted(), left, width)
			p.y++
		}
		p.table(side.Table)
	}
	if home := side.Elsewhere; home != nil {
		page := ""
		if stands := p.known[home.Href]; stands > 0 {
			page = fmt.Sprintf(", sidan %d", stands)
		}
		p.y++
		p.write("Tabellen finns vid figuren ”"+home.Title+"”"+page+".", note, left, width)
	}
	if side.Left > 0 {
		p.y++
		p.write(fmt.Sprintf("%d rader till finns på sidan och i Excel- och CSV-filerna.", side.Left), note, left, width)
	}
}

// place paints a drawing where the page has come to, and goes on below it.
func (p *paper) place(d *drawing.Drawing) {
	p.draw(d, left-drawingSide, p.y-drawingAbove)
	p.y += drawnHeight(d)
}
