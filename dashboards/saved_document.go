package dashboards

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/export"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/saved"
	"klarsyn/dashboards/swedish"
)

// partKey chooses one part of a saved analysis for a file: the first is 1.
const partKey = "del"

// sendSaved answers a saved analysis, or one of its parts, as a file: /export/analyser/ytterfall.pptx?del=2.
func (s *Server) sendSaved(c *fiber.Ctx) error {
	name := c.Params("*")
	format := strings.TrimPrefix(path.Ext(name), ".")
	if s.media(format) == "" {
		return s.noFormat(format)
	}
	query, look, err := ParseLook(string(c.Request().URI().QueryString()), format)
	if err != nil {
		return err
	}
	order := Order{Page: savedArea + "/" + strings.TrimSuffix(name, "."+format), Query: query, Base: base(c)}
	if err := s.existing(order); err != nil { // before the turn of others is waited for
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*s.options.Timeout)
	defer cancel()
	var file File
	err = s.exports.Do(ctx, func() error { // in turn with other long exports
		var err error
		file, err = s.savedFileOf(ctx, order, format, look)
		return err
	})
	if err != nil {
		return err
	}
	return s.sendFile(c, file)
}

// existing refuses an order of an analysis, or a part of one, that there is not.
func (s *Server) existing(order Order) error {
	part, err := chosenPart(order)
	if err != nil {
		return err
	}
	file, err := s.savedFile(strings.TrimPrefix(order.Page, savedArea+"/"))
	if err != nil {
		return err
	}
	return hasPart(part, len(file.Parts))
}

func hasPart(part, parts int) error {
	if part > parts {
		return &fault{status: fiber.StatusNotFound, sentence: fmt.Sprintf("Analysen har ingen del %d.", part)}
	}
	return nil
}

// savedFileOf makes the file of a saved analysis; several are packed as one.
func (s *Server) savedFileOf(ctx context.Context, order Order, format string, look Look) (File, error) {
	compiled, err := s.Compile(ctx, order, nil)
	if err != nil {
		return File{}, err
	}
	files, err := s.Write(ctx, compiled[0], format, look)
	switch {
	case err != nil:
		return File{}, err
	case len(files) == 0:
		return File{}, &fault{status: fiber.StatusNotFound, sentence: "Det finns inget att exportera i formatet " + quoted(format) + "."}
	case len(files) == 1:
		return files[0], nil
	}
	var packed buffer
	err = archive(&packed, files)
	return File{compiled[0].Name + "-" + format + ".zip", packed.Bytes()}, err
}

// compileSaved computes the document of a saved analysis.
func (s *Server) compileSaved(ctx context.Context, order Order, progress Progress) ([]Compiled, error) {
	only, err := chosenPart(order)
	if err != nil {
		return nil, err
	}
	reading, err := s.readSaved(ctx, strings.TrimPrefix(order.Page, savedArea+"/"))
	if err != nil {
		return nil, err
	}
	defer reading.view.Release()
	if err := hasPart(only, len(reading.parts)); err != nil {
		return nil, err
	}
	provenance := reading.view.Provenance()
	document := export.Document{Title: reading.Title, Link: order.Base + savedPath(reading.ID), Period: capital(reading.periodWords()),
		Source: export.Source{Cutoff: provenance.Cutoff, Snapshot: provenance.Snapshot, Program: "Klarsyn " + s.options.Version, Example: s.options.Example,
			Below: swedish.Below(provenance.Policy().Bound())}}
	if reading.Snapshot == "" && reading.Period.Rolling() {
		document.Source.Rolling = reading.periodWords()
	}
	name := reading.ID
	if only > 0 {
		reading.parts = reading.parts[only-1 : only]
		name += "-del-" + strconv.Itoa(only)
	} else {
		document.Plan = &export.Plan{Heading: reading.Title, Background: reading.Background, Purpose: reading.Purpose, Benefit: reading.Benefit,
			Questions: reading.Questions, Responsible: reading.Responsible, Form: reading.Form.Label(), Short: reading.Form == saved.Short}
	}
	steps := &steps{tell: progress}
	for _, part := range reading.parts {
		if part.r != nil {
			steps.total += (len(part.r.sheet.Tiles) + len(part.r.sheet.Panels)) * len(sidesOf(part.r.pair))
		}
	}
	for _, part := range reading.parts {
		section, err := s.partSection(ctx, part, steps)
		if err != nil {
			return nil, err
		}
		document.Sections = append(document.Sections, section)
	}
	return []Compiled{{document, fileName(name, "", provenance.Cutoff)}}, nil
}

