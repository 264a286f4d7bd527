package export

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"klarsyn/dashboards/export/ooxml"
	"klarsyn/dashboards/export/pptx"
	"klarsyn/dashboards/prose"
	"klarsyn/dashboards/swedish"
)

// XLSXOptions are what a workbook needs beside its document.
type XLSXOptions struct {
	Context context.Context // ends the drawing of pictures; nil: nothing does
	// Picture draws the figures that the format has no chart for, in pixels. Nil: only their tables are written.
	Picture func(ctx context.Context, figure Figure, width, height int) (svg, png []byte, err error)
}

// Names of the sheets that are not a figure's.
const (
	aboutSheet = "Om filen"
	chartSheet = "Diagramdata"
)

// XLSX writes a document as a workbook: first what it is and how it is read, then a sheet per figure with its table and
// a native chart beside it.
//
// Numbers are written as they are, unrounded, and formatted as on the page. Per cent are written as shares (0,913 shown as
// 91,3 %), so that a spreadsheet calculates with them rightly. Charts are drawn from cells of their own, Diagramdata,
// since a spreadsheet draws a text such as <5 as zero, and those cells are empty.
func XLSX(w io.Writer, doc Document, options XLSXOptions) error {
	if options.Context == nil {
		options.Context = context.Background()
	}
	b := &workbook{file: excelize.NewFile(), doc: doc, options: options, styles: map[look]int{}, taken: map[string]bool{strings.ToLower(aboutSheet): true, strings.ToLower(chartSheet): true}, chartColumn: 1}
	defer b.file.Close()
	if err := b.write(); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	if err := ooxml.OrderFonts(b.file); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	if _, err := b.file.WriteTo(w); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// A workbook is a document on its way into a file.
type workbook struct {
	file        *excelize.File
	doc         Document
	options     XLSXOptions
	styles      map[look]int
	taken       map[string]bool // names of sheets, in lower case
	contents    []sheetEntry
	chartColumn int // first free column of Diagramdata; 1: the sheet is not there yet
	charts      int
}

// A sheetEntry is one line of the list of sheets.
type sheetEntry struct {
	name   string
	figure *Figure
}

func (b *workbook) write() error {
	if err := b.file.SetSheetName(b.file.GetSheetName(0), aboutSheet); err != nil {
		return err
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{Title: b.doc.name(), Subject: b.doc.Selection, Creator: b.doc.Source.Program, LastModifiedBy: b.doc.Source.Program, Language: "sv-SE"}); err != nil {
		return err
	}
	for _, section := range b.doc.Sections {
		for i := range section.Figures {
			if err := b.sheet(section, &section.Figures[i]); err != nil {
				return fmt.Errorf("sheet of %q: %w", section.Figures[i].Heading, err)
			}
		}
	}
	if err := b.about(); err != nil {
		return fmt.Errorf("sheet %s: %w", aboutSheet, err)
	}
	if b.chartColumn > 1 { // made with the first chart, read last
		if err := b.file.MoveSheet(chartSheet, b.contents[len(b.contents)-1].name); err != nil {
			return err
		}
		if err := b.file.MoveSheet(b.contents[len(b.contents)-1].name, chartSheet); err != nil {
			return err
		}
	}
	b.file.SetActiveSheet(0)
	return nil
}

// sheetName makes a name that a spreadsheet takes (at most 31 characters, none of []:*?/\) and no other sheet has.
func (b *workbook) sheetName(wanted string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.Trim(wanted, "' "))
	if clean == "" {
		clean = "Figur"
	}
	for n := 1; ; n++ {
		name, suffix := clean, ""
		if n > 1 {
			suffix = fmt.Sprintf(" (%d)", n)
		}
		for utf8.RuneCountInString(name)+len(suffix) > excelize.MaxSheetNameLength {
			_, last := utf8.DecodeLastRuneInString(name)
			name = name[:len(name)-last]
		}
		name = strings.TrimRight(name, "' ") + suffix
		if key := strings.ToLower(name); !b.taken[key] {
			b.taken[key] = true
			return name
		}
	}
}

// Widths on the first sheet: of its columns in characters, and of a character in English metric units.
const (
	aboutWidth = 60
	charWidth  = 68000
)

// onPaper prints a sheet on lying pages as wide as its columns.
func (b *workbook) onPaper(name string) error {
	fit, landscape, one, any := true, "landscape", 1, 0
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &any})
}

