package dashboards

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/access"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/saved"
	"klarsyn/dashboards/swedish"
)

// Keys of the address that the pages of saved analyses take.
const (
	removedKey = "borttagen" // the list: the analysis that was just removed
	doneKey    = "gjort"     // an analysis: what was just done
)

// listColumns are the columns of the list, by their names in addresses.
var listColumns = []struct {
	key, title string
	text       func(saved.File) string
}{
	{"rubrik", "Rubrik", func(f saved.File) string { return f.Title }},
	{"ansvarig", "Ansvarig", func(f saved.File) string { return f.Responsible }},
	{"form", "Form", func(f saved.File) string { return f.Form.Label() }},
	{"period", "Period", periodOf},
	{"andrad", "Ändrad", func(f saved.File) string { return f.Changed.Format("2006-01-02 15:04:05") }},
}

func periodOf(file saved.File) string {
	if file.Snapshot != "" {
		return "Låst, " + snapshotDay(file.Snapshot)
	}
	return file.Period.Label()
}

// listSaved answers the list of saved analyses: /analyser?sortera=-andrad.
func (s *Server) listSaved(c *fiber.Ctx) error {
	if s.options.Saved == nil {
		return &fault{status: fiber.StatusNotFound, sentence: "Sparade analyser är inte påslagna i tjänsten."}
	}
	list, err := s.options.Saved.List()
	if err != nil {
		return err
	}
	sorted, falling := strings.CutPrefix(c.Query(sortKey, "-andrad"), "-")
	at := slices.IndexFunc(listColumns, func(column struct {
		key, title string
		text       func(saved.File) string
	}) bool {
		return column.key == sorted
	})
	if at < 0 {
		return &fault{status: fiber.StatusBadRequest, sentence: "Listan kan inte sorteras efter " + quoted(sorted) + "."}
	}
	swedish.SortBy(list, func(file saved.File) string { return file.Title })
	swedish.SortBy(list, listColumns[at].text)
	if falling {
		slices.Reverse(list)
	}
	slices.SortStableFunc(list, func(a, b saved.File) int { return cmp.Compare(brokenLast(a), brokenLast(b)) })
	page := pages.SavedList{Frame: s.frame(nil, "Sparade analyser"), Lead: "Figurer med sina urval, texter och en plan. En sparad analys öppnas med dagens data, med en rullande period eller låst till en ögonblicksbild."}
	page.Heading = page.Title
	if s.gate.Holds(access.Change) {
		page.New = savedPath("ny")
	}
	if page.Token, err = s.formToken(c); err != nil {
		return err
	}
	for i, column := range listColumns {
		link := pages.SortLink{Title: column.title, Href: "/" + savedArea + "?" + sortKey + "=" + column.key}
		if i == at {
			link.Direction = "ascending"
			if falling {
				link.Direction = "descending"
			} else {
				link.Href = "/" + savedArea + "?" + sortKey + "=-" + column.key
			}
		}
		page.Columns = append(page.Columns, link)
	}
	for _, file := range list {
		if file.Err != nil {
			page.Rows = append(page.Rows, pages.SavedRow{Link: pages.Link{Title: file.ID, Href: savedPath(file.ID)}, Fault: "Filen " + saved.Name(file.ID) + " kan inte läsas."})
			continue
		}
		page.Rows = append(page.Rows, pages.SavedRow{Link: pages.Link{Title: file.Title, Href: savedPath(file.ID)}, Responsible: file.Responsible,
			Form: file.Form.Label(), Period: periodOf(file), Changed: file.Changed.Local().Format("2006-01-02 15:04")})
	}
	if removed := c.Query(removedKey); removed != "" && s.options.Saved.WasRemoved(removed) {
		page.Undo = &pages.Undo{Text: "Analysen " + quoted(removed) + " är borttagen.", Action: savedPath(removed) + "/aterstall"}
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return s.send(c, func(w *buffer) error { return s.set.WriteSavedList(w, page) })
}

func brokenLast(file saved.File) int {
	if file.Err != nil {
		return 1
	}
	return 0
}

// savedPage answers a saved analysis as a page: its plan, and its parts with their figures as the sheets show them.
func (s *Server) savedPage(c *fiber.Ctx) error {
	id := c.Params("id")
	ctx, cancel := context.WithTimeout(context.Background(), s.options.Timeout)
	defer cancel()
	reading, err := s.readSaved(ctx, id)
	var gone *fault
	if errors.As(err, &gone) && gone.status == fiber.StatusGone { // the plan and the texts are still there
		file, err := s.savedFile(id)
		if err != nil {
			return err
		}
		return s.sendReading(c, &savedReading{File: file}, func(page *pages.Saved) {
			page.State = &pages.State{Kind: "missing", Title: "Figurerna kan inte visas.", Text: gone.sentence, Act: "Ändra analysen", Href: page.Edit}
		})
	}
	if err != nil {
		return err
	}
	defer reading.view.Release()
	work := &work{server: s}
	parts := make([]pending[pages.SavedPart], len(reading.parts))
	for i, part := range reading.parts {
		parts[i] = begin(work, func() pages.SavedPart { return s.savedPart(ctx, part) }, func(err error) pages.SavedPart {
			return pages.SavedPart{ID: partID(part), Title: part.Heading, State: &pages.State{Kind: "error", Title: "Delen kunde inte visas.", Text: err.Error()}}
		})
	}
	work.group.Wait()
	return s.sendReading(c, reading, func(page *pages.Saved) {
		for _, part := range parts {
			page.Parts = append(page.Parts, <-part)
		}
		page.About = s.savedDefinitions(reading)
	})
}

func partID(part placedPart) string { return fmt.Sprintf("del-%d", part.number+1) }

// sendReading writes the page of a saved analysis; fill puts its parts in.
func (s *Server) sendReading(c *fiber.Ctx, reading *savedReading, fill func(*pages.Saved)) error {
	page := pages.Saved{Frame: s.frame(&request{view: reading.view}, reading.Title), Exports: s.savedExports(reading.File)}
	page.Heading = "Sparad analys"
	add := func(label, value string) {
		if value != "" {
			page.Facts = append(page.Facts, plainFact(label, value))
		}
	}
	add("Ansvarig", reading.Responsible)
	add("Form", reading.Form.Label())
	add("Period", capital(reading.periodWords()))
	add("Ändrad", reading.Changed.Local().Format("2006-01-02 15:04"))
	for _, part := range []struct{ title, text string }{{"Bakgrund", reading.Background}, {"Syfte", reading.Purpose}, {"Verksamhetsnytta", reading.Benefit}} {
		if part.text != "" {
			page.Plan = append(page.Plan, pages.SavedText{Title: part.title, Prose: pages.Prose(part.text)})
		}
	}
	page.Questions = reading.Questions
	if s.gate.Holds(access.Change) {
		page.Edit, page.Remove = savedPath(reading.ID)+"/andra", savedPath(reading.ID)+"/ta-bort"
		var err error
		if page.Token, err = s.formToken(c); err != nil {
			return err
		}
	}
	page.Said = map[string]string{"sparad": "Analysen är sparad.", "tillagd": "Figuren är tillagd sist i analysen.", "aterstalld": "Analysen är tillbaka."}[c.Query(doneKey)]
	fill(&page)
	if page.State != nil {
		page.Exports = nil
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return s.send(c, func(w *buffer) error { return s.set.WriteSaved(w, page) })
}

// savedPart computes one part as its sheet would.
func (s *Server) savedPart(ctx context.Context, part placedPart) pages.SavedPart {
	shown := pages.SavedPart{ID: partID(part), Prose: pages.Prose(part.Text)}
	switch {
	case part.fault != nil:
		shown.Title = part.Heading
		shown.State = &pages.State{Kind: "missing", Title: "Figuren kan inte visas.", Text: part.fault.Text}
		return shown
	case part.r == nil:
		shown.Title = part.Heading
		return shown
	}
	r := part.r
	sides := sidesOf(r.pair)
	for i, selection := range sides {
		words := r.describe(selection, analytics.Selection{})
		if len(sides) == 2 {
			words = string(rune('A'+i)) + ": " + words
		}
		if words != "" {
			shown.Selection = append(shown.Selection, words)
		}
	}
	shown.Sheet = &pages.Link{Title: strings.TrimPrefix(r.page.Title+", "+r.sheet.Title, ", "), Href: r.here(r.path)}
	single := len(r.sheet.Panels) == 1 && len(r.sheet.Tiles) == 0
	if !single {
		shown.Title = cmp.Or(part.Heading, r.page.Title+", "+r.sheet.Title)
	}
	for index := range r.sheet.Tiles {
		shown.Tiles = append(shown.Tiles, s.tile(ctx, r, index, sides))
	}
	for index := range r.sheet.Panels {
		panel := s.panel(ctx, r, index, sides).panel
		for i := range panel.Sides {
			if state := panel.Sides[i].State; state != nil {
				state.Act = "" // there is no selection here to undo
			}
		}
		if single {
			panel.Width = 12
			if part.Heading != "" {
				panel.Heading = part.Heading
			}
		}
		shown.Panels = append(shown.Panels, panel)
	}
	return shown
}

// savedDefinitions are what the printed analysis explains, each once.
func (s *Server) savedDefinitions(reading *savedReading) []pages.Definition {
	var list []pages.Definition
	for _, part := range reading.parts {
		if part.r == nil {
			continue
		}
		all := make([]int, len(part.r.sheet.Panels))
		for i := range all {
			all[i] = i
		}
		for _, definition := range s.definitions(part.r, all, false) {
			if !slices.Contains(list, definition) {
				list = append(list, definition)
			}
		}
	}
	return list
}

// latestOnStart is how many saved analyses the start page names.
const latestOnStart = 5

// latestSaved links the analyses that were changed last and the list of all, for the start page.
func latestSaved(list []saved.File) *pages.SavedLinks {
	list = slices.DeleteFunc(list, func(file saved.File) bool { return file.Err != nil })
	slices.SortStableFunc(list, func(a, b saved.File) int { return b.Changed.Compare(a.Changed) })
	links := &pages.SavedLinks{All: "/" + savedArea}
	for _, file := range list[:min(latestOnStart, len(list))] {
		links.Latest = append(links.Latest, pages.Link{Title: file.Title, Href: savedPath(file.ID)})
	}
	return links
}
