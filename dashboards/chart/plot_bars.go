package chart

import "klarsyn/analytics"

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
	for _, mark := range []struct{ encoding, name, token string }{{"lower", "lägre mål", tokenInk3}, {"upper", "övre mål", tokenInk}, {"ref", r.refName(), "var:c2"}} {
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
	kept := PlotSeries{Name: "kvar", Stroke: StrokeBar, Token: bare(tokenAccentMid), Values: gaps(len(c.labels))}
	lost := PlotSeries{Name: "faller bort", Stroke: StrokeOutline, Token: bare(tokenPeerInk), Values: gaps(len(c.labels))}
	var before *float64
	for at, row := range c.rows[0] {
		kept.Values[at] = r.number(row, "value")
		if r.fallsAway(row, before, kept.Values[at]) != "" && *before > *kept.Values[at] {
			lost.Values[at] = ptr(*before - *kept.Values[at])
		}
		before = kept.Values[at]
	}
	p.Series = []PlotSeries{kept}
	if some(lost.Values) {
		p.Series = append(p.Series, lost)
	}
	return p
}
