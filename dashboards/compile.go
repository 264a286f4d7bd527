package dashboards

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/export"
	"klarsyn/dashboards/swedish"
)

// An Order says what a document is to hold.
type Order struct {
	Page   string   // a page's id, or analyser/<id>: a saved analysis, which says itself what it holds
	Sheets []string // ids; empty: every sheet that needs no right
	Query  string   // selection, or two to compare, as in the page's address
	Per    string   // query key: a document for each of its values that has more than a few persons; empty: one document
	Base   string   // address of the service, for links back: http://127.0.0.1:8080
}

// A Compiled is one document with the name of its file, without the format.
type Compiled struct {
	Document export.Document
	Name     string
}

// Progress is told how many of an order's figures are computed.
type Progress func(done, total int)

// Compile computes the documents of an order. Guarded sheets are included only when named, and each use of their right is logged.
func (s *Server) Compile(ctx context.Context, order Order, progress Progress) ([]Compiled, error) {
	if strings.HasPrefix(order.Page, savedArea+"/") {
		return s.compileSaved(ctx, order, progress)
	}
	r, sheets, err := s.ordered(order)
	if err != nil {
		return nil, err
	}
	defer r.view.Release()
	pairs := []analytics.Comparison{r.pair}
	if order.Per != "" {
		if pairs, err = s.each(ctx, r, order.Per); err != nil {
			return nil, err
		}
	}
	steps := &steps{tell: progress}
	for _, sheet := range sheets { // all rights before anything is computed, and once, however many documents show them
		if err := s.use(ctx, sheet.Right, "/"+r.page.ID+"/"+sheet.ID, r.pair.Query(), r.view.Provenance().Snapshot); err != nil {
			return nil, err
		}
	}
	for _, sheet := range sheets {
		steps.total += (len(sheet.Tiles) + len(sheet.Panels)) * len(pairs) * len(sidesOf(r.pair))
	}
	compiled := make([]Compiled, 0, len(pairs))
	for _, pair := range pairs {
		one := *r
		one.pair = pair
		document, err := s.document(ctx, &one, sheets, order, steps)
		if err != nil {
			return nil, err
		}
		period, err := r.view.Period(pair.A)
		if err != nil {
			return nil, err
		}
		name := order.Page
		if len(order.Sheets) > 0 {
			name += "-" + join(order.Sheets)
		}
		compiled = append(compiled, Compiled{document, fileName(name, named(r.view, r.page, pair.Query()), period.T)})
	}
	return compiled, nil
}

// OpenSheets are the ids of a page's sheets that need no right, in its order.
func (s *Server) OpenSheets(id string) ([]string, error) {
	page, err := s.service.Page(id)
	if err != nil {
		return nil, err
	}
	var sheets []string
	for _, sheet := range page.Sheets {
		if sheet.Right == "" {
			sheets = append(sheets, sheet.ID)
		}
	}
	return sheets, nil
}

// steps counts the figures of an order.
type steps struct {
	tell        Progress
	done, total int
}

func (p *steps) step() {
	p.done++
	if p.tell != nil {
		p.tell(p.done, p.total)
	}
}

