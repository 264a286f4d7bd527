package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"klarsyn/analytics"
	"klarsyn/ingest/snapshot"
	"klarsyn/sql"
)

// openService opens the published snapshot of a data folder for reading.
func openService(ctx context.Context, data string, log *slog.Logger) (*analytics.Service, snapshot.Snapshot, error) {
	if _, err := os.Stat(data); errors.Is(err, fs.ErrNotExist) {
		return nil, snapshot.Snapshot{}, fmt.Errorf("mappen %s finns inte: ange en annan med --data, eller läs in data med klarsyn load", data)
	}
	current, err := snapshot.At(data).Current()
	if err != nil {
		return nil, snapshot.Snapshot{}, err
	}
	service, err := analytics.Open(ctx, analytics.Options{
		Path: current.Path, Tree: sqlTree(data), Program: version, Log: log, TempDir: filepath.Join(data, "tmp"),
	})
	if err != nil {
		return nil, snapshot.Snapshot{}, fmt.Errorf("öppna ögonblicksbild %s: %w", current.ID, err)
	}
	return service, current, nil
}

// sqlTree is the shipped SQL with the region's own code sets, which stand in the data folder's codes.
func sqlTree(data string) fs.FS {
	return sql.WithRegionCodes(sql.Files(), filepath.Join(data, "codes"))
}
