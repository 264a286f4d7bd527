package main

import (
	"errors"

	"klarsyn/analytics"
	"klarsyn/ingest/snapshot"
)

const (
	exitError = 1
	exitUsage = 2
)

// A usageError is a command line that cannot be carried out as written.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// ExitCode is the program's exit code.
func (usageError) ExitCode() int { return exitUsage }

func usage(err error) error { return usageError{err} }

// exitCode finds the code an error asks for. A selection that cannot be answered is a matter of usage.
func exitCode(err error) int {
	var coded interface{ ExitCode() int }
	switch {
	case errors.As(err, &coded):
		return coded.ExitCode()
	case analytics.AsProblem(err) != nil:
		return exitUsage
	}
	return exitError
}

// plain is what is said of an error. What has happened to the data folder is one sentence and what to do: neither what the program was
// doing nor the words of the database or the system help there.
func plain(err error) error {
	var mishap *snapshot.Mishap
	if exitCode(err) == exitError && errors.As(snapshot.Explained(err), &mishap) {
		return mishap
	}
	return err
}
