package dashboards

import (
	"net/url"
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

func escape(text string) string { return url.QueryEscape(text) }

// unescape reads one part of an address that this server wrote.
func unescape(text string) string {
	plain, err := url.QueryUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

// pick finds the choice that a value of a column stands for: the page's key that the column shows, and its value as queries
// write it.
func (r *request) pick(column analytics.Column, value string) (chart.Pick, bool) {
	if r.still {
		return chart.Pick{}, false
	}
	key := column.Key
	switch {
	case key != "":
	case column.Unit.Name == "årtal" && column.Name == "year":
		key = yearChoice
	case column.Unit.Name == "månad" && column.Name == "month":
		key = monthChoice
	default:
		return chart.Pick{}, false
	}
	label := column.Labels[value]
	for _, known := range r.view.Values(r.page, key) {
		if known.URL == value || (label != "" && strings.EqualFold(known.Label, label)) {
			return chart.Pick{Key: key, Value: analytics.Literal(known.URL)}, true
		}
	}
	return chart.Pick{}, false
}
