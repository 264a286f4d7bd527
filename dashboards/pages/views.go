package pages

import (
	"html/template"
	"slices"
	"unicode/utf8"

	"klarsyn/dashboards/swedish"
)

// A Frame is what every page has around its content.
type Frame struct {
	Title    string // of the document
	Heading  string // of the area
	Static   string // address of the static files
	Areas    []Link
	Tabs     []Tab
	DataTo   string // last month covered: 2026-10
	Snapshot string // when the ögonblicksbild was built
	Version  string // of the program
	Example  bool   // the data are synthetic
	Refresh  string // without scripts: when, and where to, the browser reloads by itself; empty: never
	Charts   bool   // the chart library is there; if not, every figure is shown as a table
}

// A Link leads to another page.
type Link struct {
	Title, Href string
	Current     bool
	Long        bool // leads to work that takes long: it is asked for, and followed
}

// A Tab is one sheet (blad) of an area.
type Tab struct {
	Link
	Guarded bool // needs a right
}

// A Sheet is a page with filters and figures.
type Sheet struct {
	Frame
	Selection SelectionBar
	Pane      Pane
	Chooser   *Chooser
	Tiles     []Tile
	Beside    bool     // the first panel stands beside the only tile
	Notes     []string // said once of most panels
	Panels    []Panel
	Search    *Search // detail sheets only
	About     []Definition
	Large     bool // one panel alone
	Back      string
}

// A SelectionBar shows what is chosen.
type SelectionBar struct {
	Sides   []SelectionSide // one, or two when A is compared with B
	Clear   string          // address without choices
	Compare string          // address with two sides, or back to one
	Two     bool
	Title   string // for bookmarks
	Exports []Link // the sheet and the page as files
	Save    string // address that saves the sheet in an analysis; empty: it cannot be
}

// A SelectionSide is the chips of one selection.
type SelectionSide struct {
	Letter string // A or B; empty when there is one
	Chips  []Chip
	Size   string // 6 955 personer
	Active bool   // the side that the filter pane changes
	Href   string // address that makes it so
}

// A Chip is one chosen key.
type Chip struct {
	Key, Label, Value string
	Default, Excluded bool
	Remove            string // address without it; empty: it cannot be taken away
}

// A Pane is the filter pane.
type Pane struct {
	Letter     string // side that it changes, when two are compared
	Dimensions []Dimension
	Fault      string // why the states could not be counted
}

// A Dimension is one key of the filter pane.
type Dimension struct {
	Key, Label, Summary string
	Layout              string // empty, two or months
	Open                bool
	Single              bool // always exactly one value: radio buttons
	Groups              []ValueGroup
	Count               int
	All, None, Invert   string // addresses: choose every value, take the choice away, turn it into its opposite
}

// A ValueGroup is values under a common name, for example the months of a year.
type ValueGroup struct {
	Name   string
	Values []FilterValue
}

// A FilterValue is one value of a dimension.
type FilterValue struct {
	Key, Label, Count string
	Class             string // on, possible, alt or out
	State             string // the same in words, for screen readers
	Mark              string // prel.
	Href, Exclude     string
}

// A Chooser is a panel of radio buttons that set one key for the whole sheet.
type Chooser struct {
	Label           string // of the key
	Heading, Window string
	About           string // address of the definition behind the counts
	Options         []ChooserOption
	Fault           string // number of the fault that kept the counts away
}

// A ChooserOption is one of them.
type ChooserOption struct {
	Key, Label, About, Count string
	Chosen                   bool
	Href                     string
}

// A Tile is one headline figure.
type Tile struct {
	ID, Name, Mark string
	About          string // address of its definition
	Sides          []TileSide
	Spark          *Spark
}

// A TileSide is the figure for one selection.
type TileSide struct {
	Letter string
	Window string
	Views  []TileView
	State  *State
}

// A TileView is one reading of the figure; with several the reader chooses.
type TileView struct {
	ID, Label string
	Value     string
	Unit      string // small, after the value
	Word      bool   // the value is a word, not a number
	Detail    template.HTML
	Interval  string
	Facts     []Fact
	Shown     bool
}

// A Fact is one line of comparison.
type Fact struct {
	Label string
	Value template.HTML
}

