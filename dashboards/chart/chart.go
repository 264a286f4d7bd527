// Package chart turns a Table and the chart line of its analysis into a figure: an ECharts option as JSON, the key
// above it, and the points that the keyboard walks. It draws what the Table says and nothing else: a cell without a
// number becomes a gap with its word. README.md lists every kind and its encodings.
package chart

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"klarsyn/analytics"
)

// A Figure is a drawn Table.
type Figure struct {
	Kind        string          `json:"kind"`
	Option      json.RawMessage `json:"option"`
	Key         []KeyEntry      `json:"key"`         // teckenförklaring, only what is not named in the figure itself
	Points      []Point         `json:"points"`      // in reading order
	Description string          `json:"description"` // Swedish: what is drawn, for those who do not see it
	Height      int             `json:"height"`      // CSS pixels that the figure wants
	Notes       []string        `json:"notes"`       // Swedish sentences that stand by the figure: what could not be drawn
	Blank       bool            `json:"-"`           // no value could be drawn
}

// A Point is one mark that can be reached by keyboard and heard.
type Point struct {
	Series int    `json:"series"` // index of the ECharts series
	Index  int    `json:"index"`  // index of the data item in it
	Pick   *Pick  `json:"pick,omitempty"`
	Text   string `json:"text"` // Swedish
}

// A Pick is the choice that a click on a mark makes: query key and url value.
type Pick struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Settings are what a figure needs beside its Table.
type Settings struct {
	// Pick finds the choice that a value of a category column stands for; false: the value cannot be chosen. With
	// nil, or a column it does not know, months and years still select manad and ar.
	Pick func(column analytics.Column, value string) (Pick, bool)
	// Sides name the two selections of a comparison where they are series of one figure; empty: A and B.
	Sides [2]string
}

// sides are the names of the two selections.
func (s Settings) sides() map[string]string {
	names := map[string]string{SideA: SideA, SideB: SideB}
	for i, side := range []string{SideA, SideB} {
		if s.Sides[i] != "" {
			names[side] = s.Sides[i]
		}
	}
	return names
}

// A kind is one way to draw: the encodings it takes, and its drawing.
type kind struct {
	title     string // Swedish, in descriptions
	compact   bool   // loses nothing that matters at half the width of a tablet
	encodings []encoding
	draw      func(*reader) (*drawing, error)
}

// kinds lists every kind by its name in headers.
func kinds() map[string]kind {
	return map[string]kind{
		"bar": barKind(), "line": lineKind(), "dots": dotsKind(), "therapy": therapyKind(), "pyramid": pyramidKind(),
		"xmr": xmrKind(), "funnel": funnelKind(), "attrition": attritionKind(), "km": kmKind(), "stacked": stackedKind(),
		"waterfall": waterfallKind(), "spark": sparkKind(), "contribution": contributionKind(), "pareto": paretoKind(),
		"concentration": concentrationKind(), "boxplot": boxplotKind(),
	}
}

// Drawn reports whether the spec asks for a drawing. The kind table, and no kind, show the table alone; the kind text
// shows a page's sentences in its place.
func Drawn(spec analytics.Chart) bool {
	return spec.Kind != "" && spec.Kind != "table" && spec.Kind != textKind
}

// Compact reports whether the figure can be read at half the width of a tablet. Texts can.
func Compact(spec analytics.Chart) bool { return Written(spec) || kinds()[spec.Kind].compact }

// textKind is the kind of panels that are written, not drawn.
const textKind = "text"

// Written reports whether sentences stand in the place of the drawing.
func Written(spec analytics.Chart) bool { return spec.Kind == textKind }

// Parse reads a chart line, for example "bar x=month y=stays".
func Parse(text string) (analytics.Chart, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return analytics.Chart{}, fmt.Errorf("chart: no kind")
	}
	spec := analytics.Chart{Kind: words[0], Encoding: map[string]string{}}
	for _, word := range words[1:] {
		name, column, found := strings.Cut(word, "=")
		if !found || name == "" || column == "" {
			return analytics.Chart{}, fmt.Errorf("chart %s: %q is not encoding=column", spec.Kind, word)
		}
		if _, twice := spec.Encoding[name]; twice {
			return analytics.Chart{}, fmt.Errorf("chart %s: encoding %q stands twice", spec.Kind, name)
		}
		spec.Encoding[name] = column
	}
	return spec, nil
}

// Check refuses a spec that cannot be drawn from these columns, naming every fault.
func Check(columns []analytics.Column, spec analytics.Chart) error {
	if !Drawn(spec) {
		return nil
	}
	_, _, err := resolve(&analytics.Table{Columns: columns}, spec, Settings{})
	return err
}

// Option draws a table.
func Option(table *analytics.Table, spec analytics.Chart, settings Settings) (Figure, error) {
	kind, reader, err := resolve(table, spec, settings)
	if err != nil {
		return Figure{}, err
	}
	return reader.figure(spec.Kind, kind)
}

// figure draws what the reader holds.
func (r *reader) figure(name string, kind kind) (Figure, error) {
	drawing, err := kind.draw(r)
	if err != nil {
		return Figure{}, fmt.Errorf("chart %s: %w", name, err)
	}
	if len(r.undrawn) > 0 {
		drawing.notes = append(drawing.notes, "Utan värden och därför inte ritat: "+strings.Join(r.undrawn, ", ")+".")
	}
	figure := Figure{
		Kind: name, Key: drawing.key, Points: drawing.points, Height: drawing.height, Notes: drawing.notes,
		Description: r.describe(kind.title, drawing), Blank: len(drawing.points) > 0 && r.silent >= len(drawing.points),
	}
	figure.Option, err = drawing.option(figure.Description)
	if err != nil {
		return Figure{}, fmt.Errorf("chart %s: %w", name, err)
	}
	return figure, nil
}

func resolve(table *analytics.Table, spec analytics.Chart, settings Settings) (kind, *reader, error) {
	all := kinds()
	kind, known := all[spec.Kind]
	if !known {
		return kind, nil, fmt.Errorf("chart kind %q is not known, there are %s", spec.Kind, strings.Join(slices.Sorted(maps.Keys(all)), ", "))
	}
	reader, err := newReader(table, spec, kind, settings)
	return kind, reader, err
}
