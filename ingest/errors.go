package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"

	"klarsyn/ingest/snapshot"
	"klarsyn/sql/duck"
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
var ErrDiskFull = errors.New("the disk is full")

// fullSigns are the database's words for it.
var fullSigns = []string{"No space left", "no space left", "Disk quota exceeded", "File too large", "max_temp_directory_size"}

// withCause puts an error of the machine that has a known cause into a sentence with what to do, and takes out what may quote data. The
// error itself stays below.
func withCause(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG) || errors.Is(err, syscall.EDQUOT) ||
		slices.ContainsFunc(fullSigns, func(sign string) bool { return strings.Contains(err.Error(), sign) }) {
		return &snapshot.Mishap{What: "disken är full, och inget är publicerat", Do: "frigör utrymme där datamappen ligger (en inläsning behöver ungefär " +
			"tre gånger filernas storlek), eller ange en annan --data, och kör igen", Cause: fmt.Errorf("%w: %w", ErrDiskFull, err)}
	}
	var coded interface{ ExitCode() int }
	if errors.As(err, &coded) { // about what was asked for or delivered, and told
		return err
	}
	return duck.Withhold(snapshot.Explained(err))
}
