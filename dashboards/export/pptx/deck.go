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

// Write writes a deck, on a region's own template when there is one.
func Write(w io.Writer, template *Template, properties Properties, slides []Slide) error {
	d := &deck{parts: newParts(w), links: newLinks(), ids: ooxml.El("p:sldIdLst"), template: template, masters: ooxml.El("p:sldMasterIdLst")}
	if template == nil {
		d.base()
	} else {
		d.take(template)
	}
	d.notesMaster()
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
	masters  *ooxml.Element
	notesID  string
	template *Template
	front    layout
	figure   layout
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

// shipped reads a part of base/.
func (d *deck) shipped(name string) []byte {
	content, err := base.ReadFile("base/" + name)
	if err != nil && d.err == nil {
		d.err = err
	}
	return content
}

const themeType = "application/vnd.openxmlformats-officedocument.theme+xml"

// base writes our own theme, master and layouts.
func (d *deck) base() {
	d.masters.Add(ooxml.El("p:sldMasterId", ooxml.At("id", 2147483648), ooxml.At("r:id", d.links.to("slideMaster", "slideMasters/slideMaster1.xml"))))
	master := newLinks()
	master.to("slideLayout", "../slideLayouts/slideLayout1.xml")
	master.to("slideLayout", "../slideLayouts/slideLayout2.xml")
	master.to("theme", "../theme/theme1.xml")
	d.part("ppt/slideMasters/slideMaster1.xml", presentation+"slideMaster+xml", d.shipped("slideMaster.xml"), master)
	for i, name := range []string{"titleLayout.xml", "figureLayout.xml"} {
		layout := newLinks()
		layout.to("slideMaster", "../slideMasters/slideMaster1.xml")
		d.part(fmt.Sprintf("ppt/slideLayouts/slideLayout%d.xml", i+1), presentation+"slideLayout+xml", d.shipped(name), layout)
	}
	d.part("ppt/theme/theme1.xml", themeType, d.shipped("theme.xml"), nil)
	d.front = layout{part: "ppt/slideLayouts/slideLayout1.xml", places: []place{{Kind: "ctrTitle"}, {Kind: "subTitle", Index: "1"}}}
	d.figure = layout{part: "ppt/slideLayouts/slideLayout2.xml", places: []place{{Kind: "title"}, {Kind: "sldNum", Index: "12"}}}
}

// take writes what is kept of a template.
func (d *deck) take(t *Template) {
	for i, part := range t.masters {
		d.masters.Add(ooxml.El("p:sldMasterId", ooxml.At("id", t.masterIDs[i]), ooxml.At("r:id", d.links.to("slideMaster", beside("", part)))))
	}
	for _, part := range t.kept {
		d.part(part, t.contentType(part), t.parts[part], nil)
		if content, linked := t.parts[relsOf(part)]; linked {
			d.put(relsOf(part), content)
		}
	}
	d.front, d.figure = t.front, t.figure
}

// notesMaster writes the page that the speaker reads from.
func (d *deck) notesMaster() {
	d.notesID = d.links.to("notesMaster", "notesMasters/notesMaster1.xml")
	notes := newLinks()
	notes.to("theme", "../theme/notesTheme.xml")
	d.part("ppt/notesMasters/notesMaster1.xml", presentation+"notesMaster+xml", d.shipped("notesMaster.xml"), notes)
	d.part("ppt/theme/notesTheme.xml", themeType, d.shipped("theme.xml"), nil)
}

// presentation writes the list of slides.
func (d *deck) presentation() {
	root := ooxml.El("p:presentation", space()...).Add(
		d.masters,
		ooxml.El("p:notesMasterIdLst", ooxml.El("p:notesMasterId", ooxml.At("r:id", d.notesID))),
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
