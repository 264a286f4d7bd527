package chart

import (
	"fmt"
	"strings"
)

// A Mark is the shape of an entry in the key above a figure.
type Mark string

// The marks of keys.
const (
	MarkBar      Mark = "bar"
	MarkHatch    Mark = "hatch"   // preliminary
	MarkOutline  Mark = "outline" // the population behind
	MarkDot      Mark = "dot"
	MarkDiamond  Mark = "diamond"
	MarkRing     Mark = "ring" // preliminary
	MarkLine     Mark = "line"
	MarkDashed   Mark = "dashed"
	MarkDotted   Mark = "dotted"
	MarkTick     Mark = "tick"     // upright dashed stroke
	MarkInterval Mark = "interval" // line between two ends
	MarkTarget   Mark = "target"   // band between two edges
	MarkBand     Mark = "band"     // interval around a line
	MarkCategory Mark = "category" // colour with its pattern
	MarkCut      Mark = "cut"      // bar on a cut axis
)

// A KeyEntry is one line of the key (teckenförklaring).
type KeyEntry struct {
	Mark  Mark   `json:"mark"`
	Token string `json:"token"` // custom property without --, for example accent
	Label string `json:"label"`
	Index int    `json:"index"` // of a category: which pattern
}

// entry makes a key entry; token as in options (var:accent).
func entry(mark Mark, token, label string) KeyEntry {
	return KeyEntry{Mark: mark, Token: strings.TrimPrefix(token, "var:"), Label: label}
}

// SVG draws the mark, 20 by 12 pixels, with colours as custom properties. It holds no text from data.
func (k KeyEntry) SVG() string {
	return `<svg viewBox="0 0 20 12" width="20" height="12" aria-hidden="true" focusable="false">` + k.Shapes() + `</svg>`
}

// Shapes is the mark's content without the svg element around it.
func (k KeyEntry) Shapes() string {
	color := "var(--" + k.Token + ")"
	stroke := func(path, more string) string {
		return fmt.Sprintf(`<path d="%s" fill="none" stroke="%s" stroke-width="1.5"%s/>`, path, color, more)
	}
	bar := fmt.Sprintf(`<rect y="1" width="20" height="10" rx="1.5" fill="%s"/>`, color)
	switch k.Mark {
	case MarkBar:
		return bar
	case MarkCategory:
		return bar + pattern(k.Index)
	case MarkCut:
		return fmt.Sprintf(`<rect x="4" width="12" height="12" fill="%s"/><path d="M2 8 6 5 10 8 14 5 18 8" fill="none" stroke="var(--surface)" stroke-width="2.5"/>`, color)
	case MarkHatch:
		return fmt.Sprintf(`<rect y="1" width="20" height="10" rx="1.5" fill="%s" fill-opacity=".25"/>`, color) +
			stroke("M2 11 10 1M7 11 15 1M12 11 19 2", "")
	case MarkOutline:
		return fmt.Sprintf(`<rect x="1" y="1.5" width="18" height="9" fill="none" stroke="%s"/>`, color)
	case MarkDot:
		return fmt.Sprintf(`<circle cx="10" cy="6" r="4.5" fill="%s"/>`, color)
	case MarkDiamond:
		return fmt.Sprintf(`<path d="M10 0.5 15.5 6 10 11.5 4.5 6Z" fill="%s"/>`, color)
	case MarkRing:
		return fmt.Sprintf(`<circle cx="10" cy="6" r="4" fill="var(--surface)" stroke="%s" stroke-width="1.5"/>`, color)
	case MarkDashed:
		return stroke("M0 6H20", ` stroke-dasharray="5 4"`)
	case MarkDotted:
		return stroke("M0 6H20", ` stroke-dasharray="1 3"`)
	case MarkTick:
		return stroke("M10 0V12", ` stroke-dasharray="3 2"`)
	case MarkInterval:
		return stroke("M1 6H19M1 3V9M19 3V9", "")
	case MarkTarget:
		return fmt.Sprintf(`<rect x="1" width="18" height="12" fill="%s"/><path d="M1 0V12M19 0V12" stroke="var(--peer-ink)"/>`, color)
	case MarkBand:
		return fmt.Sprintf(`<rect y="1" width="20" height="10" fill="%s" fill-opacity=".22"/>`, color)
	default:
		return stroke("M0 6H20", "")
	}
}

// pattern is the mark's share of categoryDecals.
func pattern(index int) string {
	const line = `<path d="%s" fill="none" stroke="var(--surface)" stroke-width="1.5"/>`
	switch index % categories {
	case 1:
		return fmt.Sprintf(line, "M1 11 9 1M8 11 16 1M15 11 19.500 5")
	case 2:
		return `<g fill="var(--surface)"><circle cx="4" cy="4" r="1.200"/><circle cx="10" cy="8" r="1.200"/><circle cx="16" cy="4" r="1.200"/></g>`
	case 3:
		return fmt.Sprintf(line, "M1 1 9 11M8 1 16 11M15 1 19.500 7")
	case 4:
		return fmt.Sprintf(line, "M0 4H20M0 8.500H20")
	case 5:
		return fmt.Sprintf(line, "M4 1V11M10 1V11M16 1V11")
	default:
		return ""
	}
}
