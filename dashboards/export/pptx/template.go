package pptx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Limits of a template: what passes them is no template, or was made to fill a memory.
const (
	mostTemplate = 50 << 20  // bytes of the file
	mostUnpacked = 200 << 20 // bytes of all parts together
	mostParts    = 3000
)

// A Template is a region's own deck: its masters, layouts, themes and pictures are kept, its slides are not.
type Template struct {
	parts       map[string][]byte
	types       contentTypeList
	masters     []string // parts
	front       layout
	figure      layout
	kept        []string // parts that masters reach
	masterIDs   []string
	frameX      int // of the title, which all else keeps to
	frameWidth  int
	frameTop    int // below the title
	frameBottom int // above what stands at the foot
}

// A layout is one of the template's, with the places that are filled.
type layout struct {
	part   string
	master string
	kind   string
	places []place
}

type place struct {
	Kind  string `xml:"type,attr"`
	Index string `xml:"idx,attr"`
}

type contentTypeList struct {
	Default []struct {
		Extension, ContentType string `xml:",attr"`
	}
	Override []struct {
		PartName, ContentType string `xml:",attr"`
	}
}

type partLink struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:",attr"`
	Target string `xml:",attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// A TemplateError says why a file cannot be used as a template, in a Swedish clause for the person who chose it.
type TemplateError struct{ reason error }

func (e *TemplateError) Error() string { return e.reason.Error() }

// Unwrap gives the reason.
func (e *TemplateError) Unwrap() error { return e.reason }

// ReadTemplate reads a .pptx or .potx file. Its errors are TemplateErrors.
func ReadTemplate(content []byte) (*Template, error) {
	t := &Template{}
	if err := t.read(content); err != nil {
		return nil, &TemplateError{err}
	}
	return t, nil
}

func (t *Template) read(content []byte) error {
	if err := t.unpack(content); err != nil {
		return err
	}
	if err := xml.Unmarshal(t.parts["[Content_Types].xml"], &t.types); err != nil {
		return errors.New("mallen är ingen PowerPointfil: innehållsförteckningen saknas eller kan inte läsas")
	}
	if err := t.presentation(); err != nil {
		return err
	}
	if err := t.keep(); err != nil {
		return err
	}
	return t.layouts()
}

func (t *Template) unpack(content []byte) error {
	if len(content) > mostTemplate {
		return fmt.Errorf("mallen är större än %d MB", mostTemplate>>20)
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return errors.New("mallen är ingen PowerPointfil (.pptx eller .potx): den kan inte packas upp")
	}
	if len(archive.File) > mostParts {
		return fmt.Errorf("mallen har fler än %d delar", mostParts)
	}
	t.parts = map[string][]byte{}
	left := int64(mostUnpacked)
	for _, file := range archive.File {
		reader, err := file.Open()
		if err != nil {
			return fmt.Errorf("mallens del %s kan inte läsas", file.Name)
		}
		part, err := io.ReadAll(io.LimitReader(reader, left+1))
		reader.Close()
		if err != nil {
			return fmt.Errorf("mallens del %s är skadad", file.Name)
		}
		if left -= int64(len(part)); left < 0 {
			return fmt.Errorf("mallen blir större än %d MB när den packas upp", mostUnpacked>>20)
		}
		t.parts[file.Name] = part
	}
	return nil
}

// links reads what a part links to, with targets as names in the package.
func (t *Template) links(part string) ([]partLink, error) {
	content, found := t.parts[relsOf(part)]
	if !found {
		return nil, nil
	}
	var list struct{ Relationship []partLink }
	if err := xml.Unmarshal(content, &list); err != nil {
		return nil, fmt.Errorf("mallens del %s är skadad", relsOf(part))
	}
	for i, link := range list.Relationship {
		switch {
		case link.Mode == "External":
		case strings.HasPrefix(link.Target, "/"):
			list.Relationship[i].Target = link.Target[1:]
		default:
			list.Relationship[i].Target = path.Join(path.Dir(part), link.Target)
		}
	}
	return list.Relationship, nil
}

