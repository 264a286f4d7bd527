package typeset

import (
	"fmt"
	"strings"

	"klarsyn/dashboards/pages"
)

// untagged is what the first page says about the file itself, before where the same can be read.
const untagged = "Den här filen har inga taggar för skärmläsare. Samma tal och texter kan läsas med skärmläsare på sidan i Klarsyn, där de också finns som Excel- och CSV-filer"

// cover writes what the report is about; a full report has its contents below and begins on a new page.
func (p *paper) cover() {
	title := heading1
	if p.report.Short {
		title = heading1.sized(20)
	} else {
		p.y = top + 32
	}
	label := p.report.Kind
	if p.report.Example {
		label += " · exempeldata"
	}
	p.write(label, kind, left, width)
	p.y += 2
	p.write(p.report.Title, title, left, width)
	p.y += 5
	p.fact("Ansvarig", p.report.Responsible, "")
	p.fact("Period", p.report.Period, "")
	p.fact("Urval", p.report.Selection, "")
	p.fact("Källa", p.report.Source, "")
	p.fact("Sidan", p.report.Link, p.report.Link)
	p.y += 3
	text := untagged + "."
	if !address(p.report.Link) {
		text = untagged + ": " + p.report.Link
	}
	from, page := p.y, p.pdf.PageNo()
	p.box(text, caution)
	if address(p.report.Link) && p.pdf.PageNo() == page {
		p.pdf.LinkString(left, from, width, p.y-from, p.report.Link)
	}
	if !p.report.Short {
		p.listContents()
	}
}

// fact writes one line of facts with its label; link may be empty.
func (p *paper) fact(label, text, link string) {
	if text == "" {
		return
	}
	const indent = 38.0
	p.room(body.height())
	from := p.y
	p.use(muted)
	p.pdf.Text(left, p.y+baseline(muted), label)
	page := p.pdf.PageNo()
	p.write(text, body, left+indent, width-indent)
	if address(link) && p.pdf.PageNo() == page {
		p.pdf.LinkString(left+indent, from, width-indent, p.y-from, link)
	}
	p.y += 1.2
}

// address reports whether a link leads anywhere outside the service that wrote it.
func address(link string) bool {
	return strings.HasPrefix(link, "http://") || strings.HasPrefix(link, "https://")
}

// box writes a text on sand with a stripe at its left. It is not broken over pages.
func (p *paper) box(text string, s style) {
	high := p.high(text, s, width-8) + 3
	p.room(high)
	p.filled(sand, left, p.y, width, high)
	p.filled(ochre, left, p.y, 1, high)
	p.y += 1.5
	p.write(text, s, left+3.5, width-8)
	p.y += 1.5
}

// listContents writes the contents.
func (p *paper) listContents() {
	p.y += 10
	p.room(20)
	p.write("Innehåll", heading2.sized(13), left, width)
	p.y += 1.5
	for _, part := range p.report.Plan {
		p.listed(part.ID, part.Title, body, 0)
	}
	for _, section := range p.report.Sections {
		if section.Title != "" {
			p.listed(section.ID, section.Title, body, 0)
		}
		for _, figure := range section.Figures {
			p.listed(figure.ID, figure.Heading, muted, 5)
		}
	}
	p.listed(definitionsID, definitionsTitle, body, 0)
}

// listed writes a line of the contents: the title, dots, and the page.
func (p *paper) listed(anchor, title string, s style, indent float64) {
	rows := p.wrap(title, s, width-indent-20)
	p.room(float64(len(rows))*s.height() + 1)
	from := p.y
	p.use(s)
	for _, row := range rows {
		p.at(row, s, left+indent)
	}
	y := p.y - s.height() + baseline(s)
	number := fmt.Sprint(p.known[anchor])
	begin, end := left+indent+p.pdf.GetStringWidth(rows[len(rows)-1])+2, left+width-p.pdf.GetStringWidth(number)
	p.pdf.Text(end, y, number)
	if begin < end-2 {
		p.stroke(hair, 0.2, 0.2, 1.1)
		p.pdf.SetLineCapStyle("round")
		p.pdf.Line(begin, y-0.2, end-2, y-0.2)
		p.solid()
	}
	p.links[anchor] = p.pdf.AddLink()
	p.pdf.Link(left+indent, from, width-indent, p.y-from, p.links[anchor])
	p.y += 0.9
}

