package render

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// family is the typeface of drawn figures: metrically the same under each of its names. ECharts does not escape
// quotes there, so names with a space stand bare, as style sheets allow.
const family = "Liberation Sans, Arial, Helvetica, sans-serif"

// fonts holds the faces that texts are measured with.
type fonts struct{ regular, bold *sfnt.Font }

func newFonts() (*fonts, error) {
	regular, err := sfnt.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("regular: %w", err)
	}
	bold, err := sfnt.Parse(liberationsansbold.TTF)
	if err != nil {
		return nil, fmt.Errorf("bold: %w", err)
	}
	return &fonts{regular: regular, bold: bold}, nil
}

// measurer returns a function from a text and a CSS font to the text's width in pixels, for one goroutine.
func (f *fonts) measurer() func(text, font string) float64 {
	regular, bold := newFace(f.regular), newFace(f.bold)
	return func(text, font string) float64 {
		size, heavy := parseFont(font)
		if heavy {
			return bold.width(text) * size
		}
		return regular.width(text) * size
	}
}

// parseFont reads size in pixels and weight out of a CSS font such as "600 13px Liberation Sans".
func parseFont(text string) (size float64, heavy bool) {
	size = 12
	for _, part := range strings.Fields(text) {
		if part == "bold" || part == "bolder" {
			heavy = true
		}
		if weight, err := strconv.Atoi(part); err == nil && weight >= 600 {
			heavy = true
		}
		if pixels, found := strings.CutSuffix(part, "px"); found {
			if parsed, err := strconv.ParseFloat(pixels, 64); err == nil {
				size = parsed
			}
			break // what follows is the family
		}
	}
	return size, heavy
}

// A face measures in ems. It remembers glyphs; it is not safe for concurrent use.
type face struct {
	font     *sfnt.Font
	buffer   sfnt.Buffer
	glyphs   map[rune]glyph
	em       fixed.Int26_6
	emUnits  float64
	fallback float64
}

// firstIdeograph is where the East Asian scripts begin in Unicode (CJK Radicals Supplement). The typeface has none of them.
const firstIdeograph = '\u2e80'

type glyph struct {
	index   sfnt.GlyphIndex
	advance float64
}

func newFace(f *sfnt.Font) *face {
	units := f.UnitsPerEm()
	return &face{font: f, glyphs: map[rune]glyph{}, em: fixed.I(int(units)), emUnits: float64(units), fallback: 0.5}
}

// width is the sum of the glyphs' advances with their kerning.
func (f *face) width(text string) float64 {
	sum := 0.0
	before := sfnt.GlyphIndex(0)
	for _, r := range text {
		g := f.glyph(r)
		if before != 0 && g.index != 0 {
			if kern, err := f.font.Kern(&f.buffer, before, g.index, f.em, font.HintingNone); err == nil {
				sum += float64(kern) / 64 / f.emUnits
			}
		}
		sum += g.advance
		before = g.index
	}
	return sum
}

func (f *face) glyph(r rune) glyph {
	if g, ok := f.glyphs[r]; ok {
		return g
	}
	g := glyph{advance: f.fallback}
	if r >= firstIdeograph { // as wide as the type is high: ECharts takes the width of one for the height of a line
		g.advance = 1
	} else if index, err := f.font.GlyphIndex(&f.buffer, r); err == nil {
		if advance, err := f.font.GlyphAdvance(&f.buffer, index, f.em, font.HintingNone); err == nil {
			g = glyph{index: index, advance: float64(advance) / 64 / f.emUnits}
		}
	}
	f.glyphs[r] = g
	return g
}
