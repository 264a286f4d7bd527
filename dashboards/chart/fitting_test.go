package chart

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestALongNameIsCutOnAxesAndAShortOneStands(t *testing.T) {
	for label, want := range map[string]string{
		"": "", "Halmstad": "Halmstad", "Hjärtsviktsmottagningen i Halmstad": "Hjärtsviktsmottagningen i Halmstad",
		strings.Repeat("å", 28):            strings.Repeat("å", 28),
		strings.Repeat("å", 29):            strings.Repeat("å", 27) + "…",
		"Vid " + strings.Repeat("å", 165):  "Vid " + strings.Repeat("å", 27) + "…",
		strings.Repeat("abcd ", 20) + "ef": strings.Repeat("abcd ", 19) + "abcd…", // 102 letters: 99 of them, without the blank
	} {
		if got := fit(label); got != want || utf8.RuneCountInString(got) > longestName {
			t.Errorf("%q: got %q, want %q", label, got, want)
		}
	}
	for _, axis := range []axis{rowAxis([]string{strings.Repeat("å", 165)})} {
		if data := axis.Data.([]string); utf8.RuneCountInString(data[0]) != longestNameWord {
			t.Errorf("the axis has %q", data[0])
		}
	}
}
