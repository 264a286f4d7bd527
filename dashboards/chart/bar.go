package chart

import (
	"fmt"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
)

func barKind() kind {
	return kind{title: "Stapeldiagram", compact: true, draw: drawBar, encodings: slices.Concat(
		need(either, "x", "y"), may(category, "series", "stack"), may(number, "low", "high", "n", "N", "ref"),
		may(flag, "own", "prelim"), mayWord("sort", "value"), mayWord("interval", "span"))}
}

// bars is a bar chart on its way.
type bars struct {
	*reader
	drawing
	cross
	category, group string
	lying, stacked  bool
	words           []wordAt
	whiskers        []item
	hatched         bool
}

func drawBar(r *reader) (*drawing, error) {
	b := &bars{reader: r, category: "x", group: "series"}
	value := "y"
	if !measured(*r.column("y")) {
		b.lying, b.category, value = true, "y", "x"
	}
	if !measured(*r.column(value)) {
		return nil, fmt.Errorf("neither x=%s nor y=%s is a number", r.column("x").Name, r.column("y").Name)
	}
	if r.has("series") && r.has("stack") {
		return nil, fmt.Errorf("series and stack exclude each other")
	}
	r.alias("value", value)
	r.inferCounts()
	if b.stacked = r.has("stack"); b.stacked {
		b.group = "stack"
	}
	order := r.inOrder()
	if r.words["sort"] == "value" {
		order = r.byValue("value")
	}
	b.cross = r.cross(b.category, b.group, order)
	for i := range b.cross.series {
		b.addBars(i)
	}
	b.finish()
	return &b.drawing, nil
}

// addBars adds one series.
func (b *bars) addBars(index int) {
	name := b.cross.series[index]
	token := tokenAccent
	if len(b.cross.series) > 1 {
		token = categoryTokens()[index%categories]
		key := entry(MarkCategory, token, name)
		key.Index = index
		b.key = append(b.key, key)
		b.decals = true
	}
	data := make([]item, len(b.labels))
	for at, row := range b.cross.rows[index] {
		if row < 0 {
			continue
		}
		label, lines := named(b.labels[at], name), b.tell(row, "value", b.running(row))
		data[at] = item{Tip: tip(label, lines), Pick: b.pick(row, b.category)}
		if word := b.word(row, "value"); word != "" {
			switch {
			case b.stacked:
				b.open(at, word)
			case len(b.cross.series) == 1:
				b.words = append(b.words, b.wordOf(at, row, "value", b.lying))
			}
		} else {
			data[at].Value, data[at].ItemStyle = *b.number(row, "value"), b.style(row, token)
			data[at].Label = b.valueLabel(row)
		}
		b.addPoint(index, at, label, lines, data[at].Pick)
		if low, high := b.beside(row, "value", "low"), b.beside(row, "value", "high"); low != nil && high != nil && len(b.cross.series) == 1 {
			mark := item{Value: []any{at, *low}, Row: whisker{At: at, Low: low, High: high, Lying: b.lying}}
			if b.lying {
				mark.Value = []any{*low, at}
			}
			b.whiskers = append(b.whiskers, mark)
		}
	}
	s := series{
		SingleSeries: charts.SingleSeries{Type: "bar", Name: name, BarMaxWidth: "46", BarCategoryGap: "35%", BarGap: "8%"},
		ItemStyle:    &itemStyle{Color: token}, Data: data, Z: 2,
	}
	if b.lying {
		s.BarMaxWidth = "18"
	}
	if b.stacked {
		s.Stack = "all"
		if len(b.labels) <= 40 { // thinner bars would be all border
			s.ItemStyle.BorderColor, s.ItemStyle.BorderWidth = tokenSurface, 0.5
		}
	}
	b.drawing.series = append(b.drawing.series, s)
}

func (b *bars) running(row int) string {
	if b.preliminary(row, b.category) {
		return b.runningWord()
	}
	return ""
}

