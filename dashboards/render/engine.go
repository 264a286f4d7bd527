package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	"github.com/dop251/goja"

	"klarsyn/dashboards/legible"
)

// shim gives ECharts the few things it expects around it. Timers never run: a figure is drawn at once.
const shim = `var console = {log: function () {}, warn: function () {}, error: function () {}};
function setTimeout() { return 0; } function clearTimeout() {} function setInterval() { return 0; } function clearInterval() {}`

// draw is what the engine calls. measure comes from Go: without a canvas ECharts has widths of ASCII letters only.
const draw = `echarts.setPlatformAPI({measureText: function (text, font) { return {width: measure(text || '', font || '12px sans-serif')}; }});
function draw(text, width, height, environment) {
	var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
	try {
		var option = KlarsynChart.hydrate(JSON.parse(text), JSON.parse(environment));
		option.animation = false;
		chart.setOption(option);
		return chart.renderToSVGString();
	} finally { chart.dispose(); }
}`

// An engine is one virtual machine; one goroutine uses it at a time.
type engine struct {
	vm   *goja.Runtime
	draw goja.Callable
}

func (r *Renderer) newEngine() (*engine, error) {
	vm := goja.New()
	if err := vm.Set("measure", r.fonts.measurer()); err != nil {
		return nil, fmt.Errorf("give the engine its fonts: %w", err)
	}
	for _, program := range r.programs {
		if _, err := vm.RunProgram(program); err != nil {
			return nil, fmt.Errorf("start the engine: %w", err)
		}
	}
	call, ok := goja.AssertFunction(vm.Get("draw"))
	if !ok {
		return nil, errors.New("start the engine: draw is no function")
	}
	return &engine{vm: vm, draw: call}, nil
}

// environment is what fmt.js reads from the page's style in a browser.
type environment struct {
	Tokens palette `json:"tokens"`
	Font   string  `json:"font"`
}

// run draws one figure; the end of the context interrupts the script.
func (e *engine) run(ctx context.Context, option json.RawMessage, width, height int, colours palette) ([]byte, error) {
	around, err := json.Marshal(environment{Tokens: colours, Font: family})
	if err != nil {
		return nil, fmt.Errorf("write colours: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { e.vm.Interrupt(ctx.Err()) })
	svg, err := e.draw(goja.Undefined(), e.vm.ToValue(string(option)), e.vm.ToValue(width), e.vm.ToValue(height), e.vm.ToValue(string(around)))
	if !stop() && ctx.Err() != nil {
		return nil, fmt.Errorf("draw the figure: %w", ctx.Err())
	}
	if err != nil {
		return nil, fmt.Errorf("draw the figure: %w", err)
	}
	drawn := legible.Bytes([]byte(svg.String()))
	return identity.ReplaceAll(hover.ReplaceAll(drawn, nil), []byte("${1}f-")), nil
}

// hover is the style and the classes of marks that react to a pointer: nothing reacts in a file, and a page that holds
// the drawing itself allows no styles inside it.
var hover = regexp.MustCompile(`(?s)<style\b.*?</style>| class="zr\d+-cls-\d+"`)

// identity is the number of the chart in its engine, in ids and references to them. Without it the same option gives
// the same bytes, whichever engine draws it.
var identity = regexp.MustCompile(`(id="|url\(#|href="#)zr\d+-`)
