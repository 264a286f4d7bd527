package dashboards

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
)

type buffer = bytes.Buffer

// send writes a page.
func (s *Server) send(c *fiber.Ctx, write func(*buffer) error) error {
	var page buffer
	if err := write(&page); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Send(page.Bytes())
}

// firstSheet leads from an area to its first sheet.
func (s *Server) firstSheet(c *fiber.Ctx) error {
	page, err := s.service.Page(c.Params("area"))
	if err != nil {
		return err
	}
	address := sheetPath(page, 0)
	if query := string(c.Request().URI().QueryString()); query != "" {
		address += "?" + query
	}
	return c.Redirect(address, fiber.StatusFound)
}

// sheet answers a page with filters and figures.
func (s *Server) sheet(c *fiber.Ctx) error { return s.answer(c, nil) }

// largeFigure answers one panel alone: opened large, tried again, or fetched late.
func (s *Server) largeFigure(c *fiber.Ctx) error {
	wanted := c.Params("figure")
	return s.answer(c, func(sheet *analytics.Sheet) (int, error) {
		if index := sheet.Panel(wanted); index >= 0 {
			return index, nil
		}
		return 0, &fault{status: fiber.StatusNotFound, sentence: "Bladet har ingen figur som heter " + quoted(wanted) + "."}
	})
}

