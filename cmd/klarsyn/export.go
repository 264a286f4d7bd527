package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"klarsyn/analytics"
	"klarsyn/dashboards"
	"klarsyn/dashboards/access"
	"klarsyn/dashboards/saved"
)

func newExport() *cobra.Command {
	var where []string
	var format, out, template string
	var look lookFlags
	order := dashboards.Order{}
	command := &cobra.Command{
		Use:   "export SIDA|analyser/ID --as FORMAT [--where nyckel=värde …] [--per nyckel] [--out MAPP]",
		Short: "Skriver en sida, några av dess blad eller en sparad analys som filer",
		Long: "Skriver en sida, eller några av dess blad, som filer med samma siffror och texter som på skärmen. Filernas namn säger vad de visar,\n" +
			"urvalet och sista dag; de skrivs till stdout när de är klara. Med --per blir det en fil för varje värde som har fler än några få personer.\n" +
			"Ett blad som kräver behörighet skrivs bara när det nämns med --blad, och öppningen loggas.\n" +
			"En sparad analys (analyser/ID, se klarsyn saved) säger själv vad den visar, och skrivs som pdf i sin publikationsform.",
		Args: exactly("vilken sida, till exempel hjartsvikt"),
		RunE: func(command *cobra.Command, args []string) error {
			order.Page = args[0]
			query, err := whereQuery(where)
			if err != nil {
				return err
			}
			order.Query = query
			chosen, err := look.parse(format)
			if err != nil {
				return err
			}
			return exportPage(command, order, format, chosen, out, template)
		},
	}
	flags := command.Flags()
	flags.StringVar(&format, "as", "", "filformat: pptx, xlsx, pdf, csv, json, parquet, arrow, svg eller png")
	flags.StringArrayVar(&where, "where", nil, "nyckel=värde, kan upprepas; -värde väljer bort, \\värde tas ordagrant (sjukhus=\\-Annan)")
	flags.StringArrayVar(&order.Sheets, "blad", nil, "bladets id, kan upprepas; annars alla som inte kräver behörighet")
	flags.StringVar(&order.Per, "per", "", "en fil för varje värde av nyckeln, till exempel sjukhus")
	flags.StringVar(&order.Base, "link", "", "tjänstens adress, för länken tillbaka, till exempel http://127.0.0.1:8080")
	flags.StringVar(&template, "template", "", "för pptx: regionens egen mall, .pptx eller .potx (förval "+templateFile+" i datamappen, om den finns)")
	flags.StringVar(&out, "out", ".", "mapp att skriva till")
	look.add(command)
	addThreshold(command)
	return command
}

// lookFlags are the choices of a format as flags, named as in the service's addresses.
type lookFlags struct{ dialect, width, height, scale, scheme, form, engine string }

func (l *lookFlags) add(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&l.dialect, "dialekt", "", "för csv: svensk (förval) eller iso")
	flags.StringVar(&l.width, "bredd", "", "för bilder: bildpunkter, förval 900")
	flags.StringVar(&l.height, "hojd", "", "för bilder: bildpunkter, förval så högt som figuren vill")
	flags.StringVar(&l.scale, "skala", "", "för png: 1, 2 (förval) …")
	flags.StringVar(&l.form, "form", "", "för pdf: rapport (förval, Analysrapport) eller kort (Kort analys)")
	flags.StringVar(&l.engine, "motor", "", "för pdf: chromium (taggad; förval där den är installerad) eller enkel (utan webbläsare, otaggad)")
	flags.StringVar(&l.scheme, "tema", "", "för bilder: ljust (förval) eller morkt")
}

// parse reads the flags as the service reads an address. One that the format does not take is told.
func (l *lookFlags) parse(format string) (dashboards.Look, error) {
	var query []string
	for _, given := range [][2]string{{"dialekt", l.dialect}, {"bredd", l.width}, {"hojd", l.height}, {"skala", l.scale}, {"tema", l.scheme}, {"form", l.form}, {"motor", l.engine}} {
		if given[1] != "" {
			query = append(query, given[0]+"="+url.QueryEscape(given[1]))
		}
	}
	rest, look, err := dashboards.ParseLook(strings.Join(query, "&"), format)
	if err == nil && rest != "" {
		name, _, _ := strings.Cut(rest, "=")
		err = fmt.Errorf("--%s gäller inte formatet %s", name, format)
	}
	if err != nil {
		return look, usage(err)
	}
	return look, nil
}

