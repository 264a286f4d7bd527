package read

import "testing"

func TestErrorValuesOfSpreadsheetsAreTold(t *testing.T) {
	for text, want := range map[string]bool{
		"#N/A": true, "#n/a": true, "#DIV/0!": true, "#REF!": true, "#NAME?": true, "#NULL!": true, "#NUM!": true, "#VALUE!": true, "#SPILL!": true, "#CALC!": true,
		"#SAKNAS!": true, "#Division/0!": true, "#REFERENS!": true, "#NAMN?": true, "#SKÄRNING!": true, "#skärning!": true, "#OGILTIGT!": true, "#VÄRDEFEL!": true,
		"###": true, "################": true,
		"": false, "#": false, "##": false, "#1": false, "#12": false, "N/A": false, "#N/A1": false, "a#N/A": false, "#1 avdelning": false, "#################": false,
	} {
		if got := isErrorValue([]byte(text)); got != want {
			t.Errorf("%q: got %t", text, got)
		}
	}
}
