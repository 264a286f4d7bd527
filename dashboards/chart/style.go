package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
)

// Colours are the names of the style sheet's custom properties; fmt.js puts the colours of the current scheme in
// their place.
const (
	tokenInk        = "var:ink"
	tokenInk2       = "var:ink-2"
	tokenInk3       = "var:ink-3"
	tokenLine2      = "var:line-2"
	tokenGrid       = "var:grid"
	tokenSurface    = "var:surface"
	tokenAccent     = "var:accent"
	tokenAccentMid  = "var:accent-mid"
	tokenPeer       = "var:peer"
	tokenPeerSoft   = "var:peer-soft"
	tokenPeerInk    = "var:peer-ink"
	tokenBand       = "var:band"
	tokenSPCGood    = "var:spc-good"
	tokenSPCConcern = "var:spc-bad"
	tokenSPCCommon  = "var:spc-common"
	tokenSPCLimit   = "var:spc-limit"
	tokenPattern    = "var:surface/55" // 55 per cent of it
	transparent     = "transparent"
)

// categories is how many categories are told apart; the rest are one.
const categories = 6

func categoryTokens() []string {
	return []string{"var:c1", "var:c2", "var:c3", "var:c4", "var:c5", "var:c6"}
}

// A decal is a pattern laid over a colour, so that categories are told apart without it.
type decal struct {
	Symbol     string  `json:"symbol"`
	SymbolSize float64 `json:"symbolSize,omitempty"`
	DashArrayX any     `json:"dashArrayX,omitempty"`
	DashArrayY any     `json:"dashArrayY,omitempty"`
	Rotation   float64 `json:"rotation,omitempty"`
	Color      string  `json:"color"`
}

const diagonal = 0.7853981633974483 // π/4

func categoryDecals() []decal {
	lines := func(rotation, gap float64) decal {
		return decal{Symbol: "rect", DashArrayX: []float64{1, 0}, DashArrayY: []float64{1.2, gap}, Rotation: rotation, Color: tokenPattern}
	}
	return []decal{
		{Symbol: "none", Color: transparent},
		lines(diagonal, 6),
		{Symbol: "circle", SymbolSize: 0.6, DashArrayX: [][]float64{{6, 6}, {0, 6, 6, 0}}, DashArrayY: []float64{5, 0}, Color: tokenPattern},
		lines(-diagonal, 6),
		lines(0, 5),
		lines(2*diagonal, 5),
	}
}

// hatch marks what is preliminary.
func hatch(color string) *decal {
	return &decal{Symbol: "rect", DashArrayX: []float64{1, 0}, DashArrayY: []float64{2, 4}, Rotation: -diagonal, Color: color}
}

type textStyle struct {
	Color      string  `json:"color,omitempty"`
	FontFamily string  `json:"fontFamily,omitempty"`
	FontSize   float64 `json:"fontSize,omitempty"`
	FontWeight int     `json:"fontWeight,omitempty"`
}

type lineStyle struct {
	Color   string  `json:"color,omitempty"`
	Width   float64 `json:"width"`
	Type    any     `json:"type,omitempty"` // solid, or lengths of dash and gap
	Opacity float64 `json:"opacity,omitempty"`
}

type shadowStyle struct {
	Color   string  `json:"color"`
	Opacity float64 `json:"opacity"`
}

type axisPointer struct {
	Type        string      `json:"type"`
	LineStyle   lineStyle   `json:"lineStyle"`
	ShadowStyle shadowStyle `json:"shadowStyle"`
}

type itemStyle struct {
	Color        string    `json:"color,omitempty"`
	BorderColor  string    `json:"borderColor,omitempty"`
	BorderWidth  float64   `json:"borderWidth,omitempty"`
	BorderType   string    `json:"borderType,omitempty"`
	BorderRadius []float64 `json:"borderRadius,omitempty"`
	Decal        *decal    `json:"decal,omitempty"`
}

type label struct {
	Show            bool      `json:"show"`
	Formatter       string    `json:"formatter,omitempty"`
	Position        string    `json:"position,omitempty"`
	Distance        float64   `json:"distance,omitempty"`
	Offset          []float64 `json:"offset,omitempty"`
	Align           string    `json:"align,omitempty"`
	VerticalAlign   string    `json:"verticalAlign,omitempty"`
	Color           string    `json:"color,omitempty"`
	FontSize        float64   `json:"fontSize,omitempty"`
	FontWeight      int       `json:"fontWeight,omitempty"`
	Width           float64   `json:"width,omitempty"`
	Overflow        string    `json:"overflow,omitempty"`
	LineHeight      float64   `json:"lineHeight,omitempty"`
	TextBorderColor string    `json:"textBorderColor,omitempty"`
	TextBorderWidth float64   `json:"textBorderWidth,omitempty"`
	narrow          string    // text on small screens
}

// grid places the coordinate system; the labels of the axes stand inside its edges.
type grid struct {
	Left               float64 `json:"left"`
	Right              float64 `json:"right"`
	Top                float64 `json:"top"`
	Bottom             float64 `json:"bottom"`
	OuterBoundsMode    string  `json:"outerBoundsMode"`
	OuterBoundsContain string  `json:"outerBoundsContain"`
}

func newGrid(left, right, top, bottom float64) grid {
	return grid{Left: left, Right: right, Top: top, Bottom: bottom, OuterBoundsMode: "same", OuterBoundsContain: "axisLabel"}
}

// series extends go-echarts' series with what it lacks.
type series struct {
	charts.SingleSeries
	Data          any        `json:"data"`
	ItemStyle     *itemStyle `json:"itemStyle,omitempty"`
	LineStyle     *lineStyle `json:"lineStyle,omitempty"`
	Label         *label     `json:"label,omitempty"`
	EndLabel      *label     `json:"endLabel,omitempty"`
	LabelLayout   any        `json:"labelLayout,omitempty"`
	MarkLine      *markLine  `json:"markLine,omitempty"`
	Z             int        `json:"z,omitempty"`
	Silent        bool       `json:"silent,omitempty"`
	Clip          *bool      `json:"clip,omitempty"`
	ShowAllSymbol bool       `json:"showAllSymbol,omitempty"` // else ECharts leaves marks out as it leaves axis labels out
	Row           any        `json:"row,omitempty"`           // what a drawing needs for the series as a whole
	Emphasis      emphasis   `json:"emphasis"`
}

type emphasis struct {
	Disabled bool   `json:"disabled,omitempty"`
	Focus    string `json:"focus,omitempty"`
}

// shift moves labels that overlap.
type shift struct {
	MoveOverlap string `json:"moveOverlap"`
}

type markLine struct {
	Silent bool       `json:"silent"`
	Symbol string     `json:"symbol"`
	Data   []markItem `json:"data"`
	Label  *label     `json:"label,omitempty"`
	Z      int        `json:"z,omitempty"`
}

type markItem struct {
	XAxis     any       `json:"xAxis,omitempty"`
	YAxis     any       `json:"yAxis,omitempty"`
	LineStyle lineStyle `json:"lineStyle"`
	Label     *label    `json:"label,omitempty"`
}

// item is one data item of a series. Value nil is a gap.
type item struct {
	Value      any        `json:"value"`
	Tip        string     `json:"tip,omitempty"`
	Pick       *Pick      `json:"pick,omitempty"`
	Row        any        `json:"row,omitempty"` // what a drawing needs for this item
	ItemStyle  *itemStyle `json:"itemStyle,omitempty"`
	Label      *label     `json:"label,omitempty"`
	Symbol     string     `json:"symbol,omitempty"`
	SymbolSize float64    `json:"symbolSize,omitempty"`
}
