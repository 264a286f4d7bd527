package resvg

import (
	"context"
	"errors"
	"fmt"

	"github.com/tetratelabs/wazero/api"
)

// resvg is compiled for a JavaScript host (wasm-bindgen): it holds the host's objects by number. These are the few
// kinds that it makes or asks for.
type (
	memory struct{}                    // WebAssembly.Memory, and its buffer
	view   struct{ at, length uint32 } // Uint8Array over the module's memory
	array  struct{ items []any }       // Array
	walk   struct {
		of   *array
		next int
	} // an iterator over it
	step struct {
		value any
		done  bool
	} // what the iterator answers
	problem struct{ message string } // Error
)

// reserved are the numbers below the first object; the last four of them are undefined, null, true and false.
const reserved = 132

// A module is one instance with its objects. One goroutine uses it at a time.
type module struct {
	guest   api.Module
	context context.Context
	objects []any
	free    []uint32
	broken  bool // the guest trapped: its state is unknown
}

// moduleKey finds the module of a call in its context.
type moduleKey struct{}

func (m *module) add(object any) uint64 {
	if last := len(m.free) - 1; last >= 0 {
		id := m.free[last]
		m.free = m.free[:last]
		m.objects[id] = object
		return uint64(id)
	}
	m.objects = append(m.objects, object)
	return uint64(len(m.objects) - 1)
}

func (m *module) object(id uint64) any {
	if id >= uint64(len(m.objects)) {
		panic(fmt.Errorf("object %d does not exist", id))
	}
	return m.objects[id]
}

func (m *module) drop(id uint64) {
	if id >= reserved {
		m.objects[id] = nil
		m.free = append(m.free, uint32(id))
	}
}

func (m *module) take(id uint64) any {
	object := m.object(id)
	m.drop(id)
	return object
}

// bytes are a part of the module's memory.
func (m *module) bytes(at, length uint32) []byte {
	part, ok := m.guest.Memory().Read(at, length)
	if !ok {
		panic(fmt.Errorf("%d bytes at %d are outside the memory", length, at))
	}
	return part
}

// content is what a Uint8Array holds.
func (m *module) content(object any) []byte {
	switch object := object.(type) {
	case []byte:
		return object
	case view:
		return m.bytes(object.at, object.length)
	}
	panic(fmt.Errorf("%T is no Uint8Array", object))
}

// give copies bytes into memory that the guest owns from then on.
func (m *module) give(content []byte) (at, length uint64) {
	at = m.must("__wbindgen_malloc", uint64(len(content)), 1)
	copy(m.bytes(uint32(at), uint32(len(content))), content)
	return at, uint64(len(content))
}

func (m *module) word(at uint32) uint32 {
	word, ok := m.guest.Memory().ReadUint32Le(at)
	if !ok {
		panic(fmt.Errorf("address %d is outside the memory", at))
	}
	return word
}

func (m *module) setWord(at, word uint32) {
	if !m.guest.Memory().WriteUint32Le(at, word) {
		panic(fmt.Errorf("address %d is outside the memory", at))
	}
}

// call runs an exported function; its answer is 0 where it has none.
func (m *module) call(name string, arguments ...uint64) (uint64, error) {
	results, err := m.guest.ExportedFunction(name).Call(m.context, arguments...)
	if err != nil {
		m.broken = true
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	if len(results) == 0 {
		return 0, nil
	}
	return results[0], nil
}

// must is call where a fault ends the drawing.
func (m *module) must(name string, arguments ...uint64) uint64 {
	result, err := m.call(name, arguments...)
	if err != nil {
		panic(err)
	}
	return result
}

// result calls a function that answers through memory: an object, or an error.
func (m *module) result(name string, arguments ...uint64) (uint64, error) {
	const room = 16
	at := m.must("__wbindgen_add_to_stack_pointer", uint64(uint32(0xffffffff-room+1)))
	m.must(name, append([]uint64{at}, arguments...)...)
	object, fault, failed := m.word(uint32(at)), m.word(uint32(at)+4), m.word(uint32(at)+8)
	m.must("__wbindgen_add_to_stack_pointer", room)
	if failed == 0 {
		return uint64(object), nil
	}
	switch thrown := m.take(uint64(fault)).(type) {
	case problem:
		return 0, errors.New(thrown.message)
	case string:
		return 0, errors.New(thrown)
	default:
		return 0, fmt.Errorf("%s failed with %T", name, thrown)
	}
}
