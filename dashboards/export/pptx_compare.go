package export

import (
	"errors"
	"fmt"
	"strings"

	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/export/pptx"
)

// Places of what is compared side by side.
const (
	halfGap    = 304800
	halfHeight = 330000 // of the words above a half
)

// half is the place of side 0 or 1.
func half(side int) pptx.Box {
	place := figurePlace
	place.Width = (place.Width - halfGap) / 2
	place.X += side * (place.Width + halfGap)
	return place
}

// comparison adds a figure under two selections: in one chart where they are series of it, else side by side on one slide;
// tables follow each other.
func (b *slides) comparison(title, notes string, figure *Figure) error {
	sides := figure.Sides()
	shapes := []pptx.Shape{windowBox(comparedWindow(figure)), b.threeLines(figure)}
	if figure.Joint {
		plots, _, err := chart.PlotsOf(sides[0].Table, sides[1].Table, figure.Chart, figure.settings())
		if err != nil {
			return fmt.Errorf("draw %q: %w", figure.Heading, err)
		}
		b.add(title, notes, append(shapes, pptx.Chart{Box: figurePlace, Name: "Diagram", Alt: alt(figure), Plot: plots[0]})...)
		return nil
	}
	if !chart.Drawn(figure.Chart) && !chart.Written(figure.Chart) {
		for _, side := range sides {
			if side.Empty != "" {
				b.add(title+" – "+side.Side, notes, append(shapes, messageBox(figurePlace, side))...)
				continue
			}
			b.table(title+" – "+side.Side, notes, side, shapes...)
		}
		return nil
	}
	plots, err := figure.halves()
	if err != nil {
		return err
	}
	pictured := false
	for i, side := range sides {
		place := half(i)
		words := place
		words.Height = halfHeight
		place.Y, place.Height = place.Y+halfHeight, place.Height-halfHeight
		shapes = append(shapes, pptx.TextBox{Box: words, Name: "Urval " + side.Side[:1], Paragraphs: []pptx.Paragraph{{Runs: []pptx.Run{{Text: side.Side, Size: 13, Bold: true}}}}})
		switch {
		case side.Empty != "" || side.Table == nil:
			shapes = append(shapes, messageBox(place, side))
		case chart.Written(figure.Chart):
			shapes = append(shapes, pptx.TextBox{Box: place, Name: "Svar", Paragraphs: sentences(side.Text, place)})
		case plots[i] != nil:
			shapes = append(shapes, pptx.Chart{Box: place, Name: "Diagram " + side.Side[:1], Alt: alt(side), Plot: *plots[i]})
		case b.options.Picture != nil:
			picture, err := b.picture(side, place, 610, 353) // as wide for their height as their places
			if err != nil {
				return err
			}
			shapes, pictured = append(shapes, picture), true
		default:
			pictured = true
		}
	}
	b.add(title, notes, shapes...)
	if pictured {
		for _, side := range sides {
			if side.Empty == "" {
				b.table(title+" – "+side.Side+" – tabell", notes, side, shapes[0])
			}
		}
	}
	return nil
}

// halves are the native charts of the two sides; nil where a side has none.
func (f *Figure) halves() ([2]*chart.Plot, error) {
	var halves [2]*chart.Plot
	if !chart.Drawn(f.Chart) {
		return halves, nil
	}
	sides := f.Sides()
	if sides[0].Empty == "" && sides[1].Empty == "" {
		plots, native, err := chart.PlotsOf(sides[0].Table, sides[1].Table, f.Chart, f.settings())
		if err != nil {
			return halves, fmt.Errorf("draw %q: %w", f.Heading, err)
		}
		if native {
			halves = [2]*chart.Plot{&plots[0], &plots[1]}
		}
		return halves, nil
	}
	for i, side := range sides {
		if side.Empty != "" {
			continue
		}
		plot, native, err := chart.PlotOf(side.Table, side.Chart)
		if err != nil {
			return halves, fmt.Errorf("draw %q: %w", side.Heading, err)
		}
		if native {
			halves[i] = &plot
		}
	}
	return halves, nil
}

// settings name the sides of a comparison in charts.
func (f *Figure) settings() chart.Settings {
	return chart.Settings{Sides: [2]string{f.Side, f.Twin.Side}}
}

// comparedWindow says what is measured, and for which selections.
func comparedWindow(figure *Figure) string {
	if figure.Twin == nil {
		return figure.Window
	}
	if figure.Window == figure.Twin.Window {
		return strings.Join(notEmpty(figure.Window, figure.Side, figure.Twin.Side), " · ")
	}
	return label(figure.Side, figure.Window) + " · " + label(figure.Twin.Side, figure.Twin.Window)
}

func windowBox(words string) pptx.TextBox {
	return pptx.TextBox{Box: windowPlace, Name: "Mått", Paragraphs: []pptx.Paragraph{{Runs: []pptx.Run{{Text: words, Size: 13, Token: "ink-2"}}}}}
}

func messageBox(place pptx.Box, figure *Figure) pptx.TextBox {
	text := firstOf(figure.Empty, "Figuren kan inte visas.")
	return pptx.TextBox{Box: place, Name: "Besked", Paragraphs: []pptx.Paragraph{{Runs: []pptx.Run{{Text: text, Size: 18, Token: "ink-2"}}}}}
}

// picture draws a figure that the format has no chart for.
func (b *slides) picture(figure *Figure, place pptx.Box, width, height int) (pptx.Picture, error) {
	drawn := *figure
	drawn.Side = "" // stands above the picture
	svg, png, err := b.options.Picture(b.options.Context, drawn, width, height)
	if err != nil {
		return pptx.Picture{}, fmt.Errorf("draw %q: %w", figure.Heading, err)
	}
	if len(png) == 0 {
		return pptx.Picture{}, fmt.Errorf("draw %q: %w", figure.Heading, errors.New("the picture is empty"))
	}
	return pptx.Picture{Box: place, Name: "Diagram", Alt: alt(figure), PNG: png, SVG: svg}, nil
}
