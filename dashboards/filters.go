package dashboards

import (
	"slices"
	"strconv"
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/swedish"
)

const (
	yearChoice  = "ar"
	monthChoice = "manad"
)

// selectionBar shows what is chosen, on one side or two.
func (s *Server) selectionBar(r *request, sides []analytics.Selection, answers []statesAnswer) pages.SelectionBar {
	bar := pages.SelectionBar{Two: r.pair.Two, Title: r.page.Title + ": " + r.sheet.Title, Clear: r.path, Exports: s.sheetExports(r), Save: s.saveAddress(r, -1)}
	labels, single, unused := map[string]string{}, map[string]bool{}, s.unusedChoices(r)
	for _, key := range r.view.Keys(r.page) {
		labels[key.Name], single[key.Name] = key.Label, key.Single
	}
	for i, selection := range sides {
		side := pages.SelectionSide{Active: r.pair.Two && r.second == (i == 1)}
		turn := *r
		turn.second = i == 1
		if r.pair.Two {
			side.Letter, side.Href = string(rune('A'+i)), turn.here(r.path)
		}
		for _, choice := range selection.Choices {
			if choice.All || choice.Default && unused[choice.Key] {
				continue
			}
			chip := pages.Chip{Key: choice.Key, Label: labels[choice.Key], Value: shortList(r.labelled(choice.Key, choice.Values)), Default: choice.Default, Excluded: choice.Exclude}
			switch {
			case choice.Default && single[choice.Key]: // there is always one
			case choice.Default:
				chip.Remove = turn.with(selection.All(choice.Key))
			default:
				chip.Remove = turn.with(selection.Without(choice.Key))
			}
			side.Chips = append(side.Chips, chip)
		}
		if states := answers[i].states; states != nil {
			side.Size = size(states)
		}
		bar.Sides = append(bar.Sides, side)
	}
	if r.pair.Two {
		single := analytics.Comparison{A: r.active(), B: r.active()}
		bar.Compare = (&request{path: r.path}).address(r.path, single)
		bar.Clear = (&request{path: r.path}).address(r.path, s.withYearBefore(r, r.pair.A.Clear()))
	} else {
		turn := *r
		turn.second = true
		bar.Compare = turn.address(r.path, s.withYearBefore(r, r.pair.A))
	}
	return bar
}

// unusedChoices are the page's choices of how figures are made that no figure of the sheet makes use of: left at their
// defaults they need not be said.
func (s *Server) unusedChoices(r *request) map[string]bool {
	unused := map[string]bool{}
	for _, choice := range r.page.Choices {
		unused[choice.Key] = true
	}
	for _, id := range analysesOf(r.sheet) {
		if analysis, err := s.service.Analysis(id); err == nil {
			for _, key := range analysis.Choices {
				delete(unused, key)
			}
		}
	}
	return unused
}

// analysesOf are the analyses behind a sheet's chooser, tiles and panels.
func analysesOf(sheet *analytics.Sheet) []string {
	var ids []string
	if sheet.Chooser != nil {
		ids = append(ids, sheet.Chooser.Analysis)
	}
	for _, tile := range sheet.Tiles {
		ids = append(ids, tile.Analysis)
		if tile.Spark != nil {
			ids = append(ids, tile.Spark.Analysis)
		}
	}
	for _, panel := range sheet.Panels {
		ids = append(ids, panel.Analysis)
	}
	return ids
}

// withYearBefore sets a selection beside the same one a year earlier: the most usual question.
func (s *Server) withYearBefore(r *request, selection analytics.Selection) analytics.Comparison {
	pair := analytics.Comparison{A: selection, B: selection, Two: true}
	years := r.view.Values(r.page, yearChoice)
	latest := ""
	if choice, found := selection.Choice(yearChoice); found && !choice.All && !choice.Exclude && len(choice.Values) > 0 {
		latest = choice.Values[0]
	}
	if latest == "" && len(years) > 1 {
		latest = years[0].URL
	}
	year, err := strconv.Atoi(latest)
	if err != nil {
		return pair
	}
	before := strconv.Itoa(year - 1)
	if !slices.ContainsFunc(years, func(v analytics.DimensionValue) bool { return v.URL == before }) {
		before, latest = latest, strconv.Itoa(year+1)
	}
	pair.A = selection.Without(monthChoice).With(yearChoice, latest)
	pair.B = selection.Without(monthChoice).With(yearChoice, before)
	return pair
}

