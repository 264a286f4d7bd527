package read

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

var fence = regexp.MustCompile("(?s)```(csv|yaml)\n(.*?)```")

func TestTheReadmesExampleReadsItsExtract(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "sources", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string]string{}
	for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
		blocks[block[1]] = block[2]
	}
	files := group(t, blocks["yaml"])
	if !files.Fits("mottagning_2024.csv") {
		t.Error("the example's file name does not fit")
	}
	encoded, err := charmap.Windows1252.NewEncoder().String(blocks["csv"])
	if err != nil {
		t.Fatal(err)
	}
	file, err := deliver(t, files, "mottagning_2024.csv", []byte(encoded), Options{})
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file,
		strings.Split("1|A1|P7K2|2024-02-29|K|71|1380 Halmstad|BESÖK|0,25|I50.9|AF021|1 250,50", "|"),
		strings.Split("2|A2|P9QX|2024-03-00|M|64|1384 Kungsbacka|TELEFON||I48.0*||", "|"))
	var tables []string
	for _, table := range files.Tables {
		tables = append(tables, table.Name)
	}
	if got := strings.Join(tables, " "); got != "contact diagnosis procedure contact_cost" {
		t.Errorf("tables %q", got)
	}
}
