// Package render draws chart options as SVG on the server, without a browser: ECharts in a JavaScript engine
// written in Go, with the same formatters, drawings and colours as the page.
package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/dop251/goja"
)

// limit is how long one figure may take when the caller sets no earlier deadline. Ordinary figures take a tenth of a second, many times that
// on a busy machine.
const limit = time.Minute

// A Renderer draws figures, as many at a time as there are processors. It is safe for concurrent use.
type Renderer struct {
	programs []*goja.Program
	palettes map[Scheme]palette
	fonts    *fonts
	pool     chan *engine // empty places hold nil: engines are made when they are first needed
}

// Files are what a Renderer runs; the caller has them embedded.
type Files struct {
	ECharts []byte // echarts.min.js
	Format  []byte // fmt.js: formatters and drawings
	Tokens  []byte // the style sheet whose custom properties are the colours
}

// New compiles the scripts once for all engines.
func New(files Files) (*Renderer, error) {
	if len(files.ECharts) == 0 {
		return nil, errors.New("echarts.min.js is empty: run go generate ./dashboards")
	}
	r := &Renderer{}
	for _, script := range []struct {
		name string
		text []byte
	}{{"shim.js", []byte(shim)}, {"echarts.min.js", files.ECharts}, {"fmt.js", files.Format}, {"draw.js", []byte(draw)}} {
		program, err := goja.Compile(script.name, string(script.text), false)
		if err != nil {
			return nil, fmt.Errorf("compile %s: %w", script.name, err)
		}
		r.programs = append(r.programs, program)
	}
	var err error
	if r.palettes, err = readPalettes(files.Tokens); err != nil {
		return nil, fmt.Errorf("read colours: %w", err)
	}
	if r.fonts, err = newFonts(); err != nil {
		return nil, fmt.Errorf("read fonts: %w", err)
	}
	r.pool = make(chan *engine, runtime.GOMAXPROCS(0))
	for range cap(r.pool) {
		r.pool <- nil
	}
	return r, nil
}

// SVG draws an option. It waits for a free engine, and gives up when the context ends.
func (r *Renderer) SVG(ctx context.Context, option json.RawMessage, width, height int, scheme Scheme) ([]byte, error) {
	colours, ok := r.palettes[scheme]
	if !ok {
		return nil, fmt.Errorf("colour scheme %q is not known", scheme)
	}
	if width < 1 || height < 1 || width > 10_000 || height > 10_000 {
		return nil, fmt.Errorf("a figure of %d × %d pixels cannot be drawn", width, height)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var e *engine
	select {
	case e = <-r.pool:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a free engine: %w", ctx.Err())
	}
	if e == nil {
		var err error
		if e, err = r.newEngine(); err != nil {
			r.pool <- nil
			return nil, err
		}
	}
	svg, err := e.run(ctx, option, width, height, colours)
	if err != nil {
		e = nil // whatever state the script was left in
	}
	r.pool <- e
	return svg, err
}
