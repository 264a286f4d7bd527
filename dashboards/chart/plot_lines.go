package chart

import "klarsyn/analytics"

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

func constant(name string, at float64, n int) PlotSeries {
	s := PlotSeries{Name: name, Stroke: StrokePlain, Token: bare(tokenPeerInk), Dashed: true, Values: gaps(n)}
	for i := range s.Values {
		s.Values[i] = &at
	}
	return s
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
	even, words := r.even()
	if reference == nil && even > 0 && r.has("low") {
		reference = &even
	}
	for _, row := range order {
		low, high := r.beside(row, "value", "low"), r.beside(row, "value", "high")
		p.Categories = append(p.Categories, r.rowLabel(row))
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
		p.Series = append(p.Series, constant(words, *reference, len(order)))
	}
	return p
}

func plotXmR(r *reader) Plot {
	r.reachable()
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

// plotConcentration draws the curve, riket and even distribution over the share of cases.
func plotConcentration(r *reader) Plot {
	p := Plot{Form: Curves, Category: r.column("x").Label + " (%)", Unit: shareUnit, Min: ptr(0.0), Max: ptr(100.0)}
	curve := PlotSeries{Name: r.column("value").Label, Stroke: StrokePlain, Token: bare(tokenAccent), X: []*float64{ptr(0.0)}, Values: []*float64{ptr(0.0)}}
	ref := PlotSeries{Name: r.refName(), Stroke: StrokePlain, Token: bare(tokenPeerInk), Dashed: true, X: []*float64{ptr(0.0)}, Values: []*float64{ptr(0.0)}}
	for row := range r.rows() {
		x := r.number(row, "x")
		if x == nil {
			continue
		}
		curve.X, curve.Values = append(curve.X, x), append(curve.Values, r.number(row, "value"))
		ref.X, ref.Values = append(ref.X, x), append(ref.Values, r.number(row, "ref"))
	}
	p.Series = []PlotSeries{curve}
	if some(ref.Values[1:]) {
		p.Series = append(p.Series, ref)
	}
	even := []*float64{ptr(0.0), ptr(100.0)}
	p.Series = append(p.Series, PlotSeries{Name: "jämn fördelning", Stroke: StrokePlain, Token: bare(tokenPeer), Dashed: true, X: even, Values: even})
	return p
}