// A Panel is one figure as chart and table.
type Panel struct {
	ID, Analysis    string
	Heading, Window string
	Width, Medium   int // in twelfths of the sheet, on a wide screen and on a tablet
	Sides           []PanelSide
	TableFirst      bool // no chart, or the table is the figure
	Written         bool // sentences alone stand in the figure's place
	Caveat          string
	Finding         *Badge // a quality check found something in what the figure reads
	Notes           []string
	About, SQL      string
	Exports         []Link     // files of the figure
	Large           string     // address of the panel alone
	Still           bool       // part of a saved analysis, which has no selection to change
	Save            string     // address that saves it in an analysis; empty: it cannot be
	Together        *PanelSide // one chart for two compared selections
	Behind          *Link      // the rows behind the figure, for those who may see them
}

// Folds reports whether the panel has a figure or a table to fold away on a small screen: a text is what there is to read.
func (p *Panel) Folds() bool {
	return p.Together != nil || slices.ContainsFunc(p.Sides, func(side PanelSide) bool {
		return side.State == nil && (side.Option != "" || side.Table != nil && len(side.Prose) == 0)
	})
}

// A PanelSide is the figure for one selection.
type PanelSide struct {
	ID      string
	Letter  string
	Label   string      // what the side's selection is, when two are compared
	Option  template.JS // chart option; empty: no chart
	Alt     string      // what the chart shows, in one sentence
	Image   string      // address of the chart as an image, without JavaScript
	Key     []KeyItem
	Table   *Table
	Prose   []template.HTML // paragraphs that answer the panel's question, above its figure
	Summary template.HTML
	State   *State
}

// A KeyItem explains one mark of a chart.
type KeyItem struct {
	Mark template.HTML // SVG
	Text string
}

// A State is shown in place of a figure.
type State struct {
	Kind  string // empty, suppressed, missing, none, loading or error
	Title string
	Text  string
	Act   string // words on the button
	Href  string // where it leads
	Code  string // number of a fault
}

// A Table is the accessible table of a figure.
type Table struct {
	Caption string
	Columns []Heading
	Rows    []TableRow
	Sorted  bool // server-side: headings are links
	Pager   *Pager
	Total   int
}

// printedRows is how many rows of a table go on paper; the style sheet for print knows the same number.
const printedRows = 50

// Unprinted is how many rows of the table paper leaves out, as written; empty: none.
func (t *Table) Unprinted() string {
	if len(t.Rows) <= printedRows {
		return ""
	}
	return swedish.Number(float64(len(t.Rows)-printedRows), 0)
}

// A Heading is a column's heading.
type Heading struct {
	Label, Unit string
	Number      bool
	Sort        string // address that sorts by it
	Direction   string // ascending, descending or empty
	Name        string
}

// A TableRow is one row; the first cell names it.
type TableRow struct {
	Cells []Cell
	Key   string // query key and value that a click on the row's chart mark chooses
}

// A Cell is one cell as shown.
type Cell struct {
	Text   string
	Class  string // num, sup, na or empty
	Reason string // why the value is not shown
	Order  string // what sorting in the browser compares
}

// longName is how many letters a row's name has at most that stands on one line.
const longName = 60

// Long tells that the cell's text is broken over several lines also where it names its row.
func (c Cell) Long() bool { return utf8.RuneCountInString(c.Text) > longName }

// A Pager leads through a long table.
type Pager struct {
	From, To, Total string
	First, Previous string
	Next, Last      string
	Page, Pages     string
}

// A Search is a form that searches a detail table.
type Search struct {
	Action string
	Value  string
	Hidden []Field
}

// A Field is a hidden value of a form.
type Field struct{ Name, Value string }

// A Definition explains one measure.
type Definition struct{ Title, Text, Source string }

// A Start is the start page.
type Start struct {
	Frame
	Areas   []AreaCard
	Loads   []Fact
	Quality Badge
	Saved   *SavedLinks // nil: the service keeps none
	Intro   string
}

// SavedLinks lead from the start page to saved analyses.
type SavedLinks struct {
	Latest []Link
	All    string
}

// An AreaCard is one area on the start page.
type AreaCard struct {
	Link
	About  string
	Tile   *Tile
	Sheets []Link
}

// A Badge is a state of data quality in words.
type Badge struct{ Text, Class, Href string }

// A Document is a page of prose and tables: Om måttet, Datakvalitet, Tillgänglighet, faults.
type Document struct {
	Frame
	Lead     string
	Sections []Section
	Back     *Link
}

// A Section is one part of a document.
type Section struct {
	ID, Title string
	Text      []string
	Terms     []Fact
	Code      string
	Table     *Table
	List      []string
	Links     []Link
}

// A Spark is a tile's small line over time, 200 × 44.
type Spark struct {
	Lines     []SparkLine
	Reference string // path of the line to compare with
	Alt       string
	From, To  string
	Label     string
}

// A SparkLine is one line and the dot at its end.
type SparkLine struct{ Class, Path, End string }
