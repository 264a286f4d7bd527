// Package printer makes PDF files of written pages with the print engine of Chromium, which tags them for screen readers.
package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// limit is how long one file may take. A report of thirty figures takes a few seconds.
const limit = 90 * time.Second

// programs are the names that Chromium goes by, the first found is used.
var programs = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"}

// ErrNoBrowser says that no print engine is installed.
var ErrNoBrowser = errors.New("no Chromium is installed")

// Find finds the browser; empty: there is none.
func Find() string {
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// PDF prints a page. The page holds all that it shows: the browser runs with an empty profile of its own, resolves no host
// name, and is killed with all its processes when it takes too long.
func PDF(ctx context.Context, page []byte) ([]byte, error) {
	program := Find()
	if program == "" {
		return nil, ErrNoBrowser
	}
	folder, err := os.MkdirTemp("", "klarsyn-print-")
	if err != nil {
		return nil, fmt.Errorf("make a folder to print in: %w", err)
	}
	defer os.RemoveAll(folder)
	source, target := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.pdf")
	if err := os.WriteFile(source, page, 0o600); err != nil {
		return nil, fmt.Errorf("write the page to print: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	command := exec.CommandContext(ctx, program, arguments(folder, target, source)...)
	command.Env = append(os.Environ(), "HOME="+folder, "XDG_CONFIG_HOME="+folder, "XDG_CACHE_HOME="+folder)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
	command.WaitDelay = 5 * time.Second
	var said bytes.Buffer
	command.Stderr = &said
	if err := command.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("print: %w", ctx.Err())
		}
		return nil, fmt.Errorf("print: %w: %.300s", err, said.String())
	}
	file, err := os.ReadFile(target)
	if err != nil {
		return nil, fmt.Errorf("read what was printed: %w", err)
	}
	return file, nil
}

func arguments(profile, target, source string) []string {
	list := []string{"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + filepath.Join(profile, "profile"),
		"--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf=" + target}
	if os.Geteuid() == 0 { // root cannot have Chromium's own sandbox; the page runs no script and loads nothing
		list = append(list, "--no-sandbox")
	}
	return append(list, "file://"+source)
}
