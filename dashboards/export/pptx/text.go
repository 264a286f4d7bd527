package pptx

import (
	"math"
	"strings"

	"klarsyn/dashboards/export/ooxml"
)

// A Paragraph is one paragraph of a text.
type Paragraph struct {
	Runs   []Run
	Bullet bool
	Right  bool // aligned right
	Before int  // space above, in points
}

// A Run is a stretch of text with one look.
type Run struct {
	Text         string
	Size         float64 // points; 0: as around it
	Bold, Italic bool
	Token        string // colour; empty: as around it
	Link         string // address
}

// A TextBox is a text on a slide.
type TextBox struct {
	Box
	Name       string
	Paragraphs []Paragraph
	Fill       string // token of the background; empty: none
	Bottom     bool   // the text stands at the bottom of its box
}

func (t TextBox) draw(s *sheet, id int) (*ooxml.Element, error) {
	shape := ooxml.El("p:spPr", s.template.fit(t.Box).frame("a:xfrm"), ooxml.El("a:prstGeom", ooxml.At("prst", "rect"), ooxml.El("a:avLst")))
	inset := 0
	if t.Fill != "" {
		shape.Add(ooxml.Palette(ooxml.Themed).Fill(t.Fill))
		inset = 137160
	}
	body := ooxml.El("a:bodyPr", ooxml.At("wrap", "square"), ooxml.At("lIns", inset), ooxml.At("tIns", inset/2), ooxml.At("rIns", inset), ooxml.At("bIns", inset/2))
	if t.Bottom {
		body.Add(ooxml.At("anchor", "b"))
	}
	body.Add(ooxml.El("a:normAutofit"))
	return ooxml.El("p:sp",
		ooxml.El("p:nvSpPr", ooxml.El("p:cNvPr", ooxml.At("id", id), ooxml.At("name", t.Name)), ooxml.El("p:cNvSpPr", ooxml.At("txBox", 1)), ooxml.El("p:nvPr")),
		shape, textBody(body, t.Paragraphs, 0, s.links)), nil
}

// textBody writes paragraphs; links is needed where a run has an address.
func textBody(properties *ooxml.Element, paragraphs []Paragraph, size int, links *links) *ooxml.Element {
	return ooxml.El("p:txBody", properties, ooxml.El("a:lstStyle")).Add(paragraphNodes(paragraphs, size, links)...)
}

func paragraphNodes(paragraphs []Paragraph, size int, links *links) []ooxml.Node {
	var nodes []ooxml.Node
	for _, paragraph := range paragraphs {
		properties := ooxml.El("a:pPr")
		switch {
		case paragraph.Bullet:
			properties.Add(ooxml.At("marL", 228600), ooxml.At("indent", -228600))
		case paragraph.Right:
			properties.Add(ooxml.At("algn", "r"))
		}
		if paragraph.Before > 0 {
			properties.Add(ooxml.El("a:spcBef", ooxml.Val("a:spcPts", paragraph.Before*100)))
		}
		if paragraph.Bullet {
			properties.Add(ooxml.El("a:buFont", ooxml.At("typeface", "Arial")), ooxml.El("a:buChar", ooxml.At("char", "•")))
		}
		p := ooxml.El("a:p", properties)
		for _, run := range paragraph.Runs {
			p.Add(ooxml.El("a:r", run.look(size, links), ooxml.El("a:t", ooxml.Text(run.Text))))
		}
		if len(paragraph.Runs) == 0 {
			p.Add(ooxml.El("a:endParaRPr", ooxml.At("lang", "sv-SE")))
		}
		nodes = append(nodes, p)
	}
	if len(nodes) == 0 {
		nodes = append(nodes, ooxml.El("a:p", ooxml.El("a:endParaRPr", ooxml.At("lang", "sv-SE"))))
	}
	return nodes
}

func (r Run) look(size int, links *links) *ooxml.Element {
	look := ooxml.El("a:rPr", ooxml.At("lang", "sv-SE"))
	if r.Size > 0 {
		size = int(math.Round(r.Size * 100))
	}
	if size > 0 {
		look.Add(ooxml.At("sz", size))
	}
	if r.Bold {
		look.Add(ooxml.At("b", 1))
	}
	if r.Italic {
		look.Add(ooxml.At("i", 1))
	}
	if r.Token != "" {
		look.Add(ooxml.Palette(ooxml.Themed).Fill(r.Token))
	}
	if r.Link != "" && links != nil {
		look.Add(ooxml.El("a:hlinkClick", ooxml.At("r:id", links.outside(r.Link))))
	}
	return look
}

// Lines estimates how many lines a text takes in a width: broken at spaces, with the widths of Arial by kinds of letters.
func Lines(text string, size float64, bold bool, width int) int {
	lines := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines++
		at := 0.0
		for word := range strings.SplitSeq(paragraph, " ") {
			wide := breadth(word+" ", size, bold)
			if at > 0 && at+wide > float64(width) {
				lines, at = lines+1, 0
			}
			at += wide
		}
	}
	return lines
}

// breadth is about how wide a text is, in English metric units.
func breadth(text string, size float64, bold bool) float64 {
	ems := 0.0
	for _, letter := range text {
		switch {
		case strings.ContainsRune("ijltfr.,:;'|!()[] \u00a0", letter):
			ems += 0.3
		case strings.ContainsRune("mwMWÅÄÖ%@", letter):
			ems += 0.86
		case letter >= 'A' && letter <= 'Z':
			ems += 0.7
		default:
			ems += 0.556 // digits and most small letters of Arial
		}
	}
	if bold {
		ems *= 1.07
	}
	return ems * size * 12700
}
