package source

import "testing"

func TestEveryReadySourceIsReadAndCarriesItsFilesNameAsID(t *testing.T) {
	ids, err := Ready()
	if err != nil {
		t.Fatal(err)
	}
	if len(ids) < 19 {
		t.Fatalf("%d ready sources, want at least 19", len(ids))
	}
	for _, id := range ids {
		source, err := Load(id, "13")
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if source.ID != id {
			t.Errorf("%s: id is %q", id, source.ID)
		}
	}
}
