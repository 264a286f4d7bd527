package render

import (
	"context"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/legible"
)

// A Caption is what stands around a figure that leaves its page, so that it can be read alone.
type Caption struct {
	Title     string   // the finding, or the analysis' title
	Window    string   // measure, window and unit
	Selection string   // what is chosen, in words
	Notes     []string // caveats and what is ignored; the figure's own are added
	Source    string   // data date, snapshot, product
}

// Measures of the caption in pixels.
const (
	margin   = 20
	titlePx  = 18
	bodyPx   = 13
	smallPx  = 11.5
	titleGap = 24
	bodyGap  = 18
	smallGap = 15
	keyGap   = 20
)

// Decorated draws a figure with its caption and key. Height is the figure's own; the whole is as much higher as its
// texts need.
func (r *Renderer) Decorated(ctx context.Context, figure chart.Figure, caption Caption, width, height int, scheme Scheme) ([]byte, error) {
	inner, err := r.SVG(ctx, figure.Option, width-2*margin+16, height, scheme)
	if err != nil {
		return nil, err
	}
	p := page{fonts: r.fonts.measurer(), width: float64(width), y: margin}
	p.lines(caption.Title, titlePx, 600, "ink", titleGap)
	p.lines(caption.Window, bodyPx, 400, "ink-3", bodyGap)
	p.lines(caption.Selection, bodyPx, 400, "ink-2", bodyGap)
	p.key(figure.Key)
	p.y += 8
	at := p.y
	p.y += float64(height) + 10
	notes := slices.Concat(figure.Notes, caption.Notes)
	if len(notes) > 0 || caption.Source != "" {
		fmt.Fprintf(&p.text, `<path d="M%d %.1fH%d" stroke="var(--line-2)"/>`, margin, p.y, width-margin)
		p.y += 4
	}
	for _, note := range notes {
		p.lines(note, smallPx, 400, "ink-2", smallGap)
	}
	p.lines(caption.Source, smallPx, 400, "ink-3", smallGap)
	total := p.y + margin/2
	around, err := r.palettes[scheme].resolve(p.text.String())
	if err != nil {
		return nil, err
	}
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%d" height="%.0f" viewBox="0 0 %d %.0f" role="img" lang="sv">`, width, total, width, total)
	fmt.Fprintf(&out, "<title>%s</title><desc>%s</desc>", html.EscapeString(caption.Title), html.EscapeString(figure.Description))
	fmt.Fprintf(&out, `<rect width="100%%" height="100%%" fill="%s"/>`, r.palettes[scheme]["surface"])
	out.WriteString(around)
	out.WriteString(outerTag.ReplaceAllString(string(inner), fmt.Sprintf(`<svg x="%d" y="%.1f" overflow="visible" `, margin-8, at)))
	out.WriteString("</svg>")
	return legible.Bytes([]byte(out.String())), nil
}

// outerTag is the opening of ECharts' own root element.
var outerTag = regexp.MustCompile(`^<svg `)

// A page is the text around a figure, written from the top.
type page struct {
	text  strings.Builder
	fonts func(text, font string) float64
	width float64
	y     float64
}

// lines writes a text over as many lines as it needs.
func (p *page) lines(text string, size float64, weight int, token string, gap float64) {
	font := fmt.Sprintf("%d %gpx %s", weight, size, family)
	for _, line := range p.wrap(text, font) {
		p.y += gap
		fmt.Fprintf(&p.text, `<text x="%d" y="%.1f" font-family="%s" font-size="%g" font-weight="%d" fill="var(--%s)">%s</text>`,
			margin, p.y-gap*0.28, family, size, weight, token, html.EscapeString(line))
	}
}

// wrap breaks a text at spaces so that each line has room between the margins.
func (p *page) wrap(text, font string) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(text, " ") {
		if word == "" {
			continue
		}
		if longer := strings.TrimSpace(line + " " + word); line == "" || p.fonts(longer, font) <= p.width-2*margin {
			line = longer
			continue
		}
		lines, line = append(lines, line), word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// key writes the key in as many rows as it needs.
func (p *page) key(entries []chart.KeyEntry) {
	if len(entries) == 0 {
		return
	}
	font := fmt.Sprintf("%gpx %s", smallPx+0.5, family)
	p.y += keyGap + 2
	x := float64(margin)
	for _, entry := range entries {
		wide := 26 + p.fonts(entry.Label, font) + 18
		if x+wide > p.width-margin && x > margin {
			x, p.y = margin, p.y+keyGap
		}
		fmt.Fprintf(&p.text, `<g transform="translate(%.1f %.1f)">%s</g>`, x, p.y-11, entry.Shapes())
		fmt.Fprintf(&p.text, `<text x="%.1f" y="%.1f" font-family="%s" font-size="%g" fill="var(--ink-2)">%s</text>`,
			x+26, p.y-1, family, smallPx+0.5, html.EscapeString(entry.Label))
		x += wide
	}
}