func exportPage(command *cobra.Command, order dashboards.Order, format string, look dashboards.Look, out, template string) error {
	template, err := chosenTemplate(command, template)
	if err != nil {
		return err
	}
	if format == "pptx" { // before the figures are computed
		if err := dashboards.CheckTemplate(template); err != nil {
			return err
		}
	}
	server, closeAll, err := openPages(command, template)
	if err != nil {
		return err
	}
	defer closeAll()
	if err := server.CheckFormat(format); err != nil {
		return usage(fmt.Errorf("--as: %w", err))
	}
	shown := newProgressLine(command.ErrOrStderr())
	compiled, err := server.Compile(command.Context(), order, func(done, total int) {
		shown.show(fmt.Sprintf("Räknar %3d %%", 100*done/max(1, total)))
	})
	shown.end()
	if err != nil {
		return asUsage(interrupted(command.Context(), err, 0))
	}
	if err := os.MkdirAll(out, 0o750); err != nil {
		return fmt.Errorf("skapa mappen: %w", err)
	}
	written := 0
	for i, one := range compiled {
		of := fmt.Sprintf("Skriver %d av %d", i+1, len(compiled))
		shown.show(of)
		told := dashboards.Telling(command.Context(), func(stage string, done, total int) {
			if total > 1 {
				shown.show(fmt.Sprintf("%s: %s %3d %%", of, strings.ToLower(stage), 100*done/total))
			}
		})
		files, err := server.Write(told, one, format, look)
		if err = errors.Join(err, command.Context().Err()); err != nil {
			shown.end()
			return interrupted(command.Context(), err, written)
		}
		for _, file := range files {
			path := filepath.Join(out, file.Name)
			if err := writeWhole(path, file.Content); err != nil {
				shown.end()
				return err
			}
			shown.end()
			fmt.Fprintln(command.OutOrStdout(), path)
			written++
		}
	}
	shown.end()
	if written == 0 {
		return errors.New("det finns inget att exportera i formatet för urvalet")
	}
	return nil
}

// interrupted says so where the reader ended the work; the files that are written are whole.
func interrupted(ctx context.Context, err error, written int) error {
	if ctx.Err() == nil {
		return err
	}
	if written == 0 {
		return errors.New("avbrutet, ingen fil är skriven")
	}
	return fmt.Errorf("avbrutet, %d filer är skrivna och hela", written)
}

// asUsage makes what a reader asked wrongly a matter of usage.
func asUsage(err error) error {
	if dashboards.IsRefused(err) {
		return usage(err)
	}
	return err
}

// openPages opens the pages of the data folder's published snapshot. Openings of guarded sheets are logged there.
func openPages(command *cobra.Command, template string) (*dashboards.Server, func(), error) {
	data, log := dataFolder(command), quietLog()
	policy, err := disclosurePolicy(command)
	if err != nil {
		return nil, nil, err
	}
	service, _, err := openService(command.Context(), data, policy, log)
	if err != nil {
		return nil, nil, err
	}
	server, closeServer, err := openServer(data, template, service, log)
	if err != nil {
		return nil, nil, errors.Join(err, service.Close())
	}
	return server, func() { closeServer(); service.Close() }, nil
}

// openServer makes the pages of a data folder that nobody asks over a network.
func openServer(data, template string, service *analytics.Service, log *slog.Logger) (*dashboards.Server, func(), error) {
	gate, err := access.Open(data, access.Loopback)
	if err != nil {
		return nil, nil, err
	}
	server, err := dashboards.New(dashboards.Options{Service: service, Access: gate, Log: log, Version: version, Example: holdsDemo(data), Worker: pictureWorker(), Template: template,
		Saved: saved.At(data), Snapshot: keptSnapshot(data)})
	if err != nil {
		return nil, nil, errors.Join(err, gate.Close())
	}
	return server, func() { server.Close(); gate.Close() }, nil
}

// templateFile is the region's own template for presentations in the data folder.
const templateFile = "template.pptx"

func templateOf(data string) string { return filepath.Join(data, templateFile) }

// chosenTemplate is the template that is asked for, which must be there, else that of the data folder, which need not.
func chosenTemplate(command *cobra.Command, template string) (string, error) {
	if template == "" {
		return templateOf(dataFolder(command)), nil
	}
	if _, err := os.Stat(template); err != nil {
		return "", usage(fmt.Errorf("--template %s: filen kan inte läsas: %w", template, errors.Unwrap(err)))
	}
	return template, nil
}

// holdsDemo reports whether the data folder holds the demo's made-up region.
func holdsDemo(data string) bool {
	_, err := os.Stat(filepath.Join(data, demoMark))
	return err == nil
}

// writeWhole writes a file beside its place and moves it there, so that a reader never meets half of it.
func writeWhole(path string, content []byte) error {
	beside, err := os.CreateTemp(filepath.Dir(path), ".klarsyn-*")
	if err != nil {
		return fmt.Errorf("skriv %s: %w", path, err)
	}
	defer os.Remove(beside.Name())
	_, err = beside.Write(content)
	if err = errors.Join(err, beside.Chmod(0o640), beside.Sync(), beside.Close()); err != nil {
		return fmt.Errorf("skriv %s: %w", path, err)
	}
	if err := os.Rename(beside.Name(), path); err != nil {
		return fmt.Errorf("skriv %s: %w", path, err)
	}
	return nil
}
