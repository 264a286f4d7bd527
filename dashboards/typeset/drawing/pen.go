package drawing

import "math"

// A pen draws a path step by step.
type pen struct {
	path      Path
	at, start Point
}

func (p *pen) move(x, y float64) {
	p.at = Point{x, y}
	p.start = p.at
	p.path = append(p.path, Step{Kind: 'M', To: p.at})
}

func (p *pen) line(x, y float64) {
	p.at = Point{x, y}
	p.path = append(p.path, Step{Kind: 'L', To: p.at})
}

func (p *pen) curve(a, b, to Point) {
	p.at = to
	p.path = append(p.path, Step{Kind: 'C', Bend: [2]Point{a, b}, To: to})
}

func (p *pen) close() {
	p.at = p.start
	p.path = append(p.path, Step{Kind: 'Z'})
}

// relative makes a command's numbers absolute.
func (p *pen) relative(command byte, v []float64) {
	switch command {
	case 'H':
		v[0] += p.at.X
	case 'V':
		v[0] += p.at.Y
	case 'A':
		v[5] += p.at.X
		v[6] += p.at.Y
	default:
		for i := range v {
			if i%2 == 0 {
				v[i] += p.at.X
			} else {
				v[i] += p.at.Y
			}
		}
	}
}

// do carries an absolute command out.
func (p *pen) do(command byte, v []float64) {
	switch command {
	case 'M':
		p.move(v[0], v[1])
	case 'L':
		p.line(v[0], v[1])
	case 'H':
		p.line(v[0], p.at.Y)
	case 'V':
		p.line(p.at.X, v[0])
	case 'C':
		p.curve(Point{v[0], v[1]}, Point{v[2], v[3]}, Point{v[4], v[5]})
	case 'Q': // the same curve with two bends, each two thirds of the way to the one
		bend, to := Point{v[0], v[1]}, Point{v[2], v[3]}
		p.curve(Point{p.at.X + (bend.X-p.at.X)*2/3, p.at.Y + (bend.Y-p.at.Y)*2/3}, Point{to.X + (bend.X-to.X)*2/3, to.Y + (bend.Y-to.Y)*2/3}, to)
	case 'A':
		p.arc(v[0], v[1], v[2], v[3] != 0, v[4] != 0, v[5], v[6])
	case 'Z':
		p.close()
	}
}

// arc draws an elliptical arc as cubic curves, one for each quarter or less: from end points to centre as in SVG 1.1,
// appendix F.6.5, and bends of length 4/3·tan(θ/4), which miss a circle by less than 0.03 % of its radius.
func (p *pen) arc(rx, ry, turn float64, large, clockwise bool, x, y float64) {
	from := p.at
	if rx, ry = math.Abs(rx), math.Abs(ry); rx == 0 || ry == 0 || from == (Point{x, y}) {
		p.line(x, y)
		return
	}
	sine, cosine := math.Sincos(turn * math.Pi / 180)
	dx, dy := (from.X-x)/2, (from.Y-y)/2
	x1, y1 := cosine*dx+sine*dy, cosine*dy-sine*dx
	if needed := x1*x1/(rx*rx) + y1*y1/(ry*ry); needed > 1 { // too small to reach: as large as it must be
		rx *= math.Sqrt(needed)
		ry *= math.Sqrt(needed)
	}
	over := rx*rx*y1*y1 + ry*ry*x1*x1
	root := math.Sqrt(math.Max(0, (rx*rx*ry*ry-over)/over))
	if large == clockwise {
		root = -root
	}
	cx1, cy1 := root*rx*y1/ry, -root*ry*x1/rx
	centre := Point{cosine*cx1 - sine*cy1 + (from.X+x)/2, sine*cx1 + cosine*cy1 + (from.Y+y)/2}
	begin, end := math.Atan2((y1-cy1)/ry, (x1-cx1)/rx), math.Atan2((-y1-cy1)/ry, (-x1-cx1)/rx)
	angle := end - begin
	switch {
	case clockwise && angle < 0:
		angle += 2 * math.Pi
	case !clockwise && angle > 0:
		angle -= 2 * math.Pi
	}
	pieces := max(1, int(math.Ceil(math.Abs(angle)/(math.Pi/2)-1e-9)))
	step := angle / float64(pieces)
	bend := 4.0 / 3 * math.Tan(step/4)
	place := func(u, v float64) Point {
		return Point{centre.X + cosine*rx*u - sine*ry*v, centre.Y + sine*rx*u + cosine*ry*v}
	}
	for i := range pieces {
		s0, c0 := math.Sincos(begin + float64(i)*step)
		s1, c1 := math.Sincos(begin + float64(i+1)*step)
		to := place(c1, s1)
		if i == pieces-1 {
			to = Point{x, y}
		}
		p.curve(place(c0-bend*s0, s0+bend*c0), place(c1+bend*s1, s1-bend*c1), to)
	}
}
