package dashboards_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"klarsyn/dashboards"
)

// testContext outlives single tests: what is shared between them is built with it.
var testContext = context.Background()

// workerArgument makes the test program the process that draws pictures.
const workerArgument = "picture-test-worker"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == workerArgument {
		if err := dashboards.PictureWorker(testContext, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	if path, err := snapshotFile(); err == nil {
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}
