package analytics

import (
	"slices"
	"strings"
)

// A Page is one area of the product, for example Process Hjärtsvikt: its query keys with their defaults, and
// its sheets. It is read strictly from page.yaml beside the area's measures, so that page, API and command line
// share one set of keys and defaults.
type Page struct {
	ID       string       `yaml:"id"`    // first part of the address and of analysis ids
	Title    string       `yaml:"title"` // Swedish
	About    string       `yaml:"about"`
	Pathway  *Pathway     `yaml:"pathway"` // nil for pages that follow no pathway
	States   States       `yaml:"states"`
	Keys     []string     `yaml:"keys"`     // in the filter pane's order; ar and manad come from the calendar
	Defaults []Choice     `yaml:"defaults"` // values of keys that are not chosen; ar may be senaste_hela
	Choices  []PageChoice `yaml:"choices"`  // keys that decide how figures are made
	Headline *Tile        `yaml:"headline"` // figure on the start page's card
	Sheets   []Sheet      `yaml:"sheets"`

	path string // of the file below sql/
}

// A Pathway (vårdförlopp) says which diagnoses define the patients and when a debut counts as new.
type Pathway struct {
	Diagnoses    string `yaml:"diagnoses"`     // set_id
	WashoutYears int    `yaml:"washout_years"` // without such a contact before a debut
}

// States says what the filter pane counts: distinct persons of a mart, at T (stock) or in the period (events), or the
// mart's rows in the period.
type States struct {
	Mart   string `yaml:"mart"`
	Person string `yaml:"person"` // column; empty: rows are counted
	// Stock marts: the half-open validity columns that T must fall in. Event marts: On, the day that must fall in the period.
	ValidFrom   string `yaml:"valid_from"`
	ValidBefore string `yaml:"valid_before"`
	On          string `yaml:"on"`
	// Where binds further columns to fixed values, for example pathway: hjartsvikt.
	Where map[string]string `yaml:"where"`
	Noun  string            `yaml:"noun"` // Swedish plural of what is counted: personer
	// Within are values whose rows count only when a day falls in the period: avliden ja, died_on.
	Within []Within `yaml:"within"`
}

// Within holds rows with a value of a key to those whose day falls in the period.
type Within struct {
	Key   string `yaml:"key"`
	Value string `yaml:"value"` // as in the address
	On    string `yaml:"on"`    // column
}

// A Choice is one key with a value.
type Choice struct {
	Key   string `yaml:"key"`
	Value string `yaml:"value"`
}

// A Sheet (blad) is one tab of a page.
type Sheet struct {
	ID      string   `yaml:"id"`
	Title   string   `yaml:"title"`
	Right   string   `yaml:"right"`   // needed to open it; empty: anyone who may open the page
	Chooser *Chooser `yaml:"chooser"` // above the tiles: what the whole sheet is counted by
	Tiles   []Tile   `yaml:"tiles"`
	Panels  []Panel  `yaml:"panels"`
}

// A Chooser is a panel that sets one key of the page for the whole sheet, as a group of radio buttons, each with what
// it would show. Heading, Window and each option's Count are texts over the analysis' Table.
type Chooser struct {
	Key      string   `yaml:"key"`
	Analysis string   `yaml:"analysis"`
	Heading  string   `yaml:"heading"`
	Window   string   `yaml:"window"`
	Options  []Option `yaml:"options"`
}

// An Option is one value of a Chooser's key.
type Option struct {
	Value string `yaml:"value"` // as in the address
	About string `yaml:"about"` // Swedish: what choosing it means
	Count string `yaml:"count"`
}