// chosenPart reads which part is asked for; 0: all. A saved analysis has its selections, sheets and units itself.
func chosenPart(order Order) (int, error) {
	if len(order.Sheets) > 0 || order.Per != "" {
		return 0, &fault{status: fiber.StatusBadRequest, sentence: "En sparad analys väljer själv sina blad. Ta bort blad och per."}
	}
	if order.Query == "" {
		return 0, nil
	}
	key, value, _ := strings.Cut(order.Query, "=")
	number, err := strconv.Atoi(value)
	if key != partKey || err != nil || number < 1 {
		return 0, &fault{status: fiber.StatusBadRequest, sentence: "En sparad analys har sina urval själv, men här står " + quoted(order.Query) + "."}
	}
	return number, nil
}

// partSection is one part on its way to a file.
func (s *Server) partSection(ctx context.Context, part placedPart, steps *steps) (export.Section, error) {
	section := export.Section{Title: part.Heading, Text: part.Text}
	if part.fault != nil {
		section.Text = strings.TrimSpace(section.Text + "\n\nFiguren kan inte visas. " + part.fault.Text)
	}
	if part.r == nil {
		return section, nil
	}
	single := len(part.r.sheet.Panels) == 1 && len(part.r.sheet.Tiles) == 0
	if single {
		section.Title = ""
	} else if section.Title == "" {
		section.Title = part.r.page.Title + ", " + part.r.sheet.Title
	}
	section.Selection = part.r.selectionWords()
	if err := s.fillSection(ctx, part.r, &section, steps); err != nil {
		return section, err
	}
	if single && part.Heading != "" {
		for _, side := range section.Figures[0].Sides() {
			side.Heading = part.Heading
		}
	}
	return section, nil
}

// selectionWords are the selection in words, or the two that are compared.
func (r *request) selectionWords() string {
	if !r.pair.Two {
		return r.describe(r.pair.A, analytics.Selection{})
	}
	return "A: " + r.describe(r.pair.A, analytics.Selection{}) + ". B: " + r.describe(r.pair.B, analytics.Selection{})
}

// partExports are the files of one part, for the menu of its figures.
func (s *Server) partExports(r *request, drawn bool) []pages.Link {
	var links []pages.Link
	for _, format := range s.panelFormats(drawn, true) {
		links = append(links, pages.Link{Title: formatNames[format], Href: fmt.Sprintf(r.files, format)})
	}
	return links
}

// savedExports are what the menu of a saved analysis offers, its form of publication first.
func (s *Server) savedExports(file saved.File) []pages.Link {
	address := "/export" + savedPath(file.ID)
	links := []pages.Link{{Title: "Presentation, PowerPoint", Href: address + ".pptx"}}
	if s.static.charts {
		reports := []pages.Link{{Title: "Analysrapport, PDF", Href: address + ".pdf?" + formKey + "=" + fullForm}, {Title: "Kort analys, PDF", Href: address + ".pdf?" + formKey + "=" + shortForm}}
		switch file.Form {
		case saved.Report:
			links = append(reports[:1:1], links[0], reports[1])
		case saved.Short:
			links = append(slices.Clone(reports[1:]), links[0], reports[0])
		default:
			links = append(links, reports...)
		}
	}
	return append(links, pages.Link{Title: "Arbetsbok, Excel", Href: address + ".xlsx"}, pages.Link{Title: "Tabellerna, CSV", Href: address + ".csv"})
}

func capital(text string) string {
	for _, letter := range text {
		return strings.ToUpper(string(letter)) + text[len(string(letter)):]
	}
	return text
}
