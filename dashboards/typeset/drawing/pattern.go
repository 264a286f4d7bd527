package drawing

import (
	"fmt"
	"math"
)

// mostTiles bounds how often a pattern is repeated in one mark; a bar as large as a page needs a few thousand.
const mostTiles = 40_000

// tile fills an outline with a pattern. Its tiles become one path, so that where they meet nothing is painted twice; a
// part as wide as its tile is one stripe.
func (r *reader) tile(name string, outline Path, s state) error {
	pattern, found := r.named[name]
	if !found {
		return fmt.Errorf("the pattern %s is missing", name)
	}
	width, height := numberOr(pattern.attribute("width"), 0), numberOr(pattern.attribute("height"), 0)
	if !(width > 0 && height > 0) {
		return fmt.Errorf("the pattern %s has no size", name)
	}
	at := s.at
	if given := pattern.attribute("patternTransform"); given != "" {
		own, err := parseTransform(given)
		if err != nil {
			return err
		}
		at = at.times(own)
	}
	if at.determinant() == 0 {
		return nil
	}
	cells := grid(outline.through(at.inverse()), width, height)
	if cells.columns()*cells.rows() > mostTiles {
		return fmt.Errorf("the pattern %s would be repeated %d times", name, cells.columns()*cells.rows())
	}
	inside := initial(r.drawing)
	return r.each(pattern, inside, func(path Path, own state) error {
		fill, err := paint(own.fill, own.fillOpacity*own.opacity*s.opacity)
		if err != nil || fill.Opacity == 0 {
			return err
		}
		repeated := cells.repeat(path.through(own.at))
		if len(repeated) == 0 {
			return nil
		}
		clips := append(s.clips[:len(s.clips):len(s.clips)], outline)
		r.drawing.Marks = append(r.drawing.Marks, Mark{Path: repeated.through(at), Fill: fill, Clips: clips})
		return nil
	})
}

// each finds the shapes of a pattern.
func (r *reader) each(e *element, around state, found func(Path, state) error) error {
	for i := range e.Children {
		child := &e.Children[i]
		s, err := around.within(child)
		if err != nil {
			return err
		}
		if child.XMLName.Local == "g" {
			if err := r.each(child, s, found); err != nil {
				return err
			}
			continue
		}
		path, err := shape(child, s)
		if err != nil {
			return fmt.Errorf("%s in a pattern: %w", child.XMLName.Local, err)
		}
		if len(path) == 0 {
			continue
		}
		if err := found(path, s); err != nil {
			return err
		}
	}
	return nil
}

// A tiling is the tiles that an outline touches, in the pattern's own measures.
type tiling struct {
	width, height         float64
	left, right, top, end int // first and last column, first and last row
}

func grid(outline Path, width, height float64) tiling {
	low, high := outline.bounds()
	return tiling{width, height, int(math.Floor(low.X / width)), int(math.Floor(high.X / width)), int(math.Floor(low.Y / height)), int(math.Floor(high.Y / height))}
}

func (t tiling) columns() int { return t.right - t.left + 1 }
func (t tiling) rows() int    { return t.end - t.top + 1 }

// repeat is one part of the pattern in every tile. A rectangle is cut by its tile; other parts are drawn whole, by the
// tile that holds their middle: ECharts repeats those that reach over an edge.
func (t tiling) repeat(part Path) Path {
	low, high := part.bounds()
	isBox := box(part)
	if isBox {
		low, high = Point{math.Max(low.X, 0), math.Max(low.Y, 0)}, Point{math.Min(high.X, t.width), math.Min(high.Y, t.height)}
		if high.X-low.X < 1e-6 || high.Y-low.Y < 1e-6 {
			return nil
		}
	} else if x, y := (low.X+high.X)/2, (low.Y+high.Y)/2; x < 0 || x >= t.width || y < 0 || y >= t.height {
		return nil
	}
	var all Path
	for row := t.top; row <= t.end; row++ {
		y := float64(row) * t.height
		if isBox && low.X < 1e-6 && high.X > t.width-1e-6 {
			all = append(all, rectangle(float64(t.left)*t.width, y+low.Y, float64(t.columns())*t.width, high.Y-low.Y, 0)...)
			continue
		}
		for column := t.left; column <= t.right; column++ {
			x := float64(column) * t.width
			if isBox {
				all = append(all, rectangle(x+low.X, y+low.Y, high.X-low.X, high.Y-low.Y, 0)...)
				continue
			}
			all = append(all, part.through(matrix{1, 0, 0, 1, x, y})...)
		}
	}
	return all
}

// box reports whether a path is one upright rectangle.
func box(path Path) bool {
	corners := 0
	low, high := path.bounds()
	for i, step := range path {
		switch {
		case step.Kind == 'Z' && i == len(path)-1:
		case step.Kind == 'C', step.Kind == 'M' && i > 0, step.Kind == 'Z':
			return false
		case (step.To.X != low.X && step.To.X != high.X) || (step.To.Y != low.Y && step.To.Y != high.Y):
			return false
		default:
			corners++
		}
	}
	return corners == 4 || corners == 5
}
