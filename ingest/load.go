package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"klarsyn/ingest/rows"
	"klarsyn/ingest/snapshot"
	"klarsyn/ingest/source"
)

// Load reads files, holds back the records that break the contract, and publishes the rest with what the snapshot
// before holds as a new snapshot. After an error, or when the process is killed, the published snapshot is as it was
// and the load can be run again. The report tells what was found also when there is an error.
//
// Errors are a *UsageError, a *GateError (a file is refused, or too many records break a rule), snapshot.ErrBusy, a *snapshot.Mishap
// (the data folder has lost a part, ErrDiskFull), or of the machine.
func Load(ctx context.Context, options Options) (*Report, error) {
	started := time.Now().UTC()
	report := &Report{DryRun: options.DryRun}
	l := &loader{options: options.withDefaults(), report: report, started: started, hashes: map[string]string{}, shrunk: map[string]bool{}, first: 1}
	err := withCause(l.run(ctx))
	report.Elapsed = time.Since(started)
	return report, err
}

// A loader is one load under way.
type loader struct {
	options    Options
	report     *Report
	started    time.Time
	work       *snapshot.Work
	conn       *sql.Conn // temporary tables belong to it
	tables     []source.Canonical
	deliveries []*delivery
	faults     []rows.Fault      // found when all files were read, by number, from 1
	noted      map[string]bool   // tables whose keys are noted when their files are read
	shrunk     map[string]bool   // tables whose rows are not all kept
	hashes     map[string]string // sha256 of the files loaded so far → their name
	earlier    []earlier         // deliveries of the snapshot before
	renews     bool              // a file replaces an earlier one whole
	previous   bool              // the tables hold what the snapshot before held
	first      int               // id of this load's first delivery
	progress   *tracker
}

func (l *loader) run(ctx context.Context) error {
	deliveries, unmatched, err := plan(l.options)
	l.report.Unmatched = unmatched
	if err != nil {
		return err
	}
	l.deliveries = deliveries
	l.report.Files = make([]FileReport, len(deliveries))
	var total int64
	for i, d := range deliveries {
		d.sum = &l.report.Files[i]
		d.sum.File, d.sum.Source = d.name, d.source.ID
		total += d.info.Size()
	}
	l.progress = newTracker(l.options.Progress, total)
	if l.tables, err = source.Schema(l.options.Tree); err != nil {
		return err
	}
	l.noteKeys()
	l.phase(StagePrepare)
	store := snapshot.At(l.options.Data)
	store.Step, store.Wanted = l.options.Step, l.options.Wanted
	base := func(ctx context.Context) (snapshot.Snapshot, error) { return l.base(ctx, store) }
	l.work, err = store.Begin(ctx, snapshot.Options{Base: base, MemoryLimit: l.options.MemoryLimit, Threads: l.options.Threads})
	if err != nil {
		return err
	}
	defer l.work.Discard()
	before := l.work.Base
	err = l.fill(ctx, before)
	if l.conn != nil {
		err = errors.Join(err, l.conn.Close())
	}
	if err = before.Damage(err); err != nil || l.options.DryRun || l.taken() == 0 {
		return err
	}
	l.phase(StageBuild)
	if err := Build(ctx, l.work.DB, l.options.Tree, l.progress.step); err != nil {
		return fmt.Errorf("build snapshot: %w", before.Damage(err))
	}
	l.phase(StagePublish)
	published, err := l.work.Publish(ctx, l.options.Keep)
	switch {
	case err != nil && published.ID == "":
		return fmt.Errorf("publish snapshot: %w", err)
	case err != nil:
		l.options.Log.Warn("old snapshots could not be removed", "error", err)
	}
	l.report.Snapshot = published.ID
	l.options.Log.Info("snapshot published", "snapshot", published.ID, "seconds", time.Since(l.started).Seconds())
	return nil
}

// base finds the snapshot that the load goes on from; none in a new folder. One that cannot be read, or is lost, stops the load:
// what it publishes would lack all that was loaded before.
func (l *loader) base(ctx context.Context, store *snapshot.Store) (snapshot.Snapshot, error) {
	before, err := store.Current()
	if errors.Is(err, snapshot.ErrNone) {
		return snapshot.Snapshot{}, nil
	}
	if err != nil {
		return snapshot.Snapshot{}, err
	}
	return before, before.Check(ctx, l.options.Version)
}

// fill makes the canonical tables of the new snapshot.
func (l *loader) fill(ctx context.Context, before snapshot.Snapshot) error {
	if err := l.prepare(ctx, before); err != nil {
		return err
	}
	l.phase(StageRead)
	if err := l.readAll(ctx); err != nil {
		return err
	}
	if l.taken() > 0 {
		l.phase(StageCheck)
		if err := l.settle(ctx); err != nil {
			return err
		}
	}
	debug.FreeOSMemory() // what reading took; from here on the memory is DuckDB's
	if err := l.gate(ctx); err != nil {
		return err
	}
	if l.taken() == 0 {
		return nil
	}
	l.phase(StageMerge)
	return l.merge(ctx)
}

// prepare makes the tables, with what the snapshot before holds.
func (l *loader) prepare(ctx context.Context, before snapshot.Snapshot) error {
	conn, err := l.work.DB.Conn(ctx)
	if err != nil {
		return fmt.Errorf("open snapshot: %w", err)
	}
	l.conn = conn
	if before.ID == "" {
		err = CreateTables(ctx, l.work.DB, l.options.Tree)
	} else {
		err = l.adopt(ctx, before)
	}
	if err != nil {
		return err
	}
	if err := l.settleRegion(); err != nil {
		return err
	}
	err = execAll(ctx, conn,
		"CREATE TEMP TABLE held (delivery_id INTEGER, record BIGINT, fault INTEGER)", // found when all files were read
		"CREATE TEMP TABLE touched (delivery_id INTEGER, record BIGINT)",
		clashes)
	if err != nil {
		return fmt.Errorf("prepare tables: %w", err)
	}
	return nil
}

// calendar is what the days of this load's records are judged by.
func (l *loader) calendar() source.Calendar {
	calendar := source.Calendar{Today: source.DayOf(l.options.Today)}
	if l.options.Period != nil {
		calendar.PeriodTo = l.options.Period.To
	}
	return calendar
}

// taken is how many files the load takes in.
func (l *loader) taken() int {
	n := 0
	for _, d := range l.deliveries {
		if d.id > 0 {
			n++
		}
	}
	return n
}

func (l *loader) exec(ctx context.Context, statement string, args ...any) (int64, error) {
	result, err := l.conn.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// materialise makes a temporary table of a query's rows and counts them.
func (l *loader) materialise(ctx context.Context, table, query string) (int64, error) {
	if _, err := l.exec(ctx, "CREATE OR REPLACE TEMP TABLE "+table+" AS "+query); err != nil {
		return 0, err
	}
	return l.count(ctx, "SELECT count(*) FROM temp."+table)
}

// count runs a query that gives one number.
func (l *loader) count(ctx context.Context, query string, args ...any) (int64, error) {
	var n int64
	err := l.conn.QueryRowContext(ctx, query, args...).Scan(&n)
	return n, err
}

func (l *loader) phase(stage Stage) {
	l.progress.begin(stage)
	l.options.Step("phase " + string(stage))
}
