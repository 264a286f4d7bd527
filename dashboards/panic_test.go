package dashboards

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

func TestAFigureThatPanicsLogsItsPlaceAndNeverTheValue(t *testing.T) {
	var log bytes.Buffer
	w := &work{server: &Server{log: slog.New(slog.NewTextHandler(&log, nil))}}
	answer := begin(w, func() string { panic("19121212-1212") }, func(err error) string { return err.Error() })
	if got := <-answer; got != "figure panicked" {
		t.Errorf("the panel says %q", got)
	}
	w.group.Wait()
	if said := log.String(); !strings.Contains(said, "at=panic_test.go:") || strings.Contains(said, "1212") {
		t.Errorf("the log says %q", said)
	}
}
