package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
)

// What the exports are measured on: as many sheets of the page as fill the slides, and the page's longest list.
const (
	exportedPage = "hjartsvikt"
	exportedList = "detalj-vardkontakter"
	wantedSlides = 30
	mostPictures = 6
	wantedRows   = 100_000
)

// An exported is what a child has made and used.
type exported struct {
	Sheets, Slides, Charts, Pictures int
	Deck                             times         // each time it was written, the figures known
	DeckProcessor, BookProcessor     time.Duration // of the process that serves, per file
	Counted                          time.Duration
	Listed, Rows, Columns            int // rows of the list, and of the workbook, in which they are repeated
	Book                             times
	Served                           int64 // resident in the process that serves before a file is written, database included
	Added                            int64 // at most, while one is written
	Worker                           int64 // of the one that draws pictures
}

// measureExports writes a deck and a long workbook from the loaded region as the pages' menu does, in a process of its own.
func measureExports(ctx context.Context, b *bench) ([]row, error) {
	data, err := b.loaded(ctx)
	if err != nil {
		return nil, err
	}
	var made exported
	if err := askChild(ctx, &made, "child-export", "--from", data, "--times", fmt.Sprint(b.sizes.exports)); err != nil {
		return nil, err
	}
	enough := made.Slides >= wantedSlides && made.Pictures <= mostPictures
	return []row{{
		what: "a deck, warm", size: fmt.Sprintf("%d slides of %d sheets: %d native charts, %d pictures", made.Slides, made.Sheets, made.Charts, made.Pictures),
		measured: fmt.Sprintf("%s, %s of processor; its figures computed in %s before", made.Deck, shortTime(made.DeckProcessor), shortTime(made.Counted)),
		budget:   fmt.Sprintf("%d slides with at most %d pictures in ≤ 3 s", wantedSlides, mostPictures), verdict: judge(enough && made.Deck.median() <= 3*time.Second),
	}, {
		what: "a workbook of a list", size: fmt.Sprintf("%d rows × %d columns, from a list of %d", made.Rows, made.Columns, made.Listed), measured: fmt.Sprintf("%s, %s of processor", made.Book, shortTime(made.BookProcessor)),
		budget: "100 000 rows in ≤ 5 s", verdict: judge(made.Book.median() <= 5*time.Second),
	}, {
		what: "memory of writing those files", size: "deck, then workbook", measured: fmt.Sprintf("%s, and %s in the process that draws pictures; %s held with the database and the figures before", megabytes(made.Added), megabytes(made.Worker), megabytes(made.Served)),
		budget: "≤ 500 MB", verdict: judge(made.Added+made.Worker <= 500<<20),
	}}, nil
}

func newExportChild() *cobra.Command {
	var data string
	var repeats int
	command := &cobra.Command{
		Use: "child-export", Hidden: true, Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			made, err := exportAll(command.Context(), data, repeats)
			if err != nil {
				return err
			}
			return answer(command.OutOrStdout(), made)
		},
	}
	command.Flags().StringVar(&data, "from", "", "data folder")
	command.Flags().IntVar(&repeats, "times", 1, "how often each file is written, after once to warm up")
	return command
}

func newPictureChild() *cobra.Command {
	return &cobra.Command{
		Use: "child-pictures", Hidden: true, Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			return dashboards.PictureWorker(command.Context(), os.Stdin, os.Stdout)
		},
	}
}

func exportAll(ctx context.Context, data string, repeats int) (made exported, err error) {
	service, err := openService(ctx, data)
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, service.Close()) }()
	gate, err := access.Open(data, access.Loopback)
	if err != nil {
		return made, err
	}
	defer gate.Close()
	self, err := os.Executable()
	if err != nil {
		return made, fmt.Errorf("find this program: %w", err)
	}
	server, err := dashboards.New(dashboards.Options{Service: service, Access: gate, Log: errorLog(), Version: version, Example: true, Worker: []string{self, "child-pictures"}})
	if err != nil {
		return made, err
	}
	if err := made.deck(ctx, server, repeats); err != nil {
		server.Close()
		return made, err
	}
	if err := made.book(ctx, service, server, repeats); err != nil {
		server.Close()
		return made, err
	}
	made.Worker = peakOfChildren()
	server.Close()
	return made, nil
}

