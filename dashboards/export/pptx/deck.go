package pptx

import (
	"embed"
	"fmt"
	"io"

	"klarsyn/dashboards/export/ooxml"
)

//go:embed base/*.xml
var base embed.FS

// Size of a slide, 16:9, in English metric units (914 400 to the inch).
const (
	Width  = 12192000
	Height = 6858000
)

// Properties are what the file says about itself.
type Properties struct{ Title, Subject, Creator string }

// Write writes a deck.
func Write(w io.Writer, properties Properties, slides []Slide) error {
	d := &deck{parts: newParts(w), links: newLinks(), ids: ooxml.El("p:sldIdLst")}
	d.base()
	for i := range slides {
		if err := d.slide(i+1, &slides[i]); err != nil {
			return fmt.Errorf("slide %d: %w", i+1, err)
		}
	}
	d.presentation()
	d.properties(properties)
	return d.close()
}

// A deck is a presentation on its way.
type deck struct {
	*parts
	links    *links
	ids      *ooxml.Element
	charts   int
	pictures int
}

// space is the namespaces of a presentation's parts.
func space() []ooxml.Node {
	return []ooxml.Node{
		ooxml.At("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
		ooxml.At("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
		ooxml.At("xmlns:p", "http://schemas.openxmlformats.org/presentationml/2006/main"),
	}
}

// base writes theme, masters and layouts.
func (d *deck) base() {
	read := func(name string) []byte {
		content, err := base.ReadFile("base/" + name)
		if err != nil && d.err == nil {
			d.err = err
		}
		return content
	}
	d.links.to("slideMaster", "slideMasters/slideMaster1.xml")
	d.links.to("notesMaster", "notesMasters/notesMaster1.xml")
	d.links.to("theme", "theme/theme1.xml")
	master := newLinks()
	master.to("slideLayout", "../slideLayouts/slideLayout1.xml")
	master.to("slideLayout", "../slideLayouts/slideLayout2.xml")
	master.to("theme", "../theme/theme1.xml")
	d.part("ppt/slideMasters/slideMaster1.xml", presentation+"slideMaster+xml", read("slideMaster.xml"), master)
	for i, name := range []string{"titleLayout.xml", "figureLayout.xml"} {
		layout := newLinks()
		layout.to("slideMaster", "../slideMasters/slideMaster1.xml")
		d.part(fmt.Sprintf("ppt/slideLayouts/slideLayout%d.xml", i+1), presentation+"slideLayout+xml", read(name), layout)
	}
	notes := newLinks()
	notes.to("theme", "../theme/theme2.xml")
	d.part("ppt/notesMasters/notesMaster1.xml", presentation+"notesMaster+xml", read("notesMaster.xml"), notes)
	for i := range 2 {
		d.part(fmt.Sprintf("ppt/theme/theme%d.xml", i+1), "application/vnd.openxmlformats-officedocument.theme+xml", read("theme.xml"), nil)
	}
}

// presentation writes the list of slides.
func (d *deck) presentation() {
	id := func(name, link string, more ...ooxml.Node) *ooxml.Element {
		return ooxml.El(name, more...).Add(ooxml.At("r:id", link))
	}
	root := ooxml.El("p:presentation", space()...).Add(
		ooxml.El("p:sldMasterIdLst", id("p:sldMasterId", "rId1", ooxml.At("id", 2147483648))),
		ooxml.El("p:notesMasterIdLst", id("p:notesMasterId", "rId2")),
		d.ids,
		ooxml.El("p:sldSz", ooxml.At("cx", Width), ooxml.At("cy", Height)),
		ooxml.El("p:notesSz", ooxml.At("cx", 6858000), ooxml.At("cy", 9144000)))
	d.part("ppt/presentation.xml", presentation+"presentation.main+xml", root.Document(), d.links)
}

// properties writes what the file says about itself. It holds no time: the data date stands on the slides.
func (d *deck) properties(p Properties) {
	core := ooxml.El("cp:coreProperties",
		ooxml.At("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"), ooxml.At("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
		ooxml.El("dc:title", ooxml.Text(p.Title)), ooxml.El("dc:subject", ooxml.Text(p.Subject)), ooxml.El("dc:creator", ooxml.Text(p.Creator)), ooxml.El("dc:language", ooxml.Text("sv-SE")))
	d.part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core.Document(), nil)
	root := newLinks()
	root.to("officeDocument", "ppt/presentation.xml")
	root.add("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
	d.put("_rels/.rels", root.list.Document())
}
