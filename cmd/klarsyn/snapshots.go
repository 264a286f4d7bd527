package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"klarsyn/ingest/snapshot"
)

func newSnapshots() *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use: "snapshots", Short: "Listar ögonblicksbilderna, den nyaste först", Args: noArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			store := snapshot.At(dataFolder(command))
			list, err := store.List()
			if err != nil {
				return err
			}
			rows := make([]snapshotRow, len(list))
			for i, one := range list {
				if rows[i], err = rowOf(command.Context(), one); err != nil {
					fmt.Fprintln(command.ErrOrStderr(), err)
				}
			}
			if _, err := store.Current(); err != nil && !errors.Is(err, snapshot.ErrNone) {
				fmt.Fprintln(command.ErrOrStderr(), err)
			}
			if asJSON {
				return json.NewEncoder(command.OutOrStdout()).Encode(rows)
			}
			out := tabwriter.NewWriter(command.OutOrStdout(), 0, 4, 2, ' ', 0)
			fmt.Fprintln(out, "id\tpublicerad\tdata t.o.m.\tleveranser\tvårdkontakter\ti karantän\tMB")
			for _, row := range rows {
				published := ""
				if row.Published {
					published = "ja"
				}
				if row.Fault != "" {
					fmt.Fprintf(out, "%s\t%s\tkan inte läsas\t\t\t\t%d\n", row.ID, published, row.Bytes/1_000_000)
					continue
				}
				fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%d\t%d\t%d\n", row.ID, published, row.Cutoff, row.Deliveries, row.Contacts, row.Quarantined, row.Bytes/1_000_000)
			}
			return out.Flush()
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "skriv som json")
	return command
}

type snapshotRow struct {
	ID          string    `json:"id"`
	Published   bool      `json:"published"`
	CreatedAt   time.Time `json:"created_at"`
	Cutoff      string    `json:"cutoff_on"`
	Deliveries  int64     `json:"deliveries"`
	Contacts    int64     `json:"contacts"`
	Quarantined int64     `json:"quarantined"`
	Bytes       int64     `json:"bytes"`
	Fault       string    `json:"fault,omitempty"` // why it cannot be read
}

// rowOf describes a snapshot. One that cannot be read keeps its row, with the reason.
func rowOf(ctx context.Context, one snapshot.Snapshot) (snapshotRow, error) {
	row := snapshotRow{ID: one.ID, Published: one.Current, CreatedAt: one.CreatedAt, Bytes: one.Bytes}
	facts, err := one.Facts(ctx)
	if err != nil {
		row.Fault = err.Error()
		return row, err
	}
	row.Cutoff, row.Deliveries, row.Contacts, row.Quarantined = facts.CutoffOn.Format(time.DateOnly), facts.Deliveries, facts.Contacts, facts.Quarantined
	return row, nil
}

func newPublish() *cobra.Command {
	return &cobra.Command{
		Use: "publish ID", Short: "Publicerar en ögonblicksbild som redan finns", Args: exactly("vilken ögonblicksbild (klarsyn snapshots visar dem som finns)"),
		RunE: func(command *cobra.Command, args []string) error {
			if err := snapshot.At(dataFolder(command)).Publish(command.Context(), args[0]); err != nil {
				return err
			}
			fmt.Fprintf(command.ErrOrStderr(), "Ögonblicksbild %s är publicerad.\n", args[0])
			return nil
		},
	}
}

func newRollback() *cobra.Command {
	return &cobra.Command{
		Use: "rollback", Short: "Går tillbaka till ögonblicksbilden före den publicerade", Args: noArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			older, err := snapshot.At(dataFolder(command)).Rollback(command.Context())
			if err != nil {
				return err
			}
			fmt.Fprintf(command.ErrOrStderr(), "Ögonblicksbild %s är publicerad.\n", older.ID)
			return nil
		},
	}
}
