package analytics

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"klarsyn/sql"
)

// What only the project can open is no source for a reader.
var unreachable = regexp.MustCompile(`(?i)domän|beställning|kontraktet|\bavsnitt \d`)

func TestEveryShippedFigureCitesWhatAReaderCanFollow(t *testing.T) {
	catalogue, err := ReadCatalogue(sql.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, analysis := range catalogue.Analyses {
		if len(analysis.Citations) == 0 {
			t.Errorf("%s cites nothing", analysis.ID)
		}
		for _, text := range []string{analysis.Source(), analysis.About, analysis.Caveat} {
			if word := unreachable.FindString(text); word != "" {
				t.Errorf("%s sends the reader to %q: %s", analysis.ID, word, text)
			}
		}
	}
}

func TestEveryListedSourceIsCited(t *testing.T) {
	sources, err := sql.ReadSources(sql.Files())
	if err != nil {
		t.Fatal(err)
	}
	var headers strings.Builder
	for _, dir := range []string{"analyses", "pathways"} {
		files, err := sql.Read(sql.Files(), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			headers.WriteString(file.Value("source") + "\n")
		}
	}
	for key, citation := range sources {
		if !regexp.MustCompile(`\b` + key + `\b`).MatchString(headers.String()) {
			t.Errorf("no header cites %s: %s", key, citation.Text)
		}
	}
}

func TestAnUnlistedSourceIsToldWithItsLine(t *testing.T) {
	const file = "-- title: x\n-- about: x\n-- grain: x\n-- direction: low\n-- source: klarsyn_definitoin\n-- owner: x\n-- status: draft\n-- reviewed: 2026-11-22\n" +
		"-- chart: table\n-- from: m\n-- column: n BIGINT antal N\nSELECT 1 AS n"
	_, err := ReadCatalogue(fstest.MapFS{
		"sources.csv":         {Data: []byte("key,citation,address\nklarsyn_definition,Klarsyns definition,\n"), Mode: fs.ModePerm},
		"analyses/tiny/x.sql": {Data: []byte(file)},
	})
	if err == nil || !strings.Contains(err.Error(), "analyses/tiny/x.sql:5: source klarsyn_definitoin: sources.csv lists no such key") {
		t.Error(err)
	}
}
