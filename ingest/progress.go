package ingest

import (
	"sync"
	"time"
)

// A tracker turns what a load does into Progress. Files are read at the same time: it is safe for that.
type tracker struct {
	mu     sync.Mutex
	tell   func(Progress)
	began  time.Time // of the load
	stage  Stage
	since  time.Time // the stage began
	done   map[string]int64
	total  int64
	rows   int64
	latest time.Time
}

func newTracker(tell func(Progress), total int64) *tracker {
	now := time.Now()
	return &tracker{tell: tell, began: now, since: now, done: map[string]int64{}, total: total}
}

func (t *tracker) begin(stage Stage) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stage, t.since = stage, time.Now()
	t.tell(Progress{Stage: stage, Rows: t.rows, Elapsed: time.Since(t.began)})
}

// often is how much time at least passes between two reports on the same stage.
const often = 100 * time.Millisecond

// bytes notes how many bytes of a file were read so far.
func (t *tracker) bytes(path, name string, done int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done[path] = done
	if now := time.Now(); now.Sub(t.latest) >= often {
		t.latest = now
		t.report(name)
	}
}

// loaded notes records that came into the snapshot.
func (t *tracker) loaded(name string, records int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows += records
	t.report(name)
}

func (t *tracker) report(name string) {
	var done int64
	for _, bytes := range t.done {
		done += bytes
	}
	spent := time.Since(t.since)
	progress := Progress{Stage: t.stage, What: name, Done: done, Total: t.total, Rows: t.rows, Elapsed: time.Since(t.began)}
	if spent > 0 {
		progress.Rate = float64(t.rows) / spent.Seconds()
	}
	if done > 0 && done < t.total {
		progress.Left = time.Duration(float64(spent) * float64(t.total-done) / float64(done))
	}
	t.tell(progress)
}

// step notes that a table is being built, and how many of all are done.
func (t *tracker) step(table string, done, total int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	progress := Progress{Stage: t.stage, What: table, Done: int64(done), Total: int64(total), Rows: t.rows, Elapsed: time.Since(t.began)}
	if spent := time.Since(t.since); done > 0 {
		progress.Left = time.Duration(float64(spent) * float64(total-done) / float64(done))
	}
	t.tell(progress)
}
