package drawing

import (
	"math"
	"strings"
	"testing"
)

func read(t testing.TB, inside string) *Drawing {
	t.Helper()
	drawing, err := Read([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">` + inside + `</svg>`))
	if err != nil {
		t.Fatal(err)
	}
	return drawing
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func at(t testing.TB, got Point, x, y float64) {
	t.Helper()
	if !near(got.X, x) || !near(got.Y, y) {
		t.Errorf("the point is %v, want %v %v", got, x, y)
	}
}

func TestTransformationsOfAllElementsAroundAreApplied(t *testing.T) {
	d := read(t, `<g transform="translate(10 20)"><svg x="5" y="5" width="9" height="9"><path transform="matrix(0,-1,1,0,2,3)" d="M4 7l1 0" fill="none" stroke="#fff" stroke-width="2"/></svg></g>`)
	// matrix: (4, 7) → (0·4 + 1·7 + 2, −1·4 + 0·7 + 3) = (9, −1); + (5, 5) + (10, 20) = (24, 24). One step to the right becomes one up.
	at(t, d.Marks[0].Path[0].To, 24, 24)
	at(t, d.Marks[0].Path[1].To, 24, 23)
	if d.Marks[0].Line.Width != 2 || d.Marks[0].Fill.Opacity != 0 {
		t.Errorf("painted as %+v", d.Marks[0])
	}
	scaled := read(t, `<path transform="scale(3)" d="M1 1H2" stroke="#000" stroke-width="2" stroke-dasharray="1 2" fill="none"/>`)
	if line := scaled.Marks[0].Line; line.Width != 6 || line.Dashes[0] != 3 || line.Dashes[1] != 6 {
		t.Errorf("the line is %+v", line)
	}
}

func TestPathCommandsGoWhereTheyShould(t *testing.T) {
	for data, want := range map[string][]Point{
		"M1 2L3 4":         {{1, 2}, {3, 4}},
		"M1,2 3,4 5-6":     {{1, 2}, {3, 4}, {5, -6}}, // further points are lines; a sign needs no space
		"m1 2l3 4h1v-2Zl1": nil,                       // a number is missing
		"m1 2l3 4h1v-2":    {{1, 2}, {4, 6}, {5, 6}, {5, 4}},
		"M1 1ZL5 5":        {{1, 1}, {}, {5, 5}},
		"M1 1Zl5 5":        {{1, 1}, {}, {6, 6}}, // Z returns to the start
		"M.5.5L1e1 2E-1":   {{.5, .5}, {10, .2}},
		"M0 0C1 2 3 4 5 6": {{0, 0}, {5, 6}},
		"M0 0S1 2 3 4":     nil, // ECharts does not write smooth curves
	} {
		path, err := parsePath(data)
		if want == nil {
			if err == nil {
				t.Errorf("%s is read as %v", data, path)
			}
			continue
		}
		if err != nil || len(path) != len(want) {
			t.Errorf("%s: %v %v", data, path, err)
			continue
		}
		for i, step := range path {
			at(t, step.To, want[i].X, want[i].Y)
		}
	}
}

func TestAnArcStaysOnItsCircle(t *testing.T) {
	for _, data := range []string{"M-5 0A5 5 0 0 1 0 -5", "M-5 0A5 5 0 1 0 0 -5", "M-5 0A5 5 0 015 0", "M5 0a5 5 0 1 1 -10 0"} {
		path, err := parsePath(data)
		if err != nil {
			t.Fatal(err)
		}
		from := path[0].To
		turned := 0.0
		for _, step := range path[1:] {
			for share := 0.0; share <= 1; share += 0.125 { // points of the cubic curve
				u := 1 - share
				x := u*u*u*from.X + 3*u*u*share*step.Bend[0].X + 3*u*share*share*step.Bend[1].X + share*share*share*step.To.X
				y := u*u*u*from.Y + 3*u*u*share*step.Bend[0].Y + 3*u*share*share*step.Bend[1].Y + share*share*share*step.To.Y
				if r := math.Hypot(x, y); math.Abs(r-5) > 0.0015 { // 0.03 % of the radius
					t.Errorf("%s: a point is %.4f from the centre", data, r)
				}
			}
			angle := math.Atan2(from.X*step.To.Y-from.Y*step.To.X, from.X*step.To.X+from.Y*step.To.Y)
			turned += angle
			from = step.To
		}
		want := map[string]float64{"M-5 0A5 5 0 0 1 0 -5": math.Pi / 2, "M-5 0A5 5 0 1 0 0 -5": -3 * math.Pi / 2, "M-5 0A5 5 0 015 0": math.Pi, "M5 0a5 5 0 1 1 -10 0": math.Pi}[data]
		if !near(turned, want) {
			t.Errorf("%s turns %.3f, want %.3f", data, turned, want)
		}
	}
}

func TestATextStandsOnItsBaseline(t *testing.T) {
	d := read(t, `<text dominant-baseline="central" text-anchor="end" style="font-size:12px;font-family:Liberation Sans, Arial;font-weight:600;" transform="matrix(0,-1,1,0,30,40)" fill="#17202b" stroke="#fff" stroke-width="3" stroke-opacity="0.8">Ängelholm</text>`)
	text := d.Marks[0].Text
	// The middle of the line is at (0, 0); the baseline is 0.34668 · 12 = 4.16016 px below, which the turn moves to the right.
	if text.Content != "Ängelholm" || !text.Bold || text.Anchor != "end" || text.Size != 12 || !near(text.Angle, -90) || !near(text.X, 30+4.16015625) || !near(text.Y, 40) {
		t.Errorf("the text is %+v", text)
	}
	if halo := d.Marks[0].Stroke; halo != (Paint{255, 255, 255, 0.8}) || d.Marks[0].Line.Width != 3 {
		t.Errorf("its halo is %+v", halo)
	}
}

func TestAPatternIsRepeatedInsideItsMarkOnly(t *testing.T) {
	d := read(t, `<defs><pattern id="p" width="1" height="8" patternUnits="userSpaceOnUse"><g><path d="M0 -8l1 0l0 2l-1 0Z" fill="rgb(255,255,255)" fill-opacity="0.5"/><path d="M0 0l1 0l0 2l-1 0Z" fill="rgb(255,255,255)" fill-opacity="0.5"/><path d="" fill="none"/></g></pattern></defs>
<path d="M10 10h20v12h-20Z" fill="url(#p)" stroke="#fff"/>`)
	if len(d.Marks) != 2 {
		t.Fatalf("%d marks, want the stripes and the outline", len(d.Marks))
	}
	stripes := d.Marks[0]
	// Rows 1 and 2 (y 8–16 and 16–24) touch the bar's 10–22; each is one stripe of 2 px over columns 10–30. What the first
	// path paints lies above its tile.
	if len(stripes.Path) != 2*5 || len(stripes.Clips) != 1 {
		t.Fatalf("%d steps in %d clips: %v", len(stripes.Path), len(stripes.Clips), stripes.Path)
	}
	at(t, stripes.Path[0].To, 10, 8)
	at(t, stripes.Path[2].To, 31, 10)
	at(t, stripes.Path[5].To, 10, 16)
	if stripes.Fill != (Paint{255, 255, 255, 0.5}) || d.Marks[1].Stroke.Opacity != 1 || d.Marks[1].Fill.Opacity != 0 {
		t.Errorf("%+v %+v", stripes.Fill, d.Marks[1])
	}
	dots := read(t, `<defs><pattern id="p" width="10" height="10"><circle cx="5" cy="5" r="1" fill="#fff"/><circle cx="15" cy="5" r="1" fill="#fff"/></pattern></defs><rect x="0" y="0" width="19" height="9" fill="url(#p)"/>`)
	if len(dots.Marks) != 1 { // the second circle is its neighbour's first
		t.Fatalf("%d marks of dots", len(dots.Marks))
	}
	if low, high := dots.Marks[0].Path.bounds(); low.X != 4 || high.X != 16 {
		t.Errorf("the dots stand from %v to %v", low, high)
	}
}

func TestClippingPathsAddUp(t *testing.T) {
	d := read(t, `<defs><clipPath id="a"><path d="M0 0h9v9h-9Z"/></clipPath><clipPath id="b"><rect width="5" height="5"/></clipPath></defs>
<g clip-path="url(#a)"><g clip-path="url(#b)" transform="translate(1 1)"><circle cx="3" cy="3" r="2" fill="#123"/></g><circle cx="1" cy="1" r="1"/></g>`)
	if len(d.Marks[0].Clips) != 2 || len(d.Marks[1].Clips) != 1 {
		t.Fatalf("clips: %d and %d", len(d.Marks[0].Clips), len(d.Marks[1].Clips))
	}
	at(t, d.Marks[0].Clips[1][0].To, 1, 1)
	if d.Marks[0].Fill != (Paint{0x11, 0x22, 0x33, 1}) {
		t.Errorf("the colour is %+v", d.Marks[0].Fill)
	}
}

func TestWhatIsNotKnownIsAnError(t *testing.T) {
	for inside, want := range map[string]string{
		`<image href="x.png"/>`:                             "image",
		`<path d="M0 0H1" fill="url(#none)"/>`:              "the pattern none is missing",
		`<g clip-path="url(#none)"></g>`:                    "the clipping path none is missing",
		`<rect width="1" height="1" fill="var(--ink)"/>`:    "colour",
		`<rect width="1" height="1" transform="skewX(3)"/>`: "skewX",
		`<text>a<tspan>b</tspan></text>`:                    "tspan",
		`<text dominant-baseline="hanging">a</text>`:        "hanging",
		`<defs><pattern id="p" width="1e-3" height="1e-3"/></defs><rect width="9" height="9" fill="url(#p)"/>`: "repeated",
	} {
		if _, err := Read([]byte(`<svg width="9" height="9">` + inside + `</svg>`)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", inside, err)
		}
	}
	for _, whole := range []string{"", "<svg", "<svg/>", `<html width="9" height="9"/>`} {
		if _, err := Read([]byte(whole)); err == nil {
			t.Errorf("%q is read", whole)
		}
	}
}
