package chart

import (
	"cmp"
	"math"
	"slices"

	"klarsyn/analytics"
	"klarsyn/dashboards/swedish"
)

// A ranked is one bar of a list by size: a row of the table, or the rest of them in one.
type ranked struct {
	label string
	value *float64
	row   int // of the table; -1 for the rest
}

// longestList is how many rows a list by size shows; when there are more, the least are drawn as one.
const longestList = 14

// byRank lists the rows by value, highest first. Of a long list the rows with the smallest magnitudes become one,
// Övriga, at its own place by value when signed and last otherwise. Rows without a number stand last with their
// words; when they are too many to stand in the list, it is said how many they are.
func (r *reader) byRank(category string, signed bool) (list []ranked, notes []string) {
	var shown, lacking []ranked
	for _, row := range r.byValue("value") {
		entry := ranked{label: r.label(row, category), value: r.number(row, "value"), row: row}
		if entry.value == nil {
			lacking = append(lacking, entry)
			continue
		}
		shown = append(shown, entry)
	}
	if len(shown)+len(lacking) <= longestList {
		return append(shown, lacking...), nil
	}
	if len(lacking) > 2 {
		notes = append(notes, plural(len(lacking), "rad visas inte", "rader visas inte")+": för få fall eller uppgift saknas.")
		r.gaps += len(lacking)
		lacking = nil
	}
	room := longestList - len(lacking)
	if len(shown) <= room {
		return append(shown, lacking...), notes
	}
	slices.SortStableFunc(shown, func(a, b ranked) int { return cmp.Compare(math.Abs(*b.value), math.Abs(*a.value)) })
	rest := ranked{label: "Övriga " + swedish.Number(float64(len(shown)-room+1), 0), value: ptr(0.0), row: -1}
	for _, entry := range shown[room-1:] {
		*rest.value += *entry.value
	}
	shown = append(shown[:room-1:room-1], rest)
	slices.SortStableFunc(shown, func(a, b ranked) int {
		switch {
		case !signed && a.row < 0:
			return 1
		case !signed && b.row < 0:
			return -1
		}
		return cmp.Compare(*b.value, *a.value)
	})
	return append(shown, lacking...), notes
}

// tellRank writes what a bar of the list says.
func (r *reader) tellRank(entry ranked, more ...string) []string {
	if entry.row >= 0 {
		return r.tell(entry.row, "value", more...)
	}
	lines := []string{swedish.Value(analytics.Value{Number: *entry.value}, *r.column("value"))}
	for _, text := range more {
		if text != "" {
			lines = append(lines, text)
		}
	}
	return lines
}

// pickRank is the choice that a bar of the list stands for; the rest stands for none.
func (r *reader) pickRank(entry ranked, category string) *Pick {
	if entry.row < 0 {
		return nil
	}
	return r.pick(entry.row, category)
}
