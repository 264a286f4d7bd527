// Package snapshot keeps the snapshots (ögonblicksbilder) of a data folder: one immutable database file each, and
// a pointer to the published one that is replaced atomically. Whatever instant a process dies at, the pointer
// names a whole snapshot.
//
//	<data>/current                    id of the published snapshot
//	<data>/current.new                the next one, in the instant of its publication
//	<data>/current.first              the same, where nothing had been published before
//	<data>/snapshots/<id>.duckdb      finished snapshots
//	<data>/tmp/                       work in progress; emptied by the next load
//	<data>/load.lock                  held by the one process that may write
//
// A folder that lost a part of itself says so by a Mishap, and nothing is published that would stand for what was lost.
package snapshot

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

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
func (s *Store) first() string         { return s.pointer() + ".first" }
func (s *Store) snapshots() string     { return filepath.Join(s.dir, "snapshots") }
func (s *Store) tmp() string           { return filepath.Join(s.dir, "tmp") }
func (s *Store) file(id string) string { return filepath.Join(s.snapshots(), id+extension) }
func (s *Store) step(format, what string) {
	if s.Step != nil {
		s.Step(fmt.Sprintf(format, what))
	}
}

// Current returns the published snapshot. The error is ErrNone when nothing was published yet, and a *Mishap when what was published
// is lost.
func (s *Store) Current() (Snapshot, error) {
	id, err := s.currentID()
	if err != nil {
		return Snapshot{}, err
	}
	found, err := s.stat(id, id)
	if errors.Is(err, fs.ErrNotExist) {
		return Snapshot{}, &Mishap{What: "den publicerade ögonblicksbilden " + id + " finns inte kvar i " + s.snapshots(), Do: s.wayBack(), Cause: err}
	}
	return found, Explained(err)
}

// pointerBytes is more than a pointer holds.
const pointerBytes = 100

// currentID reads the pointer.
func (s *Store) currentID() (string, error) {
	text, err := readStart(s.pointer(), pointerBytes)
	switch id := strings.TrimSpace(text); {
	case errors.Is(err, syscall.EISDIR):
		return "", &Mishap{What: s.pointer() + " är en mapp, inte namnet på den publicerade ögonblicksbilden", Do: "flytta undan den och " + s.wayBack(), Cause: err}
	case errors.Is(err, fs.ErrNotExist):
		return "", s.unpublished()
	case err != nil:
		return "", Explained(fmt.Errorf("read pointer to the published snapshot: %w", err))
	case !idPattern.MatchString(id):
		return "", &Mishap{What: s.pointer() + " är skadad: den ska hålla namnet på den publicerade ögonblicksbilden", Do: s.wayBack()}
	default:
		return id, nil
	}
}

// readStart reads a file's first bytes.
func readStart(path string, most int64) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, most))
	return string(text), err
}

// unpublished tells a folder where nothing was published yet from one that has lost its pointer. Snapshots without a pointer are of
// a first publication that was interrupted, if it left its mark, and else of a folder in use.
func (s *Store) unpublished() error {
	if _, err := os.Lstat(s.first()); err == nil {
		return ErrNone
	}
	list, err := s.list("")
	switch {
	case err != nil:
		return err
	case len(list) == 0:
		return ErrNone
	}
	return &Mishap{What: s.pointer() + " saknas, fast det finns ögonblicksbilder", Do: s.wayBack()}
}

// wayBack says how a folder gets a published snapshot again.
func (s *Store) wayBack() string {
	list, err := s.list("")
	if err != nil || len(list) == 0 {
		return "lägg tillbaka mappen snapshots från en säkerhetskopia, eller läs in leveranserna på nytt i en annan --data"
	}
	return "kör klarsyn publish " + list[0].ID + ", den nyaste som finns"
}

func (s *Store) stat(id, current string) (Snapshot, error) {
	info, err := os.Stat(s.file(id))
	if err != nil {
		return Snapshot{}, fmt.Errorf("look at snapshot %s: %w", id, err)
	}
	return s.describe(id, current, info.Size())
}

func (s *Store) describe(id, current string, bytes int64) (Snapshot, error) {
	at, err := time.Parse(idTime, id[:len(idTime)])
	if err != nil {
		return Snapshot{}, fmt.Errorf("snapshot id %s: %w", id, err)
	}
	return Snapshot{ID: id, Path: s.file(id), CreatedAt: at, Bytes: bytes, Current: id == current}, nil
}

// Find returns a finished snapshot by its id.
func (s *Store) Find(id string) (Snapshot, error) {
	if !idPattern.MatchString(id) {
		return Snapshot{}, fmt.Errorf("%q är inget namn på en ögonblicksbild: klarsyn snapshots visar dem som finns", id)
	}
	found, err := s.stat(id, s.marked())
	if errors.Is(err, fs.ErrNotExist) {
		return Snapshot{}, fmt.Errorf("ögonblicksbild %s finns inte i %s: klarsyn snapshots visar dem som finns", id, s.snapshots())
	}
	return found, Explained(err)
}

// marked is the id that the pointer holds, whether or not there is such a snapshot; "": none that can be read.
func (s *Store) marked() string {
	id, err := s.currentID()
	if err != nil {
		return "" // told by whoever needs it
	}
	return id
}

// List returns the finished snapshots, newest first. One whose publication was interrupted stands there too: it is whole, and can
// be published. So does one that is damaged: its Facts say so. A pointer that is lost marks none.
func (s *Store) List() ([]Snapshot, error) { return s.list(s.marked()) }

func (s *Store) list(current string) ([]Snapshot, error) {
	entries, err := os.ReadDir(s.snapshots())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, Explained(fmt.Errorf("list snapshots: %w", err))
	}
	var list []Snapshot
	for _, entry := range entries {
		id, isSnapshot := strings.CutSuffix(entry.Name(), extension)
		if !isSnapshot || !idPattern.MatchString(id) {
			continue
		}
		var size int64
		if info, err := os.Stat(s.file(id)); err == nil { // a link that leads nowhere is damaged, not absent
			size = info.Size()
		}
		found, err := s.describe(id, current, size)
		if err != nil {
			continue // an instant that does not exist: not a name that newID gives
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
