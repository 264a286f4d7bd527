package jobs

import (
	"context"
	"slices"
	"sync"
)

// A line lets so many in at a time, in the order in which they joined it.
type line struct {
	mu      sync.Mutex
	free    int
	waiting []*place
}

// A place in the line. Its turn is a closed channel.
type place struct{ turn chan struct{} }

// join takes a place at once; it may be one's turn already.
func (l *line) join() *place {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := &place{turn: make(chan struct{})}
	l.waiting = append(l.waiting, p)
	l.admit()
	return p
}

// admit lets in those who have room. The lock is held.
func (l *line) admit() {
	for l.free > 0 && len(l.waiting) > 0 {
		l.free--
		close(l.waiting[0].turn)
		l.waiting = l.waiting[1:]
	}
}

// wait waits for a place's turn; who gives up has left the line.
func (l *line) wait(ctx context.Context, p *place) error {
	select {
	case <-p.turn:
		return nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := slices.Index(l.waiting, p); at >= 0 {
		l.waiting = slices.Delete(l.waiting, at, at+1)
	} else { // the turn came at the same time
		l.free++
		l.admit()
	}
	return ctx.Err()
}

// leave gives up one's turn to the next.
func (l *line) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free++
	l.admit()
}
