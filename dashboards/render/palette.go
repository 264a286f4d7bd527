package render

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// A Scheme is one of the two colour schemes.
type Scheme string

// The colour schemes.
const (
	Light Scheme = "light"
	Dark  Scheme = "dark"
)

// A palette is colours by the name of their custom property, without dashes.
type palette map[string]string

var (
	comment     = regexp.MustCompile(`(?s)/\*.*?\*/`)
	darkBlock   = regexp.MustCompile(`(?s)@media \(prefers-color-scheme: dark\)\s*\{\s*:root\s*\{(.*?)\}`)
	lightBlock  = regexp.MustCompile(`(?s):root\s*\{(.*?)\}`)
	declaration = regexp.MustCompile(`--([a-z0-9-]+):\s*([^;]+);`)
)

// readPalettes reads both schemes from the page's style sheet, so that colours are written down once. The dark one
// takes over what it does not change.
func readPalettes(style []byte) (map[Scheme]palette, error) {
	text := comment.ReplaceAllString(string(style), "")
	dark := darkBlock.FindStringSubmatch(text)
	light := lightBlock.FindStringSubmatch(darkBlock.ReplaceAllString(text, ""))
	if dark == nil || light == nil {
		return nil, errors.New("the style sheet has no :root block, or none for the dark scheme")
	}
	palettes := map[Scheme]palette{Light: {}, Dark: {}}
	for _, found := range declaration.FindAllStringSubmatch(light[1], -1) {
		value := strings.TrimSpace(found[2])
		palettes[Light][found[1]], palettes[Dark][found[1]] = value, value
	}
	for _, found := range declaration.FindAllStringSubmatch(dark[1], -1) {
		palettes[Dark][found[1]] = strings.TrimSpace(found[2])
	}
	return palettes, nil
}

var property = regexp.MustCompile(`var\(--([a-z0-9-]+)\)`)

// resolve puts colours in the place of custom properties.
func (p palette) resolve(text string) (string, error) {
	var unknown error
	resolved := property.ReplaceAllStringFunc(text, func(use string) string {
		name := property.FindStringSubmatch(use)[1]
		value, ok := p[name]
		if !ok {
			unknown = fmt.Errorf("colour %s is not known", name)
		}
		return value
	})
	return resolved, unknown
}
