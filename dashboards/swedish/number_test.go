package swedish

import (
	"math"
	"testing"
)

func TestNumberRoundsHalfAwayFromZeroAsAReaderDoes(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		want     string
	}{
		{6955, 0, "6\u00a0955"},
		{1234567.891, 2, "1\u00a0234\u00a0567,89"},
		{999, 0, "999"},
		{0, 0, "0"},
		{0, 2, "0,00"},
		{2.25, 1, "2,3"},
		{-2.25, 1, "\u22122,3"},
		{2.675, 2, "2,68"},       // nearest float64 is 2.67499999999999982236431605997495353221893310546875
		{1.005, 2, "1,01"},       // 1.00499999999999989…
		{0.5, 0, "1"},            // half away from zero, not to even
		{1.5, 0, "2"},            //
		{2.5, 0, "3"},            //
		{-0.5, 0, "\u22121"},     //
		{100 * 0.285, 0, "29"},   // 28.499999999999996 was meant as 28.5
		{-0.04, 1, "0,0"},        // no minus on what reads as zero
		{-0.05, 1, "\u22120,1"},  //
		{9.995, 2, "10,00"},      // carries into a new digit
		{999.5, 0, "1\u00a0000"}, //
		{0.0004, 3, "0,000"},     //
		{0.0005, 3, "0,001"},     //
		{1e15, 0, "1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000"},
		{math.NaN(), 1, "saknas"},
		{math.Inf(1), 1, "saknas"},
	} {
		if got := Number(c.v, c.decimals); got != c.want {
			t.Errorf("Number(%v, %d) = %q, want %q", c.v, c.decimals, got, c.want)
		}
	}
}

func TestPlainNumbersHaveNoGroups(t *testing.T) {
	if got := Plain(2024, 0); got != "2024" {
		t.Errorf("Plain(2024) = %q", got)
	}
}

func TestSignedShowsPlusOnlyForWhatReadsPositive(t *testing.T) {
	for v, want := range map[float64]string{52.4: "+52,4", -5.3: "\u22125,3", 0: "0,0", 0.04: "0,0", -0.04: "0,0", 1234.5: "+1\u00a0234,5"} {
		if got := Signed(v, 1); got != want {
			t.Errorf("Signed(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestRoundedIsTheNumberThatIsShown(t *testing.T) {
	if got := Rounded(-2.675, 2); got != -2.68 {
		t.Errorf("Rounded(-2.675, 2) = %v", got)
	}
	if got := Rounded(-0.04, 1); got != 0 || math.Signbit(got) {
		t.Errorf("Rounded(-0.04, 1) = %v", got)
	}
}

func TestSharesNeverStandAlone(t *testing.T) {
	if got, want := Share(6349, 6955), "6\u00a0349 av 6\u00a0955 (91,3\u00a0%)"; got != want { // 6349/6955 = 0.91287
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Share(0, 0), "0 av 0"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIntervalsUseAnEnDashAndWordsBesideAMinus(t *testing.T) {
	for _, c := range []struct {
		got, want string
	}{
		{Interval(1.96, 2.05, 2, "%"), "95\u00a0% KI 1,96–2,05\u00a0%"},
		{Range(-5.3, 2.1, 1, "%"), "\u22125,3 till 2,1\u00a0%"},
		{Range(3.1, 3.5, 1, ""), "3,1–3,5"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestNarrowIntervalsGetOneMoreDecimal(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		decimals  int
		want      int
	}{
		{1.96, 2.05, 1, 2}, // 0,09 < 0,2
		{80.8, 82.6, 1, 1},
		{3.1, 3.5, 1, 1},
		{10, 11, 0, 1},
	} {
		if got := IntervalDecimals(c.low, c.high, c.decimals); got != c.want {
			t.Errorf("IntervalDecimals(%v, %v, %d) = %d, want %d", c.low, c.high, c.decimals, got, c.want)
		}
	}
}
