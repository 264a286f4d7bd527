package dashboards

import (
	"container/list"
	"sync"
)

// keptBytes is how much memory written pages may take.
const keptBytes = 64 << 20

// kept holds written pages by their entity tag, which names all that decides them. The ones longest unused give way.
type kept struct {
	mu    sync.Mutex
	room  int // for all pages together
	used  int
	pages map[string]*list.Element
	order *list.List // of keptPage, the latest used first
}

type keptPage struct {
	name    string
	content []byte
}

func newKept(room int) *kept {
	return &kept{room: room, pages: map[string]*list.Element{}, order: list.New()}
}

// get returns a page, or nil. The content is shared: never change it.
func (k *kept) get(name string) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	element, found := k.pages[name]
	if !found {
		return nil
	}
	k.order.MoveToFront(element)
	return element.Value.(keptPage).content
}

func (k *kept) put(name string, content []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, found := k.pages[name]; found || len(content) > k.room {
		return
	}
	k.pages[name] = k.order.PushFront(keptPage{name, append([]byte{}, content...)})
	k.used += len(content)
	for k.used > k.room {
		last := k.order.Back()
		page := k.order.Remove(last).(keptPage)
		delete(k.pages, page.name)
		k.used -= len(page.content)
	}
}
