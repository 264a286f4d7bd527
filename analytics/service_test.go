package analytics

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestARequestKeepsTheSnapshotItBeganWith(t *testing.T) {
	service := tinyService(t, nil)
	before := service.View()
	next := tinySnapshot(t, "second", "DELETE FROM stay WHERE town = 'south'")
	if err := service.Use(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	after := tinyView(t, service)
	wantEqual(t, "old view", run(t, before, "tiny/stays", "ort=soder", RunOptions{Fresh: true}), "south 6 6 1")
	wantEqual(t, "new view", run(t, after, "tiny/stays", "ort=soder", RunOptions{}), "")
	wantEqual(t, "old id", before.Provenance().Snapshot, "first")
	wantEqual(t, "new id", after.Provenance().Snapshot, "second")
	old := before.instance
	service.work.Wait() // the background warming holds it too
	before.Release()
	if err := old.db.PingContext(t.Context()); err == nil {
		t.Error("the old snapshot is still open after its last request")
	}
	if err := service.Use(t.Context(), next+".missing"); err == nil {
		t.Error("a missing snapshot was taken up")
	}
	wantEqual(t, "after a failed change", run(t, after, "tiny/stays", "", RunOptions{}), "north 20 48 2.4")
}

func TestAServiceCanFollowAnotherOnTheSameFile(t *testing.T) {
	path := tinySnapshot(t, "first")
	options := Options{Path: path, Tree: tinyTree(t, nil), Threads: 2}
	for range 3 {
		service, err := Open(t.Context(), options)
		if err != nil {
			t.Fatal(err)
		}
		view := service.View() // a request that is answered while the service closes
		var request sync.WaitGroup
		request.Go(func() {
			time.Sleep(50 * time.Millisecond)
			wantEqual(t, "a request while the service closes", run(t, view, "tiny/stays", "ort=soder", RunOptions{}), "south 6 6 1")
			view.Release()
		})
		if err := service.Close(); err != nil {
			t.Fatal(err)
		}
		if view.instance.db.PingContext(t.Context()) == nil {
			t.Error("the snapshot is open when the service is closed")
		}
		request.Wait()
	}
}

func TestAnotherSnapshotIsReadBesideThePublishedOneAndClosedAfterwards(t *testing.T) {
	service := tinyService(t, nil)
	path := tinySnapshot(t, "second", "DELETE FROM stay WHERE town = 'south'")
	pinned, err := service.ViewOf(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := service.ViewOf(t.Context(), path) // two at a time share the file
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "pinned", run(t, pinned, "tiny/stays", "ort=soder", RunOptions{}), "")
	wantEqual(t, "its id", again.Provenance().Snapshot, "second")
	published := service.View()
	wantEqual(t, "published", run(t, published, "tiny/stays", "ort=soder", RunOptions{}), "south 6 6 1")
	published.Release()
	if err := service.Use(t.Context(), tinySnapshot(t, "third")); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "pinned, after another publication", run(t, pinned, "tiny/stays", "ort=soder", RunOptions{Fresh: true}), "")
	pinned.Release()
	again.Release()
	if err := again.instance.db.PingContext(t.Context()); err == nil {
		t.Error("the pinned snapshot is still open after its last request")
	}
	if _, err := service.ViewOf(t.Context(), path+".missing"); err == nil {
		t.Error("a missing snapshot was opened")
	}
	service.Close()
	if _, err := service.ViewOf(t.Context(), path); !errors.Is(err, errClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestReadersSeeNoErrorAndNoMixtureWhileSnapshotsChange(t *testing.T) {
	service := tinyService(t, nil)
	paths := []string{tinySnapshot(t, "second", "DELETE FROM stay WHERE town = 'south'"), tinySnapshot(t, "third")}
	want := map[string]string{"first": "south 6 6 1", "second": "", "third": "south 6 6 1"}
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for ctx.Err() == nil {
				view := service.View()
				for range 3 {
					table, err := view.Run(context.Background(), "tiny/stays", parsed(t, view, "ort=soder"), RunOptions{Fresh: true})
					if err != nil {
						t.Error(err)
					} else if shown(table) != want[view.Provenance().Snapshot] || table.Source.Snapshot != view.Provenance().Snapshot {
						t.Errorf("snapshot %s answered %q", view.Provenance().Snapshot, shown(table))
					}
				}
				view.Release()
			}
		})
	}
	for i := range 6 {
		if err := service.Use(t.Context(), paths[i%2]); err != nil {
			t.Error(err)
		}
	}
	stop()
	readers.Wait()
}

