package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"klarsyn/ingest/snapshot"
)

// measureMonth loads the last month once more onto the whole region: its contacts with diagnoses and costs, its
// dispensings and its laboratory results, which replace those loaded before.
func measureMonth(ctx context.Context, b *bench) ([]row, error) {
	files, err := b.region(ctx)
	if err != nil {
		return nil, err
	}
	data, err := b.loaded(ctx)
	if err != nil {
		return nil, err
	}
	folder, err := b.folder("delivery-month")
	if err != nil {
		return nil, err
	}
	month := &delivery{folder: folder, home: files.home}
	if month.rows, err = cutMonth(files, folder); err != nil {
		return nil, err
	}
	var took times
	var memory int64
	for range b.sizes.rounds {
		used, err := b.loadOnto(ctx, data, month)
		if err != nil {
			return nil, err
		}
		if used.Rows != month.rows {
			return nil, fmt.Errorf("the load read %d rows of a month of %d", used.Rows, month.rows)
		}
		took = append(took, seconds(used.Seconds))
		memory = max(memory, used.Memory)
	}
	return []row{{
		what:     fmt.Sprintf("one month loaded onto %d years (the last one, sent again)", files.years),
		size:     fmt.Sprintf("%s rows onto %s", million(month.rows), million(files.rows)),
		measured: fmt.Sprintf("%s, %s", took, megabytes(memory)), budget: "≤ 60 s", verdict: judge(took.p95() <= time.Minute),
	}}, nil
}

// loadOnto loads onto the published snapshot of another folder, which stays as it is: snapshots are never changed, so
// that a link to the file is as good as a copy.
func (b *bench) loadOnto(ctx context.Context, data string, files *delivery) (used usage, err error) {
	current, err := snapshot.At(data).Current()
	if err != nil {
		return used, err
	}
	copied, err := os.MkdirTemp(b.dir, "onto-")
	if err != nil {
		return used, fmt.Errorf("make a data folder: %w", err)
	}
	defer os.RemoveAll(copied)
	snapshots := filepath.Join(copied, filepath.Base(filepath.Dir(current.Path)))
	err = errors.Join(os.Mkdir(snapshots, 0o750), os.Link(current.Path, filepath.Join(snapshots, filepath.Base(current.Path))),
		snapshot.At(copied).Publish(ctx, current.ID))
	if err != nil {
		return used, fmt.Errorf("take over the snapshot: %w", err)
	}
	return runLoad(ctx, files, copied)
}

// A monthly file is cut by the day in a column, or follows the contacts of the stays that were cut.
type monthly struct{ pattern, column string }

// inMonth are the files of a monthly delivery, stays first. An empty column: rows of the stays' contacts.
func inMonth(year int) []monthly {
	named := func(name string) string { return fmt.Sprintf(name, year) }
	return []monthly{
		{named("par_sv_%d.csv"), "INDATUM"}, {named("par_ov_%d.csv"), "INDATUM"}, {named("primarvard_%d.csv"), "Besöksdatum"},
		{named("kpp_vardkontakt_%d.csv"), ""}, {named("kpp_kostnadspost_%d.csv"), ""}, {named("lmed_%d.csv"), "EDATUM"}, {"lab_ntprobnp.csv", "provtid"},
	}
}

// cutMonth writes the rows of a delivery's last month as a delivery of its own, and counts them.
func cutMonth(from *delivery, to string) (int64, error) {
	contacts := map[string]bool{}
	var total int64
	for _, file := range inMonth(from.lastYear) {
		keep := func(fields [][]byte, day int) bool { return contacts[string(fields[0])] }
		if file.column != "" {
			keep = func(fields [][]byte, day int) bool {
				in := bytes.HasPrefix(bytes.ReplaceAll(fields[day], []byte("-"), nil), []byte(from.lastDay.Format("200601")))
				if in {
					contacts[string(fields[0])] = true
				}
				return in
			}
		}
		rows, err := cut(filepath.Join(from.folder, file.pattern), filepath.Join(to, file.pattern), file.column, keep)
		if errors.Is(err, fs.ErrNotExist) {
			continue // not every region delivers every file
		}
		if err != nil {
			return 0, fmt.Errorf("cut %s: %w", file.pattern, err)
		}
		total += rows
	}
	if total == 0 {
		return 0, errors.New("the last month has no rows")
	}
	return total, nil
}

// cut copies the header and the rows to keep, and counts them. A file of which nothing is kept is not written.
func cut(from, to, column string, keep func(fields [][]byte, at int) bool) (int64, error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	if !lines.Scan() {
		return 0, errors.New("the file is empty")
	}
	header := bytes.Clone(lines.Bytes())
	delimiter, at := byte(';'), 0
	for _, candidate := range []byte("\t;,") {
		if bytes.IndexByte(header, candidate) >= 0 {
			delimiter = candidate
			break
		}
	}
	if column != "" {
		names := strings.Split(string(header), string(delimiter))
		if at = slices.Index(names, column); at < 0 {
			return 0, fmt.Errorf("the column %s is missing", column)
		}
	}
	kept := append(header, '\n')
	var rows int64
	for lines.Scan() {
		fields := bytes.Split(lines.Bytes(), []byte{delimiter})
		if len(fields) > at && keep(fields, at) {
			kept = append(append(kept, lines.Bytes()...), '\n')
			rows++
		}
	}
	if err := lines.Err(); err != nil || rows == 0 {
		return 0, err
	}
	return rows, os.WriteFile(to, kept, 0o644)
}
