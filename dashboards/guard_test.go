package dashboards

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"klarsyn/analytics"
)

// What a figure reads and the snapshot lacks may be an old snapshot's fault or the statement's: the reader hears the one, the log has the other.
func TestAFigureThatDoesNotFitTheSnapshotIsLoggedWithItsCause(t *testing.T) {
	var log bytes.Buffer
	server := &Server{log: slog.New(slog.NewTextHandler(&log, nil))}
	for status, logged := range map[int]bool{409: true, 404: false} {
		log.Reset()
		problem := &analytics.Problem{Status: status, Message: "Läs in på nytt."}
		got, sentence, _ := server.explain(fmt.Errorf("%w\n%w", problem, errors.New("no table member")), "analysis", "tiny/share")
		if got != status || sentence != problem.Message {
			t.Errorf("answered %d, %q", got, sentence)
		}
		if has := strings.Contains(log.String(), "no table member") && strings.Contains(log.String(), "tiny/share"); has != logged {
			t.Errorf("status %d, logged: %s", status, log.String())
		}
	}
}
