package main

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
	"klarsyn/dashboards/saved"
	"klarsyn/dashboards/swedish"
	fixtures "klarsyn/fixtures/saved"
	"klarsyn/ingest/snapshot"
)

func newSaved() *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use: "saved", Short: "Listar de sparade analyserna", Args: noArgs,
		Long: "Listar de sparade analyserna i datamappens mapp saved. klarsyn export analyser/ID skriver en som fil, och klarsyn check\n" +
			"säger vad i dem som inte längre stämmer med data.",
		RunE: func(command *cobra.Command, _ []string) error {
			list, err := saved.At(dataFolder(command)).List()
			if err != nil {
				return err
			}
			rows := make([]savedRow, len(list))
			for i, file := range list {
				rows[i] = savedRow{ID: file.ID, Title: file.Title, Responsible: file.Responsible, Form: string(file.Form), Period: string(file.Period), Snapshot: file.Snapshot, Changed: file.Changed, Parts: len(file.Parts)}
				if file.Err != nil {
					rows[i] = savedRow{ID: file.ID, Fault: file.Err.Error()}
				}
			}
			if asJSON {
				return json.NewEncoder(command.OutOrStdout()).Encode(rows)
			}
			out := tabwriter.NewWriter(command.OutOrStdout(), 0, 4, 2, ' ', 0)
			fmt.Fprintln(out, "id\trubrik\tansvarig\tform\tperiod\tändrad")
			for _, row := range rows {
				if row.Fault != "" {
					fmt.Fprintf(command.ErrOrStderr(), "%s\n", row.Fault)
					continue
				}
				period := row.Period
				if row.Snapshot != "" {
					period = "låst till " + row.Snapshot
				}
				fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", row.ID, row.Title, row.Responsible, row.Form, period, row.Changed.Local().Format("2006-01-02 15:04"))
			}
			return out.Flush()
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "skriv som json")
	return command
}

type savedRow struct {
	ID          string    `json:"id"`
	Title       string    `json:"title,omitempty"`
	Responsible string    `json:"responsible,omitempty"`
	Form        string    `json:"form,omitempty"`
	Period      string    `json:"period,omitempty"`
	Snapshot    string    `json:"snapshot,omitempty"`
	Changed     time.Time `json:"changed_at,omitzero"`
	Parts       int       `json:"parts"`
	Fault       string    `json:"fault,omitempty"`
}

// checkSaved opens each saved analysis and tells what in it no longer fits.
func checkSaved(command *cobra.Command, service *analytics.Service) (bool, error) {
	server, closeServer, err := openServer(dataFolder(command), "", service, quietLog())
	if err != nil {
		return false, err
	}
	defer closeServer()
	count, misfits, err := server.CheckSaved(command.Context())
	if err != nil || count == 0 {
		return false, err
	}
	fmt.Fprintf(command.OutOrStdout(), "Sparade analyser: %d, varav %d ställen som inte stämmer.\n", count, len(misfits))
	for _, misfit := range misfits {
		fmt.Fprintln(command.OutOrStdout(), misfit)
	}
	return len(misfits) > 0, nil
}

// placeExample puts the demo's saved analysis into a data folder that has none.
func placeExample(data string) error {
	store := saved.At(data)
	list, err := store.List()
	if err != nil || len(list) > 0 {
		return err
	}
	example, err := saved.Parse("fixtures/saved", fixtures.Example())
	if err != nil {
		return err
	}
	if store.WasRemoved(swedish.Slug(example.Title)) {
		return nil // somebody has looked at it and taken it away
	}
	_, err = store.Create(example)
	return err
}

// pinnedSnapshots names the snapshots that saved analyses are pinned to, which a load must not remove. Where a file cannot
// be read it says so, and every snapshot stays: the file could be pinned to any.
func pinnedSnapshots(messages io.Writer, data string) func() ([]string, error) {
	return func() ([]string, error) {
		ids, err := saved.At(data).Pinned()
		if err != nil {
			fmt.Fprintf(messages, "Inga äldre ögonblicksbilder gallras, för en sparad analys kan inte läsas och kan vara låst till en av dem:\n%v\n", err)
		}
		return ids, err
	}
}

// keptSnapshot finds the file of a snapshot that is still there.
func keptSnapshot(data string) func(string) (string, bool) {
	store := snapshot.At(data)
	return func(id string) (string, bool) {
		found, err := store.Find(id)
		return found.Path, err == nil
	}
}
