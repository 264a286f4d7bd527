package dashboards

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/access"
	"klarsyn/dashboards/jobs"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/render"
	"klarsyn/dashboards/render/resvg"
	"klarsyn/dashboards/saved"
)

// Options configure a Server. Service and Access are needed; the zero value of all else is a sensible default.
type Options struct {
	Service  *analytics.Service
	Access   *access.Gate
	Log      *slog.Logger  // nil: slog.Default()
	Version  string        // of the program
	Example  bool          // the data are synthetic, and every page says so
	Timeout  time.Duration // for one figure; 0: 30 s
	Worker   []string      // command line of a process that runs PictureWorker; empty: no pictures in PNG
	Template string        // file with the region\'s own deck (.pptx or .potx) for presentations; empty, or no such file: ours
	Saved    *saved.Store  // saved analyses; nil: there are none, and none can be saved
	// Snapshot finds the file of a snapshot that an analysis is pinned to; nil: only the published one can be read.
	Snapshot func(id string) (path string, found bool)
	Patient  time.Duration // how long a page waits for its figures before it is sent without the slow ones; 0: 2 s
}

// A Server serves the pages, the API and the static files.
type Server struct {
	options Options
	service *analytics.Service
	gate    *access.Gate
	log     *slog.Logger
	app     *fiber.App
	set     *pages.Set
	static  *staticFiles
	meter   *meter
	kept    *kept
	workers *resvg.Workers // nil: PNG cannot be written
	exports *jobs.Queue    // long exports, one at a time
	secret  []byte         // key of the forms' tokens

	renderer func() (*render.Renderer, error) // made when the first figure is drawn on the server
}

// New makes a server. It reads every text of every page, so that a mistake in one is found at the start.
func New(options Options) (*Server, error) {
	if options.Service == nil || options.Access == nil {
		return nil, errors.New("dashboards: Service and Access are needed")
	}
	if options.Log == nil {
		options.Log = slog.Default()
	}
	if options.Timeout == 0 {
		options.Timeout = 30 * time.Second
	}
	if options.Patient == 0 {
		options.Patient = 2 * time.Second
	}
	set, err := pages.Parse()
	if err != nil {
		return nil, err
	}
	static, err := readStatic()
	if err != nil {
		return nil, err
	}
	s := &Server{options: options, service: options.Service, gate: options.Access, log: options.Log, set: set, static: static, meter: newMeter(), kept: newKept(keptBytes), workers: newWorkers(options.Worker)}
	if s.secret, err = newSecret(); err != nil {
		return nil, fmt.Errorf("make the key of the forms: %w", err)
	}
	s.renderer = sync.OnceValues(s.newRenderer)
	if err := s.checkTexts(); err != nil {
		return nil, err
	}
	if !static.charts {
		s.log.Warn("chart library is missing: figures are shown as tables", "run", "go generate ./dashboards && go build ./cmd/klarsyn")
	}
	s.app = fiber.New(fiber.Config{
		Immutable: true, DisableStartupMessage: true, ErrorHandler: s.fail, StrictRouting: false,
		ReadTimeout: 15 * time.Second, IdleTimeout: 2 * time.Minute, BodyLimit: 1 << 20, ReadBufferSize: 8 * longestAddress,
	})
	s.exports = jobs.New(exportLimits)
	s.route()
	return s, nil
}

// App is the handler, for tests that send requests without a network.
func (s *Server) App() *fiber.App { return s.app }

func (s *Server) route() {
	s.app.Use(s.guard)
	s.app.Get("/static/:hash/*", s.sendStatic)
	s.app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	s.app.Get("/readyz", s.ready)
	s.app.Get("/metrics", s.meter.handler())
	s.app.Get("/version", s.version)
	s.app.Get("/api/v1/analyses", s.listAnalyses)
	s.app.Get("/api/v1/analyses/*", s.sendAnalysis)
	s.app.Post("/export/jobb/:id/avbryt", s.cancelExport)
	s.app.Post("/export/jobb/*", s.startExport)
	s.app.Get("/export/jobb/:id/fil", s.sendExport)
	s.app.Get("/export/jobb/:id", s.showExport)
	s.app.Get("/export/"+savedArea+"/*", s.sendSaved)
	s.app.Get("/export/*", s.sendDocument)
	s.app.Get("/om/*", s.about)
	s.app.Get("/datakvalitet", s.quality)
	s.app.Get("/tillganglighet", s.accessibility)
	s.app.Get("/", s.start)
	s.app.Get("/"+savedArea, s.listSaved)
	s.app.Get("/"+savedArea+"/ny", s.newSaved)
	s.app.Post("/"+savedArea+"/ny", s.postSaved)
	s.app.Get("/"+savedArea+"/spara", s.saveInto)
	s.app.Post("/"+savedArea+"/spara", s.postInto)
	s.app.Get("/"+savedArea+"/:id", s.savedPage)
	s.app.Get("/"+savedArea+"/:id/andra", s.editSaved)
	s.app.Post("/"+savedArea+"/:id/andra", s.postSaved)
	s.app.Post("/"+savedArea+"/:id/ta-bort", s.removeSaved)
	s.app.Post("/"+savedArea+"/:id/aterstall", s.restoreSaved)
	s.app.Get("/:area", s.firstSheet)
	s.app.Get("/:area/:sheet", s.sheet)
	s.app.Get("/:area/:sheet/:figure", s.largeFigure)
	s.app.Use(func(c *fiber.Ctx) error {
		return &fault{status: fiber.StatusNotFound, sentence: "Sidan " + quoted(c.Path()) + " finns inte."}
	})
}

