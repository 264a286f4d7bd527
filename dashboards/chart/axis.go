package chart

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/opts"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// axis extends go-echarts' axis with what it lacks.
type axis struct {
	opts.XAxis
	BoundaryGap   *bool      `json:"boundaryGap,omitempty"`
	Interval      *float64   `json:"interval,omitempty"`
	AxisLabel     *axisLabel `json:"axisLabel,omitempty"`
	AxisLine      *axisLine  `json:"axisLine,omitempty"`
	AxisTick      *axisTick  `json:"axisTick,omitempty"`
	SplitLine     *splitLine `json:"splitLine,omitempty"`
	NameTextStyle *textStyle `json:"nameTextStyle,omitempty"`
	half          *axis      // what changes below mediumWidth, when columns or names beside the plot take its room
}

type axisLabel struct {
	Show         *bool     `json:"show,omitempty"`
	Color        string    `json:"color,omitempty"`
	FontSize     float64   `json:"fontSize,omitempty"`
	Formatter    string    `json:"formatter,omitempty"`
	Interval     any       `json:"interval,omitempty"` // number, or the name of a function
	LineHeight   float64   `json:"lineHeight,omitempty"`
	Width        any       `json:"width,omitempty"`
	Overflow     string    `json:"overflow,omitempty"`
	Margin       float64   `json:"margin,omitempty"`
	Rotate       *float64  `json:"rotate,omitempty"`
	HideOverlap  bool      `json:"hideOverlap,omitempty"`
	CustomValues []float64 `json:"customValues,omitempty"`
	AlignMin     string    `json:"alignMinLabel,omitempty"`
}

type axisLine struct {
	Show      bool       `json:"show"`
	OnZero    bool       `json:"onZero"`
	LineStyle *lineStyle `json:"lineStyle,omitempty"`
}

type axisTick struct {
	Show         bool      `json:"show"`
	CustomValues []float64 `json:"customValues,omitempty"`
}

type splitLine struct {
	Show      bool       `json:"show"`
	LineStyle *lineStyle `json:"lineStyle,omitempty"`
}

// layout is the part of an axis that small screens may change, with what they add taken away.
func (a axis) layout() axis {
	if a.AxisLabel == nil {
		return axis{Interval: a.Interval}
	}
	label := *a.AxisLabel
	if label.Width == nil {
		label.Width = json.RawMessage("null")
	}
	return axis{Interval: a.Interval, AxisLabel: &label}
}

// between is the part of an axis that changes below mediumWidth.
func (a axis) between() axis {
	layout := a.layout()
	if a.half == nil {
		return layout
	}
	if a.half.Interval != nil {
		layout.Interval = a.half.Interval
	}
	if half := a.half.AxisLabel; half != nil && layout.AxisLabel != nil {
		if half.Interval != nil {
			layout.AxisLabel.Interval = half.Interval
		}
		if half.Width != nil {
			layout.AxisLabel.Width = half.Width
		}
	}
	return layout
}

// span is a value axis: round ends, round steps, and how its ticks are written.
type span struct {
	min, max, step float64
	unit           analytics.Unit
	scale          swedish.Scale // of money
}

// newSpan finds round ends and steps around the numbers; with zero the axis begins (or ends) there.
func newSpan(unit analytics.Unit, zero bool, numbers ...*float64) span {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range numbers {
		if v != nil {
			low, high = min(low, *v), max(high, *v)
		}
	}
	if math.IsInf(low, 1) {
		low, high = 0, 1
	}
	if zero {
		low, high = min(low, 0), max(high, 0)
	}
	if high == low {
		high = low + 1
	}
	s := span{unit: unit, scale: swedish.MoneyScale(max(math.Abs(low), math.Abs(high)))}
	s.step = roundStep((high - low) / 4)
	if unit.Decimals == 0 && unit.Name != "kr" { // nothing is counted in parts
		s.step = max(s.step, 1)
	}
	s.min, s.max = math.Floor(low/s.step+1e-9)*s.step, math.Ceil(high/s.step-1e-9)*s.step
	if unit.Suffix == "%" && low >= 0 {
		s.min = max(s.min, 0)
		if high <= 100 {
			s.max = min(s.max, 100)
		}
	}
	return s
}

