package sql

import (
	"errors"
	"fmt"
	"strings"
)

// A File is one SQL file: the header's entries in order, and the statement after it.
type File struct {
	Path    string  // below sql/, for example marts/pathway_contact.sql
	Entries []Entry // header lines, in file order
	Body    string  // the statement, without header and trailing semicolon; empty in header-only files
}

// An Entry is one "-- key: value" line with its continuation lines ("--   more text") joined by a space.
type Entry struct {
	Key, Value string
	Line       int
}

// headerKeys lists every key a header may hold; true means that the key may stand on several lines.
var headerKeys = map[string]bool{
	"title": false, "about": false, "grain": false, "from": false, "in_period": false, "ignores": true, "choice": true, "param": true, "column": true,
	"derive": true, "chart": false, "direction": false, "source": false, "owner": false, "status": false,
	"caveat": false, "delivered": false, "remarks": false, "reviewed": false, "next_review": false, "uses": false, "bind": true, "parts": false, "part": false, "omits": false, "dimension": true, "unknown": true, "sorted": false, "values": false, "lifetime": false, "right": false,
	"table": false, "term": false, "key": false, "parent": false, "event_date": false, "dates": false, "codes": false,
}

type faultList []error

func (l faultList) join() error { return errors.Join(l...) }

// Parse splits a file into header and body. It refuses unknown and empty keys and keys that stand
// twice but may not, each with file and line.
func Parse(name, text string) (File, error) {
	file := File{Path: name}
	var faults faultList
	fault := func(line int, format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	seen := map[string]int{}
	i := 0
	for ; i < len(lines) && strings.HasPrefix(lines[i], "--"); i++ {
		content := strings.TrimPrefix(lines[i], "--")
		if strings.HasPrefix(content, "   ") {
			if len(file.Entries) == 0 {
				fault(i+1, "continuation line before any key")
				continue
			}
			last := &file.Entries[len(file.Entries)-1]
			last.Value = strings.TrimSpace(last.Value + " " + strings.TrimSpace(content))
			continue
		}
		key, value, found := strings.Cut(strings.TrimSpace(content), ":")
		value = strings.TrimSpace(value)
		repeatable, known := headerKeys[key]
		switch {
		case !found:
			fault(i+1, `header line is not "-- key: value"`)
		case !known:
			fault(i+1, "unknown key %q", key)
		case !repeatable && seen[key] > 0:
			fault(i+1, "key %q stands already on line %d", key, seen[key])
		}
		seen[key] = i + 1
		file.Entries = append(file.Entries, Entry{Key: key, Value: value, Line: i + 1})
	}
	for _, entry := range file.Entries {
		if entry.Value == "" {
			fault(entry.Line, "key %q is empty", entry.Key)
		}
	}
	file.Body = strings.TrimSuffix(strings.TrimSpace(strings.Join(lines[i:], "\n")), ";")
	return file, faults.join()
}

// Value returns the value of a key that stands at most once, or "".
func (f File) Value(key string) string {
	for _, entry := range f.Entries {
		if entry.Key == key {
			return entry.Value
		}
	}
	return ""
}

// All returns the entries of a key that may stand several times.
func (f File) All(key string) []Entry {
	var entries []Entry
	for _, entry := range f.Entries {
		if entry.Key == key {
			entries = append(entries, entry)
		}
	}
	return entries
}

// List splits a comma-separated value, for example the marts of "from".
func (f File) List(key string) []string {
	var list []string
	for part := range strings.SplitSeq(f.Value(key), ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}
