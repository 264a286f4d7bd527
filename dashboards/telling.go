package dashboards

import "context"

// Stages of an export, in the words of its progress.
const (
	stageComputing = "Räknar figurerna"
	stageDrawing   = "Ritar figurerna"
	stageWriting   = "Skriver filerna"
)

// tellKey is where a context holds who is told how far an export has come. It goes with the context, as a deadline does,
// through formats of which most have nothing to tell.
type tellKey struct{}

// Telling has a function told how far Compile and Write have come: the stage in words, and how much of it is done. A total of
// 0 is not known.
func Telling(ctx context.Context, tell func(stage string, done, total int)) context.Context {
	return context.WithValue(ctx, tellKey{}, tell)
}

// told says how far the work of a context has come.
func told(ctx context.Context, stage string, done, total int) {
	if tell, asked := ctx.Value(tellKey{}).(func(string, int, int)); asked {
		tell(stage, done, total)
	}
}