// roundStep is the next of 1, 2, 2.5 and 5 times a power of ten.
func roundStep(rough float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, factor := range []float64{1, 2, 2.5, 5} {
		if rough <= factor*power*(1+1e-9) {
			return factor * power
		}
	}
	return 10 * power
}

// even makes the number of steps even, so that half the ticks still reach the end.
func (s span) even() span {
	if math.Mod(math.Round((s.max-s.min)/s.step), 2) == 0 {
		return s
	}
	if s.max += s.step; s.unit.Suffix == "%" && s.max > 100 {
		s.max, s.min = s.max-s.step, max(s.min-s.step, 0)
	}
	return s
}

// decimals is how many the ticks need.
func (s span) decimals(divisor float64) int {
	step := s.step / divisor
	for d := range 6 {
		if scaled := step * math.Pow(10, float64(d)); math.Abs(scaled-math.Round(scaled)) < 1e-6*scaled {
			return d
		}
	}
	return 6
}

// formatter names the function that writes the ticks: per cent on each, money with its scale on the first.
func (s span) formatter() string {
	suffix, divisor, first := "", 1.0, ""
	switch {
	case s.unit.Suffix == "%":
		suffix = "%"
	case s.unit.Name == "kr":
		suffix, divisor, first = s.scale.Suffix, s.scale.Divisor, "first"
	}
	return formatterName("tick", strconv.Itoa(s.decimals(divisor)), suffix, strconv.FormatFloat(divisor, 'f', -1, 64), first)
}

// start writes where the axis begins: 5 800 Mkr.
func (s span) start() string {
	suffix, divisor := s.unit.Suffix, 1.0
	if s.unit.Name == "kr" {
		suffix, divisor = s.scale.Suffix, s.scale.Divisor
	}
	return strings.TrimSpace(swedish.Number(s.min/divisor, s.decimals(divisor)) + swedish.NoBreak + suffix)
}

// formatterName composes the name of a formatter with its arguments.
func formatterName(name string, arguments ...string) string {
	text := "fmt:" + name
	for _, argument := range arguments {
		text += "|" + strings.ReplaceAll(argument, "|", "¦")
	}
	return text
}

// axis makes the span an ECharts axis with few, quiet gridlines.
func (s span) axis() axis {
	return axis{
		XAxis: opts.XAxis{Type: "value", Min: s.min, Max: s.max}, Interval: &s.step,
		AxisLabel: &axisLabel{Color: tokenInk3, FontSize: 12, Formatter: s.formatter(), HideOverlap: true},
		AxisLine:  &axisLine{}, AxisTick: &axisTick{},
		SplitLine: &splitLine{Show: true, LineStyle: &lineStyle{Color: tokenGrid, Width: 1}},
	}
}

// sparse is the same axis with about half the ticks.
func (s span) sparse() *axis {
	step, count := 2*s.step, math.Round((s.max-s.min)/s.step)
	switch { // the last tick always stands at the end, and zero keeps its own
	case s.min < 0 && s.max > 0 && math.Mod(math.Round(-s.min/s.step), 2) != 0:
		step = s.step
	case math.Mod(count, 2) == 0:
	case count <= 3:
		step = s.step
	case math.Mod(count, 3) == 0:
		step = 3 * s.step
	default:
		step = s.max - s.min
	}
	return &axis{Interval: &step, AxisLabel: &axisLabel{FontSize: 11}}
}

// numbers collects an encoding's numbers over all rows.
func (r *reader) numbers(names ...string) []*float64 {
	var list []*float64
	for _, name := range names {
		for row := range r.rows() {
			list = append(list, r.number(row, name))
		}
	}
	return list
}

// extent is the numbers that an axis must hold: those of both sides in a comparison.
func (r *reader) extent(names ...string) []*float64 {
	list := r.numbers(names...)
	if r.twin != nil {
		list = append(list, r.twin.numbers(names...)...)
	}
	return list
}

// rowAxis is a category axis whose categories stand under each other, the first at the top.
func rowAxis(labels []string) axis {
	labels = fitting(labels)
	return axis{
		XAxis:     opts.XAxis{Type: "category", Data: labels, Inverse: opts.Bool(true)},
		AxisLabel: &axisLabel{Color: tokenInk, FontSize: 13, Interval: 0, Width: rowWidth(labels, 26, 190), Overflow: "break", LineHeight: 16, Margin: 10},
		AxisLine:  &axisLine{}, AxisTick: &axisTick{}, SplitLine: &splitLine{},
		half: &axis{AxisLabel: &axisLabel{Width: rowWidth(labels, 20, 140)}},
	}
}

