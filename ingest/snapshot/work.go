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

// ErrBusy says that another process writes in the data folder.
var ErrBusy = errors.New("another load or publication is running in the same data folder: wait until it is done and run this again")

// Work is a snapshot in the making. It holds the data folder's lock until it is published or discarded.
type Work struct {
	ID  string
	DB  *sql.DB
	Dir string // for files of the load, removed afterwards

	store  *Store
	unlock func()
}

// Options limit what the database of a snapshot in the making may use.
type Options struct {
	Base        string // database file that it starts as a copy of; "": empty
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
	if err := os.RemoveAll(s.tmp()); err != nil {
		return nil, fmt.Errorf("clear what an interrupted load left: %w", err)
	}
	os.Remove(s.pointer() + ".new") // of an interrupted publication; absent as a rule
	id, err := s.newID(time.Now())
	if err != nil {
		return nil, err
	}
	work := &Work{ID: id, Dir: filepath.Join(s.tmp(), id), store: s}
	for _, dir := range []string{s.snapshots(), work.Dir} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("make folder for the load: %w", err)
		}
	}
	if options.Base != "" {
		if err := copyFile(options.Base, work.path()); err != nil {
			return nil, errors.Join(fmt.Errorf("copy the snapshot before: %w", err), os.RemoveAll(s.tmp()))
		}
	}
	work.DB, err = duck.Open(ctx, duck.Options{
		Path: work.path(), MemoryLimit: options.MemoryLimit, Threads: options.Threads,
		TempDir: filepath.Join(work.Dir, "spill"), Unordered: true,
	})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.tmp()))
	}
	return work, nil
}

// copyFile copies a file, by sharing its blocks where the file system can.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	return out.Close()
}

func (w *Work) path() string { return filepath.Join(w.Dir, "snapshot"+extension) }

// Publish finishes the database, moves it to its place, points to it and removes snapshots beyond keep.
// The lock is free afterwards, also after an error.
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
	if err := s.flush(w.path(), "snapshot"); err != nil {
		return Snapshot{}, err
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
	if _, err := s.prune(keep); err != nil {
		return published, err
	}
	return published, nil
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
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(s.dir, "load.lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrBusy
		}
		return nil, fmt.Errorf("take lock: %w", err)
	}
	return func() { file.Close() }, nil
}
