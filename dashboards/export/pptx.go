package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/export/pptx"
	"klarsyn/dashboards/swedish"
)

// PPTXOptions are what a deck needs beside its document.
type PPTXOptions struct {
	Context  context.Context // ends the drawing of pictures; nil: nothing does
	Template []byte          // a region's own .pptx or .potx, whose layouts, colours and typeface are used; nil: ours
	// Picture draws the figures that the format has no chart for, in pixels. Nil: their tables stand in their place.
	Picture func(ctx context.Context, figure Figure, width, height int) (svg, png []byte, err error)
}

// Places on a slide, in English metric units (36 000 to the millimetre).
var (
	wholeWidth  = pptx.Width - 2*edge
	windowPlace = pptx.Box{X: edge, Y: 1190000, Width: wholeWidth, Height: 290000}
	figurePlace = pptx.Box{X: edge, Y: 1520000, Width: wholeWidth, Height: 3560000}
	linesPlace  = pptx.Box{X: edge, Y: 5140000, Width: wholeWidth, Height: 1160000}
	footerPlace = pptx.Box{X: edge, Y: 6400000, Width: wholeWidth - 1200000, Height: 280000}
	bodyPlace   = pptx.Box{X: edge, Y: 1300000, Width: wholeWidth, Height: 4950000}
)

const edge = 457200

// PPTX writes a document as a deck: title, plan, and per section its tiles and one slide per figure, then definitions and
// sources. Charts and tables are native and can be edited.
func PPTX(w io.Writer, doc Document, options PPTXOptions) error {
	if options.Context == nil {
		options.Context = context.Background()
	}
	var template *pptx.Template
	if options.Template != nil {
		var err error
		if template, err = pptx.ReadTemplate(options.Template); err != nil {
			return fmt.Errorf("read the template: %w", err)
		}
	}
	b := &slides{doc: doc, options: options, elsewhere: doc.TablesElsewhere(deckTable)}
	b.front()
	b.plan()
	for _, section := range doc.Sections {
		b.text(section)
		for _, choice := range section.Choices {
			b.choice(section, choice)
		}
		b.tiles(section)
		for i := range section.Figures {
			if err := b.figure(section, &section.Figures[i]); err != nil {
				return fmt.Errorf("write pptx: %w", err)
			}
		}
	}
	b.definitions()
	b.sources()
	if err := pptx.Write(w, template, pptx.Properties{Title: doc.name(), Subject: doc.Selection, Creator: doc.Source.Program}, b.list); err != nil {
		return fmt.Errorf("write pptx: %w", err)
	}
	return nil
}

// slides is a deck on its way.
type slides struct {
	doc     Document
	options PPTXOptions
	list    []pptx.Slide
	// Tables that stand on the slide of another figure.
	elsewhere map[*Figure]*Figure
}

// deckTable reports whether a figure's table has slides: where it is the figure, and where a picture has no numbers to edit.
func deckTable(figure *Figure) bool {
	if !chart.Drawn(figure.Chart) {
		return !chart.Written(figure.Chart)
	}
	_, native, err := chart.PlotOf(figure.Table, figure.Chart)
	return err == nil && !native
}

// add adds a slide with the footer that every slide but the first has.
func (b *slides) add(title, notes string, shapes ...pptx.Shape) {
	footer := pptx.Run{Text: b.doc.origin(), Size: 9, Token: "ink-3"}
	runs := []pptx.Run{footer}
	if b.doc.Link != "" {
		runs = append(runs, pptx.Run{Text: " · ", Size: 9, Token: "ink-3"}, pptx.Run{Text: "Öppna i Klarsyn", Size: 9, Link: b.doc.Link})
	}
	shapes = append(shapes, pptx.TextBox{Box: footerPlace, Name: "Källa", Paragraphs: []pptx.Paragraph{{Runs: runs}}, Bottom: true})
	b.list = append(b.list, pptx.Slide{Title: title, Notes: notes, Shapes: shapes})
}

func (b *slides) front() {
	lines := []string{}
	if b.doc.Plan != nil {
		page := b.doc.Title
		if page == b.doc.name() {
			page = ""
		}
		lines = append(lines, notEmpty(page, b.doc.Plan.Form, label("Ansvarig", b.doc.Plan.Responsible))...)
	}
	lines = append(lines, notEmpty(b.doc.Selection, label("Period", b.doc.Period), b.doc.origin())...)
	b.list = append(b.list, pptx.Slide{Front: true, Title: b.doc.name(), Subtitle: strings.Join(lines, "\n"), Notes: label("Sidan i Klarsyn", b.doc.Link)})
}

func notEmpty(texts ...string) []string {
	var list []string
	for _, text := range texts {
		if text != "" {
			list = append(list, text)
		}
	}
	return list
}

func label(name, text string) string {
	if text == "" {
		return ""
	}
	return name + ": " + text
}

