package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
	"klarsyn/sql"
)

func newAnalyses() *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use: "analyses", Short: "Listar de analyser som finns", Args: noArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			catalogue, err := analytics.ReadCatalogue(sql.Files())
			if err != nil {
				return fmt.Errorf("läs analyserna: %w", err)
			}
			if asJSON {
				return json.NewEncoder(command.OutOrStdout()).Encode(listed(catalogue))
			}
			out := tabwriter.NewWriter(command.OutOrStdout(), 0, 4, 2, ' ', 0)
			for _, analysis := range catalogue.Analyses {
				fmt.Fprintf(out, "%s\t%s\t%s\n", analysis.ID, analysis.Title, analysis.Status)
			}
			return out.Flush()
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "skriv som json")
	return command
}

// A listedAnalysis is what a script needs to know of an analysis.
type listedAnalysis struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	About   string   `json:"about"`
	Source  string   `json:"source"`
	Status  string   `json:"status"`
	Version string   `json:"version"`
	Columns []string `json:"columns"`
}

func listed(catalogue *analytics.Catalogue) []listedAnalysis {
	list := make([]listedAnalysis, len(catalogue.Analyses))
	for i, analysis := range catalogue.Analyses {
		list[i] = listedAnalysis{ID: analysis.ID, Title: analysis.Title, About: analysis.About, Source: analysis.Source(), Status: analysis.Status, Version: analysis.Version}
		for _, column := range analysis.Columns {
			if !column.Hidden {
				list[i].Columns = append(list[i].Columns, column.Name)
			}
		}
	}
	return list
}