// deck takes open sheets in the page's order until there are enough slides, and writes them again and again.
func (e *exported) deck(ctx context.Context, server *dashboards.Server, repeats int) error {
	sheets, err := server.OpenSheets(exportedPage)
	if err != nil {
		return err
	}
	var order dashboards.Order
	var compiled dashboards.Compiled
	for n := 1; n <= len(sheets) && e.Slides < wantedSlides; n++ {
		order = dashboards.Order{Page: exportedPage, Sheets: sheets[:n]}
		started := time.Now()
		all, err := server.Compile(ctx, order, nil)
		if err != nil {
			return err
		}
		e.Counted, compiled = e.Counted+time.Since(started), all[0]
		content, _, err := written(ctx, server, compiled, "pptx")
		if err != nil {
			return err
		}
		if e.Slides, e.Charts, e.Pictures, err = contents(content); err != nil {
			return err
		}
	}
	e.Sheets = len(order.Sheets)
	e.Deck, e.DeckProcessor, err = e.repeatedly(ctx, server, compiled, "pptx", repeats)
	return err
}

// book writes the list with as many rows as are wanted, over as many of the last years as have them.
func (e *exported) book(ctx context.Context, service *analytics.Service, server *dashboards.Server, repeats int) error {
	page, err := service.Page(exportedPage)
	if err != nil {
		return err
	}
	view := service.View()
	var years []string
	for _, year := range view.Values(page, "ar") {
		years = append(years, "ar="+year.URL)
	}
	view.Release()
	slices.Sort(years)
	slices.Reverse(years)
	var all []dashboards.Compiled
	for n := 1; n <= len(years) && e.Listed < wantedRows; n++ {
		order := dashboards.Order{Page: exportedPage, Sheets: []string{exportedList}, Query: strings.Join(years[:n], "&")}
		if all, err = server.Compile(ctx, order, nil); err != nil {
			return err
		}
		e.Listed = len(all[0].Document.Sections[0].Figures[0].Table.Rows)
	}
	if e.Listed == 0 {
		return errors.New("the list is empty")
	}
	table := all[0].Document.Sections[0].Figures[0].Table
	for len(table.Rows) < wantedRows {
		table.Rows = append(table.Rows, table.Rows[:min(e.Listed, wantedRows-len(table.Rows))]...)
	}
	table.Rows = table.Rows[:wantedRows]
	e.Rows, e.Columns = len(table.Rows), len(table.Columns)
	e.Book, e.BookProcessor, err = e.repeatedly(ctx, server, all[0], "xlsx", repeats)
	return err
}

// repeatedly writes a file so many times, and tells how long each took and how much of the processors one uses: the first varies
// with what else the machine does.
func (e *exported) repeatedly(ctx context.Context, server *dashboards.Server, compiled dashboards.Compiled, format string, repeats int) (all times, processor time.Duration, err error) {
	debug.FreeOSMemory() // of computing the figures
	held := residentMemory(os.Getpid())
	if err := forgetPeak(); err != nil {
		return nil, 0, err
	}
	before, err := processorTime()
	if err != nil {
		return nil, 0, err
	}
	for range repeats {
		_, took, err := written(ctx, server, compiled, format)
		if err != nil {
			return nil, 0, err
		}
		all = append(all, took)
	}
	e.Served, e.Added = max(e.Served, held), max(e.Added, peakMemory()-held)
	after, err := processorTime()
	return all, (after - before) / time.Duration(repeats), err
}

func written(ctx context.Context, server *dashboards.Server, compiled dashboards.Compiled, format string) ([]byte, time.Duration, error) {
	started := time.Now()
	files, err := server.Write(ctx, compiled, format, dashboards.Look{})
	if err != nil {
		return nil, 0, err
	}
	return files[0].Content, time.Since(started), nil
}

// contents counts what a deck holds: slides, native charts and pictures.
func contents(deck []byte) (slides, charts, pictures int, err error) {
	packed, err := zip.NewReader(bytes.NewReader(deck), int64(len(deck)))
	if err != nil {
		return 0, 0, 0, fmt.Errorf("unpack the deck: %w", err)
	}
	for _, entry := range packed.File {
		switch folder := path.Dir(entry.Name); {
		case folder == "ppt/slides":
			slides++
		case folder == "ppt/charts":
			charts++
		case strings.HasSuffix(entry.Name, ".png"):
			pictures++
		}
	}
	return slides, charts, pictures, nil
}
