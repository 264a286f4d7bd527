package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport is the import table: which rooms the code of each room may import. Tests may also import fixtures.
var mayImport = map[string][]string{
	"sql":        {"sql"},
	"ingest":     {"ingest", "sql"},
	"analytics":  {"analytics", "sql"},
	"dashboards": {"dashboards", "analytics"},
	"fixtures":   {"fixtures", "sql"},
	"cmd":        {"cmd", "sql", "ingest", "analytics", "dashboards", "fixtures"},
}

func TestRoomsImportOnlyWhatTheTableAllows(t *testing.T) {
	seen := map[string]bool{}
	for _, pkg := range listPackages(t) {
		room := roomOf(pkg.ImportPath)
		allowed, known := mayImport[room]
		if !known {
			t.Errorf("%s stands in no room of the table", pkg.ImportPath)
		}
		seen[room] = true
		for _, imported := range pkg.Imports {
			if strings.HasPrefix(imported, "klarsyn/") && !slices.Contains(allowed, roomOf(imported)) {
				t.Errorf("%s imports %s: %s may import %v only", pkg.ImportPath, imported, room, allowed)
			}
			if imported == "github.com/marcboeker/go-duckdb/v2" && pkg.ImportPath != "klarsyn/sql/duck" {
				t.Errorf("%s imports the database driver: only klarsyn/sql/duck may", pkg.ImportPath)
			}
		}
	}
	for room := range mayImport {
		if !seen[room] {
			t.Errorf("the table names room %s, which has no package", room)
		}
	}
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

func roomOf(importPath string) string {
	room, _, _ := strings.Cut(strings.TrimPrefix(importPath, "klarsyn/"), "/")
	return room
}

func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "klarsyn/...")
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []listedPackage
	decoder := json.NewDecoder(bytes.NewReader(output))
	for {
		var pkg listedPackage
		if err := decoder.Decode(&pkg); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		packages = append(packages, pkg)
	}
}
