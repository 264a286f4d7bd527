package dashboards

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gofiber/fiber/v2"

	"klarsyn/dashboards/render/resvg"
)

// rasteriserFile is the module that makes pictures of drawings.
const rasteriserFile = "static/vendor/resvg/resvg.wasm"

// mostWorkers bounds the processes that draw pictures: each takes about 150 MB.
const mostWorkers = 2

// PictureWorker is the process that makes pictures of drawings: it answers on out what comes on in, until in ends.
func PictureWorker(ctx context.Context, in io.Reader, out io.Writer) error {
	code, err := embedded.ReadFile(rasteriserFile)
	if err != nil {
		return fmt.Errorf("read resvg (run go generate ./dashboards): %w", err)
	}
	return resvg.Work(ctx, code, compiledFolder(), in, out)
}

// compiledFolder keeps the compiled module between processes, which saves a second and a half. It is the user's own: what
// lies there is run. Without one nothing is kept.
func compiledFolder() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	folder := filepath.Join(cache, "klarsyn", "resvg")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return ""
	}
	return folder
}

// newWorkers starts no process yet; without a command line or a module there are no pictures.
func newWorkers(command []string) *resvg.Workers {
	if _, err := embedded.Open(rasteriserFile); err != nil || len(command) == 0 {
		return nil
	}
	return resvg.NewWorkers(min(mostWorkers, runtime.GOMAXPROCS(0)), command...)
}

// rasterise makes a picture of a drawing.
func (s *Server) rasterise(ctx context.Context, svg []byte, scale float64) ([]byte, error) {
	if s.workers == nil {
		return nil, &fault{status: fiber.StatusNotImplemented, sentence: "PNG kan inte skrivas: bildbiblioteket saknas i programmet. Kör go generate ./dashboards och bygg om, eller välj .svg."}
	}
	return s.workers.PNG(ctx, svg, scale)
}

// Close ends exports that are being made, and the processes that draw pictures.
func (s *Server) Close() {
	s.exports.Close()
	if s.workers != nil {
		s.workers.Close()
	}
}
