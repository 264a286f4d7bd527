package main

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
	"klarsyn/dashboards/export"
)

func newRun() *cobra.Command {
	var where []string
	var format, dialect string
	var undisclosed bool
	command := &cobra.Command{
		Use:   "run ANALYS [--where nyckel=värde …]",
		Short: "Räknar en analys och skriver svaret",
		Long: "Räknar en analys för ett urval och skriver svaret till stdout. Urvalet skrivs som i sidans adress; det som inte väljs följer sidans förval,\n" +
			"och värdet alla tar bort ett förval. --where ar=2024 --where kon=K --where kommun=-1380",
		Args: exactly("vilken analys (klarsyn analyses visar dem som finns)"),
		RunE: func(command *cobra.Command, args []string) error {
			chosen, err := export.ParseDialect(dialect)
			if err != nil {
				return usage(err)
			}
			query, err := whereQuery(where)
			if err != nil {
				return err
			}
			if slices.Contains(drawnFormats, format) {
				return runDrawn(command, args[0], query, format, undisclosed)
			}
			write, err := writer(format, chosen)
			if err != nil {
				return err
			}
			policy, err := disclosurePolicy(command)
			if err != nil {
				return err
			}
			service, _, err := openService(command.Context(), dataFolder(command), policy, quietLog())
			if err != nil {
				return err
			}
			defer service.Close()
			if undisclosed {
				fmt.Fprintln(command.ErrOrStderr(), "Små tal visas: undertryckning är avstängd med --no-disclosure. Sprid inte svaret.")
			}
			table, err := runAnalysis(command, service, args[0], query, undisclosed)
			if err != nil {
				return err
			}
			for _, note := range table.Notes {
				fmt.Fprintln(command.ErrOrStderr(), note)
			}
			return write(command.OutOrStdout(), table)
		},
	}
	command.Flags().StringArrayVar(&where, "where", nil, "nyckel=värde, kan upprepas; -värde väljer bort, \\värde tas ordagrant (sjukhus=\\-Annan)")
	command.Flags().StringVar(&format, "as", "table", "table, csv, json, parquet, arrow, xlsx, pptx, pdf, svg eller png")
	command.Flags().StringVar(&dialect, "dialekt", "", "för csv: svensk (förval) eller iso")
	command.Flags().BoolVar(&undisclosed, "no-disclosure", false, "visa också små tal; bara för den som sköter maskinen")
	addThreshold(command)
	return command
}

func runAnalysis(command *cobra.Command, service *analytics.Service, id, query string, undisclosed bool) (*analytics.Table, error) {
	analysis, err := service.Analysis(id)
	if err != nil {
		return nil, err
	}
	page, err := service.Page(analysis.Area)
	if err != nil {
		return nil, err
	}
	view := service.View()
	defer view.Release()
	selection, err := view.Parse(page, query)
	if err != nil {
		return nil, err
	}
	if err := logUse(dataFolder(command), analysis, selection, view); err != nil {
		return nil, err
	}
	return view.Run(command.Context(), id, selection, analytics.RunOptions{Undisclosed: undisclosed, Scope: "operator"})
}

// logUse writes down that rows about single persons are asked for, as the pages do.
func logUse(data string, analysis *analytics.Analysis, selection analytics.Selection, view *analytics.View) error {
	if analysis.Right == "" {
		return nil
	}
	gate, err := access.Open(data, access.Loopback)
	if err != nil {
		return err
	}
	defer gate.Close()
	return gate.Use(analysis.Right, "klarsyn run "+analysis.ID, selection.Query(), view.Provenance().Snapshot)
}

// whereQuery turns --where values into the query string that a page would have.
func whereQuery(where []string) (string, error) {
	pairs := make([]string, len(where))
	for i, given := range where {
		key, value, found := strings.Cut(given, "=")
		if !found || key == "" {
			return "", usage(fmt.Errorf("--where %s: skriv nyckel=värde, till exempel --where ar=2024", given))
		}
		pairs[i] = url.QueryEscape(key) + "=" + url.QueryEscape(value)
	}
	return strings.Join(pairs, "&"), nil
}

// drawnFormats are those that hold more than the table: texts, drawings, definitions.
var drawnFormats = []string{"pdf", "png", "pptx", "svg", "xlsx"}

// runDrawn writes the file that the analysis' address answers.
func runDrawn(command *cobra.Command, id, query, format string, undisclosed bool) error {
	if undisclosed {
		return usage(fmt.Errorf("--no-disclosure gäller inte formatet %s: filer som sprids har alltid små tal undertryckta", format))
	}
	server, closeAll, err := openPages(command, templateOf(dataFolder(command)))
	if err != nil {
		return err
	}
	defer closeAll()
	file, err := server.Analysis(command.Context(), id, query, format, dashboards.Look{}, "")
	if err != nil {
		return asUsage(err)
	}
	_, err = command.OutOrStdout().Write(file.Content)
	return err
}

// writer finds the function for a format.
func writer(format string, dialect export.Dialect) (func(io.Writer, *analytics.Table) error, error) {
	if format == "table" {
		return writeText, nil
	}
	found, known := export.FormatOf(format)
	if !known {
		return nil, usage(fmt.Errorf("--as %s: välj table, %s", format, strings.Join(append(export.TableFormats(), drawnFormats...), ", ")))
	}
	return func(w io.Writer, table *analytics.Table) error { return found.Write(w, table, dialect) }, nil
}
