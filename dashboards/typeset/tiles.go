package typeset

import "klarsyn/dashboards/pages"

// Measures of the headline figures.
const (
	across  = 3 // in a row; of two compared selections 2, side by side
	gap     = 3.0
	padding = 3.0
)

// A tileLine is one line of a tile; a fact has its value at the right.
type tileLine struct {
	text  string
	value string
	style style
	above float64
}

// tiles writes headline figures, equally high in each row.
func (p *paper) tiles(tiles []pages.ReportTile) {
	across := across
	if len(tiles) > 0 && tiles[0].Side != "" {
		across = 2
	}
	wide := (width - float64(across-1)*gap) / float64(across)
	inside := wide - 2*padding
	for from := 0; from < len(tiles); from += across {
		row := tiles[from:min(from+across, len(tiles))]
		high := 0.0
		lines := make([][]tileLine, len(row))
		for i, tile := range row {
			lines[i] = tileLines(tile)
			high = max(high, p.highTile(lines[i], inside))
		}
		p.room(high)
		at := p.y
		for i := range row {
			x := left + float64(i)*(wide+gap)
			p.stroke(line, 0.18)
			p.pdf.RoundedRect(x, at, wide, high, 1.5, "1234", "D")
			p.y = at + padding
			p.tile(lines[i], x+padding, inside)
		}
		p.y = at + high + gap
	}
	if len(tiles) > 0 {
		p.y += 4
	}
}

func tileLines(tile pages.ReportTile) []tileLine {
	detail := body.sized(8.5)
	lines := []tileLine{{text: tile.Name, style: body.weighted()}}
	add := func(text string, s style, above float64) {
		if text != "" {
			lines = append(lines, tileLine{text: text, style: s, above: above})
		}
	}
	add(tile.Side, detail.weighted(), 0)
	add(tile.Mark, caution.sized(8), 0.3)
	add(tile.Window, detail.in(quiet), 0)
	add(tile.Value, style{17, false, ink, 1.2}, 1)
	add(tile.Detail, detail, 0.5)
	add(tile.Interval, detail.in(quiet), 0)
	for _, fact := range tile.Facts {
		lines = append(lines, tileLine{text: fact.Label, value: unescaped(string(fact.Value)), style: detail, above: 1})
	}
	return lines
}

func (p *paper) highTile(lines []tileLine, inside float64) float64 {
	high := 2 * padding
	for _, l := range lines {
		high += l.above + max(p.high(l.text, l.style, p.factRoom(l, inside)), p.high(l.value, l.style, inside))
	}
	return high
}

// factRoom is the width for a line's text beside its value.
func (p *paper) factRoom(l tileLine, inside float64) float64 {
	if l.value == "" {
		return inside
	}
	p.use(l.style)
	return max(inside/3, inside-p.pdf.GetStringWidth(plain(l.value))-2)
}

func (p *paper) tile(lines []tileLine, x, inside float64) {
	for _, l := range lines {
		p.y += l.above
		if l.value == "" {
			p.writeHere(l.text, l.style, x, inside)
			continue
		}
		p.stroke(faint, 0.18)
		p.pdf.Line(x, p.y-0.4, x+inside, p.y-0.4)
		from := p.y
		p.writeHere(l.text, l.style, x, p.factRoom(l, inside))
		after := p.y
		p.y = from
		for _, row := range p.wrap(l.value, l.style, inside) {
			p.at(row, l.style, x+inside-p.pdf.GetStringWidth(row))
		}
		p.y = max(p.y, after)
	}
}

// writeHere is write for what has been given its room already.
func (p *paper) writeHere(text string, s style, x, room float64) {
	for _, row := range p.wrap(text, s, room) {
		p.at(row, s, x)
	}
}
