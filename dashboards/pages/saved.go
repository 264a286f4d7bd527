package pages

import (
	"html/template"
	"io"
)

// A SavedList is the page of all saved analyses (sparade analyser).
type SavedList struct {
	Frame
	Lead    string
	New     string // address of an empty form; empty: the reader may not save
	Columns []SortLink
	Rows    []SavedRow
	Undo    *Undo // what was just removed
	Token   string
}

// A SortLink is a column's heading that sorts the list.
type SortLink struct {
	Title, Href, Direction string // Direction: ascending, descending or empty
}

// A SavedRow is one analysis in the list.
type SavedRow struct {
	Link
	Responsible, Form, Period, Changed string
	Fault                              string // why it cannot be read
}

// An Undo brings something back.
type Undo struct{ Text, Action string }

// A Saved is a saved analysis as it is read.
type Saved struct {
	Frame
	Facts     []Fact
	Plan      []SavedText
	Questions []string
	State     *State // in place of the figures
	Parts     []SavedPart
	About     []Definition
	Exports   []Link
	Edit      string // address of its form; empty: the reader may not change it
	Remove    string
	Token     string
	Said      string // what has just been done
}

// A SavedText is one field of the plan.
type SavedText struct {
	Title string
	Prose template.HTML
}

// A SavedPart is one step: a text, a figure or a sheet.
type SavedPart struct {
	ID        string
	Title     string
	Prose     template.HTML
	Selection []string // in words, one or two
	Sheet     *Link    // where it comes from, with its selection
	State     *State
	Tiles     []Tile
	Panels    []Panel
}

// A SavedForm is the form of a saved analysis.
type SavedForm struct {
	Frame
	Action, Cancel, Token, Began string // Began: the version that the writer began with
	Notice                       string // what stands in the way of saving
	Faults                       []FormFault
	Changed                      []FormChange // what another has changed in between
	Fields                       []FormField
	Forms                        []FormChoice
	Periods                      []FormChoice
	Parts                        []FormPart
	Focus                        string // id of the field to begin at
}

// A FormFault leads from the top of the form to the field at fault.
type FormFault struct{ Field, Label, Text string }

// A FormChange is a field as another has saved it.
type FormChange struct{ Label, Text string }

// A FormField is one text of the form.
type FormField struct {
	Name, Label, Hint, Value, Fault string
	Rows                            int // 1: a line
	Most                            int // letters
	Wanted                          bool
}

// A FormChoice is one radio button.
type FormChoice struct {
	Name, Value, Label, Hint, Fault string
	Chosen                          bool
}

// A FormPart is one part of the analysis in the form.
type FormPart struct {
	Number      int // from 0
	Name        string
	What        string // what it shows, in words
	Selection   string
	Hidden      []Field
	Heading     FormField
	Text        FormField
	Keeps       *FormChoice // keeps its own period
	Fault       string
	Open        *Link
	First, Last bool
	Gone        bool // taken away, and can be brought back
}

// A SaveInto asks which analysis a figure is to be saved in.
type SaveInto struct {
	Frame
	Action, Back, Token string
	What, Selection     string
	Hidden              []Field
	Choices             []FormChoice // the new one first
	Name                FormField    // of a new one
	Own                 FormField    // the figure's own heading
	Text                FormField
	Fault               string
}

// WriteSavedList writes the list of saved analyses.
func (s *Set) WriteSavedList(w io.Writer, list SavedList) error {
	return s.savedList.ExecuteTemplate(w, "frame", list)
}

// WriteSaved writes a saved analysis.
func (s *Set) WriteSaved(w io.Writer, page Saved) error {
	return s.saved.ExecuteTemplate(w, "frame", page)
}

// WriteSavedForm writes the form of a saved analysis.
func (s *Set) WriteSavedForm(w io.Writer, form SavedForm) error {
	return s.savedForm.ExecuteTemplate(w, "frame", form)
}

// WriteSaveInto writes the page that asks where to save a figure.
func (s *Set) WriteSaveInto(w io.Writer, page SaveInto) error {
	return s.saveInto.ExecuteTemplate(w, "frame", page)
}