// shortList names up to three values, and counts the rest.
func shortList(values []string) string {
	if len(values) > 3 {
		return strings.Join(values[:2], ", ") + " och " + strconv.Itoa(len(values)-2) + " till"
	}
	return strings.Join(values, ", ")
}

func size(states *analytics.FilterStates) string {
	if word := swedish.Word(states.Persons); word != "" {
		return "inga eller få " + states.Noun
	}
	return swedish.Number(states.Persons.Number, 0) + swedish.NoBreak + states.Noun
}

// describe names a selection's choices in one line, for headings of compared sides.
func (r *request) describe(selection analytics.Selection, other analytics.Selection) string {
	var parts []string
	for _, choice := range selection.Choices {
		twin, found := other.Choice(choice.Key)
		if found && twin.All == choice.All && twin.Exclude == choice.Exclude && slices.Equal(twin.Values, choice.Values) {
			continue // the same on both sides
		}
		var values []string
		for _, value := range choice.Values {
			values = append(values, r.view.Label(r.page, choice.Key, value))
		}
		text := shortList(values)
		switch {
		case choice.All:
			text = "alla"
		case choice.Exclude:
			text = "inte " + text
		}
		parts = append(parts, r.keyLabel(choice.Key)+" "+text)
	}
	for _, choice := range other.Choices {
		if _, found := selection.Choice(choice.Key); !found {
			parts = append(parts, r.keyLabel(choice.Key)+" alla")
		}
	}
	return strings.Join(parts, ", ")
}

func (r *request) keyLabel(name string) string {
	for _, key := range r.view.Keys(r.page) {
		if key.Name == name {
			return key.Label
		}
	}
	return name
}

// pane is the filter pane of the active side.
func (s *Server) pane(r *request, answers []statesAnswer) pages.Pane {
	answer := answers[0]
	pane := pages.Pane{}
	if r.pair.Two {
		pane.Letter = "A"
	}
	if r.second {
		answer, pane.Letter = answers[1], "B"
	}
	var keys []analytics.KeyStates
	switch {
	case answer.states != nil:
		keys = answer.states.Keys
	default: // the values can still be chosen
		_, sentence, code := s.explain(answer.err, "page", r.path, "part", "filter states")
		pane.Fault = "Antalen i filtren kunde inte räknas. " + sentence + " " + code
		for _, key := range r.view.Keys(r.page) {
			states := analytics.KeyStates{Key: key.Name, Label: key.Label}
			for _, value := range key.Values {
				states.Values = append(states.Values, analytics.ValueState{URL: value.URL, Label: value.Label, Persons: analytics.Value{State: analytics.NotApplicable}})
			}
			keys = append(keys, states)
		}
	}
	unused := s.unusedChoices(r)
	for _, key := range keys {
		dimension := r.dimension(key)
		if choice, _ := r.active().Choice(key.Key); unused[key.Key] && choice.Default {
			dimension.Open = false
		}
		pane.Dimensions = append(pane.Dimensions, dimension)
	}
	return pane
}

// dimension is one key of the filter pane with the addresses that its values lead to.
func (r *request) dimension(key analytics.KeyStates) pages.Dimension {
	selection := r.active()
	choice, chosen := selection.Choice(key.Key)
	chosen = chosen && !choice.All
	dimension := pages.Dimension{Key: key.Key, Label: key.Label, Summary: "alla", Count: len(key.Values),
		All: r.with(selection.All(key.Key)), Open: chosen || len(key.Values) <= 7, Single: key.Single}
	if key.Single && chosen {
		dimension.Summary = shortList(r.labelled(key.Key, choice.Values))
	} else if chosen {
		dimension.Summary = strconv.Itoa(len(choice.Values)) + " av " + strconv.Itoa(len(key.Values))
		if choice.Exclude {
			dimension.Summary = "utom " + strconv.Itoa(len(choice.Values))
			dimension.Invert = r.with(selection.With(key.Key, choice.Values...))
		} else {
			dimension.Invert = r.with(selection.Excluding(key.Key, choice.Values...))
		}
		if !choice.Default {
			dimension.None = r.with(selection.Without(key.Key))
		}
	}
	switch key.Key {
	case yearChoice:
		dimension.Layout, dimension.Open = "two", true
	case monthChoice:
		dimension.Layout, dimension.Open = "months", true
		dimension.Groups = r.months(selection, key)
		return dimension
	}
	group := pages.ValueGroup{}
	for _, value := range key.Values {
		group.Values = append(group.Values, r.filterValue(selection, key.Key, value))
		if key.Single {
			group.Values[len(group.Values)-1].Exclude = ""
		}
	}
	if key.Key == yearChoice {
		r.markUnfinished(group.Values)
	}
	dimension.Groups = []pages.ValueGroup{group}
	return dimension
}

