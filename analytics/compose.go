package analytics

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"klarsyn/sql"
	"klarsyn/sql/duck"
)

// A query is a statement with its parameters. No value stands in the text.
type query struct {
	text  string
	binds []bind
}

// A bind is one parameter: text, number, truth value, date or list of texts.
type bind struct {
	name  string
	value any
	cast  string // SQL type to give it; empty: as the statement infers
}

// compose writes the whole query of an analysis for a selection: the period, the selected rows of each mart, then
// the body's own CTEs in the same list. Names come from the catalogue only.
func (i *instance) compose(analysis *Analysis, selection Selection, period Period) (query, error) {
	composer := composer{instance: i, analysis: analysis, selection: selection}
	return composer.compose(analysis.Body, "", period)
}

// composeOver writes the query of the analysis' own statement over the rows of its base.
func (i *instance) composeOver(analysis *Analysis, rows [][]Value, selection Selection, period Period) (query, error) {
	composer := composer{instance: i, analysis: analysis, selection: selection}
	relation, err := composer.relation(analysis.base, rows)
	if err != nil {
		return query{}, err
	}
	return composer.compose(analysis.own, relation, period)
}

// compose puts before a body what it may read. A relation, if there is one, is the CTE of rows that have been computed; the statement
// over them seldom reads a mart as well.
func (c *composer) compose(body, relation string, period Period) (query, error) {
	used := parameters(body)
	if err := c.parameters(used, period); err != nil {
		return query{}, err
	}
	starts, ends := period.days()
	ctes := []string{periodCTE(c.bind("period_starts", starts), c.bind("period_ends", ends))}
	if readsRecentMonth(body) {
		starts, lasts := c.instance.recentMonths(period.T)
		ctes = append(ctes, recentMonthCTE(c.bind("month_starts", starts), c.bind("month_lasts", lasts)))
	}
	if comparableWord.MatchString(body) {
		starts, ends := c.instance.comparable(c.analysis, period).days()
		ctes = append(ctes, "comparable_"+periodCTE(c.bind("comparable_starts", starts), c.bind("comparable_ends", ends)))
	}
	for _, name := range c.analysis.From {
		alias := "selected"
		if len(c.analysis.From) > 1 {
			alias += "_" + name
		}
		if relation == "" || strings.Contains(body, alias) {
			ctes = append(ctes, c.selected(alias, c.instance.catalogue.martBy[name], period))
		}
	}
	if relation != "" {
		ctes = append(ctes, relation)
	}
	before, rest, list := splitWith(body)
	text := before + "WITH " + strings.Join(ctes, ",\n")
	if list {
		text += ",\n" + rest
	} else {
		text += "\n" + rest
	}
	return query{text: text, binds: c.binds}, nil
}

// parameters binds what the body uses of the runner's parameters, the header's and the page's choices.
func (c *composer) parameters(used map[string]bool, period Period) error {
	if used["reference_date"] {
		c.typed("reference_date", period.T, "DATE")
	}
	if used["cutoff_on"] {
		c.typed("cutoff_on", c.instance.info.Cutoff, "DATE")
	}
	if used[partParam] {
		c.typed(partParam, c.analysis.part, "VARCHAR")
	}
	for _, param := range c.analysis.Params {
		if !used[param.Name] {
			continue
		}
		value, err := paramValue(param.Type, c.analysis.Bind[param.Name])
		if err != nil {
			return fmt.Errorf("param %s of %s: %w", param.Name, c.analysis.ID, err)
		}
		c.typed(param.Name, value, param.Type)
	}
	for _, key := range c.analysis.Choices {
		definition := c.instance.catalogue.pageOf(c.analysis).choice(key)
		data, chosen := c.selection.Data(key)
		if !chosen {
			return badRequest(key, "", "%s saknar värde.", definition.Label)
		}
		if !used[definition.Param] {
			continue
		}
		value, err := paramValue(definition.Type, data)
		if err != nil {
			return fmt.Errorf("choice %s of %s: %w", key, c.analysis.ID, err)
		}
		c.typed(definition.Param, value, definition.Type)
	}
	return nil
}

// periodCTE is the relation period(starts_on, ends_before) over two bound lists of days.
func periodCTE(starts, ends string) string {
	return "period AS (\n    SELECT unnest(" + starts + ")::DATE AS starts_on, unnest(" + ends + ")::DATE AS ends_before\n)"
}

// recentMonthCTE is the relation recent_month(starts_on, reference_date) over two bound lists of days: what a figure by
// month shows, whatever period is chosen.
func recentMonthCTE(starts, lasts string) string {
	return "recent_month AS (\n    SELECT unnest(" + starts + ")::DATE AS starts_on, unnest(" + lasts + ")::DATE AS reference_date\n)"
}

var recentMonthWord = regexp.MustCompile(`\brecent_month\b`)

// readsRecentMonth says whether a statement names the relation. Most do not hold its name at all, which is found out much faster.
func readsRecentMonth(body string) bool {
	return strings.Contains(body, "recent_month") && recentMonthWord.MatchString(body)
}

// shownMonths is how far a figure by month looks back: three years let the process limits settle and the seasons show.
const shownMonths = 36

// recentMonths lists the months up to the one of T, none before data start: their first days, and their last, at most T.
func (i *instance) recentMonths(t time.Time) (starts, lasts []string) {
	starts, lasts = []string{}, []string{}
	for month := day(t.Year(), t.Month()-shownMonths+1, 1); !month.After(t); month = month.AddDate(0, 1, 0) {
		next := month.AddDate(0, 1, 0)
		if !next.After(i.info.DataStart) {
			continue
		}
		last := next.AddDate(0, 0, -1)
		if last.After(t) {
			last = t
		}
		starts, lasts = append(starts, month.Format(time.DateOnly)), append(lasts, last.Format(time.DateOnly))
	}
	return starts, lasts
}