// A Tile is one headline figure. Name, Window, Value, Detail, Interval and each Fact are text/template texts over the
// analysis' Table; see dashboards/pages/README.md for the functions they may call.
type Tile struct {
	Analysis string  `yaml:"analysis"`
	Name     string  `yaml:"name"`
	Window   string  `yaml:"window"`
	Value    string  `yaml:"value"`
	Detail   string  `yaml:"detail"`
	Interval string  `yaml:"interval"`
	Mark     string  `yaml:"mark"` // for example preliminär; empty result: no mark
	Facts    []Fact  `yaml:"facts"`
	Spark    *Spark  `yaml:"spark"`
	Views    []TView `yaml:"views"` // toggle: further readings of the same figure, the first is shown
}

// A TView is one side of a tile's toggle, for example Population and Nydebuterade.
type TView struct {
	Label    string `yaml:"label"`
	Value    string `yaml:"value"`
	Detail   string `yaml:"detail"`
	Interval string `yaml:"interval"`
	Facts    []Fact `yaml:"facts"`
}

// A Fact is one line of comparison under a tile's figure.
type Fact struct {
	Label string `yaml:"label"`
	Value string `yaml:"value"`
}

// A Spark is a tile's small line over time.
type Spark struct {
	Analysis string `yaml:"analysis"`
	X        string `yaml:"x"`
	Y        string `yaml:"y"`
	Label    string `yaml:"label"`
	Ref      string `yaml:"ref"` // column of what the line is compared with (riket), drawn dashed where it is delivered
	// Where keeps the rows whose text columns have these values, for analyses with several rows a year.
	Where map[string]string `yaml:"where"`
}

// A Panel shows one analysis as chart and table, or as written sentences. Heading (the finding), Summary and each
// paragraph of Text are text/template texts over the Table.
type Panel struct {
	ID       string   `yaml:"id"`  // see Name
	Was      []string `yaml:"was"` // names that addresses and saved analyses still use
	Analysis string   `yaml:"analysis"`
	Width    int      `yaml:"width"`   // of 12 columns
	Chart    string   `yaml:"chart"`   // overrides the header's chart; "table" shows the table first, "text" the paragraphs alone
	Heading  string   `yaml:"heading"` // the finding, as a sentence
	Window   string   `yaml:"window"`  // measure, window and unit under it; empty: the analysis' title and period
	Summary  string   `yaml:"summary"` // one sentence with n av N
	Text     []string `yaml:"text"`    // paragraphs that answer the panel's question; they stand above its figure
	Caveat   string   `yaml:"caveat"`  // part of the figure and of every export of it
	Link     *Link    `yaml:"link"`    // to the sheet that shows what stands behind the figure
}

// Name is what addresses and saved analyses call the panel: its id, or the last part of its analysis, which only one panel
// of a sheet can leave it at. It says nothing of where the panel stands, so that panels can be added and moved.
func (p Panel) Name() string {
	if p.ID != "" {
		return p.ID
	}
	return strings.ReplaceAll(p.Analysis[strings.LastIndex(p.Analysis, "/")+1:], "_", "-")
}

// Panel finds a panel by its name, or by one that it had; -1: there is none.
func (s *Sheet) Panel(name string) int {
	return slices.IndexFunc(s.Panels, func(p Panel) bool { return p.Name() == name || slices.Contains(p.Was, name) })
}

// PanelOf finds the panel that shows an analysis by itself, sheet and place in it: the one that is named after the analysis, else the
// first of it; -1, -1: none does.
func (p *Page) PanelOf(analysis string) (sheet, panel int) {
	sheet, panel = -1, -1
	for i := range p.Sheets {
		for at, candidate := range p.Sheets[i].Panels {
			switch {
			case candidate.Analysis != analysis:
			case candidate.ID == "":
				return i, at
			case sheet < 0:
				sheet, panel = i, at
			}
		}
	}
	return sheet, panel
}

// A Link leads from a panel to another sheet of the page, with the reader's selection and the choices it adds. It is shown to those
// who hold the sheet's right.
type Link struct {
	Sheet string   `yaml:"sheet"`
	Label string   `yaml:"label"` // Swedish: Visa fallen
	Where []Choice `yaml:"where"`
}
