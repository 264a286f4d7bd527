package chart

import (
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/types"

	"klarsyn/analytics"
)

// drawn makes a series that a named drawing of fmt.js draws.
func drawn(name string, data []item) series {
	return series{SingleSeries: charts.SingleSeries{Type: "custom", RenderItem: types.FuncStr("fmt:" + name)}, Data: data}
}

// plainLine makes a line without marks.
func plainLine(name, color string, width float64, dash any, data any) series {
	return series{
		SingleSeries: charts.SingleSeries{Type: "line", Name: name, Symbol: "none"},
		LineStyle:    &lineStyle{Color: color, Width: width, Type: dash}, ItemStyle: &itemStyle{Color: color},
		Data: data, Silent: true, Emphasis: emphasis{Disabled: true},
	}
}

// endLabel names a line where it ends.
func endLabel(name, number, color string) *label {
	name = short(name)
	l := &label{Show: true, Formatter: literal(name), Color: color, FontSize: 12, Distance: 9, LineHeight: 14, narrow: literal(name)}
	if number != "" {
		l.Formatter, l.narrow = literal(name+" "+number), literal(strings.TrimSuffix(name, " gräns")+"\n"+number)
	}
	if number == "" {
		l.narrow = literal(strings.Join(folded(name), "\n"))
	}
	return l
}

// folded is a name as small screens have room for: on two lines, and what is still too long cut short.
func folded(name string) []string {
	letters, best := []rune(name), 0
	if len(letters) <= 9 {
		return []string{name}
	}
	for i, letter := range letters[:len(letters)-1] {
		if (letter == ' ' || letter == '-') && max(i, len(letters)-i) < max(best, len(letters)-best) {
			best = i + 1
		}
	}
	lines := []string{string(letters)}
	if best > 0 {
		lines = []string{strings.TrimSpace(string(letters[:best])), string(letters[best:])}
	}
	for i, line := range lines {
		if letters := []rune(line); len(letters) > narrowLetters {
			lines[i] = strings.TrimSpace(string(letters[:narrowLetters-1])) + "…"
		}
	}
	return lines
}

// endRoom is the room that names at the ends of lines take on a small screen.
func endRoom(names []string) float64 {
	longest := 0
	for _, name := range names {
		for _, line := range folded(name) {
			longest = max(longest, len([]rune(line)))
		}
	}
	return max(endWidthNarrow, 6.2*float64(longest)) + 10
}

// Room for the names at the ends of lines.
const (
	endWidth       = 112
	endWidthNarrow = 58
	narrowLetters  = 13 // on a line
)

// referenceLine is riket (or another reference), dashed across the figure, with its name and number on it.
func (r *reader) referenceLine(across bool) *markLine {
	at := r.reference()
	if at == nil {
		return nil
	}
	name, number := r.refName(), r.write(r.referenceRow(), "ref")
	if across {
		line := upright(*at)
		line.Label.Formatter = literal(name + " " + number)
		return line
	}
	mark, text := referenceMark()
	mark.YAxis = *at
	text.narrow, text.Formatter, text.LineHeight = literal(name+" "+number), literal(name+"\n"+number), 14
	return &markLine{Silent: true, Symbol: "none", Data: []markItem{mark}, Label: text, Z: 4}
}

func referenceMark() (markItem, *label) {
	return markItem{LineStyle: lineStyle{Color: tokenPeerInk, Width: 1.5, Type: []float64{4, 3}}}, &label{
		Show: true, Position: "end", Distance: 5, Color: tokenInk3, FontSize: 12, TextBorderColor: tokenSurface, TextBorderWidth: 3,
	}
}

// upright is a reference line across rows, named at its top: rows run downwards, so that is where it starts.
func upright(at float64) *markLine {
	mark, text := referenceMark()
	mark.XAxis, text.Position = at, "start"
	return &markLine{Silent: true, Symbol: "none", Data: []markItem{mark}, Label: text, Z: 4}
}

func (r *reader) referenceRow() int {
	for row := range r.rows() {
		if r.number(row, "ref") != nil {
			return row
		}
	}
	return 0
}

// literal keeps ECharts from reading its own placeholders ({a}, {b}) into a text; fmt.js takes all after the first bar.
func literal(text string) string { return "fmt:text|" + text }

// whisker is the interval of one bar or dot, drawn by fmt.js.
type whisker struct {
	At    int      `json:"at"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	Lying bool     `json:"lying"`
}

// wordAt is a word that stands where a mark would, drawn by fmt.js.
type wordAt struct {
	At     int    `json:"at"`
	Text   string `json:"text"`
	Lying  bool   `json:"lying"`
	Hidden bool   `json:"hidden"` // there is a number that is not shown: hatched, so that it is not taken for none
}

// wordOf is the word of a row's cell without a number.
func (r *reader) wordOf(at, row int, name string, lying bool) wordAt {
	state := r.value(row, name).State
	return wordAt{At: at, Text: r.word(row, name), Lying: lying, Hidden: state == analytics.Suppressed || state == analytics.Hidden}
}

// addWords writes the words of cells without a number where their marks would stand.
func (d *drawing) addWords(words []wordAt, base func(at int) float64) {
	if len(words) == 0 {
		return
	}
	data := make([]item, len(words))
	for i, word := range words {
		data[i] = item{Value: []any{word.At, base(word.At)}, Row: word}
		if word.Lying {
			data[i].Value = []any{base(word.At), word.At}
		}
	}
	s := drawn("words", data)
	s.Silent = true
	d.series = append(d.series, s)
}

// band is one end of an interval around a line.
type band struct {
	X    any      `json:"x"`
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

// bandStyle says how fmt.js fills an interval.
type bandStyle struct {
	Color string `json:"color"`
	Bands []band `json:"bands"`
	Step  bool   `json:"step"`
}

// addBand draws intervals around a line, with gaps where an end is not known.
func (d *drawing) addBand(color string, step bool, bands []band) {
	s := drawn("band", []item{{Value: []any{0, 0}}})
	s.Row, s.Silent, s.Z = bandStyle{Color: color, Bands: bands, Step: step}, true, 1
	d.series = append(d.series, s)
}
