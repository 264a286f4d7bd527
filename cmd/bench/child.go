package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"klarsyn/ingest"
)

// Work whose memory is measured runs in a process of its own: this program again, by a hidden verb, which answers with
// JSON on stdout.

// A usage is what a child used.
type usage struct {
	Seconds float64 `json:"seconds"`
	Rows    int64   `json:"rows"`
	Memory  int64   `json:"memory"` // highest resident, bytes
}

// child prepares this program with other arguments.
func child(ctx context.Context, args ...string) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	command := exec.CommandContext(ctx, self, args...)
	command.Stderr = os.Stderr
	return command, nil
}

// runChild runs this program with other arguments and reads its answer.
func runChild(ctx context.Context, args ...string) (usage, error) {
	var used usage
	err := askChild(ctx, &used, args...)
	return used, err
}

// askChild runs this program with other arguments and reads its answer into a value.
func askChild(ctx context.Context, into any, args ...string) error {
	command, err := child(ctx, args...)
	if err != nil {
		return err
	}
	answer, err := command.Output()
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return fmt.Errorf("%s: read its answer: %w", args[0], err)
	}
	return nil
}

func answer(w io.Writer, value any) error { return json.NewEncoder(w).Encode(value) }

// runLoad loads a delivery into a data folder in a process of its own.
func runLoad(ctx context.Context, files *delivery, data string) (usage, error) {
	return runChild(ctx, "child-load", "--from", files.folder, "--home", files.home, "--into", data)
}

func newLoadChild() *cobra.Command {
	var from, home, into string
	command := &cobra.Command{
		Use: "child-load", Hidden: true, Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			loaded, err := load(command.Context(), from, home, into, nil)
			if err != nil {
				return err
			}
			used := usage{Seconds: loaded.Elapsed.Seconds(), Memory: peakMemory()}
			for _, file := range loaded.Files {
				used.Rows += file.Read
			}
			return answer(command.OutOrStdout(), used)
		},
	}
	command.Flags().StringVar(&from, "from", "", "folder with the delivery")
	command.Flags().StringVar(&home, "home", "", "home region")
	command.Flags().StringVar(&into, "into", "", "data folder")
	return command
}

// load loads as the product does, with every check. step hears each stage; it may be nil.
func load(ctx context.Context, from, home, into string, step func(string)) (*ingest.Report, error) {
	sources, err := fittingSources(from, home)
	if err != nil {
		return nil, err
	}
	loaded, err := ingest.Load(ctx, ingest.Options{
		Data: into, Paths: []string{from}, Sources: sources, HomeRegion: home, Version: version, Log: errorLog(), Step: step,
	})
	if err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	if loaded.Snapshot == "" {
		return nil, fmt.Errorf("load: nothing was published")
	}
	return loaded, nil
}

const version = "bench"

// errorLog shows what goes wrong, and nothing else.
func errorLog() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
}
