package export

import (
	"time"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

// A Document is figures on their way to a file. It is made once, after disclosure, from the same Tables, texts and chart
// options as the page; every format is written from it, so that no file can say more or other than the screen.
// All texts are plain Swedish.
type Document struct {
	Title     string // Process Hjärtsvikt, Dashboard
	Selection string // in words: År 2025, Boende Egen region
	Period    string // 2025
	Link      string // address of the page with the selection
	Source    Source
	Plan      *Plan // of a saved analysis; nil: the document is a page's
	Sections  []Section
}

// A Source says which data a document was made from.
type Source struct {
	Cutoff   time.Time // data cut-off: last day covered
	Snapshot string    // id of the snapshot (ögonblicksbild)
	Program  string    // Klarsyn and its version
	Example  bool      // the data are synthetic, and every page of the document says so
	Rolling  string    // the rolling period of a saved analysis, in words; empty: it does not roll
	Below    string    // how a suppressed count is written: <5
}

// A Plan is what a saved analysis says about itself: the fields of a region's analysis plan (analysplan).
type Plan struct {
	Heading     string   // rubrik
	Background  string   // bakgrund, simple Markdown
	Purpose     string   // syfte, simple Markdown
	Benefit     string   // verksamhetsnytta, simple Markdown
	Questions   []string // frågeställningar
	Responsible string   // ansvarig
	Form        string   // publikationsform: Analysrapport, Kort analys or Analysresultat
	Short       bool     // a report of it is a Kort analys where no form is asked for
}

// A Section is one sheet (blad), one unit of a document made per unit, or one part of a saved analysis.
type Section struct {
	Title     string // empty: its figures' headings say it
	Selection string // in words, where it differs from the document's; else empty
	Choices   []Choice
	Text      string // simple Markdown that stands before the figures
	Tiles     []Tile
	Figures   []Figure
}

// A Choice is how a whole sheet is counted, among the ways there are: the outlier rule (ytterfallsregel).
type Choice struct {
	Label   string // of what is chosen: Ytterfallsregel
	Heading string // Regel för ytterfall: egen gräns, 2025
	Window  string
	Options []ChoiceOption
}

// A ChoiceOption is one of the ways, with what it would count.
type ChoiceOption struct {
	Label, About, Count string
	Chosen              bool
}

// A Tile is one headline figure (nyckeltal).
type Tile struct {
	Name, Window, Value, Detail, Interval, Mark string
	Facts                                       []Fact
	Side                                        string // which of two compared selections it shows; see Figure
	Twin                                        *Tile  // the same under B; nil: nothing is compared
}

// A Fact is one line of comparison under a tile's figure.
type Fact struct{ Label, Value string }

// A Figure is one panel: what it says, its Table, and its drawing.
type Figure struct {
	Heading string   // the finding, as a sentence
	Window  string   // measure, window and unit
	Text    []string // sentences that answer the figure's question, with **bold** parts: in place of a drawing where Chart's kind is text, else above it
	Summary string   // one sentence with n av N
	Caveat  string   // part of the figure wherever it is shown
	Notes   []string
	About   string // definition: what is counted
	Origin  string // source of the definition
	Empty   string // why there is nothing to show; else empty
	Table   *analytics.Table
	Chart   analytics.Chart // kind table, or no kind: the table is the figure
	Drawing chart.Figure    // zero where nothing is drawn
	Side    string          // which of two compared selections it shows, in words: A: Kön Kvinna; empty: nothing is compared
	Twin    *Figure         // the same figure under B, where this one is A's; nil: nothing is compared
	Joint   bool            // the drawing shows both sides, as two series; the twin has none
}

// Sides are the figure, or the two that are compared.
func (f *Figure) Sides() []*Figure {
	if f.Twin == nil {
		return []*Figure{f}
	}
	return []*Figure{f, f.Twin}
}

// Sides are the tile, or the two that are compared.
func (t Tile) Sides() []Tile {
	if t.Twin == nil {
		return []Tile{t}
	}
	return []Tile{t, *t.Twin}
}
