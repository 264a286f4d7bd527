package export

import (
	"io"
	"maps"
	"slices"

	"klarsyn/analytics"
)

// A TableFormat is a kind of file that holds one table.
type TableFormat struct {
	Media string // type of its content
	Write func(io.Writer, *analytics.Table, Dialect) error
}

// tableFormats lists the formats by the end of their files' names. Only CSV has dialects.
var tableFormats = map[string]TableFormat{
	"csv":     {"text/csv; charset=utf-8", CSV},
	"json":    {"application/json; charset=utf-8", undialected(JSON)},
	"parquet": {"application/vnd.apache.parquet", undialected(Parquet)},
	"arrow":   {"application/vnd.apache.arrow.stream", undialected(Arrow)},
}

func undialected(write func(io.Writer, *analytics.Table) error) func(io.Writer, *analytics.Table, Dialect) error {
	return func(w io.Writer, table *analytics.Table, _ Dialect) error { return write(w, table) }
}

// FormatOf finds a format of tables by its name: csv, json, parquet, arrow.
func FormatOf(name string) (TableFormat, bool) {
	format, found := tableFormats[name]
	return format, found
}

// TableFormats lists the names of the formats of tables, sorted.
func TableFormats() []string { return slices.Sorted(maps.Keys(tableFormats)) }