// days lists the runs' first days, and the days before which they end.
func (p Period) days() (starts, ends []string) {
	starts, ends = []string{}, []string{}
	for _, run := range p.Runs {
		starts = append(starts, run.StartsOn.Format(time.DateOnly))
		ends = append(ends, run.EndsBefore.Format(time.DateOnly))
	}
	return starts, ends
}

type composer struct {
	instance  *instance
	analysis  *Analysis
	selection Selection
	binds     []bind
}

// bind adds a parameter and returns how the text refers to it. A list gets no type there: then DuckDB plans the statement once,
// when the values are bound, and not already when it is prepared.
func (c *composer) bind(name string, value any) string {
	c.binds = append(c.binds, bind{name: name, value: value})
	return "$" + name
}

// typed adds a parameter that a body uses. Whole numbers take the type that the statement infers.
func (c *composer) typed(name string, value any, sqlType string) {
	if sqlType == "BIGINT" {
		sqlType = ""
	}
	c.binds = append(c.binds, bind{name: name, value: value, cast: sqlType})
}

// selected writes the CTE of one mart's selected rows.
func (c *composer) selected(alias string, mart *Mart, period Period) string {
	var conditions []string
	if c.analysis.InPeriod != "" {
		conditions = append(conditions, c.happens(c.analysis.InPeriod, period))
	}
	for n := range mart.Dimensions {
		if condition := c.condition(mart, &mart.Dimensions[n]); condition != "" {
			conditions = append(conditions, condition)
		}
	}
	columns := "*"
	for n := range mart.Dimensions {
		dimension := &mart.Dimensions[n]
		if dimension.By != "" && slices.Contains(c.analysis.Choices, dimension.By) {
			columns += ", " + duck.Identifier(c.selection.column(dimension)) + " AS " + duck.Identifier(chosenColumn(dimension))
		}
	}
	text := duck.Identifier(alias) + " AS NOT MATERIALIZED (\n    SELECT " + columns + " FROM " + duck.Identifier(mart.Name)
	if len(conditions) > 0 {
		text += "\n    WHERE " + strings.Join(conditions, "\n        AND ")
	}
	return text + "\n)"
}

// happens is the condition that a day lies in the period: a third of a millisecond quicker than a join with the relation.
func (c *composer) happens(column string, period Period) string {
	column = duck.Identifier(column)
	runs := make([]string, len(period.Runs))
	for n, run := range period.Runs {
		starts, ends := fmt.Sprintf("period_%d_starts", n+1), fmt.Sprintf("period_%d_ends", n+1)
		c.typed(starts, run.StartsOn, "DATE")
		c.typed(ends, run.EndsBefore, "DATE")
		runs[n] = column + " >= $" + starts + " AND " + column + " < $" + ends
	}
	return "(" + strings.Join(runs, " OR ") + ")"
}

// chosenColumn is what a statement calls the column of a dimension that hangs on a choice which its header declares: the one of
// the value chosen.
func chosenColumn(dimension *sql.Dimension) string { return "chosen_" + dimension.Column }

// condition is the filter on one dimension, or "" when all rows are wanted.
func (c *composer) condition(mart *Mart, dimension *sql.Dimension) string {
	choice, chosen := c.selection.Choice(dimension.Key)
	if chosen && (choice.All || !c.analysis.Obeys(dimension.Key)) {
		chosen = false
	}
	values := c.instance.values(mart.Name, dimension.Key)
	if dimension.Total != "" {
		return c.within(mart, dimension, totalValues(values, choice, chosen, dimension.Total), false)
	}
	if !chosen {
		if dimension.Single == "" {
			return ""
		}
		choice = KeyChoice{Values: []string{dimension.Single}}
	}
	var data []string
	for _, value := range values {
		if slices.Contains(choice.Values, value.URL) {
			data = append(data, value.Data)
		}
	}
	if len(data) == 0 && choice.Exclude {
		return ""
	}
	return c.within(mart, dimension, data, choice.Exclude)
}

// totalValues are the data values to read of a dimension whose total has rows of its own: the total's when
// nothing or everything is chosen, else those chosen.
func totalValues(values []dimensionValue, choice KeyChoice, chosen bool, total string) []string {
	if !chosen {
		return []string{total}
	}
	var data []string
	for _, value := range values {
		if choice.allows(value.URL) {
			data = append(data, value.Data)
		}
	}
	if len(data) == len(values) {
		return []string{total}
	}
	return data
}

// within compares a column with a bound list. A single value is compared as such, which DuckDB answers from its
// zone maps as if it were a literal.
func (c *composer) within(mart *Mart, dimension *sql.Dimension, data []string, exclude bool) string {
	named := c.selection.column(dimension)
	column, enumeration := duck.Identifier(named), duck.Identifier(dimension.Enum(mart.Name, named))
	name := "filter_" + mart.Name + "_" + dimension.Key
	if len(data) == 1 {
		operator := "="
		if exclude {
			operator = "<>"
		}
		return column + " " + operator + " " + c.bind(name, data[0]) + "::" + enumeration
	}
	operator := "IN"
	if exclude {
		operator = "NOT IN"
	}
	if data == nil {
		data = []string{}
	}
	return column + " " + operator + " (SELECT unnest(" + c.bind(name, data) + ")::" + enumeration + ")"
}
