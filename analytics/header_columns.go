package analytics

import (
	"slices"
	"strings"

	"klarsyn/sql"
)

// readColumns reads "name TYPE unit label; n=… part_of=… labels=… kind=… total=… hidden=yes".
func (r *headerReader) readColumns(a *Analysis) {
	for _, entry := range r.columnEntries() {
		head, options, _ := strings.Cut(entry.Value, ";")
		words := strings.Fields(head)
		if len(words) < 4 {
			r.fault(entry, "column wants: name TYPE unit label")
			continue
		}
		column := Column{Name: words[0], Label: strings.Join(words[3:], " ")}
		var known bool
		if column.Type, known = sqlTypes[words[1]]; !known {
			r.fault(entry, "column %s: type %s is none of BIGINT, DOUBLE, VARCHAR, DATE, BOOLEAN", column.Name, words[1])
		}
		if column.Unit, known = Units[words[2]]; !known {
			r.fault(entry, "column %s: unknown unit %s", column.Name, words[2])
		}
		if !identifier.MatchString(column.Name) {
			r.fault(entry, "column %s: the name is not snake_case", column.Name)
		}
		if slices.ContainsFunc(a.sqlColumns, func(c Column) bool { return c.Name == column.Name }) {
			r.fault(entry, "column %s stands twice", column.Name)
		}
		r.columnOptions(a, &column, entry, options)
		a.sqlColumns = append(a.sqlColumns, column)
	}
	for _, column := range a.sqlColumns {
		for option, name := range map[string]string{"n": column.N, "part_of": column.PartOf} {
			if name == "" {
				continue
			}
			at := slices.IndexFunc(a.sqlColumns, func(c Column) bool { return c.Name == name })
			if at < 0 {
				r.faults.add(r.where("column"), 0, "column %s: %s=%s is no column", column.Name, option, name)
			} else if t := a.sqlColumns[at].Type; t != Integer && t != Decimal {
				r.faults.add(r.where("column"), 0, "column %s: %s=%s is no number", column.Name, option, name)
			}
		}
	}
	a.Columns = slices.Clone(a.sqlColumns)
}

func (r *headerReader) columnOptions(a *Analysis, column *Column, entry sql.Entry, options string) {
	for option := range strings.FieldsSeq(options) {
		name, value, _ := strings.Cut(option, "=")
		if value == "" {
			r.fault(entry, "column %s: option %s wants a value", column.Name, name)
			continue
		}
		switch name {
		case "n":
			column.N = value
		case "part_of":
			column.PartOf = value
		case "total":
			column.Total = value
		case "kind":
			if !slices.Contains([]string{"mean", "quantile", "extreme"}, value) {
				r.fault(entry, "column %s: kind=%s is none of mean, quantile, extreme", column.Name, value)
			}
			column.Kind = value
		case "of":
			if !r.isPart() || r.file.Body != "" {
				r.fault(entry, "column %s: of=%s: only a part takes columns of another file", column.Name, value)
			}
			column.of = value
		case "hidden":
			if value != "yes" {
				r.fault(entry, "column %s: hidden=%s, wanted hidden=yes", column.Name, value)
			}
			column.Hidden = true
		case "labels":
			r.labelSource(a, column, entry, value)
		default:
			r.fault(entry, "column %s: unknown option %s", column.Name, name)
		}
	}
}

