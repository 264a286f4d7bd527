package analytics

import (
	"container/list"
	"sync"
)

// A cache keeps answers, the most recently used ones, up to a number of cells.
type cache[T any] struct {
	mutex  sync.Mutex
	limit  int // cells
	size   int
	byKey  map[string]*list.Element
	recent *list.List // newest first
}

type cached[T any] struct {
	key, snapshot string
	answer        T
	cells         int
}

func newCache[T any](cells int) *cache[T] {
	return &cache[T]{limit: cells, byKey: map[string]*list.Element{}, recent: list.New()}
}

func (c *cache[T]) get(key string) (answer T, found bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	element, found := c.byKey[key]
	if !found {
		return answer, false
	}
	c.recent.MoveToFront(element)
	return element.Value.(*cached[T]).answer, true
}

// put keeps an answer of so many cells; an answer without any still takes its place.
func (c *cache[T]) put(key, snapshot string, answer T, cells int) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	cells += 16
	if cells > c.limit/4 { // one answer may not drive out all others
		return
	}
	if element, found := c.byKey[key]; found {
		c.remove(element)
	}
	c.byKey[key] = c.recent.PushFront(&cached[T]{key: key, snapshot: snapshot, answer: answer, cells: cells})
	c.size += cells
	for c.size > c.limit {
		c.remove(c.recent.Back())
	}
}

// dropOthers forgets the answers of other snapshots.
func (c *cache[T]) dropOthers(snapshot string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for element := c.recent.Front(); element != nil; {
		next := element.Next()
		if element.Value.(*cached[T]).snapshot != snapshot {
			c.remove(element)
		}
		element = next
	}
}

func (c *cache[T]) remove(element *list.Element) {
	entry := element.Value.(*cached[T])
	c.recent.Remove(element)
	delete(c.byKey, entry.key)
	c.size -= entry.cells
}
