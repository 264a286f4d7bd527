// Package pages is how pages look: the values they show, their templates, and the texts that page.yaml writes
// over a Table. It knows no HTTP and asks for no data.
package pages

import (
	"embed"
	"fmt"
	"html"
	"html/template"
	"io"
	"regexp"
)

//go:embed templates/*.html
var files embed.FS

// A Set is the parsed templates.
type Set struct {
	sheet, start, document, export, report *template.Template
	savedList, saved, savedForm, saveInto  *template.Template
}

// Parse parses the templates.
func Parse() (*Set, error) {
	functions := template.FuncMap{"icon": icon}
	base, err := template.New("frame").Funcs(functions).ParseFS(files, "templates/frame.html")
	if err != nil {
		return nil, fmt.Errorf("parse the page frame: %w", err)
	}
	page := func(names ...string) (*template.Template, error) {
		clone, err := base.Clone()
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if clone, err = clone.ParseFS(files, "templates/"+name); err != nil {
				return nil, fmt.Errorf("parse %s: %w", name, err)
			}
		}
		return clone, nil
	}
	var set Set
	if set.sheet, err = page("panel.html", "tile.html", "sheet.html"); err != nil {
		return nil, err
	}
	if set.start, err = page("tile.html", "start.html"); err != nil {
		return nil, err
	}
	if set.document, err = page("panel.html", "document.html"); err != nil {
		return nil, err
	}
	if set.export, err = page("export.html"); err != nil {
		return nil, err
	}
	if set.report, err = page("report.html"); err != nil {
		return nil, err
	}
	if set.savedList, err = page("saved_list.html"); err != nil {
		return nil, err
	}
	if set.saved, err = page("panel.html", "tile.html", "saved.html"); err != nil {
		return nil, err
	}
	if set.savedForm, err = page("saved_fields.html", "saved_form.html"); err != nil {
		return nil, err
	}
	if set.saveInto, err = page("saved_fields.html", "save_into.html"); err != nil {
		return nil, err
	}
	return &set, nil
}

// WriteSheet writes a page with filters and figures.
func (s *Set) WriteSheet(w io.Writer, sheet Sheet) error {
	return s.sheet.ExecuteTemplate(w, "frame", sheet)
}

// WriteStart writes the start page.
func (s *Set) WriteStart(w io.Writer, start Start) error {
	return s.start.ExecuteTemplate(w, "frame", start)
}

// WriteDocument writes a page of prose.
func (s *Set) WriteDocument(w io.Writer, document Document) error {
	return s.document.ExecuteTemplate(w, "frame", document)
}

var bold = regexp.MustCompile(`\*\*(.+?)\*\*`)

// Markup makes a text safe for a page and its **parts** bold.
func Markup(text string) template.HTML {
	return template.HTML(bold.ReplaceAllString(html.EscapeString(text), "<b>$1</b>"))
}

// Plain is a text without the marks of its **bold** parts.
func Plain(text string) string { return bold.ReplaceAllString(text, "$1") }
