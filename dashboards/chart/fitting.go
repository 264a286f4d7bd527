package chart

import (
	"strings"
	"unicode/utf8"
)

// How long the names beside a plot are at most, in letters: a word that fits on a line of its own, and a few lines. Tables, tips and
// what is read aloud have the whole name.
const (
	longestNameWord = 28
	longestName     = 100
)

// fitting cuts names that would leave a plot no room.
func fitting(labels []string) []string {
	cut := make([]string, len(labels))
	for i, label := range labels {
		cut[i] = fit(label)
	}
	return cut
}

func fit(label string) string {
	if utf8.RuneCountInString(label) <= longestNameWord { // as nearly all are
		return label
	}
	words := strings.Split(label, " ")
	for i := range words {
		words[i] = ellipsis(words[i], longestNameWord)
	}
	return ellipsis(strings.Join(words, " "), longestName)
}

// short is a name that stands beside a mark, on one line or two.
func short(name string) string { return ellipsis(fit(name), 2*longestNameWord) }

// ellipsis is a text of at most so many letters, the last one … where it is cut.
func ellipsis(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:most-1]), " ,-–") + "…"
}