func (b *bars) style(row int, token string) *itemStyle {
	style := &itemStyle{Color: token, BorderRadius: []float64{2, 2, 0, 0}}
	if b.lying {
		style.BorderRadius = []float64{0, 2, 2, 0}
	}
	if b.stacked {
		style.BorderRadius = nil
	}
	if b.has("own") && !b.flag(row, "own") {
		style.Color = tokenPeer
	}
	if b.preliminary(row, b.category) {
		b.hatched = true
		style.Decal, style.Color = hatch(style.Color), tokenPeerSoft
		style.BorderColor, style.BorderWidth, style.BorderType = style.Decal.Color, 1, "dashed"
	}
	if style.Color == token && style.Decal == nil && style.BorderRadius == nil {
		return nil
	}
	return style
}

// valueLabel writes the number at the bar's end where there is room for it.
func (b *bars) valueLabel(row int) *label {
	if len(b.cross.series) > 1 || b.has("low") || (!b.lying && len(b.labels) > 8) {
		return nil
	}
	text := b.write(row, "value")
	if v := b.number(row, "value"); v != nil && b.unit("value").Name == "kr" { // in the scale of the axis, so that bars can be compared
		text = newSpan(b.unit("value"), true, b.axisNumbers()...).scale.Format(*v)
	}
	l := &label{Show: true, Position: "top", Formatter: literal(text), Color: tokenInk, FontSize: 12, FontWeight: 600}
	if b.lying {
		l.Position, l.Distance = "right", 6
	}
	return l
}

// finish adds axes, reference, intervals and words.
func (b *bars) finish() {
	span := newSpan(b.unit("value"), true, b.axisNumbers()...)
	if b.lying {
		b.x, b.y = span.axis(), rowAxis(b.labels)
		b.grid = newGrid(8, 64, 8, 6)
		b.narrow = narrow{Grid: ptr(newGrid(4, 52, 8, 6)), XAxis: span.sparse(), YAxis: narrowRows(b.labels)}
		b.height = 56 + len(b.labels)*max(rowStep(b.labels, 28), 6+20*b.perCategory())
	} else {
		b.y = span.axis()
		b.x, b.narrow.XAxis = timeAxis(*b.column(b.category), b.labels, true)
		b.grid = newGrid(8, 14, 22, 6)
		b.narrow.Grid, b.narrow.YAxis = ptr(newGrid(2, 8, 22, 4)), span.sparse()
		b.height = 280
	}
	if line := b.referenceLine(b.lying); line != nil {
		b.drawing.series[0].MarkLine = line
		if b.lying {
			b.grid.Top, b.narrow.Grid.Top = 26, 26
		} else {
			b.grid.Right = 82
		}
	}
	if len(b.whiskers) > 0 {
		s := drawn("whisker", b.whiskers)
		s.Silent, s.Z = true, 5
		b.drawing.series = append(b.drawing.series, s)
		b.key = append(b.key, entry(MarkInterval, tokenInk, b.spanWord()))
	}
	if b.hatched {
		b.key = append(b.key, entry(MarkHatch, tokenAccent, b.runningWord()))
	}
	base := func(int) float64 { return span.min }
	if b.stacked {
		base = b.reach
	}
	b.addWords(b.words, base)
}

// open notes that a stack lacks a part; the word stands at its end.
func (b *bars) open(at int, word string) {
	text := "+ " + word
	for i := range b.words {
		if b.words[i].At == at {
			b.words[i].Text += " " + text
			return
		}
	}
	b.words = append(b.words, wordAt{At: at, Text: text, Lying: b.lying})
}

func (b *bars) perCategory() int {
	if b.stacked {
		return 1
	}
	return len(b.cross.series)
}

// axisNumbers is the numbers that the axis must hold: stacks by their sums.
func (b *bars) axisNumbers() []*float64 {
	if !b.stacked {
		return b.extent("value", "low", "high", "ref")
	}
	list := b.numbers("ref")
	for at := range b.labels {
		list = append(list, ptr(b.reach(at)))
	}
	return list
}

// reach is how far a stack reaches.
func (b *bars) reach(at int) float64 {
	sum := 0.0
	for line := range b.cross.rows {
		if row := b.cross.rows[line][at]; row >= 0 {
			if v := b.number(row, "value"); v != nil {
				sum += *v
			}
		}
	}
	return sum
}

func ptr[T any](v T) *T { return &v }
