package pptx

import (
	"fmt"

	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/export/ooxml"
)

// A Chart is a native chart. Its numbers lie in a workbook inside the deck, and are edited there.
type Chart struct {
	Box
	Name string
	Alt  string
	Plot chart.Plot
}

func (c Chart) draw(s *sheet, id int) (*ooxml.Element, error) {
	s.charts++
	grid := &ooxml.Grid{Sheet: "Data", Column: 1, Row: 1}
	links := newLinks()
	embedded := links.to("package", fmt.Sprintf("../embeddings/Microsoft_Excel_Sheet%d.xlsx", s.charts))
	part := ooxml.Chart{Plot: c.Plot, Palette: ooxml.Themed, Size: 1200, Embedded: embedded}.Part(grid)
	workbook, err := grid.Workbook()
	if err != nil {
		return nil, err
	}
	s.part(fmt.Sprintf("ppt/charts/chart%d.xml", s.charts), drawing+"chart+xml", part, links)
	s.put(fmt.Sprintf("ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", s.charts), workbook)
	const kind = "http://schemas.openxmlformats.org/drawingml/2006/chart"
	content := ooxml.El("c:chart", ooxml.At("xmlns:c", kind), ooxml.At("r:id", s.links.to("chart", fmt.Sprintf("../charts/chart%d.xml", s.charts))))
	return graphicFrame(id, c.Name, c.Alt, s.template.fit(c.Box), kind, content), nil
}

// A Picture is a chart that the format lacks: drawn as SVG, with a PNG for programs that do not read it.
type Picture struct {
	Box
	Name string
	Alt  string
	PNG  []byte
	SVG  []byte // may be empty
}

func (p Picture) draw(s *sheet, id int) (*ooxml.Element, error) {
	s.pictures++
	name := fmt.Sprintf("figure%d", s.pictures)
	s.put("ppt/media/"+name+".png", p.PNG)
	blip := ooxml.El("a:blip", ooxml.At("r:embed", s.links.to("image", "../media/"+name+".png")))
	if len(p.SVG) > 0 {
		s.put("ppt/media/"+name+".svg", p.SVG)
		vector := ooxml.El("asvg:svgBlip", ooxml.At("xmlns:asvg", "http://schemas.microsoft.com/office/drawing/2016/SVG/main"), ooxml.At("r:embed", s.links.to("image", "../media/"+name+".svg")))
		blip.Add(ooxml.El("a:extLst", ooxml.El("a:ext", ooxml.At("uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"), vector)))
	}
	return ooxml.El("p:pic",
		ooxml.El("p:nvPicPr", ooxml.El("p:cNvPr", ooxml.At("id", id), ooxml.At("name", p.Name), ooxml.At("descr", p.Alt)), ooxml.El("p:cNvPicPr", ooxml.El("a:picLocks", ooxml.At("noChangeAspect", 1))), ooxml.El("p:nvPr")),
		ooxml.El("p:blipFill", blip, ooxml.El("a:stretch", ooxml.El("a:fillRect"))),
		ooxml.El("p:spPr", s.template.fit(p.Box).frame("a:xfrm"), ooxml.El("a:prstGeom", ooxml.At("prst", "rect"), ooxml.El("a:avLst")))), nil
}
