package saved

import (
	"crypto/sha256"
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
	"time"

	"klarsyn/dashboards/swedish"
)

// Errors that the store's callers tell apart.
var (
	ErrNone     = errors.New("the saved analysis does not exist")
	ErrConflict = errors.New("the saved analysis has changed in between")
)

// A Store is the saved analyses of one data folder: <data>/saved/<id>.yaml each, and those that were removed, which can be
// brought back, in removed/ beside them. Several processes can use it at once.
type Store struct {
	dir string
	now func() time.Time
	// step, when set, hears each instant of a write, so that a test can stop it exactly there.
	step func(string)
}

// At returns the store of a data folder. The folder need not exist before the first analysis is saved.
func At(data string) *Store {
	return &Store{dir: filepath.Join(data, "saved"), now: time.Now, step: func(string) {}}
}

// A File is an analysis with its name and the version of its contents.
type File struct {
	Analysis
	ID      string // name of the file without its ending; also in the address
	Version string // hash of the contents: two files with the same one are equal
	Err     error  // why it cannot be read; else nil
}

const (
	extension = ".yaml"
	longestID = 60 // letters of a title that its name keeps
)

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are the names that addresses beside the analyses have.
var reserved = []string{"ny", "spara"}

// Name is a file's name as messages say it.
func Name(id string) string { return "saved/" + id + extension }

func (s *Store) path(id string) string    { return filepath.Join(s.dir, id+extension) }
func (s *Store) removed(id string) string { return filepath.Join(s.dir, "removed", id+extension) }

// known refuses what is no name of an analysis before it comes near a path.
func known(id string) error {
	if len(id) > longestID+20 || !idShape.MatchString(id) || slices.Contains(reserved, id) {
		return ErrNone
	}
	return nil
}

// List reads all analyses, by id. One that cannot be read stands there with its error.
func (s *Store) List() ([]File, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list saved analyses: %w", err)
	}
	var list []File
	for _, entry := range entries {
		id, isFile := strings.CutSuffix(entry.Name(), extension)
		if !isFile || !entry.Type().IsRegular() || strings.HasPrefix(id, ".") {
			continue
		}
		if known(id) != nil {
			list = append(list, File{ID: id, Err: fmt.Errorf("%s: filnamnet får bara ha små bokstäver a–z, siffror och enkla bindestreck", Name(id))})
			continue
		}
		file, err := s.Read(id)
		if errors.Is(err, ErrNone) {
			continue // removed while the folder was read
		}
		file.ID, file.Err = id, err
		list = append(list, file)
	}
	return list, nil
}

// Read reads one analysis. Its version is there also when its contents cannot be understood.
func (s *Store) Read(id string) (File, error) {
	if err := known(id); err != nil {
		return File{}, err
	}
	content, err := readFile(s.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return File{}, ErrNone
	}
	if err != nil {
		return File{ID: id}, fmt.Errorf("read %s: %w", Name(id), err)
	}
	analysis, err := Parse(Name(id), content)
	return File{Analysis: analysis, ID: id, Version: version(content)}, err
}

// Line is where a key stands in an analysis' file; 0: unknown.
func (s *Store) Line(id, key string) int {
	if known(id) != nil {
		return 0
	}
	content, err := readFile(s.path(id))
	if err != nil {
		return 0
	}
	return Line(content, key)
}

func readFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, mostBytes+1))
}

func version(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:8])
}

// Create saves a new analysis under a name made of its title.
func (s *Store) Create(analysis Analysis) (File, error) {
	unlock, err := s.lock()
	if err != nil {
		return File{}, err
	}
	defer unlock()
	id, err := s.free(analysis.Title)
	if err != nil {
		return File{}, err
	}
	analysis.Created = s.now()
	return s.write(id, analysis)
}

// Replace saves an analysis in place of the version that its writer began with. Has another been saved since, nothing is
// written: the answer is the one that stands, and ErrConflict.
func (s *Store) Replace(id, began string, analysis Analysis) (File, error) {
	unlock, err := s.lock()
	if err != nil {
		return File{}, err
	}
	defer unlock()
	current, err := s.Read(id)
	if err != nil && current.Version == "" {
		return File{}, err
	}
	if current.Version != began {
		return current, ErrConflict
	}
	if analysis.Created.IsZero() {
		analysis.Created = current.Created
	}
	return s.write(id, analysis)
}

// Remove takes an analysis away. Restore brings the latest removed one of that name back.
func (s *Store) Remove(id string) error {
	if err := known(id); err != nil {
		return err
	}
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.MkdirAll(filepath.Dir(s.removed(id)), 0o750); err != nil {
		return fmt.Errorf("remove %s: %w", Name(id), err)
	}
	if err := os.Rename(s.path(id), s.removed(id)); errors.Is(err, fs.ErrNotExist) {
		return ErrNone
	} else if err != nil {
		return fmt.Errorf("remove %s: %w", Name(id), err)
	}
	return flush(s.dir)
}

// Restore brings a removed analysis back, under another name if its own is taken by now.
func (s *Store) Restore(id string) (File, error) {
	if err := known(id); err != nil {
		return File{}, err
	}
	unlock, err := s.lock()
	if err != nil {
		return File{}, err
	}
	defer unlock()
	back := id
	if _, err := os.Stat(s.path(id)); err == nil {
		if back, err = s.free(id); err != nil {
			return File{}, err
		}
	}
	if err := os.Rename(s.removed(id), s.path(back)); errors.Is(err, fs.ErrNotExist) {
		return File{}, ErrNone
	} else if err != nil {
		return File{}, fmt.Errorf("restore %s: %w", Name(id), err)
	}
	if err := flush(s.dir); err != nil {
		return File{}, err
	}
	return s.Read(back)
}

// Pinned lists the snapshots that analyses are pinned to. A file that cannot be read could be pinned to any: the error says
// which it is.
func (s *Store) Pinned() ([]string, error) {
	list, err := s.List()
	if err != nil {
		return nil, err
	}
	var ids []string
	var faults []error
	for _, file := range list {
		if file.Err != nil {
			faults = append(faults, file.Err)
		}
		if file.Snapshot != "" && !slices.Contains(ids, file.Snapshot) {
			ids = append(ids, file.Snapshot)
		}
	}
	return ids, errors.Join(faults...)
}

// free finds a name for a title that no analysis has, nor had.
func (s *Store) free(title string) (string, error) {
	base := swedish.Slug(title)
	if len(base) > longestID {
		base = strings.Trim(base[:longestID], "-")
	}
	if base == "" {
		base = "analys"
	}
	for n := 1; n < 10_000; n++ {
		id := base
		if n > 1 {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		if slices.Contains(reserved, id) {
			continue
		}
		_, here := os.Lstat(s.path(id))
		_, gone := os.Lstat(s.removed(id))
		if errors.Is(here, fs.ErrNotExist) && errors.Is(gone, fs.ErrNotExist) {
			return id, nil
		}
	}
	return "", fmt.Errorf("find a name for %q: all are taken", base)
}

// WasRemoved reports whether a removed analysis of that name can be brought back.
func (s *Store) WasRemoved(id string) bool {
	if known(id) != nil {
		return false
	}
	_, err := os.Lstat(s.removed(id))
	return err == nil
}
