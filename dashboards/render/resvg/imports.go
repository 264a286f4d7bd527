package resvg

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// An imported is a function of the host. The stack holds its arguments and takes its result.
type imported struct {
	arguments, results int
	run                func(m *module, stack []uint64)
}

// hosts are the functions that resvg asks its host for, by name without the hash at its end. The three constructors named
// "new" differ in how many arguments they take: Array 0, Uint8Array 1, Error 2.
func hosts() map[string]imported {
	return map[string]imported{
		"__wbg_new/0": {0, 1, func(m *module, s []uint64) { s[0] = m.add(&array{}) }},
		"__wbg_new/1": {1, 1, func(m *module, s []uint64) {
			if _, whole := m.object(s[0]).(memory); whole {
				s[0] = m.add(view{0, m.guest.Memory().Size()})
				return
			}
			s[0] = m.add(append([]byte{}, m.content(m.object(s[0]))...))
		}},
		"__wbg_new/2":                      {2, 1, func(m *module, s []uint64) { s[0] = m.add(problem{string(m.bytes(uint32(s[0]), uint32(s[1])))}) }},
		"__wbg_newwithbyteoffsetandlength": {3, 1, func(m *module, s []uint64) { s[0] = m.add(view{uint32(s[1]), uint32(s[2])}) }},
		"__wbindgen_memory":                {0, 1, func(m *module, s []uint64) { s[0] = m.add(memory{}) }},
		"__wbg_buffer":                     {1, 1, func(m *module, s []uint64) { s[0] = m.add(memory{}) }},
		"__wbindgen_object_drop_ref":       {1, 0, func(m *module, s []uint64) { m.drop(s[0]) }},
		"__wbg_values":                     {1, 1, func(m *module, s []uint64) { s[0] = m.add(&walk{of: m.object(s[0]).(*array)}) }},
		"__wbg_next":                       {1, 1, func(m *module, s []uint64) { s[0] = m.add(m.object(s[0]).(*walk).step()) }},
		"__wbg_done":                       {1, 1, func(m *module, s []uint64) { s[0] = truth(m.object(s[0]).(step).done) }},
		"__wbg_value":                      {1, 1, func(m *module, s []uint64) { s[0] = m.add(m.object(s[0]).(step).value) }},
		"__wbg_push": {2, 1, func(m *module, s []uint64) {
			list := m.object(s[0]).(*array)
			list.items = append(list.items, m.object(s[1]))
			s[0] = uint64(len(list.items))
		}},
		"__wbg_length": {1, 1, func(m *module, s []uint64) { s[0] = uint64(len(m.content(m.object(s[0])))) }},
		"__wbg_set": {3, 0, func(m *module, s []uint64) {
			copy(m.content(m.object(s[0]))[uint32(s[2]):], m.content(m.object(s[1])))
		}},
		"__wbg_instanceof_Uint8Array": {1, 1, func(m *module, s []uint64) {
			switch m.object(s[0]).(type) {
			case []byte, view:
				s[0] = 1
			default:
				s[0] = 0
			}
		}},
		"__wbindgen_string_get": {2, 0, func(m *module, s []uint64) {
			answer, at, length := uint32(s[0]), uint64(0), uint64(0)
			if text, ok := m.object(s[1]).(string); ok {
				at, length = m.give([]byte(text))
			}
			m.setWord(answer, uint32(at))
			m.setWord(answer+4, uint32(length))
		}},
		"__wbindgen_string_new": {2, 1, func(m *module, s []uint64) { s[0] = m.add(string(m.bytes(uint32(s[0]), uint32(s[1])))) }},
		"__wbindgen_throw": {2, 0, func(m *module, s []uint64) {
			panic(errors.New(string(m.bytes(uint32(s[0]), uint32(s[1])))))
		}},
	}
}

func truth(is bool) uint64 {
	if is {
		return 1
	}
	return 0
}

func (w *walk) step() step {
	if w.next >= len(w.of.items) {
		return step{done: true}
	}
	w.next++
	return step{value: w.of.items[w.next-1]}
}

// serve gives a compiled module the functions it asks for, and refuses one that asks for others.
func serve(ctx context.Context, runtime wazero.Runtime, compiled wazero.CompiledModule) error {
	const from, hashLength = "wbg", 17
	known := hosts()
	builder := runtime.NewHostModuleBuilder(from)
	for _, wanted := range compiled.ImportedFunctions() {
		room, name, _ := wanted.Import()
		short := name
		if at := strings.LastIndexByte(name, '_'); at > 0 && len(name)-at == hashLength {
			short = name[:at]
		}
		if short == "__wbg_new" {
			short = fmt.Sprintf("%s/%d", short, len(wanted.ParamTypes()))
		}
		host, found := known[short]
		if room != from || !found || host.arguments != len(wanted.ParamTypes()) || host.results != len(wanted.ResultTypes()) {
			return fmt.Errorf("the module asks for %s.%s, which is not known", room, name)
		}
		call := api.GoFunc(func(ctx context.Context, stack []uint64) {
			for i := range host.arguments { // all are 32 bits wide; what stands above them is left over
				stack[i] = uint64(uint32(stack[i]))
			}
			host.run(ctx.Value(moduleKey{}).(*module), stack)
		})
		builder.NewFunctionBuilder().WithGoFunction(call, wanted.ParamTypes(), wanted.ResultTypes()).Export(name)
	}
	_, err := builder.Instantiate(ctx)
	return err
}
