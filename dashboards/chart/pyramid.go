package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-echarts/go-echarts/v2/charts"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

func pyramidKind() kind {
	return kind{title: "Ålderspyramid", compact: true, draw: drawPyramid, encodings: slices.Concat(
		need(category, "y", "side"), need(number, "value"), may(number, "outline", "n"))}
}

// sides are the names over the two halves, drawn by fmt.js.
type sides struct {
	Left  string `json:"left"`
	Right string `json:"right"`
}

// drawPyramid draws two sides by age. Counts become shares of all that are shown, so that the figure and its outline,
// of very different size, can be compared.
func drawPyramid(r *reader) (*drawing, error) {
	c := r.cross("side", "y", r.byAge()) // series are ages, categories the two sides
	if len(c.labels) != 2 {
		return nil, fmt.Errorf("side=%s has %d values, a pyramid has two", r.column("side").Name, len(c.labels))
	}
	d := &drawing{height: 60 + 30*len(c.series)}
	filled, outlined := r.shareOf("value"), r.shareOf("outline")
	var extent []*float64
	for row := range r.rows() {
		extent = append(extent, filled(row), outlined(row))
	}
	var words []wordAt
	behind, front := [2][]item{}, [2][]item{}
	for side := range 2 {
		behind[side], front[side] = make([]item, len(c.series)), make([]item, len(c.series))
	}
	for age, name := range c.series {
		for side := range 2 {
			row := c.rows[age][side]
			if row < 0 {
				continue
			}
			label := named(name, c.labels[side])
			lines := r.tell(row, "value", r.wholes(row, filled(row), outlined(row))...)
			mark := item{Value: mirrored(filled(row), side), Tip: tip(label, lines), Pick: r.pick(row, "y")}
			if word := r.word(row, "value"); word != "" {
				words = append(words, wordAt{At: age, Text: word, Lying: side == 1})
			}
			front[side][age] = mark
			behind[side][age] = item{Value: mirrored(outlined(row), side), Tip: mark.Tip, Pick: mark.Pick}
			d.addPoint(2+side, age, label, lines, mark.Pick)
		}
	}
	for side := range 2 {
		d.series = append(d.series, pyramidBars(c.labels[side], behind[side], &itemStyle{Color: transparent, BorderColor: tokenPeerInk, BorderWidth: 1}, 4))
	}
	for side := range 2 {
		d.series = append(d.series, pyramidBars(c.labels[side], front[side], &itemStyle{Color: tokenAccent}, 3))
	}
	d.pyramidAxes(c, extent)
	s := drawn("sides", []item{{Value: []any{0, 0}}})
	s.Row, s.Silent, s.Clip = sides{Left: c.labels[0], Right: c.labels[1]}, true, ptr(false)
	d.series = append(d.series, s)
	d.pyramidWords(words)
	d.key = append(d.key, entry(MarkBar, tokenAccent, lowerLabel(*r.column("value"))))
	if outline := r.column("outline"); outline != nil {
		d.key = append(d.key, entry(MarkOutline, tokenPeerInk, lowerLabel(*outline)))
	}
	return d, nil
}

// byAge orders rows by the number that the age begins with, so that the youngest stand at the bottom.
func (r *reader) byAge() []int {
	order := r.inOrder()
	age := func(row int) int {
		digits := strings.TrimLeftFunc(r.label(row, "y"), func(c rune) bool { return !unicode.IsDigit(c) })
		if end := strings.IndexFunc(digits, func(c rune) bool { return !unicode.IsDigit(c) }); end >= 0 {
			digits = digits[:end]
		}
		number, err := strconv.Atoi(digits)
		if err != nil {
			return -1 // age unknown
		}
		return number
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(age(a), age(b)) })
	return order
}

func (d *drawing) pyramidAxes(c cross, extent []*float64) {
	span := newSpan(analytics.Units["procent"], true, extent...)
	span.min = -span.max
	d.x, d.y = span.axis(), rowAxis(c.series)
	d.x.AxisLabel.Formatter = formatterName("magnitude", strconv.Itoa(span.decimals(1)), "%")
	d.x.SplitLine = &splitLine{}
	d.y.Inverse = nil // the youngest at the bottom
	d.grid, d.narrow.Grid = newGrid(8, 18, 26, 6), ptr(newGrid(2, 14, 26, 4))
	d.narrow.XAxis, d.narrow.YAxis = &axis{Interval: ptr(span.max), AxisLabel: &axisLabel{FontSize: 11}}, narrowRows(c.series)
}

// pyramidWords writes the words of suppressed ages beside the middle line.
func (d *drawing) pyramidWords(words []wordAt) {
	data := make([]item, len(words))
	for i, word := range words {
		data[i] = item{Value: []any{0, word.At}, Row: word}
	}
	if len(data) > 0 {
		s := drawn("sidewords", data)
		s.Silent = true
		d.series = append(d.series, s)
	}
}

func pyramidBars(name string, data []item, style *itemStyle, z int) series {
	return series{
		SingleSeries: charts.SingleSeries{Type: "bar", Name: name, BarGap: "-100%", BarMaxWidth: "18", BarCategoryGap: "30%"},
		ItemStyle:    style, Data: data, Z: z,
	}
}

// shareOf returns the function from a row to its share, in per cent, of all that an encoding shows; columns in per
// cent are shares already.
func (r *reader) shareOf(name string) func(row int) *float64 {
	if r.unit(name).Name == "procent" {
		return func(row int) *float64 { return r.number(row, name) }
	}
	sum := 0.0
	for _, v := range r.numbers(name) {
		if v != nil {
			sum += *v
		}
	}
	return func(row int) *float64 {
		v := r.number(row, name)
		if v == nil || sum == 0 {
			return nil
		}
		return ptr(100 * *v / sum)
	}
}

// wholes writes a row's shares when they were made from counts.
func (r *reader) wholes(row int, filled, outlined *float64) []string {
	if r.unit("value").Name == "procent" || filled == nil {
		return nil
	}
	lines := []string{swedish.Percent(*filled, 1) + " av alla som visas"}
	if outlined != nil && r.unit("outline").Name != "procent" {
		residents := r.write(row, "outline")
		if name := lowerLabel(*r.column("outline")); !strings.Contains(residents, name) {
			residents = name + " " + residents
		}
		lines = append(lines, residents+" ("+swedish.Percent(*outlined, 1)+")")
	}
	return lines
}

// mirrored turns the left side's numbers.
func mirrored(v *float64, side int) any {
	if v == nil {
		return nil
	}
	if side == 0 && *v != 0 {
		return -math.Abs(*v)
	}
	return *v
}
