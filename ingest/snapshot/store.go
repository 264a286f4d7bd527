// Package snapshot keeps the snapshots (ögonblicksbilder) of a data folder: one immutable database file each, and
// a pointer to the published one that is replaced atomically. Whatever instant a process dies at, the pointer
// names a whole snapshot.
//
//	<data>/current                    id of the published snapshot
//	<data>/snapshots/<id>.duckdb      finished snapshots
//	<data>/tmp/                       work in progress; emptied by the next load
//	<data>/load.lock                  held by the one process that may write
package snapshot

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// ErrNone says that nothing has been published yet.
var ErrNone = errors.New("no snapshot is published: load data with klarsyn load")

// Keep is how many snapshots are kept when nothing else is said.
const Keep = 5

// A Store is the snapshots of one data folder.
type Store struct {
	dir string
	// Step, when set, hears each instant around the fsyncs and renames of a publication, so that a test can
	// stop the process exactly there.
	Step func(step string)
	// Wanted, when set, names snapshots that stay however old they are, because something refers to them. An error keeps
	// them all: what cannot be read could refer to any.
	Wanted func() ([]string, error)
}

// A Snapshot is one finished database file.
type Snapshot struct {
	ID        string
	Path      string
	CreatedAt time.Time // UTC, from the id
	Bytes     int64
	Current   bool // the published one
}

// At returns the store of a data folder. The folder need not exist before the first load.
func At(dir string) *Store { return &Store{dir: dir} }

const extension = ".duckdb"

var idPattern = regexp.MustCompile(`^\d{8}T\d{6}Z-[0-9a-f]{8}$`)

const idTime = "20060102T150405Z"

func (s *Store) pointer() string       { return filepath.Join(s.dir, "current") }
func (s *Store) snapshots() string     { return filepath.Join(s.dir, "snapshots") }
func (s *Store) tmp() string           { return filepath.Join(s.dir, "tmp") }
func (s *Store) file(id string) string { return filepath.Join(s.snapshots(), id+extension) }
func (s *Store) step(format, what string) {
	if s.Step != nil {
		s.Step(fmt.Sprintf(format, what))
	}
}

// Current returns the published snapshot, or ErrNone.
func (s *Store) Current() (Snapshot, error) {
	id, err := s.currentID()
	if err != nil {
		return Snapshot{}, err
	}
	return s.stat(id, id)
}

func (s *Store) currentID() (string, error) {
	text, err := os.ReadFile(s.pointer())
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNone
	}
	if err != nil {
		return "", fmt.Errorf("read pointer to the published snapshot: %w", err)
	}
	id := strings.TrimSpace(string(text))
	if !idPattern.MatchString(id) {
		return "", fmt.Errorf("%s: expected a snapshot's id, found something else; choose one with klarsyn publish <id>", s.pointer())
	}
	return id, nil
}

func (s *Store) stat(id, current string) (Snapshot, error) {
	info, err := os.Stat(s.file(id))
	if errors.Is(err, fs.ErrNotExist) {
		return Snapshot{}, fmt.Errorf("there is no snapshot %s in %s; klarsyn snapshots lists them", id, s.snapshots())
	}
	if err != nil {
		return Snapshot{}, fmt.Errorf("look at snapshot %s: %w", id, err)
	}
	at, err := time.Parse(idTime, id[:len("20060102T150405Z")])
	if err != nil {
		return Snapshot{}, fmt.Errorf("snapshot id %s: %w", id, err)
	}
	return Snapshot{ID: id, Path: s.file(id), CreatedAt: at, Bytes: info.Size(), Current: id == current}, nil
}

// Find returns a finished snapshot by its id.
func (s *Store) Find(id string) (Snapshot, error) {
	if !idPattern.MatchString(id) {
		return Snapshot{}, fmt.Errorf("%q is no snapshot's id; klarsyn snapshots lists them", id)
	}
	current, err := s.currentID()
	if err != nil && !errors.Is(err, ErrNone) {
		return Snapshot{}, err
	}
	return s.stat(id, current)
}

// List returns the finished snapshots, newest first. One whose publication was interrupted stands there too:
// it is whole, and can be published.
func (s *Store) List() ([]Snapshot, error) {
	current, err := s.currentID()
	if err != nil && !errors.Is(err, ErrNone) {
		return nil, err
	}
	entries, err := os.ReadDir(s.snapshots())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list snapshots: %w", err)
	}
	var list []Snapshot
	for _, entry := range entries {
		id, isSnapshot := strings.CutSuffix(entry.Name(), extension)
		if !isSnapshot || !idPattern.MatchString(id) {
			continue
		}
		found, err := s.stat(id, current)
		if err != nil {
			return nil, err
		}
		list = append(list, found)
	}
	slices.SortFunc(list, func(a, b Snapshot) int { return strings.Compare(b.ID, a.ID) })
	return list, nil
}

// newID names a snapshot by its instant and chance. It sorts after every earlier one, also when the clock was
// set back.
func (s *Store) newID(now time.Time) (string, error) {
	list, err := s.List()
	if err != nil {
		return "", err
	}
	now = now.UTC().Truncate(time.Second)
	if len(list) > 0 && !now.After(list[0].CreatedAt) {
		now = list[0].CreatedAt.Add(time.Second)
	}
	chance := make([]byte, 4)
	if _, err := rand.Read(chance); err != nil {
		return "", fmt.Errorf("name snapshot: %w", err)
	}
	return now.Format(idTime) + "-" + hex.EncodeToString(chance), nil
}
