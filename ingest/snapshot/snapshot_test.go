package snapshot

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// publish makes and publishes a snapshot that holds one number.
func publish(t *testing.T, store *Store, number string) Snapshot {
	t.Helper()
	work, err := store.Begin(t.Context(), Options{MemoryLimit: "256MB"})
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"CREATE TABLE n AS SELECT " + number + " AS n", "CREATE TABLE delivery (id INTEGER)", "CREATE TABLE contact (id INTEGER)", "CREATE TABLE quarantine (id INTEGER)",
		"CREATE TABLE snapshot_info AS SELECT '1.2.3' AS program_version, '13' AS home_region, DATE '2025-01-01' AS data_start_on, DATE '2025-12-31' AS cutoff_on",
	} {
		if _, err := work.DB.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	published, err := work.Publish(t.Context(), 3)
	if err != nil {
		t.Fatal(err)
	}
	return published
}

func TestPublishedSnapshotsAreListedNewestFirstAndPruned(t *testing.T) {
	store := At(t.TempDir())
	if _, err := store.Current(); !errors.Is(err, ErrNone) {
		t.Fatalf("empty folder: %v", err)
	}
	var ids []string
	for range 5 { // within one second: the ids must sort all the same
		ids = append([]string{publish(t, store, "1").ID}, ids...)
	}
	list, err := store.List()
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, s := range list {
		listed = append(listed, s.ID)
		if s.Current != (s.ID == ids[0]) || s.Bytes == 0 {
			t.Errorf("%+v", s)
		}
	}
	if got, want := strings.Join(listed, " "), strings.Join(ids[:3], " "); got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
}

func TestRollbackGoesToTheOneBeforeAndTheCurrentOneIsNeverPruned(t *testing.T) {
	store := At(t.TempDir())
	first, second, third := publish(t, store, "1"), publish(t, store, "2"), publish(t, store, "3")
	for _, want := range []string{second.ID, first.ID} {
		got, err := store.Rollback(t.Context())
		if err != nil || got.ID != want {
			t.Fatalf("rolled back to %s, %v; want %s", got.ID, err, want)
		}
		if current, err := store.Current(); err != nil || current.ID != want {
			t.Fatalf("current %s, %v; want %s", current.ID, err, want)
		}
	}
	if _, err := store.Rollback(t.Context()); err == nil {
		t.Error("there is nothing before the first snapshot")
	}
	removed, err := store.Prune(1)
	if err != nil || len(removed) != 1 || removed[0] != second.ID {
		t.Errorf("pruned %v, %v; want only %s: the newest and the current one stay", removed, err, second.ID)
	}
	if err := store.Publish(t.Context(), third.ID); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{second.ID, "../current", "x"} {
		if err := store.Publish(t.Context(), id); err == nil {
			t.Errorf("published %s, which does not exist", id)
		}
	}
	if current, _ := store.Current(); current.ID != third.ID {
		t.Errorf("current is %s, want %s", current.ID, third.ID)
	}
}

func TestWantedSnapshotsStayAndAllDoWhenNobodyKnowsWhichAreWanted(t *testing.T) {
	store := At(t.TempDir())
	first, second, third := publish(t, store, "1"), publish(t, store, "2"), publish(t, store, "3")
	store.Wanted = func() ([]string, error) { return nil, errors.New("a file cannot be read") }
	if removed, err := store.Prune(1); err != nil || len(removed) > 0 {
		t.Errorf("nobody knows what is wanted: pruned %v, %v", removed, err)
	}
	store.Wanted = func() ([]string, error) { return []string{first.ID, "20200101T000000Z-00000000"}, nil }
	if removed, err := store.Prune(1); err != nil || len(removed) != 1 || removed[0] != second.ID {
		t.Errorf("pruned %v, %v; want only %s", removed, err, second.ID)
	}
	for _, wanted := range []Snapshot{first, third} {
		if found, err := store.Find(wanted.ID); err != nil || found.Path != wanted.Path || found.Current != (wanted.ID == third.ID) {
			t.Errorf("find %s: %+v, %v", wanted.ID, found, err)
		}
	}
	for _, id := range []string{second.ID, "../current", ""} {
		if _, err := store.Find(id); err == nil {
			t.Errorf("found %q, which does not exist", id)
		}
	}
}

func TestOneLoadAtATime(t *testing.T) {
	store := At(t.TempDir())
	first := publish(t, store, "1")
	work, err := store.Begin(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Begin(t.Context(), Options{}); !errors.Is(err, ErrBusy) {
		t.Errorf("second load: %v", err)
	}
	if err := store.Publish(t.Context(), first.ID); !errors.Is(err, ErrBusy) {
		t.Errorf("publish while loading: %v", err)
	}
	if _, err := os.Stat(work.Dir); err != nil {
		t.Errorf("the refused load removed the files of the running one: %v", err)
	}
	if err := work.Discard(); err != nil {
		t.Fatal(err)
	}
	publish(t, store, "2")
}

func TestBeginClearsWhatAnInterruptedLoadLeft(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, "tmp", "20200101T000000Z-00000000", "snapshot.duckdb")
	if err := os.MkdirAll(filepath.Dir(left), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(left, []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	publish(t, At(dir), "1")
	if entries, err := os.ReadDir(filepath.Join(dir, "tmp")); err != nil || len(entries) > 0 {
		t.Errorf("tmp holds %v, %v", entries, err)
	}
}

func TestDamagedPointerIsToldAndMendedByPublishing(t *testing.T) {
	dir := t.TempDir()
	store := At(dir)
	first := publish(t, store, "1")
	for _, damage := range []string{"", "20260101T000000Z-12345678", "../../etc/passwd"} {
		if err := os.WriteFile(filepath.Join(dir, "current"), []byte(damage), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Current(); err == nil || errors.Is(err, ErrNone) {
			t.Errorf("pointer %q: %v", damage, err)
		}
	}
	if err := store.Publish(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	if current, err := store.Current(); err != nil || current.ID != first.ID {
		t.Errorf("current %v, %v", current, err)
	}
}

func TestWatchTellsOfEachPublication(t *testing.T) {
	store := At(t.TempDir())
	first := publish(t, store, "1")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	seen := make(chan string, 10)
	go store.Watch(ctx, 10*time.Millisecond, first.ID, func(s Snapshot) error { seen <- s.ID; return nil })
	second := publish(t, store, "2")
	if got := <-seen; got != second.ID {
		t.Errorf("saw %s, want %s", got, second.ID)
	}
	if _, err := store.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-seen; got != first.ID {
		t.Errorf("saw %s, want %s", got, first.ID)
	}
	if len(seen) > 0 {
		t.Errorf("saw %s without a publication", <-seen)
	}
}
