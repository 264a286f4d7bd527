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

// writePDF prints a document as a tagged report on A4.
func (s *Server) writePDF(ctx context.Context, w io.Writer, document export.Document, look Look) error {
	report, err := s.report(ctx, document, look.Form == shortForm)
	if err != nil {
		return err
	}
	file, err := s.printed(ctx, report)
	if err == nil && !report.Short { // the first printing tells the page numbers of the contents
		report.Pages = printer.Destinations(file)
		file, err = s.printed(ctx, report)
	}
	if errors.Is(err, printer.ErrNoBrowser) {
		return &fault{status: fiber.StatusNotImplemented, sentence: "PDF kan inte skrivas här: Chromium är inte installerat. Be den som sköter tjänsten, eller skriv ut bladet från webbläsaren."}
	}
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

func (s *Server) printed(ctx context.Context, report pages.Report) ([]byte, error) {
	var page buffer
	if err := s.set.WriteReport(&page, report); err != nil {
		return nil, fmt.Errorf("write the report: %w", err)
	}
	return printer.PDF(ctx, page.Bytes())
}

// report is a document in the words and drawings of its printed pages.
func (s *Server) report(ctx context.Context, document export.Document, short bool) (pages.Report, error) {
	report := pages.Report{Title: document.Title, Selection: document.Selection, Period: document.Period, Link: document.Link, Kind: "Analysrapport", Short: short,
		Source: sourceLine(document.Source), Example: document.Source.Example, Below: document.Source.Below, Faces: faces(), Pages: map[string]int{}}
	if short {
		report.Kind = "Kort analys"
	}
	figures := 0
	for number, section := range document.Sections {
		part := pages.ReportSection{ID: fmt.Sprintf("del-%d", number+1), Title: section.Title, Selection: section.Selection}
		for _, choice := range section.Choices {
			shown := pages.Chooser{Label: choice.Label, Heading: choice.Heading, Window: choice.Window}
			for _, option := range choice.Options {
				shown.Options = append(shown.Options, pages.ChooserOption{Label: option.Label, About: option.About, Count: option.Count, Chosen: option.Chosen})
			}
			part.Choices = append(part.Choices, shown)
		}
		for _, tile := range section.Tiles {
			shown := pages.ReportTile{Name: tile.Name, Window: tile.Window, Value: tile.Value, Detail: tile.Detail, Interval: tile.Interval, Mark: tile.Mark}
			for _, fact := range tile.Facts {
				shown.Facts = append(shown.Facts, plainFact(fact.Label, fact.Value))
			}
			part.Tiles = append(part.Tiles, shown)
		}
		for _, figure := range section.Figures {
			figures++
			shown, err := s.reportFigure(ctx, figure, figures, short)
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
	return report, nil
}

func (s *Server) reportFigure(ctx context.Context, figure export.Figure, number int, short bool) (pages.ReportFigure, error) {
	shown := pages.ReportFigure{ID: fmt.Sprintf("figur-%d", number), Heading: figure.Heading, Window: figure.Window, Summary: figure.Summary,
		Caveat: figure.Caveat, Notes: figure.Notes, Empty: figure.Empty}
	if figure.Empty != "" {
		return shown, nil
	}
	if figure.Drawing.Option != nil {
		renderer, err := s.renderer()
		if err != nil {
			return shown, err
		}
		svg, err := renderer.Decorated(ctx, figure.Drawing, render.Caption{}, drawingWidth, min(max(figure.Drawing.Height, 300), drawingMost), render.Light)
		if err != nil {
			return shown, err
		}
		shown.Drawing = inline(svg, number, figure.Drawing.Description)
	}
	for _, text := range figure.Text {
		shown.Text = append(shown.Text, pages.Markup(text))
	}
	if figure.Drawing.Option == nil && !chart.Written(figure.Chart) || !short {
		part := *figure.Table
		shown.Left = max(0, len(part.Rows)-reportRows)
		part.Rows = part.Rows[:len(part.Rows)-shown.Left]
		shown.Table = tableView(&part, figure.Heading)
	}
	return shown, nil
}

// inline puts a drawing into a page with others: ids of its own, and a name for those who do not see it.
func inline(svg []byte, number int, description string) template.HTML {
	own := fmt.Sprintf("f%d-", number)
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
