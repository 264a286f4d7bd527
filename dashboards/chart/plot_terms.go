package chart

// plotWaterfall stands each term on an invisible bar. A term that crosses zero is two bars, one on each side.
func plotWaterfall(r *reader) Plot {
	p := Plot{Form: Upright, Stacked: true, Category: r.column("x").Label, Unit: r.unit("value")}
	base := PlotSeries{Name: "bas", Stroke: StrokeNone, Unnamed: true}
	parts := []PlotSeries{{Name: "ökar", Token: bare(tokenAccentMid)}, {Name: "minskar", Token: bare(tokenPeer)}, {Name: "summa", Token: bare(tokenAccent)}}
	amounts := PlotSeries{Name: "beloppens plats", Stroke: StrokeWords, Token: bare(tokenInk), Unnamed: true}
	list, write := r.terms(), r.termWriter()
	span, cut := r.termSpan(list)
	floor := max(span.min, 0) // where the axis begins: the word of a hidden term stands on it
	below := PlotSeries{Name: "under noll", Stroke: StrokeBar, Token: bare(tokenAccentMid), Unnamed: true}
	add := func(label string, kind int, from, to *float64, words string) {
		p.Categories = append(p.Categories, label)
		top := floor
		if from != nil && to != nil {
			top = max(*from, *to, floor)
			if *from < 0 && *to < 0 { // the whole bar hangs below the axis
				top = max(*from, *to)
			}
		}
		amounts.Values, amounts.Words = append(amounts.Values, &top), append(amounts.Words, words)
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
	for _, t := range list {
		label, kind, v, words := "Summa", 0, t.to, ""
		if t.row >= 0 {
			label, v, words = r.label(t.row, "x"), r.number(t.row, "value"), r.write(t.row, "value")
		}
		if v != nil {
			words = write(*v, t.signed)
		}
		switch {
		case t.total:
			kind = 2
		case t.from != nil && *t.to < *t.from:
			kind = 1
		}
		add(label, kind, t.from, t.to, words)
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
	p.Series = append(p.Series, amounts)
	p.frame(span, cut)
	return p
}

// plotContribution draws what each category adds to a difference, highest first, to both sides of zero.
func plotContribution(r *reader) Plot {
	list, _ := r.byRank("y", true)
	p := Plot{Form: Lying, Category: r.column("y").Label, Unit: r.unit("value"), Labels: true}
	s := PlotSeries{Name: r.column("value").Label, Stroke: StrokeBar, Token: bare(tokenAccent)}
	for _, entry := range list {
		token := ""
		if entry.value != nil && *entry.value < 0 {
			token = bare(tokenPeer)
		}
		p.Categories, s.Values, s.Tokens = append(p.Categories, entry.label), append(s.Values, entry.value), append(s.Tokens, token)
	}
	p.Series = []PlotSeries{s}
	return p
}

// plotPareto draws each category's share of the whole, largest first, and over it the sum of the shares.
func plotPareto(r *reader) Plot {
	list, _ := r.byRank("y", false)
	whole := r.whole(list)
	p := Plot{Form: Upright, Category: r.column("y").Label, Unit: shareUnit, Min: ptr(0.0), Max: ptr(100.0)}
	bars := PlotSeries{Name: "andel av " + lowerLabel(*r.column("value")), Stroke: StrokeBar, Token: bare(tokenAccent)}
	sums := PlotSeries{Name: "summa uppifrån", Stroke: StrokeLine, Token: bare(tokenInk)}
	sum := 0.0
	for _, entry := range list {
		var share, upTo *float64
		if entry.value != nil && whole > 0 {
			share = ptr(100 * *entry.value / whole)
			sum += *share
			upTo = ptr(sum)
		}
		p.Categories = append(p.Categories, entry.label)
		bars.Values, sums.Values = append(bars.Values, share), append(sums.Values, upTo)
	}
	p.Series = []PlotSeries{bars, sums}
	return p
}
