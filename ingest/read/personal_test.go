package read

import (
	"fmt"
	"strings"
	"testing"
)

// The numbers are Skatteverket's published test numbers and the example of the Luhn digit in SKV 704 (811228-9874).
func TestNumberLikeTellsPersonalNumbersFromOtherTexts(t *testing.T) {
	for cell, want := range map[string]bool{
		"8112289874":      true,
		"811228-9874":     true,
		"811228+9874":     true,
		"198112289874":    true,
		"19811228-9874":   true,
		"19811228+9874":   true,
		"8112289873":      false, // wrong Luhn digit
		"8112889870":      false, // day 88 is 28 + 60, but the digit belongs to another number
		"701063-2391":     true,  // samordningsnummer: day 3 + 60
		"7010632391":      true,
		"811328-9872":     false, // month 13
		"18811228-9874":   false, // century 18
		"811228 9874":     false,
		"8112-289874":     false,
		"811228--9874":    false,
		"811228987":       false,
		"81122898740":     false,
		"1981122898740":   false,
		"198112289874x":   false,
		"2024-01-31":      false,
		"2024-01-31 12":   false,
		"":                false,
		"a811228-9874":    false,
		"8112289874 ":     false,
		"0002290003":      luhnOf("000229000") == '3',
		"190002290003":    false, // 1900 was no leap year
		"200002290003":    luhnOf("000229000") == '3',
		"٨١١٢٢٨٩٨٧٤"[:10]: false,
	} {
		if got := numberLike([]byte(cell)); got != want {
			t.Errorf("numberLike(%q) = %v, want %v", cell, got, want)
		}
	}
}

// luhnOf works out the tenth digit by the rule in words: double every other digit from the first, add the digits of
// all products, and fill up to a multiple of ten.
func luhnOf(nine string) byte {
	sum := 0
	for i, c := range nine {
		product := int(c - '0')
		if i%2 == 0 {
			product *= 2
		}
		sum += product/10 + product%10
	}
	return byte('0' + (10-sum%10)%10)
}

// number makes the i-th valid personnummer of a row of birthdays.
func number(i int) string {
	nine := fmt.Sprintf("%02d%02d%02d%03d", 40+i/336%50, 1+i/28%12, 1+i%28, 100+i%7)
	return nine + string(luhnOf(nine))
}

func TestOnePersonalNumberRefusesTheFileInFreeTextAndUnmappedColumns(t *testing.T) {
	for name, line := range map[string]string{
		"free text": "H1;811228-9874;20240101;13;",
		"unmapped":  "H1;A;20240101;13;811228-9874",
		"quoted":    `H1;A;20240101;13;"198112289874"`,
		"blanks":    `H1;A;20240101;13; 198112289874 `,
	} {
		t.Run(name, func(t *testing.T) {
			content := "Kod;Namnlapp;Från;Region;Extra\nH0;A;20240101;13;x\n" + line + "\n"
			_, err := deliver(t, group(t, layout), "prov.csv", []byte(content), Options{})
			if refused := refusal(t, err, PersonalNumber); refused.Line != 3 {
				t.Errorf("line %d, want 3", refused.Line)
			}
			if strings.Contains(err.Error(), "9874") {
				t.Errorf("%v: shows the number", err)
			}
		})
	}
}

func TestTypedDatesNumbersAndCodesAreExempt(t *testing.T) {
	content := "Kod;Namnlapp;Från;Region;Extra\nH0;A;198112289874;198112289874;x\n"
	if _, err := deliver(t, group(t, layout), "prov.csv", []byte(content), Options{}); err != nil {
		t.Errorf("a date and a code were taken for personal numbers: %v", err)
	}
	coded := strings.Replace(layout, "tables:", "coded: [extra]\ntables:", 1)
	content = "Kod;Namnlapp;Från;Region;Extra\nH0;A;20240101;13;198112289874\n"
	if _, err := deliver(t, group(t, coded), "prov.csv", []byte(content), Options{}); err != nil {
		t.Errorf("a column declared as coded was taken for personal numbers: %v", err)
	}
}

func TestAnIdentifierColumnIsRefusedAboveFivePerCentOfItsDistinctValues(t *testing.T) {
	for name, c := range map[string]struct {
		hits, others, repeats int
		refused               bool
	}{
		"exactly 5 of 100":              {5, 95, 1, false},
		"6 of 100":                      {6, 94, 1, true},
		"5 of 100, repeated hits":       {5, 95, 40, false},
		"6 of 100, repeated others":     {6, 94, -40, true},
		"all of many thousands":         {40_000, 0, 1, true},
		"1 % of many thousands":         {400, 39_600, 1, false},
		"ten per cent of many thousand": {4_000, 36_000, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			var content strings.Builder
			content.WriteString(head)
			line := func(id string) { fmt.Fprintf(&content, "%s;A;20240101;13\n", id) }
			seen := map[string]bool{}
			for i := 0; len(seen) < c.hits; i++ {
				id := number(i)
				if c.hits > 10_000 {
					nine := fmt.Sprintf("%02d%02d%02d%03d", i/2800%90, 1+i/28%12, 1+i%28, i/336%1000)
					id = nine + string(luhnOf(nine))
				}
				if seen[id] {
					continue
				}
				seen[id] = true
				for range max(c.repeats, 1) {
					line(id)
				}
			}
			for i := range c.others {
				for range max(-c.repeats, 1) {
					line(fmt.Sprintf("P%07d", i))
				}
			}
			_, err := deliver(t, group(t, layout), "prov.csv", []byte(content.String()), Options{})
			if c.refused {
				if refused := refusal(t, err, PersonalNumber); refused.Column != "Kod" {
					t.Errorf("column %q, want Kod", refused.Column)
				}
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}
