package render

import (
	"math"
	"testing"
)

func TestWidthsAreThoseOfTheTypeface(t *testing.T) {
	fonts, err := newFonts()
	if err != nil {
		t.Fatal(err)
	}
	measure := fonts.measurer()
	// Advances of Liberation Sans (as Arial's): i 455, W 1933, å 1139, – 1139 of 2048 units per em.
	for _, c := range []struct {
		text, font string
		want       float64
	}{
		{"i", "2048px Liberation Sans", 455},
		{"W", "2048px Liberation Sans", 1933},
		{"å", "2048px Liberation Sans", 1139},
		{"–", "2048px Liberation Sans", 1139},
		{"åå", "12px Liberation Sans", 2 * 1139 * 12.0 / 2048},
		{"å", "600 2048px Liberation Sans", 1139},
		{"a", "bold 2048px Liberation Sans", 1139},
		{"i", "bold 2048px Liberation Sans", 569},
		{"", "12px x", 0},
	} {
		if got := measure(c.text, c.font); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%q in %s is %v wide, want %v", c.text, c.font, got, c.want)
		}
	}
}

func TestSchemesAreReadFromTheStyleSheet(t *testing.T) {
	palettes, err := readPalettes([]byte(`/* --ink: no; */ :root { --ink: #111; --line: #ccc; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; } }`))
	if err != nil {
		t.Fatal(err)
	}
	if palettes[Light]["ink"] != "#111" || palettes[Dark]["ink"] != "#eee" || palettes[Dark]["line"] != "#ccc" {
		t.Errorf("%v", palettes)
	}
	if _, err := readPalettes([]byte(":root { --ink: #111; }")); err == nil {
		t.Error("a style sheet without a dark scheme is read")
	}
}

// ECharts takes the width of an ideograph for the height of a line.
func TestAnIdeographIsAsWideAsTheTypeIsHigh(t *testing.T) {
	fonts, err := newFonts()
	if err != nil {
		t.Fatal(err)
	}
	if got := fonts.measurer()("国", "12px Liberation Sans"); got != 12 {
		t.Errorf("got %v pixels, want 12", got)
	}
}
