// Package jobs runs long work one piece at a time, first come first served, and keeps what it made for a while. Work that
// nobody asks about any more is ended. It knows neither HTTP nor what the work is.
package jobs

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Options bound a queue. All are needed.
type Options struct {
	Running int           // pieces of work at a time
	Waiting int           // jobs that may wait or run; more are refused
	Bytes   int           // of all results that are kept, together
	Kept    time.Duration // how long a result is kept
	Unseen  time.Duration // how long a job goes on that nobody asks about
}

// A State is where a job is.
type State string

// The states of a job. The last three are final.
const (
	Waiting   State = "waiting"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Final reports whether nothing more will happen.
func (s State) Final() bool { return s == Done || s == Failed || s == Cancelled }

// A Progress says what a job is doing.
type Progress struct {
	Stage       string // in words; empty: nothing to tell
	Done, Total int    // of the stage; a total of 0 is not known
}

// A Result is what a job has made.
type Result struct {
	Name    string
	Content []byte
}

// Work makes a result. It ends soon after its context does.
type Work func(ctx context.Context, tell func(Progress)) (Result, error)

// A Status is a job as it is now.
type Status struct {
	ID, Title string
	State     State
	Progress  Progress
	Ahead     int    // jobs that come before it, while it waits
	File      string // name of the result, once done
	Size      int    // of the result in bytes
	Err       error  // why it failed
}

// Errors of Start.
var (
	ErrFull   = errors.New("too many jobs are waiting")
	ErrClosed = errors.New("the queue is closed")
)

// ErrTooLarge is why a job failed whose result has more bytes than all results together may have.
var ErrTooLarge = errors.New("the result is larger than what may be kept")

// A Queue runs jobs.
type Queue struct {
	options Options
	line    line
	ended   sync.WaitGroup
	stop    chan struct{}

	mu     sync.Mutex
	closed bool
	jobs   map[string]*job
	number int // of the latest job
}

type job struct {
	Status
	number int
	result Result
	cancel context.CancelFunc
	seenAt time.Time
	doneAt time.Time
}

// New makes a queue; Close ends it.
func New(options Options) *Queue {
	q := &Queue{options: options, line: line{free: options.Running}, stop: make(chan struct{}), jobs: map[string]*job{}}
	q.ended.Add(1)
	go q.sweepRegularly()
	return q
}

// Start begins a job, or refuses it when too many wait. Its id cannot be guessed.
func (q *Queue) Start(title string, work Work) (string, error) {
	var random [16]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("name the job: %w", err)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return "", ErrClosed
	}
	unfinished := 0
	for _, j := range q.jobs {
		if !j.State.Final() {
			unfinished++
		}
	}
	if unfinished >= q.options.Waiting {
		return "", ErrFull
	}
	ctx, cancel := context.WithCancel(context.Background())
	q.number++
	j := &job{Status: Status{ID: hex.EncodeToString(random[:]), Title: title, State: Waiting}, number: q.number, cancel: cancel, seenAt: time.Now()}
	q.jobs[j.ID] = j
	q.ended.Add(1)
	go q.run(ctx, j, work, q.line.join())
	return j.ID, nil
}

// Do runs work in its turn and waits for it: for those who wait themselves. It gives up when the context ends.
func (q *Queue) Do(ctx context.Context, work func() error) error {
	return q.inTurn(ctx, q.line.join(), work)
}

func (q *Queue) inTurn(ctx context.Context, place *place, work func() error) error {
	if err := q.line.wait(ctx, place); err != nil {
		return fmt.Errorf("wait for the turn: %w", err)
	}
	defer q.line.leave()
	return work()
}

func (q *Queue) run(ctx context.Context, j *job, work Work, place *place) {
	defer q.ended.Done()
	defer j.cancel()
	var result Result
	err := q.inTurn(ctx, place, func() error {
		q.set(j, func() { j.State = Running })
		var err error
		result, err = work(ctx, func(p Progress) { q.set(j, func() { j.Progress = p }) })
		return err
	})
	q.finish(ctx, j, result, err)
}

// set changes a job that is not final.
func (q *Queue) set(j *job, change func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !j.State.Final() {
		change()
	}
}

func (q *Queue) finish(ctx context.Context, j *job, result Result, err error) {
	q.set(j, func() {
		j.doneAt = time.Now()
		switch {
		case ctx.Err() != nil:
			j.State = Cancelled
		case err != nil:
			j.State, j.Err = Failed, err
		case len(result.Content) > q.options.Bytes:
			j.State, j.Err = Failed, ErrTooLarge
		default:
			j.State, j.result, j.File, j.Size = Done, result, result.Name, len(result.Content)
			q.makeRoom(j)
		}
	})
}

// makeRoom forgets the oldest results until all that are kept have room.
func (q *Queue) makeRoom(latest *job) {
	for {
		used, oldest := 0, latest
		for _, j := range q.jobs {
			used += len(j.result.Content)
			if j.State == Done && j.doneAt.Before(oldest.doneAt) {
				oldest = j
			}
		}
		if used <= q.options.Bytes || oldest == latest {
			return
		}
		delete(q.jobs, oldest.ID)
	}
}

// Status tells where a job is; asking keeps it alive.
func (q *Queue) Status(id string) (Status, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	j, found := q.jobs[id]
	if !found {
		return Status{}, false
	}
	j.seenAt = time.Now()
	status := j.Status
	if status.State == Waiting {
		for _, other := range q.jobs {
			if !other.State.Final() && other.number < j.number {
				status.Ahead++
			}
		}
	}
	return status, true
}

// Cancel ends a job; what it has made until then is thrown away. A job that is final stays as it is.
func (q *Queue) Cancel(id string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	j, found := q.jobs[id]
	if found && !j.State.Final() {
		q.end(j)
	}
	return found
}

func (q *Queue) end(j *job) {
	j.State, j.doneAt = Cancelled, time.Now()
	j.cancel()
}

// Result is what a job has made; it is kept for others to ask again. The content is shared: never change it.
func (q *Queue) Result(id string) (Result, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	j, found := q.jobs[id]
	if !found || j.State != Done {
		return Result{}, false
	}
	return j.result, true
}

// sweepRegularly ends jobs that nobody asks about, and forgets those that ended a while ago.
func (q *Queue) sweepRegularly() {
	defer q.ended.Done()
	every := min(q.options.Unseen, q.options.Kept, time.Second*4) / 4
	ticker := time.NewTicker(max(every, time.Millisecond))
	defer ticker.Stop()
	for {
		select {
		case <-q.stop:
			return
		case now := <-ticker.C:
			q.sweep(now)
		}
	}
}

func (q *Queue) sweep(now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for id, j := range q.jobs {
		switch {
		case !j.State.Final() && now.Sub(j.seenAt) > q.options.Unseen:
			q.end(j)
		case j.State.Final() && now.Sub(j.doneAt) > q.options.Kept:
			delete(q.jobs, id)
		}
	}
}

// Close ends all jobs, waits for them, and forgets their results.
func (q *Queue) Close() {
	q.mu.Lock()
	if q.closed {
		q.mu.Unlock()
		return
	}
	q.closed = true
	for _, j := range q.jobs {
		if !j.State.Final() {
			q.end(j)
		}
	}
	q.mu.Unlock()
	close(q.stop)
	q.ended.Wait()
	q.mu.Lock()
	defer q.mu.Unlock()
	clear(q.jobs)
}
