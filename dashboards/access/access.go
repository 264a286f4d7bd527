// Package access decides who may see what, and writes down every opening of data about single persons.
package access

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A Mode says how readers are known.
type Mode string

// Loopback is the mode of a service that only this machine reaches: its reader holds every right, and each use of
// one is logged.
const Loopback Mode = "loopback"

// Detail is the right to see rows about single persons and contacts.
const Detail = "detalj"

// Change is the right to save, change and remove saved analyses.
const Change = "andra-analys"

// An Opening is one line of the access log: a guarded sheet or analysis that one request, export or command opened, however many figures,
// selections and files it shows there, or a saved analysis that was changed. A request for the headers alone, and one that is answered
// that nothing has changed, is an opening; one that is refused, or fails before it asks for the right, is none. Each page of a long
// table is one. It never holds data about patients, nor what an analysis says.
type Opening struct {
	At        time.Time `json:"at"`
	Mode      Mode      `json:"mode"`
	Reader    string    `json:"reader"`
	Right     string    `json:"right"`
	Sheet     string    `json:"sheet"`     // path of the page or analysis opened
	Selection string    `json:"selection"` // query string
	Snapshot  string    `json:"snapshot"`
}

// A Gate is asked before anything that needs a right is shown.
type Gate struct {
	mode Mode
	now  func() time.Time

	mu  sync.Mutex
	log *os.File
}

// ErrRefused says that the reader lacks the right.
var ErrRefused = errors.New("the reader lacks the right")

// Open makes a gate whose log is <data>/log/access.jsonl. The log is only ever appended to.
func Open(data string, mode Mode) (*Gate, error) {
	if mode != Loopback {
		return nil, fmt.Errorf("access mode %q is unknown: want %q", mode, Loopback)
	}
	folder := filepath.Join(data, "log")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, fmt.Errorf("make the access log's folder: %w", err)
	}
	log, err := os.OpenFile(filepath.Join(folder, "access.jsonl"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o640)
	if err != nil {
		return nil, fmt.Errorf("open the access log: %w", err)
	}
	return &Gate{mode: mode, now: time.Now, log: log}, nil
}

// Mode returns how readers are known.
func (g *Gate) Mode() Mode { return g.mode }

// Scope names what the reader may see, as a part of cache keys: readers of one scope get equal answers.
func (g *Gate) Scope() string { return string(g.mode) }

// Holds reports whether the reader has the right, without using it: for tabs and links.
func (g *Gate) Holds(right string) bool {
	return right == "" || (g.mode == Loopback && (right == Detail || right == Change))
}

// Use asks for a right and writes the opening down. Without a written line nothing is shown: an error other than
// ErrRefused means that the log could not be written. An empty right needs no line.
func (g *Gate) Use(right, sheet, selection, snapshot string) error {
	if right == "" {
		return nil
	}
	if !g.Holds(right) {
		return ErrRefused
	}
	line, err := json.Marshal(Opening{At: g.now().UTC(), Mode: g.mode, Reader: "lokal", Right: right, Sheet: sheet, Selection: selection, Snapshot: snapshot})
	if err != nil {
		return fmt.Errorf("write the access log: %w", err)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, err := g.log.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("write the access log: %w", err)
	}
	return nil
}

// Close closes the log.
func (g *Gate) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.log.Close()
}