func TestEqualRequestsShareOneRunAndTheAnswerIsKept(t *testing.T) {
	service := tinyService(t, nil)
	view := tinyView(t, service)
	ask := func(query string, options RunOptions) *Table {
		table, err := view.Run(t.Context(), "tiny/stays", parsed(t, view, query), options)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	first := ask("kon=K&kon=M", RunOptions{})
	if ask("kon=M&kon=K", RunOptions{}) != first {
		t.Error("the same selection in another order was computed again")
	}
	for what, other := range map[string]*Table{
		"another selection": ask("kon=K", RunOptions{}), "another scope": ask("kon=K&kon=M", RunOptions{Scope: "unit 7"}),
		"without suppression": ask("kon=K&kon=M", RunOptions{Undisclosed: true}), "fresh": ask("kon=K&kon=M", RunOptions{Fresh: true}),
	} {
		if other == first {
			t.Errorf("%s answered from the cache", what)
		}
	}
	var runs atomic.Int64
	flights, gate := newFlights[int](), make(chan struct{})
	var waiting sync.WaitGroup
	for range 10 {
		waiting.Go(func() {
			got, err := flights.do(t.Context(), "k", func() job[int] {
				runs.Add(1)
				return func(context.Context) (int, error) { <-gate; return 7, nil }
			})
			if got != 7 || err != nil {
				t.Errorf("got %d, %v", got, err)
			}
		})
	}
	for flights.waiting("k") < 10 {
		time.Sleep(time.Millisecond)
	}
	close(gate)
	waiting.Wait()
	if runs.Load() != 1 {
		t.Errorf("%d runs, wanted 1", runs.Load())
	}
}

func (f *flights[T]) waiting(key string) int {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.byKey[key] == nil {
		return 0
	}
	return f.byKey[key].waiting
}

func TestTheLastToLeaveCancelsTheRun(t *testing.T) {
	flights := newFlights[int]()
	cancelled := make(chan struct{})
	begin := func() job[int] {
		return func(ctx context.Context) (int, error) { <-ctx.Done(); close(cancelled); return 0, ctx.Err() }
	}
	ctx, leave := context.WithCancel(t.Context())
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if _, err := flights.do(ctx, "k", begin); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
	}
	for flights.waiting("k") < 2 {
		time.Sleep(time.Millisecond)
	}
	select {
	case <-cancelled:
		t.Fatal("cancelled while two were waiting")
	default:
	}
	leave()
	both.Wait()
	<-cancelled
}

const slowBody = `-- title: x
-- about: x
-- grain: one row
-- from: stay
-- column: n BIGINT antal N
-- chart: table
-- direction: neutral
-- source: X
-- owner: x
-- status: draft
-- reviewed: 2026-11-22
SELECT count(*) AS n FROM range(100000) a, range(100000) b, range(100000) c WHERE (a.range * b.range + c.range) % 7 = 3
`

func TestALongQueryEndsAtItsDeadline(t *testing.T) {
	service := tinyService(t, func(o *Options) {
		o.Tree, o.Timeout = tinyTree(t, map[string]string{"pathways/tiny/slow.sql": slowBody}), 200*time.Millisecond
	})
	view := tinyView(t, service)
	start := time.Now()
	_, err := view.Run(t.Context(), "tiny/slow", parsed(t, view, ""), RunOptions{})
	if !errors.Is(err, ErrTimeout) {
		t.Errorf("wanted ErrTimeout, got %v", err)
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := view.Run(ctx, "tiny/slow", parsed(t, view, "kon=K"), RunOptions{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("wanted the reader's deadline, got %v", err)
	}
}

func TestASnapshotWithoutContactsSaysSoAndShowsWhatNeedsNoTime(t *testing.T) {
	const timeless = "-- title: x\n-- about: x\n-- grain: x\n-- from: stay\n-- column: n BIGINT antal N\n-- chart: table\n-- direction: low\n-- source: X\n-- owner: x\n-- status: draft\n-- reviewed: 2026-11-22\nSELECT count(*) AS n FROM selected"
	service := tinyService(t, func(o *Options) {
		o.Tree = tinyTree(t, map[string]string{
			"pathways/tiny/timeless.sql": timeless, "pathways/tiny/timed.sql": strings.Replace(timeless, "-- from: stay", "-- from: stay\n-- in_period: started_on", 1),
		})
		o.Path = tinySnapshot(t, "empty", "DELETE FROM stay", "UPDATE snapshot_info SET data_start_on = NULL, cutoff_on = NULL")
	})
	view := tinyView(t, service)
	wantEqual(t, "timeless", run(t, view, "tiny/timeless", "", RunOptions{}), "0")
	for _, id := range []string{"tiny/stays", "tiny/timed"} {
		_, err := view.Run(t.Context(), id, parsed(t, view, ""), RunOptions{})
		if problem := AsProblem(err); problem == nil || problem.Message != "Inga vårdkontakter är inlästa, så det finns ingen period att visa." {
			t.Errorf("%s: got %v", id, err)
		}
	}
}

func TestAPanicInARunIsAnErrorThatTellsItsPlaceAndNotItsValue(t *testing.T) {
	for name, broken := range map[string]func() int{
		"a value":    func() int { panic("19121212-1212") },
		"an index":   func() int { return []int{}[len(name(t))] },
		"no pointer": func() int { return (*Table)(nil).Column("x") },
	} {
		flights := newFlights[int]()
		_, err := flights.do(t.Context(), "k", func() job[int] {
			return func(context.Context) (int, error) { return broken(), nil }
		})
		if err == nil || !strings.HasPrefix(err.Error(), "panic at ") || !strings.Contains(err.Error(), ".go:") || strings.Contains(err.Error(), "1212") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func name(t *testing.T) string { return t.Name() }

func TestTheCacheKeepsWithinItsSizeAndForgetsTheOldest(t *testing.T) {
	cache := newCache[string](4 * 100)
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		cache.put(key, "first", key, 64) // 80 with what any answer takes
	}
	has := func(key string) bool {
		answer, found := cache.get(key)
		return found && answer == key
	}
	if !has("a") {
		t.Fatal("a was dropped though five fit")
	}
	cache.put("f", "second", "f", 64)
	if has("b") || !has("a") || cache.size > cache.limit {
		t.Errorf("the least recently used was not the one dropped; size %d", cache.size)
	}
	cache.dropOthers("second")
	if has("a") || !has("f") || cache.size != 80 {
		t.Errorf("after a new snapshot: size %d", cache.size)
	}
}
