package dashboards_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// testContext outlives single tests: what is shared between them is built with it.
var testContext = context.Background()

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := snapshotFile(); err == nil {
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}
