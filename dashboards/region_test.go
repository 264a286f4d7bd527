package dashboards_test

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"klarsyn/analytics"
	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
	"klarsyn/ingest"
	"klarsyn/sql"
	"klarsyn/sql/duck"
)

// snapshotFile builds the small region once for all tests of the package.
var snapshotFile = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "klarsyn-pages-")
	if err != nil {
		return "", err
	}
	return filepath.Join(folder, "region.duckdb"), build(filepath.Join(folder, "region.duckdb"))
})

func build(path string) error {
	ctx := testContext
	script, err := os.ReadFile("testdata/region.sql")
	if err != nil {
		return err
	}
	db, err := duck.Open(ctx, duck.Options{Path: path})
	if err != nil {
		return err
	}
	defer db.Close()
	if err := ingest.CreateTables(ctx, db, sql.Files()); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if err := ingest.Build(ctx, db, sql.Files(), nil); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "CHECKPOINT")
	return err
}

// openRegion opens the small region; of the options only the path and the log are set here.
func openRegion(t testing.TB, options analytics.Options) *analytics.Service {
	t.Helper()
	path, err := snapshotFile()
	if err != nil {
		t.Fatalf("build the region: %v", err)
	}
	options.Path, options.Log = path, quiet
	service, err := analytics.Open(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { service.Close() })
	return service
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// newServer serves the small region.
func newServer(t testing.TB, change func(*dashboards.Options)) *dashboards.Server {
	t.Helper()
	gate, err := access.Open(t.TempDir(), access.Loopback)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { gate.Close() })
	options := dashboards.Options{Access: gate, Log: quiet, Version: "0.0.0-test", Example: true, Timeout: 10 * time.Minute, Patient: 10 * time.Minute,
		Worker: []string{os.Args[0], workerArgument}}
	if change != nil {
		change(&options)
	}
	if options.Service == nil {
		options.Service = openRegion(t, analytics.Options{})
	}
	server, err := dashboards.New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}
