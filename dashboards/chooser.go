package dashboards

import (
	"context"

	"klarsyn/analytics"
	"klarsyn/dashboards/export"
	"klarsyn/dashboards/pages"
)

// choice is how the sheet is counted under a selection, before anything is counted: names only.
func (r *request) choice(selection analytics.Selection) export.Choice {
	spec := r.sheet.Chooser
	choice := export.Choice{Label: r.keyLabel(spec.Key), Heading: r.keyLabel(spec.Key)}
	for _, option := range spec.Options {
		choice.Options = append(choice.Options, export.ChoiceOption{Label: r.view.Label(r.page, spec.Key, option.Value), About: option.About, Chosen: selection.Has(spec.Key, option.Value)})
	}
	return choice
}

// countedChoice is the choice with heading and counts: the same on the page and in every file.
func (s *Server) countedChoice(ctx context.Context, r *request, selection analytics.Selection) (export.Choice, error) {
	spec, choice := r.sheet.Chooser, r.choice(selection)
	table, err := r.view.Run(ctx, spec.Analysis, selection, analytics.RunOptions{Scope: s.gate.Scope()})
	if err != nil {
		return choice, err
	}
	if heading := s.text(spec.Heading, r, table); heading.Sound() {
		choice.Heading = heading.String
	}
	choice.Window = s.text(spec.Window, r, table).String
	for i, option := range spec.Options {
		choice.Options[i].Count = s.text(option.Count, r, table).String
	}
	return choice, nil
}

// chooser is the panel that sets one key for the whole sheet: the active selection with each of its options. It works
// before anything is counted.
func (r *request) chooser() pages.Chooser { return r.chooserOf(r.choice(r.active())) }

// chooserOf makes a choice one that the reader can change.
func (r *request) chooserOf(choice export.Choice) pages.Chooser {
	spec, selection := r.sheet.Chooser, r.active()
	chooser := pages.Chooser{Label: choice.Label, Heading: choice.Heading, Window: choice.Window, About: "/om/" + spec.Analysis}
	if query := selection.Query(); query != "" {
		chooser.About += "?" + query
	}
	for i, option := range choice.Options {
		value := spec.Options[i].Value
		chooser.Options = append(chooser.Options, pages.ChooserOption{Key: spec.Key + "=" + value, Label: option.Label, About: option.About, Count: option.Count,
			Chosen: option.Chosen, Href: r.with(selection.With(spec.Key, value))})
	}
	return chooser
}

// countedChooser is the chooser with heading and counts; when they fail it stands without them.
func (s *Server) countedChooser(ctx context.Context, r *request) pages.Chooser {
	choice, err := s.countedChoice(ctx, r, r.active())
	chooser := r.chooserOf(choice)
	if err != nil {
		_, _, chooser.Fault = s.explain(err, "page", r.path, "analysis", r.sheet.Chooser.Analysis)
	}
	return chooser
}
