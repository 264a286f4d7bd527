package dashboards

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

//go:embed static/css static/js static/img all:static/vendor
var embedded embed.FS

// staticFiles are everything below /static/<hash>/, in memory and compressed once. The hash covers all files, so
// that an address never changes its content.
type staticFiles struct {
	hash   string
	charts bool // the chart library was there when the program was built
	files  map[string]staticFile
}

type staticFile struct {
	kind       string
	plain      []byte
	br, zipped []byte
}

// Files that the server itself reads.
const (
	library    = "vendor/echarts/echarts.min.js"
	styleSheet = "klarsyn.css"
)

func readStatic() (*staticFiles, error) {
	all := &staticFiles{files: map[string]staticFile{}}
	hash := sha256.New()
	var sheet bytes.Buffer // the style files in the order of their names
	err := fs.WalkDir(embedded, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		short := strings.TrimPrefix(name, "static/")
		fmt.Fprintf(hash, "%s\n%d\n", short, len(content))
		hash.Write(content)
		if strings.HasPrefix(short, "css/") {
			sheet.Write(content)
			return nil
		}
		switch path.Ext(short) {
		case ".js", ".svg", ".woff2":
			all.files[short] = staticFile{plain: content}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the static files: %w", err)
	}
	all.files[styleSheet] = staticFile{plain: sheet.Bytes()}
	all.hash = hex.EncodeToString(hash.Sum(nil))[:16]
	for name, file := range all.files {
		file.kind = mime.TypeByExtension(path.Ext(name))
		if path.Ext(name) == ".js" { // not all systems' tables say the charset
			file.kind = "text/javascript; charset=utf-8"
		}
		if path.Ext(name) != ".woff2" {
			if file.br, file.zipped, err = twins(name, file.plain); err != nil {
				return nil, fmt.Errorf("compress %s: %w", name, err)
			}
		}
		all.files[name] = file
	}
	_, all.charts = all.files[library]
	return all, nil
}

// twins are the compressed forms: those written by go generate, else made now.
func twins(name string, plain []byte) (br, zipped []byte, err error) {
	br, brErr := embedded.ReadFile("static/" + name + ".br")
	zipped, gzErr := embedded.ReadFile("static/" + name + ".gz")
	if brErr == nil && gzErr == nil {
		return br, zipped, nil
	}
	var brotlied, gzipped bytes.Buffer
	writer := brotli.NewWriterLevel(&brotlied, 9)
	_, err = writer.Write(plain)
	err = errors.Join(err, writer.Close())
	zipper := gzip.NewWriter(&gzipped)
	_, writeErr := zipper.Write(plain)
	err = errors.Join(err, writeErr, zipper.Close())
	return brotlied.Bytes(), gzipped.Bytes(), err
}

func (s *Server) sendStatic(c *fiber.Ctx) error {
	file, found := s.static.files[c.Params("*")]
	if !found || c.Params("hash") != s.static.hash {
		return &fault{status: fiber.StatusNotFound, sentence: "Filen finns inte."}
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	c.Set(fiber.HeaderContentType, file.kind)
	content := file.plain
	if file.br != nil {
		c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
		switch {
		case c.AcceptsEncodings("br") == "br":
			content = file.br
			c.Set(fiber.HeaderContentEncoding, "br")
		case c.AcceptsEncodings("gzip") == "gzip":
			content = file.zipped
			c.Set(fiber.HeaderContentEncoding, "gzip")
		}
	}
	return c.Send(content)
}

// ChartsIncluded reports whether the chart library was there when the program was built.
func ChartsIncluded() bool {
	static, err := readStatic()
	return err == nil && static.charts
}
