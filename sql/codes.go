package sql

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// RegionCodes is where a region's own code sets stand in the tree: a set named there replaces the shipped set of the
// same id whole.
const RegionCodes = "codes/region"

// unconfirmed begins the source of codes that nobody has checked against the code system yet.
const unconfirmed = "remembered, unconfirmed"

// UnconfirmedSets names the code sets in use whose codes nobody has confirmed.
func UnconfirmedSets(tree fs.FS) ([]string, error) {
	sources := map[string]bool{}
	replaced := map[string]bool{}
	for _, folder := range []string{RegionCodes, "codes"} {
		files, err := fs.Glob(tree, folder+"/*.csv")
		if err != nil {
			return nil, fmt.Errorf("list code sets: %w", err)
		}
		for _, file := range files {
			if path.Base(file) == "sets.csv" {
				continue
			}
			records, err := ReadCSV(tree, file, 8)
			if err != nil {
				return nil, err
			}
			for _, record := range records {
				switch set := record[0]; {
				case folder == RegionCodes:
					replaced[set] = true
				case !replaced[set] && strings.HasPrefix(record[5], unconfirmed):
					sources[set] = true
				}
			}
		}
	}
	sets := make([]string, 0, len(sources))
	for set := range sources {
		sets = append(sets, set)
	}
	slices.Sort(sets)
	return sets, nil
}

// WithRegionCodes adds a region's own code sets, the .csv files of a folder, to the shipped tree. A folder that does
// not exist adds nothing.
func WithRegionCodes(tree fs.FS, folder string) fs.FS {
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return tree
	}
	return overlay{tree: tree, own: os.DirFS(folder)}
}

// An overlay is a tree with one more folder, at RegionCodes.
type overlay struct{ tree, own fs.FS }

// Open opens a file of the folder or of the tree.
func (o overlay) Open(name string) (fs.File, error) {
	if name == RegionCodes {
		return o.own.Open(".")
	}
	if inside, found := strings.CutPrefix(name, RegionCodes+"/"); found {
		return o.own.Open(inside)
	}
	return o.tree.Open(name)
}

// ReadDir lists a folder; codes holds the added folder too.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == RegionCodes {
		return fs.ReadDir(o.own, ".")
	}
	entries, err := fs.ReadDir(o.tree, name)
	if err != nil || name != path.Dir(RegionCodes) {
		return entries, err
	}
	info, err := fs.Stat(o.own, ".")
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", RegionCodes, err)
	}
	return append(entries, named{DirEntry: fs.FileInfoToDirEntry(info), name: path.Base(RegionCodes)}), nil
}

type named struct {
	fs.DirEntry
	name string
}

func (n named) Name() string { return n.name }