// labelled are the Swedish labels of a key's values.
func (r *request) labelled(key string, values []string) []string {
	labels := make([]string, len(values))
	for i, value := range values {
		labels[i] = r.view.Label(r.page, key, value)
	}
	return labels
}

// months groups the months of the chosen years, first month first; without a chosen year the newest two are offered.
func (r *request) months(selection analytics.Selection, key analytics.KeyStates) []pages.ValueGroup {
	years := map[string]bool{}
	for _, wanted := range []string{yearChoice, monthChoice} {
		if choice, found := selection.Choice(wanted); found && !choice.All && !choice.Exclude {
			for _, value := range choice.Values {
				years[value[:min(4, len(value))]] = true
			}
		}
	}
	var groups []pages.ValueGroup
	for _, value := range key.Values { // newest first
		year := value.URL[:min(4, len(value.URL))]
		if len(years) > 0 && !years[year] {
			continue
		}
		if len(groups) == 0 || groups[len(groups)-1].Name != year {
			if len(groups) == 2 {
				break
			}
			groups = append(groups, pages.ValueGroup{Name: year})
		}
		last := &groups[len(groups)-1]
		month := r.filterValue(selection, key.Key, value)
		month.Label, _, _ = strings.Cut(month.Label, " ")
		last.Values = append(last.Values, month)
	}
	for i := range groups {
		slices.Reverse(groups[i].Values)
	}
	if len(groups) == 1 && len(years) > 0 {
		groups[0].Name = ""
	}
	return groups
}

// markUnfinished marks the year that the data end inside.
func (r *request) markUnfinished(values []pages.FilterValue) {
	cutoff := r.view.Provenance().Cutoff
	if cutoff.IsZero() || cutoff.AddDate(0, 0, 1).Year() > cutoff.Year() {
		return
	}
	for i := range values {
		if values[i].Label == strconv.Itoa(cutoff.Year()) {
			values[i].Mark = "prel."
		}
	}
}

// stateWords name a filter state for the style sheet and for screen readers.
func stateWords(state analytics.FilterState) (class, words string) {
	switch state {
	case analytics.Chosen:
		return "on", "valt"
	case analytics.Alternative:
		return "alt", "alternativ"
	case analytics.Excluded:
		return "out", "inga eller få"
	default:
		return "possible", "möjligt"
	}
}

func (r *request) filterValue(selection analytics.Selection, key string, value analytics.ValueState) pages.FilterValue {
	class, words := stateWords(value.State)
	shown := pages.FilterValue{Key: key + "=" + analytics.Literal(value.URL), Label: value.Label, Class: class, State: words,
		Href: r.with(r.choose(selection, key, value.URL)), Exclude: r.with(exclude(selection, key, value.URL))}
	switch {
	case value.Persons.State == analytics.Present:
		shown.Count = swedish.Number(value.Persons.Number, 0)
	case value.Persons.State != analytics.NotApplicable:
		shown.Count = "inga eller få"
		if value.State == analytics.Excluded {
			shown.State = ""
		}
	}
	return shown
}

// choose is the selection after a click on a value. A value beside the page's own default takes its place; beside
// the reader's own choices it is added. Months of years that are no longer chosen are let go.
func (r *request) choose(selection analytics.Selection, key, value string) analytics.Selection {
	choice, found := selection.Choice(key)
	next := selection.Toggle(key, value)
	if found && choice.Default && !slices.Contains(choice.Values, value) {
		next = selection.With(key, value)
	}
	if key == yearChoice {
		next = next.Without(monthChoice)
	}
	return next
}

func exclude(selection analytics.Selection, key, value string) analytics.Selection {
	choice, found := selection.Choice(key)
	if found && choice.Exclude && !choice.All {
		if slices.Contains(choice.Values, value) {
			return selection.Toggle(key, value)
		}
		return selection.Excluding(key, append(slices.Clone(choice.Values), value)...)
	}
	return selection.Excluding(key, value)
}
