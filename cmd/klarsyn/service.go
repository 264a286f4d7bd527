package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
	"klarsyn/analytics/disclosure"
	"klarsyn/ingest/snapshot"
	"klarsyn/sql"
)

// addThreshold gives a verb the flag that sets the disclosure policy.
func addThreshold(command *cobra.Command) {
	command.Flags().Int("threshold", disclosure.Default.Threshold, "antal från 1 till och med detta visas inte, 1–9 (eller KLARSYN_THRESHOLD)")
}

// disclosurePolicy is the policy that the flag sets, else the environment, else the default.
func disclosurePolicy(command *cobra.Command) (disclosure.Policy, error) {
	flag := command.Flags().Lookup("threshold")
	given, name := flag.Value.String(), "--threshold"
	if set := os.Getenv("KLARSYN_THRESHOLD"); set != "" && !flag.Changed {
		given, name = set, "KLARSYN_THRESHOLD"
	}
	threshold, err := strconv.Atoi(given)
	policy := disclosure.Policy{Threshold: threshold}
	if err != nil || policy.Validate() != nil {
		return policy, usage(fmt.Errorf("%s %s: ange ett heltal från 1 till 9", name, given))
	}
	return policy, nil
}

// openService opens the published snapshot of a data folder for reading.
func openService(ctx context.Context, data string, policy disclosure.Policy, log *slog.Logger) (*analytics.Service, snapshot.Snapshot, error) {
	if _, err := os.Stat(data); errors.Is(err, fs.ErrNotExist) {
		return nil, snapshot.Snapshot{}, fmt.Errorf("mappen %s finns inte: ange en annan med --data, eller läs in data med klarsyn load", data)
	}
	current, err := snapshot.At(data).Current()
	if err != nil {
		return nil, snapshot.Snapshot{}, err
	}
	if err := errors.Join(current.Check(ctx, version), readableCodes(data)); err != nil {
		return nil, snapshot.Snapshot{}, err
	}
	service, err := analytics.Open(ctx, analytics.Options{
		Path: current.Path, Policy: policy, Tree: sqlTree(data), Program: version, Log: log, TempDir: filepath.Join(data, "tmp"),
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

// readableCodes tells which of the region's own code sets cannot be read: without them the shipped ones would count, and nobody be told.
func readableCodes(data string) error {
	folder := filepath.Join(data, "codes")
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return snapshot.Explained(err)
	}
	for _, entry := range entries {
		file, err := os.Open(filepath.Join(folder, entry.Name()))
		if err != nil {
			return snapshot.Explained(err)
		}
		file.Close()
	}
	return nil
}
