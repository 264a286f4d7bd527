package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"

	"klarsyn/ingest/read"
	"klarsyn/sql/duck"
)

// readAll normalises the files, several at a time and a few ahead, and loads them one after the other in their order.
func (l *loader) readAll(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var readers sync.WaitGroup
	defer readers.Wait()
	defer cancel()
	type outcome struct {
		file *read.File
		err  error
	}
	outcomes := make([]chan outcome, len(l.deliveries))
	for i := range outcomes {
		outcomes[i] = make(chan outcome, 1)
	}
	ahead := make(chan struct{}, runtime.NumCPU()+1)
	readers.Go(func() {
		for i, d := range l.deliveries {
			select {
			case ahead <- struct{}{}:
			case <-ctx.Done():
				return
			}
			readers.Go(func() {
				file, err := l.normalise(ctx, d)
				outcomes[i] <- outcome{file, err}
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
		if err := l.take(ctx, d, got.file, got.err); err != nil {
			return fmt.Errorf("load %s: %w", d.name, err)
		}
		<-ahead
	}
	return nil
}

func (l *loader) normalise(ctx context.Context, d *delivery) (*read.File, error) {
	return read.Normalise(ctx, d.path, d.group, read.Options{
		Dir: l.work.Dir, Parquet: l.parquet,
		Progress: func(done, _ int64) { l.progress.bytes(d.path, d.name, done) },
	})
}

// parquet writes a Parquet file as CSV, for package read.
func (l *loader) parquet(ctx context.Context, parquet, csv string) error {
	_, err := l.work.DB.ExecContext(ctx, "COPY (SELECT * FROM read_parquet("+duck.Quote(parquet)+")) TO "+duck.Quote(csv)+" (FORMAT csv, HEADER)")
	return err
}

// take loads one file that was read, unless it is refused or known.
func (l *loader) take(ctx context.Context, d *delivery, file *read.File, err error) error {
	if err != nil {
		var refusal *read.Refusal
		if errors.As(err, &refusal) {
			d.sum.Refused = err
			return nil
		}
		return err
	}
	defer os.Remove(file.Path)
	if name, known := l.hashes[file.SHA256]; known {
		d.sum.Skipped = "same content as " + name + ", which is loaded already"
		return nil
	}
	l.hashes[file.SHA256] = d.name
	d.id, d.faults, d.sha256 = l.first+l.taken(), file.Faults, file.SHA256
	d.sum.DeliveryID, d.sum.Read = d.id, file.Records
	if err := l.stage(ctx, d, file); err != nil {
		return err
	}
	l.progress.loaded(d.name, d.staged)
	return nil
}

// stage gathers the rows of one file's records, notes the records that break a rule of their own, and takes their rows
// out again: a record is loaded whole or held back whole. Each table reads the file once; that is cheaper than a
// copy of its text.
func (l *loader) stage(ctx context.Context, d *delivery, file *read.File) error {
	present := map[string]bool{}
	for _, name := range file.Columns {
		present[name] = true
	}
	cells := cellsOf(file)
	records := file.Records - int64(len(file.Faults))
	seen, faulty := int64(-1), []string{}
	for i := range d.group.Tables {
		table := &d.group.Tables[i]
		m := newMapping(d.source, d.group, table, present)
		view := m.view(cells, len(l.faults))
		l.faults = append(l.faults, m.kinds...)
		inserted, err := l.exec(ctx, m.insert(view, d.id))
		if err != nil {
			return fmt.Errorf("gather rows of %s: %w", table.Name, err)
		}
		if table.Rows == nil && table.When == nil {
			seen = inserted
		}
		faulty = append(faulty, fmt.Sprintf("SELECT %s AS record, fault FROM %s WHERE delivery_id = %d AND fault IS NOT NULL", recordColumn, fresh(table.Name), d.id))
		if m.before != "" {
			if err := l.countRepaired(ctx, d, m, view); err != nil {
				return err
			}
		}
	}
	if seen < 0 {
		var err error
		if seen, err = l.count(ctx, "SELECT count(*) FROM ("+cells+")"); err != nil {
			return fmt.Errorf("count records: %w", err)
		}
	}
	if seen != records {
		return fmt.Errorf("read records: DuckDB saw %d of %d", seen, records)
	}
	held, err := l.exec(ctx, fmt.Sprintf("INSERT INTO held SELECT %d, record, min(fault) FROM (%s) GROUP BY record", d.id, strings.Join(faulty, "\nUNION ALL ")))
	if err != nil {
		return fmt.Errorf("note faulty records: %w", err)
	}
	d.staged = seen - held
	if held == 0 {
		return nil
	}
	if err := l.removeHeld(ctx, d); err != nil {
		return err
	}
	return l.examples(ctx, d, file, cells)
}

// removeHeld deletes the rows of a delivery's held records from all tables.
func (l *loader) removeHeld(ctx context.Context, d *delivery) error {
	for _, table := range d.group.Tables {
		_, err := l.exec(ctx, fmt.Sprintf("DELETE FROM %s WHERE delivery_id = %d AND %s IN (SELECT record FROM held WHERE delivery_id = %d)",
			fresh(table.Name), d.id, recordColumn, d.id))
		if err != nil {
			return fmt.Errorf("take held records out of %s: %w", table.Name, err)
		}
	}
	return nil
}

func (l *loader) countRepaired(ctx context.Context, d *delivery, m mapping, view string) error {
	n, err := l.count(ctx, "SELECT count(DISTINCT "+recordColumn+") FROM ("+view+") WHERE repaired AND fault IS NULL")
	if err != nil {
		return fmt.Errorf("count repaired records of %s: %w", m.table.Name, err)
	}
	d.sum.Repaired += n
	return nil
}