// figure adds the slide of one figure, and of a picture its table on the next.
func (b *slides) figure(section Section, figure *Figure) error {
	title := figure.Heading
	if len(b.doc.Sections) > 1 && section.Title != "" {
		title = section.Title + ": " + title
	}
	notes := strings.Join(notEmpty(label("Definition", figure.About), label("Källa till definitionen", figure.Origin), label("Visar", comparedWindow(figure)),
		label("Urval", firstOf(section.Selection, b.doc.Selection)), strings.Join(figure.Notes, "\n"), label("Data", b.doc.origin())), "\n")
	if figure.Twin != nil {
		return b.comparison(title, notes, figure)
	}
	window := windowBox(figure.Window)
	shapes := []pptx.Shape{window, b.threeLines(figure)}
	switch {
	case figure.Empty != "" || figure.Table == nil:
		b.add(title, notes, append(shapes, messageBox(figurePlace, figure))...)
		return nil
	case chart.Written(figure.Chart):
		b.add(title, notes, append(shapes, pptx.TextBox{Box: figurePlace, Name: "Svar", Paragraphs: sentences(figure.Text, figurePlace)})...)
		return nil
	case !chart.Drawn(figure.Chart):
		b.table(title, notes, figure, shapes...)
		return nil
	}
	plot, native, err := chart.PlotOf(figure.Table, figure.Chart)
	if err != nil {
		return fmt.Errorf("draw %q: %w", figure.Heading, err)
	}
	if native {
		b.add(title, notes, append(shapes, pptx.Chart{Box: figurePlace, Name: "Diagram", Alt: alt(figure), Plot: plot})...)
		return nil
	}
	if b.options.Picture == nil {
		b.table(title, notes, figure, shapes...)
		return nil
	}
	picture, err := b.picture(figure, figurePlace, 1240, 390) // as wide for its height as its place
	if err != nil {
		return err
	}
	home := b.elsewhere[figure]
	if home != nil {
		notes = strings.Join(notEmpty(notes, label("Tabellen finns på bilden", home.Heading)), "\n")
	}
	b.add(title, notes, append(shapes, picture)...)
	if home == nil {
		b.table(title+" – tabell", notes, figure, window)
	}
	return nil
}

// alt says what is drawn, for those who do not see it.
func alt(figure *Figure) string {
	return strings.Join(notEmpty(figure.Heading+".", figure.Drawing.Description, figure.Summary), " ")
}

func firstOf(texts ...string) string {
	if list := notEmpty(texts...); len(list) > 0 {
		return list[0]
	}
	return ""
}

// threeLines is what stands under a figure: what it says in numbers, what must be said with it, and what it leaves out.
// Their size is the largest that has room.
func (b *slides) threeLines(figure *Figure) pptx.TextBox {
	var lines, notes []string
	for _, side := range figure.Sides() {
		said := side.Summary
		if !chart.Written(side.Chart) { // sentences above a drawing
			said = strings.Join(notEmpty(plain(strings.Join(side.Text, " ")), said), " ")
		}
		if figure.Twin != nil {
			said = label(side.Side, said)
		}
		lines = append(lines, notEmpty(said)...)
		for _, note := range slices.Concat(side.Drawing.Notes, side.Notes) {
			if !slices.Contains(notes, note) {
				notes = append(notes, note)
			}
		}
	}
	lines = append(lines, notEmpty(figure.Caveat, strings.Join(notes, " "))...)
	size := fitting(lines, 14, 9, 4, linesPlace)
	var paragraphs []pptx.Paragraph
	for i, line := range lines {
		token := "ink"
		if i > 0 {
			token = "ink-2"
		}
		paragraphs = append(paragraphs, pptx.Paragraph{Before: 4, Runs: []pptx.Run{{Text: line, Size: size, Token: token}}})
	}
	return pptx.TextBox{Box: linesPlace, Name: "Slutsats", Paragraphs: paragraphs}
}

// fitting is the largest size, down from one and at least another, at which lines with a space between them have room.
func fitting(lines []string, most, least float64, space int, place pptx.Box) float64 {
	for size := most; size > least; size-- {
		height := 0.0
		for _, line := range lines {
			height += float64(pptx.Lines(line, size, false, place.Width))*size*1.2 + float64(space)
		}
		if height*12700 <= float64(place.Height) {
			return size
		}
	}
	return least
}

// sentences are an answer in words, as large as has room.
func sentences(texts []string, place pptx.Box) []pptx.Paragraph {
	const space = 12
	size := fitting(texts, 22, 10, space, place)
	var paragraphs []pptx.Paragraph
	for _, text := range texts {
		runs := spans(text)
		for i := range runs {
			runs[i].Size = size
		}
		paragraphs = append(paragraphs, pptx.Paragraph{Before: space, Runs: runs})
	}
	return paragraphs
}

