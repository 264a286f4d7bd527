package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"klarsyn/fixtures/region"
	"klarsyn/ingest"
	"klarsyn/ingest/snapshot"
)

// regionSources are the ready sources that the generated region's files are read through.
var regionSources = []string{
	"par-slutenvard", "par-oppenvard", "primarvard", "kpp-vardkontakt", "kpp-kostnadspost", "personregister", "lmed", "dors", "scb-folkmangd", "scb-framskrivning",
	"enheter", "lab", "matvarden", "hemmonitorering", "drg-riket", "ytterfall-riket", "prisindex", "jamforelsetal", "bokslut", "jamforbarhet", "pec",
}

const regionHome = "13"

func newGenerate() *cobra.Command {
	options := region.Default("")
	var years string
	command := &cobra.Command{
		Use: "generate --out MAPP", Short: "Skapar en påhittad region som leveransfiler", Args: noArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if options.Out == "" {
				return usage(errors.New("ange mappen att skriva till med --out"))
			}
			if _, err := fmt.Sscanf(years, "%d-%d", &options.FromYear, &options.ToYear); err != nil {
				return usage(fmt.Errorf("--years %s: skriv första och sista år, till exempel 2016-2026", years))
			}
			if options.ToYear != region.Default("").ToYear && !command.Flags().Changed("cutoff-month") {
				options.CutoffMonth = 12 // only the default region has a running year
			}
			if err := options.Validate(); err != nil {
				return usage(err)
			}
			_, err := generateShown(command.Context(), command.ErrOrStderr(), options)
			return err
		},
	}
	flags := command.Flags()
	flags.StringVar(&options.Out, "out", "", "mapp att skriva till")
	flags.Uint64Var(&options.Seed, "seed", options.Seed, "samma frö ger samma region")
	flags.IntVar(&options.Population, "population", options.Population, "invånare det sista hela året")
	flags.StringVar(&years, "years", fmt.Sprintf("%d-%d", options.FromYear, options.ToYear), "första och sista år")
	flags.IntVar(&options.CutoffMonth, "cutoff-month", options.CutoffMonth, "sista månad med data det sista året")
	flags.BoolVar(&options.Full, "full", false, "också primärvård, läkemedel och kostnadsposter för alla")
	flags.BoolVar(&options.Faults, "faults", false, "plantera kända fel, uppräknade i truth.json")
	return command
}

func generateShown(ctx context.Context, w io.Writer, options region.Options) (region.Truth, error) {
	shown := newProgressLine(w)
	started := time.Now()
	options.Progress = func(done, total int) {
		shown.show(fmt.Sprintf("Skapar regionen %3d %%", 100*done/max(1, total)))
	}
	truth, err := region.Generate(ctx, options)
	shown.end()
	if err != nil {
		return truth, err
	}
	var rows int64
	for _, file := range truth.Files {
		rows += file.Rows
	}
	fmt.Fprintf(w, "Skapade %s rader i %d filer på %s\n", whole(rows), len(truth.Files), time.Since(started).Round(100*time.Millisecond))
	return truth, nil
}

func newDemo() *cobra.Command {
	var address string
	var fresh bool
	options := region.Default("")
	command := &cobra.Command{
		Use: "demo", Short: "Skapar en påhittad region, läser in den och visar den", Args: noArgs,
		Long: "Skapar en påhittad region, läser in den och visar den. Finns den redan i mappen visas den direkt. En mapp med annat innehåll lämnas orörd.",
		RunE: func(command *cobra.Command, _ []string) error {
			ctx, w, data := command.Context(), command.ErrOrStderr(), dataFolder(command)
			policy, err := disclosurePolicy(command)
			if err != nil {
				return err
			}
			if err := prepareDemo(ctx, w, data, options, fresh); err != nil {
				return err
			}
			if err := placeExample(data); err != nil {
				return err
			}
			return serve(ctx, w, data, address, policy, true)
		},
	}
	flags := command.Flags()
	flags.StringVar(&address, "listen", defaultAddress, "adress på den egna maskinen")
	flags.Uint64Var(&options.Seed, "seed", options.Seed, "samma frö ger samma region")
	flags.IntVar(&options.Population, "population", options.Population, "invånare det sista hela året")
	flags.BoolVar(&options.Full, "full", false, "också primärvård, läkemedel och kostnadsposter för alla")
	flags.BoolVar(&fresh, "fresh", false, "skapa och läs in på nytt även om regionen finns")
	addThreshold(command)
	return command
}

