package dashboards

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/gofiber/fiber/v2"

	"klarsyn/dashboards/chart"
	"klarsyn/dashboards/export"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/printer"
	"klarsyn/dashboards/render"
	"klarsyn/dashboards/typeset"
)

// Measures of a report.
const (
	drawingWidth = 713 // CSS pixels, the width of an A4 page between its margins, and the drawing's own margins
	drawingMost  = 560 // a drawing fits a page together with its texts
	reportRows   = 60  // of a table; a longer one is for spreadsheets
)

// Names of the two forms of a report in addresses.
const (
	fullForm  = "rapport"
	shortForm = "kort"
)

// Names of the two ways to make a report, in addresses.
const (
	browserEngine = "chromium"
	plainEngine   = "enkel"
)

// writePDF makes a document a report on A4: tagged, by Chromium's print engine where it is installed, otherwise or when it is
// asked for laid out here, without tags.
func (s *Server) writePDF(ctx context.Context, w io.Writer, document export.Document, look Look) error {
	short := look.Form == shortForm || (look.Form == "" && document.Plan != nil && document.Plan.Short)
	report, err := s.report(ctx, document, short)
	if err != nil {
		return err
	}
	make := s.printed
	if look.Engine == plainEngine || look.Engine == "" && printer.Find() == "" {
		make = func(_ context.Context, report pages.Report) ([]byte, error) { return typeset.PDF(report) }
	}
	file, err := make(ctx, report)
	if errors.Is(err, printer.ErrNoBrowser) {
		return &fault{status: fiber.StatusNotImplemented, sentence: "En taggad PDF kan inte skrivas här: Chromium är inte installerat. Välj motor=enkel, eller be den som sköter tjänsten."}
	}
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

// printed prints a report with a browser, twice where it has contents: the first printing tells the page numbers in them.
func (s *Server) printed(ctx context.Context, report pages.Report) ([]byte, error) {
	file, err := s.printOnce(ctx, report)
	if err == nil && !report.Short {
		report.Pages = printer.Destinations(file)
		file, err = s.printOnce(ctx, report)
	}
	return file, err
}

func (s *Server) printOnce(ctx context.Context, report pages.Report) ([]byte, error) {
	var page buffer
	if err := s.set.WriteReport(&page, report); err != nil {
		return nil, fmt.Errorf("write the report: %w", err)
	}
	return printer.PDF(ctx, page.Bytes())
}

// report is a document in the words and drawings of its printed pages.
func (s *Server) report(ctx context.Context, document export.Document, short bool) (pages.Report, error) {
	report := pages.Report{Title: document.Title, Selection: document.Selection, Period: document.Period, Link: document.Link, Kind: "Analysrapport", Short: short,
		Source: sourceLine(document.Source), Example: document.Source.Example, Legend: document.Legend(), Faces: faces(), Pages: map[string]int{}}
	if short {
		report.Kind = "Kort analys"
	}
	if document.Plan != nil {
		planned(&report, document.Plan)
	}
	printer := reportPrinter{short: short, numbers: map[*export.Figure]int{}}
	for i := range document.Sections {
		for j := range document.Sections[i].Figures {
			printer.numbers[&document.Sections[i].Figures[j]] = len(printer.numbers) + 1
		}
	}
	printer.elsewhere = document.TablesElsewhere(printer.printsTable)
	figures := 0
	for number := range document.Sections {
		section := &document.Sections[number]
		part := pages.ReportSection{ID: fmt.Sprintf("del-%d", number+1), Title: section.Title, Selection: section.Selection, Prose: pages.Prose(section.Text)}
		for _, choice := range section.Choices {
			shown := pages.Chooser{Label: choice.Label, Heading: choice.Heading, Window: choice.Window}
			for _, option := range choice.Options {
				shown.Options = append(shown.Options, pages.ChooserOption{Label: option.Label, About: option.About, Count: option.Count, Chosen: option.Chosen})
			}
			part.Choices = append(part.Choices, shown)
		}
		for _, tile := range section.Tiles {
			for _, side := range tile.Sides() {
				shown := pages.ReportTile{Name: side.Name, Side: side.Side, Window: side.Window, Value: side.Value, Detail: side.Detail, Interval: side.Interval, Mark: side.Mark}
				for _, fact := range side.Facts {
					shown.Facts = append(shown.Facts, plainFact(fact.Label, fact.Value))
				}
				part.Tiles = append(part.Tiles, shown)
			}
		}
		for i := range section.Figures {
			figure := &section.Figures[i]
			told(ctx, stageDrawing, figures, len(printer.numbers))
			figures++
			shown, err := s.reportFigure(ctx, figure, printer)
			if err != nil {
				return report, err
			}
			part.Figures = append(part.Figures, shown)
			definition := pages.Definition{Title: figure.Table.Analysis.Title, Text: figure.About, Source: figure.Origin}
			if !slices.Contains(report.Definitions, definition) {
				report.Definitions = append(report.Definitions, definition)
			}
		}
		report.Sections = append(report.Sections, part)
	}
	told(ctx, stageWriting, 0, 0)
	return report, nil
}

// planned puts the plan of a saved analysis into its report.
func planned(report *pages.Report, plan *export.Plan) {
	report.Title, report.Responsible = plan.Heading, plan.Responsible
	add := func(id, title, text string) {
		if text != "" {
			report.Plan = append(report.Plan, pages.ReportSection{ID: id, Title: title, Prose: pages.Prose(text)})
		}
	}
	add("bakgrund", "Bakgrund", plan.Background)
	add("syfte", "Syfte", plan.Purpose)
	add("nytta", "Verksamhetsnytta", plan.Benefit)
	if len(plan.Questions) > 0 {
		report.Plan = append(report.Plan, pages.ReportSection{ID: "fragor", Title: "Frågeställningar", Prose: pages.Listed(plan.Questions)})
	}
}

// A reportPrinter knows the figures of a report by their numbers, and which table stands where.
type reportPrinter struct {
	short     bool
	numbers   map[*export.Figure]int
	elsewhere map[*export.Figure]*export.Figure
}

// printsTable reports whether a figure, or one side of it, prints its table: a Kort analys prints those that are the figure.
func (p reportPrinter) printsTable(side *export.Figure) bool {
	return !p.short || !chart.Drawn(side.Chart) && !chart.Written(side.Chart)
}

func (p reportPrinter) id(figure *export.Figure) string {
	return fmt.Sprintf("figur-%d", p.numbers[figure])
}

func (s *Server) reportFigure(ctx context.Context, figure *export.Figure, printer reportPrinter) (pages.ReportFigure, error) {
	shown := pages.ReportFigure{ID: printer.id(figure), Heading: figure.Heading, Caveat: figure.Caveat}
	for i, side := range figure.Sides() {
		for _, note := range side.Notes {
			shown.Notes = appendNew(shown.Notes, note)
		}
		one := pages.ReportSide{Label: side.Side, Window: side.Window, Summary: side.Summary, Empty: side.Empty}
		if side.Empty != "" {
			shown.Sides = append(shown.Sides, one)
			continue
		}
		for _, text := range side.Text {
			one.Text = append(one.Text, pages.Markup(text))
		}
		if side.Drawing.Option != nil {
			drawn, err := s.drawn(ctx, side.Drawing, fmt.Sprintf("f%d%c-", printer.numbers[figure], 'a'+i))
			if err != nil {
				return shown, err
			}
			if figure.Joint {
				shown.Drawing = drawn
			} else {
				one.Drawing = drawn
			}
		}
		switch home := printer.elsewhere[side]; {
		case home != nil:
			one.Elsewhere = &pages.Link{Href: printer.id(home), Title: home.Heading}
		case printer.printsTable(side):
			part := *side.Table
			one.Left = max(0, len(part.Rows)-reportRows)
			part.Rows = part.Rows[:len(part.Rows)-one.Left]
			one.Table = tableView(&part, strings.TrimSuffix(figure.Heading+", "+side.Side, ", "))
			one.Parts = onPaper(one.Table)
		}
		shown.Sides = append(shown.Sides, one)
	}
	return shown, nil
}

// drawn draws a figure for a report, where every drawing has ids of its own.
func (s *Server) drawn(ctx context.Context, drawing chart.Figure, own string) (template.HTML, error) {
	renderer, err := s.renderer()
	if err != nil {
		return "", err
	}
	svg, err := renderer.Decorated(ctx, drawing, render.Caption{}, drawingWidth, min(max(drawing.Height, 300), drawingMost), render.Light)
	if err != nil {
		return "", err
	}
	return inline(svg, own, drawing.Description), nil
}

// inline puts a drawing into a page with others: ids of its own, and a name for those who do not see it.
func inline(svg []byte, own, description string) template.HTML {
	text := strings.NewReplacer(`id="f-`, `id="`+own, `url(#f-`, `url(#`+own, `href="#f-`, `href="#`+own, `<title></title>`, "").Replace(string(svg))
	return template.HTML(strings.Replace(text, `role="img"`, `role="img" aria-label="`+html.EscapeString(description)+`"`, 1))
}

// faces are the typeface of the drawings, in the page itself: it is the same on every machine.
func faces() template.CSS {
	var style strings.Builder
	for _, face := range []struct {
		weight string
		file   []byte
	}{{"normal", liberationsansregular.TTF}, {"bold", liberationsansbold.TTF}} {
		fmt.Fprintf(&style, "@font-face { font-family: \"Liberation Sans\"; font-weight: %s; src: url(data:font/ttf;base64,%s); }\n", face.weight, base64.StdEncoding.EncodeToString(face.file))
	}
	return template.CSS(style.String())
}
