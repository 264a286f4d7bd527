package dashboards_test

import (
	"image/png"
	"strings"
	"testing"

	"klarsyn/dashboards"
	"klarsyn/fixtures/needs"
)

func TestAPictureHasTheChosenSizeAndColoursAndIsNotBlank(t *testing.T) {
	server := newServer(t, nil)
	const figure = "/api/v1/analyses/hjartsvikt/prevalens_kommun.png"
	for _, c := range []struct {
		query string
		width int
		dark  bool
	}{
		{"", 1800, false}, {"?bredd=640&skala=1", 640, false}, {"?bredd=640&skala=2&tema=morkt", 1280, true}, {"?bredd=400&skala=1,5&hojd=300", 600, false},
	} {
		answer := get(t, server, figure+c.query)
		if answer.status != 200 || answer.header.Get("Content-Type") != "image/png" {
			t.Fatalf("%s: %d %.200s", c.query, answer.status, answer.body)
		}
		picture, err := png.Decode(strings.NewReader(answer.body))
		if err != nil {
			t.Fatal(err)
		}
		size := picture.Bounds().Size()
		if size.X != c.width {
			t.Errorf("%s is %v, want a width of %d", c.query, size, c.width)
		}
		corner, _, _, _ := picture.At(1, 1).RGBA()
		if dark := corner < 0x8000; dark != c.dark {
			t.Errorf("%s: dark is %v, want %v", c.query, dark, c.dark)
		}
		ink := 0
		for y := range size.Y {
			for x := range size.X {
				if red, _, _, _ := picture.At(x, y).RGBA(); max(red, corner)-min(red, corner) > 0x3000 {
					ink++
				}
			}
		}
		if share := float64(ink) / float64(size.X*size.Y); share < 0.005 || share > 0.5 {
			t.Errorf("%s: %.3f of the picture is ink", c.query, share)
		}
	}
}

func TestWithoutAWorkerPNGIsRefusedInWordsAndSVGIsDrawn(t *testing.T) {
	server := newServer(t, func(o *dashboards.Options) { o.Worker = nil })
	if answer := get(t, server, "/api/v1/analyses/hjartsvikt/prevalens_kommun.png"); answer.status != 501 || !strings.Contains(answer.body, "SVG") && !strings.Contains(answer.body, ".svg") {
		t.Errorf("%d %s", answer.status, answer.body)
	}
	if answer := get(t, server, "/api/v1/analyses/hjartsvikt/prevalens_kommun.svg?bredd=640"); answer.status != 200 || !strings.Contains(answer.body, `width="640"`) {
		t.Errorf("%d %.200s", answer.status, answer.body)
	}
}

func benchmarkAddress(b *testing.B, address string) {
	server := newServer(b, nil)
	get(b, server, address) // starts engines and workers, and computes the tables
	for b.Loop() {
		if answer := get(b, server, address); answer.status != 200 {
			b.Fatalf("%d %s", answer.status, answer.body)
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	benchmarkAddress(b, "/api/v1/analyses/hjartsvikt/prevalens_kommun.svg")
}

func BenchmarkPNG(b *testing.B) {
	benchmarkAddress(b, "/api/v1/analyses/hjartsvikt/prevalens_kommun.png")
}

func BenchmarkShortAnalysisInPDF(b *testing.B) {
	needs.Chromium(b)
	benchmarkAddress(b, "/export/hjartsvikt.pdf?blad=dashboard&form=kort")
}

func BenchmarkReportOfAllSheetsInPDF(b *testing.B) {
	needs.Chromium(b)
	benchmarkAddress(b, "/export/hjartsvikt.pdf?motor=chromium")
}

func BenchmarkReportOfAllSheetsInPDFWithoutABrowser(b *testing.B) {
	benchmarkAddress(b, "/export/hjartsvikt.pdf?motor=enkel")
}
