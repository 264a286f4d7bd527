package swedish

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortBy orders items by a text as Swedish does: å ä ö after z, capitals with their small letters, and digits
// by the number they make (2 before 10). Items with equal text keep their order.
func SortBy[T any](items []T, text func(T) string) {
	collator := collate.New(language.Swedish, collate.Numeric, collate.IgnoreWidth)
	slices.SortStableFunc(items, func(a, b T) int { return collator.CompareString(text(a), text(b)) })
}

// Sort orders texts as Swedish does.
func Sort(texts []string) {
	SortBy(texts, func(text string) string { return text })
}
