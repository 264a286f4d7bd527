package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// A drawing is what a kind fills in; option makes it an ECharts option.
type drawing struct {
	x, y   axis
	grid   grid
	series []series
	narrow narrow // replaces parts of the above below narrowWidth
	key    []KeyEntry
	notes  []string
	points []Point
	height int
	decals bool // categories are told apart by pattern too
	axis   bool // the tooltip shows all series at the pointed category
	quiet  bool // no tooltip
}

// narrowWidth is the chart width in pixels from which the wide layout is used; fmt.js knows the same number.
const narrowWidth = 420

// mediumWidth is the width from which an axis beside columns has all its ticks.
const mediumWidth = 640

// besideRoom is the right margin above which something stands beside the plot.
const besideRoom = 30

// narrow is the layout of small screens.
type narrow struct {
	Grid   *grid        `json:"grid,omitempty"`
	XAxis  *axis        `json:"xAxis,omitempty"`
	YAxis  *axis        `json:"yAxis,omitempty"`
	Series []endLayouts `json:"series,omitempty"`
}

// endLayouts are the texts and sizes of the names at line ends; empty for series without.
type endLayouts struct {
	EndLabel *endLayout  `json:"endLabel,omitempty"`
	MarkLine *lineLayout `json:"markLine,omitempty"`
}

// lineLayout places the name of a reference line: at its end, or over it.
type lineLayout struct {
	Label struct {
		Position  string `json:"position"`
		Formatter string `json:"formatter"`
	} `json:"label"`
}

type endLayout struct {
	Formatter  string  `json:"formatter"`
	FontSize   float64 `json:"fontSize"`
	LineHeight float64 `json:"lineHeight"`
}

// medium is one of ECharts' rules by size.
type medium struct {
	Query  *query `json:"query,omitempty"`
	Option narrow `json:"option"`
}

type query struct {
	MinWidth int `json:"minWidth,omitempty"`
	MaxWidth int `json:"maxWidth"`
}

// media are the layout of small screens, and the one that is put back when a figure grows.
func (d *drawing) media() []medium {
	small := d.narrow
	small.Series = d.ends(true)
	x, y := d.x.layout(), d.y.layout()
	large := narrow{Grid: &d.grid, XAxis: &x, YAxis: &y, Series: d.ends(false)}
	media := []medium{{Query: &query{MaxWidth: narrowWidth - 1}, Option: small}, {Option: large}}
	if d.x.half != nil && d.grid.Right > besideRoom {
		between, x, y := large, d.x.between(), d.y.between()
		between.XAxis, between.YAxis = &x, &y
		media = append(media, medium{Query: &query{MinWidth: narrowWidth, MaxWidth: mediumWidth - 1}, Option: between})
	}
	return media
}

// ends lays the names at line ends out, series by series; nil when no line has one.
func (d *drawing) ends(small bool) []endLayouts {
	list, some := make([]endLayouts, len(d.series)), false
	for i, s := range d.series {
		if s.MarkLine != nil && s.MarkLine.Label != nil && s.MarkLine.Label.narrow != "" {
			some, list[i].MarkLine = true, &lineLayout{}
			place := &list[i].MarkLine.Label
			place.Position, place.Formatter = s.MarkLine.Label.Position, s.MarkLine.Label.Formatter
			if small {
				place.Position, place.Formatter = "insideEndTop", s.MarkLine.Label.narrow
			}
		}
		switch {
		case s.EndLabel == nil || s.EndLabel.narrow == "":
		case small:
			list[i].EndLabel, some = &endLayout{Formatter: s.EndLabel.narrow, FontSize: 11, LineHeight: 12}, true
		default:
			list[i].EndLabel, some = &endLayout{Formatter: s.EndLabel.Formatter, FontSize: s.EndLabel.FontSize, LineHeight: s.EndLabel.LineHeight}, true
		}
	}
	if !some {
		return nil
	}
	return list
}

// addPoint appends a data item to a series and the point that the keyboard reaches it by.
func (d *drawing) addPoint(series int, index int, label string, lines []string, pick *Pick) {
	d.points = append(d.points, Point{Series: series, Index: index, Pick: pick, Text: spoken(label, lines)})
}

// option composes the JSON: typed parts by go-echarts, what it lacks by the visitor.
func (d *drawing) option(description string) (json.RawMessage, error) {
	frame := charts.NewBar()
	tooltip := opts.Tooltip{Show: opts.Bool(!d.quiet), Trigger: "item", Formatter: "fmt:tip", BorderColor: tokenLine2, BackgroundColor: tokenSurface}
	if d.axis {
		tooltip.Trigger = "axis"
	}
	frame.SetGlobalOptions(
		charts.WithTooltipOpts(tooltip),
		charts.WithAriaOpts(&opts.Aria{
			Enabled: opts.Bool(true),
			Label:   &opts.AriaLabel{Enabled: opts.Bool(true), Description: description},
			Decal:   &opts.AriaDecal{Show: opts.Bool(d.decals)},
		}),
		charts.WithAnimation(false),
	)
	frame.Accept(visitor{drawing: d})
	frame.Validate()
	return json.Marshal(frame.JSON())
}

// visitor puts the parts in place that go-echarts has no words for.
type visitor struct {
	charts.BaseConfigurationVisitor
	drawing *drawing
}

// VisitTooltipOpt adds the text renderer (a styled HTML tooltip breaks the page's content security policy).
func (v visitor) VisitTooltipOpt(base opts.Tooltip) any {
	return struct {
		opts.Tooltip
		RenderMode  string      `json:"renderMode"`
		Confine     bool        `json:"confine"`
		Padding     []int       `json:"padding"`
		BorderWidth int         `json:"borderWidth"`
		TextStyle   textStyle   `json:"textStyle"`
		AxisPointer axisPointer `json:"axisPointer"`
	}{base, "richText", true, []int{8, 11}, 1, textStyle{Color: tokenInk, FontFamily: "var:font", FontSize: 12.5}, axisPointer{
		Type: "line", LineStyle: lineStyle{Color: tokenInk3, Width: 1, Type: "solid"}, ShadowStyle: shadowStyle{Color: tokenBand, Opacity: 0.5},
	}}
}

// VisitXAxis replaces the frame's axis.
func (v visitor) VisitXAxis([]opts.XAxis) any { return v.drawing.x }

// VisitYAxis replaces the frame's axis.
func (v visitor) VisitYAxis([]opts.YAxis) any { return v.drawing.y }

// VisitSeriesOpt replaces the frame's series.
func (v visitor) VisitSeriesOpt(charts.MultiSeries) any { return v.drawing.series }

// VisitAria adds the patterns in the type that ECharts reads.
func (v visitor) VisitAria(base *opts.Aria) any {
	type decals struct {
		Show   bool    `json:"show"`
		Decals []decal `json:"decals,omitempty"`
	}
	list := decals{Show: v.drawing.decals}
	if list.Show {
		list.Decals = categoryDecals()
	}
	return struct {
		*opts.Aria
		Decal decals `json:"decal"`
	}{base, list}
}

// Visit sets what holds for every figure.
func (v visitor) Visit(option map[string]any) {
	for _, unused := range []string{"title", "legend", "toolbox"} {
		delete(option, unused)
	}
	option["grid"] = v.drawing.grid
	option["animation"] = false
	option["color"] = categoryTokens()
	option["textStyle"] = textStyle{Color: tokenInk, FontFamily: "var:font", FontSize: 12}
	option["media"] = v.drawing.media()
}
