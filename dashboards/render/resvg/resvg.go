// Package resvg makes pictures of SVG drawings: resvg, compiled to WebAssembly, in a runtime written in Go. The compiled
// code cannot be pre-empted and would hold up the garbage collection of its process, so it runs in a worker process that
// is killed when it takes too long.
package resvg

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/tetratelabs/wazero"
)

// memoryPages bounds what one drawing may take: pages of 64 KiB, 256 MB together.
const memoryPages = 4096

// family is the one typeface there is; every name in a drawing leads to it.
const family = "Liberation Sans"

// A rasteriser draws one picture at a time.
type rasteriser struct {
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	context  context.Context
	module   *module // nil: the next picture starts a new one
}

// newRasteriser compiles the module, or takes it from the cache folder; an empty folder means no cache.
func newRasteriser(ctx context.Context, code []byte, cache string) (*rasteriser, error) {
	config := wazero.NewRuntimeConfigCompiler().WithMemoryLimitPages(memoryPages)
	if cache != "" {
		kept, err := wazero.NewCompilationCacheWithDir(cache)
		if err != nil {
			return nil, fmt.Errorf("open the cache %s: %w", cache, err)
		}
		config = config.WithCompilationCache(kept)
	}
	runtime := wazero.NewRuntimeWithConfig(ctx, config)
	compiled, err := runtime.CompileModule(ctx, code)
	if err != nil {
		return nil, fmt.Errorf("compile resvg: %w", err)
	}
	if err := serve(ctx, runtime, compiled); err != nil {
		return nil, err
	}
	return &rasteriser{runtime: runtime, compiled: compiled, context: ctx}, nil
}

// start makes a module with nothing in it.
func (r *rasteriser) start() error {
	m := &module{objects: make([]any, reserved)}
	m.objects[reserved-2], m.objects[reserved-1] = true, false
	m.context = context.WithValue(r.context, moduleKey{}, m)
	guest, err := r.runtime.InstantiateModule(m.context, r.compiled, wazero.NewModuleConfig().WithName("").WithStartFunctions())
	if err != nil {
		return fmt.Errorf("start resvg: %w", err)
	}
	m.guest = guest
	r.module = m
	return nil
}

// PNG draws at a scale: pixels per user unit.
func (r *rasteriser) PNG(svg []byte, scale float64) (picture []byte, err error) {
	if r.module == nil {
		if err := r.start(); err != nil {
			return nil, err
		}
	}
	defer func() {
		if caught := recover(); caught != nil {
			r.module.broken, err = true, fmt.Errorf("draw: %v", caught)
		}
		if r.module.broken {
			r.module.guest.Close(r.module.context)
			r.module = nil
		}
	}()
	pixels, err := r.module.draw(svg, scale)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, pixels); err != nil {
		return nil, fmt.Errorf("write png: %w", err)
	}
	return out.Bytes(), nil
}

// options are resvg's own, as its JavaScript interface takes them.
type options struct {
	Font  fontOptions `json:"font"`
	FitTo fitTo       `json:"fitTo"`
}

type fontOptions struct {
	Default   string `json:"defaultFontFamily"`
	Sans      string `json:"sansSerifFamily"`
	Serif     string `json:"serifFamily"`
	Monospace string `json:"monospaceFamily"`
}

type fitTo struct {
	Mode  string  `json:"mode"`
	Value float64 `json:"value"`
}

// draw returns the pixels, which resvg premultiplies as image.RGBA wants them.
func (m *module) draw(svg []byte, scale float64) (*image.RGBA, error) {
	chosen, err := json.Marshal(options{Font: fontOptions{family, family, family, family}, FitTo: fitTo{"zoom", scale}})
	if err != nil {
		return nil, fmt.Errorf("write options: %w", err)
	}
	at, length := m.give(chosen)
	fonts := &array{items: []any{liberationsansregular.TTF, liberationsansbold.TTF}}
	drawing, err := m.result("resvg_new", m.add(string(svg)), at, length, m.add(fonts))
	if err != nil {
		return nil, fmt.Errorf("read the drawing: %w", err)
	}
	defer m.release("__wbg_resvg_free", drawing)
	rendered, err := m.result("resvg_render", drawing)
	if err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	defer m.release("__wbg_renderedimage_free", rendered)
	width, height := int(m.must("renderedimage_width", rendered)), int(m.must("renderedimage_height", rendered))
	pixels := m.content(m.take(m.must("renderedimage_pixels", rendered)))
	if len(pixels) != 4*width*height {
		return nil, fmt.Errorf("%d bytes for %d × %d pixels", len(pixels), width, height)
	}
	return &image.RGBA{Pix: append([]byte{}, pixels...), Stride: 4 * width, Rect: image.Rect(0, 0, width, height)}, nil
}

// release frees what the guest holds, unless it trapped.
func (m *module) release(name string, object uint64) {
	if !m.broken {
		m.must(name, object)
	}
}
