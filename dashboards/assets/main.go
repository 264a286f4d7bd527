// Command assets fetches the third-party files of the dashboards: npm ci installs what package-lock.json pins, each
// wanted file is checked against checksums.txt and copied to static/vendor with .br and .gz twins, its licence beside it.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "go generate ./dashboards:", err)
		os.Exit(1)
	}
}

// run works in dashboards/, where go generate starts it.
func run() error {
	list, err := os.ReadFile(filepath.Join("assets", "checksums.txt"))
	if err != nil {
		return fmt.Errorf("read the list of files (run from dashboards/): %w", err)
	}
	files, err := parse(string(list))
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return errors.New("npm was not found: install Node.js 20 or newer, which brings npm, and run again")
	}
	install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
	install.Dir = "static"
	install.Stdout, install.Stderr = os.Stderr, os.Stderr
	if err := install.Run(); err != nil {
		return fmt.Errorf("npm ci in dashboards/static: %w", err)
	}
	var faults []error
	for _, file := range files {
		if err := place(file); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// A wanted file: its checksum, its path below static/node_modules and below static/vendor.
type wanted struct{ sum, from, to string }

func parse(list string) ([]wanted, error) {
	var files []wanted
	for number, line := range strings.Split(list, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) != 3 || len(fields[0]) != 2*sha256.Size {
			return nil, fmt.Errorf("assets/checksums.txt:%d: wanted sha256, source and target", number+1)
		}
		files = append(files, wanted{sum: fields[0], from: fields[1], to: fields[2]})
	}
	return files, nil
}

func place(file wanted) error {
	source := filepath.Join("static", "node_modules", filepath.FromSlash(file.from))
	content, err := os.ReadFile(source)
	if err != nil {
		return fmt.Errorf("read %s: %w", source, err)
	}
	sum := sha256.Sum256(content)
	if found := hex.EncodeToString(sum[:]); found != file.sum {
		return fmt.Errorf("%s: sha256 is %s, wanted %s: the package is not the one that was reviewed", source, found, file.sum)
	}
	target := filepath.Join("static", "vendor", filepath.FromSlash(file.to))
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(target, content, 0o644); err != nil {
		return err
	}
	if filepath.Ext(target) != ".js" { // fonts are compressed already, licences are never sent
		return nil
	}
	br, gz, err := compressed(content)
	if err != nil {
		return fmt.Errorf("compress %s: %w", target, err)
	}
	return errors.Join(os.WriteFile(target+".br", br, 0o644), os.WriteFile(target+".gz", gz, 0o644))
}

func compressed(content []byte) (br, gz []byte, err error) {
	var brotlied, gzipped bytes.Buffer
	writer := brotli.NewWriterLevel(&brotlied, brotli.BestCompression)
	_, writeErr := writer.Write(content)
	err = errors.Join(writeErr, writer.Close())
	zipper, levelErr := gzip.NewWriterLevel(&gzipped, gzip.BestCompression)
	if err = errors.Join(err, levelErr); err != nil {
		return nil, nil, err
	}
	_, writeErr = zipper.Write(content)
	err = errors.Join(writeErr, zipper.Close())
	return brotlied.Bytes(), gzipped.Bytes(), err
}
