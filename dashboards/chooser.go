package dashboards

import (
	"context"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
)

// chooser is the panel that sets one key for the whole sheet: the active selection with each of its options. It works
// before anything is counted.
func (r *request) chooser() pages.Chooser {
	spec, selection := r.sheet.Chooser, r.active()
	chooser := pages.Chooser{Label: r.keyLabel(spec.Key), Heading: r.keyLabel(spec.Key), About: "/om/" + spec.Analysis}
	if query := selection.Query(); query != "" {
		chooser.About += "?" + query
	}
	for _, option := range spec.Options {
		chooser.Options = append(chooser.Options, pages.ChooserOption{
			Key: spec.Key + "=" + option.Value, Label: r.view.Label(r.page, spec.Key, option.Value), About: option.About,
			Chosen: selection.Has(spec.Key, option.Value), Href: r.with(selection.With(spec.Key, option.Value)),
		})
	}
	return chooser
}

// countedChooser is the chooser with heading and counts; when they fail it stands without them.
func (s *Server) countedChooser(ctx context.Context, r *request) pages.Chooser {
	spec, chooser := r.sheet.Chooser, r.chooser()
	table, err := r.view.Run(ctx, spec.Analysis, r.active(), analytics.RunOptions{Scope: s.gate.Scope()})
	if err != nil {
		_, _, chooser.Fault = s.explain(err, "page", r.path, "analysis", spec.Analysis)
		return chooser
	}
	if heading := s.text(spec.Heading, r, table); heading.Sound() {
		chooser.Heading = heading.String
	}
	chooser.Window = s.text(spec.Window, r, table).String
	for i, option := range spec.Options {
		chooser.Options[i].Count = s.text(option.Count, r, table).String
	}
	return chooser
}
