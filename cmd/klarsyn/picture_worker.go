package main

import (
	"os"

	"github.com/spf13/cobra"

	"klarsyn/dashboards"
)

// pictureVerb is the hidden verb that makes this program the process that draws its pictures.
const pictureVerb = "picture-worker"

func newPictureWorker() *cobra.Command {
	return &cobra.Command{
		Use: pictureVerb, Hidden: true, Args: noArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			return dashboards.PictureWorker(command.Context(), os.Stdin, os.Stdout)
		},
	}
}

// pictureWorker is the command line of that process; a program that cannot find itself draws no pictures.
func pictureWorker() []string {
	program, err := os.Executable()
	if err != nil {
		return nil
	}
	return []string{program, pictureVerb}
}
