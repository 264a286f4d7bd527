package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "rapport.pdf")
	for _, content := range []string{"första", "andra"} {
		if err := writeWhole(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if read, err := os.ReadFile(path); err != nil || string(read) != content {
			t.Errorf("the file holds %q, %v", read, err)
		}
	}
	taken := filepath.Join(folder, "mapp")
	if err := os.MkdirAll(filepath.Join(taken, "inuti"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(taken, []byte("x")); err == nil {
		t.Error("a folder was overwritten")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 2 {
		t.Errorf("%d entries are left, want the file and the folder: %v", len(left), left)
	}
}

func TestAnInterruptedExportSaysWhatIsWritten(t *testing.T) {
	reason := errors.New("compute hjartsvikt/population: context canceled")
	if err := interrupted(context.Background(), reason, 3); !errors.Is(err, reason) {
		t.Errorf("what was not interrupted says %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for written, want := range map[int]string{0: "avbrutet, ingen fil är skriven", 3: "avbrutet, 3 filer är skrivna och hela"} {
		if err := interrupted(ctx, reason, written); err.Error() != want {
			t.Errorf("after %d files: %v", written, err)
		}
	}
}

func TestATemplateThatIsAskedForMustBeThere(t *testing.T) {
	command := newRoot()
	command.SetContext(context.Background())
	if err := command.PersistentFlags().Set("data", t.TempDir()); err != nil {
		t.Fatal(err)
	}
	if path, err := chosenTemplate(command, ""); err != nil || filepath.Base(path) != templateFile {
		t.Errorf("without one: %q, %v", path, err)
	}
	if _, err := chosenTemplate(command, filepath.Join(t.TempDir(), "borta.pptx")); exitCode(err) != exitUsage {
		t.Errorf("one that is not there: %v", err)
	}
}
