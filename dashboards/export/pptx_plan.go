package export

import (
	"fmt"
	"strings"

	"klarsyn/dashboards/export/pptx"
	"klarsyn/dashboards/prose"
)

// plan adds what a saved analysis says about itself, one slide per field, and what its figures show.
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
		questions = append(questions, pptx.Paragraph{Bullet: true, Before: 6, Runs: []pptx.Run{{Text: question}}})
	}
	b.prose("Frågeställningar", questions)
	b.prose("Sammanfattning", b.overview())
}

// overview lists what the figures say, each as its slide's heading does.
func (b *slides) overview() []pptx.Paragraph {
	var list []pptx.Paragraph
	for _, section := range b.doc.Sections {
		for _, figure := range section.Figures {
			list = append(list, pptx.Paragraph{Bullet: true, Before: 6, Runs: []pptx.Run{{Text: figure.Heading}}})
		}
	}
	return list
}

// text adds what a section says before its figures.
func (b *slides) text(section Section) { b.prose(section.name(), markdown(section.Text)) }

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

// markdown is a text of simple Markdown as paragraphs of a slide.
func markdown(text string) []pptx.Paragraph {
	var list []pptx.Paragraph
	for _, block := range prose.Parse(text) {
		paragraph := pptx.Paragraph{Before: 8, Bullet: block.Kind == prose.Item && block.Number == 0}
		switch block.Kind {
		case prose.Heading:
			paragraph.Before = 10
		case prose.Item:
			paragraph.Before = 4
		}
		if block.Number > 0 {
			paragraph.Runs = append(paragraph.Runs, pptx.Run{Text: fmt.Sprintf("%d. ", block.Number)})
		}
		for _, run := range block.Runs {
			paragraph.Runs = append(paragraph.Runs, pptx.Run{Text: run.Text, Bold: run.Bold || block.Kind == prose.Heading, Italic: run.Italic, Link: run.Link})
		}
		list = append(list, paragraph)
	}
	return list
}

// spans are the runs of a sentence that the page wrote, with its **bold** parts.
func spans(sentence string) []pptx.Run {
	var runs []pptx.Run
	for i, part := range strings.Split(sentence, "**") {
		if part != "" {
			runs = append(runs, pptx.Run{Text: part, Bold: i%2 == 1})
		}
	}
	return runs
}
