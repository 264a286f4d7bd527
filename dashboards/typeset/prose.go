package typeset

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A paragraph of a text that was written for a page. Its mark stands before an item of a list.
type paragraph struct {
	heading bool
	mark    string
	words   []word
}

// A word is set whole. It stands after a space, or right after the word before it.
type word struct {
	text   string
	bold   bool
	spaced bool
	broken bool // begins a new line
}

// parse reads the few elements that texts on pages have: paragraphs, headings, lists, breaks and bold parts. Of others the text is kept.
func parse(markup string) ([]paragraph, error) {
	decoder := xml.NewDecoder(strings.NewReader("<p>" + markup + "</p>"))
	decoder.Strict, decoder.AutoClose, decoder.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	r := proseReader{}
	for {
		token, err := decoder.Token()
		switch {
		case errors.Is(err, io.EOF):
			return r.kept(), nil
		case err != nil:
			return nil, fmt.Errorf("read the text: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			r.open(t)
		case xml.EndElement:
			r.close(t.Name.Local)
		case xml.CharData:
			r.text(string(t))
		}
	}
}

type proseReader struct {
	list   []paragraph
	bold   int
	spaced bool
	broken bool
	number int // of the next item; 0: the list has no numbers
}

func (r *proseReader) begin(p paragraph) {
	r.list, r.spaced, r.broken = append(r.list, p), false, false
}

func (r *proseReader) open(t xml.StartElement) {
	switch t.Name.Local {
	case "b", "strong":
		r.bold++
	case "br":
		r.broken = true
	case "p":
		r.begin(paragraph{})
	case "h3", "h4":
		r.begin(paragraph{heading: true})
	case "ul":
		r.number = 0
	case "ol":
		r.number = 1
		for _, attribute := range t.Attr {
			if from, err := strconv.Atoi(attribute.Value); err == nil && attribute.Name.Local == "start" {
				r.number = from
			}
		}
	case "li":
		mark := "•"
		if r.number > 0 {
			mark = strconv.Itoa(r.number) + "."
			r.number++
		}
		r.begin(paragraph{mark: mark})
	}
}

func (r *proseReader) close(name string) {
	switch name {
	case "b", "strong":
		r.bold--
	case "p", "h3", "h4", "li", "ul", "ol":
		r.begin(paragraph{}) // for what may come outside any
	}
}

func (r *proseReader) text(text string) {
	for i, part := range strings.FieldsFunc(text, breaking) {
		at := &r.list[len(r.list)-1]
		spaced := i > 0 || r.spaced || strings.IndexFunc(text, breaking) == 0
		at.words = append(at.words, word{text: plain(part), bold: r.bold > 0 || at.heading, spaced: spaced && len(at.words) > 0, broken: r.broken})
		r.spaced, r.broken = false, false
	}
	r.spaced = text != "" && strings.TrimRightFunc(text, breaking) != text
}

// breaking reports whether a line may be broken at a letter: not at a space that holds a number together.
func breaking(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }

// kept are the paragraphs that say something.
func (r *proseReader) kept() []paragraph {
	var list []paragraph
	for _, p := range r.list {
		if len(p.words) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// prose writes paragraphs, broken between words.
func (p *paper) prose(markup string, s style) error {
	list, err := parse(markup)
	if err != nil {
		return err
	}
	for _, one := range list {
		p.paragraph(one, s)
		p.y += 1.5
	}
	return nil
}

func (p *paper) paragraph(one paragraph, s style) {
	indent := 0.0
	p.room(s.height())
	if one.mark != "" {
		indent = 5
		p.use(s)
		p.pdf.Text(left+1, p.y+baseline(s), one.mark)
	}
	x := left + indent
	for i, w := range one.words {
		own := s
		own.bold = w.bold
		p.use(own)
		space := 0.0
		if w.spaced {
			space = p.pdf.GetStringWidth(" ")
		}
		// Words that hang together are broken together.
		together := p.pdf.GetStringWidth(w.text)
		for _, next := range one.words[i+1:] {
			if next.spaced || next.broken {
				break
			}
			together += p.pdf.GetStringWidth(next.text)
		}
		if x > left+indent && (w.broken || w.spaced && x+space+together > left+width) {
			p.y += s.height()
			p.room(s.height())
			p.use(own)
			x, space = left+indent, 0
		}
		text := w.text
		if space > 0 {
			text = " " + text // so that a copied text has its spaces
		}
		p.pdf.Text(x, p.y+baseline(s), text)
		x += space + p.pdf.GetStringWidth(w.text)
	}
	p.y += s.height()
}
