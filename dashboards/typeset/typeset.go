// Package typeset lays a report out on A4 pages and writes it as a PDF file, without a browser. The file holds the words and
// drawings of the report that a browser prints, as text that can be searched and lines that stay sharp; what it cannot hold
// is tags for screen readers, and its first page says so and where the same can be read.
package typeset

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"

	"klarsyn/dashboards/pages"
)

// Measures of a page in millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	left       = 16.0
	width      = pageWidth - 2*left
	top        = 18.0
	bottom     = pageHeight - 24 // above the footer
	pixel      = 25.4 / 96       // of CSS
	point      = 25.4 / 72
)

// face is the typeface: the drawings are measured with it, so that their texts fit.
const face = "liberation"

// PDF writes a report as a file. It is laid out twice: the first time tells on which pages its parts stand, so that the second can
// write the contents in their place. Programs read an untagged file in the order in which it was written.
func PDF(report pages.Report) ([]byte, error) {
	first, err := layOut(report, nil, 0)
	if err != nil {
		return nil, err
	}
	p, err := layOut(report, first.stands, first.pdf.PageCount())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write the pdf: %w", err)
	}
	return out.Bytes(), nil
}

// layOut writes all pages. Where what stands, and how many pages there are, is known from having done it before.
func layOut(report pages.Report, stands map[string]int, count int) (*paper, error) {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(left, top, left)
	pdf.SetCatalogSort(true) // equal reports have equal parts in equal order
	pdf.AddUTF8FontFromBytes(face, "", slices.Clone(liberationsansregular.TTF))
	pdf.AddUTF8FontFromBytes(face, "B", slices.Clone(liberationsansbold.TTF))
	pdf.SetTitle(plain(report.Title), true)
	pdf.SetSubject(plain(report.Selection), true)
	pdf.SetCreator("Klarsyn", true)
	pdf.SetLang("sv-SE")
	p := &paper{pdf: pdf, report: report, known: stands, count: count, stands: map[string]int{}, links: map[string]int{}}
	p.newPage()
	p.cover()
	if err := p.plan(); err != nil {
		return nil, err
	}
	for i, section := range report.Sections {
		if err := p.section(section, i == 0); err != nil {
			return nil, err
		}
	}
	p.definitions()
	p.footer()
	return p, pdf.Error()
}

// paper is a file on its way.
type paper struct {
	pdf    *fpdf.Fpdf
	report pages.Report
	y      float64        // of what comes next
	links  map[string]int // to each anchor of the contents
	stands map[string]int // the page of each anchor, as it is laid out
	known  map[string]int // the same from the time before; nil: there was none
	count  int            // pages, from the time before
}

func (p *paper) newPage() {
	if p.pdf.PageCount() > 0 {
		p.footer()
	}
	p.pdf.AddPage()
	p.y = top
}

// room begins a new page when so many millimetres are not left on this one.
func (p *paper) room(height float64) {
	if p.y+height > bottom && p.y > top {
		p.newPage()
	}
}

// anchor tells the contents and the outline that something stands here.
func (p *paper) anchor(name, title string, level int) {
	p.use(body)
	p.pdf.Bookmark(plain(title), level, p.y)
	p.stands[name] = p.pdf.PageNo()
	if link, listed := p.links[name]; listed {
		p.pdf.SetLink(link, p.y, p.pdf.PageNo())
	}
}

// footer says on every page what the file is, what is chosen, from which data, and which page of how many it is.
func (p *paper) footer() {
	y := pageHeight - 15.0
	p.stroke(line, 0.18)
	p.pdf.Line(left, y-4, left+width, y-4)
	p.use(small)
	number := fmt.Sprintf("sida %d av %d", p.pdf.PageNo(), p.count)
	p.pdf.Text(left, y, p.shortened(joined(p.report.Title, p.report.Selection), width-30))
	p.pdf.Text(left+width-p.pdf.GetStringWidth(number), y, number)
	p.pdf.Text(left, y+3.6, p.shortened(p.report.Source, width))
}

func joined(parts ...string) string {
	var list []string
	for _, part := range parts {
		if part != "" {
			list = append(list, part)
		}
	}
	return strings.Join(list, " · ")
}
