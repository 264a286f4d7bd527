package analytics

import (
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// PanicSite tells where the panic that is being recovered began, as file:line, for logs: neither the panic's value, which
// may hold data, nor a stack belongs there. It is called from the deferred function that recovers.
func PanicSite() string {
	callers := make([]uintptr, 32)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	for panicked := false; ; {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			panicked = true
		case panicked && !strings.HasPrefix(frame.Function, "runtime."):
			return filepath.Base(frame.File) + ":" + strconv.Itoa(frame.Line)
		}
		if !more {
			return "unknown"
		}
	}
}
