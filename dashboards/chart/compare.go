package chart

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// The names of the two selections of a comparison.
const (
	SideA = "A"
	SideB = "B"
)

// sideColumn is added to the rows of a comparison that is drawn as one figure.
const sideColumn = "comparison_side"

// Compare draws one analysis under two selections: as two series, A and B, of one figure where the kind has series
// to spare (bar, line, km), else as two figures with the same axis.
//
// Months of two different years lie over each other by their place in the year, so that januari meets januari.
func Compare(a, b *analytics.Table, spec analytics.Chart, settings Settings) ([]Figure, error) {
	if merged, joint, ok := together(a, b, spec, settings); ok {
		figure, err := Option(merged, joint, settings)
		if err != nil {
			return nil, err
		}
		return []Figure{figure}, nil
	}
	kind, left, err := resolve(a, spec, settings)
	if err != nil {
		return nil, fmt.Errorf("side A: %w", err)
	}
	_, right, err := resolve(b, spec, settings)
	if err != nil {
		return nil, fmt.Errorf("side B: %w", err)
	}
	left.twin, right.twin = right, left
	figures := make([]Figure, 2)
	for i, side := range []*reader{left, right} {
		if figures[i], err = side.figure(spec.Kind, kind); err != nil {
			return nil, err
		}
		figures[i].Description = []string{SideA, SideB}[i] + ": " + figures[i].Description
	}
	return figures, nil
}

// together puts the rows of both sides under each other with a column that tells them apart, when that can be drawn, and
// says how.
func together(a, b *analytics.Table, spec analytics.Chart, settings Settings) (*analytics.Table, analytics.Chart, bool) {
	takes := map[string]bool{"bar": true, "line": true, "km": true}[spec.Kind]
	if !takes || spec.Encoding["series"] != "" || spec.Encoding["stack"] != "" || len(a.Columns) != len(b.Columns) {
		return nil, spec, false
	}
	merged := *a
	merged.Columns = append(slices.Clone(a.Columns), analytics.Column{
		Name: sideColumn, Label: "Urval", Labels: settings.sides(),
	})
	merged.Rows = nil
	merged.Period.Label = SideA + " " + a.Period.Label + ", " + SideB + " " + b.Period.Label
	for i, side := range []*analytics.Table{a, b} {
		for _, row := range side.Rows {
			merged.Rows = append(merged.Rows, append(slices.Clone(row), analytics.Value{Text: []string{SideA, SideB}[i]}))
		}
		for c, column := range side.Columns {
			if len(column.Labels) > 0 { // values that only one side has
				labels := maps.Clone(merged.Columns[c].Labels)
				if labels == nil {
					labels = map[string]string{}
				}
				maps.Copy(labels, column.Labels)
				merged.Columns[c].Labels = labels
			}
		}
	}
	alignMonths(&merged, a, b, spec.Encoding["x"])
	inTime(&merged, spec.Encoding["x"])
	spec.Encoding = maps.Clone(spec.Encoding)
	spec.Encoding["series"] = sideColumn
	return &merged, spec, true
}

// alignMonths replaces months by their place in the year when each side holds one year and the years differ.
func alignMonths(merged, a, b *analytics.Table, name string) {
	i := a.Column(name)
	if i < 0 || a.Columns[i].Unit.Name != "månad" {
		return
	}
	yearA, yearB := onlyYear(a, i), onlyYear(b, i)
	if yearA == "" || yearB == "" || yearA == yearB {
		return
	}
	labels := map[string]string{}
	for row := range merged.Rows {
		if value := &merged.Rows[row][i]; len(value.Text) == len("2006-01") {
			month := value.Text[len("2006-"):]
			labels[month] = swedish.DateText(value.Text)[:len("jan")]
			value.Text = month
		}
	}
	merged.Columns[i].Labels = labels
	merged.Columns[i].Key = "" // a month without its year cannot be chosen
}

// inTime orders rows by month, day or year, since a side may hold times before those of the other.
func inTime(merged *analytics.Table, name string) {
	i := merged.Column(name)
	if i < 0 {
		return
	}
	switch column := merged.Columns[i]; {
	case column.Unit.Name == "månad", column.Type == analytics.Date, column.Unit.Name == "årtal":
		slices.SortStableFunc(merged.Rows, func(x, y []analytics.Value) int {
			return cmp.Or(cmp.Compare(x[i].Text, y[i].Text), cmp.Compare(x[i].Number, y[i].Number))
		})
	}
}

// onlyYear is the year of a month column that holds one year only.
func onlyYear(t *analytics.Table, column int) string {
	year := ""
	for _, row := range t.Rows {
		text := row[column].Text
		if row[column].State != analytics.Present || len(text) != len("2006-01") {
			return ""
		}
		if year != "" && year != text[:4] {
			return ""
		}
		year = text[:4]
	}
	return year
}
