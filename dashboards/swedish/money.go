package swedish

import "math"

// A Scale says in which unit amounts are written: kr, tkr or Mkr.
type Scale struct {
	Suffix   string
	Divisor  float64
	Decimals int
}

// Scales of money, from the smallest.
var (
	Kr  = Scale{Suffix: "kr", Divisor: 1}
	Tkr = Scale{Suffix: "tkr", Divisor: 1e3}
	Mkr = Scale{Suffix: "Mkr", Divisor: 1e6, Decimals: 1}
)

// MoneyScale chooses the scale in which an amount in kronor is written: whole kronor below 100 000, tkr below one
// million, Mkr with one decimal from there. Columns and axes take the scale of their largest amount, so that
// all their amounts can be compared.
func MoneyScale(largest float64) Scale {
	switch shown := Rounded(math.Abs(largest), 0); {
	case shown < 100_000:
		return Kr
	case shown < 999_500: // 999 500 would read 1 000 tkr
		return Tkr
	default:
		return Mkr
	}
}

// Format writes an amount in kronor in this scale: 553,0 Mkr.
func (s Scale) Format(kronor float64) string {
	return withSuffix(s.Number(kronor), s.Suffix)
}

// Number writes an amount in kronor in this scale without the suffix.
func (s Scale) Number(kronor float64) string {
	return Number(kronor/s.Divisor, s.Decimals)
}

// Money writes an amount in kronor in the scale that suits it alone: 79 525 kr, 251 tkr, 148,2 Mkr.
func Money(kronor float64) string {
	return MoneyScale(kronor).Format(kronor)
}
