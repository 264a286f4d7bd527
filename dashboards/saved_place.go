package dashboards

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/saved"
	"klarsyn/dashboards/swedish"
)

// savedArea is the first part of the addresses of saved analyses.
const savedArea = "analyser"

func savedPath(id string) string { return "/" + savedArea + "/" + id }

// A reading of a saved analysis: the analysis on the snapshot that it is read from.
type savedReading struct {
	saved.File
	view  *analytics.View
	parts []placedPart
}

// A placedPart is a part with what it refers to, found in the snapshot.
type placedPart struct {
	saved.Part
	number int
	r      *request     // nil: a text alone, or a fault
	fault  *saved.Fault // why it cannot be shown; nil: it can
}

// errPruned says that the snapshot of a pinned analysis is gone.
func errPruned(id string) error {
	return &fault{status: fiber.StatusGone, sentence: "Analysen är låst till ögonblicksbilden " + id + " från " + snapshotDay(id) + ", som inte finns kvar. " +
		"Ändra analysen och välj en annan period, eller lägg tillbaka filen " + id + ".duckdb i mappen snapshots."}
}

// snapshotDay is the day of a snapshot's id.
func snapshotDay(id string) string {
	at, err := time.Parse("20060102T150405Z", id[:min(len(id), len("20060102T150405Z"))])
	if err != nil {
		return "okänd dag"
	}
	return swedish.Date(at.Local())
}

// readSaved reads a saved analysis and finds its snapshot and parts. The caller releases the view.
func (s *Server) readSaved(ctx context.Context, id string) (*savedReading, error) {
	file, err := s.savedFile(id)
	if err != nil {
		return nil, err
	}
	view, err := s.savedView(ctx, file.Snapshot)
	if err != nil {
		return nil, err
	}
	reading := &savedReading{File: file, view: view}
	for i, part := range file.Parts {
		reading.parts = append(reading.parts, s.placed(view, file, i, part))
	}
	return reading, nil
}

// savedFile reads the file alone.
func (s *Server) savedFile(id string) (saved.File, error) {
	if s.options.Saved == nil {
		return saved.File{}, &fault{status: fiber.StatusNotFound, sentence: "Sparade analyser är inte påslagna i tjänsten."}
	}
	file, err := s.options.Saved.Read(id)
	switch {
	case errors.Is(err, saved.ErrNone):
		return file, &fault{status: fiber.StatusNotFound, sentence: "Den sparade analysen " + quoted(id) + " finns inte."}
	case err != nil && file.Version != "":
		s.log.Warn("saved analysis cannot be read", "file", saved.Name(id), "error", err)
		return file, &fault{status: fiber.StatusUnprocessableEntity, sentence: "Filen " + saved.Name(id) + " kan inte läsas. Felen står i tjänstens logg, och klarsyn check visar dem."}
	}
	return file, err
}

