package snapshot

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Publish makes a finished snapshot the published one.
func (s *Store) Publish(id string) error {
	if !idPattern.MatchString(id) {
		return fmt.Errorf("%q is no snapshot's id; klarsyn snapshots lists them", id)
	}
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := s.stat(id, ""); err != nil {
		return err
	}
	return s.point(id)
}

// Rollback publishes the snapshot before the published one, and returns it.
func (s *Store) Rollback() (Snapshot, error) {
	unlock, err := s.lock()
	if err != nil {
		return Snapshot{}, err
	}
	defer unlock()
	current, err := s.Current()
	if err != nil {
		return Snapshot{}, err
	}
	list, err := s.List()
	if err != nil {
		return Snapshot{}, err
	}
	for _, older := range list {
		if older.ID < current.ID {
			older.Current = true
			return older, s.point(older.ID)
		}
	}
	return Snapshot{}, fmt.Errorf("there is no snapshot before %s to go back to", current.ID)
}

// Prune removes all but the newest snapshots. The published one and the wanted ones stay, whatever their age. A server that reads a
// removed file keeps it until it closes it. It returns the ids removed.
func (s *Store) Prune(keep int) ([]string, error) {
	unlock, err := s.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	return s.prune(keep)
}

func (s *Store) prune(keep int) ([]string, error) {
	list, err := s.List()
	if err != nil {
		return nil, err
	}
	var wanted []string
	if s.Wanted != nil {
		if wanted, err = s.Wanted(); err != nil {
			return nil, nil //nolint:nilerr // told by whoever set Wanted; the publication stands, and nothing is removed
		}
	}
	var removed []string
	for i, old := range list {
		if i < max(keep, 1) || old.Current || slices.Contains(wanted, old.ID) {
			continue
		}
		if err := os.Remove(old.Path); err != nil {
			return removed, fmt.Errorf("remove snapshot %s: %w", old.ID, err)
		}
		removed = append(removed, old.ID)
	}
	return removed, nil
}

// point replaces the pointer: a new file is written beside it, flushed and renamed over it.
func (s *Store) point(id string) error {
	fresh := s.pointer() + ".new"
	if err := os.WriteFile(fresh, []byte(id+"\n"), 0o644); err != nil {
		return fmt.Errorf("write pointer: %w", err)
	}
	if err := s.flush(fresh, "pointer"); err != nil {
		return err
	}
	return s.rename(fresh, s.pointer(), "pointer")
}

// rename moves a file and flushes the folder it comes to.
func (s *Store) rename(from, to, what string) error {
	s.step("before rename of %s", what)
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("publish %s: %w", what, err)
	}
	s.step("after rename of %s", what)
	return s.flush(filepath.Dir(to), "folder of "+what)
}

// flush waits until a file or folder is on disk.
func (s *Store) flush(path, what string) error {
	s.step("before fsync of %s", what)
	opened, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("flush %s: %w", what, err)
	}
	defer opened.Close()
	if err := opened.Sync(); err != nil {
		return fmt.Errorf("flush %s: %w", what, err)
	}
	s.step("after fsync of %s", what)
	return nil
}
