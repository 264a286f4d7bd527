package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"klarsyn/ingest/snapshot"
	"klarsyn/sql/duck"
)

var block = regexp.MustCompile("(?s)```(csv|yaml|sh)\n(.*?)```")

func TestTheMappingReadmesCommandsRunAsWritten(t *testing.T) {
	text, err := os.ReadFile("../../ingest/sources/README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string]string{}
	for _, found := range block.FindAllStringSubmatch(string(text), -1) {
		blocks[found[1]] = found[2]
	}
	extract, err := charmap.Windows1252.NewEncoder().String(blocks["csv"])
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	data := filepath.Join(t.TempDir(), "data")
	t.Setenv("KLARSYN_DATA", data)
	if err := os.Mkdir("DIR", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"DIR/mottagning_2024.csv": extract, "my.yaml": blocks["yaml"]} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i, command := range strings.Split(strings.TrimSpace(blocks["sh"]), "\n") {
		words := strings.Fields(command)
		if words[0] != "klarsyn" {
			t.Fatalf("not a command of the program: %s", command)
		}
		var said strings.Builder
		if code := run(t.Context(), words[1:], &said, &said); code != 0 {
			t.Fatalf("%s: exit code %d\n%s", command, code, said.String())
		}
		if _, err := snapshot.At(data).Current(); (err == nil) != (i == 1) {
			t.Errorf("%s: the published snapshot: %v", command, err)
		}
	}
	current, err := snapshot.At(data).Current()
	if err != nil {
		t.Fatal(err)
	}
	db, err := duck.Open(t.Context(), duck.Options{Path: current.Path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var sums string
	err = db.QueryRowContext(t.Context(), `SELECT concat_ws(' ', (SELECT count(*) FROM contact), (SELECT count(*) FROM diagnosis), (SELECT count(*) FROM procedure),
		(SELECT sum(total) FROM contact_cost), (SELECT count(*) FROM quarantine), (SELECT max(started_at)::DATE FROM contact))`).Scan(&sums)
	// Two contacts, each with a main diagnosis; the first has a procedure and a cost, the second has no day but its month.
	if want := "2 2 1 1250.50 0 2024-03-15"; err != nil || sums != want {
		t.Errorf("%v: loaded %q, want %q", err, sums, want)
	}
}
