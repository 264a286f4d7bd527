package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"klarsyn/ingest"
)

// A progressLine shows long work on one line of a terminal, and says nothing elsewhere.
type progressLine struct {
	w        io.Writer
	terminal bool
	width    int
	shownAt  time.Time
}

func newProgressLine(w io.Writer) *progressLine {
	file, isFile := w.(*os.File)
	return &progressLine{w: w, terminal: isFile && term.IsTerminal(int(file.Fd()))}
}

var stageNames = map[ingest.Stage]string{
	ingest.StageRead: "Läser", ingest.StageCheck: "Kontrollerar", ingest.StageMerge: "Lägger ihop", ingest.StageBuild: "Bygger", ingest.StagePublish: "Publicerar",
}

func (p *progressLine) load(at ingest.Progress) {
	text := stageNames[at.Stage]
	if at.Total > 0 {
		text += fmt.Sprintf(" %3d %%", 100*at.Done/at.Total)
	}
	if at.What != "" {
		text += " " + at.What
	}
	if at.Rate > 0 {
		text += fmt.Sprintf(", %s rader, %s rader/s", whole(at.Rows), whole(int64(at.Rate)))
	}
	if at.Left > time.Second {
		text += fmt.Sprintf(", cirka %s kvar", at.Left.Round(time.Second))
	}
	p.show(text)
}

// show replaces the line, at most ten times a second.
func (p *progressLine) show(text string) {
	if !p.terminal || time.Since(p.shownAt) < 100*time.Millisecond {
		return
	}
	p.shownAt = time.Now()
	length := len([]rune(text))
	fmt.Fprintf(p.w, "\r%s%s", text, strings.Repeat(" ", max(0, p.width-length)))
	p.width = length
}

func (p *progressLine) end() {
	if p.terminal && p.width > 0 {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}
