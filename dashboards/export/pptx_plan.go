package export

import (
	"regexp"
	"strings"

	"klarsyn/dashboards/export/pptx"
)

// plan adds what a saved analysis says about itself, one slide per field.
func (b *slides) plan() {
	if b.doc.Plan == nil {
		return
	}
	plan := b.doc.Plan
	for _, part := range []struct{ title, text string }{{"Bakgrund", plan.Background}, {"Syfte", plan.Purpose}, {"Verksamhetsnytta", plan.Benefit}} {
		b.prose(part.title, markdown(part.text))
	}
	var questions []pptx.Paragraph
	for _, question := range plan.Questions {
		questions = append(questions, pptx.Paragraph{Bullet: true, Before: 6, Runs: spans(question)})
	}
	b.prose("Frågeställningar", questions)
}

// proseSize is the size of running text, in points.
const proseSize = 18

// prose adds paragraphs over as many slides as they need.
func (b *slides) prose(title string, paragraphs []pptx.Paragraph) {
	var page []pptx.Paragraph
	height := 0.0
	flush := func() {
		if len(page) > 0 {
			b.add(title, "", pptx.TextBox{Box: bodyPlace, Name: title, Paragraphs: page})
		}
		page, height = nil, 0
	}
	for _, paragraph := range paragraphs {
		text := ""
		for i := range paragraph.Runs {
			text += paragraph.Runs[i].Text
			if paragraph.Runs[i].Size == 0 {
				paragraph.Runs[i].Size = proseSize
			}
		}
		need := float64(pptx.Lines(text, proseSize, false, bodyPlace.Width))*proseSize*1.2 + 6
		if height > 0 && (height+need)*12700 > float64(bodyPlace.Height) {
			flush()
		}
		page, height = append(page, paragraph), height+need
	}
	flush()
}

// markdown reads simple Markdown: paragraphs, headings, lists, bold and links.
func markdown(text string) []pptx.Paragraph {
	var list []pptx.Paragraph
	joined := false // the line goes on with the paragraph before
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		item, bullet := strings.CutPrefix(line, "- ")
		if !bullet {
			item, bullet = strings.CutPrefix(line, "* ")
		}
		switch {
		case line == "":
			joined = false
		case strings.HasPrefix(line, "#"):
			list = append(list, pptx.Paragraph{Before: 10, Runs: []pptx.Run{{Text: strings.TrimSpace(strings.TrimLeft(line, "#")), Bold: true}}})
			joined = false
		case bullet:
			list = append(list, pptx.Paragraph{Bullet: true, Before: 4, Runs: spans(item)})
			joined = true
		case joined:
			last := &list[len(list)-1]
			last.Runs = append(last.Runs, spans(" "+line)...)
		default:
			list = append(list, pptx.Paragraph{Before: 8, Runs: spans(line)})
			joined = true
		}
	}
	return list
}

var span = regexp.MustCompile(`\*\*(.+?)\*\*|\[([^\]]+)\]\((https?://[^)\s]+)\)`)

// spans reads bold words and links in a line.
func spans(line string) []pptx.Run {
	var runs []pptx.Run
	at := 0
	for _, found := range span.FindAllStringSubmatchIndex(line, -1) {
		if found[0] > at {
			runs = append(runs, pptx.Run{Text: line[at:found[0]]})
		}
		if found[2] >= 0 {
			runs = append(runs, pptx.Run{Text: line[found[2]:found[3]], Bold: true})
		} else {
			runs = append(runs, pptx.Run{Text: line[found[4]:found[5]], Link: line[found[6]:found[7]]})
		}
		at = found[1]
	}
	if at < len(line) {
		runs = append(runs, pptx.Run{Text: line[at:]})
	}
	return runs
}

// unmarked is a text of simple Markdown without its marks, a line per paragraph.
func unmarked(text string) string {
	var lines []string
	for _, paragraph := range markdown(text) {
		line := ""
		if paragraph.Bullet {
			line = "• "
		}
		for _, run := range paragraph.Runs {
			line += run.Text
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
