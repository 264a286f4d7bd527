package analytics

import (
	"errors"
	"fmt"
)

// A Problem is a request that cannot be answered as asked. Message is one plain Swedish sentence for the
// reader; it never holds patient data. Status is the HTTP status that fits.
type Problem struct {
	Status  int // 400, 404 or 409
	Message string
	Key     string // query key at fault, or empty
	Value   string // value at fault, or empty
}

// Error returns the Swedish sentence.
func (p *Problem) Error() string { return p.Message }

// AsProblem finds the Problem in an error's chain, or returns nil.
func AsProblem(err error) *Problem {
	var problem *Problem
	if errors.As(err, &problem) {
		return problem
	}
	return nil
}

func badRequest(key, value, format string, args ...any) error {
	return &Problem{Status: 400, Key: key, Value: value, Message: fmt.Sprintf(format, args...)}
}

func notFound(format string, args ...any) error {
	return &Problem{Status: 404, Message: fmt.Sprintf(format, args...)}
}

// otherVersion tells that a snapshot lacks what a figure reads: a saved analysis may be pinned to one that an earlier version made.
func otherVersion() error {
	return &Problem{Status: 409, Message: "Ögonblicksbilden saknar tabeller eller kolumner som måttet läser, som när en äldre version av programmet gjorde den. Läs in leveranserna på nytt, eller se efter med klarsyn check."}
}
