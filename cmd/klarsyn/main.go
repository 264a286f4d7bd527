// Command klarsyn loads care-contact and cost extracts into snapshots, computes analyses and serves them as pages.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// version is the program's version; a release build sets it.
var version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// What the database and other processes make in the program's name is no more open than what it makes itself.
	syscall.Umask(syscall.Umask(0o077) | 0o027)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command line and returns the exit code: 0 fine, 1 error, 2 usage, 3 contract or quality gate,
// 4 disclosure gate.
func run(ctx context.Context, args []string, answers, messages io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(answers)
	root.SetErr(messages)
	command, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintf(messages, "klarsyn: %s\n", printable(plain(err).Error()))
	code := exitCode(err)
	if code == exitUsage {
		fmt.Fprintf(messages, "Se %s --help\n", command.CommandPath())
	}
	return code
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "klarsyn",
		Short:         "Läser in vårddata, räknar och visar dem",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage(fmt.Errorf("verbet %q finns inte", args[0]))
			}
			return command.Help()
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage(err) })
	root.PersistentFlags().String("data", dataDefault(), "mapp där ögonblicksbilderna finns (eller KLARSYN_DATA)")
	root.AddCommand(
		newDemo(), newGenerate(), newLoad(), newSnapshots(), newPublish(), newRollback(), newCheck(),
		newServe(), newRun(), newExport(), newSaved(), newAnalyses(), newDoctor(), newVersion(), newPictureWorker(),
	)
	return root
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Programmets version", Args: noArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(command.OutOrStdout(), version)
			return err
		},
	}
}

func dataDefault() string {
	if folder := os.Getenv("KLARSYN_DATA"); folder != "" {
		return folder
	}
	return "./data"
}

func dataFolder(command *cobra.Command) string {
	folder, err := command.Flags().GetString("data")
	if err != nil { // the flag is the root's own
		return dataDefault()
	}
	return folder
}

// noArgs refuses arguments as a usage error.
func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(fmt.Errorf("oväntat argument %q", args[0]))
	}
	return nil
}

// exactly wants so many arguments, named for the message.
func exactly(names ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return usage(fmt.Errorf("ange %s", names[len(args)]))
		case len(args) > len(names):
			return usage(fmt.Errorf("oväntat argument %q", args[len(names)]))
		}
		return nil
	}
}