// longestWord is the length of the longest word of the labels: a name is broken between its words, not within one.
func longestWord(labels []string) int {
	longest := 0
	for _, label := range labels {
		for word := range strings.FieldsSeq(label) {
			longest = max(longest, utf8.RuneCountInString(word))
		}
	}
	return longest
}

// rowWidth breaks labels over several lines only when one is longer than so many characters: a width is room taken.
func rowWidth(labels []string, most int, width float64) any {
	for _, label := range labels {
		if len([]rune(label)) > most {
			return width
		}
	}
	return nil
}

// rowStep is the height of a row whose labels stand beside it: two lines need more than one.
func rowStep(labels []string, step int) int {
	if rowWidth(labels, 26, 190) != nil {
		return max(step, 36)
	}
	return step
}

// narrowRows is the same axis on a small screen.
func narrowRows(labels []string) *axis {
	return &axis{AxisLabel: &axisLabel{FontSize: 11, Width: rowWidth(labels, 17, 118), LineHeight: 13}}
}

// timeAxis is a category axis from left to right. Months are named jan, apr, jul, okt with the year under january.
func timeAxis(column analytics.Column, labels []string, gap bool) (axis, *axis) {
	labels = fitting(labels)
	wide := axisLabel{Color: tokenInk3, FontSize: 12, LineHeight: 15, Margin: 8}
	slim := axisLabel{FontSize: 11}
	var half *axis
	switch column.Unit.Name {
	case "månad":
		first := firstQuarter(labels)
		every, sparse := 1, 3
		switch {
		case len(labels) > 60:
			every, sparse = 12, 24
		case len(labels) > 14:
			every, sparse = 3, 12
		}
		if len(labels) <= 14 {
			first = 0
		} else if sparse == 12 || every == 12 {
			first = firstMonth(labels, first)
		}
		wide.Formatter = formatterName("month", strconv.Itoa(first%every))
		wide.Interval = formatterName("every", strconv.Itoa(every), strconv.Itoa(first%every))
		if every == 3 {
			half = &axis{AxisLabel: &axisLabel{Interval: formatterName("every", "6", strconv.Itoa(first%6))}}
		}
		slim.Interval = formatterName("every", strconv.Itoa(sparse), strconv.Itoa(first))
	default:
		every := 1 + (len(labels)-1)/14
		wide.Interval, wide.HideOverlap = formatterName("every", strconv.Itoa(every), "0"), true
		slim.Interval = formatterName("every", strconv.Itoa(1+(len(labels)-1)/6), "0")
		if measured(column) || column.Unit.Name == "årtal" {
			break
		}
		// Names: all of them, on several lines.
		wide.Interval, slim.Interval, wide.HideOverlap = 0, 0, false
		wide.Overflow, wide.Width = "break", max(40, 430/float64(max(len(labels), 1)), min(96, 6.8*float64(longestWord(labels))))
		slim.Width, slim.FontSize = max(30, 256/float64(max(len(labels), 1))), 9.5
		if room := slim.Width.(float64); 5.4*float64(longestWord(labels)) > room { // a word that does not fit stands slanting, not broken
			wide.Rotate, slim.Rotate, slim.Width, slim.FontSize = ptr(0.0), ptr(40.0), 84.0, 11
		}
	}
	return axis{
		XAxis: opts.XAxis{Type: "category", Data: labels}, BoundaryGap: &gap, AxisLabel: &wide,
		AxisLine: &axisLine{Show: true, LineStyle: &lineStyle{Color: tokenLine2, Width: 1}},
		AxisTick: &axisTick{}, SplitLine: &splitLine{}, half: half,
	}, &axis{AxisLabel: &slim}
}

// firstQuarter is the index of the first month that begins a quarter.
func firstQuarter(labels []string) int {
	for i, label := range labels {
		for _, month := range []string{"jan", "apr", "jul", "okt"} {
			if strings.HasPrefix(label, month) {
				return i
			}
		}
	}
	return 0
}

// firstMonth is the index of the first january from there on, or that index itself.
func firstMonth(labels []string, from int) int {
	for i := from; i < len(labels); i++ {
		if strings.HasPrefix(labels[i], "jan") {
			return i % 12
		}
	}
	return from
}
