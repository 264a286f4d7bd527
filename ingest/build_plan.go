package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// A job makes one derived table, or runs one check.
type job struct {
	file    sqlfiles.File
	isCheck bool
	waits   int    // jobs to be done before it
	next    []*job // jobs that wait for it
	reads   []*job // tables for the build only that it reads
	readers int    // of a table for the build only: jobs that are still to read it
}

// await makes a job wait for what it reads.
func (j *job) await(needed *job) {
	j.waits++
	needed.next = append(needed.next, j)
	if onlyBuilds(needed.file) {
		needed.readers++
		j.reads = append(j.reads, needed)
	}
}

// planBuild lists core tables, checks and marts so that each stands after what it reads: the derived tables that its "from"
// names, and every check where it shows what checks found.
func planBuild(tree fs.FS) ([]*job, error) {
	var tables, checks []sqlfiles.File
	for _, folder := range []string{"core", "marts", "quality"} {
		files, err := sqlfiles.Read(tree, folder)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", folder, err)
		}
		if folder == "quality" {
			checks = files
		} else {
			tables = append(tables, files...)
		}
	}
	tables, err := dependencyOrder(tables)
	if err != nil {
		return nil, err
	}
	var jobs, checking []*job
	makes := make(map[string]*job, len(tables))
	for _, table := range tables {
		makes[table.Name()] = &job{file: table}
		jobs = append(jobs, makes[table.Name()])
	}
	for _, check := range checks {
		checking = append(checking, &job{file: check, isCheck: true})
	}
	jobs = append(jobs, checking...)
	for _, j := range jobs {
		for _, name := range j.file.List("from") {
			if needed, derived := makes[name]; derived {
				j.await(needed)
			} else if name == "quality_finding" {
				for _, check := range checking {
					j.await(check)
				}
			}
		}
	}
	return jobs, nil
}

// dependencyOrder sorts files so that each stands after those its "from" names. Names outside the list are
// canonical tables.
func dependencyOrder(files []sqlfiles.File) ([]sqlfiles.File, error) {
	byName := make(map[string]sqlfiles.File, len(files))
	for _, file := range files {
		byName[file.Name()] = file
	}
	ordered := make([]sqlfiles.File, 0, len(files))
	state := make(map[string]int, len(files)) // 1: being visited, 2: placed
	var visit func(name string, trail []string) error
	visit = func(name string, trail []string) error {
		file, derived := byName[name]
		if !derived || state[name] == 2 {
			return nil
		}
		if state[name] == 1 {
			return fmt.Errorf("%s: tables need each other in a circle: %s", file.Path, strings.Join(append(trail, name), " → "))
		}
		state[name] = 1
		for _, needed := range file.List("from") {
			if err := visit(needed, append(trail, name)); err != nil {
				return err
			}
		}
		state[name] = 2
		ordered = append(ordered, file)
		return nil
	}
	for _, file := range files {
		if err := visit(file.Name(), nil); err != nil {
			return nil, err
		}
	}
	return ordered, nil
}

// atOnce is how many statements run at the same time: while one writes on a single core, as it does where rows keep their order,
// another has the rest.
const atOnce = 2

// A building is the jobs of a build under way.
type building struct {
	tree     fs.FS
	ready    chan *job // wait for nothing
	progress BuildProgress

	mu    sync.Mutex
	done  int
	total int
}

func runJobs(ctx context.Context, db *sql.DB, tree fs.FS, jobs []*job, progress BuildProgress) error {
	b := &building{tree: tree, ready: make(chan *job, len(jobs)), progress: progress, total: len(jobs)}
	for _, j := range jobs {
		if j.waits == 0 {
			b.ready <- j
		}
	}
	workers, ctx := errgroup.WithContext(ctx)
	for range atOnce {
		workers.Go(func() error { return b.work(ctx, db) })
	}
	return workers.Wait()
}

// work takes jobs until all are done.
func (b *building) work(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx) // temporary tables and settings belong to it
	if err != nil {
		return fmt.Errorf("build snapshot: %w", err)
	}
	defer conn.Close()
	if err := execAll(ctx, conn, "SET SESSION search_path = 'main,"+scratch+".main'"); err != nil {
		return fmt.Errorf("build snapshot: %w", err)
	}
	// The connection is used again when the scratch tables are gone.
	return errors.Join(b.takeJobs(ctx, conn), execAll(context.WithoutCancel(ctx), conn, "RESET SESSION search_path"))
}

func (b *building) takeJobs(ctx context.Context, conn *sql.Conn) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case j, more := <-b.ready:
			if !more {
				return nil
			}
			b.tell(j)
			if err := b.run(ctx, conn, j); err != nil {
				return fmt.Errorf("build %s: %w", j.file.Path, err)
			}
		}
	}
}

func (b *building) tell(j *job) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.progress != nil {
		b.progress(j.file.Name(), b.done, b.total)
	}
}

func (b *building) run(ctx context.Context, conn *sql.Conn, j *job) error {
	work := func() error { return buildTable(ctx, conn, b.tree, j.file) }
	if j.isCheck {
		work = func() error { return runCheck(ctx, conn, j.file) }
	}
	if err := work(); err != nil {
		return err
	}
	for _, table := range b.finish(j) {
		if err := execAll(ctx, conn, "DROP TABLE "+scratch+"."+duck.Identifier(table)); err != nil {
			return err
		}
	}
	return nil
}

// finish lets go what waited for a job, and names the tables for the build only that nobody is to read any more.
func (b *building) finish(j *job) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, next := range j.next {
		if next.waits--; next.waits == 0 {
			b.ready <- next
		}
	}
	if b.done++; b.done == b.total {
		close(b.ready)
	}
	var unread []string
	for _, table := range j.reads {
		if table.readers--; table.readers == 0 {
			unread = append(unread, table.file.Name())
		}
	}
	return unread
}
