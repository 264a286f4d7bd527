package stats

import (
	"errors"
	"testing"
)

// Breast cancer in current users of oral contraceptives, 9 in 2 935 person-years, against never users, 239 in 135 130:
// Rosner B. Fundamentals of biostatistics, 7th ed. Boston: Brooks/Cole; 2011, § 14.4: 1.73 (0.89–3.37).
func TestRateRatioReproducesRosner(t *testing.T) {
	ratio, err := RateRatio(9, 2935, 239, 135130, Z95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "ratio", ratio.Value, 1.73, 0.01)
	near(t, "low", ratio.Low, 0.89, 0.01)
	near(t, "high", ratio.High, 3.37, 0.01)
}

func TestRateRatioNeedsEventsAndTimeOnBothSides(t *testing.T) {
	if _, err := RateRatio(0, 10, 3, 10, Z95); !errors.Is(err, ErrTooFew) {
		t.Errorf("no events: %v", err)
	}
	if _, err := RateRatio(1, 0, 3, 10, Z95); !errors.Is(err, ErrNoDenominator) {
		t.Errorf("no time: %v", err)
	}
}