// Listen serves on addr until ctx ends, then lets begun requests finish. It refuses any address that other
// machines can reach.
func (s *Server) Listen(ctx context.Context, addr string) error {
	if err := loopback(addr); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", addr, err)
	}
	return s.Serve(ctx, listener)
}

// Serve is Listen on a listener that is open already; the same addresses are refused.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	if err := loopback(listener.Addr().String()); err != nil {
		return errors.Join(err, listener.Close())
	}
	accepting := onceListener{listener, sync.OnceValue(listener.Close)}
	ended := make(chan error, 1)
	go func() { ended <- s.app.Listener(accepting) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	// Fiber's own shutdown closes only a listener that it accepts from already; one that it comes to later would be served for ever.
	if err := errors.Join(accepting.Close(), <-ended); err != nil {
		return fmt.Errorf("stop listening: %w", err)
	}
	if err := s.app.ShutdownWithTimeout(10 * time.Second); err != nil {
		return fmt.Errorf("let begun requests finish: %w", err)
	}
	return nil
}

// A onceListener can be closed by Serve and by Fiber: the second time says what the first said.
type onceListener struct {
	net.Listener
	close func() error
}

func (l onceListener) Close() error { return l.close() }

// loopback refuses addresses that other machines can reach: access control is not configured.
func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("listen address %q: want host:port, for example 127.0.0.1:8080", addr)
	}
	if ip := net.ParseIP(host); (ip == nil || !ip.IsLoopback()) && host != "localhost" {
		return fmt.Errorf("listen address %q is refused: without access control only this machine may connect, use 127.0.0.1:port", addr)
	}
	return nil
}

func (s *Server) ready(c *fiber.Ctx) error {
	view := s.service.View()
	if view == nil {
		return c.Status(fiber.StatusServiceUnavailable).SendString("no snapshot is published\n")
	}
	defer view.Release()
	return c.SendString("ready " + view.Provenance().Snapshot + "\n")
}

func (s *Server) version(c *fiber.Ctx) error {
	answer := struct {
		Version  string `json:"version"`
		Snapshot string `json:"snapshot,omitempty"`
		Cutoff   string `json:"cutoff,omitempty"`
	}{Version: s.options.Version}
	if view := s.service.View(); view != nil {
		defer view.Release()
		source := view.Provenance()
		answer.Snapshot, answer.Cutoff = source.Snapshot, source.Cutoff.Format(time.DateOnly)
	}
	return c.JSON(answer)
}

// checkTexts parses every text of every page and names those that cannot be read.
func (s *Server) checkTexts() error {
	var faults []error
	check := func(where string, texts ...string) {
		for _, text := range texts {
			if err := pages.ParseText(text); err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", where, err))
			}
		}
	}
	tile := func(where string, t analytics.Tile) {
		check(where, t.Name, t.Window, t.Value, t.Detail, t.Interval, t.Mark)
		for _, fact := range t.Facts {
			check(where, fact.Label, fact.Value)
		}
		for _, view := range t.Views {
			check(where, view.Value, view.Detail, view.Interval)
			for _, fact := range view.Facts {
				check(where, fact.Label, fact.Value)
			}
		}
	}
	for _, page := range s.service.Pages() {
		if page.Headline != nil {
			tile(page.ID+" headline", *page.Headline)
		}
		for _, sheet := range page.Sheets {
			if chooser := sheet.Chooser; chooser != nil {
				check(strings.Join([]string{page.ID, sheet.ID, "chooser"}, " "), chooser.Heading, chooser.Window)
				for _, option := range chooser.Options {
					check(strings.Join([]string{page.ID, sheet.ID, "chooser", option.Value}, " "), option.Count)
				}
			}
			for _, t := range sheet.Tiles {
				tile(strings.Join([]string{page.ID, sheet.ID, t.Analysis}, " "), t)
			}
			for _, panel := range sheet.Panels {
				check(strings.Join([]string{page.ID, sheet.ID, panel.Analysis}, " "), append([]string{panel.Heading, panel.Window, panel.Summary}, panel.Text...)...)
			}
		}
	}
	return errors.Join(faults...)
}
