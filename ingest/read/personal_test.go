package read

import (
	"fmt"
	"strings"
	"testing"
)

// The numbers are Skatteverket's published test numbers and the example of the Luhn digit in SKV 704 (811228-9874).
func TestAPersonalNumberIsSeenInWhateverWayItIsWritten(t *testing.T) {
	for cell, want := range map[string]sighting{
		"8112289874":              plainly,
		"811228-9874":             plainly,
		"811228+9874":             plainly,
		"198112289874":            plainly,
		"19811228-9874":           plainly,
		"19811228+9874":           plainly,
		"8112289873":              nothing, // wrong Luhn digit
		"8112889870":              nothing, // day 88 is 28 + 60, but the digit belongs to another number
		"701063-2391":             plainly, // samordningsnummer: day 3 + 60
		"7010632391":              plainly,
		"811328-9872":             nothing, // month 13
		"18811228-9874":           nothing, // century 18
		"8112-289874":             nothing, // nobody parts it there
		"811228987":               nothing,
		"81122898740":             nothing,
		"1981122898740":           nothing,
		"2024-01-31":              nothing,
		"2024-01-31 12":           nothing,
		"":                        nothing,
		"0002290005":              plainly, // doubled places 0+0+4+0+0, the others 0+2+9+0: 15, and 5 makes 20
		"200002290005":            plainly,
		"190002290005":            nothing, // 1900 was no leap year
		"1.98112289874":           nothing, // a decimal fraction
		"198112.289874":           nothing,
		"556677-1234":             nothing, // an organisation's number has 20 or more as month
		"5566778899":              nothing,
		"20811228-9874":           plainly, // not born yet: the day is no proof against it
		"19811228 9874":           plainly, // separators
		"811228 9874":             plainly,
		"811228--9874":            plainly,
		"811228 - 9874":           plainly,
		"811228/9874":             plainly,
		"811228.9874":             plainly,
		"811228_9874":             plainly,
		"811228\u00a09874":        plainly, // no-break space
		"811228\u20109874":        plainly, // hyphen
		"811228\u20119874":        plainly, // no-break hyphen
		"811228\u20129874":        plainly, // figure dash
		"811228\u20139874":        plainly, // en dash
		"811228\u20149874":        plainly, // em dash
		"811228\u20159874":        plainly, // horizontal bar
		"811228\u22129874":        plainly, // minus
		"811228\uff0d9874":        plainly, // full-width hyphen
		"811228\uff0b9874":        plainly, // full-width plus
		"8112\u200b28\u20609874":  plainly, // zero-width space and word joiner
		"811228\u00ad9874":        plainly, // soft hyphen
		"811228\t9874":            plainly,
		"811228\n9874":            plainly,
		"1981-12-28-9874":         plainly,
		"1981-12-28 9874":         plainly,
		"1981.12.28.9874":         plainly,
		"1981/12/28-9874":         plainly,
		"81-12-28-9874":           plainly,
		"81 12 28 9874":           plainly,
		"19 811228-9874":          plainly,
		"19-811228-9874":          plainly,
		"1981 1228 9874":          plainly,
		"198112 289874":           plainly,
		"1981 12289874":           plainly,
		"19 81 12 28 98 74":       plainly,
		"1 9 8 1 1 2 2 8 9 8 7 4": plainly,
		"8 1 1 2 2 8 9 8 7 4":     plainly,
		"198 112 289 874":         plainly, // thousands
		"198,112,289,874":         plainly,
		"198.112.289.874,00":      plainly,
		"8,112,289,874":           plainly,
		"198112289874.0":          plainly, // as a number is written
		"198112289874,00":         plainly,
		"8112289874.00":           plainly,
		"198112289874.5":          nothing,
		"1.98112289874E+11":       plainly,
		"1.98112289874e11":        plainly,
		"1,98112289874E+11":       plainly,
		"8.112289874E+9":          plainly,
		"8.112289874E+09":         plainly,
		"198112289874E0":          plainly,
		"1.9811228E+11":           nothing, // its last digits are lost
		"1.98112289874E+12":       nothing,
		"1.98112289874E-11":       nothing,
		"0.8112289874":            nothing,
		"0,8112289874":            nothing,
		"１９８１１２２８９８７４":            plainly, // full-width
		"８１１２２８－９８７４":             plainly,
		"٨١١٢٢٨٩٨٧٤":              plainly, // Arabic-Indic
		"۸۱۱۲۲۸-۹۸۷۴":             plainly, // of Persian
		"८११२२८-९८७४":             plainly, // Devanagari
		"𝟖𝟏𝟏𝟐𝟐𝟖𝟗𝟖𝟕𝟒":                           plainly, // bold
		"𝟾𝟷𝟷𝟸𝟸𝟾𝟿𝟾𝟽𝟺":                           plainly, // monospaced
		"٨١١٢٢٨٩٨٧٤"[:10]:                      nothing,
		"Ring 198112289874, tack":              plainly, // inside longer text
		"(19811228-9874)":                      plainly,
		"pnr:19811228-9874":                    plainly,
		"pnr=198112289874;":                    plainly,
		"Anna 811228-9874.":                    plainly,
		"Anna 811228-9874, Bo 2":               plainly,
		"811228-9874,811228-9874":              plainly,
		"'198112289874":                        plainly,
		`=""198112289874""`:                    plainly,
		"<td>198112289874</td>":                plainly,
		"åäö 811228–9874 åäö":                  plainly,
		"x198112289874y":                       inCode,
		"SE198112289874":                       inCode,
		"SE-19811228-9874":                     inCode,
		"pnr811228-9874":                       inCode,
		"a811228-9874":                         inCode,
		"S8112289874":                          nothing, // an id of ten digits behind a letter
		"01981122898745":                       nothing, // a part of a longer number
		"19811228987412345678":                 nothing,
		"12-19811228-9874":                     nothing,
		"811228-9874-1":                        nothing,
		"ab3f-198112289874":                    nothing, // a hash
		"f198112289874e3":                      nothing,
		"550e8400-e29b-41d4-a716-198112289874": nothing, // a UUID
		"1981-12-28 98:74":                     nothing, // days with a time of day; Luhn would let one of ten pass
		"1981-12-28 09:87:40":                  nothing,
		"1981-12-28T09:87":                     nothing,
		"19811228 98:74":                       nothing,
		"1981-12-28 98.74":                     nothing,
		"1981-12-28 98 74":                     nothing,
		"1981-12-28 kl 9874":                   nothing,
		"Besök 1981-12-28 9874 kr":             nothing,
		"19811228T9874":                        nothing,
		"19811228987400":                       nothing, // with seconds
	} {
		if got := new(finder).seen([]byte(cell)); got != want {
			t.Errorf("%q: seen %v, want %v", cell, got, want)
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
		"free text":      "H1;811228-9874;20240101;13;",
		"unmapped":       "H1;A;20240101;13;811228-9874",
		"quoted":         `H1;A;20240101;13;"198112289874"`,
		"blanks":         `H1;A;20240101;13; 198112289874 `,
		"disguised":      "H1;Ring 19811228–9874, tack;20240101;13;x",
		"over two lines": "H1;A;20240101;13;\"811228\n9874\"",
		"in a code":      "H1;A;20240101;13;SE-19811228-9874",
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

func TestANumberIsSeenInEveryEncoding(t *testing.T) {
	for encoding, gap := range map[string]string{"windows-1252": "\x96", "iso-8859-1": "\xa0", "cp850": "\xff", "utf-8": "–", "utf-16le": "–"} {
		content := strings.Replace(head, "å", "a", 1) + "H1;811228" + gap + "9874;20240101;13\n"
		if encoding == "utf-16le" {
			content = string(utf16(content))
		}
		text := strings.Replace(strings.Replace(layout, "utf-8", encoding, 1), "Från", "Fran", 1)
		_, err := deliver(t, group(t, text), "prov.csv", []byte(content), Options{})
		refusal(t, err, PersonalNumber)
	}
}

func TestIdsMadeOfADayAndASerialNumberAreNotTakenForPersonalNumbers(t *testing.T) {
	ids := map[string]func(i int) string{
		"day and serial":    func(i int) string { return fmt.Sprintf("V2024%02d%02d%04d", 1+i/28%12, 1+i%28, i%10_000) },
		"prefix and dashes": func(i int) string { return fmt.Sprintf("VTF-2024%02d%02d-%04d", 1+i/28%12, 1+i%28, i%10_000) },
		"long serial":       func(i int) string { return fmt.Sprintf("S%010d", 101_010_000+i) },
		"personal numbers":  func(i int) string { return "P19" + number(i) },
	}
	for name, id := range ids {
		content := []byte(head)
		for i := range 2000 {
			content = fmt.Appendf(content, "%s;A;20240101;13\n", id(i))
		}
		_, err := deliver(t, group(t, layout), "prov.csv", content, Options{})
		if name == "personal numbers" {
			refusal(t, err, PersonalNumber)
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
