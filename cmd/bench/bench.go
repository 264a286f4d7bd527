package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"klarsyn/fixtures/region"
	"klarsyn/ingest/source"
)

// A bench is what the measures share: a folder, and what has been generated and loaded in it so far.
type bench struct {
	dir      string
	sizes    sizes
	progress io.Writer
	started  time.Time

	regions map[string]*delivery // by folder
	data    string               // folder with the region loaded; "" not yet
	scaled  map[int64]string     // contacts → folder with so many loaded
}

func newBench(dir string, sizes sizes, progress io.Writer) *bench {
	return &bench{dir: dir, sizes: sizes, progress: progress, started: time.Now(), regions: map[string]*delivery{}, scaled: map[int64]string{}}
}

// say tells what goes on, on stderr.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.progress, "%7s  %s\n", time.Since(b.started).Round(100*time.Millisecond), fmt.Sprintf(format, args...))
}

// folder makes a folder of its own.
func (b *bench) folder(name string) (string, error) {
	path := filepath.Join(b.dir, name)
	if err := os.MkdirAll(path, 0o755); err != nil {
		return "", fmt.Errorf("make a folder: %w", err)
	}
	return path, nil
}

// A delivery is the generated files of a region.
type delivery struct {
	folder   string
	home     string
	rows     int64
	took     time.Duration // to generate
	years    int
	lastYear int
	lastDay  time.Time
}

// options are those of the demo's region, at the size to measure.
func (b *bench) options() region.Options {
	options := region.Default("")
	options.Population, options.FromYear = b.sizes.population, b.sizes.fromYear
	return options
}

// region is the generated region that most measures use.
func (b *bench) region(ctx context.Context) (*delivery, error) {
	return b.generate(ctx, b.options())
}

// generate writes a region's files once.
func (b *bench) generate(ctx context.Context, options region.Options) (*delivery, error) {
	folder, err := b.folder(fmt.Sprintf("delivery-%d-%t", options.Population, options.Full))
	if err != nil {
		return nil, err
	}
	if made := b.regions[folder]; made != nil {
		return made, nil
	}
	options.Out = folder
	started := time.Now()
	truth, err := region.Generate(ctx, options)
	if err != nil {
		return nil, err
	}
	made := &delivery{folder: folder, home: truth.HomeRegion, rows: truth.Rows, took: time.Since(started), years: truth.ToYear - truth.FromYear, lastYear: truth.ToYear}
	if made.lastDay, err = time.Parse(time.DateOnly, truth.Cutoff); err != nil {
		return nil, fmt.Errorf("read the region's cut-off: %w", err)
	}
	if err := os.Remove(filepath.Join(folder, "truth.json")); err != nil { // it is no delivery
		return nil, fmt.Errorf("remove the region's truths: %w", err)
	}
	b.regions[folder] = made
	b.say("generated %s rows for %d residents in %s", million(made.rows), options.Population, shortTime(made.took))
	return made, nil
}

// loaded is a data folder with the region loaded, as the product's own load leaves it.
func (b *bench) loaded(ctx context.Context) (string, error) {
	if b.data != "" {
		return b.data, nil
	}
	files, err := b.region(ctx)
	if err != nil {
		return "", err
	}
	data, err := b.folder("data")
	if err != nil {
		return "", err
	}
	if _, err := runLoad(ctx, files, data); err != nil {
		return "", err
	}
	b.data = data
	return data, nil
}

// fittingSources are the ready sources that some file of a folder is written in.
func fittingSources(folder, home string) ([]*source.Source, error) {
	ids, err := source.Ready()
	if err != nil {
		return nil, err
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("list the delivery: %w", err)
	}
	var fitting []*source.Source
	for _, id := range ids {
		candidate, err := source.Load(id, home)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if _, fits := candidate.Group(file.Name()); fits {
				fitting = append(fitting, candidate)
				break
			}
		}
	}
	return fitting, nil
}
