package dashboards

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/jobs"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/swedish"
)

// exportLimits bound long exports: one at a time, since one keeps both processors of a small machine busy.
var exportLimits = jobs.Options{Running: 1, Waiting: 8, Bytes: 192 << 20, Kept: 10 * time.Minute, Unseen: 2 * time.Minute}

// longestExport is how long one may take in its turn.
const longestExport = 10 * time.Minute

// jobsRoot is below which long exports are asked for and followed.
const jobsRoot = "/export/jobb/"

// startExport takes an order for a long export, with the address that it has below /export/, and leads to where it is followed.
func (s *Server) startExport(c *fiber.Ctx) error {
	if err := fromHere(c); err != nil {
		return err
	}
	w, err := s.wished(c)
	if err != nil {
		return err
	}
	opened := opens(c) // one opening, made in its turn; what it makes can be fetched until it is forgotten
	id, err := s.exports.Start(s.exportTitle(w), func(ctx context.Context, tell func(jobs.Progress)) (jobs.Result, error) {
		ctx, cancel := context.WithTimeout(Telling(opened.on(ctx), func(stage string, done, total int) { tell(jobs.Progress{Stage: stage, Done: done, Total: total}) }), longestExport)
		defer cancel()
		file, err := s.unbroken(ctx, w)
		return jobs.Result{Name: file.Name, Content: file.Content}, err
	})
	switch {
	case errors.Is(err, jobs.ErrFull):
		return &fault{status: fiber.StatusServiceUnavailable, sentence: fmt.Sprintf("%d exporter väntar redan på sin tur. Försök igen om en stund.", exportLimits.Waiting)}
	case errors.Is(err, jobs.ErrClosed):
		return &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	case err != nil:
		return err
	}
	if !wantsJSON(c) {
		return c.Redirect(jobsRoot+id, fiber.StatusSeeOther)
	}
	c.Set(fiber.HeaderLocation, jobsRoot+id)
	return s.tellExport(c.Status(fiber.StatusAccepted), id)
}

// unbroken makes the file of a wish. What goes wrong is logged here, and comes back as a sentence for the reader.
func (s *Server) unbroken(ctx context.Context, w wish) (file File, err error) {
	defer func() {
		if caught := recover(); caught != nil { // as in a handler: the place tells where to look, the value may hold data
			s.log.Error("export panicked", "page", w.order.Page, "format", w.format, "at", analytics.PanicSite())
			err = errors.New("export panicked")
		}
		if err != nil && !errors.Is(ctx.Err(), context.Canceled) {
			status, sentence, code := s.explain(err, "page", w.order.Page, "format", w.format)
			if code != "" {
				sentence += " Felnummer " + code + "."
			}
			err = &fault{status: status, sentence: sentence}
		}
	}()
	return s.fulfilled(ctx, w)
}

// exportTitle says what an export is: Process Hjärtsvikt, Utveckling, PDF.
func (s *Server) exportTitle(w wish) string {
	parts := []string{w.order.Page}
	if page, err := s.service.Page(w.order.Page); err == nil {
		parts[0] = page.Title
		for _, sheet := range page.Sheets {
			for _, id := range w.order.Sheets {
				if id == sheet.ID {
					parts = append(parts, sheet.Title)
				}
			}
		}
	}
	if len(w.order.Sheets) == 0 {
		parts = append(parts, "alla blad")
	}
	if w.order.Per != "" {
		parts = append(parts, "per "+w.order.Per)
	}
	return strings.Join(append(parts, formatNames[w.format]), ", ")
}

func wantsJSON(c *fiber.Ctx) bool {
	return c.Accepts(fiber.MIMETextHTML, fiber.MIMEApplicationJSON) == fiber.MIMEApplicationJSON
}

// An exportView is an export as its follower sees it, on the page and in JSON.
type exportView struct {
	Title   string     `json:"title"`
	State   jobs.State `json:"state"`
	Words   string     `json:"words"`
	Done    int        `json:"done"`
	Total   int        `json:"total"`
	Address string     `json:"address"`
	Cancel  string     `json:"cancel,omitempty"` // to post to
	File    string     `json:"file,omitempty"`   // address, once done
}