// about writes the first sheet: what the file is, how it is read, and which sheets it has.
func (b *workbook) about() error {
	bold, plain, title := b.style(look{kind: headingLook}), b.style(look{kind: textLook}), b.style(look{kind: titleLook})
	if err := b.file.SetColWidth(aboutSheet, "A", "A", 30); err != nil {
		return err
	}
	if err := b.file.SetColWidth(aboutSheet, "B", "D", aboutWidth); err != nil {
		return err
	}
	if err := b.onPaper(aboutSheet); err != nil {
		return err
	}
	row := 0
	put := func(style int, values ...string) error {
		row++
		lines := 1
		for i, value := range values {
			if i > 0 {
				lines = max(lines, pptx.Lines(value, 10, false, aboutWidth*charWidth))
			}
			cell, err := excelize.CoordinatesToCellName(i+1, row)
			if err != nil {
				return err
			}
			if err := b.file.SetCellStr(aboutSheet, cell, spreadsheetSafe(value)); err != nil {
				return err
			}
			if err := b.file.SetCellStyle(aboutSheet, cell, cell, style); err != nil {
				return err
			}
		}
		if style == title {
			return nil
		}
		return b.file.SetRowHeight(aboutSheet, row, float64(4+13*lines)) // programs other than Excel do not find it themselves
	}
	type line struct {
		style  int
		values []string
	}
	lines := []line{{title, []string{b.doc.name()}}, {plain, []string{""}}}
	for _, fact := range b.facts() {
		lines = append(lines, line{plain, fact[:]})
	}
	lines = append(lines, line{bold, []string{"Så läses filen", ""}})
	for _, text := range append(b.doc.Legend(), "Andelar står som tal mellan 0 och 1 och visas i procent.", "Diagrammen ritas ur bladet "+chartSheet+". Värden som inte visas är tomma celler där.") {
		name, meaning, found := strings.Cut(text, ": ")
		if !found {
			name, meaning = "", text
		}
		lines = append(lines, line{plain, []string{name, meaning}})
	}
	for _, line := range lines {
		if err := put(line.style, line.values...); err != nil {
			return err
		}
	}
	if err := put(bold, "Blad", "Visar", "Definition", "Källa och anmärkningar"); err != nil {
		return err
	}
	for _, entry := range b.contents {
		f := entry.figure
		if err := put(plain, entry.name, strings.Join(notEmpty(f.Heading, f.Window), ". "), f.About, strings.Join(notEmpty(stopped(f.Origin), f.Caveat, strings.Join(f.Notes, " ")), " ")); err != nil {
			return err
		}
		if err := b.file.SetCellHyperLink(aboutSheet, fmt.Sprintf("A%d", row), "'"+strings.ReplaceAll(entry.name, "'", "''")+"'!A1", "Location"); err != nil {
			return err
		}
	}
	return nil
}

// stopped ends a text as a sentence, for another to follow.
func stopped(text string) string {
	if text == "" {
		return ""
	}
	return text + "."
}

// facts are what is said about the document as a whole, with the plan of a saved analysis.
func (b *workbook) facts() [][2]string {
	doc := b.doc
	cutoff := ""
	if !doc.Source.Cutoff.IsZero() {
		cutoff = swedish.Date(doc.Source.Cutoff)
	}
	facts := [][2]string{{"Sida", doc.Title}, {"Urval", doc.Selection}, {"Period", doc.Period}, {"Data till och med", cutoff}, {"Ögonblicksbild", doc.Source.Snapshot}, {"Program", doc.Source.Program}, {"Länk", doc.Link}}
	if doc.Source.Example {
		facts = append(facts, [2]string{"Obs", "Exempeldata: ingen i dem finns."})
	}
	if plan := doc.Plan; plan != nil {
		facts = append(facts, [2]string{"Bakgrund", prose.Plain(plan.Background)}, [2]string{"Syfte", prose.Plain(plan.Purpose)}, [2]string{"Verksamhetsnytta", prose.Plain(plan.Benefit)},
			[2]string{"Frågeställningar", strings.Join(plan.Questions, "\n")}, [2]string{"Ansvarig", plan.Responsible}, [2]string{"Publikationsform", plan.Form})
	}
	for _, section := range doc.Sections {
		facts = append(facts, [2]string{section.name(), prose.Plain(section.Text)})
		for _, choice := range section.Choices {
			for _, option := range choice.Options {
				facts = append(facts, [2]string{strings.Join(notEmpty(section.Title, choice.Label), ": "), option.words()})
			}
		}
		for _, tile := range section.Tiles {
			for _, side := range tile.Sides() {
				facts = append(facts, [2]string{strings.Join(notEmpty(section.Title, side.Name, side.Side), ": "), strings.Join(notEmpty(side.Value, side.Detail, side.Interval, side.Mark), ", ")})
			}
		}
	}
	kept := facts[:0]
	for _, fact := range facts {
		if fact[1] != "" {
			kept = append(kept, fact)
		}
	}
	return kept
}

// gridAt is where the next chart's cells stand.
func (b *workbook) gridAt() (*ooxml.Grid, error) {
	if b.chartColumn == 1 {
		if _, err := b.file.NewSheet(chartSheet); err != nil {
			return nil, err
		}
	}
	return &ooxml.Grid{Sheet: chartSheet, Column: b.chartColumn, Row: 2}, nil
}
