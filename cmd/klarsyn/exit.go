package main

import (
	"errors"

	"klarsyn/analytics"
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