// plan writes the fields of a saved analysis' plan, one after another.
func (p *paper) plan() error {
	for i, part := range p.report.Plan {
		if i > 0 || p.report.Short {
			p.y += 4
			p.room(30)
		} else {
			p.newPage()
		}
		p.anchor(part.ID, part.Title, 0)
		p.ruled(part.Title)
		if err := p.prose(string(part.Prose), body); err != nil {
			return fmt.Errorf("lay out %q: %w", part.Title, err)
		}
	}
	return nil
}

// section writes one sheet, or one part of a saved analysis: its text and tiles, then its figures. The parts of an analysis with
// a plan follow each other without a page of their own.
func (p *paper) section(section pages.ReportSection, first bool) error {
	if p.report.Short || len(p.report.Plan) > 0 && !first {
		p.y += 6
		p.room(40)
	} else {
		p.newPage()
	}
	if section.Title != "" {
		p.anchor(section.ID, section.Title, 0)
		p.ruled(section.Title)
	}
	if section.Selection != "" {
		p.write(section.Selection, muted, left, width)
		p.y += 2
	}
	if section.Prose != "" {
		if err := p.prose(string(section.Prose), body); err != nil {
			return fmt.Errorf("lay out the text of %q: %w", section.Title, err)
		}
		p.y += 3
	}
	for _, choice := range section.Choices {
		p.choice(choice)
	}
	p.tiles(section.Tiles)
	for i := range section.Figures {
		if err := p.figure(&section.Figures[i]); err != nil {
			return fmt.Errorf("lay out %q: %w", section.Figures[i].Heading, err)
		}
	}
	return nil
}

// ruled writes the heading of a part over a line.
func (p *paper) ruled(title string) {
	p.write(title, heading2, left, width)
	p.y += 1.5
	p.stroke(line, 0.18)
	p.pdf.Line(left, p.y, left+width, p.y)
	p.y += 5
}

// choice writes a choice that decides how the figures are made: its values, and which is chosen.
func (p *paper) choice(choice pages.Chooser) {
	p.room(30)
	p.write(choice.Heading, heading3, left, width)
	p.write(choice.Window, muted, left, width)
	p.y++
	for _, option := range choice.Options {
		label := option.Label
		if option.Chosen {
			label += " (vald)"
		}
		text := joined(option.About, option.Count)
		p.room(p.high(label, body.weighted(), width-6) + p.high(text, note, width-6) + 2)
		if option.Chosen {
			p.filled(accent, left, p.y+0.5, 1, p.high(label, body.weighted(), width-6)+p.high(text, note, width-6)-0.5)
		}
		p.write(label, body.weighted(), left+4, width-6)
		p.write(text, note, left+4, width-6)
		p.y += 1.5
	}
	p.y += 4
}

// Where the definitions stand, as in the printed report.
const (
	definitionsID    = "definitioner"
	definitionsTitle = "Definitioner och källor"
)

// definitions ends the report: what is counted, how to read what is not shown, and the data.
func (p *paper) definitions() {
	if p.report.Short {
		p.y += 4
		p.room(50)
	} else {
		p.newPage()
	}
	p.anchor(definitionsID, definitionsTitle, 0)
	p.ruled(definitionsTitle)
	for _, definition := range p.report.Definitions {
		text := definition.Text
		source := ""
		if definition.Source != "" {
			source = "Källa: " + definition.Source
		}
		strong := body.weighted()
		p.room(p.high(definition.Title, strong, width) + p.high(text, body, width) + p.high(source, muted, width) + 4)
		p.write(definition.Title, strong, left, width)
		p.write(text, body, left, width)
		if source != "" {
			p.write(source, muted, left, width)
		}
		p.y += 2
		p.stroke(faint, 0.18)
		p.pdf.Line(left, p.y, left+width, p.y)
		p.y += 2
	}
	p.y += 3
	p.room(30)
	p.write("Så läses tabellerna:", body, left, width)
	for _, text := range p.report.Legend {
		p.y += 0.3
		p.room(body.height())
		p.use(body)
		p.pdf.Text(left+2, p.y+baseline(body), "•")
		p.write(text, body, left+6, width-6)
	}
	p.y += 4
	p.write(p.report.Source, muted, left, width)
}