func (s *Server) exportView(id string) (exportView, error) {
	status, found := s.exports.Status(id)
	if !found {
		return exportView{}, &fault{status: fiber.StatusNotFound, sentence: "Exporten finns inte längre. En färdig fil sparas i tio minuter; exportera på nytt."}
	}
	view := exportView{Title: status.Title, State: status.State, Done: status.Progress.Done, Total: status.Progress.Total, Address: jobsRoot + id}
	switch status.State {
	case jobs.Waiting:
		view.Words = "Väntar på sin tur."
		if status.Ahead > 0 {
			view.Words = fmt.Sprintf("Väntar på sin tur, %d före.", status.Ahead)
		}
	case jobs.Running:
		view.Words = "Börjar."
		if stage := status.Progress.Stage; stage != "" {
			view.Words = stage + "."
			if view.Total > 1 {
				view.Words = fmt.Sprintf("%s, %d av %d.", stage, view.Done, view.Total)
			}
		}
	case jobs.Done:
		view.File = jobsRoot + id + "/fil"
		view.Words = "Klar: " + status.File + ", " + fileSize(status.Size) + "."
	case jobs.Failed:
		view.Words = "Det gick inte. " + failureWords(status.Err)
	case jobs.Cancelled:
		view.Words = "Avbruten. Ingen fil är skriven."
	}
	if !status.State.Final() {
		view.Cancel = jobsRoot + id + "/avbryt"
	}
	return view, nil
}

func failureWords(err error) string {
	if errors.Is(err, jobs.ErrTooLarge) {
		return fmt.Sprintf("Filerna blev större än %d MB tillsammans. Välj färre blad eller värden.", exportLimits.Bytes>>20)
	}
	return err.Error()
}

func fileSize(bytes int) string {
	if bytes < 1<<20 {
		return strconv.Itoa(max(1, bytes>>10)) + "\u00a0kB"
	}
	return swedish.Number(float64(bytes)/(1<<20), 1) + "\u00a0MB"
}

// showExport answers how far an export has come: JSON for the script that shows it on the page, else a page that
// reloads by itself where there are no scripts.
func (s *Server) showExport(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	if wantsJSON(c) {
		return s.tellExport(c, c.Params("id"))
	}
	view, err := s.exportView(c.Params("id"))
	if err != nil {
		return err
	}
	page := pages.Export{Frame: s.frame(nil, "Export"), What: view.Title, Words: view.Words, Done: view.Done, Total: view.Total, Address: view.Address, State: string(view.State), Cancel: view.Cancel, File: view.File}
	page.Heading = page.Title
	switch {
	case view.File != "":
		page.Refresh = "0; url=" + view.File
	case view.Cancel != "":
		page.Refresh = "4"
	}
	return s.send(c, func(w *buffer) error { return s.set.WriteExport(w, page) })
}

func (s *Server) tellExport(c *fiber.Ctx, id string) error {
	view, err := s.exportView(id)
	if err != nil {
		c.Status(fiber.StatusNotFound)
		view = exportView{State: jobs.Failed, Words: err.Error(), Address: jobsRoot + id}
	}
	return c.JSON(view)
}

// sendExport answers the file that an export has made.
func (s *Server) sendExport(c *fiber.Ctx) error {
	if err := fromHere(c); err != nil {
		return err
	}
	result, done := s.exports.Result(c.Params("id"))
	if !done {
		if _, err := s.exportView(c.Params("id")); err != nil {
			return err
		}
		return c.Redirect(jobsRoot+c.Params("id"), fiber.StatusSeeOther)
	}
	if err := s.sendFile(c, File{result.Name, result.Content}); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+result.Name+`"`) // the page that follows it stays
	return nil
}

// cancelExport ends an export.
func (s *Server) cancelExport(c *fiber.Ctx) error {
	if err := fromHere(c); err != nil {
		return err
	}
	id := c.Params("id")
	s.exports.Cancel(id)
	if wantsJSON(c) {
		return s.tellExport(c, id)
	}
	return c.Redirect(jobsRoot+id, fiber.StatusSeeOther)
}