// demoMark names the file that says which region a data folder holds, so that a demo never replaces real data.
const demoMark = "demo.txt"

// prepareDemo makes sure that the data folder holds the generated region.
func prepareDemo(ctx context.Context, w io.Writer, data string, options region.Options, fresh bool) error {
	wanted := fmt.Sprintf("seed %d population %d full %t version %s\n", options.Seed, options.Population, options.Full, version)
	mark := filepath.Join(data, demoMark)
	found, err := os.ReadFile(mark)
	_, currentErr := snapshot.At(data).Current()
	switch {
	case errors.Is(err, fs.ErrNotExist) && currentErr == nil:
		return fmt.Errorf("mappen %s innehåller inlästa data som inte är demons: ange en annan med --data", data)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("läs %s: %w", mark, err)
	case string(found) == wanted && currentErr == nil && !fresh:
		return nil
	}
	if err := os.MkdirAll(data, 0o750); err != nil {
		return fmt.Errorf("skapa datamappen: %w", err)
	}
	delivery, err := os.MkdirTemp(data, "demo-")
	if err != nil {
		return fmt.Errorf("skapa mapp för leveransen: %w", err)
	}
	defer os.RemoveAll(delivery)
	options.Out = delivery
	truth, err := generateShown(ctx, w, options)
	if err != nil {
		return err
	}
	delivered, err := truth.DeliveredOn()
	if err != nil {
		return err
	}
	if err := dropDemo(data); err != nil {
		return err
	}
	if err := os.WriteFile(mark, []byte(wanted), 0o640); err != nil {
		return fmt.Errorf("skriv %s: %w", mark, err)
	}
	if err := os.Remove(filepath.Join(delivery, "truth.json")); err != nil {
		return fmt.Errorf("ta bort facit: %w", err)
	}
	sources, err := readSources(regionSources, regionHome)
	if err != nil {
		return err
	}
	report, err := loadShown(ctx, w, ingest.Options{Data: data, Paths: []string{delivery}, Sources: sources, HomeRegion: regionHome, Version: version, Keep: 1, Today: delivered, Tree: sqlTree(data), Log: quietLog()})
	if err != nil {
		return err
	}
	var rows int64
	for _, file := range report.Files {
		rows += file.Read
	}
	fmt.Fprintf(w, "Läste in %s rader på %s, %s\n", whole(rows), report.Elapsed.Round(100*time.Millisecond), report.Snapshot)
	return nil
}

// refuseDemo keeps deliveries out of a folder that holds the demo: the made-up persons would be counted among the real
// ones, and the next demo would remove both.
func refuseDemo(data string) error {
	_, err := os.Stat(filepath.Join(data, demoMark))
	switch {
	case err == nil:
		return usage(fmt.Errorf("mappen %s innehåller demons påhittade region: ange en annan med --data", data))
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR): // no demo; a data folder that is a file is told by the load
		return nil
	}
	return fmt.Errorf("läs %s: %w", filepath.Join(data, demoMark), err)
}

// dropDemo removes the snapshots of an earlier demo: another region's files would be taken for new deliveries of this one.
func dropDemo(data string) error {
	for _, name := range []string{"current", "snapshots", demoMark} {
		if err := os.RemoveAll(filepath.Join(data, name)); err != nil {
			return fmt.Errorf("ta bort den tidigare demon: %w", err)
		}
	}
	return nil
}
