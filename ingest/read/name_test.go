package read

import "testing"

func TestNamesShowWhatATerminalWouldObey(t *testing.T) {
	for path, want := range map[string]string{
		"in/besök 2024 (år).csv":   "besök 2024 (år).csv",
		"in/o\u0308 no\u00a0break": "o\u0308 no\u00a0break", // the mark of NFD and a no-break space
		"a\x1b[31mred.csv":         `a\x1b[31mred.csv`,
		"a\nb\r\tc\x7f":            `a\x0ab\x0d\x09c\x7f`,
		"a\u202egnp.csv":           `a\u202egnp.csv`, // turns the direction
		"a\u2066b\u200bc\ufeff":    `a\u2066b\u200bc\ufeff`,
		"a\u009b31m":               `a\u009b31m`, // the one-character form of ESC [
		"a\u2028b\u2029":           `a\u2028b\u2029`,
		"a\xff\xfeb":               `a\xff\xfeb`,
		"a\U000e0041b":             `a\U000e0041b`, // a tag character
		"a\ufffdb":                 `a\ufffdb`,
		"你好🙂.csv":                  "你好🙂.csv",
	} {
		if got := Name(path); got != want {
			t.Errorf("%q is named %s, want %s", path, got, want)
		}
	}
}
