package sql_test

import (
	"slices"
	"testing"

	sqlfiles "klarsyn/sql"
)

// Derived tables are made two at a time, each after those that its from names: one that it reads without naming it could be missing,
// or be of the snapshot before.
func TestEveryDerivedTableNamesWhatItReads(t *testing.T) {
	parser := newParser(t)
	made := map[string]bool{"quality_finding": true} // filled by the checks
	var files []sqlfiles.File
	for _, dir := range []string{"core", "marts", "quality"} {
		found, err := sqlfiles.Read(sqlfiles.Files(), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range found {
			made[file.Name()] = made[file.Name()] || dir != "quality"
		}
		files = append(files, found...)
	}
	for _, file := range files {
		parsed, err := parser.parse(file.Body)
		if err != nil {
			t.Fatalf("%s: %v", file.Path, err)
		}
		read, from := tablesRead(parsed, nil), file.List("from")
		if len(read) == 0 && len(from) > 0 {
			t.Errorf("%s: no table found in the statement", file.Path)
		}
		for _, name := range read {
			if made[name] && !slices.Contains(from, name) {
				t.Errorf("%s reads %s, which its from does not name", file.Path, name)
			}
		}
	}
}

// tablesRead lists the tables below a part of a statement that are no WITH of a query around them. A WITH may have the name of a
// table that it reads itself.
func tablesRead(part any, with []string) []string {
	var read []string
	walk(part, func(n node) bool {
		if name := n.text("table_name"); n.text("type") == "BASE_TABLE" && !slices.Contains(with, name) {
			read = append(read, name)
		}
		defined := n.node("cte_map").nodes("map")
		if len(defined) == 0 {
			return true
		}
		inside := slices.Clone(with)
		for _, one := range defined {
			read = append(read, tablesRead(one["value"], inside)...)
			inside = append(inside, one.text("key"))
		}
		read = append(read, tablesRead(n.without("cte_map"), inside)...)
		return false
	})
	return read
}
