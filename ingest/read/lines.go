package read

import (
	"cmp"
	"slices"
)

// Lines tell where a file's records begin: the line of a text file, the row of a sheet, the number of a Parquet or Arrow record.
// Records follow each other line by line but for empty lines and cells of several lines, so only the jumps are kept.
type Lines struct{ jumps []jump }

// A jump is where records begin to stand so many lines further down than their numbers say.
type jump struct{ record, further int64 }

// maxJumps bounds the memory for a file whose records stand over several lines each.
const maxJumps = 1 << 20

func (l *Lines) note(record, line int64) {
	last := len(l.jumps) - 1
	if further := line - record; (last < 0 || l.jumps[last].further != further) && last+1 < maxJumps {
		l.jumps = append(l.jumps, jump{record, further})
	}
}

// Of is the line of a record, 0 when it is not known.
func (l *Lines) Of(record int64) int64 {
	i, found := slices.BinarySearchFunc(l.jumps, record, func(j jump, record int64) int { return cmp.Compare(j.record, record) })
	if !found {
		i--
	}
	if i < 0 || i == maxJumps-1 && !found {
		return 0
	}
	return record + l.jumps[i].further
}
