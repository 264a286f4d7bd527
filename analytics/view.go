package analytics

import (
	"context"
)

// A View is one request's hold on one snapshot: all that a page shows comes from the same data.
type View struct {
	service  *Service
	instance *instance
}

// Release lets go of the snapshot. The View may not be used afterwards.
func (v *View) Release() { v.instance.release() }

// RunOptions say how a table is made.
type RunOptions struct {
	// Undisclosed switches suppression off: only for an operator at the machine who asked for it by name.
	Undisclosed bool
	// Scope names what the reader may see; part of the cache key.
	Scope string
	// Fresh runs the query even when the answer is cached.
	Fresh bool
}

// Run answers one analysis for a selection. A selection that was not parsed by this View's Parse for the
// analysis' page is completed with the page's defaults first. The Table is shared: never change it.
func (v *View) Run(ctx context.Context, id string, selection Selection, options RunOptions) (*Table, error) {
	analysis, err := v.service.catalogue.analysis(id)
	if err != nil {
		return nil, err
	}
	return v.run(ctx, analysis, selection, options)
}

// SQL renders the query that Run would send, with its values written as literals, for reading ("Visa SQL").
func (v *View) SQL(id string, selection Selection) (string, error) {
	analysis, err := v.service.catalogue.analysis(id)
	if err != nil {
		return "", err
	}
	return v.render(analysis, selection)
}

// Provenance says which snapshot the View holds. AnalysisVersion is empty.
func (v *View) Provenance() Provenance { return v.instance.provenance() }

// A DimensionValue is one value that a key can take.
type DimensionValue struct {
	URL   string // as in the address
	Label string // Swedish, as shown
}

// A Key is one query key of a page.
type Key struct {
	Name   string // as in the address
	Label  string // Swedish
	Values []DimensionValue
	Single bool // always exactly one value: the address has neither alla, several values nor an exclusion of it
	Choice bool // decides how figures are made, filters no rows
}

// Keys lists the page's query keys with their values, in the page's order; ar and manad first where the page has them.
func (v *View) Keys(page *Page) []Key { return v.instance.space(page).keys() }

// Values lists the values of one key of the page, or nil for an unknown key.
func (v *View) Values(page *Page, key string) []DimensionValue {
	return v.instance.space(page).values(key)
}

// Parse reads a query string (kommun=1380&kon=K) as a selection of the page and fills in the page's defaults.
// Unknown keys and values, contradictions and empty periods are Problems with status 400.
func (v *View) Parse(page *Page, query string) (Selection, error) {
	return v.instance.space(page).parse(query)
}

// ParseComparison reads a query string that may hold two states side by side: keys with the prefix a. or b.
// belong to one state, those without to both.
func (v *View) ParseComparison(page *Page, query string) (Comparison, error) {
	return v.instance.space(page).parseComparison(query)
}

// Period is the period that the selection's ar and manad mean in this snapshot.
func (v *View) Period(selection Selection) (Period, error) {
	return v.instance.calendar.period(selection)
}

// Label is the Swedish label of a value of a key of the page; the value itself when it has none.
func (v *View) Label(page *Page, key, value string) string {
	return v.instance.space(page).label(key, value)
}

// KeyLabel is what a key of the page is called in Swedish, or the key itself.
func (v *View) KeyLabel(page *Page, key string) string {
	if label := v.instance.space(page).labels[key]; label != "" {
		return label
	}
	return key
}

// FilterState is how a value stands to the selection in the filter pane.
type FilterState uint8

const (
	Possible    FilterState = iota // möjligt: choosing it leaves persons
	Chosen                         // valt
	Alternative                    // alternativt: persons have it, but another value of the same key is chosen
	Excluded                       // uteslutet: inga eller få persons have it together with the rest of the selection
)

// A ValueState is one value of a key with its state.
type ValueState struct {
	URL   string
	Label string
	State FilterState
	// Persons counts those who have the value, given the selection in all other keys. Suppressed also for 0:
	// no persons and a few are one state, inga eller få. NotApplicable for ar and manad.
	Persons Value
}

// FilterStates are the states of all keys of a page, and the size of the selection.
type FilterStates struct {
	Keys    []KeyStates // in the page's order
	Persons Value       // in the whole selection
	Noun    string      // what is counted: personer
}

// KeyStates are the values of one key.
type KeyStates struct {
	Key    string
	Label  string // Swedish
	Values []ValueState
	Single bool // always exactly one value
	Choice bool // decides how figures are made: no counts
}

// States computes the filter pane: for each key its values' states, from the selection in all other keys.
func (v *View) States(ctx context.Context, page *Page, selection Selection) (*FilterStates, error) {
	return v.states(ctx, page, selection)
}
