package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
	"klarsyn/dashboards/printer"
	"klarsyn/dashboards/saved"
	"klarsyn/ingest/snapshot"
	"klarsyn/sql"
	"klarsyn/sql/duck"
)

func newDoctor() *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Visar hur programmet och data mår, och vad som bör göras", Args: noArgs,
		Long: "Visar hur programmet och data mår, och vad som bör göras. Läser hela den publicerade ögonblicksbilden, så att en skada var som helst i den\n" +
			"märks. Slutar med kod 1 när något i datamappen är förlorat, skadat eller öppet för andra.",
		RunE: func(command *cobra.Command, _ []string) error {
			w, ctx, data := command.OutOrStdout(), command.Context(), dataFolder(command)
			fmt.Fprintf(w, "Klarsyn %s, %s, %d kärnor\n", version, runtime.Version(), runtime.NumCPU())
			if err := databaseHealth(ctx, w); err != nil {
				return err
			}
			assetHealth(w)
			var faults []error
			for _, err := range []error{
				dataHealth(ctx, w, data), olderHealth(ctx, data), codeHealth(w, data), stateHealth(data), snapshot.At(data).Exposed(),
			} {
				faults = append(faults, each(err)...)
			}
			fileHealth(w, data)
			for _, fault := range faults {
				fmt.Fprintf(w, "FEL: %v\n", plain(fault))
			}
			if len(faults) > 0 {
				return fmt.Errorf("%d fel i %s, uppräknade ovan med vad som bör göras", len(faults), data)
			}
			return nil
		},
	}
}

// each lists the errors that were joined.
func each(err error) []error {
	if joined, many := err.(interface{ Unwrap() []error }); many { //nolint:errorlint // this error, not one below it
		var list []error
		for _, one := range joined.Unwrap() {
			list = append(list, each(one)...)
		}
		return list
	}
	if err == nil {
		return nil
	}
	return []error{err}
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

func assetHealth(w io.Writer) {
	if dashboards.ChartsIncluded() {
		fmt.Fprintln(w, "Diagram: ECharts ingår")
	} else {
		fmt.Fprintln(w, "Diagram: saknas, figurerna visas som tabeller. Kör go generate ./dashboards och bygg om")
	}
}

// dataHealth reads the published snapshot, all of it.
func dataHealth(ctx context.Context, w io.Writer, data string) error {
	current, err := snapshot.At(data).Current()
	if errors.Is(err, snapshot.ErrNone) {
		fmt.Fprintf(w, "Data i %s: %v\n", data, err)
		return nil
	}
	if err != nil {
		return err
	}
	if err := current.Check(ctx, version); err != nil {
		return err
	}
	facts, err := current.Facts(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Data i %s: ögonblicksbild %s, region %s, %s till %s, %s vårdkontakter, %s poster i karantän\n", data, current.ID, facts.HomeRegion,
		facts.DataStartOn.Format("2006-01-02"), facts.CutoffOn.Format("2006-01-02"), whole(facts.Contacts), whole(facts.Quarantined))
	return current.Scan(ctx)
}

// olderHealth names the other snapshots that cannot be read. They stop nothing, but there is no going back to them.
func olderHealth(ctx context.Context, data string) error {
	list, err := snapshot.At(data).List()
	if err != nil {
		return err
	}
	var faults []error
	for _, one := range list {
		if !one.Current {
			_, err := one.Facts(ctx)
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// stateHealth opens what the service writes to, and names the saved analyses that cannot be read.
func stateHealth(data string) error {
	if _, err := os.Stat(data); err != nil {
		return nil //nolint:nilerr // told with the data
	}
	gate, err := access.Open(data, access.Loopback)
	if err == nil {
		err = gate.Close()
	}
	list, listErr := saved.At(data).List()
	faults := []error{err, listErr}
	for _, file := range list {
		faults = append(faults, file.Err)
	}
	return errors.Join(faults...)
}

// codeHealth names the code sets whose codes nobody has confirmed.
func codeHealth(w io.Writer, data string) error {
	if err := readableCodes(data); err != nil {
		return err
	}
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
func fileHealth(w io.Writer, data string) {
	switch err := dashboards.CheckTemplate(templateOf(data)); {
	case err != nil:
		fmt.Fprintf(w, "Presentationer: %v\n", plain(err))
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
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
