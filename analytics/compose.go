package analytics

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
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
	used := parameters(analysis.Body)
	if used["reference_date"] {
		composer.typed("reference_date", period.T, "DATE")
	}
	if used["cutoff_on"] {
		composer.typed("cutoff_on", i.info.Cutoff, "DATE")
	}
	for _, param := range analysis.Params {
		value, err := paramValue(param.Type, analysis.Bind[param.Name])
		if err != nil {
			return query{}, fmt.Errorf("param %s of %s: %w", param.Name, analysis.ID, err)
		}
		composer.typed(param.Name, value, param.Type)
	}
	for _, key := range analysis.Choices {
		definition := i.catalogue.pageOf(analysis).choice(key)
		data, chosen := selection.Data(key)
		if !chosen {
			return query{}, badRequest(key, "", "%s saknar värde.", definition.Label)
		}
		value, err := paramValue(definition.Type, data)
		if err != nil {
			return query{}, fmt.Errorf("choice %s of %s: %w", key, analysis.ID, err)
		}
		composer.typed(definition.Param, value, definition.Type)
	}
	starts, ends := period.days()
	ctes := []string{periodCTE(composer.bind("period_starts", starts), composer.bind("period_ends", ends))}
	if readsRecentMonth(analysis.Body) {
		starts, lasts := i.recentMonths(period.T)
		ctes = append(ctes, recentMonthCTE(composer.bind("month_starts", starts), composer.bind("month_lasts", lasts)))
	}
	for _, name := range analysis.From {
		alias := "selected"
		if len(analysis.From) > 1 {
			alias += "_" + name
		}
		ctes = append(ctes, composer.selected(alias, i.catalogue.martBy[name]))
	}
	before, rest, list := splitWith(analysis.Body)
	text := before + "WITH " + strings.Join(ctes, ",\n")
	if list {
		text += ",\n" + rest
	} else {
		text += "\n" + rest
	}
	return query{text: text, binds: composer.binds}, nil
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
func (c *composer) selected(alias string, mart *Mart) string {
	var conditions []string
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

// render writes the query with its values as literals, for reading.
func (v *View) render(analysis *Analysis, selection Selection) (string, error) {
	selection, err := v.completed(analysis, selection)
	if err != nil {
		return "", err
	}
	period, err := v.periodOf(analysis, selection)
	if err != nil {
		return "", err
	}
	composed, err := v.instance.compose(analysis, selection, period)
	if err != nil {
		return "", err
	}
	return composed.literal(), nil
}

// executable is the text to send: each typed parameter with its type.
func (q query) executable() string {
	return q.replace(func(b bind) string {
		if b.cast == "" {
			return "$" + b.name
		}
		return "$" + b.name + "::" + b.cast
	})
}

// literal is the text to read: each parameter as its value, quoted.
func (q query) literal() string { return q.replace(func(b bind) string { return literal(b.value) }) }

func (q query) replace(with func(bind) string) string {
	var text strings.Builder
	last := 0
	placeholders(q.text, func(name string, from, to int) {
		at := slices.IndexFunc(q.binds, func(b bind) bool { return b.name == name })
		if at < 0 {
			return
		}
		text.WriteString(q.text[last:from])
		text.WriteString(with(q.binds[at]))
		last = to
	})
	text.WriteString(q.text[last:])
	return text.String()
}

// literal quotes one value: the only place where a value becomes SQL text, and that text is only shown.
func literal(value any) string {
	switch v := value.(type) {
	case string:
		return duck.Quote(v)
	case []string:
		quoted := make([]string, len(v))
		for i, text := range v {
			quoted[i] = duck.Quote(text)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	case time.Time:
		return "DATE " + duck.Quote(v.Format(time.DateOnly))
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64) + "::DOUBLE"
	}
	return fmt.Sprint(value)
}
