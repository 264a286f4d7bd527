package analytics

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// flights let equal requests share one run. Unlike x/sync/singleflight a run is cancelled when the last of those
// who wait for it has gone.
type flights struct {
	mutex sync.Mutex
	byKey map[string]*flight
}

type flight struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	table   *Table
	err     error
}

// A job makes one table.
type job func(context.Context) (*Table, error)

func newFlights() *flights { return &flights{byKey: map[string]*flight{}} }

// do answers from the run that is under way for the key, or begins one. Begin is called before do returns, and what
// it returns runs in the background.
func (f *flights) do(ctx context.Context, key string, begin func() job) (*Table, error) {
	f.mutex.Lock()
	shared, found := f.byKey[key]
	if !found {
		background, cancel := context.WithCancel(context.WithoutCancel(ctx))
		shared = &flight{done: make(chan struct{}), cancel: cancel}
		f.byKey[key] = shared
		go f.run(background, key, shared, begin())
	}
	shared.waiting++
	f.mutex.Unlock()
	select {
	case <-shared.done:
		return shared.table, shared.err
	case <-ctx.Done():
		f.mutex.Lock()
		if shared.waiting--; shared.waiting == 0 {
			shared.cancel()
			if f.byKey[key] == shared {
				delete(f.byKey, key) // the next request begins anew
			}
		}
		f.mutex.Unlock()
		return nil, ctx.Err()
	}
}

// run does the job. A panic in it becomes an error: one broken figure may not end the service.
func (f *flights) run(ctx context.Context, key string, shared *flight, do job) {
	defer func() {
		if fault := recover(); fault != nil {
			shared.err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
		}
		f.forget(key, shared)
		shared.cancel()
		close(shared.done)
	}()
	shared.table, shared.err = do(ctx)
}

func (f *flights) forget(key string, shared *flight) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.byKey[key] == shared {
		delete(f.byKey, key)
	}
}
