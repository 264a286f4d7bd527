package snapshot

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// others is what neither other users of the machine nor, for writing, the folder's group may do: folders are 0750, files 0640, or
// tighter.
const others fs.FileMode = 0o027

// parts are the data folder's own: what else stands in it is protected by the folder.
var parts = []string{"current", "current.new", "current.first", "load.lock", "snapshots", "tmp", "log", "saved", "codes", "demo.txt", "template.pptx"}

// Protect takes the rights of other users to the data folder and all that is the program's in it away, as far as the program may:
// files from before, or copied here, may have more than those it makes itself. Exposed names what is left.
func (s *Store) Protect() {
	for _, path := range s.open() {
		if info, err := os.Stat(path); err == nil {
			os.Chmod(path, info.Mode().Perm()&^others) //nolint:errcheck // what belongs to another is told by doctor
		}
	}
}

// Exposed tells, for each file and folder that others may read or write, what to do.
func (s *Store) Exposed() error {
	var faults []error
	for _, path := range s.open() {
		faults = append(faults, &Mishap{What: path + " kan läsas eller ändras av andra", Do: "kör chmod g-w,o-rwx " + path + " som dess ägare"})
	}
	return errors.Join(faults...)
}

// open lists the folder and those of its parts that others have rights to. Links are passed over: what they lead to is another's.
func (s *Store) open() []string {
	var list []string
	note := func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // what cannot be looked at is told by whoever needs it
		}
		info, err := entry.Info()
		if err == nil && entry.Type()&fs.ModeSymlink == 0 && info.Mode().Perm()&others != 0 {
			list = append(list, path)
		}
		return nil
	}
	// A folder that all may write in, as /tmp, belongs to the machine.
	if info, err := os.Stat(s.dir); err == nil && info.Mode()&fs.ModeSticky == 0 && info.Mode().Perm()&others != 0 {
		list = append(list, s.dir)
	}
	for _, part := range parts {
		filepath.WalkDir(filepath.Join(s.dir, part), note) //nolint:errcheck // note returns none
	}
	return list
}
