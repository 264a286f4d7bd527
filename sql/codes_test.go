package sql

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestShippedUltrasoundCodesAreUnconfirmedUntilTheRegionReplacesThem(t *testing.T) {
	sets, err := UnconfirmedSets(Files())
	if err != nil || !slices.Equal(sets, []string{"ukg"}) {
		t.Fatalf("shipped: %v, %v; want ukg", sets, err)
	}
	folder := t.TempDir()
	own := "set_id,system,code,match,label,source,valid_from,valid_to\nukg,kva,XX001,exact,Ekokardiografi,regionens kodverk,,\n"
	if err := os.WriteFile(filepath.Join(folder, "ukg.csv"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	tree := WithRegionCodes(Files(), folder)
	if sets, err = UnconfirmedSets(tree); err != nil || len(sets) != 0 {
		t.Fatalf("with own codes: %v, %v; want none", sets, err)
	}
	walked := 0
	err = fs.WalkDir(tree, "codes", func(name string, _ fs.DirEntry, err error) error {
		if name == RegionCodes+"/ukg.csv" {
			walked++
		}
		return err
	})
	if err != nil || walked != 1 {
		t.Fatalf("walk: met own file %d times, %v; want once", walked, err)
	}
}

func TestHeaderMistakesAreToldTogetherWithFileAndLine(t *testing.T) {
	_, err := Parse("a.sql", "-- title: A\n-- titel: B\n-- title: C\n-- about:\nSELECT 1;")
	want := `a.sql:2: unknown key "titel"
a.sql:3: key "title" stands already on line 1
a.sql:4: key "about" is empty`
	if err == nil || err.Error() != want {
		t.Fatalf("got\n%v\nwant\n%s", err, want)
	}
}

func TestContinuationLinesAreJoinedAndTheSemicolonIsLeftOut(t *testing.T) {
	file, err := Parse("a.sql", "-- about: one\n--    two\nSELECT 1;\n")
	if err != nil || file.Value("about") != "one two" || file.Body != "SELECT 1" {
		t.Fatalf("got %q, %q, %v", file.Value("about"), file.Body, err)
	}
}
