package chart

import (
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

// plots lists the kinds that office programs can draw.
func plots() map[string]func(*reader) Plot {
	return map[string]func(*reader) Plot{
		"bar": plotBar, "line": plotLine, "spark": plotLine, "dots": plotDots, "therapy": plotTherapy, "stacked": plotStacked,
		"xmr": plotXmR, "km": plotKM, "waterfall": plotWaterfall, "pyramid": plotPyramid, "attrition": plotAttrition,
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

// referenceSeries is the dashed line of riket over every category; false: there is none.
func (r *reader) referenceSeries(n int) (PlotSeries, bool) {
	at := r.reference()
	if at == nil {
		return PlotSeries{}, false
	}
	s := PlotSeries{Name: r.refName(), Stroke: StrokePlain, Token: bare(tokenPeerInk), Dashed: true, Values: gaps(n)}
	for i := range s.Values {
		s.Values[i] = at
	}
	return s, true
}

func seriesToken(index, count int) string {
	if count == 1 {
		return tokenAccent
	}
	return categoryTokens()[index%categories]
}

func plotBar(r *reader) Plot {
	category, value, group, p := "x", "y", "series", Plot{Form: Upright}
	if !measured(*r.column("y")) {
		category, value, p.Form = "y", "x", Lying
	}
	r.alias("value", value)
	if p.Stacked = r.has("stack"); p.Stacked {
		group = "stack"
	}
	order := r.inOrder()
	if r.words["sort"] == "value" {
		order = r.byValue("value")
	}
	c := r.cross(category, group, order)
	p.Category, p.Categories, p.Unit = r.column(category).Label, c.labels, r.unit("value")
	intervals := false
	for i := range c.series {
		s := r.seriesOf(c, i, category, seriesToken(i, len(c.series)))
		s.Stroke = StrokeBar
		if len(c.series) > 1 {
			s.Low, s.High = nil, nil
		}
		intervals = intervals || s.Low != nil
		if r.has("own") {
			s.Tokens = make([]string, len(c.labels))
			for at, row := range c.rows[i] {
				if row >= 0 && !r.flag(row, "own") {
					s.Tokens[at] = bare(tokenPeer)
				}
			}
		}
		p.Series = append(p.Series, s)
	}
	p.frame(newSpan(p.Unit, true, r.extent("value", "low", "high", "ref")...), intervals && !p.Stacked)
	p.Labels = len(c.series) == 1 && !intervals && (p.Form == Lying || len(c.labels) <= 12)
	if line, ok := r.referenceSeries(len(c.labels)); ok && p.Form == Upright {
		p.Series = append(p.Series, line)
	} else if ok {
		p.addReferenceRow(line)
	}
	return p
}

// addReferenceRow gives riket a bar of its own, since no line can stand across lying bars.
func (p *Plot) addReferenceRow(line PlotSeries) {
	if len(line.Values) == 0 {
		return
	}
	p.Categories = append(p.Categories, line.Name)
	for i := range p.Series {
		s := &p.Series[i]
		var at *float64
		if i == 0 {
			at = line.Values[0]
		}
		s.Values, s.Preliminary = append(s.Values, at), append(s.Preliminary, false)
		if s.Low != nil {
			s.Low, s.High = append(s.Low, nil), append(s.High, nil)
		}
		if s.Tokens == nil {
			s.Tokens = make([]string, len(s.Values)-1)
		}
		s.Tokens = append(s.Tokens, bare(tokenPeer))
	}
}

func plotLine(r *reader) Plot {
	r.alias("value", "y")
	c := r.cross("x", "series", r.inOrder())
	p := Plot{Form: Upright, Category: r.column("x").Label, Categories: c.labels, Unit: r.unit("y")}
	for i := range c.series {
		s := r.seriesOf(c, i, "x", seriesToken(i, len(c.series)))
		s.Stroke = StrokeLine
		p.Series = append(p.Series, s)
	}
	cut := r.narrowRange("y", "low", "high", "ref")
	p.frame(newSpan(p.Unit, !cut, r.extent("y", "low", "high", "ref")...), cut || r.has("low"))
	if line, ok := r.referenceSeries(len(c.labels)); ok {
		p.Series = append(p.Series, line)
	}
	return p
}

// plotDots stands rows beside each other, since office programs draw marks with intervals over categories only so.
func plotDots(r *reader) Plot {
	order := r.byValue("value")
	if r.words["sort"] == "table" {
		order = r.inOrder()
	}
	p := Plot{Form: Upright, Category: r.column("y").Label, Unit: r.unit("value")}
	s := PlotSeries{Name: r.column("value").Label, Stroke: StrokeDots, Token: bare(tokenAccent)}
	reference := r.reference()
	if reference == nil && p.Unit.Name == "kvot" && r.has("low") {
		reference = ptr(1.0)
	}
	for _, row := range order {
		low, high := r.beside(row, "value", "low"), r.beside(row, "value", "high")
		p.Categories = append(p.Categories, r.label(row, "y"))
		s.Values, s.Low, s.High = append(s.Values, r.number(row, "value")), append(s.Low, low), append(s.High, high)
		token := ""
		if r.has("own") && !r.flag(row, "own") || !r.has("own") && reference != nil && holds(low, high, *reference) {
			token = bare(tokenPeerInk)
		}
		s.Tokens = append(s.Tokens, token)
	}
	if !some(s.Low) || !some(s.High) {
		s.Low, s.High = nil, nil
	}
	p.Series = []PlotSeries{s}
	p.frame(newSpan(p.Unit, false, append(r.extent("value", "low", "high"), reference)...), true)
	if line, ok := r.referenceSeries(len(order)); ok {
		p.Series = append(p.Series, line)
	} else if reference != nil {
		p.Series = append(p.Series, constant("ingen skillnad", *reference, len(order)))
	}
	return p
}

func constant(name string, at float64, n int) PlotSeries {
	s := PlotSeries{Name: name, Stroke: StrokePlain, Token: bare(tokenPeerInk), Dashed: true, Values: gaps(n)}
	for i := range s.Values {
		s.Values[i] = &at
	}
	return s
}

func plotTherapy(r *reader) Plot {
	c := r.cross("y", "", r.inOrder())
	p := Plot{Form: Upright, Category: r.column("y").Label, Categories: c.labels, Unit: r.unit("value")}
	s := r.seriesOf(c, 0, "y", tokenAccentMid)
	s.Stroke, s.Tokens = StrokeBar, make([]string, len(c.labels))
	for at, row := range c.rows[0] {
		if r.has("strong") && r.flag(row, "strong") || !r.has("strong") && row == r.rows()-1 && row > 0 {
			s.Tokens[at] = bare(tokenAccent)
		}
	}
	p.Series = []PlotSeries{s}
	for _, mark := range []struct{ encoding, name, token string }{{"lower", "lägre mål", tokenInk3}, {"upper", "övre mål", tokenInk}, {"ref", r.refName(), tokenPeerInk}} {
		tick := PlotSeries{Name: mark.name, Stroke: StrokeTick, Token: bare(mark.token), Values: gaps(len(c.labels))}
		for at, row := range c.rows[0] {
			tick.Values[at] = r.number(row, mark.encoding)
		}
		if some(tick.Values) {
			p.Series = append(p.Series, tick)
		}
	}
	sp := newSpan(p.Unit, true, r.extent("value", "low", "high", "lower", "upper", "ref")...)
	if p.Unit.Suffix == "%" && sp.max > 50 {
		sp.max = 100
	}
	p.frame(sp, true)
	return p
}

func plotStacked(r *reader) Plot {
	c := r.cross("x", "series", r.inOrder())
	whole, shares := r.wholeOf(c), r.unit("value").Name == "procent"
	p := Plot{Form: Upright, Stacked: true, Category: r.column("x").Label, Categories: c.labels, Unit: analytics.Units["procent"], Min: ptr(0.0), Max: ptr(100.0)}
	for i := range c.series {
		s := r.seriesOf(c, i, "x", seriesToken(i, len(c.series)))
		s.Stroke, s.Low, s.High = StrokeBar, nil, nil
		for at, v := range s.Values {
			switch {
			case v == nil || shares:
			case whole[at] == nil || *whole[at] <= 0:
				s.Values[at] = nil
			default:
				s.Values[at] = ptr(100 * *v / *whole[at])
			}
		}
		p.Series = append(p.Series, s)
	}
	return p
}

func plotXmR(r *reader) Plot {
	c := r.cross("x", "", r.inOrder())
	p := Plot{Form: Upright, Category: r.column("x").Label, Categories: c.labels, Unit: r.unit("value")}
	s := r.seriesOf(c, 0, "x", tokenSPCCommon)
	s.Stroke, s.Tokens = StrokeLine, make([]string, len(c.labels))
	for at, row := range c.rows[0] {
		if mark, known := signals()[r.value(row, "signal").Text]; known && r.value(row, "signal").State == analytics.Present {
			s.Tokens[at] = bare(mark.token)
		}
	}
	p.Series = []PlotSeries{s}
	for _, limit := range limitLines() {
		line := PlotSeries{Name: limit.name, Stroke: StrokePlain, Token: bare(limit.token), Dashed: limit.dash != "solid", Values: gaps(len(c.labels))}
		for at, row := range c.rows[0] {
			line.Values[at] = r.number(row, limit.encoding)
		}
		if some(line.Values) {
			p.Series = append(p.Series, line)
		}
	}
	names := []string{"value", "mean", "lower", "upper", "target"}
	cut := r.narrowRange(names...)
	p.frame(newSpan(p.Unit, !cut, r.extent(names...)...), cut)
	return p
}

func plotKM(r *reader) Plot {
	p := Plot{Form: Curves, Category: r.column("x").Label, Unit: r.unit("value")}
	names := []string{""}
	if r.has("series") {
		names = r.cross("series", "", r.inOrder()).labels
	}
	for i, name := range names {
		s := PlotSeries{Name: name, Stroke: StrokeLine, Token: bare(seriesToken(i, len(names)))}
		if name == "" {
			s.Name = r.column("value").Label
		}
		for row := range r.rows() {
			if x := r.number(row, "x"); x != nil && (name == "" || r.label(row, "series") == name) {
				s.X, s.Values = append(s.X, x), append(s.Values, r.number(row, "value"))
				s.Low, s.High = append(s.Low, r.beside(row, "value", "low")), append(s.High, r.beside(row, "value", "high"))
			}
		}
		low, high := PlotSeries{Name: s.Name + ", nedre gräns", X: s.X, Values: s.Low}, PlotSeries{Name: s.Name + ", övre gräns", X: s.X, Values: s.High}
		stepped := len(s.X) > 2*len(readingDays())
		s.Low, s.High = nil, nil
		for _, line := range []PlotSeries{s, low, high} {
			if !some(line.Values) && line.Stroke == "" {
				continue
			}
			if line.Stroke == "" {
				line.Stroke, line.Token, line.Dashed, line.Unnamed = StrokePlain, s.Token, true, true
			}
			if stepped {
				line = line.steps()
			}
			p.Series = append(p.Series, line)
		}
	}
	p.frame(newSpan(p.Unit, true, r.extent("value", "low", "high")...), true)
	return p
}

// steps lets a curve keep its height until the next point. The corners are points of their own.
func (s PlotSeries) steps() PlotSeries {
	stepped := s
	stepped.Stroke, stepped.X, stepped.Values = StrokePlain, nil, nil
	for i, x := range s.X {
		if i > 0 {
			stepped.X, stepped.Values = append(stepped.X, x), append(stepped.Values, s.Values[i-1])
		}
		stepped.X, stepped.Values = append(stepped.X, x), append(stepped.Values, s.Values[i])
	}
	return stepped
}

// plotWaterfall stands each term on an invisible bar. A term that crosses zero is two bars, one on each side.
func plotWaterfall(r *reader) Plot {
	n := r.rows()
	p := Plot{Form: Upright, Stacked: true, Category: r.column("x").Label, Unit: r.unit("value")}
	base := PlotSeries{Name: "bas", Stroke: StrokeNone, Unnamed: true}
	parts := []PlotSeries{{Name: "ökar", Token: bare(tokenAccentMid)}, {Name: "minskar", Token: bare(tokenPeer)}, {Name: "summa", Token: bare(tokenAccent)}}
	below := PlotSeries{Name: "under noll", Stroke: StrokeBar, Token: bare(tokenAccentMid), Unnamed: true}
	add := func(label string, kind int, from, to *float64) {
		p.Categories = append(p.Categories, label)
		var stand, over, under *float64
		if from != nil && to != nil {
			low, high := min(*from, *to), max(*from, *to)
			switch {
			case low >= 0:
				stand, over = &low, ptr(high-low)
			case high <= 0:
				stand, over = &high, ptr(low-high)
			default:
				over, under = &high, &low
			}
		}
		base.Values, below.Values = append(base.Values, stand), append(below.Values, under)
		below.Tokens = append(below.Tokens, parts[kind].Token)
		for i := range parts {
			v := over
			if i != kind {
				v = nil
			}
			parts[i].Values = append(parts[i].Values, v)
		}
	}
	sum, ended, extent := ptr(0.0), false, []*float64{}
	for row := range n {
		v, total := r.number(row, "value"), r.flag(row, "total")
		label, kind := r.label(row, "x"), 0
		var from, to *float64
		switch {
		case v == nil && !total:
			sum = nil
		case v == nil:
		case total:
			from, to, sum, kind = ptr(0.0), v, v, 2
		case sum != nil:
			from, to = sum, ptr(*sum+*v)
			sum = to
			if *v < 0 {
				kind = 1
			}
		}
		ended = ended || total
		add(label, kind, from, to)
		extent = append(extent, from, to)
	}
	if !ended && sum != nil && n > 0 {
		add("Summa", 2, ptr(0.0), sum)
	}
	p.Series = append(p.Series, base)
	for _, part := range parts {
		if part.Stroke = StrokeBar; some(part.Values) {
			p.Series = append(p.Series, part)
		}
	}
	if some(below.Values) {
		p.Series = append(p.Series, below)
	}
	p.frame(newSpan(p.Unit, true, extent...), false)
	return p
}

func plotPyramid(r *reader) Plot {
	c := r.cross("side", "y", r.byAge())
	p := Plot{Form: Lying, Overlaid: true, Mirrored: true, Category: r.column("y").Label, Unit: analytics.Units["procent"]}
	for i := len(c.series) - 1; i >= 0; i-- { // the youngest at the bottom
		p.Categories = append(p.Categories, c.series[i])
	}
	filled, outlined := r.shareOf("value"), r.shareOf("outline")
	add := func(name string, side int, stroke Stroke, token string, share func(int) *float64) {
		s := PlotSeries{Name: name, Stroke: stroke, Token: bare(token)}
		for i := len(c.series) - 1; i >= 0; i-- {
			var v *float64
			if row := c.rows[i][side]; row >= 0 {
				if at, ok := mirrored(share(row), side).(float64); ok {
					v = &at
				}
			}
			s.Values = append(s.Values, v)
		}
		if some(s.Values) {
			p.Series = append(p.Series, s)
		}
	}
	for side, name := range c.labels {
		add(name, side, StrokeBar, []string{tokenAccent, tokenAccentMid}[side%2], filled)
	}
	if outline := r.column("outline"); outline != nil {
		for side, name := range c.labels {
			add(named(lowerLabel(*outline), name), side, StrokeOutline, tokenPeerInk, outlined)
		}
	}
	return p
}

func plotAttrition(r *reader) Plot {
	c := r.cross("y", "", r.inOrder())
	p := Plot{Form: Lying, Stacked: true, Category: r.column("y").Label, Categories: c.labels, Unit: r.unit("value"), Min: ptr(0.0), Labels: true}
	kept := PlotSeries{Name: "kvar", Stroke: StrokeBar, Token: bare(tokenAccentMid), Values: gaps(len(c.labels)), Tokens: make([]string, len(c.labels))}
	lost := PlotSeries{Name: "faller bort", Stroke: StrokeOutline, Token: bare(tokenPeerInk), Values: gaps(len(c.labels))}
	var before *float64
	for at, row := range c.rows[0] {
		kept.Values[at] = r.number(row, "value")
		if r.fallsAway(row, before, kept.Values[at]) != "" && *before > *kept.Values[at] {
			lost.Values[at] = ptr(*before - *kept.Values[at])
		}
		before = kept.Values[at]
	}
	if last := len(c.labels) - 1; last >= 0 {
		kept.Tokens[last] = bare(tokenAccent)
	}
	p.Series = []PlotSeries{kept}
	if some(lost.Values) {
		p.Series = append(p.Series, lost)
	}
	return p
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
