package pages

import "io"

// An Export is the page on which a long export is followed.
type Export struct {
	Frame
	What, Words  string // what is exported, and how far it has come
	State        string
	Done, Total  int
	Address      string // of this page
	Cancel, File string // empty: there is nothing to cancel, or no file yet
}

// WriteExport writes the page of an export.
func (s *Set) WriteExport(w io.Writer, export Export) error {
	return s.export.ExecuteTemplate(w, "frame", export)
}
