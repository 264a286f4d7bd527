package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"

	"klarsyn/ingest/read"
	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
)

// readAll makes rows of the files, several at a time and a few ahead, and takes them one after the other in their order.
func (l *loader) readAll(ctx context.Context) error {
	defer collectSeldom()()
	ctx, cancel := context.WithCancel(ctx)
	var readers sync.WaitGroup
	defer readers.Wait()
	defer cancel()
	type outcome struct {
		made *made
		err  error
	}
	outcomes := make([]chan outcome, len(l.deliveries))
	for i := range outcomes {
		outcomes[i] = make(chan outcome, 1)
	}
	reading := make(chan struct{}, runtime.NumCPU()+1) // one more than cores, for one waits for the disk
	readers.Go(func() {
		for i, d := range l.deliveries {
			select {
			case reading <- struct{}{}:
			case <-ctx.Done():
				return
			}
			readers.Go(func() {
				made, err := l.makeRows(ctx, d, filepath.Join(l.work.Dir, "file-"+strconv.Itoa(i)))
				<-reading // not when the file is taken in: a long one would hold up those after it
				outcomes[i] <- outcome{made, err}
			})
		}
	})
	for i, d := range l.deliveries {
		var got outcome
		select {
		case got = <-outcomes[i]:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := l.take(d, got.made, got.err); err != nil {
			return fmt.Errorf("load %s: %w", d.name, err)
		}
	}
	return l.showRows(ctx)
}

// collectSeldom lets garbage grow while files are read, where little of what is made lives on: a tenth of the reading was collecting
// it. What lives on, the keys of a large load, is held under a bound. The function returned puts back what was.
func collectSeldom() func() {
	percent, limit := debug.SetGCPercent(400), debug.SetMemoryLimit(1536<<20)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// made is what reading one file gave.
type made struct {
	file *read.File
	rows *rows.Maker
	dir  string // with a Parquet file of rows for each table
}

// makeRows reads one file and keeps the rows of its records in a folder of their own.
func (l *loader) makeRows(ctx context.Context, d *delivery, dir string) (*made, error) {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	var maker *rows.Maker
	file, err := read.Normalise(ctx, d.path, d.group, read.Options{
		Dir: l.work.Dir, Parquet: l.parquet,
		Progress: func(done, _ int64) { l.progress.bytes(d.path, d.name, done) },
	}, func(columns []string) (read.Take, error) {
		var err error
		if maker, err = rows.New(d.source, d.group, l.tables, d.name, columns, dir, l.noted, l.calendar()); err != nil {
			return nil, err
		}
		return maker.Take, nil
	})
	if maker != nil {
		if closed := maker.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &made{file, maker, dir}, nil
}

// take takes in one file that was read, unless it is refused or known.
func (l *loader) take(d *delivery, read *made, err error) error {
	if err != nil {
		if refused(err) {
			d.sum.Refused = err
			return nil
		}
		return err
	}
	if name, known := l.hashes[read.file.SHA256]; known {
		d.sum.Skipped = "same content as " + name + ", which is loaded already"
		return os.RemoveAll(read.dir)
	}
	l.hashes[read.file.SHA256] = d.name
	d.id, d.sha256, d.made = l.first+l.taken(), read.file.SHA256, read.rows
	d.lines, d.faults, d.findings = read.file.Lines, read.file.Faults, read.file.Findings
	d.sum.DeliveryID, d.sum.Read, d.sum.Repaired = d.id, read.file.Records, read.rows.Repaired
	if d.source.ID != source.CanonicalID { // whose columns are optional by design
		d.sum.Absent = read.rows.Absent
	}
	if err := os.Rename(read.dir, l.rowsDir(d)); err != nil {
		return fmt.Errorf("keep rows: %w", err)
	}
	l.progress.loaded(d.name, read.rows.Made)
	return nil
}

func refused(err error) bool {
	var refusal *read.Refusal
	return errors.As(err, &refusal)
}