// relsOf is where a part's links stand; those of the package itself have no name before the dot.
func relsOf(part string) string {
	if part == "" {
		return "_rels/.rels"
	}
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

// beside names a part from a folder within ppt, or from the root where it lies elsewhere.
func beside(up, part string) string {
	if inside, found := strings.CutPrefix(part, "ppt/"); found {
		return up + inside
	}
	return "/" + part
}

// presentation finds the masters, and refuses slides of another shape.
func (t *Template) presentation() error {
	root, err := t.links("")
	if err != nil {
		return err
	}
	main := slices.IndexFunc(root, func(link partLink) bool { return strings.HasSuffix(link.Type, "/officeDocument") })
	if main < 0 || t.parts[root[main].Target] == nil {
		return errors.New("mallen är ingen presentation: huvuddelen saknas")
	}
	var content struct {
		XMLName xml.Name
		Masters []struct {
			Attributes []xml.Attr `xml:",any,attr"`
		} `xml:"sldMasterIdLst>sldMasterId"`
		Size struct {
			Width  int `xml:"cx,attr"`
			Height int `xml:"cy,attr"`
		} `xml:"sldSz"`
	}
	if err := xml.Unmarshal(t.parts[root[main].Target], &content); err != nil || content.XMLName.Local != "presentation" {
		return errors.New("mallen är ingen presentation")
	}
	if content.Size.Width != Width || content.Size.Height != Height {
		return errors.New("mallens bilder har inte måtten 33,87 × 19,05 cm (16:9): välj Bredbild i PowerPoint och spara om den")
	}
	links, err := t.links(root[main].Target)
	if err != nil {
		return err
	}
	for _, master := range content.Masters {
		id, target := "", ""
		for _, attribute := range master.Attributes {
			if attribute.Name.Space == "" {
				id = attribute.Value
				continue
			}
			for _, link := range links {
				if link.ID == attribute.Value {
					target = link.Target
				}
			}
		}
		if t.parts[target] == nil {
			return errors.New("mallen saknar en av sina bildbakgrunder")
		}
		t.masters, t.masterIDs = append(t.masters, target), append(t.masterIDs, id)
	}
	if len(t.masters) == 0 {
		return errors.New("mallen har ingen bildbakgrund")
	}
	return nil
}

// keep collects what the masters reach. Links to files elsewhere are refused: opening the deck would fetch them.
func (t *Template) keep() error {
	queue, seen := slices.Clone(t.masters), map[string]bool{}
	for len(queue) > 0 {
		part := queue[0]
		queue = queue[1:]
		if seen[part] {
			continue
		}
		seen[part] = true
		if t.parts[part] == nil {
			return fmt.Errorf("mallen saknar delen %s", part)
		}
		if strings.Contains(strings.ToLower(part), "vbaproject") || strings.HasPrefix(part, "ppt/slides/") {
			return fmt.Errorf("mallens layouter använder delen %s, som inte kan tas med", part)
		}
		t.kept = append(t.kept, part)
		links, err := t.links(part)
		if err != nil {
			return err
		}
		for _, link := range links {
			switch {
			case link.Mode != "External":
				queue = append(queue, link.Target)
			case !strings.HasSuffix(link.Type, "/hyperlink"):
				return errors.New("mallen hämtar delar utanför sig själv: spara om den med bilderna inbäddade")
			}
		}
	}
	return nil
}

// contentType is the type of a part.
func (t *Template) contentType(part string) string {
	for _, override := range t.types.Override {
		if override.PartName == "/"+part {
			return override.ContentType
		}
	}
	for _, known := range t.types.Default {
		if strings.EqualFold(known.Extension, strings.TrimPrefix(path.Ext(part), ".")) {
			return known.ContentType
		}
	}
	return "application/octet-stream"
}