// choice adds how a sheet is counted, among the ways there are.
func (b *slides) choice(section Section, choice Choice) {
	title := choice.Heading
	if len(b.doc.Sections) > 1 && section.Title != "" {
		title = section.Title + ": " + title
	}
	table := pptx.Table{Box: figurePlace, Name: "Val", Alt: "Tabell: " + choice.Heading + ".", Size: 14, RowHeight: 420000,
		Columns: []pptx.Column{{Heading: "", Width: wholeWidth * 10 / 100}, {Heading: choice.Label, Width: wholeWidth * 20 / 100}, {Heading: "Vad det räknar", Width: wholeWidth * 40 / 100}, {Heading: "Ger", Width: wholeWidth * 30 / 100}}}
	for _, option := range choice.Options {
		mark := ""
		if option.Chosen {
			mark = "✓ vald"
		}
		table.Rows = append(table.Rows, pptx.Row{Cells: []pptx.Cell{{Text: mark}, {Text: option.Label}, {Text: option.About}, {Text: option.Count}}})
	}
	window := pptx.TextBox{Box: windowPlace, Name: "Gäller", Paragraphs: []pptx.Paragraph{{Runs: []pptx.Run{{Text: choice.Window, Size: 13, Token: "ink-2"}}}}}
	b.add(title, label("Urval", firstOf(section.Selection, b.doc.Selection)), window, table)
}

// tiles adds a section's headline figures, six to a slide.
func (b *slides) tiles(section Section) {
	const across, down, gap, tileHeight = 3, 2, 228600, 2000000
	title := "Översikt"
	if section.Title != "" {
		title += ": " + section.Title
	}
	each := across * down
	if len(section.Tiles) > 0 && section.Tiles[0].Twin != nil { // A above B
		each = across
	}
	for from := 0; from < len(section.Tiles); from += each {
		var shapes []pptx.Shape
		for i, tile := range section.Tiles[from:min(from+each, len(section.Tiles))] {
			for below, side := range tile.Sides() {
				width, height := (bodyPlace.Width-gap*(across-1))/across, tileHeight
				box := pptx.Box{X: edge + i%across*(width+gap), Y: bodyPlace.Y + (i/across+below)*(height+gap), Width: width, Height: height}
				shapes = append(shapes, pptx.TextBox{Box: box, Name: side.Name, Paragraphs: tileLines(side), Fill: "accent-soft"})
			}
		}
		b.add(title, firstOf(section.Selection, b.doc.Selection), shapes...)
	}
}

func tileLines(tile Tile) []pptx.Paragraph {
	line := func(text string, size float64, bold bool, token string) pptx.Paragraph {
		return pptx.Paragraph{Before: 2, Runs: []pptx.Run{{Text: text, Size: size, Bold: bold, Token: token}}}
	}
	lines := []pptx.Paragraph{line(tile.Name, 14, true, "ink")}
	for _, text := range notEmpty(tile.Side, tile.Window) {
		lines = append(lines, line(text, 11, false, "ink-3"))
	}
	lines = append(lines, line(tile.Value, 28, true, "accent"))
	for _, text := range notEmpty(tile.Detail, tile.Interval, tile.Mark) {
		lines = append(lines, line(text, 12, false, "ink-2"))
	}
	for _, fact := range tile.Facts {
		lines = append(lines, line(fact.Label+" "+fact.Value, 12, false, "ink-2"))
	}
	return lines
}

// sources says where everything comes from and how to read what is not shown.
func (b *slides) sources() {
	text := func(heading string, lines ...string) []pptx.Paragraph {
		list := []pptx.Paragraph{{Before: 10, Runs: []pptx.Run{{Text: heading, Size: 14, Bold: true}}}}
		for _, line := range lines {
			list = append(list, pptx.Paragraph{Bullet: true, Before: 3, Runs: []pptx.Run{{Text: line, Size: 13, Token: "ink-2"}}})
		}
		return list
	}
	data := notEmpty(b.doc.Source.Program, label("Ögonblicksbild", b.doc.Source.Snapshot), label("Urval", b.doc.Selection), label("Period", b.doc.Period))
	if !b.doc.Source.Cutoff.IsZero() {
		data = append(data, "Data till och med "+swedish.Date(b.doc.Source.Cutoff))
	}
	if b.doc.Source.Example {
		data = append(data, "Exempeldata: ingen i dem finns.")
	}
	paragraphs := append(text("Data", data...), text("Så läses det som inte visas", b.doc.Legend()...)...)
	if b.doc.Link != "" {
		paragraphs = append(paragraphs, text("Samma sida i Klarsyn")[0], pptx.Paragraph{Before: 3, Runs: []pptx.Run{{Text: b.doc.Link, Size: 12, Link: b.doc.Link}}})
	}
	b.add("Källor", "", pptx.TextBox{Box: bodyPlace, Name: "Källor", Paragraphs: paragraphs})
}

// about reports whether there is anything to define.
func (f *Figure) about() bool { return f.About != "" || f.Origin != "" }