// savedView holds the snapshot that an analysis is pinned to, or the published one.
func (s *Server) savedView(ctx context.Context, pinned string) (*analytics.View, error) {
	if view := s.service.View(); view != nil && (pinned == "" || view.Provenance().Snapshot == pinned) {
		return view, nil
	} else if view != nil {
		view.Release()
	}
	if pinned == "" {
		return nil, &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	if s.options.Snapshot == nil {
		return nil, errPruned(pinned)
	}
	path, found := s.options.Snapshot(pinned)
	if !found {
		return nil, errPruned(pinned)
	}
	view, err := s.service.ViewOf(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open the pinned snapshot: %w", err)
	}
	return view, nil
}

// placed finds what a part refers to.
func (s *Server) placed(view *analytics.View, file saved.File, number int, part saved.Part) placedPart {
	one := placedPart{Part: part, number: number}
	if !part.Refers() {
		return one
	}
	one.r, one.fault = s.place(view, part, s.resolve(view, file.Analysis, part))
	if one.fault != nil {
		one.r = nil
		return one
	}
	one.r.still, one.r.prefix = true, fmt.Sprintf("%d-", number+1)
	one.r.files = fmt.Sprintf("/export%s.%%s?%s=%d", savedPath(file.ID), partKey, number+1)
	return one
}

// resolve is the part's query string with the analysis' period in it.
func (s *Server) resolve(view *analytics.View, analysis saved.Analysis, part saved.Part) string {
	area, _, _ := strings.Cut(part.Sheet+part.Figure+part.Analysis, "/")
	var years []string
	if page, err := s.service.Page(area); err == nil {
		for _, choice := range page.Choices {
			if choice.Values == yearChoice {
				years = append(years, choice.Key)
			}
		}
	}
	return analysis.Resolve(part, view.Provenance().Cutoff, years...)
}

// place finds the sheet, panel or analysis of a part and reads its selection. What is no longer there is told with the
// part's key.
func (s *Server) place(view *analytics.View, part saved.Part, query string) (*request, *saved.Fault) {
	r := &request{view: view}
	var wrong *saved.Fault
	switch {
	case part.Sheet != "":
		wrong = s.placeSheet(r, "blad", part.Sheet)
	case part.Figure != "":
		at := strings.LastIndex(part.Figure, "/")
		if wrong = s.placeSheet(r, "figur", part.Figure[:at]); wrong == nil {
			wrong = r.placePanel(part.Figure[at+1:])
		}
	default:
		wrong = s.placeAnalysis(r, part.Analysis)
	}
	if wrong == nil {
		wrong = s.unguarded(r.sheet)
	}
	if wrong != nil {
		return nil, wrong
	}
	pair, err := view.ParseComparison(r.page, query)
	if err != nil {
		_, sentence, _ := s.explain(err)
		return nil, &saved.Fault{Key: "urval", Text: sentence}
	}
	r.pair = pair
	return r, nil
}

func (s *Server) placeSheet(r *request, key, place string) *saved.Fault {
	area, sheet, _ := strings.Cut(place, "/")
	page, err := s.service.Page(area)
	if err != nil {
		return &saved.Fault{Key: key, Text: "Området " + quoted(area) + " finns inte längre."}
	}
	at := slices.IndexFunc(page.Sheets, func(one analytics.Sheet) bool { return one.ID == sheet })
	if at < 0 {
		return &saved.Fault{Key: key, Text: page.Title + " har inte längre något blad som heter " + quoted(sheet) + "."}
	}
	r.page, r.sheet, r.path = page, &page.Sheets[at], sheetPath(page, at)
	return nil
}

// placePanel narrows the request's sheet to one of its panels.
func (r *request) placePanel(wanted string) *saved.Fault {
	if index := r.sheet.Panel(wanted); index >= 0 {
		r.large = r.path + "/" + r.sheet.Panels[index].Name()
		r.sheet = &analytics.Sheet{ID: r.sheet.ID, Title: r.sheet.Title, Right: r.sheet.Right, Panels: r.sheet.Panels[index : index+1]}
		return nil
	}
	return &saved.Fault{Key: "figur", Text: "Bladet " + r.sheet.Title + " har inte längre någon figur som heter " + quoted(wanted) + "."}
}

// placeAnalysis makes a sheet of one analysis, as the API shows it: its panel where a sheet has one, else by itself.
func (s *Server) placeAnalysis(r *request, id string) *saved.Fault {
	analysis, err := s.service.Analysis(id)
	if err != nil {
		return &saved.Fault{Key: "analys", Text: "Analysen " + quoted(id) + " finns inte längre."}
	}
	if r.page, err = s.service.Page(analysis.Area); err != nil {
		r.page = &analytics.Page{} // outside every page: takes no keys
	}
	r.path, r.large = "/om/"+id, "/om/"+id
	spec := analytics.Panel{Analysis: id}
	if at, index := r.page.PanelOf(id); index >= 0 {
		spec, r.path = r.page.Sheets[at].Panels[index], sheetPath(r.page, at)
		r.large = r.path + "/" + spec.Name()
	}
	spec.Width = 12
	r.sheet = &analytics.Sheet{ID: "analys", Title: analysis.Title, Panels: []analytics.Panel{spec}}
	return nil
}

// unguarded refuses what needs a right: a saved analysis is read by others than the one who saved it.
func (s *Server) unguarded(sheet *analytics.Sheet) *saved.Fault {
	guarded := sheet.Right != ""
	for _, panel := range sheet.Panels {
		if analysis, err := s.service.Analysis(panel.Analysis); err == nil && analysis.Right != "" {
			guarded = true
		}
	}
	if guarded {
		return &saved.Fault{Key: "blad", Text: "Uppgifter om enskilda kan inte sparas i en analys."}
	}
	return nil
}

// periodWords say which time the analysis shows, for its head and footers: the rolling period, or the snapshot that it is
// pinned to. Empty: each figure has its own.
func (reading *savedReading) periodWords() string {
	if reading.Snapshot != "" {
		return "låst till ögonblicksbilden " + reading.Snapshot + " från " + snapshotDay(reading.Snapshot)
	}
	if !reading.Period.Rolling() {
		return ""
	}
	words := "rullande period, " + lower(reading.Period.Label())
	for _, part := range reading.parts {
		if part.r != nil && part.Period != saved.Chosen {
			if period, err := reading.view.Period(part.r.pair.A); err == nil {
				return words + ": " + period.Label
			}
		}
	}
	return words
}

// A Misfit is a saved analysis' part that no longer fits.
type Misfit struct {
	File string // saved/ytterfall.yaml
	Line int    // 0: unknown
	Key  string // delar[2].urval
	Text string
}

func (m Misfit) String() string {
	where := m.File
	if m.Line > 0 {
		where = fmt.Sprintf("%s:%d", where, m.Line)
	}
	if m.Key != "" {
		where += ": " + m.Key
	}
	return where + ": " + m.Text
}

// CheckSaved opens every saved analysis and computes each figure of it: how many there are, and what no longer fits.
func (s *Server) CheckSaved(ctx context.Context) (int, []Misfit, error) {
	if s.options.Saved == nil {
		return 0, nil, nil
	}
	list, err := s.options.Saved.List()
	if err != nil {
		return 0, nil, err
	}
	var found []Misfit
	for _, file := range list {
		if file.Err != nil {
			for line := range strings.SplitSeq(file.Err.Error(), "\n") {
				found = append(found, Misfit{File: saved.Name(file.ID), Text: strings.TrimPrefix(line, saved.Name(file.ID)+": ")})
			}
			continue
		}
		tell := func(key, text string) {
			found = append(found, Misfit{File: saved.Name(file.ID), Line: s.options.Saved.Line(file.ID, key), Key: key, Text: text})
		}
		reading, err := s.readSaved(ctx, file.ID)
		if err != nil {
			_, sentence, _ := s.explain(err, "file", saved.Name(file.ID))
			tell("ogonblicksbild", sentence)
			continue
		}
		for _, part := range reading.parts {
			key := fmt.Sprintf("delar[%d]", part.number)
			if part.fault != nil {
				tell(key+"."+part.fault.Key, part.fault.Text)
				continue
			}
			s.checkPart(ctx, part, func(text string) { tell(key, text) })
		}
		reading.view.Release()
	}
	return len(list), found, nil
}

// checkPart computes a part and tells what fails or is retired.
func (s *Server) checkPart(ctx context.Context, part placedPart, tell func(string)) {
	if part.r == nil {
		return
	}
	for _, panel := range part.r.sheet.Panels {
		if analysis, err := s.service.Analysis(panel.Analysis); err == nil && strings.HasPrefix(analysis.Status, "retired") {
			tell("Måttet " + panel.Analysis + " är " + statusWords(analysis.Status) + ".")
		}
		for _, selection := range sidesOf(part.r.pair) {
			if _, err := part.r.view.Run(ctx, panel.Analysis, selection, analytics.RunOptions{Scope: s.gate.Scope()}); err != nil {
				_, sentence, _ := s.explain(err, "analysis", panel.Analysis)
				tell(panel.Analysis + " kan inte räknas. " + sentence)
			}
		}
	}
}
