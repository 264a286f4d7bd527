// Package prose reads the simple Markdown that people write in saved analyses: paragraphs, headings, lists, bold, italic
// and links. It knows no HTML and no file format: each writes the blocks in its own way, so that nothing else can come
// through. What is not simple Markdown is read as the words it holds: a picture as its text, raw HTML as the letters it
// is made of.
package prose

import (
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A Kind is what a block is.
type Kind uint8

const (
	Paragraph Kind = iota // stycke
	Heading               // mellanrubrik
	Item                  // punkt i en lista
)

// A Block is one paragraph, heading or item of a list.
type Block struct {
	Kind   Kind
	Number int // of an item in a numbered list; 0: a bullet
	Runs   []Run
}

// A Run is a stretch of text with one look. A line break within a block is a "\n" in Text.
type Run struct {
	Text         string
	Bold, Italic bool
	Link         string // address, http or https only; empty: no link
}

// markdown reads CommonMark without HTML blocks, raw HTML and fenced code: their letters are text like any other. Indented
// code is known, because a line that is indented by four spaces would else be nothing at all; it becomes a paragraph.
var markdown = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	),
)

// Parse reads a text.
func Parse(source string) []Block {
	content := []byte(strings.ReplaceAll(source, "\r\n", "\n"))
	var blocks []Block
	var walk func(node ast.Node, number *int, item bool)
	add := func(node ast.Node, block Block) {
		r := runs{source: content}
		r.inline(node, Run{})
		if block.Runs = r.trimmed(); len(block.Runs) > 0 {
			blocks = append(blocks, block)
		}
	}
	walk = func(node ast.Node, number *int, item bool) {
		for child := node.FirstChild(); child != nil; child = child.NextSibling() {
			switch found := child.(type) {
			case *ast.Heading:
				add(found, Block{Kind: Heading})
			case *ast.Paragraph, *ast.TextBlock:
				block := Block{}
				if item {
					block.Kind = Item
					if number != nil {
						block.Number = *number
					}
					item = false // further paragraphs of an item stand by themselves
				}
				add(found, block)
			case *ast.CodeBlock:
				if lines := strings.TrimSpace(string(found.Lines().Value(content))); lines != "" {
					blocks = append(blocks, Block{Runs: []Run{{Text: lines}}})
				}
			case *ast.List:
				var next *int
				if found.IsOrdered() {
					first := found.Start
					next = &first
				}
				walk(found, next, false)
			case *ast.ListItem:
				walk(found, number, true)
				if number != nil {
					*number++
				}
			default:
				walk(child, number, item)
			}
		}
	}
	walk(markdown.Parse(text.NewReader(content)), nil, false)
	return blocks
}

// Plain is a text without its marks, a line per block.
func Plain(source string) string {
	var lines []string
	for _, block := range Parse(source) {
		lines = append(lines, block.String())
	}
	return strings.Join(lines, "\n")
}

// String is the block's words, a bullet or number before those of an item.
func (b Block) String() string {
	var line strings.Builder
	line.WriteString(b.Mark())
	for _, run := range b.Runs {
		line.WriteString(run.Text)
	}
	return line.String()
}

// runs gathers the runs of one block.
type runs struct {
	source []byte
	list   []Run
}

func (r *runs) inline(node ast.Node, look Run) {
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		next := look
		switch found := child.(type) {
		case *ast.Text:
			r.put(string(util.UnescapePunctuations(util.ResolveNumericReferences(util.ResolveEntityNames(found.Segment.Value(r.source))))), look)
			switch {
			case found.HardLineBreak():
				r.put("\n", look)
			case found.SoftLineBreak():
				r.put(" ", look)
			}
		case *ast.String:
			r.put(string(found.Value), look)
		case *ast.Emphasis:
			if found.Level >= 2 {
				next.Bold = true
			} else {
				next.Italic = true
			}
			r.inline(found, next)
		case *ast.Link:
			next.Link = Address(string(found.Destination))
			r.inline(found, next)
		default: // a picture's text, and whatever else holds words
			r.inline(child, look)
		}
	}
}

func (r *runs) put(text string, look Run) {
	look.Text = ""
	if last := len(r.list) - 1; last >= 0 {
		before := r.list[last]
		before.Text = ""
		if before == look {
			r.list[last].Text += text
			return
		}
	}
	look.Text = text
	r.list = append(r.list, look)
}

// trimmed is the runs without space at their ends; nothing, where no letter is left.
func (r *runs) trimmed() []Run {
	list := r.list
	for len(list) > 0 {
		if list[0].Text = strings.TrimLeft(list[0].Text, " \t\n"); list[0].Text != "" {
			break
		}
		list = list[1:]
	}
	for len(list) > 0 {
		last := &list[len(list)-1]
		if last.Text = strings.TrimRight(last.Text, " \t\n"); last.Text != "" {
			break
		}
		list = list[:len(list)-1]
	}
	return list
}

// Address is a link's address where a page or file may lead to it: whole, with http or https. Else it is empty.
func Address(raw string) string {
	found, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || (found.Scheme != "http" && found.Scheme != "https") || found.Host == "" || found.User != nil {
		return ""
	}
	return found.String()
}
