package ingest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"klarsyn/ingest/snapshot"
)

const childLimit = "KLARSYN_TEST_CHILD_LIMIT" // bytes that a file may have

// TestChildLoadsWithLittleRoom is no test by itself: TestFullDisk runs it in processes of their own.
func TestChildLoadsWithLittleRoom(t *testing.T) {
	limit, err := strconv.ParseUint(os.Getenv(childLimit), 10, 64)
	if err != nil {
		return // only as a child process of TestFullDisk
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		t.Fatal(err)
	}
	_, err = Load(t.Context(), canonical(t, os.Getenv(childData), os.Getenv(childFiles)))
	fmt.Printf("full: %v\nerror: %v\n", errors.Is(err, ErrDiskFull), err)
}

func TestFullDiskIsToldAndLeavesThePublishedSnapshot(t *testing.T) {
	data := t.TempDir()
	mustLoad(t, canonical(t, data, delivered(t, 1, 0, 300)))
	published, err := snapshot.At(data).Current()
	if err != nil {
		t.Fatal(err)
	}
	before, sum := contents(t, data), fileSum(t, published.Path)
	files := delivered(t, 2, 200, 40_000)
	// From the first rows to the finished database, which is about 2 MB.
	for _, limit := range []uint64{4 << 10, 100 << 10, 300 << 10, 700 << 10, 1200 << 10} {
		command := exec.Command(os.Args[0], "-test.run=^TestChildLoadsWithLittleRoom$")
		command.Env = append(os.Environ(), childData+"="+data, childFiles+"="+files, childLimit+"="+strconv.FormatUint(limit, 10))
		out, err := command.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "full: true") {
			t.Errorf("limit %d: %v\n%s", limit, err, out)
		}
		if current, err := snapshot.At(data).Current(); err != nil || current.ID != published.ID || fileSum(t, current.Path) != sum {
			t.Fatalf("limit %d: the published snapshot is another: %v", limit, err)
		}
	}
	mustLoad(t, canonical(t, data, files))
	if contents(t, data) == before {
		t.Error("the load with room changes nothing: the test could not fail")
	}
}

func TestSecondLoadAtTheSameTimeIsRefused(t *testing.T) {
	data := t.TempDir()
	mustLoad(t, canonical(t, data, delivered(t, 1, 0, 10)))
	work, err := snapshot.At(data).Begin(t.Context(), snapshot.Options{})
	if err != nil {
		t.Fatal(err)
	}
	files := delivered(t, 2, 10, 20)
	if _, err := Load(t.Context(), canonical(t, data, files)); !errors.Is(err, snapshot.ErrBusy) {
		t.Errorf("second load: %v", err)
	}
	work.Discard()
	mustLoad(t, canonical(t, data, files))
}
