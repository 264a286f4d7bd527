// Command bench measures the budgets of speed and memory that Klarsyn is held to, and writes them as a table.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := newRoot().ExecuteContext(ctx)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

// A measure answers for one budget or a few that share their preparation.
type measure struct {
	name string
	run  func(context.Context, *bench) ([]row, error)
}

// measures are all of them, in the order that lets a later one use what an earlier one has made.
var measures = []measure{
	{"demo", measureDemo},
	{"load", measureLoad},
	{"month", measureMonth},
	{"panels", measurePanels},
	{"sheets", measureSheets},
	{"filters", measureFilters},
	{"exports", measureExports},
	{"walk", measureWalk},
}

func newRoot() *cobra.Command {
	var smoke, full bool
	var write, folder string
	var only []string
	root := &cobra.Command{
		Use:   "bench",
		Short: "Measures the budgets and writes them as a Markdown table",
		Long: "Measures the budgets on a generated region and writes a Markdown table to stdout, and with --write between the markers of a file.\n" +
			"A measure that cannot be taken fails the run; so does a missed budget, except with --smoke, whose tiny region proves nothing about speed.",
		Args: cobra.NoArgs, SilenceErrors: true, SilenceUsage: true,
		RunE: func(command *cobra.Command, _ []string) error {
			chosen, err := choose(only)
			if err != nil {
				return err
			}
			if write != "" && len(chosen) < len(measures) {
				return errors.New("--write replaces the whole table: it cannot go with --only")
			}
			work, err := os.MkdirTemp(folder, "klarsyn-bench-")
			if err != nil {
				return fmt.Errorf("make a folder to work in: %w", err)
			}
			defer os.RemoveAll(work)
			b := newBench(work, usualSizes, command.ErrOrStderr())
			if smoke {
				b.sizes = smokeSizes
			}
			b.sizes.full = full
			report := report{machine: describeMachine(command.Context()), day: time.Now(), smoke: smoke}
			report.rows = runAll(command.Context(), b, chosen)
			fmt.Fprintln(command.OutOrStdout(), report.markdown())
			if write != "" {
				if err := report.writeTo(write); err != nil {
					return err
				}
			}
			passed, failed := report.count()
			fmt.Fprintf(command.OutOrStdout(), "%d passed, %d failed\n", passed, failed)
			if failed > 0 {
				return fmt.Errorf("%d of %d budgets are not met or could not be measured", failed, passed+failed)
			}
			return nil
		},
	}
	flags := root.Flags()
	flags.BoolVar(&smoke, "smoke", false, "a tiny region, each measure once, in less than a minute")
	flags.BoolVar(&full, "full", false, "load also a region with primary care, dispensings and cost items for all")
	flags.StringVar(&write, "write", "", "file whose table between the bench markers is replaced")
	flags.StringSliceVar(&only, "only", nil, "measures to take: "+names(measures))
	flags.StringVar(&folder, "data", "", "folder to work in; what is made there is removed afterwards")
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(newLoadChild(), newBareChild(), newServeChild(), newExportChild(), newPictureChild())
	return root
}

// runAll takes the measures one by one. One that fails is a row that says so, and the next is taken.
func runAll(ctx context.Context, b *bench, chosen []measure) []row {
	var rows []row
	for _, measure := range chosen {
		started := time.Now()
		b.say("%s …", measure.name)
		found, err := measure.run(ctx, b)
		rows = append(rows, found...)
		if err != nil {
			b.say("%s failed: %v", measure.name, err)
			rows = append(rows, failedRow(measure.name, err))
		}
		for _, row := range found {
			b.say("  %s (%s): %s; %s, met: %s", row.what, row.size, row.measured, row.budget, row.verdict)
		}
		b.say("%s took %s", measure.name, shortTime(time.Since(started)))
	}
	return rows
}

func choose(only []string) ([]measure, error) {
	if len(only) == 0 {
		return measures, nil
	}
	var chosen []measure
	for _, measure := range measures {
		if slices.Contains(only, measure.name) {
			chosen = append(chosen, measure)
		}
	}
	for _, name := range only {
		if !slices.ContainsFunc(measures, func(m measure) bool { return m.name == name }) {
			return nil, fmt.Errorf("--only %s: the measures are %s", name, names(measures))
		}
	}
	return chosen, nil
}

func names(list []measure) string {
	var found []string
	for _, measure := range list {
		found = append(found, measure.name)
	}
	return strings.Join(found, ", ")
}
