package snapshot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"klarsyn/sql/duck"
)

// Work is a snapshot in the making. It holds the data folder's lock until it is published or discarded.
type Work struct {
	ID  string
	DB  *sql.DB
	Dir string // for files of the load, removed afterwards

	Base   Snapshot // that it started as a copy of; without an ID: empty
	store  *Store
	first  bool // nothing was published before
	unlock func()
}

// Options limit what the database of a snapshot in the making may use.
type Options struct {
	// Base finds the snapshot that it starts as a copy of, under the lock: what another load has just published is not passed over.
	// One without an ID, or nil: it starts empty.
	Base        func(context.Context) (Snapshot, error)
	MemoryLimit string // for example 3GB
	Threads     int    // 0: duck's choice, about one per core
}

// Begin takes the lock, clears what an interrupted load left behind and opens a new database.
func (s *Store) Begin(ctx context.Context, options Options) (*Work, error) {
	unlock, err := s.lock()
	if err != nil {
		return nil, err
	}
	work, err := s.begin(ctx, options)
	if err != nil {
		unlock()
		return nil, err
	}
	work.unlock = unlock
	return work, nil
}

func (s *Store) begin(ctx context.Context, options Options) (*Work, error) {
	work := &Work{store: s}
	_, err := s.currentID()
	work.first = errors.Is(err, ErrNone)
	if options.Base != nil {
		if work.Base, err = options.Base(ctx); err != nil {
			return nil, err
		}
	}
	if err := os.RemoveAll(s.tmp()); err != nil {
		return nil, fmt.Errorf("clear what an interrupted load left: %w", err)
	}
	if work.ID, err = s.newID(time.Now()); err != nil {
		return nil, err
	}
	work.Dir = filepath.Join(s.tmp(), work.ID)
	for _, dir := range []string{s.snapshots(), work.Dir} {
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return nil, fmt.Errorf("make folder for the load: %w", err)
		}
	}
	if err := work.open(ctx, options); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.tmp()))
	}
	return work, nil
}

// open makes the database.
func (w *Work) open(ctx context.Context, options Options) error {
	if w.Base.ID != "" {
		if err := copyFile(w.Base.Path, w.path()); err != nil {
			return fmt.Errorf("copy the snapshot before: %w", err)
		}
	}
	var err error
	w.DB, err = duck.Open(ctx, duck.Options{
		Path: w.path(), MemoryLimit: options.MemoryLimit, Threads: options.Threads,
		TempDir: filepath.Join(w.Dir, "spill"), Unordered: true,
	})
	return err
}

// copyFile copies a file, by sharing its blocks where the file system can.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	return out.Close()
}

func (w *Work) path() string { return filepath.Join(w.Dir, "snapshot"+extension) }

// Publish finishes the database, moves it to its place, points to it and removes snapshots beyond keep. A snapshot that is returned
// is published, whatever the error: an old one could not be removed then. The lock is free afterwards, also after an error.
func (w *Work) Publish(ctx context.Context, keep int) (Snapshot, error) {
	defer w.Discard()
	if _, err := w.DB.ExecContext(ctx, "CHECKPOINT"); err != nil {
		return Snapshot{}, fmt.Errorf("finish snapshot: %w", err)
	}
	if err := w.close(); err != nil {
		return Snapshot{}, fmt.Errorf("close snapshot: %w", err)
	}
	if _, err := os.Stat(w.path() + ".wal"); err == nil {
		return Snapshot{}, errors.New("finish snapshot: the database left changes outside its file")
	}
	s := w.store
	if err := os.Chmod(w.path(), 0o640); err != nil { // made by the database, which asks for more
		return Snapshot{}, fmt.Errorf("close snapshot: %w", err)
	}
	if err := s.flush(w.path(), "snapshot"); err != nil {
		return Snapshot{}, err
	}
	if w.first {
		if err := s.markFirst(w.ID); err != nil {
			return Snapshot{}, err
		}
	}
	if err := s.rename(w.path(), s.file(w.ID), "snapshot"); err != nil {
		return Snapshot{}, err
	}
	if err := s.point(w.ID); err != nil {
		return Snapshot{}, err
	}
	published, err := s.Current()
	if err != nil {
		return Snapshot{}, err
	}
	_, err = s.prune(keep)
	return published, err
}

// Discard closes the database, removes what the load wrote and frees the lock. After Publish it does nothing.
func (w *Work) Discard() error {
	closed := w.close()
	removed := os.RemoveAll(w.Dir)
	if w.unlock != nil {
		w.unlock()
		w.unlock = nil
	}
	return errors.Join(closed, removed)
}

func (w *Work) close() error {
	if w.DB == nil {
		return nil
	}
	db := w.DB
	w.DB = nil
	return db.Close()
}

// lock takes the data folder for one writer. The kernel frees it when the process ends, however it ends.
func (s *Store) lock() (unlock func(), err error) {
	if err := os.MkdirAll(s.dir, 0o750); err != nil {
		return nil, Explained(fmt.Errorf("make data folder: %w", err))
	}
	file, err := os.OpenFile(filepath.Join(s.dir, "load.lock"), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, Explained(fmt.Errorf("open lock: %w", err))
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrBusy
		}
		return nil, fmt.Errorf("take lock: %w", err)
	}
	s.Protect()
	return func() { file.Close() }, nil
}
