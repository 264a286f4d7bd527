package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
	"klarsyn/analytics/disclosure"
	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
	"klarsyn/dashboards/saved"
	"klarsyn/ingest/snapshot"
)

const defaultAddress = "127.0.0.1:8080"

func newServe() *cobra.Command {
	var address string
	command := &cobra.Command{
		Use: "serve", Short: "Visar sidorna för den publicerade ögonblicksbilden", Args: noArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			policy, err := disclosurePolicy(command)
			if err != nil {
				return err
			}
			return serve(command.Context(), command.ErrOrStderr(), dataFolder(command), address, policy, false)
		},
	}
	command.Flags().StringVar(&address, "listen", defaultAddress, "adress på den egna maskinen")
	addThreshold(command)
	return command
}

// serve shows pages until the context ends, and takes up each newly published snapshot without a failed request.
func serve(ctx context.Context, messages io.Writer, data, address string, policy disclosure.Policy, example bool) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	service, current, err := openService(ctx, data, policy, log)
	if err != nil {
		return err
	}
	defer service.Close()
	snapshot.At(data).Protect()
	gate, err := access.Open(data, access.Loopback)
	if err != nil {
		return err
	}
	defer gate.Close()
	server, err := dashboards.New(dashboards.Options{Service: service, Access: gate, Log: log, Version: version, Example: example, Worker: pictureWorker(), Template: templateOf(data),
		Saved: saved.At(data), Snapshot: keptSnapshot(data)})
	if err != nil {
		return err
	}
	defer server.Close()
	if err := dashboards.CheckTemplate(templateOf(data)); err != nil {
		log.Error("presentations cannot be made until the template is changed or taken away", "file", templateOf(data), "error", err)
	}
	go snapshot.At(data).Watch(ctx, time.Second, current.ID, follow(ctx, service, log))
	fmt.Fprintf(messages, "Klarsyn visar ögonblicksbild %s på http://%s/ (Ctrl-C avslutar)\n", current.ID, address)
	return server.Listen(ctx, address)
}

// follow takes up each newly published snapshot. One that cannot be used is told once, and tried again until it can: the one before is
// shown meanwhile.
func follow(ctx context.Context, service *analytics.Service, log *slog.Logger) func(snapshot.Snapshot) error {
	failed := ""
	return func(next snapshot.Snapshot) error {
		err := service.Use(ctx, next.Path)
		switch {
		case err == nil:
			log.Info("new snapshot", "snapshot", next.ID)
		case failed != next.ID:
			log.Error("take up a new snapshot", "snapshot", next.ID, "error", err)
			failed = next.ID
		}
		return err
	}
}

// quietLog is for verbs that answer on stdout: warnings and errors only.
func quietLog() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
