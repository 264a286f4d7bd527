package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"klarsyn/ingest/source"
)

// hospitals reads a file of names and gives the names, and how many cells were noted as illegible.
func hospitals(t *testing.T, encoding string, names ...string) (got []string, noted int64) {
	t.Helper()
	layout := group(t, "schema: 1\nid: prov\ntitle: Prov\nfiles: [prov.csv]\ndialect: {encoding: "+encoding+", header: false, names: [Nr, Enhet, Från], delimiter: tab}\n"+
		"tables: {unit: {columns: {unit_id: Nr, name: Enhet, valid_from: Från}}}\n")
	var text strings.Builder
	for _, name := range names {
		text.WriteString("1\t" + name + "\t2020-01-01\n")
	}
	path := filepath.Join(t.TempDir(), "prov.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := normalise(t, path, layout, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range file.rows {
		got = append(got, row[2])
	}
	return got, file.Findings[source.Finding{Column: "enhet", Kind: source.Illegible}].Cells
}

func TestTextIsComposedAndLegible(t *testing.T) {
	for _, c := range []struct {
		encoding, text, want string
		noted                int64
	}{
		{"utf-8", "Hässleholm", "Hässleholm", 0},
		{"utf-8", norm.NFD.String("Hässleholm Ängelholm Åmål é"), "Hässleholm Ängelholm Åmål é", 0},
		{"utf-8", "\u212bngstr\u00f6m", "Ångström", 0}, // the unit's sign is the letter
		{"utf-8", "a\x00b", "a b", 1},
		{"utf-8", "a\x1bb\x7f", "a b", 1},
		{"utf-8", "a\u0085b\u009f", "a b", 1},
		{"utf-8", "a\ufffeb\uffff\ufdd0c", "a b  c", 1},
		{"utf-8", "a\U0001fffeb", "a b", 1},
		{"utf-8", "🏥 Sjukhus \u00a0 – §", "🏥 Sjukhus \u00a0 – §", 0},
		{"utf-8", "½ °C µg", "½ °C µg", 0},
		{"windows-1252", "H\xe4ssleholm\x01", "Hässleholm", 1},
		{"windows-1252", "H\xe4ssleholm", "Hässleholm", 0},
	} {
		got, noted := hospitals(t, c.encoding, c.text, "Lund")
		if len(got) != 2 || got[0] != c.want || noted != c.noted {
			t.Errorf("%s %q: got %q and %d noted, want %q and %d", c.encoding, c.text, got, noted, c.want, c.noted)
		}
	}
}

// Whatever a file holds that can be decoded, its cells are composed text without what XML cannot hold.
func FuzzCellsAreLegible(f *testing.F) {
	for _, text := range []string{"Hässleholm", "\u0308", "a\u0085", "\uffff", "e\u0301\x02", "\u1100\u1161", "🏥"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\t\n\r\"") || len(text) > 1000 {
			return
		}
		got, _ := hospitals(t, "utf-8", "A", text, "B")
		for _, cell := range got {
			if !norm.NFC.IsNormalString(cell) || strings.ContainsFunc(cell, isNoise) || strings.ContainsAny(cell, "\t\n\r") {
				t.Fatalf("%q is read as %q", text, cell)
			}
		}
	})
}
