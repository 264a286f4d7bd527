package pptx

import (
	"encoding/xml"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// slideShapes is what is read of a master or a layout: its places and where they stand.
type slideShapes struct {
	Kind   string `xml:"type,attr"`
	Shapes []struct {
		Place *place `xml:"nvSpPr>nvPr>ph"`
		Off   *struct {
			X int `xml:"x,attr"`
			Y int `xml:"y,attr"`
		} `xml:"spPr>xfrm>off"`
		Ext *struct {
			Width  int `xml:"cx,attr"`
			Height int `xml:"cy,attr"`
		} `xml:"spPr>xfrm>ext"`
	} `xml:"cSld>spTree>sp"`
}

// layouts chooses the layouts for the first slide and for figures, by their kind and their places. Programs differ in what
// they call them: any with a heading and a second line will do for the first slide.
func (t *Template) layouts() error {
	var all []layout
	for _, master := range t.masters {
		links, err := t.links(master)
		if err != nil {
			return err
		}
		for _, link := range links {
			if !strings.HasSuffix(link.Type, "/slideLayout") {
				continue
			}
			var read slideShapes
			if err := xml.Unmarshal(t.parts[link.Target], &read); err != nil {
				return errors.New("en av mallens layouter kan inte läsas")
			}
			l := layout{part: link.Target, master: master, kind: read.Kind}
			for _, shape := range read.Shapes {
				if shape.Place != nil {
					l.places = append(l.places, *shape.Place)
				}
			}
			all = append(all, l)
		}
	}
	find := func(fits func(layout) bool) *layout {
		if i := slices.IndexFunc(all, fits); i >= 0 {
			return &all[i]
		}
		return nil
	}
	figure := find(func(l layout) bool { return l.kind == "titleOnly" && l.has("title") })
	if figure == nil {
		return errors.New("mallen har ingen layout av typen Endast rubrik")
	}
	front := find(func(l layout) bool { return l.kind == "title" && l.title() != "" && l.has("subTitle") })
	if front == nil {
		front = find(func(l layout) bool { return l.title() != "" && l.has("subTitle") })
	}
	if front == nil {
		return errors.New("mallen har ingen layout av typen Rubrikbild med rubrik och underrubrik")
	}
	t.front, t.figure = *front, *figure
	return t.measure()
}

func (l layout) has(kind string) bool {
	return slices.ContainsFunc(l.places, func(p place) bool { return p.Kind == kind })
}

// title is what the layout calls its heading; empty: it has none.
func (l layout) title() string {
	for _, kind := range []string{"ctrTitle", "title"} {
		if l.has(kind) {
			return kind
		}
	}
	return ""
}

// index is the number of a place of a kind; false: the layout has none.
func (l layout) index(kind string) (int, bool) {
	for _, p := range l.places {
		if p.Kind == kind {
			n, err := strconv.Atoi(p.Index)
			return n, err == nil || p.Index == ""
		}
	}
	return 0, false
}

// measure finds the room between title and foot. The master says where a place stands when the layout does not.
func (t *Template) measure() error {
	t.frameX, t.frameWidth, t.frameTop, t.frameBottom = standardX, standardWidth, standardTop, standardBottom
	for _, part := range []string{t.figure.master, t.figure.part} {
		var read slideShapes
		if err := xml.Unmarshal(t.parts[part], &read); err != nil {
			return errors.New("mallens bildbakgrund kan inte läsas")
		}
		for _, shape := range read.Shapes {
			if shape.Place == nil || shape.Off == nil || shape.Ext == nil {
				continue
			}
			switch shape.Place.Kind {
			case "title":
				t.frameX, t.frameWidth, t.frameTop = shape.Off.X, shape.Ext.Width, shape.Off.Y+shape.Ext.Height
			case "ftr", "sldNum", "dt":
				if shape.Off.Y > Height/2 {
					t.frameBottom = min(standardBottom, shape.Off.Y+shape.Ext.Height)
				}
			}
		}
	}
	if t.frameBottom-t.frameTop < Height/2 || t.frameWidth < Width/2 {
		return errors.New("mallens layout Endast rubrik har för lite plats under rubriken")
	}
	return nil
}

// The room that shapes are placed in, which is that of the layouts in base/.
const (
	standardX      = 457200
	standardWidth  = 11277600
	standardTop    = 1160000
	standardBottom = 6680000
)

// fit moves a shape from the standard room into the template's.
func (t *Template) fit(b Box) Box {
	if t == nil {
		return b
	}
	across := float64(t.frameWidth) / standardWidth
	down := float64(t.frameBottom-t.frameTop) / (standardBottom - standardTop)
	return Box{
		X: t.frameX + int(float64(b.X-standardX)*across), Y: t.frameTop + int(float64(b.Y-standardTop)*down),
		Width: int(float64(b.Width) * across), Height: int(float64(b.Height) * down),
	}
}
