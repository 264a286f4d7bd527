package resvg

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"klarsyn/fixtures/needs"
)

// workerArgument makes the test program a worker, as the product's program is one for its hidden verb.
const workerArgument = "resvg-test-worker"

const code = "../../static/vendor/resvg/resvg.wasm"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == workerArgument {
		module, err := os.ReadFile(code)
		if err == nil {
			err = Work(context.Background(), module, os.Getenv("RESVG_TEST_CACHE"), os.Stdin, os.Stdout)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func newTestWorkers(t testing.TB) *Workers { t.Helper(); return someWorkers(t, 1) }

func someWorkers(t testing.TB, count int) *Workers {
	t.Helper()
	needs.Asset(t, code)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("RESVG_TEST_CACHE", t.TempDir())
	workers := NewWorkers(count, program, workerArgument)
	t.Cleanup(workers.Close)
	return workers
}

const square = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="20" height="20" fill="#ff0000"/>` +
	`<text x="21" y="15" font-family="Liberation Sans, Arial" font-size="12" fill="#000">Åäö</text></svg>`

func draw(t testing.TB, workers *Workers, svg string, scale float64) image.Image {
	t.Helper()
	content, err := workers.PNG(t.Context(), []byte(svg), scale)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func TestAPictureHasTheChosenSizeTheColoursAndTheText(t *testing.T) {
	workers := newTestWorkers(t)
	for _, scale := range []float64{1, 2, 0.5} {
		picture := draw(t, workers, square, scale)
		if size := picture.Bounds().Size(); size.X != int(40*scale) || size.Y != int(20*scale) {
			t.Errorf("at %g the picture is %v", scale, size)
		}
		if red, green, _, alpha := picture.At(int(10*scale), int(10*scale)).RGBA(); red>>8 != 255 || green != 0 || alpha>>8 != 255 {
			t.Errorf("at %g the square is not red", scale)
		}
		ink := 0
		for x := int(21 * scale); x < int(40*scale); x++ {
			for y := range int(20 * scale) {
				if _, _, _, alpha := picture.At(x, y).RGBA(); alpha > 0x8000 {
					ink++
				}
			}
		}
		if ink < int(20*scale*scale) {
			t.Errorf("at %g the text has %d pixels of ink", scale, ink)
		}
	}
}

func TestPicturesOneAfterAnotherNeedOneProcess(t *testing.T) {
	workers := someWorkers(t, 2)
	for range 3 {
		draw(t, workers, square, 1)
	}
	if started := len(workers.idle); started != 1 {
		t.Errorf("%d processes are running", started)
	}
}

func TestABrokenDrawingIsRefusedAndTheWorkerGoesOn(t *testing.T) {
	workers := newTestWorkers(t)
	for _, broken := range []string{"", "hello", "<svg", strings.Repeat("<g>", 3000)} {
		if _, err := workers.PNG(t.Context(), []byte(broken), 1); err == nil {
			t.Errorf("%.20q was drawn", broken)
		}
	}
	draw(t, workers, square, 1)
}

func TestACallerThatGivesUpEndsTheWorkerAndTheNextGetsAnother(t *testing.T) {
	workers := newTestWorkers(t)
	draw(t, workers, square, 1)
	heavy := `<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="3000">` +
		strings.Repeat(`<circle cx="1500" cy="1500" r="1400" fill="#123" fill-opacity="0.01"/>`, 3000) + "</svg>"
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := workers.PNG(ctx, []byte(heavy), 1); err == nil {
		t.Error("a drawing of thousands of large circles was done in 200 ms")
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("giving up took %v", took)
	}
	draw(t, workers, square, 1)
}

func BenchmarkPNG(b *testing.B) {
	workers := newTestWorkers(b)
	draw(b, workers, square, 1) // starts the worker
	for b.Loop() {
		if _, err := workers.PNG(context.Background(), []byte(square), 2); err != nil {
			b.Fatal(err)
		}
	}
}
