package rows

import "testing"

func TestOnlyTextsThatCanBeNoNameAndNoNumberOfAPersonAreCodes(t *testing.T) {
	for text, want := range map[string]bool{
		"9": true, "99": true, "123": true, "X": true, "å": true, "1A": true, "E11": true, "A1B": true, "abc12": true,
		"1234": false, "9874": false, "8112289874": false, "Bo": false, "Eva": false, "ÅSA": false, "Anna": false, "okänd": false, "abcd1": false,
		"": false, "-": false, "1-2": false, "M 1": false, "\x1b": false, "a\u202e": false, "٩٨٧": false,
	} {
		if got := isCode(text); got != want {
			t.Errorf("%q is a code: %v, want %v", text, got, want)
		}
	}
}

func TestAWordIsToldOnlyWhereItIsCommonAndTheColumnIsOfCodes(t *testing.T) {
	m := &Maker{Faults: []Fault{{Rule: "unknown_code"}}, unknown: map[int]map[string]int64{}, declared: map[int]map[string]bool{0: {"kvinna": true}}}
	hold := func(text string, times int) {
		for range times {
			m.unknownCode(0, []byte(text))
		}
	}
	hold("KVINNA", 1)
	hold("okänd", 5)
	hold("annat", 4)
	hold("X", 3)
	for read, want := range map[int64][]Code{1000: {{"okänd", 5}, {"X", 3}, {"KVINNA", 1}}, 100: {{"X", 3}, {"KVINNA", 1}}} {
		got := m.UnknownCodes(0, read)
		if len(got) != len(want) {
			t.Fatalf("of %d records: %v, want %v", read, got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("of %d records: %v, want %v", read, got, want)
			}
		}
	}
}
