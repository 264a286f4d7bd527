package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var usual = Options{Running: 1, Waiting: 4, Bytes: 100, Kept: time.Minute, Unseen: time.Minute}

func queue(t testing.TB, options Options) *Queue {
	t.Helper()
	q := New(options)
	t.Cleanup(q.Close)
	return q
}

func start(t testing.TB, q *Queue, work Work) string {
	t.Helper()
	id, err := q.Start("Rapport", work)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// until waits for a job to be in a state.
func until(t testing.TB, q *Queue, id string, state State) Status {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if status, found := q.Status(id); found && status.State == state {
			return status
		}
	}
	status, found := q.Status(id)
	t.Fatalf("the job is %+v (found %t), want it %s", status, found, state)
	return Status{}
}

func made(size int) Work {
	return func(context.Context, func(Progress)) (Result, error) {
		return Result{Name: "a.pdf", Content: make([]byte, size)}, nil
	}
}

// untilEnded works until its context ends.
func untilEnded(ctx context.Context, _ func(Progress)) (Result, error) {
	<-ctx.Done()
	return Result{Content: []byte("half a file")}, ctx.Err()
}

func TestAJobTellsItsProgressAndKeepsItsResult(t *testing.T) {
	q := queue(t, usual)
	goOn := make(chan bool)
	id := start(t, q, func(_ context.Context, tell func(Progress)) (Result, error) {
		tell(Progress{"Räknar", 3, 7})
		<-goOn
		return Result{Name: "a.pdf", Content: []byte("hel")}, nil
	})
	status := until(t, q, id, Running)
	for status.Progress.Total == 0 {
		status = until(t, q, id, Running)
	}
	if status.Progress != (Progress{"Räknar", 3, 7}) || status.Title != "Rapport" {
		t.Errorf("the status is %+v", status)
	}
	if _, done := q.Result(id); done {
		t.Error("there is a result already")
	}
	close(goOn)
	if status := until(t, q, id, Done); status.File != "a.pdf" || status.Size != 3 {
		t.Errorf("the status is %+v", status)
	}
	for range 2 {
		if result, done := q.Result(id); !done || string(result.Content) != "hel" {
			t.Errorf("the result is %q", result.Content)
		}
	}
}

func TestJobsRunOneAtATimeInTheOrderOfTheirStart(t *testing.T) {
	q := queue(t, Options{Running: 1, Waiting: 20, Bytes: 100, Kept: time.Minute, Unseen: time.Minute})
	var running, most atomic.Int32
	var mu sync.Mutex
	var order []int
	release := make(chan bool)
	var ids []string
	for n := range 6 {
		ids = append(ids, start(t, q, func(context.Context, func(Progress)) (Result, error) {
			most.Store(max(most.Load(), running.Add(1)))
			mu.Lock()
			order = append(order, n)
			mu.Unlock()
			<-release
			running.Add(-1)
			return Result{}, nil
		}))
	}
	until(t, q, ids[0], Running)
	if status, _ := q.Status(ids[3]); status.State != Waiting || status.Ahead != 3 {
		t.Errorf("the fourth is %s with %d ahead", status.State, status.Ahead)
	}
	direct := make(chan bool)
	go func() {
		if err := q.Do(t.Context(), func() error { most.Store(max(most.Load(), running.Add(1))); running.Add(-1); return nil }); err != nil {
			t.Error(err)
		}
		close(direct)
	}()
	close(release)
	for _, id := range ids {
		until(t, q, id, Done)
	}
	<-direct
	if fmt.Sprint(order) != "[0 1 2 3 4 5]" || most.Load() != 1 {
		t.Errorf("order %v, at most %d at a time", order, most.Load())
	}
}

func TestTooManyJobsAreRefusedUntilSomeEnd(t *testing.T) {
	q := queue(t, usual)
	var ids []string
	for range usual.Waiting {
		ids = append(ids, start(t, q, untilEnded))
	}
	if _, err := q.Start("", made(1)); !errors.Is(err, ErrFull) {
		t.Errorf("one more: %v", err)
	}
	q.Cancel(ids[2])
	id := start(t, q, made(1))
	q.Cancel(ids[0])
	q.Cancel(ids[1])
	q.Cancel(ids[3])
	until(t, q, id, Done)
}

func TestACancelledJobLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	q := New(usual)
	ended := make(chan bool)
	id := start(t, q, func(ctx context.Context, tell func(Progress)) (Result, error) {
		defer close(ended)
		return untilEnded(ctx, tell)
	})
	waits := start(t, q, made(1))
	until(t, q, id, Running)
	if !q.Cancel(id) {
		t.Fatal("the job is not known")
	}
	until(t, q, id, Cancelled)
	<-ended
	if result, done := q.Result(id); done || result.Content != nil {
		t.Errorf("it left %q", result.Content)
	}
	until(t, q, waits, Done) // its place is free
	q.Cancel(waits)
	until(t, q, waits, Done) // what is done stays done
	q.Close()
	q.Close()
	for deadline := time.Now().Add(2 * time.Minute); runtime.NumGoroutine() > before && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
	if _, found := q.Status(waits); found {
		t.Error("a closed queue keeps results")
	}
	if _, err := q.Start("", made(1)); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed queue answers %v", err)
	}
}

func TestAJobThatNobodyAsksAboutIsEnded(t *testing.T) {
	q := queue(t, usual)
	id, watched := start(t, q, untilEnded), start(t, q, untilEnded)
	until(t, q, id, Running)
	q.sweep(time.Now().Add(59 * time.Second))
	until(t, q, id, Running)
	q.mu.Lock()
	q.jobs[id].seenAt = time.Now().Add(-2 * time.Minute)
	q.mu.Unlock()
	q.sweep(time.Now())
	until(t, q, id, Cancelled)
	until(t, q, watched, Running)
	q.Cancel(watched)
}

func TestResultsAreForgottenInTimeAndWhenThereIsNoRoom(t *testing.T) {
	q := queue(t, usual)
	first, second := start(t, q, made(60)), ""
	until(t, q, first, Done)
	second = start(t, q, made(40))
	until(t, q, second, Done)
	if _, kept := q.Result(first); !kept {
		t.Error("100 bytes have room")
	}
	third := start(t, q, made(1))
	until(t, q, third, Done)
	if _, kept := q.Result(first); kept {
		t.Error("101 bytes are kept")
	}
	if _, kept := q.Result(second); !kept {
		t.Error("more than needed is forgotten")
	}
	large := start(t, q, made(101))
	if status := until(t, q, large, Failed); !errors.Is(status.Err, ErrTooLarge) {
		t.Errorf("too large: %v", status.Err)
	}
	q.sweep(time.Now().Add(2 * time.Minute))
	if _, found := q.Status(second); found {
		t.Error("the result is kept for longer than a minute")
	}
}

func TestAFailedJobSaysWhy(t *testing.T) {
	q := queue(t, usual)
	reason := errors.New("därför")
	id := start(t, q, func(context.Context, func(Progress)) (Result, error) { return Result{}, reason })
	if status := until(t, q, id, Failed); !errors.Is(status.Err, reason) {
		t.Errorf("the job says %v", status.Err)
	}
}
