package drawing

import (
	"fmt"
	"math"
	"strings"
)

// A matrix is an affine transformation, its six numbers in SVG's order.
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

func (m matrix) determinant() float64 { return m[0]*m[3] - m[1]*m[2] }

// scale is how much longer lines become; ECharts never stretches one axis alone.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.determinant())) }

// inverse undoes the transformation, which must not flatten.
func (m matrix) inverse() matrix {
	d := m.determinant()
	return matrix{m[3] / d, -m[1] / d, -m[2] / d, m[0] / d, (m[2]*m[5] - m[3]*m[4]) / d, (m[1]*m[4] - m[0]*m[5]) / d}
}

// parseTransform reads a list such as translate(3 4) rotate(45).
func parseTransform(text string) (matrix, error) {
	all := matrix{1, 0, 0, 1, 0, 0}
	for rest := strings.TrimSpace(text); rest != ""; {
		name, after, found := strings.Cut(rest, "(")
		inside, further, closed := strings.Cut(after, ")")
		values, err := numbers(inside)
		if !found || !closed || err != nil {
			return all, fmt.Errorf("the transformation %q cannot be read", text)
		}
		rest = strings.TrimLeft(further, " ,\n")
		one, err := transform(strings.TrimSpace(name), values)
		if err != nil {
			return all, err
		}
		all = all.times(one)
	}
	return all, nil
}

func transform(name string, v []float64) (matrix, error) {
	switch {
	case name == "matrix" && len(v) == 6:
		return matrix(v), nil
	case name == "translate" && len(v) == 1:
		return matrix{1, 0, 0, 1, v[0], 0}, nil
	case name == "translate" && len(v) == 2:
		return matrix{1, 0, 0, 1, v[0], v[1]}, nil
	case name == "scale" && len(v) == 1:
		return matrix{v[0], 0, 0, v[0], 0, 0}, nil
	case name == "scale" && len(v) == 2:
		return matrix{v[0], 0, 0, v[1], 0, 0}, nil
	case name == "rotate" && len(v) == 1:
		sine, cosine := math.Sincos(v[0] * math.Pi / 180)
		return matrix{cosine, sine, -sine, cosine, 0, 0}, nil
	}
	return matrix{}, fmt.Errorf("the transformation %s of %d numbers is not known", name, len(v))
}
