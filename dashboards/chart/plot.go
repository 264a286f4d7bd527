package chart

import (
	"fmt"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// A Plot is the same figure laid out as the charts of office programs take it: categories, series and their numbers,
// without anything that only ECharts can draw. It is read through the same reader, so that a cell without a number is
// a gap here too.
type Plot struct {
	Form       Form
	Stacked    bool
	Overlaid   bool     // bars of several series lie over each other
	Category   string   // heading of the categories, or of x
	Categories []string // empty where x is a number
	Unit       analytics.Unit
	Min, Max   *float64 // ends of the value axis; nil: left to the program
	Labels     bool     // values are written at the marks
	Mirrored   bool     // numbers left of zero are read without their sign
	Series     []PlotSeries
}

// A Form is how the categories of a Plot run.
type Form string

// The forms of plots.
const (
	Upright Form = "upright" // bars, lines and dots over categories from left to right
	Lying   Form = "lying"   // bars beside categories under each other, the first at the top
	Curves  Form = "curves"  // lines over a number
)

// A Stroke is how a series is drawn.
type Stroke string

// The strokes of series.
const (
	StrokeBar     Stroke = "bar"
	StrokeOutline Stroke = "outline" // bar without filling
	StrokeNone    Stroke = "none"    // invisible bar that others stand on
	StrokeLine    Stroke = "line"    // with marks
	StrokePlain   Stroke = "plain"   // without marks
	StrokeDots    Stroke = "dots"    // marks without line
	StrokeTick    Stroke = "tick"    // short strokes without line
	StrokeWords   Stroke = "words"   // nothing but the words above each point
)

// A PlotSeries is one series of a Plot. Its lists are as long as the categories (or X); nil is a gap.
type PlotSeries struct {
	Name        string
	Stroke      Stroke
	Token       string // colour: custom property without --, for example accent
	Dashed      bool
	X           []*float64 // of curves
	Values      []*float64
	Low, High   []*float64 // interval; nil: none
	Tokens      []string   // colour per point where they differ; empty: Token
	Words       []string   // what is written above each point of StrokeWords
	Preliminary []bool     // points that are shown as not yet complete
	Unnamed     bool       // not in the key
}

// PlotOf lays a table out as a Plot. False: the kind has no counterpart in office programs and goes as a picture.
func PlotOf(table *analytics.Table, spec analytics.Chart) (Plot, bool, error) {
	if !Drawn(spec) {
		return Plot{}, false, nil
	}
	_, r, err := resolve(table, spec, Settings{})
	if err != nil {
		return Plot{}, false, err
	}
	lay, known := plots()[spec.Kind]
	if !known {
		return Plot{}, false, nil
	}
	return lay(r), true, nil
}

// PlotsOf lays a comparison out: as one Plot with two series where Compare draws one figure, else as two with the same
// value axis.
func PlotsOf(a, b *analytics.Table, spec analytics.Chart, settings Settings) ([]Plot, bool, error) {
	if !Drawn(spec) {
		return nil, false, nil
	}
	if merged, joint, ok := together(a, b, spec, settings); ok {
		plot, native, err := PlotOf(merged, joint)
		return []Plot{plot}, native, err
	}
	lay, known := plots()[spec.Kind]
	if !known {
		return nil, false, nil
	}
	_, left, err := resolve(a, spec, settings)
	if err != nil {
		return nil, false, fmt.Errorf("side A: %w", err)
	}
	_, right, err := resolve(b, spec, settings)
	if err != nil {
		return nil, false, fmt.Errorf("side B: %w", err)
	}
	left.twin, right.twin = right, left
	list := []Plot{lay(left), lay(right)}
	shareAxis(list)
	return list, true, nil
}

// shareAxis gives plots the same ends of their value axes.
func shareAxis(list []Plot) {
	low, high := list[0].ends()
	for _, p := range list[1:] {
		least, most := p.ends()
		low, high = min(low, least), max(high, most)
	}
	for i := range list {
		list[i].Min, list[i].Max = &low, &high
	}
}

// ends are those of the value axis, or those that the numbers ask for.
func (p Plot) ends() (low, high float64) {
	var extent []*float64
	sums := make([]float64, len(p.Categories))
	for _, s := range p.Series {
		for i, v := range s.Values {
			if v != nil && p.Stacked && isStacked(s.Stroke) && i < len(sums) {
				sums[i] += *v
				v = ptr(sums[i])
			}
			extent = append(extent, v)
		}
		extent = append(append(extent, s.Low...), s.High...)
	}
	wanted := newSpan(p.Unit, true, extent...)
	if p.Min != nil {
		wanted.min = *p.Min
	}
	if p.Max != nil {
		wanted.max = *p.Max
	}
	return wanted.min, wanted.max
}

func isStacked(stroke Stroke) bool {
	return stroke == StrokeBar || stroke == StrokeOutline || stroke == StrokeNone
}

// plots lists the kinds that office programs can draw.
func plots() map[string]func(*reader) Plot {
	return map[string]func(*reader) Plot{
		"bar": plotBar, "line": plotLine, "spark": plotLine, "dots": plotDots, "therapy": plotTherapy, "stacked": plotStacked,
		"xmr": plotXmR, "km": plotKM, "waterfall": plotWaterfall, "pyramid": plotPyramid, "attrition": plotAttrition,
		"contribution": plotContribution, "pareto": plotPareto, "concentration": plotConcentration,
	}
}

// bare is a token as in style sheets.
func bare(token string) string { return entry(MarkBar, token, "").Token }

// gaps makes a list of gaps.
func gaps(n int) []*float64 { return make([]*float64, n) }

// some reports whether a list has a number.
func some(list []*float64) bool {
	for _, v := range list {
		if v != nil {
			return true
		}
	}
	return false
}

// frame sets the ends of the value axis: those of the screen where it is cut, holds intervals or ends at 100 per cent;
// else the axis begins at zero and grows with what is edited.
func (p *Plot) frame(s span, fixed bool) {
	p.Min = ptr(s.min)
	if s.min < 0 && !fixed {
		p.Min = nil
	}
	if fixed {
		p.Max = ptr(s.max)
	}
}

// seriesOf reads one series of a cross: its numbers with interval, colours and what is preliminary.
func (r *reader) seriesOf(c cross, index int, category, token string) PlotSeries {
	n := len(c.labels)
	s := PlotSeries{Name: c.series[index], Token: bare(token), Values: gaps(n), Low: gaps(n), High: gaps(n), Preliminary: make([]bool, n)}
	for at, row := range c.rows[index] {
		if row < 0 {
			continue
		}
		s.Values[at] = r.number(row, "value")
		s.Low[at], s.High[at] = r.beside(row, "value", "low"), r.beside(row, "value", "high")
		s.Preliminary[at] = r.preliminary(row, category)
	}
	if !some(s.Low) || !some(s.High) {
		s.Low, s.High = nil, nil
	}
	if s.Name == "" {
		s.Name = r.column("value").Label
	}
	return s
}

// ShownMoney is the scale in which an axis of kronor is written: that of its largest number.
func (p Plot) ShownMoney() swedish.Scale {
	largest := 0.0
	for _, s := range p.Series {
		for _, v := range s.Values {
			if v != nil {
				largest = max(largest, *v, -*v)
			}
		}
	}
	return swedish.MoneyScale(largest)
}

func seriesToken(index, count int) string {
	if count == 1 {
		return tokenAccent
	}
	return categoryTokens()[index%categories]
}
