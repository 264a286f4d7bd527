package drawing

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Path is steps from point to point.
type Path []Step

// A Step goes to To: 'M' moves there, 'L' draws a line, 'C' a cubic Bézier curve by way of Bend, 'Z' closes the outline.
type Step struct {
	Kind byte
	Bend [2]Point
	To   Point
}

// A Point stands X pixels from the left and Y from the top.
type Point struct{ X, Y float64 }

// through is the path as it looks transformed.
func (p Path) through(m matrix) Path {
	moved := make(Path, len(p))
	for i, step := range p {
		moved[i] = Step{Kind: step.Kind, Bend: [2]Point{m.point(step.Bend[0]), m.point(step.Bend[1])}, To: m.point(step.To)}
	}
	return moved
}

func (m matrix) point(p Point) Point {
	x, y := m.apply(p.X, p.Y)
	return Point{x, y}
}

// bounds is the box around the path's points.
func (p Path) bounds() (low, high Point) {
	low, high = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, step := range p {
		if step.Kind == 'Z' {
			continue
		}
		low = Point{math.Min(low.X, step.To.X), math.Min(low.Y, step.To.Y)}
		high = Point{math.Max(high.X, step.To.X), math.Max(high.Y, step.To.Y)}
	}
	return low, high
}

// shape is the outline of an element, before its transformation.
func shape(e *element, s state) (Path, error) {
	number := func(name string) float64 { return numberOr(e.attribute(name), 0) }
	length := func(name string, whole float64) float64 {
		if share, percent := strings.CutSuffix(e.attribute(name), "%"); percent {
			return numberOr(share, 0) / 100 * whole
		}
		return number(name)
	}
	switch e.XMLName.Local {
	case "path":
		return parsePath(e.attribute("d"))
	case "rect":
		return rectangle(number("x"), number("y"), length("width", s.width), length("height", s.height), number("rx")), nil
	case "circle":
		r := number("r")
		return ellipse(number("cx"), number("cy"), r, r), nil
	case "ellipse":
		return ellipse(number("cx"), number("cy"), number("rx"), number("ry")), nil
	case "line":
		return Path{{Kind: 'M', To: Point{number("x1"), number("y1")}}, {Kind: 'L', To: Point{number("x2"), number("y2")}}}, nil
	case "polyline", "polygon":
		return polygon(e.attribute("points"), e.XMLName.Local == "polygon")
	}
	return nil, fmt.Errorf("the element is not known")
}

func polygon(points string, closed bool) (Path, error) {
	list, err := numbers(points)
	if err != nil {
		return nil, err
	}
	var path Path
	for i := 0; i+1 < len(list); i += 2 {
		kind := byte('L')
		if i == 0 {
			kind = 'M'
		}
		path = append(path, Step{Kind: kind, To: Point{list[i], list[i+1]}})
	}
	if closed && len(path) > 0 {
		path = append(path, Step{Kind: 'Z'})
	}
	return path, nil
}

// rectangle has corners rounded by a radius, which may be 0.
func rectangle(x, y, width, height, radius float64) Path {
	if width <= 0 || height <= 0 {
		return nil
	}
	r := math.Min(radius, math.Min(width, height)/2)
	if r <= 0 {
		return Path{{Kind: 'M', To: Point{x, y}}, {Kind: 'L', To: Point{x + width, y}}, {Kind: 'L', To: Point{x + width, y + height}}, {Kind: 'L', To: Point{x, y + height}}, {Kind: 'Z'}}
	}
	pen := pen{}
	pen.move(x+r, y)
	pen.line(x+width-r, y)
	pen.arc(r, r, 0, false, true, x+width, y+r)
	pen.line(x+width, y+height-r)
	pen.arc(r, r, 0, false, true, x+width-r, y+height)
	pen.line(x+r, y+height)
	pen.arc(r, r, 0, false, true, x, y+height-r)
	pen.line(x, y+r)
	pen.arc(r, r, 0, false, true, x+r, y)
	pen.close()
	return pen.path
}

func ellipse(x, y, rx, ry float64) Path {
	if rx <= 0 || ry <= 0 {
		return nil
	}
	pen := pen{}
	pen.move(x-rx, y)
	pen.arc(rx, ry, 0, false, true, x+rx, y)
	pen.arc(rx, ry, 0, false, true, x-rx, y)
	pen.close()
	return pen.path
}

// arguments is how many numbers each command of path data takes.
var arguments = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'Q': 4, 'A': 7, 'Z': 0}

// parsePath reads path data. Smooth curves (S, T) are not among what ECharts writes.
func parsePath(data string) (Path, error) {
	scan, pen := scanner{text: data}, pen{}
	var command byte
	for {
		next, more := scan.command()
		if !more {
			return pen.path, nil
		}
		if next != 0 {
			command = next
		}
		upper := command &^ 0x20
		count, known := arguments[upper]
		if !known {
			return nil, fmt.Errorf("the path has the command %q", string(command))
		}
		v := make([]float64, count)
		for i := range v {
			var ok bool
			if v[i], ok = scan.number(upper == 'A' && (i == 3 || i == 4)); !ok {
				return nil, fmt.Errorf("the path's command %q lacks numbers", string(command))
			}
		}
		if command != upper {
			pen.relative(upper, v)
		}
		pen.do(upper, v)
		if upper == 'M' { // further points are lines
			command = 'L' | command&0x20
		}
	}
}

// A scanner takes path data apart.
type scanner struct {
	text string
	at   int
}

func (s *scanner) skip() {
	for s.at < len(s.text) && strings.IndexByte(" ,\n\t\r", s.text[s.at]) >= 0 {
		s.at++
	}
}

// command is the next letter; 0: the command before is repeated.
func (s *scanner) command() (letter byte, more bool) {
	s.skip()
	if s.at >= len(s.text) {
		return 0, false
	}
	if c := s.text[s.at]; c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
		s.at++
		return c, true
	}
	return 0, true
}

// number reads one; flags of arcs are single digits that need no space after them.
func (s *scanner) number(flag bool) (float64, bool) {
	s.skip()
	from := s.at
	for s.at < len(s.text) {
		c := s.text[s.at]
		sign := (c == '-' || c == '+') && (s.at == from || s.text[s.at-1] == 'e' || s.text[s.at-1] == 'E')
		dot := c == '.' && !strings.Contains(s.text[from:s.at], ".")
		exponent := (c == 'e' || c == 'E') && s.at > from
		if digit := c >= '0' && c <= '9'; !digit && !sign && !dot && !exponent {
			break
		}
		if s.at++; flag {
			break
		}
	}
	value, err := strconv.ParseFloat(s.text[from:s.at], 64)
	return value, err == nil
}
