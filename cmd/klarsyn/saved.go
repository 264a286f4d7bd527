package main

import (
	"fmt"
	"io"

	"klarsyn/dashboards/saved"
)

// pinnedSnapshots names the snapshots that saved analyses are pinned to, which a load must not remove. Where a file cannot
// be read it says so, and every snapshot stays: the file could be pinned to any.
func pinnedSnapshots(messages io.Writer, data string) func() ([]string, error) {
	return func() ([]string, error) {
		ids, err := saved.At(data).Pinned()
		if err != nil {
			fmt.Fprintf(messages, "Inga äldre ögonblicksbilder gallras, för en sparad analys kan inte läsas och kan vara låst till en av dem:\n%v\n", err)
		}
		return ids, err
	}
}
