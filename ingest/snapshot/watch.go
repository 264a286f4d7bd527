package snapshot

import (
	"context"
	"os"
	"time"
)

// Watch calls changed for each newly published snapshot after the known one, until the context ends. It looks at
// the pointer's file, not at events, so that it works on every file system. While changed answers an error it is called again: what
// is published may be mended under its name.
func (s *Store) Watch(ctx context.Context, every time.Duration, known string, changed func(Snapshot) error) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	var seen os.FileInfo
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		info, err := os.Stat(s.pointer())
		if err != nil || seen != nil && os.SameFile(info, seen) && info.ModTime().Equal(seen.ModTime()) {
			continue
		}
		current, err := s.Current()
		if err != nil {
			continue // mended by the next publication
		}
		if current.ID != known && changed(current) != nil {
			continue
		}
		seen, known = info, current.ID
	}
}
