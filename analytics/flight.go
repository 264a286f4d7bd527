package analytics

import (
	"context"
	"errors"
	"sync"
)

// flights let equal requests share one run. Unlike x/sync/singleflight a run is cancelled when the last of those
// who wait for it has gone.
type flights[T any] struct {
	mutex sync.Mutex
	byKey map[string]*flight[T]
}

type flight[T any] struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	answer  T
	err     error
}

// A job makes one answer.
type job[T any] func(context.Context) (T, error)

func newFlights[T any]() *flights[T] { return &flights[T]{byKey: map[string]*flight[T]{}} }

// do answers from the run that is under way for the key, or begins one. Begin is called before do returns, and what
// it returns runs in the background.
func (f *flights[T]) do(ctx context.Context, key string, begin func() job[T]) (T, error) {
	f.mutex.Lock()
	shared, found := f.byKey[key]
	if !found {
		background, cancel := context.WithCancel(context.WithoutCancel(ctx))
		shared = &flight[T]{done: make(chan struct{}), cancel: cancel}
		f.byKey[key] = shared
		go f.run(background, key, shared, begin())
	}
	shared.waiting++
	f.mutex.Unlock()
	select {
	case <-shared.done:
		return shared.answer, shared.err
	case <-ctx.Done():
		f.mutex.Lock()
		if shared.waiting--; shared.waiting == 0 {
			shared.cancel()
			if f.byKey[key] == shared {
				delete(f.byKey, key) // the next request begins anew
			}
		}
		f.mutex.Unlock()
		var none T
		return none, ctx.Err()
	}
}

// run does the job. A panic in it becomes an error: one broken figure may not end the service.
func (f *flights[T]) run(ctx context.Context, key string, shared *flight[T], do job[T]) {
	defer func() {
		if recover() != nil {
			shared.err = errors.New("panic at " + PanicSite())
		}
		f.forget(key, shared)
		shared.cancel()
		close(shared.done)
	}()
	shared.answer, shared.err = do(ctx)
}

func (f *flights[T]) forget(key string, shared *flight[T]) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.byKey[key] == shared {
		delete(f.byKey, key)
	}
}
