package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"klarsyn/ingest"
	"klarsyn/ingest/source"
)

func newLoad() *cobra.Command {
	var sources []string
	var home, period string
	var dryRun, asJSON bool
	var keep int
	command := &cobra.Command{
		Use:   "load MAPP-ELLER-FIL … --source KÄLLA",
		Short: "Läser in leveranser och publicerar en ny ögonblicksbild",
		Long: "Läser varje fil genom den källa som beskriver den, kontrollerar varje rad, sätter felaktiga rader i karantän med skäl och publicerar en ny\n" +
			"ögonblicksbild. Går något fel är den publicerade ögonblicksbilden orörd.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage(errors.New("ange vilken mapp eller vilka filer som ska läsas"))
			}
			return nil
		},
		RunE: func(command *cobra.Command, args []string) error {
			options := ingest.Options{Data: dataFolder(command), Paths: args, HomeRegion: home, DryRun: dryRun, Keep: keep, Version: version, Tree: sqlTree(dataFolder(command)), Log: quietLog(),
				Wanted: pinnedSnapshots(command.ErrOrStderr(), dataFolder(command))}
			if keep < 0 {
				return usage(fmt.Errorf("--keep %d: ange hur många ögonblicksbilder som sparas, minst 1 (eller 0 för förval)", keep))
			}
			var err error
			if options.Sources, err = readSources(sources, home); err != nil {
				return err
			}
			if options.Period, err = parsePeriod(period); err != nil {
				return err
			}
			if err := refuseDemo(options.Data); err != nil {
				return err
			}
			if err := readableCodes(options.Data); err != nil {
				return err
			}
			report, err := loadShown(command.Context(), command.ErrOrStderr(), options)
			if report != nil {
				if asJSON {
					err = errors.Join(err, json.NewEncoder(command.OutOrStdout()).Encode(report))
				} else {
					writeReport(command.OutOrStdout(), report)
				}
			}
			var gate *ingest.GateError
			if errors.As(err, &gate) {
				err = fmt.Errorf("%w\nRätta leveransen eller källan och kör samma kommando igen; med --dry-run prövas allt utan att publiceras", err)
			}
			return err
		},
	}
	command.Flags().StringArrayVar(&sources, "source", nil, "en färdig källas id eller en YAML-fil; kan upprepas")
	command.Flags().StringVar(&home, "home-region", "", "hemregionens två siffror, 13 för Halland")
	command.Flags().StringVar(&period, "period", "", "dagar som filerna täcker, FRÅN..TILL, till exempel 2026-10-01..2026-10-31")
	command.Flags().BoolVar(&dryRun, "dry-run", false, "kontrollera allt och berätta allt, men publicera inget")
	command.Flags().BoolVar(&asJSON, "json", false, "skriv redovisningen som json")
	command.Flags().IntVar(&keep, "keep", 0, "ögonblicksbilder som sparas (förval 5)")
	return command
}

// loadShown loads with a progress line on w.
func loadShown(ctx context.Context, w io.Writer, options ingest.Options) (*ingest.Report, error) {
	shown := newProgressLine(w)
	options.Progress = shown.load
	report, err := ingest.Load(ctx, options)
	shown.end()
	return report, err
}

func readSources(refs []string, home string) ([]*source.Source, error) {
	if len(refs) == 0 {
		ready, err := source.Ready()
		if err != nil {
			return nil, err
		}
		return nil, usage(fmt.Errorf("ange minst en källa med --source; färdiga källor är %s", strings.Join(ready, ", ")))
	}
	var read []*source.Source
	var faults []error
	for _, ref := range refs {
		one, err := source.Load(ref, home)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		read = append(read, one)
	}
	if len(faults) > 0 {
		return nil, usage(errors.Join(faults...))
	}
	return read, nil
}

// parsePeriod reads FRÅN..TILL, both days included.
func parsePeriod(text string) (*ingest.Period, error) {
	if text == "" {
		return nil, nil
	}
	from, to, found := strings.Cut(text, "..")
	start, startErr := time.Parse(time.DateOnly, from)
	end, endErr := time.Parse(time.DateOnly, to)
	if !found || startErr != nil || endErr != nil || end.Before(start) {
		return nil, usage(fmt.Errorf("--period %s: skriv FRÅN..TILL med dagar som finns, till exempel 2026-10-01..2026-10-31", text))
	}
	return &ingest.Period{From: start, To: end}, nil
}
