package saved

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// write puts an analysis in its place at once: a file beside it is written, flushed and renamed over it, so that whatever
// instant the process dies at, the old one or the new one stands there whole. The caller holds the lock.
func (s *Store) write(id string, analysis Analysis) (File, error) {
	analysis = analysis.tidy()
	analysis.Schema = 1
	analysis.Created, analysis.Changed = analysis.Created.UTC().Truncate(time.Second), s.now().UTC().Truncate(time.Second)
	content, err := analysis.Format()
	if err != nil {
		return File{}, err
	}
	if analysis, err = Parse(Name(id), content); err != nil { // what is written can be read
		return File{}, err
	}
	file, err := os.CreateTemp(s.dir, "."+id+"-*")
	if err != nil {
		return File{}, fmt.Errorf("write %s: %w", Name(id), err)
	}
	defer os.Remove(file.Name()) // nothing is left there after the rename
	s.step("made")
	_, err = file.Write(content)
	s.step("written")
	if err = errors.Join(err, file.Chmod(0o640), file.Sync(), file.Close()); err != nil {
		return File{}, fmt.Errorf("write %s: %w", Name(id), err)
	}
	s.step("flushed")
	if err := os.Rename(file.Name(), s.path(id)); err != nil {
		return File{}, fmt.Errorf("write %s: %w", Name(id), err)
	}
	s.step("renamed")
	if err := flush(s.dir); err != nil {
		return File{}, err
	}
	return File{Analysis: analysis, ID: id, Version: version(content)}, nil
}

// flush waits until a folder's names are on disk.
func flush(folder string) error {
	opened, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("flush the saved analyses: %w", err)
	}
	defer opened.Close()
	if err := opened.Sync(); err != nil {
		return fmt.Errorf("flush the saved analyses: %w", err)
	}
	return nil
}

// lock lets one writer at a time in. The kernel frees it when the process ends, however it ends.
func (s *Store) lock() (unlock func(), err error) {
	if err := os.MkdirAll(s.dir, 0o750); err != nil {
		return nil, fmt.Errorf("make the folder of saved analyses: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(s.dir, ".lock"), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, fmt.Errorf("lock the saved analyses: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the saved analyses: %w", err), file.Close())
	}
	return func() { file.Close() }, nil
}
