// Package ingest loads extract files: each record is checked against the contract, loaded or put in quarantine, and
// what is loaded becomes a new snapshot. It knows no analysis.
package ingest

import (
	"io/fs"
	"log/slog"
	"time"

	"klarsyn/ingest/snapshot"
	"klarsyn/ingest/source"
	sqlfiles "klarsyn/sql"
)

// Options say what to load, by which sources, and into which data folder.
type Options struct {
	Data        string                   // data folder; made when it does not exist
	Paths       []string                 // files and folders; folders are searched whole
	Sources     []*source.Source         // each file must fit exactly one of them
	HomeRegion  string                   // two digits, 13 = Halland; "": what the sources or the snapshot before say
	Period      *Period                  // days that the files cover; nil: what the files hold themselves
	Today       time.Time                // day that the load takes place, which no event comes after; zero: the clock's
	DryRun      bool                     // check everything, publish nothing
	Keep        int                      // snapshots kept; 0: snapshot.Keep
	Wanted      func() ([]string, error) // snapshots kept beside them, see snapshot.Store; nil: none
	Version     string                   // of the program, noted in the snapshot
	MemoryLimit string                   // of the database; "": defaultMemory
	Threads     int                      // 0: duck's choice, about one per core
	Tree        fs.FS                    // what is below sql/; nil: the shipped files
	Progress    func(Progress)           // called often; may be nil
	Log         *slog.Logger             // nil: silent
	Step        func(string)             // hears each phase, fsync and rename; for tests that stop a load there
}

// A Period is a span of days, both included.
type Period struct{ From, To time.Time }

// defaultMemory keeps the whole process below 4 GB: what DuckDB does not count, and Go, need the rest.
const defaultMemory = "2600MB"

func (o Options) withDefaults() Options {
	if o.Keep == 0 {
		o.Keep = snapshot.Keep
	}
	if o.MemoryLimit == "" {
		o.MemoryLimit = defaultMemory
	}
	if o.Today.IsZero() {
		o.Today = time.Now()
	}
	if o.Tree == nil {
		o.Tree = sqlfiles.Files()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Step == nil {
		o.Step = func(string) {}
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	return o
}
