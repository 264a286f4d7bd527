package ingest

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// Exit codes of the program, as far as a load decides them.
const (
	exitUsage = 2
	exitGate  = 3
)

// A UsageError says that the load was asked for something that cannot be done.
type UsageError struct{ Message string }

func (e *UsageError) Error() string { return e.Message }

// ExitCode is the program's exit code.
func (e *UsageError) ExitCode() int { return exitUsage }

func usage(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// A GateError says that files break the contract so far that nothing was published.
type GateError struct{ Reasons []error }

func (e *GateError) Error() string {
	lines := make([]string, len(e.Reasons))
	for i, reason := range e.Reasons {
		lines[i] = reason.Error()
	}
	return "nothing was published:\n" + strings.Join(lines, "\n")
}

// Unwrap gives the reasons.
func (e *GateError) Unwrap() []error { return e.Reasons }

// ExitCode is the program's exit code.
func (e *GateError) ExitCode() int { return exitGate }

// ErrDiskFull says that there was no room for the load's files.
var ErrDiskFull = errors.New("the disk is full: nothing was published; free some space in the data folder's file system " +
	"(a load needs about three times the size of its files), or give another --data, and run it again")

// withCause adds what to do when an error of the machine has a known cause.
func withCause(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, sign := range []string{"No space left", "no space left", "Disk quota exceeded", "File too large", "max_temp_directory_size"} {
		if strings.Contains(text, sign) {
			return fmt.Errorf("%w (%w)", ErrDiskFull, err)
		}
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w (%w)", ErrDiskFull, err)
	}
	return err
}
