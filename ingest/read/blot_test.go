package read

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// disguises write a number of twelve digits in ways that a person would read.
var disguises = []func(string) string{
	func(n string) string { return n },
	func(n string) string { return n[2:] },
	func(n string) string { return n[:8] + "-" + n[8:] },
	func(n string) string { return n[2:8] + "+" + n[8:] },
	func(n string) string { return n[:8] + " " + n[8:] },
	func(n string) string { return n[:8] + "\u00a0" + n[8:] },
	func(n string) string { return n[:8] + "–" + n[8:] },
	func(n string) string { return n[2:8] + " − " + n[8:] },
	func(n string) string { return n[:8] + "/" + n[8:] },
	func(n string) string { return n[:4] + "-" + n[4:6] + "-" + n[6:8] + " " + n[8:] },
	func(n string) string { return n[:4] + "." + n[4:6] + "." + n[6:8] + "." + n[8:] },
	func(n string) string { return n[:2] + " " + n[2:8] + "-" + n[8:] },
	func(n string) string { return strings.Join(strings.Split(n, ""), " ") },
	func(n string) string { return n + ".0" },
	func(n string) string { return n + ",00" },
	func(n string) string { return n[:1] + "." + n[1:] + "E+11" },
	func(n string) string { return n[:8] + "\u200b-\u2060" + n[8:] },
	func(n string) string { return inScript(n[:8]+"-"+n[8:], '０') },
	func(n string) string { return inScript(n, '٠') },
	func(n string) string { return "(" + n[:8] + "-" + n[8:] + ")" },
	func(n string) string { return "pnr:" + n[2:8] + "-" + n[8:] },
	func(n string) string { return "x" + n + "y" },
}

// inScript writes the digits of a text in the script whose zero is given.
func inScript(text string, zero rune) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return zero + c - '0'
		}
		return c
	}, text)
}

// born makes a valid number of twelve digits, one of four a samordningsnummer.
func born(random *rand.Rand) string {
	day := 1 + random.IntN(28)
	if random.IntN(4) == 0 {
		day += 60
	}
	nine := fmt.Sprintf("%02d%02d%02d%03d", random.IntN(100), 1+random.IntN(12), day, 1+random.IntN(999))
	return []string{"19", "20"}[random.IntN(2)] + nine + string(luhnOf(nine))
}

// digitsOf keeps the digits of a text, of any script, and a blank where others were blotted.
func digitsOf(text string) string {
	var out strings.Builder
	for _, c := range text {
		if s := signOf(c); s.isDigit() {
			out.WriteByte('0' + byte(s))
		} else if c == 'x' {
			out.WriteByte(' ')
		}
	}
	return out.String()
}

func TestNoDigitOfANumberIsLeftWhereverItStands(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 3))
	records := []string{
		"A1;P1;2024-01-01;101;E47A;0,15;1380;I50.9;AF021", `A1;"P;1";2024-01-01 10:30;"101`, "", "20240101;12;345678;9;1", "åäö\tÅÄÖ", "12345678901234567890", ";;;;",
		`{"a": 1, "b": [2.5]}`,
	}
	for range 10_000 {
		record, number := records[random.IntN(len(records))], born(random)
		at := random.IntN(len(record) + 1)
		for at < len(record) && record[at]&0xc0 == 0x80 {
			at++
		}
		written := disguises[random.IntN(len(disguises))](number)
		raw := record[:at] + written + record[at:]
		delimiter := []byte{';', '\t', '|', ','}[random.IntN(4)]
		if delimiter == ',' && strings.Contains(written, ",") {
			continue
		}
		if got := string(blot([]byte(raw), delimiter, '"')); strings.Contains(digitsOf(got), number[8:]) && !strings.Contains(digitsOf(record), number[8:]) {
			t.Fatalf("%q becomes %q", raw, got)
		}
	}
}

func TestWhatCannotBeANumberIsLeftToBeRead(t *testing.T) {
	for raw, want := range map[string]string{
		"A1;P1;2024-01-01;101;E47A;0,15;1380;I50.9":         "A1;P1;2024-01-01;101;E47A;0,15;1380;I50.9",
		"A1;2024-01-01 10:30:00;2024-12-31T23:59;12 345,67": "A1;2024-01-01 10:30:00;2024-12-31T23:59;12 345,67",
		"B2,P1,primary,2024-01-05,,1.5,121,1":               "B2,P1,primary,2024-01-05,,1.5,121,1",
		"Ring 198112289874, tack":                           "Ring xxxxxxxxxxxx, tack",
		"811228–9874 och 811228-9874":                       "xxxxxxxxxxx och xxxxxxxxxxx",
		"811228-9873":                                       "xxxxxxxxxxx", // a slip of the pen is no excuse
		"A;19811228;9874;x":                                 "A;xxxxxxxxxxxxx;x",
		`A;"1981-12-28";"9874";x`:                           `A;"xxxxxxxxxxxxxxxxx";x`,
		"A;19811228;9873;x":                                 "A;19811228;9873;x", // two cells of which nothing tells that they belong together
		"19811228987\u200b4 ٨١١٢٢٨-٩٨٧٤":                    "xxxxxxxxxxxxxxxxxxxxxxxxx",
		"5566778899 0701":                                   "5566778899 0701",
		"00000000000000000000":                              "00000000000000000000",
		"Tel 070-123 45 67 (hos 811228-9874)":               "Tel xxxxxxxxxxxxx (hos xxxxxxxxxxx)",
	} {
		delimiter := byte(';')
		if strings.HasPrefix(raw, "B2") {
			delimiter = ','
		}
		if got := string(blot([]byte(raw), delimiter, '"')); got != want {
			t.Errorf("%q becomes %q, want %q", raw, got, want)
		}
	}
}

func TestAFaultyRecordsTextIsBlottedAlsoWhereItIsCut(t *testing.T) {
	for at := MaxRaw - 30; at < MaxRaw+5; at++ {
		line := "H1;" + strings.Repeat("å", at/2) + " 19811228-9874 " + strings.Repeat("z", 100)
		file, err := deliver(t, group(t, layout), "prov.csv", []byte(head+line+"\n"), Options{})
		if err != nil || len(file.Faults) != 1 {
			t.Fatalf("%v, %+v", err, file)
		}
		if raw := file.Faults[0].Raw; len(raw) > MaxRaw || strings.ContainsAny(strings.TrimPrefix(raw, "H1"), "0123456789") {
			t.Fatalf("raw of %d bytes ends %q", len(raw), raw[len(raw)-30:])
		}
	}
}
