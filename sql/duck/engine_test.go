package duck

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// replaced is go.mod's line that takes DuckDB's library from the driver's successor: v0.10506.0 holds DuckDB 1.5.6.
var replaced = regexp.MustCompile(`(?m)^replace github\.com/duckdb/duckdb-go-bindings/linux-amd64 => github\.com/duckdb/duckdb-go-bindings v0\.(\d)(\d\d)(\d\d)\.0$`)

func TestTheEngineIsTheOneThatGoModNames(t *testing.T) {
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	parts := replaced.FindStringSubmatch(string(module))
	if parts == nil {
		t.Fatal("go.mod no longer replaces the driver's library, DuckDB 1.4.3")
	}
	named := "v" + parts[1]
	for _, part := range parts[2:] {
		number, err := strconv.Atoi(part)
		if err != nil {
			t.Fatal(err)
		}
		named += fmt.Sprintf(".%d", number)
	}
	db, err := Open(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var version string
	if err := db.QueryRowContext(t.Context(), "SELECT version()").Scan(&version); err != nil {
		t.Fatal(err)
	}
	if version != "v1.5.6" || version != named {
		t.Errorf("DuckDB is %s, go.mod names %s; wanted v1.5.6, on which the suite and the benchmarks were run", version, named)
	}
}
