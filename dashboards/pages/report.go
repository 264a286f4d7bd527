package pages

import (
	"html/template"
	"io"
)

// A Report is a document as it is printed on A4 pages (Analysrapport, Kort analys).
type Report struct {
	Title, Selection, Period, Link string
	Kind                           string // Analysrapport or Kort analys
	Short                          bool   // no cover, no contents, no tables beside drawings
	Source                         string // one line: program, data date, snapshot
	Example                        bool
	Legend                         []string // how to read what stands in place of a number
	Faces                          template.CSS
	Responsible                    string          // of a saved analysis
	Plan                           []ReportSection // of a saved analysis: the fields of its plan, as texts
	Sections                       []ReportSection
	Definitions                    []Definition
	Pages                          map[string]int // page of each anchor, once known
}

// A ReportSection is one sheet of a report.
type ReportSection struct {
	ID, Title, Selection string
	Choices              []Chooser // without addresses
	Prose                template.HTML
	Tiles                []ReportTile
	Figures              []ReportFigure
}

// A ReportTile is one headline figure.
type ReportTile struct {
	Name, Side, Window, Value, Detail, Interval, Mark string
	Facts                                             []Fact
}

// A ReportFigure is one figure with its texts, drawing and table.
type ReportFigure struct {
	ID, Heading, Caveat string
	Drawing             template.HTML // of both sides together; else empty
	Sides               []ReportSide  // one, or the two that are compared
	Notes               []string
}

// A ReportSide is a figure under one selection.
type ReportSide struct {
	Label, Window, Summary string          // Label names the selection where two are compared
	Text                   []template.HTML // sentences above or in place of the drawing
	Empty                  string
	Drawing                template.HTML
	Table                  *Table
	Parts                  []*Table // the table as a browser prints it: itself, or in parts where it is wider than the page
	Left                   int      // rows that are left out of the table
	Elsewhere              *Link    // the figure that the table stands at, its id in Href; nil: at this one, or nowhere
}

// WriteReport writes a report for printing.
func (s *Set) WriteReport(w io.Writer, report Report) error {
	return s.report.ExecuteTemplate(w, "report", report)
}
