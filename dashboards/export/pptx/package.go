// Package pptx writes PowerPoint decks: slides of text, native tables, native charts with their workbooks and pictures,
// each with its notes, on the layouts of base/.
package pptx

import (
	"archive/zip"
	"fmt"
	"io"
	"path"

	"klarsyn/dashboards/export/ooxml"
)

// Kinds of relationships between parts (ECMA-376 part 1, 9.2).
const (
	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageLinks  = "http://schemas.openxmlformats.org/package/2006/relationships"
	contentTypes  = "http://schemas.openxmlformats.org/package/2006/content-types"
	presentation  = "application/vnd.openxmlformats-officedocument.presentationml."
	drawing       = "application/vnd.openxmlformats-officedocument.drawingml."
	spreadsheet   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// A parts is a package on its way: files in order, their types, and what each links to.
type parts struct {
	zip   *zip.Writer
	types *ooxml.Element
	err   error // the first one; later writes do nothing
}

func newParts(w io.Writer) *parts {
	types := ooxml.El("Types", ooxml.At("xmlns", contentTypes))
	for _, kind := range [][2]string{
		{"rels", "application/vnd.openxmlformats-package.relationships+xml"}, {"xml", "application/xml"},
		{"png", "image/png"}, {"svg", "image/svg+xml"}, {"xlsx", spreadsheet},
	} {
		types.Add(ooxml.El("Default", ooxml.At("Extension", kind[0]), ooxml.At("ContentType", kind[1])))
	}
	return &parts{zip: zip.NewWriter(w), types: types}
}

// put writes a file. The time of day is left out, so that the same document gives the same bytes.
func (p *parts) put(name string, content []byte) {
	if p.err != nil {
		return
	}
	file, err := p.zip.Create(name)
	if err == nil {
		_, err = file.Write(content)
	}
	if err != nil {
		p.err = fmt.Errorf("write %s: %w", name, err)
	}
}

// part writes a file with its content type and what it links to.
func (p *parts) part(name, contentType string, content []byte, links *links) {
	p.put(name, content)
	if contentType != "" {
		p.types.Add(ooxml.El("Override", ooxml.At("PartName", "/"+name), ooxml.At("ContentType", contentType)))
	}
	if links != nil && links.count > 0 {
		p.put(path.Join(path.Dir(name), "_rels", path.Base(name)+".rels"), links.list.Document())
	}
}

func (p *parts) close() error {
	p.put("[Content_Types].xml", p.types.Document())
	if p.err != nil {
		return p.err
	}
	if err := p.zip.Close(); err != nil {
		return fmt.Errorf("end the presentation: %w", err)
	}
	return nil
}

// A links lists what a part refers to.
type links struct {
	list  *ooxml.Element
	count int
}

func newLinks() *links {
	return &links{list: ooxml.El("Relationships", ooxml.At("xmlns", packageLinks))}
}

// to adds a relationship and returns its id.
func (l *links) to(kind, target string) string { return l.add(relationships+kind, target) }

// outside adds a link to an address outside the file.
func (l *links) outside(address string) string {
	return l.add(relationships+"hyperlink", address, ooxml.At("TargetMode", "External"))
}

func (l *links) add(kind, target string, more ...ooxml.Node) string {
	l.count++
	id := fmt.Sprintf("rId%d", l.count)
	l.list.Add(ooxml.El("Relationship", ooxml.At("Id", id), ooxml.At("Type", kind), ooxml.At("Target", target)).Add(more...))
	return id
}
