package duck

import (
	"fmt"
	"runtime"
)

// fewestThreads keeps grouping right on machines of two cores. With two threads, DuckDB 1.4.3 fails with an internal error, after which
// the whole database refuses to answer, when one of them runs short of memory while it groups and the other does not
// (duckdb/duckdb#20357, mended in 1.4.4, which has no driver of this module path).
const fewestThreads = 3

// startup lists the statements that the first connection of an instance runs. A locked instance refuses
// them afterwards.
func startup(options Options) []string {
	threads := options.Threads
	if threads == 0 {
		threads = max(runtime.NumCPU(), fewestThreads)
	}
	statements := []string{fmt.Sprintf("SET threads = %d", threads)}
	if options.MemoryLimit != "" {
		statements = append(statements, "SET memory_limit = "+Quote(options.MemoryLimit))
	}
	if options.TempDir != "" {
		statements = append(statements, "SET temp_directory = "+Quote(options.TempDir))
	}
	if options.Unordered {
		statements = append(statements, "SET preserve_insertion_order = false")
	}
	if options.Locked {
		statements = append(statements, "SET enable_external_access = false", "SET lock_configuration = true")
	}
	return statements
}
