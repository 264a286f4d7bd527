package analytics

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"klarsyn/analytics/disclosure"
	"klarsyn/sql"
)

// Options configure a Service. Path is needed; the zero value of all else is a sensible default.
type Options struct {
	Path        string            // of the published snapshot
	Tree        fs.FS             // the sql tree; nil: the one in the program
	Policy      disclosure.Policy // zero: the default policy
	Program     string            // program version, part of the cache key
	Queries     int               // run at the same time; 0: 4
	Timeout     time.Duration     // for one query; 0: 60 s
	CacheCells  int               // cells of tables kept; 0: 4 million
	Threads     int               // of DuckDB; 0: duck's choice, about one per core
	MemoryLimit string            // of DuckDB, for example 4GB
	TempDir     string            // where DuckDB may spill
	Log         *slog.Logger      // nil: slog.Default()
}

// A Service answers analyses from the published snapshot. It is safe for concurrent use.
type Service struct {
	options   Options
	catalogue *Catalogue
	queries   *semaphore.Weighted // first come, first served
	cache     *cache[*Table]
	flights   *flights[*Table]
	shared    *cache[[][]Value] // rows that several figures read
	runs      *flights[[][]Value]
	using     sync.Mutex           // one change of snapshot at a time
	opened    map[string]*instance // by path, those that may still be open; guarded by using
	mutex     sync.Mutex           // guards current and closed
	current   *instance
	closed    bool
	work      sync.WaitGroup // background warming
	stop      context.CancelFunc
	life      context.Context
}

var errClosed = errors.New("the service is closed")

// Open reads the catalogue and opens the snapshot at options.Path.
func Open(ctx context.Context, options Options) (*Service, error) {
	if options.Tree == nil {
		options.Tree = sql.Files()
	}
	if options.Queries == 0 {
		options.Queries = 4
	}
	if options.Timeout == 0 {
		options.Timeout = time.Minute
	}
	if options.CacheCells == 0 {
		options.CacheCells = 4_000_000
	}
	if options.Log == nil {
		options.Log = slog.Default()
	}
	if options.Policy == (disclosure.Policy{}) {
		options.Policy = disclosure.Default
	}
	if err := options.Policy.Validate(); err != nil {
		return nil, err
	}
	catalogue, err := ReadCatalogue(options.Tree)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	service := &Service{
		options: options, catalogue: catalogue, queries: semaphore.NewWeighted(int64(options.Queries)),
		cache: newCache[*Table](options.CacheCells), flights: newFlights[*Table](),
		shared: newCache[[][]Value](options.CacheCells / 8), runs: newFlights[[][]Value](),
		opened: map[string]*instance{},
	}
	service.life, service.stop = context.WithCancel(context.Background())
	if err := service.Use(ctx, options.Path); err != nil {
		service.stop()
		return nil, err
	}
	return service, nil
}

// Use opens the snapshot at path and swaps it in. Requests that have begun keep the snapshot they began with;
// the old one is closed after the last of them. When it fails the old snapshot stays.
func (s *Service) Use(ctx context.Context, path string) error {
	s.using.Lock()
	defer s.using.Unlock()
	next, err := s.open(ctx, path)
	if err != nil {
		return fmt.Errorf("open snapshot %s: %w", path, err)
	}
	s.mutex.Lock()
	if s.closed {
		s.mutex.Unlock()
		next.release()
		return errClosed
	}
	old := s.current
	s.current = next
	s.mutex.Unlock()
	if old != nil {
		old.release()
		s.cache.dropOthers(next.info.ID)
		s.shared.dropOthers(next.info.ID)
	}
	s.warm(next)
	return nil
}

// open returns a held instance of a snapshot. DuckDB shares one instance per file within a process and a locked one
// cannot be configured again, so a file that older requests still read is taken over, not opened a second time.
func (s *Service) open(ctx context.Context, path string) (*instance, error) {
	for known, i := range s.opened {
		if known != path {
			select {
			case <-i.closed:
				delete(s.opened, known)
			default:
			}
			continue
		}
		if i.tryHold() {
			return i, nil
		}
		select { // its last request has just ended
		case <-i.closed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	next, err := openInstance(ctx, s.options, s.catalogue, path)
	if err == nil {
		s.opened[path] = next
	}
	return next, err
}

// Close ends the service after the requests that have begun. When it returns every snapshot file is closed: DuckDB shares one
// instance per file within a process, and who opens the file next could not configure a locked one.
func (s *Service) Close() error {
	s.mutex.Lock()
	old := s.current
	s.current, s.closed = nil, true
	s.mutex.Unlock()
	s.stop()
	s.work.Wait()
	if old != nil {
		old.release()
	}
	s.using.Lock()
	defer s.using.Unlock()
	for _, i := range s.opened {
		<-i.closed
	}
	return nil
}

// View takes hold of the snapshot that is published now. Everything asked of the View comes from that one
// snapshot. Release it when the request is answered. It is nil after Close.
func (s *Service) View() *View {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.current == nil {
		return nil
	}
	s.current.hold()
	return &View{service: s, instance: s.current}
}

// ViewOf takes hold of another snapshot than the published one, for an analysis that is pinned to it. The file is opened
// unless a request reads it already, and closed after the last one.
func (s *Service) ViewOf(ctx context.Context, path string) (*View, error) {
	s.using.Lock()
	defer s.using.Unlock()
	s.mutex.Lock()
	closed := s.closed
	s.mutex.Unlock()
	if closed {
		return nil, errClosed
	}
	pinned, err := s.open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open snapshot %s: %w", path, err)
	}
	return &View{service: s, instance: pinned}, nil
}

// Run answers one analysis from the snapshot that is published now.
func (s *Service) Run(ctx context.Context, id string, selection Selection, options RunOptions) (*Table, error) {
	view := s.View()
	if view == nil {
		return nil, errClosed
	}
	defer view.Release()
	return view.Run(ctx, id, selection, options)
}

// Analyses lists the runnable analyses by id.
func (s *Service) Analyses() []*Analysis { return s.catalogue.Analyses }

// Analysis finds one analysis; an unknown id is a Problem with status 404.
func (s *Service) Analysis(id string) (*Analysis, error) { return s.catalogue.analysis(id) }

// Pages lists the pages by id.
func (s *Service) Pages() []*Page { return s.catalogue.Pages }

// Page finds one page; an unknown id is a Problem with status 404.
func (s *Service) Page(id string) (*Page, error) { return s.catalogue.page(id) }
