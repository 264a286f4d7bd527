package analytics

import (
	"regexp"
	"strings"

	"klarsyn/sql"
)

// An Analysis is one SQL file under sql/analyses or sql/pathways: a figure that a reader can see.
type Analysis struct {
	ID         string   // path without root folder and .sql: hjartsvikt/population
	Area       string   // first part of the id: the page it belongs to
	Title      string   // Swedish
	About      string   // Swedish: what is counted, numerator, denominator, window, exclusions
	Delivered  []string // care forms that it counts: a month without a delivery of one is a gap
	Caveat     string   // Swedish: how the figure must not be read; part of every showing; empty: none
	Remarks    []string // ids of the analyses that say something about this one
	Grain      string
	From       []string // marts, reaching the body as selected or selected_<mart>
	InPeriod   string   // column of its mart: only rows whose day lies in the period are selected; empty: the statement sees to the period
	Ignores    []Ignored
	Choices    []string // keys of the page's choices whose values the statement uses
	Columns    []Column // SQL's columns, then the derived ones
	Chart      Chart
	Direction  string // high, low or neutral
	Right      string // needed to see it; empty: anyone who may open the page
	Citations  []sql.Citation
	Owner      string
	Status     string // draft, published or retired, with reason
	Reviewed   string
	NextReview string
	Body       string // SQL of this file, or of the shared body it uses
	Bind       map[string]string
	Params     []Param
	Derives    []Derive
	Version    string // short hash of everything that decides its numbers, data apart
	Path       string // of the file below sql/

	sqlColumns []Column               // what the statement returns, before derived values
	base       *Analysis              // whose rows, computed once for all their readers, this one reads; nil: it reads marts itself
	isRead     bool                   // another analysis reads the rows of this one
	own        string                 // the statement over the base's rows; empty: they are taken as they are
	part       string                 // the part that is read of a base in parts
	parts      string                 // of a base in parts: the column that tells them apart
	labels     map[string]labelSource // column → the dimension that names its values
}

// Source is where the definition and its figures come from, in a line.
func (a *Analysis) Source() string {
	texts := make([]string, len(a.Citations))
	for i, citation := range a.Citations {
		texts[i] = citation.Text
	}
	return strings.Join(texts, "; ")
}

// A labelSource is the dimension whose Swedish labels a column shows.
type labelSource struct{ mart, key string }

// timeless says whether the statement asks for neither the period nor a day.
func (a *Analysis) timeless() bool {
	used := parameters(a.Body)
	return a.InPeriod == "" && !used["reference_date"] && !used["cutoff_on"] && !periodWord.MatchString(a.Body) && !readsRecentMonth(a.Body) && !comparableWord.MatchString(a.Body)
}

var periodWord = regexp.MustCompile(`\bperiod\b`)

// Obeys says whether the figure follows a query key.
func (a *Analysis) Obeys(key string) bool {
	for _, ignored := range a.Ignores {
		if ignored.Key == key {
			return false
		}
	}
	return true
}

// Ignored is a page key that a figure does not obey, with the Swedish reason printed on its panel.
type Ignored struct{ Key, Reason string }

// A Param is a named parameter of the body beside those the runner binds.
type Param struct{ Name, Type, Unit, Meaning string }

// A Chart is a kind and its encodings: chart: bar x=month y=stays.
type Chart struct {
	Kind     string
	Encoding map[string]string
}

// A Derive is one derived value: outputs = function(inputs) BY columns GIVEN columns -> unit label.
type Derive struct {
	Outputs  []string
	Function string
	Inputs   []string
	By       []string
	Given    []string // covariates of an association
	Unit     string
	Label    string
}
