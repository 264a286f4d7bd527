// Package sql holds what Klarsyn computes: the canonical schema, the derived tables, the marts,
// the analyses, the code sets and the pathways, as files, and reads their headers.
package sql

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

//go:embed all:schema all:core all:marts all:analyses all:pathways all:codes all:values all:quality sources.csv
var embedded embed.FS

// Files is the tree below sql/: schema, core, marts, analyses, pathways, codes, values and quality, and the list of sources.
func Files() fs.FS { return embedded }

// Read parses every .sql file below dir, sorted by path. Errors of all files are reported together.
func Read(tree fs.FS, dir string) ([]File, error) {
	var paths []string
	err := fs.WalkDir(tree, dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(name) == ".sql" {
			paths = append(paths, name)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", dir, err)
	}
	sort.Strings(paths)
	files := make([]File, 0, len(paths))
	var faults faultList
	for _, name := range paths {
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		file, err := Parse(name, string(text))
		if err != nil {
			faults = append(faults, err)
			continue
		}
		files = append(files, file)
	}
	return files, faults.join()
}

// Name is the file's base name without extension: the table, mart, or last part of an analysis id.
func (f File) Name() string { return strings.TrimSuffix(path.Base(f.Path), ".sql") }
