// Package drawing reads the drawings of figures (SVG as ECharts writes it) as flat marks, so that a kind of file without
// SVG can show them: every transformation is applied, every style inherited, every pattern laid out.
package drawing

import (
	"encoding/xml"
	"fmt"
	"math"
	"strings"
)

// A Drawing is the marks of one figure in the order in which they are painted. Lengths are CSS pixels, y points down.
type Drawing struct {
	Width, Height float64
	Marks         []Mark
}

// A Mark is a painted path, or a text.
type Mark struct {
	Path   Path
	Text   *Text // nil: a path
	Fill   Paint
	Stroke Paint // of a text: the halo behind it
	Line   Line
	Clips  []Path // the mark shows only inside all of them
}

// A Paint is a colour. The zero value paints nothing.
type Paint struct {
	Red, Green, Blue uint8
	Opacity          float64
}

// A Line is how a path is stroked.
type Line struct {
	Width     float64
	Dashes    []float64
	Cap, Join string // as in SVG; empty: butt and miter
}

// A Text is one line of text. X and Y are where its baseline is anchored.
type Text struct {
	Content string
	X, Y    float64
	Angle   float64 // degrees, clockwise
	Size    float64
	Bold    bool
	Anchor  string // start, middle or end
}

// central is how far below the middle of a line its baseline stands, in ems: half the difference between ascent and descent of
// Liberation Sans (1854 and 434 of 2048 units).
const central = (1854. - 434.) / 2 / 2048

// Read reads a drawing. What it does not know is an error: a mark that is silently missing would be a number silently missing.
func Read(svg []byte) (*Drawing, error) {
	var root element
	if err := xml.Unmarshal(svg, &root); err != nil {
		return nil, fmt.Errorf("read the drawing: %w", err)
	}
	if root.XMLName.Local != "svg" {
		return nil, fmt.Errorf("read the drawing: the root is %s, not svg", root.XMLName.Local)
	}
	r := &reader{named: map[string]*element{}}
	r.index(&root)
	drawing := &Drawing{Width: numberOr(root.attribute("width"), 0), Height: numberOr(root.attribute("height"), 0)}
	r.drawing = drawing
	if !(drawing.Width > 0 && drawing.Height > 0) {
		return nil, fmt.Errorf("read the drawing: a width of %q and a height of %q", root.attribute("width"), root.attribute("height"))
	}
	for i := range root.Children {
		if err := r.element(&root.Children[i], initial(drawing)); err != nil {
			return nil, fmt.Errorf("read the drawing: %w", err)
		}
	}
	return drawing, nil
}

// An element of SVG.
type element struct {
	XMLName    xml.Name
	Attributes []xml.Attr `xml:",any,attr"`
	Children   []element  `xml:",any"`
	Content    string     `xml:",chardata"`
}

func (e *element) attribute(name string) string {
	for _, attribute := range e.Attributes {
		if attribute.Name.Local == name {
			return attribute.Value
		}
	}
	return ""
}

// reader is a drawing on its way.
type reader struct {
	drawing *Drawing
	named   map[string]*element // by id
}

func (r *reader) index(e *element) {
	if id := e.attribute("id"); id != "" {
		r.named[id] = e
	}
	for i := range e.Children {
		r.index(&e.Children[i])
	}
}

// element adds an element's marks.
func (r *reader) element(e *element, around state) error {
	s, err := around.within(e)
	if err != nil {
		return fmt.Errorf("%s: %w", e.XMLName.Local, err)
	}
	if clip := reference(e.attribute("clip-path")); clip != "" {
		path, err := r.clip(clip, s)
		if err != nil {
			return err
		}
		s.clips = append(s.clips[:len(s.clips):len(s.clips)], path)
	}
	switch name := e.XMLName.Local; name {
	case "title", "desc", "defs", "style":
		return nil
	case "svg":
		s.at = s.at.times(matrix{1, 0, 0, 1, numberOr(e.attribute("x"), 0), numberOr(e.attribute("y"), 0)})
		s.width, s.height = numberOr(e.attribute("width"), s.width), numberOr(e.attribute("height"), s.height)
	case "g":
	case "text":
		return r.text(e, s)
	default:
		path, err := shape(e, s)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return r.paint(path, s)
	}
	for i := range e.Children {
		if err := r.element(&e.Children[i], s); err != nil {
			return err
		}
	}
	return nil
}

// paint adds a path with its fill, which may be a pattern.
func (r *reader) paint(path Path, s state) error {
	if len(path) == 0 {
		return nil
	}
	mark := Mark{Path: path.through(s.at), Line: s.line.scaled(s.at.scale()), Clips: s.clips}
	var err error
	if mark.Stroke, err = paint(s.stroke, s.strokeOpacity*s.opacity); err != nil {
		return err
	}
	if pattern := reference(s.fill); pattern != "" {
		if err := r.tile(pattern, mark.Path, s); err != nil {
			return err
		}
	} else if mark.Fill, err = paint(s.fill, s.fillOpacity*s.opacity); err != nil {
		return err
	}
	if mark.Line.Width <= 0 {
		mark.Stroke = Paint{}
	}
	if mark.Fill.Opacity > 0 || mark.Stroke.Opacity > 0 {
		r.drawing.Marks = append(r.drawing.Marks, mark)
	}
	return nil
}

func (r *reader) text(e *element, s state) error {
	if len(e.Children) > 0 {
		return fmt.Errorf("text with %s inside", e.Children[0].XMLName.Local)
	}
	content := strings.TrimSpace(e.Content)
	if content == "" {
		return nil
	}
	x, y := numberOr(e.attribute("x"), 0), numberOr(e.attribute("y"), 0)
	switch baseline := e.attribute("dominant-baseline"); baseline {
	case "central", "middle":
		y += central * s.size
	case "", "alphabetic", "auto":
	default:
		return fmt.Errorf("text on the baseline %q", baseline)
	}
	mark := Mark{Text: &Text{Content: content, Size: s.size * s.at.scale(), Bold: s.bold, Anchor: s.anchor,
		Angle: math.Atan2(s.at[1], s.at[0]) * 180 / math.Pi}, Line: s.line.scaled(s.at.scale()), Clips: s.clips}
	mark.Text.X, mark.Text.Y = s.at.apply(x, y)
	var err error
	if mark.Fill, err = paint(s.fill, s.fillOpacity*s.opacity); err != nil {
		return err
	}
	if mark.Stroke, err = paint(s.stroke, s.strokeOpacity*s.opacity); err != nil {
		return err
	}
	r.drawing.Marks = append(r.drawing.Marks, mark)
	return nil
}

// clip is the outline of a clipping path.
func (r *reader) clip(name string, s state) (Path, error) {
	clip, found := r.named[name]
	if !found {
		return nil, fmt.Errorf("the clipping path %s is missing", name)
	}
	var outline Path
	for i := range clip.Children {
		inner, err := s.within(&clip.Children[i])
		if err != nil {
			return nil, err
		}
		path, err := shape(&clip.Children[i], inner)
		if err != nil {
			return nil, err
		}
		outline = append(outline, path.through(inner.at)...)
	}
	return outline, nil
}

// reference is the id in url(#id); empty: it is none.
func reference(value string) string {
	rest, found := strings.CutPrefix(value, "url(#")
	if !found {
		return ""
	}
	return strings.TrimSuffix(rest, ")")
}