func (s *Server) answer(c *fiber.Ctx, only func(*analytics.Sheet) (int, error)) error {
	r, err := s.open(c)
	if err != nil {
		return err
	}
	release := sync.OnceFunc(r.view.Release)
	defer func() { release() }()
	panels := make([]int, len(r.sheet.Panels))
	for i := range panels {
		panels[i] = i
	}
	tag := ""
	if only != nil {
		index, err := only(r.sheet)
		if err != nil {
			return err
		}
		panels, tag = []int{index}, r.sheet.Panels[index].Name()
	}
	opened := opens(c).on(context.Background())
	if err := s.enter(opened, r); err != nil {
		return err
	}
	name := s.etag(r, tag)
	if fresh(c, name) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	if kept := s.kept.get(name); kept != nil {
		c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
		return c.Send(kept)
	}
	ctx, cancel := context.WithTimeout(opened, s.options.Timeout)
	patience, impatient := context.WithTimeout(context.Background(), s.options.Patient)
	defer impatient()
	enough := patience.Done()
	// One figure alone is waited for: its own time limit ends it. So is a guarded sheet: a figure that came later would be an opening more.
	if only != nil || r.sheet.Right != "" {
		enough = nil
	}
	work := &work{server: s}
	view := s.compose(ctx, r, work, panels, only != nil)
	sheet, whole := view(enough)
	if !whole {
		c.Response().Header.Del(fiber.HeaderETag)
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	keep := release
	release = func() {} // figures that still run hold the snapshot until they end
	go func() { work.group.Wait(); cancel(); keep() }()
	return s.send(c, func(w *buffer) error {
		err := s.set.WriteSheet(w, sheet)
		if err == nil && whole && r.sheet.Right == "" { // what needs a right is never kept beyond its opening
			s.kept.put(name, w.Bytes())
		}
		return err
	})
}

// enter asks for the rights of the sheet; each opening of a guarded one is logged.
func (s *Server) enter(ctx context.Context, r *request) error {
	return s.use(ctx, r.sheet.Right, r.path, r.pair.Query(), r.view.Provenance().Snapshot)
}

// work is the figures of one page that are being computed.
type work struct {
	server *Server
	group  sync.WaitGroup
}

// A pending is an answer to come.
type pending[T any] chan T

// begin computes in the background; a panic becomes what caught makes of it.
func begin[T any](w *work, compute func() T, caught func(error) T) pending[T] {
	answer := make(pending[T], 1)
	w.group.Add(1)
	go func() {
		defer w.group.Done()
		defer func() {
			if recover() != nil {
				w.server.log.Error("figure panicked", "at", analytics.PanicSite())
				answer <- caught(errors.New("figure panicked"))
			}
		}()
		answer <- compute()
	}()
	return answer
}

// wait takes the answer, or gives up when done closes; an answer that is there already is always taken.
func (p pending[T]) wait(done <-chan struct{}) (answer T, came bool) {
	select {
	case answer = <-p:
		return answer, true
	default:
	}
	select {
	case answer = <-p:
		return answer, true
	case <-done:
		return answer, false
	}
}

func isTimeout(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// compose starts all that the sheet needs and returns what gathers it: the page, and whether it is whole.
func (s *Server) compose(ctx context.Context, r *request, w *work, panels []int, alone bool) func(<-chan struct{}) (pages.Sheet, bool) {
	sides := []analytics.Selection{r.pair.A}
	if r.pair.Two {
		sides = append(sides, r.pair.B)
	}
	states := make([]pending[statesAnswer], len(sides))
	for i, side := range sides {
		states[i] = begin(w, func() statesAnswer {
			found, err := r.view.States(ctx, r.page, side)
			return statesAnswer{found, err}
		}, func(err error) statesAnswer { return statesAnswer{nil, err} })
	}
	var chooser pending[pages.Chooser]
	if r.sheet.Chooser != nil && !alone {
		chooser = begin(w, func() pages.Chooser { return s.countedChooser(ctx, r) }, func(err error) pages.Chooser {
			broken := r.chooser()
			_, _, broken.Fault = s.explain(err, "page", r.path)
			return broken
		})
	}
	var tiles []pending[pages.Tile]
	if !alone {
		for index := range r.sheet.Tiles {
			tiles = append(tiles, begin(w, func() pages.Tile { return s.tile(ctx, r, index, sides) },
				func(err error) pages.Tile { return s.brokenTile(r, index, err) }))
		}
	}
	figures := make([]pending[drawnPanel], len(panels))
	for i, index := range panels {
		figures[i] = begin(w, func() drawnPanel { return s.panel(ctx, r, index, sides) },
			func(err error) drawnPanel { return s.brokenPanel(r, index, sides, err) })
	}
	return func(done <-chan struct{}) (pages.Sheet, bool) {
		whole := true
		sheet := pages.Sheet{Frame: s.frame(r, r.sheet.Title+" – "+r.page.Title), Large: alone, Back: r.here(r.path)}
		answers := make([]statesAnswer, len(states))
		for i, state := range states {
			answer, came := state.wait(done)
			if !came {
				answer.err = context.DeadlineExceeded
			}
			answers[i], whole = answer, whole && answer.err == nil
		}
		sheet.Selection = s.selectionBar(r, sides, answers)
		if !alone {
			sheet.Pane = s.pane(r, answers)
		}
		if chooser != nil {
			answer, came := chooser.wait(done)
			if !came {
				answer = r.chooser()
			}
			sheet.Chooser, whole = &answer, whole && came && answer.Fault == ""
		}
		for index, tile := range tiles {
			answer, came := tile.wait(done)
			if !came {
				answer = s.lateTile(r, index)
			}
			sheet.Tiles, whole = append(sheet.Tiles, answer), whole && came && !brokenTile(answer)
		}
		for i, figure := range figures {
			answer, came := figure.wait(done)
			if !came {
				answer = s.latePanel(r, panels[i], sides)
			}
			sheet.Panels, whole = append(sheet.Panels, answer.panel), whole && came && !answer.broken
		}
		if !alone {
			sheet.Beside = besideTile(r.sheet)
			sheet.Notes = s.liftNotes(r, sides, sheet.Panels)
		}
		sheet.About = s.definitions(r, panels, alone)
		if r.long() && !alone {
			sheet.Search = r.searchForm()
		}
		return sheet, whole
	}
}

type statesAnswer struct {
	states *analytics.FilterStates
	err    error
}

// definitions are what the printed report explains.
func (s *Server) definitions(r *request, panels []int, alone bool) []pages.Definition {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if !alone {
		if r.sheet.Chooser != nil {
			add(r.sheet.Chooser.Analysis)
		}
		for _, tile := range r.sheet.Tiles {
			add(tile.Analysis)
		}
	}
	for _, index := range panels {
		add(r.sheet.Panels[index].Analysis)
	}
	var list []pages.Definition
	for _, id := range ids {
		if analysis, err := s.service.Analysis(id); err == nil {
			list = append(list, pages.Definition{Title: analysis.Title, Text: analysis.About, Source: analysis.Source()})
		}
	}
	return list
}

// frame is what stands around every page. Without a request it is the frame of a page outside all areas.
func (s *Server) frame(r *request, title string) pages.Frame {
	frame := pages.Frame{Title: title, Heading: "Klarsyn", Static: "/static/" + s.static.hash, Version: s.options.Version, Example: s.options.Example, Charts: s.static.charts}
	for _, page := range s.service.Pages() {
		frame.Areas = append(frame.Areas, pages.Link{Title: page.Title, Href: sheetPath(page, 0), Current: r != nil && r.page == page})
	}
	if s.options.Saved != nil {
		frame.Areas = append(frame.Areas, pages.Link{Title: "Sparade analyser", Href: "/" + savedArea})
	}
	view := (*analytics.View)(nil)
	if r != nil && r.view != nil {
		view = r.view
	} else if view = s.service.View(); view != nil {
		defer view.Release()
	}
	if view != nil {
		source := view.Provenance()
		if !source.Cutoff.IsZero() {
			frame.DataTo = source.Cutoff.Format("2006-01")
		}
		if !source.SnapshotAt.IsZero() {
			frame.Snapshot = source.SnapshotAt.Local().Format("2006-01-02 15:04")
		}
	}
	if r == nil || r.page == nil {
		return frame
	}
	frame.Heading = r.page.Title
	for index := range r.page.Sheets {
		sheet := &r.page.Sheets[index]
		frame.Tabs = append(frame.Tabs, pages.Tab{Guarded: sheet.Right != "",
			Link: pages.Link{Title: sheet.Title, Href: r.here(sheetPath(r.page, index)), Current: sheet == r.sheet}})
	}
	return frame
}
