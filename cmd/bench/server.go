package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
	"klarsyn/ingest/snapshot"
)

// openService opens the published snapshot of a data folder as the product does.
func openService(ctx context.Context, data string) (*analytics.Service, error) {
	current, err := snapshot.At(data).Current()
	if err != nil {
		return nil, err
	}
	return analytics.Open(ctx, analytics.Options{Path: current.Path, Program: version, Log: errorLog()})
}

// A server is the product's pages on the loopback.
type server struct {
	service *analytics.Service
	address string
	stop    func() error
}

// serve serves a data folder. A page waits for its figures as long as the patience says; 0: as in the product.
func serve(ctx context.Context, data string, patience time.Duration, log *slog.Logger) (*server, error) {
	service, err := openService(ctx, data)
	if err != nil {
		return nil, err
	}
	gate, err := access.Open(data, access.Loopback)
	if err != nil {
		return nil, errors.Join(err, service.Close())
	}
	pages, err := dashboards.New(dashboards.Options{Service: service, Access: gate, Log: log, Version: version, Example: true, Patient: patience})
	if err != nil {
		return nil, errors.Join(err, gate.Close(), service.Close())
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("listen on the loopback: %w", err), gate.Close(), service.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- pages.Serve(ctx, listener) }()
	return &server{service: service, address: "http://" + listener.Addr().String(), stop: func() error {
		cancel()
		return errors.Join(<-ended, gate.Close(), service.Close())
	}}, nil
}

// A pageAnswer is how a page came.
type pageAnswer struct {
	took  time.Duration
	whole bool // no figure of it was late or broken
}

// fetch reads a page whole.
func fetch(ctx context.Context, client *http.Client, address string) (pageAnswer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return pageAnswer{}, err
	}
	started := time.Now()
	response, err := client.Do(request)
	if err != nil {
		return pageAnswer{}, err
	}
	_, err = io.Copy(io.Discard, response.Body)
	took := time.Since(started)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return pageAnswer{}, fmt.Errorf("read the page: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return pageAnswer{}, fmt.Errorf("the page answered %s", response.Status)
	}
	return pageAnswer{took: took, whole: response.Header.Get("Cache-Control") != "no-store"}, nil
}

// newClient keeps a connection for each reader.
func newClient(readers int) *http.Client {
	return &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConns: readers, MaxIdleConnsPerHost: readers}}
}

func newServeChild() *cobra.Command {
	var data string
	command := &cobra.Command{
		Use: "child-serve", Hidden: true, Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			log := slog.New(slog.NewTextHandler(&firstLines{w: command.ErrOrStderr(), left: 3}, &slog.HandlerOptions{Level: slog.LevelError}))
			serving, err := serve(command.Context(), data, 0, log)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintln(command.OutOrStdout(), serving.address); err != nil {
				return errors.Join(err, serving.stop())
			}
			_, err = io.Copy(io.Discard, command.InOrStdin()) // until the parent closes it, or ends
			return errors.Join(err, serving.stop())
		},
	}
	command.Flags().StringVar(&data, "from", "", "data folder")
	return command
}

// firstLines lets only so many lines through: under load one fault brings a thousand like it.
type firstLines struct {
	w    io.Writer
	left int
}

// Write takes one line; a log writes them one at a time.
func (f *firstLines) Write(line []byte) (int, error) {
	if f.left <= 0 {
		return len(line), nil
	}
	f.left--
	return f.w.Write(line)
}