// labelSource checks labels=codes, labels=codes.<prefix> where the column holds ids of code sets without that beginning,
// labels=values.<file> of sql/values, and labels=<mart>.<key>; a mart's labels are read from the snapshot.
func (r *headerReader) labelSource(a *Analysis, column *Column, entry sql.Entry, value string) {
	if value == "codes" {
		column.Labels = r.setLabels
		return
	}
	martName, key, _ := strings.Cut(value, ".")
	switch martName {
	case "codes":
		column.Labels = map[string]string{}
		for set, label := range r.setLabels {
			if id, found := strings.CutPrefix(set, key); found {
				column.Labels[id] = label
			}
		}
		return
	case "values":
		values, err := sql.ReadValues(r.catalogue.tree, key)
		if err != nil {
			r.fault(entry, "column %s: labels=%s: %v", column.Name, value, err)
			return
		}
		column.Labels = map[string]string{}
		for _, named := range values {
			column.Labels[named.Data] = named.Label
		}
		return
	}
	mart := r.catalogue.martBy[martName]
	if mart == nil || mart.dimension(key) == nil {
		r.fault(entry, "column %s: labels=%s is neither codes, values.<file> nor <mart>.<key>", column.Name, value)
		return
	}
	if a.labels == nil {
		a.labels = map[string]labelSource{}
	}
	a.labels[column.Name] = labelSource{mart: martName, key: key}
	column.Key = key
}

// readDerives reads "out[, out…] = function(args) [BY columns] [GIVEN columns] -> unit label" and appends what they give.
func (r *headerReader) readDerives(a *Analysis) {
	for _, entry := range r.all("derive") {
		derive, err := parseDerive(entry.Value)
		if err != nil {
			r.fault(entry, "derive: %v", err)
			continue
		}
		unit, known := Units[derive.Unit]
		if !known {
			r.fault(entry, "derive %s: unknown unit %s", derive.Outputs[0], derive.Unit)
		}
		columns, err := derive.apply(a.Columns, unit)
		if err != nil {
			r.fault(entry, "derive %s: %v", derive.Outputs[0], err)
			continue
		}
		a.Derives = append(a.Derives, derive)
		a.Columns = columns
	}
}

// parseDerive splits a derive line.
func parseDerive(text string) (Derive, error) {
	var derive Derive
	left, right, found := strings.Cut(text, "->")
	outputs, call, equals := strings.Cut(left, "=")
	function, rest, open := strings.Cut(call, "(")
	inputs, by, closed := strings.Cut(rest, ")")
	words := strings.Fields(right)
	if !found || !equals || !open || !closed || len(words) < 2 {
		return derive, errDerive
	}
	derive.Function = strings.TrimSpace(function)
	derive.Outputs, derive.Inputs = splitList(outputs), splitList(inputs)
	derive.Unit, derive.Label = words[0], strings.Join(words[1:], " ")
	by, given, isGiven := strings.Cut(by, "GIVEN ")
	if derive.Given = splitList(given); isGiven && len(derive.Given) == 0 {
		return derive, errDerive
	}
	if by = strings.TrimSpace(by); by != "" {
		names, isBy := strings.CutPrefix(by, "BY ")
		if !isBy {
			return derive, errDerive
		}
		derive.By = splitList(names)
	}
	if len(derive.Outputs) == 0 {
		return derive, errDerive
	}
	return derive, nil
}

func splitList(text string) []string {
	var list []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// chartSettings are the encodings that hold a word and no column.
var chartSettings = []string{"sort", "labels", "scale", "interval"}

// readChart reads "kind key=column[,column] …".
func (r *headerReader) readChart(a *Analysis) {
	entries := r.all("chart")
	if len(entries) == 0 {
		return
	}
	words := strings.Fields(entries[0].Value)
	a.Chart = Chart{Kind: words[0], Encoding: map[string]string{}}
	for _, word := range words[1:] {
		key, value, found := strings.Cut(word, "=")
		if !found || value == "" {
			r.fault(entries[0], "chart: %s is not key=column", word)
			continue
		}
		if !slices.Contains(chartSettings, key) {
			names := splitList(value)
			for i, name := range names {
				names[i] = r.renamed(a, name)
			}
			value = strings.Join(names, ",")
			for _, name := range names {
				if !slices.ContainsFunc(a.Columns, func(c Column) bool { return c.Name == name }) {
					r.fault(entries[0], "chart: %s=%s is no column", key, name)
				}
			}
		}
		a.Chart.Encoding[key] = value
	}
}
