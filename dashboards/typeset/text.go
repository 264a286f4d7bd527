package typeset

import (
	"html"
	"strings"

	"klarsyn/dashboards/legible"
)

// A colour in red, green and blue.
type colour [3]int

// The colours of a printed report.
var (
	ink     = colour{0x17, 0x20, 0x2b}
	quiet   = colour{0x46, 0x52, 0x5f}
	accent  = colour{0x75, 0x29, 0x5f}
	warning = colour{0x59, 0x43, 0x00}
	sand    = colour{0xf7, 0xf1, 0xe3}
	ochre   = colour{0xd9, 0xc4, 0x8c}
	line    = colour{0xc7, 0xce, 0xd5}
	faint   = colour{0xe1, 0xe5, 0xe9}
	hair    = colour{0x98, 0xa4, 0xaf}
)

// A style is how a text looks.
type style struct {
	size   float64 // points
	bold   bool
	colour colour
	lead   float64 // height of a line in sizes
}

func (s style) height() float64 { return s.size * s.lead * point }

// The styles of a report.
var (
	body     = style{9.5, false, ink, 1.45}
	muted    = style{9.5, false, quiet, 1.45}
	kind     = style{10, true, accent, 1.4}
	heading1 = style{26, true, ink, 1.15}
	heading2 = style{17, true, ink, 1.2}
	heading3 = style{12, true, ink, 1.25}
	note     = style{8.5, false, quiet, 1.4}
	small    = style{8, false, quiet, 1.35}
	caution  = style{9, false, warning, 1.4}
)

func (s style) sized(size float64) style { s.size = size; return s }
func (s style) weighted() style          { s.bold = true; return s }
func (s style) in(c colour) style        { s.colour = c; return s }

// use sets font and colour of the texts that follow.
func (p *paper) use(s style) {
	weight := ""
	if s.bold {
		weight = "B"
	}
	p.pdf.SetFont(face, weight, s.size)
	p.pdf.SetTextColor(s.colour[0], s.colour[1], s.colour[2])
}

// plain is a text as it is written: without marks for hyphens that are not needed, and of what the PDF writer can write.
func plain(text string) string {
	return strings.Map(func(letter rune) rune {
		switch {
		case letter == 0xad:
			return -1
		case letter > 0xffff: // the PDF writer's fonts end there: 🏥 would stop the program
			return '□'
		}
		return letter
	}, legible.Text(text))
}

// unescaped is a value that was written for HTML.
func unescaped(value string) string { return html.UnescapeString(value) }

// wrap breaks a text so that each line has room. Words too long for a line are broken after a sign of an address, else
// between letters.
func (p *paper) wrap(text string, s style, room float64) []string {
	p.use(s)
	var lines []string
	for paragraph := range strings.SplitSeq(plain(text), "\n") {
		current := ""
		for _, word := range strings.Split(paragraph, " ") {
			longer := word
			if current != "" {
				longer = current + " " + word
			}
			if p.pdf.GetStringWidth(longer) <= room {
				current = longer
				continue
			}
			if current != "" {
				lines = append(lines, current)
			}
			for p.pdf.GetStringWidth(word) > room && len([]rune(word)) > 1 {
				var head string
				head, word = p.cut(word, room)
				lines = append(lines, head)
			}
			current = word
		}
		lines = append(lines, current)
	}
	return lines
}

// cut takes as much of a word as has room.
func (p *paper) cut(word string, room float64) (head, rest string) {
	letters, most, sign := []rune(word), 1, 0
	for n := 1; n < len(letters) && p.pdf.GetStringWidth(string(letters[:n])) <= room; n++ {
		most = n
		if strings.ContainsRune("/&?=-_,.", letters[n-1]) {
			sign = n
		}
	}
	if sign > most/2 {
		most = sign
	}
	return string(letters[:most]), string(letters[most:])
}

// shortened is a text cut to have room on one line.
func (p *paper) shortened(text string, room float64) string {
	text = plain(text)
	if p.pdf.GetStringWidth(text) <= room {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 && p.pdf.GetStringWidth(string(letters)+"…") > room {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ,.") + "…"
}

// write writes a text over as many lines, and pages, as it needs, and goes on below it.
func (p *paper) write(text string, s style, x, room float64) {
	for _, row := range p.wrap(text, s, room) {
		p.room(s.height())
		p.use(s)
		p.at(row, s, x)
	}
}

// at writes one line and goes on below it.
func (p *paper) at(row string, s style, x float64) {
	p.pdf.Text(x, p.y+baseline(s), row)
	p.y += s.height()
}

// baseline is how far below the top of its line a text stands.
func baseline(s style) float64 { return (s.lead/2 + 0.34) * s.size * point }

// high is how much room a text needs.
func (p *paper) high(text string, s style, room float64) float64 {
	if text == "" {
		return 0
	}
	return float64(len(p.wrap(text, s, room))) * s.height()
}

// stroke sets colour, width and dashes of lines.
func (p *paper) stroke(c colour, wide float64, dashes ...float64) {
	p.pdf.SetDrawColor(c[0], c[1], c[2])
	p.pdf.SetLineWidth(wide)
	p.pdf.SetDashPattern(dashes, 0)
}

// solid ends dashes and round ends.
func (p *paper) solid() {
	p.pdf.SetDashPattern(nil, 0)
	p.pdf.SetLineCapStyle("butt")
}

// filled paints a box.
func (p *paper) filled(c colour, x, y, wide, high float64) {
	p.pdf.SetFillColor(c[0], c[1], c[2])
	p.pdf.Rect(x, y, wide, high, "F")
}
