package chart

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"klarsyn/analytics"
)

// option is the parsed JSON of a figure, as far as tests look at it.
type option struct {
	XAxis, YAxis struct {
		Type     string
		Data     []string
		Min, Max float64
		Interval float64
	}
	Series []struct {
		Type, Name, Stack, RenderItem string
		Data                          json.RawMessage
		Row                           json.RawMessage
		LineStyle                     struct{ Type any }
		EndLabel                      struct{ Formatter string }
		MarkLine                      struct {
			Data  []map[string]any
			Label struct{ Formatter string }
		}
	}
	Aria struct {
		Enabled bool
		Label   struct{ Description string }
		Decal   struct {
			Show   bool
			Decals []any
		}
	}
	Animation bool
	Tooltip   struct{ RenderMode, Formatter string }
	Media     []struct{ Query struct{ MaxWidth int } }
}

// datum is one parsed data item.
type datum struct {
	Value     any
	Tip       string
	Pick      *Pick
	Row       map[string]any
	ItemStyle struct {
		Color string
		Decal map[string]any
	}
	Symbol string
}

func parsed(t *testing.T, figure Figure) option {
	t.Helper()
	var o option
	if err := json.Unmarshal(figure.Option, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o option) items(t *testing.T, series int) []datum {
	t.Helper()
	var list []datum
	if err := json.Unmarshal(o.Series[series].Data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func values(items []datum) []any {
	list := make([]any, len(items))
	for i, item := range items {
		list[i] = item.Value
	}
	return list
}

func TestNoNumberOfACellThatMayNotBeShownReachesAFigure(t *testing.T) {
	for name, example := range examples() {
		figure := example.draw(t)
		text, err := json.Marshal(figure)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "98765") {
			t.Errorf("%s holds the number of a suppressed cell", name)
		}
		for _, fill := range []analytics.State{analytics.Suppressed, analytics.Hidden, analytics.Missing, analytics.NotApplicable} {
			for row := range example.table.Rows {
				for i, column := range example.table.Columns {
					if measured(column) {
						example.table.Rows[row][i] = analytics.Value{State: fill, Number: poison, Text: "987654321"}
					}
				}
			}
			figure := example.draw(t) // a table of nothing but gaps can be drawn
			if text := string(figure.Option); strings.Contains(text, "98765") || strings.Contains(text, "NaN") {
				t.Errorf("%s in state %d holds the number of a cell that may not be shown", name, fill)
			}
		}
	}
}

func TestEveryExampleShowsAWordWhereANumberIsLacking(t *testing.T) {
	for name, example := range examples() {
		figure := example.draw(t)
		text := ""
		for _, point := range figure.Points {
			text += point.Text + "\n"
		}
		lacking := slices.ContainsFunc(example.table.Rows, func(row []analytics.Value) bool {
			return slices.ContainsFunc(row, func(v analytics.Value) bool { return v.State != analytics.Present })
		})
		if lacking && !strings.Contains(text, "<5") && !strings.Contains(text, "saknas") && !strings.Contains(text, "dold") {
			t.Errorf("%s: no word is spoken for the cell without a number:\n%s", name, text)
		}
	}
}

func TestEveryFigureIsStillAccessibleAndFitForAStrictPolicy(t *testing.T) {
	for name, example := range examples() {
		o := parsed(t, example.draw(t))
		if o.Animation || !o.Aria.Enabled || !strings.HasPrefix(o.Aria.Label.Description, "Provmått, ") || o.Tooltip.RenderMode != "richText" || o.Tooltip.Formatter != "fmt:tip" {
			t.Errorf("%s: animation %v, aria %+v, tooltip %+v", name, o.Animation, o.Aria, o.Tooltip)
		}
		if len(o.Media) < 2 || o.Media[0].Query.MaxWidth != 419 || o.Media[1].Query.MaxWidth != 0 {
			t.Errorf("%s: media %+v", name, o.Media)
		}
		if text := string(example.draw(t).Option); strings.Contains(text, "function") || strings.Contains(text, "__f__") {
			t.Errorf("%s carries code", name)
		}
	}
}

func TestEveryColourIsATokenOfTheStyleSheet(t *testing.T) {
	style, err := os.ReadFile("../static/css/10-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("../static/js/fmt.js")
	if err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`"var:([a-z0-9-]+)`)
	hex := regexp.MustCompile(`"#[0-9a-fA-F]{3,8}"|rgba?\(`)
	for name, example := range examples() {
		figure := example.draw(t)
		text := string(figure.Option)
		for _, found := range used.FindAllStringSubmatch(text, -1) {
			token := found[1]
			if !strings.Contains(string(style), "--"+token+":") {
				t.Errorf("%s: colour %s stands in no style sheet", name, token)
			}
			if token != "font" && !strings.Contains(string(script), "'"+token+"'") {
				t.Errorf("%s: fmt.js does not read colour %s in the browser", name, token)
			}
		}
		if hex.MatchString(text) {
			t.Errorf("%s holds a colour of its own: %s", name, hex.FindString(text))
		}
		for _, key := range figure.Key {
			if !strings.Contains(string(style), "--"+key.Token+":") {
				t.Errorf("%s: key colour %s stands in no style sheet", name, key.Token)
			}
		}
	}
}

func TestEveryPointIsAnItemThatExists(t *testing.T) {
	for name, example := range examples() {
		figure := example.draw(t)
		o := parsed(t, figure)
		if len(figure.Points) == 0 {
			t.Errorf("%s has no points", name)
		}
		for _, point := range figure.Points {
			items := o.items(t, point.Series)
			if point.Index >= len(items) {
				t.Fatalf("%s: point %+v is beyond the series", name, point)
			}
			if items[point.Index].Tip == "" && !strings.Contains(point.Text, ":") {
				t.Errorf("%s: point %+v has no text", name, point)
			}
		}
	}
}

func TestAPointSelectsWhatItsCategoryStandsFor(t *testing.T) {
	figure := examples()["dots"].draw(t)
	first := parsed(t, figure).items(t, 0)[0]
	if first.Pick == nil || *first.Pick != (Pick{"municipality_code", "1315"}) || *figure.Points[0].Pick != *first.Pick {
		t.Errorf("pick %+v and %+v", first.Pick, figure.Points[0].Pick)
	}
	if month := parsed(t, examples()["bar"].draw(t)).items(t, 0)[2]; month.Pick == nil || *month.Pick != (Pick{"manad", "2024-03"}) {
		t.Errorf("month picks %+v", month.Pick)
	}
	if year := parsed(t, examples()["line"].draw(t)).items(t, 0)[0]; year.Pick == nil || *year.Pick != (Pick{"ar", "2020"}) {
		t.Errorf("year picks %+v", year.Pick)
	}
	if age := parsed(t, examples()["pyramid"].draw(t)).items(t, 2)[0]; age.Pick != nil {
		t.Errorf("a column that is no dimension picks %+v", age.Pick)
	}
}
