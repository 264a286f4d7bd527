package ingest

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"klarsyn/ingest/read"
	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
)

// A delivery is one file that a load reads, with the source it fits.
type delivery struct {
	id       int // as in the table delivery; 0 until the file is loaded
	path     string
	name     string      // base name
	info     fs.FileInfo // as the file was when the load began
	source   *source.Source
	group    *source.Group
	lines    read.Lines      // of its records
	faults   []read.Fault    // records that could not be split into fields
	findings source.Findings // in the file's cells
	sha256   string
	made     *rows.Maker // of the other records
	sum      *FileReport // in the report
}

// feeds tells whether the file's records make rows of a canonical table.
func (d *delivery) feeds(table string) bool {
	_, ok := d.group.Table(table)
	return ok
}

// plan lists the files in the order in which they are loaded: by base name, then source, then path, whatever the
// order of arguments and file system. A later file is the newer one: its records replace those of an earlier file
// with the same key.
func plan(options Options) (deliveries []*delivery, unmatched []string, err error) {
	files, err := list(options.Paths)
	if err != nil {
		return nil, nil, err
	}
	var faults []error
	for _, path := range files {
		fits, err := fit(path, options.Sources)
		switch {
		case err != nil:
			faults = append(faults, err)
		case fits == nil:
			unmatched = append(unmatched, read.Name(path))
		default:
			deliveries = append(deliveries, fits)
		}
	}
	if faults != nil {
		return nil, nil, &UsageError{errors.Join(faults...).Error()}
	}
	slices.Sort(unmatched)
	if len(deliveries) == 0 {
		return nil, unmatched, usage("no file in %s fits %s; expected names like %s", strings.Join(options.Paths, ", "), names(options.Sources), patterns(options.Sources))
	}
	slices.SortFunc(deliveries, func(a, b *delivery) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.source.ID, b.source.ID), strings.Compare(a.path, b.path))
	})
	return deliveries, unmatched, nil
}

// fit finds the one source that a file belongs to; nil when it belongs to none.
func fit(path string, sources []*source.Source) (*delivery, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("look at %s: %w", read.Name(path), err)
	}
	if !info.Mode().IsRegular() {
		return nil, usage("%s is not a regular file: expected a file that can be read twice; copy it to one", read.Name(path))
	}
	var found *delivery
	for _, src := range sources {
		group, ok := src.Group(path)
		if !ok {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("%s fits the sources %s and %s; give one of them, or narrow files: in one", read.Name(path), found.source.ID, src.ID)
		}
		found = &delivery{path: path, name: read.Name(path), info: info, source: src, group: group}
	}
	return found, nil
}

// list finds the files that the paths name: files themselves, and everything below folders but hidden files.
func list(paths []string) ([]string, error) {
	if len(paths) == 0 {
		return nil, usage("expected a folder or files to load")
	}
	var files []string
	seen := map[string]bool{}
	for _, root := range paths {
		if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
			return nil, usage("%s does not exist; give the folder or the files of the delivery", root)
		}
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			hidden := strings.HasPrefix(entry.Name(), ".") && path != root
			switch {
			case entry.IsDir() && hidden:
				return fs.SkipDir
			case entry.IsDir() || hidden:
				return nil
			}
			whole, err := filepath.Abs(path)
			if err != nil {
				return err
			}
			if !seen[whole] {
				seen[whole] = true
				files = append(files, whole)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", root, err)
		}
	}
	return files, nil
}

func names(sources []*source.Source) string {
	var ids []string
	for _, src := range sources {
		ids = append(ids, src.ID)
	}
	return "the source " + strings.Join(ids, " or ")
}

func patterns(sources []*source.Source) string {
	var list []string
	for _, src := range sources {
		for _, group := range src.Groups {
			list = append(list, group.Patterns[0])
		}
	}
	if len(list) > 8 {
		list = append(list[:8], "…")
	}
	return strings.Join(list, ", ")
}
