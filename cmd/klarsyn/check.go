package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
)

// errFindings says that a quality gate is not met.
type errFindings struct{ error }

// ExitCode is the program's exit code.
func (errFindings) ExitCode() int { return 3 }

func newCheck() *cobra.Command {
	var strict bool
	command := &cobra.Command{
		Use: "check", Short: "Kontrollerar den publicerade ögonblicksbilden", Args: noArgs,
		Long: "Kontrollerar att varje analys kan räknas på den publicerade ögonblicksbilden och visar kvalitetskontrollernas utfall.\n" +
			"Öppnar också varje sparad analys och säger, med fil och nyckel, vad i den som inte längre stämmer.",
		RunE: func(command *cobra.Command, _ []string) error {
			policy, err := disclosurePolicy(command)
			if err != nil {
				return err
			}
			service, current, err := openService(command.Context(), dataFolder(command), policy, quietLog())
			if err != nil {
				return err
			}
			defer service.Close()
			if err := service.Check(command.Context()); err != nil {
				return errFindings{fmt.Errorf("analyserna stämmer inte med ögonblicksbild %s:\n%w", current.ID, err)}
			}
			fmt.Fprintf(command.OutOrStdout(), "Ögonblicksbild %s: alla %d analyser kan räknas.\n", current.ID, len(service.Analyses()))
			found, err := writeFindings(command.OutOrStdout(), command, service)
			if err != nil {
				return err
			}
			misfits, err := checkSaved(command, service)
			switch {
			case err != nil:
				return err
			case misfits:
				return errFindings{errors.New("sparade analyser stämmer inte längre")}
			case found && strict:
				return errFindings{errors.New("kvalitetskontrollerna har avvikelser")}
			}
			return nil
		},
	}
	command.Flags().BoolVar(&strict, "strict", false, "sluta med kod 3 när en kontroll har avvikelser")
	addThreshold(command)
	return command
}

// writeFindings writes the outcome of the quality checks and whether any found something.
func writeFindings(w io.Writer, command *cobra.Command, service *analytics.Service) (bool, error) {
	table, err := service.Run(command.Context(), "datakvalitet/avvikelser", analytics.Selection{}, analytics.RunOptions{Scope: "operator"})
	if err != nil {
		return false, err
	}
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	title, checked, found := table.Column("title"), table.Column("checked"), table.Column("found")
	any := false
	for _, row := range table.Rows {
		any = any || row[found].Number > 0
		fmt.Fprintf(out, "%s\t%s av %s\n", row[title].Text, whole(int64(row[found].Number)), whole(int64(row[checked].Number)))
	}
	return any, out.Flush()
}
