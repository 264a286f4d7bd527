package pptx

import (
	"fmt"
	"strings"

	"klarsyn/dashboards/export/ooxml"
)

// A Slide is one slide.
type Slide struct {
	Title    string
	Subtitle string // on the first slide; its lines stand under each other
	Front    bool   // the first slide has a layout of its own
	Shapes   []Shape
	Notes    string // said by the speaker; lines are paragraphs
}

// A Shape is something on a slide.
type Shape interface {
	draw(s *sheet, id int) (*ooxml.Element, error)
}

// A Box is where a shape stands, in English metric units.
type Box struct{ X, Y, Width, Height int }

// A sheet is a slide on its way.
type sheet struct {
	*deck
	links *links
}

// slide writes one slide with its notes.
func (d *deck) slide(number int, slide *Slide) error {
	s := &sheet{deck: d, links: newLinks()}
	layout := d.figure
	if slide.Front {
		layout = d.front
	}
	s.links.to("slideLayout", beside("../", layout.part))
	tree := shapeTree().Add(placeholder(2, "Rubrik", layout.title(), 0, titleSize(slide), []Paragraph{{Runs: []Run{{Text: slide.Title}}}}))
	if slide.Front {
		var lines []Paragraph
		for line := range strings.SplitSeq(slide.Subtitle, "\n") {
			lines = append(lines, Paragraph{Runs: []Run{{Text: line}}})
		}
		index, _ := layout.index("subTitle")
		tree.Add(placeholder(3, "Underrubrik", "subTitle", index, 0, lines))
	} else if index, has := layout.index("sldNum"); has {
		tree.Add(slideNumber(3, index, number))
	}
	for i, shape := range slide.Shapes {
		element, err := shape.draw(s, 4+i)
		if err != nil {
			return err
		}
		tree.Add(element)
	}
	name := fmt.Sprintf("slides/slide%d.xml", number)
	if slide.Notes != "" {
		s.links.to("notesSlide", fmt.Sprintf("../notesSlides/notesSlide%d.xml", number))
		d.notes(number, slide.Notes)
	}
	root := ooxml.El("p:sld", space()...).Add(ooxml.El("p:cSld", tree), ooxml.El("p:clrMapOvr", ooxml.El("a:masterClrMapping")))
	d.part("ppt/"+name, presentation+"slide+xml", root.Document(), s.links)
	d.ids.Add(ooxml.El("p:sldId", ooxml.At("id", 255+number), ooxml.At("r:id", d.links.to("slide", name))))
	return nil
}

// titleSize lets a long heading keep to two lines; 0 is the layout's own.
func titleSize(slide *Slide) int {
	switch {
	case slide.Front || Lines(slide.Title, 24, true, 11277600) <= 2:
		return 0
	case Lines(slide.Title, 20, true, 11277600) <= 2:
		return 2000
	}
	return 1600
}

// notes writes what the speaker says.
func (d *deck) notes(number int, text string) {
	var lines []Paragraph
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, Paragraph{Runs: []Run{{Text: line}}})
	}
	image := ooxml.El("p:sp", ooxml.El("p:nvSpPr", ooxml.El("p:cNvPr", ooxml.At("id", 2), ooxml.At("name", "Bild")),
		ooxml.El("p:cNvSpPr", ooxml.El("a:spLocks", ooxml.At("noGrp", 1), ooxml.At("noRot", 1), ooxml.At("noChangeAspect", 1))),
		ooxml.El("p:nvPr", ooxml.El("p:ph", ooxml.At("type", "sldImg"), ooxml.At("idx", 2)))), ooxml.El("p:spPr"))
	tree := shapeTree().Add(image, placeholder(3, "Anteckningar", "body", 3, 0, lines))
	links := newLinks()
	links.to("notesMaster", "../notesMasters/notesMaster1.xml")
	links.to("slide", fmt.Sprintf("../slides/slide%d.xml", number))
	root := ooxml.El("p:notes", space()...).Add(ooxml.El("p:cSld", tree), ooxml.El("p:clrMapOvr", ooxml.El("a:masterClrMapping")))
	d.part(fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", number), presentation+"notesSlide+xml", root.Document(), links)
}

func shapeTree() *ooxml.Element {
	zero := func(name, x, y string) *ooxml.Element { return ooxml.El(name, ooxml.At(x, 0), ooxml.At(y, 0)) }
	return ooxml.El("p:spTree",
		ooxml.El("p:nvGrpSpPr", ooxml.El("p:cNvPr", ooxml.At("id", 1), ooxml.At("name", "")), ooxml.El("p:cNvGrpSpPr"), ooxml.El("p:nvPr")),
		ooxml.El("p:grpSpPr", ooxml.El("a:xfrm", zero("a:off", "x", "y"), zero("a:ext", "cx", "cy"), zero("a:chOff", "x", "y"), zero("a:chExt", "cx", "cy"))))
}

// placeholder fills a place of the layout; where it stands and how it looks is the layout's.
func placeholder(id int, name, kind string, index, size int, lines []Paragraph) *ooxml.Element {
	ph := ooxml.El("p:ph", ooxml.At("type", kind))
	if index > 0 {
		ph.Add(ooxml.At("idx", index))
	}
	return ooxml.El("p:sp",
		ooxml.El("p:nvSpPr", ooxml.El("p:cNvPr", ooxml.At("id", id), ooxml.At("name", name)), ooxml.El("p:cNvSpPr", ooxml.El("a:spLocks", ooxml.At("noGrp", 1))), ooxml.El("p:nvPr", ph)),
		ooxml.El("p:spPr"), textBody(ooxml.El("a:bodyPr", ooxml.El("a:normAutofit")), lines, size, nil))
}

func slideNumber(id, index, number int) *ooxml.Element {
	field := ooxml.El("a:fld", ooxml.At("id", "{6B7A4D2E-6C9B-4F0A-9A55-1D5B6B8E1A01}"), ooxml.At("type", "slidenum"), ooxml.El("a:rPr", ooxml.At("lang", "sv-SE")), ooxml.El("a:t", ooxml.Text(fmt.Sprint(number))))
	return ooxml.El("p:sp",
		ooxml.El("p:nvSpPr", ooxml.El("p:cNvPr", ooxml.At("id", id), ooxml.At("name", "Bildnummer")), ooxml.El("p:cNvSpPr", ooxml.El("a:spLocks", ooxml.At("noGrp", 1))),
			ooxml.El("p:nvPr", ooxml.El("p:ph", ooxml.At("type", "sldNum"), ooxml.At("sz", "quarter"), ooxml.At("idx", index)))),
		ooxml.El("p:spPr"), ooxml.El("p:txBody", ooxml.El("a:bodyPr"), ooxml.El("a:lstStyle"), ooxml.El("a:p", field)))
}

func (b Box) frame(name string) *ooxml.Element {
	return ooxml.El(name, ooxml.El("a:off", ooxml.At("x", b.X), ooxml.At("y", b.Y)), ooxml.El("a:ext", ooxml.At("cx", b.Width), ooxml.At("cy", b.Height)))
}
