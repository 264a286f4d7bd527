package analytics

import (
	"container/list"
	"sync"
)

// A cache keeps tables, the most recently used ones, up to a number of cells.
type cache struct {
	mutex  sync.Mutex
	limit  int // cells
	size   int
	byKey  map[string]*list.Element
	recent *list.List // newest first
}

type cached struct {
	key, snapshot string
	table         *Table
	cells         int
}

func newCache(cells int) *cache {
	return &cache{limit: cells, byKey: map[string]*list.Element{}, recent: list.New()}
}

func (c *cache) get(key string) *Table {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	element, found := c.byKey[key]
	if !found {
		return nil
	}
	c.recent.MoveToFront(element)
	return element.Value.(*cached).table
}

func (c *cache) put(key, snapshot string, table *Table) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	cells := len(table.Rows)*len(table.Columns) + 16
	if cells > c.limit/4 { // one table may not drive out all others
		return
	}
	if element, found := c.byKey[key]; found {
		c.remove(element)
	}
	c.byKey[key] = c.recent.PushFront(&cached{key: key, snapshot: snapshot, table: table, cells: cells})
	c.size += cells
	for c.size > c.limit {
		c.remove(c.recent.Back())
	}
}

// dropOthers forgets the tables of other snapshots.
func (c *cache) dropOthers(snapshot string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for element := c.recent.Front(); element != nil; {
		next := element.Next()
		if element.Value.(*cached).snapshot != snapshot {
			c.remove(element)
		}
		element = next
	}
}

func (c *cache) remove(element *list.Element) {
	entry := element.Value.(*cached)
	c.recent.Remove(element)
	delete(c.byKey, entry.key)
	c.size -= entry.cells
}
