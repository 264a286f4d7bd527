package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"klarsyn/dashboards"
	"klarsyn/dashboards/printer"
	"klarsyn/ingest/snapshot"
	"klarsyn/sql"
	"klarsyn/sql/duck"
)

func newDoctor() *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Visar hur programmet och data mår, och vad som bör göras", Args: noArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			w := command.OutOrStdout()
			fmt.Fprintf(w, "Klarsyn %s, %s, %d kärnor\n", version, runtime.Version(), runtime.NumCPU())
			return firstError(
				func() error { return databaseHealth(command.Context(), w) },
				func() error { return assetHealth(w) },
				func() error { return dataHealth(command.Context(), w, dataFolder(command)) },
				func() error { return codeHealth(w, dataFolder(command)) },
				func() error { return fileHealth(w, dataFolder(command)) },
			)
		},
	}
}

func firstError(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func databaseHealth(ctx context.Context, w io.Writer) error {
	db, err := duck.Open(ctx, duck.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	var library string
	if err := db.QueryRowContext(ctx, "SELECT version()").Scan(&library); err != nil {
		return fmt.Errorf("ask the database for its version: %w", err)
	}
	fmt.Fprintf(w, "Databas: DuckDB %s\n", library)
	return nil
}

func assetHealth(w io.Writer) error {
	if dashboards.ChartsIncluded() {
		fmt.Fprintln(w, "Diagram: ECharts ingår")
	} else {
		fmt.Fprintln(w, "Diagram: saknas, figurerna visas som tabeller. Kör go generate ./dashboards och bygg om")
	}
	return nil
}

func dataHealth(ctx context.Context, w io.Writer, data string) error {
	current, err := snapshot.At(data).Current()
	if err != nil {
		fmt.Fprintf(w, "Data i %s: %v\n", data, err)
		return nil
	}
	facts, err := current.Facts(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Data i %s: ögonblicksbild %s, region %s, %s till %s, %s vårdkontakter, %s poster i karantän\n", data, current.ID, facts.HomeRegion,
		facts.DataStartOn.Format("2006-01-02"), facts.CutoffOn.Format("2006-01-02"), whole(facts.Contacts), whole(facts.Quarantined))
	return nil
}

// codeHealth names the code sets whose codes nobody has confirmed.
func codeHealth(w io.Writer, data string) error {
	sets, err := sql.UnconfirmedSets(sqlTree(data))
	if err != nil {
		return err
	}
	for _, set := range sets {
		fmt.Fprintf(w, "Obekräftad kodmängd: %s. Lägg regionens egna koder i %s och läs in på nytt\n", set, filepath.Join(data, "codes", set+".csv"))
	}
	return nil
}

// fileHealth says how presentations and reports are made here.
func fileHealth(w io.Writer, data string) error {
	switch err := dashboards.CheckTemplate(templateOf(data)); {
	case err != nil:
		fmt.Fprintf(w, "Presentationer: %v\n", err)
	case fileExists(templateOf(data)):
		fmt.Fprintf(w, "Presentationer: på mallen %s\n", templateOf(data))
	default:
		fmt.Fprintf(w, "Presentationer: på Klarsyns mall. Lägg regionens egen i %s\n", templateOf(data))
	}
	if printer.Find() != "" {
		fmt.Fprintln(w, "PDF: taggad, med Chromium")
	} else {
		fmt.Fprintln(w, "PDF: utan taggar för skärmläsare. Installera Chromium för taggade rapporter")
	}
	return nil
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
