package chart

import (
	"fmt"
	"testing"
	"time"

	"klarsyn/analytics"
)

// poison is a number that no test table shows: it stands in every cell that may not be shown.
const poison = 987654321

// Cells without a number still hold one here, so that a kind that looks past the state is found out.
var (
	suppressed   = analytics.Value{State: analytics.Suppressed, Number: poison, Text: "987654321"}
	hidden       = analytics.Value{State: analytics.Hidden, Number: poison, Text: "987654321"}
	inapplicable = analytics.Value{State: analytics.NotApplicable}
	missing      = analytics.Value{State: analytics.Missing, Number: poison, Text: "987654321"}
)

// table makes a table from column specs "name type unit label" and rows of any.
func table(columns []analytics.Column, rows ...[]any) *analytics.Table {
	t := &analytics.Table{
		Analysis: &analytics.Analysis{Title: "Provmått"}, Columns: columns,
		Period: analytics.Period{Label: "2024", Complete: true, T: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)},
	}
	for _, cells := range rows {
		row := make([]analytics.Value, len(cells))
		for i, cell := range cells {
			switch v := cell.(type) {
			case analytics.Value:
				row[i] = v
			case int:
				row[i].Number = float64(v)
			case float64:
				row[i].Number = v
			case string:
				row[i].Text = v
			case bool:
				row[i].Text = fmt.Sprint(v)
			case nil:
				row[i] = missing
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func textual(name, unit, label string) analytics.Column {
	return analytics.Column{Name: name, Unit: analytics.Units[unit], Label: label}
}

func whole(name, unit, label string) analytics.Column {
	return analytics.Column{Name: name, Unit: analytics.Units[unit], Label: label, Type: analytics.Integer}
}

func decimal(name, unit, label string) analytics.Column {
	return analytics.Column{Name: name, Unit: analytics.Units[unit], Label: label, Type: analytics.Decimal}
}

func truth(name, label string) analytics.Column {
	return analytics.Column{Name: name, Unit: analytics.Units["-"], Label: label, Type: analytics.Boolean}
}

// An example is one chart line with a table for it.
type example struct {
	line  string
	table *analytics.Table
}

func (e example) draw(t *testing.T) Figure {
	t.Helper()
	spec, err := Parse(e.line)
	if err != nil {
		t.Fatal(err)
	}
	figure, err := Option(e.table, spec, Settings{Pick: func(column analytics.Column, value string) (Pick, bool) {
		return Pick{Key: column.Name, Value: value}, column.Name == "municipality_code" || column.Name == "hospital"
	}})
	if err != nil {
		t.Fatal(err)
	}
	return figure
}

// examples holds at least one table per kind, each with a cell that may not be shown.
func examples() map[string]example {
	return map[string]example{
		"bar":               {line: "bar x=month y=stays prelim=running", table: monthlyStays()},
		"bar lying":         {line: "bar x=stays y=hospital sort=value", table: hospitalStays()},
		"bar interval":      {line: "bar x=hospital y=share low=low high=high n=readmitted N=index ref=reference", table: readmissions()},
		"bar series":        {line: "bar x=year y=stays series=hospital", table: stayYears()},
		"bar stack":         {line: "bar x=year y=stays stack=hospital", table: stayYears()},
		"line":              {line: "line x=year y=prevalence low=low high=high n=persons N=residents", table: prevalenceYears()},
		"line series":       {line: "line x=month y=share series=sex n=numerator N=denominator", table: sharesBySex()},
		"dots":              {line: "dots y=municipality_code value=standardised low=low high=high n=persons ref=reference", table: municipalities()},
		"dots n av N":       {line: "dots y=hospital value=share low=low high=high n=readmitted N=index ref=reference", table: readmissions()},
		"therapy":           {line: "therapy y=set_id value=share low=share_low high=share_high n=numerator N=denominator lower=target_low upper=target_high ref=reference", table: therapies()},
		"pyramid":           {line: "pyramid y=age_group side=sex value=persons outline=residents", table: ages()},
		"xmr":               {line: "xmr x=month value=share mean=mean lower=lower upper=upper signal=signal target=target note=note n=numerator N=denominator", table: process()},
		"funnel":            {line: "funnel n=index value=share name=hospital mean=overall lower=low_95 upper=high_95 lower998=low_998 upper998=high_998 count=readmitted own=is_own", table: funnelUnits(40)},
		"funnel few":        {line: "funnel n=index value=share name=hospital mean=overall lower=low_95 upper=high_95 lower998=low_998 upper998=high_998 count=readmitted", table: funnelUnits(0)},
		"attrition":         {line: "attrition y=step value=persons lost=why", table: steps()},
		"km":                {line: "km x=day value=mortality low=low high=high at_risk=at_risk", table: readings()},
		"km steps":          {line: "km x=day value=mortality low=low high=high at_risk=at_risk series=group", table: curves()},
		"stacked":           {line: "stacked x=month value=visits series=profession N=all", table: professions()},
		"waterfall":         {line: "waterfall x=term value=amount", table: terms()},
		"waterfall stopped": {line: "waterfall x=term value=amount total=is_total", table: totals()},
		"waterfall cut":     {line: "waterfall x=term value=amount total=is_total", table: years()},
		"waterfall signed":  {line: "waterfall x=term value=amount total=is_total", table: differences()},
		"contribution":      {line: "contribution y=mdc value=contribution_sek n=contacts against=riket", table: contributions()},
		"pareto":            {line: "pareto y=drg value=cost_sek whole=all_sek", table: costs()},
		"concentration":     {line: "concentration x=percentile value=cost_share ref=national n=contacts N=all", table: concentrated()},
		"boxplot":           {line: "boxplot y=drg q1=q1 median=median q3=q3 low=p10 high=p90 limit=limit_sek ref=national n=contacts", table: spreads()},
		"dots series":       {line: "dots y=hospital series=care_form value=index low=low high=high n=contacts sort=table", table: hospitalIndex()},
		"dots index":        {line: "dots y=clinic value=index low=low high=high n=contacts", table: clinicIndex()},
		"funnel index":      {line: "funnel n=contacts value=index name=clinic mean=expected lower=low_95 upper=high_95 lower998=low_998 upper998=high_998", table: clinicIndex()},
		"spark":             {line: "spark x=year y=prevalence ref=reference", table: prevalenceYears()},
	}
}

func months(from time.Time, count int) []string {
	list := make([]string, count)
	for i := range list {
		list[i] = from.AddDate(0, i, 0).Format("2006-01")
	}
	return list
}

func january(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