// ordered finds page, sheets and selection. The caller releases the request's view.
func (s *Server) ordered(order Order) (*request, []*analytics.Sheet, error) {
	page, err := s.service.Page(order.Page)
	if err != nil {
		return nil, nil, err
	}
	var sheets []*analytics.Sheet
	for i := range page.Sheets {
		sheet := &page.Sheets[i]
		if slices.Contains(order.Sheets, sheet.ID) || (len(order.Sheets) == 0 && sheet.Right == "") {
			sheets = append(sheets, sheet)
		}
	}
	for _, id := range order.Sheets {
		if !slices.ContainsFunc(sheets, func(sheet *analytics.Sheet) bool { return sheet.ID == id }) {
			return nil, nil, &fault{status: fiber.StatusNotFound, sentence: page.Title + " har inget blad som heter " + quoted(id) + "."}
		}
	}
	r := &request{page: page, path: "/" + page.ID}
	if len(order.Sheets) == 1 {
		r.path += "/" + order.Sheets[0]
	}
	if r.view = s.service.View(); r.view == nil {
		return nil, nil, &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	if r.pair, err = r.view.ParseComparison(page, order.Query); err != nil {
		r.view.Release()
		return nil, nil, err
	}
	return r, sheets, nil
}

// each is the selection narrowed to every value of a key in turn. Values with no or few persons are left out: a document
// of one would say nothing, and its mere existence could say who.
func (s *Server) each(ctx context.Context, r *request, key string) ([]analytics.Comparison, error) {
	if r.pair.Two {
		return nil, &fault{status: fiber.StatusBadRequest, sentence: "En jämförelse kan inte delas upp per värde. Välj ett urval i taget."}
	}
	if key == yearChoice || key == monthChoice || !slices.ContainsFunc(r.view.Keys(r.page), func(known analytics.Key) bool { return known.Name == key }) {
		return nil, &fault{status: fiber.StatusBadRequest, sentence: r.page.Title + " kan inte delas upp per " + quoted(key) + "."}
	}
	states, err := r.view.States(ctx, r.page, r.pair.A)
	if err != nil {
		return nil, fmt.Errorf("find the values of %s: %w", key, err)
	}
	var pairs []analytics.Comparison
	for _, known := range states.Keys {
		if known.Key != key {
			continue
		}
		chosen := slices.ContainsFunc(known.Values, func(value analytics.ValueState) bool { return value.State == analytics.Chosen })
		for _, value := range known.Values {
			if value.State == analytics.Excluded || (chosen && value.State != analytics.Chosen) || value.Persons.State != analytics.Present {
				continue
			}
			one := r.pair.A.With(key, value.URL)
			pairs = append(pairs, analytics.Comparison{A: one, B: one})
		}
	}
	if len(pairs) == 0 {
		return nil, &fault{status: fiber.StatusNotFound, sentence: "Inget värde av " + quoted(key) + " har fler än några få personer i urvalet."}
	}
	return pairs, nil
}

// sidesOf are the selections that are shown: one, or the two that are compared.
func sidesOf(pair analytics.Comparison) []analytics.Selection {
	if pair.Two {
		return []analytics.Selection{pair.A, pair.B}
	}
	return []analytics.Selection{pair.A}
}

// document computes the sheets for the request's selection. Of two compared selections each figure has both.
func (s *Server) document(ctx context.Context, r *request, sheets []*analytics.Sheet, order Order, steps *steps) (export.Document, error) {
	document := s.envelope(r, order.Base)
	if len(sheets) == 1 {
		document.Title += ", " + sheets[0].Title
	}
	for _, sheet := range sheets {
		on := *r
		on.sheet = sheet
		section := export.Section{Title: sheet.Title}
		if err := s.fillSection(ctx, &on, &section, steps); err != nil {
			return document, err
		}
		document.Sections = append(document.Sections, section)
	}
	return document, nil
}

// envelope is a document without its sections.
func (s *Server) envelope(r *request, base string) export.Document {
	provenance := r.view.Provenance()
	document := export.Document{Title: r.page.Title, Selection: r.selectionWords(), Link: base + r.here(r.path),
		Source: export.Source{Cutoff: provenance.Cutoff, Snapshot: provenance.Snapshot, Program: "Klarsyn " + s.options.Version,
			Example: s.options.Example, Below: swedish.Below(provenance.Policy().Bound())}}
	if period, err := r.view.Period(r.pair.A); err == nil { // an empty snapshot has no period to name
		document.Period = period.Label
	}
	return document
}

// sideWords name the compared selections by what sets them apart: A: Kön Kvinna. Empty where nothing is compared.
func (r *request) sideWords() (words [2]string) {
	if !r.pair.Two {
		return words
	}
	sides := sidesOf(r.pair)
	for i, selection := range sides {
		words[i] = strings.TrimSuffix(string(rune('A'+i))+": "+r.describe(selection, sides[1-i]), ": ")
	}
	return words
}

func (s *Server) fillSection(ctx context.Context, r *request, section *export.Section, steps *steps) error {
	sides, words := sidesOf(r.pair), r.sideWords()
	if r.sheet.Chooser != nil {
		for i, selection := range sides {
			choice, err := s.countedChoice(ctx, r, selection)
			if err != nil {
				return fmt.Errorf("compute %s: %w", r.sheet.Chooser.Analysis, err)
			}
			choice.Heading = strings.TrimPrefix(words[i]+". "+choice.Heading, ". ")
			section.Choices = append(section.Choices, choice)
		}
	}
	tables := func(analysis string) ([]*analytics.Table, error) {
		list := make([]*analytics.Table, len(sides))
		for i, selection := range sides {
			var err error
			if list[i], err = r.view.Run(ctx, analysis, selection, analytics.RunOptions{Scope: s.gate.Scope()}); err != nil {
				return nil, fmt.Errorf("compute %s: %w", analysis, err)
			}
			steps.step()
		}
		return list, nil
	}
	for _, spec := range r.sheet.Tiles {
		list, err := tables(spec.Analysis)
		if err != nil {
			return err
		}
		tiles := s.exportTiles(r, spec, list[0])
		if len(list) == 2 {
			for i, twin := range s.exportTiles(r, spec, list[1]) {
				tiles[i].Side, twin.Side = words[0], words[1]
				tiles[i].Twin = &twin
			}
		}
		section.Tiles = append(section.Tiles, tiles...)
	}
	for _, spec := range r.sheet.Panels {
		list, err := tables(spec.Analysis)
		if err != nil {
			return err
		}
		var figure export.Figure
		if len(list) == 2 {
			figure, err = s.compared(r, spec, list, words)
		} else {
			figure, err = s.figure(r, spec, list[0])
		}
		if err != nil {
			return fmt.Errorf("draw %s: %w", spec.Analysis, err)
		}
		section.Figures = append(section.Figures, figure)
	}
	return nil
}

// single is the document of one analysis: its panel where a sheet shows it, else the analysis alone.
func (s *Server) single(r *request, table *analytics.Table, base string) (export.Document, error) {
	spec := analytics.Panel{Analysis: table.Analysis.ID}
	if sheet, at := r.page.PanelOf(table.Analysis.ID); at >= 0 {
		spec, r.path = r.page.Sheets[sheet].Panels[at], sheetPath(r.page, sheet)
	}
	figure, err := s.figure(r, spec, table)
	if err != nil {
		return export.Document{}, err
	}
	document := s.envelope(r, base)
	document.Title, document.Period = table.Analysis.Title, table.Period.Label
	if r.page.ID == "" { // outside every page: the definition is where to read on
		document.Selection, document.Link = "", base+"/om/"+table.Analysis.ID
	}
	document.Sections = []export.Section{{Title: table.Analysis.Title, Figures: []export.Figure{figure}}}
	return document, nil
}
