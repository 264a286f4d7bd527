package stats

import (
	"errors"
	"testing"
)

// Male doctors who died of liver cirrhosis 1970–72: Bland M. An introduction to medical statistics, 3rd ed. Oxford
// University Press; 2000, § 16.3, as recomputed in StatsDirect's manual: 14 observed, 4.4966 expected, ratio 3.11,
// exact interval 1.70–5.22.
func TestIndirectReproducesBland(t *testing.T) {
	perMillion := []float64{5.859, 13.050, 46.937, 161.503, 271.358} // 15–24, 25–34 … 55–64 years
	doctors := []float64{1080, 12860, 11510, 10330, 7790}
	var strata []ReferenceStratum
	for i := range doctors {
		strata = append(strata, ReferenceStratum{N: doctors[i], RefX: perMillion[i], RefN: 1e6})
	}
	strata[4].X = 14 // only the total matters
	smr, err := Indirect(strata, Z95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "expected", smr.N, 4.4966, 1e-4)
	near(t, "ratio", smr.Value, 3.11, 0.01)
	// Byar's limits agree with the exact ones to the printed digits.
	near(t, "low", smr.Low, 1.70, 0.01)
	near(t, "high", smr.High, 5.22, 0.01)
}

func TestIndirectNeverGuessesAReference(t *testing.T) {
	if _, err := Indirect([]ReferenceStratum{{X: 1, N: 10}}, Z95); !errors.Is(err, ErrNoDenominator) {
		t.Errorf("persons without a reference: %v", err)
	}
	if _, err := Indirect([]ReferenceStratum{{N: 10, RefN: 10}}, Z95); !errors.Is(err, ErrNoDenominator) {
		t.Errorf("nothing expected: %v", err)
	}
	if _, err := Indirect([]ReferenceStratum{{X: 1, N: 10, RefX: 1, RefN: 10}, {N: 0}}, Z95); err != nil {
		t.Errorf("an empty stratum needs no reference: %v", err)
	}
}
