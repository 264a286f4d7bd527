package chart

import (
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"

	"klarsyn/dashboards/swedish"
)

func contributionKind() kind {
	return kind{title: "Bidrag till en skillnad", compact: true, draw: drawContribution, encodings: slices.Concat(
		need(category, "y"), need(number, "value"), may(number, "n"), mayWord("against", "riket", "gruppen", "förra_året"))}
}

// drawContribution draws what each category adds to a difference: bars to both sides of zero, highest first, each
// with its signed number at its end.
func drawContribution(r *reader) (*drawing, error) {
	list, notes := r.byRank("y", true)
	d := &drawing{notes: notes}
	low, high := 0.0, 0.0
	for _, v := range r.extent("value") {
		if v != nil {
			low, high = min(low, *v), max(high, *v)
		}
	}
	for _, entry := range list { // the rest may be larger than any of its parts
		if entry.value != nil {
			low, high = min(low, *entry.value), max(high, *entry.value)
		}
	}
	room := 0.14 * (high - low) // for the numbers at the ends of the bars
	ends := []*float64{ptr(low), ptr(high)}
	if low < 0 {
		ends[0] = ptr(low - room)
	}
	if high > 0 {
		ends[1] = ptr(high + room)
	}
	span := newSpan(r.unit("value"), true, ends...)
	labels, data := make([]string, len(list)), make([]item, len(list))
	var words []wordAt
	for i, entry := range list {
		labels[i] = entry.label
		lines := r.tellRank(entry)
		data[i] = item{Tip: tip(entry.label, lines), Pick: r.pickRank(entry, "y")}
		if entry.value == nil {
			words = append(words, r.wordOf(i, entry.row, "value", true))
		} else {
			data[i].Value = *entry.value
			data[i].ItemStyle, data[i].Label = signedBar(*entry.value, r.signed(*entry.value, span.scale))
		}
		d.addPoint(0, i, entry.label, lines, data[i].Pick)
	}
	bars := series{
		SingleSeries: charts.SingleSeries{Type: "bar", BarMaxWidth: "16"},
		ItemStyle:    &itemStyle{Color: tokenAccent}, Data: data, Z: 2,
		MarkLine: &markLine{Silent: true, Symbol: "none", Z: 3, Data: []markItem{{XAxis: 0.0, LineStyle: lineStyle{Color: tokenPeerInk, Width: 1, Type: "solid"}}}, Label: &label{}},
	}
	d.series = []series{bars}
	d.addWords(words, func(int) float64 { return 0 })
	d.x, d.y = span.signedAxis(), rowAxis(labels)
	d.height = 62 + rowStep(labels, 27)*max(len(list), 3)
	d.grid = newGrid(8, 18, 6, 6)
	d.narrow = narrow{Grid: ptr(newGrid(2, 10, 6, 4)), XAxis: span.sparse(), YAxis: narrowRows(labels)}
	if low < 0 { // numbers at the ends of falling bars need room before the names
		d.narrow.YAxis.AxisLabel.Margin = 26
	}
	more, less := r.sides()
	d.key = append(d.key, entry(MarkBar, tokenAccent, more), entry(MarkBar, tokenPeer, less))
	return d, nil
}

// signedBar is the look of a bar on its side of zero: higher in the accent, lower in grey, its number at its end.
func signedBar(v float64, text string) (*itemStyle, *label) {
	style := &itemStyle{Color: tokenAccent, BorderRadius: []float64{0, 2, 2, 0}}
	end := &label{Show: true, Position: "right", Distance: 5, Formatter: literal(text), Color: tokenInk, FontSize: 12, FontWeight: 600}
	if v < 0 {
		style.Color, style.BorderRadius = tokenPeer, []float64{2, 0, 0, 2}
		end.Position = "left"
	}
	return style, end
}

// signed writes a difference with its sign, money in the figure's scale and without its suffix.
func (r *reader) signed(v float64, scale swedish.Scale) string {
	if r.unit("value").Name == "kr" {
		return swedish.Signed(v/scale.Divisor, scale.Decimals)
	}
	return swedish.Signed(v, r.unit("value").Decimals)
}

// sides names the two sides of zero.
func (r *reader) sides() (more, less string) {
	switch r.words["against"] {
	case "riket":
		return "högre än riket", "lägre än riket"
	case "gruppen":
		return "högre än jämförelsegruppen", "lägre än jämförelsegruppen"
	case "förra_året":
		return "mer än året före", "mindre än året före"
	}
	return "ökar", "minskar"
}

// signedAxis is the span's axis with the sign on each tick and the unit at zero.
func (s span) signedAxis() axis {
	a := s.axis()
	suffix, divisor := s.unit.Suffix, 1.0
	if s.unit.Name == "kr" {
		suffix, divisor = s.scale.Suffix, s.scale.Divisor
	}
	a.AxisLabel.Formatter = formatterName("signed", strconv.Itoa(s.decimals(divisor)), suffix, strconv.FormatFloat(divisor, 'f', -1, 64))
	return a
}
