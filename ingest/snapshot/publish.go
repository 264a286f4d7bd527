package snapshot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Publish makes a finished snapshot the published one. It must be readable; the published one before need not be, nor be there.
func (s *Store) Publish(ctx context.Context, id string) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	found, err := s.Find(id)
	if err != nil {
		return err
	}
	if err := found.Check(ctx, ""); err != nil {
		return err
	}
	return s.point(id)
}

// Rollback publishes the newest snapshot before the published one that can be read, and returns it. The published one need not be
// readable, nor be there: its name says which are older.
func (s *Store) Rollback(ctx context.Context) (Snapshot, error) {
	unlock, err := s.lock()
	if err != nil {
		return Snapshot{}, err
	}
	defer unlock()
	current, err := s.currentID()
	if err != nil {
		return Snapshot{}, err
	}
	list, err := s.list("")
	if err != nil {
		return Snapshot{}, err
	}
	var faults []error
	for _, older := range list {
		if older.ID >= current {
			continue
		}
		if err := older.Check(ctx, ""); err != nil {
			faults = append(faults, err)
			continue
		}
		older.Current = true
		return older, s.point(older.ID)
	}
	return Snapshot{}, errors.Join(append([]error{fmt.Errorf("det finns ingen läsbar ögonblicksbild före %s att gå tillbaka till: %s", current, s.wayBack())}, faults...)...)
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
	var faults []error
	for i, old := range list {
		if i < max(keep, 1) || old.Current || slices.Contains(wanted, old.ID) {
			continue
		}
		if err := os.Remove(old.Path); err != nil { // one that stays stops no other
			faults = append(faults, fmt.Errorf("remove snapshot %s: %w", old.ID, err))
			continue
		}
		removed = append(removed, old.ID)
	}
	return removed, errors.Join(faults...)
}

// markFirst leaves, before the first snapshot of a folder comes to its place, the mark that its publication has begun: without it a
// process that dies in between would leave a folder that looks as if it had lost its pointer.
func (s *Store) markFirst(id string) error {
	if err := os.WriteFile(s.first(), []byte(id+"\n"), 0o640); err != nil {
		return fmt.Errorf("write pointer: %w", err)
	}
	return s.flush(s.dir, "mark of the first publication")
}

// point replaces the pointer: a new file is written beside it, flushed and renamed over it. The mark of a first publication is such a
// file, so that it ends in the same instant as the publication.
func (s *Store) point(id string) error {
	fresh := s.pointer() + ".new"
	if _, err := os.Lstat(s.first()); err == nil {
		fresh = s.first()
	}
	if err := os.WriteFile(fresh, []byte(id+"\n"), 0o640); err != nil {
		return Explained(fmt.Errorf("write pointer: %w", err))
	}
	if err := s.flush(fresh, "pointer"); err != nil {
		return err
	}
	return Explained(s.rename(fresh, s.pointer(), "pointer"))
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
