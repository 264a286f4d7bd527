package dashboards

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/dashboards/export"
	"klarsyn/dashboards/swedish"
)

// A File is one written file.
type File struct {
	Name    string
	Content []byte
}

// A documentFormat is a kind of file that holds a whole document.
type documentFormat struct {
	media string
	write func(context.Context, io.Writer, export.Document, Look) error
}

// documentFormats lists the formats of whole documents by the end of their files' names.
func (s *Server) documentFormats() map[string]documentFormat {
	const office = "application/vnd.openxmlformats-officedocument."
	return map[string]documentFormat{
		"pdf":  {"application/pdf", s.writePDF},
		"pptx": {office + "presentationml.presentation", s.writePPTX},
		"xlsx": {office + "spreadsheetml.sheet", s.writeXLSX},
	}
}

// pictures are the formats of single drawn figures, with the types of their content.
var pictures = map[string]string{"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}

// media is the type of a format's content; empty: there is no such format.
func (s *Server) media(format string) string {
	if table, found := export.FormatOf(format); found {
		return table.Media
	}
	if picture, found := pictures[format]; found {
		return picture
	}
	return s.documentFormats()[format].media
}

// Formats lists the formats that files can be written in, sorted.
func (s *Server) Formats() []string {
	list := export.TableFormats()
	for name := range pictures {
		list = append(list, name)
	}
	for name := range s.documentFormats() {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// noFormat says that a format does not exist, and which do.
func (s *Server) noFormat(format string) error {
	return &fault{status: fiber.StatusNotFound, sentence: "Formatet " + quoted(format) + " finns inte. Välj ." + strings.Join(s.Formats(), ", .") + "."}
}

// Write writes a document: as one file in the formats of documents, else as one file per figure. Figures without a drawing
// have no picture.
func (s *Server) Write(ctx context.Context, compiled Compiled, format string, look Look) ([]File, error) {
	if whole, found := s.documentFormats()[format]; found {
		var out buffer
		if err := whole.write(ctx, &out, compiled.Document, look); err != nil {
			return nil, err
		}
		return []File{{compiled.Name + "." + format, out.Bytes()}}, nil
	}
	if s.media(format) == "" {
		return nil, s.noFormat(format)
	}
	var files []File
	named := map[string]bool{}
	for _, section := range compiled.Document.Sections {
		for _, figure := range section.Figures {
			for i, side := range figure.Sides() {
				if _, picture := pictures[format]; picture && side.Drawing.Option == nil {
					continue
				}
				content, err := s.writeFigure(ctx, compiled.Document, *side, format, look)
				if err != nil {
					return nil, fmt.Errorf("write %s: %w", side.Table.Analysis.ID, err)
				}
				id := swedish.Slug(side.Table.Analysis.ID[strings.LastIndex(side.Table.Analysis.ID, "/")+1:])
				if _, picture := pictures[format]; figure.Twin != nil && (!picture || !figure.Joint) {
					id += "-" + string(rune('a'+i))
				}
				name := compiled.Name + "-" + id
				for n := 2; named[name]; n++ { // two drawings of one table
					name = fmt.Sprintf("%s-%s-%d", compiled.Name, id, n)
				}
				named[name] = true
				files = append(files, File{name + "." + format, content})
			}
		}
	}
	return files, nil
}

// writeFigure writes one figure as a table or a picture.
func (s *Server) writeFigure(ctx context.Context, document export.Document, figure export.Figure, format string, look Look) ([]byte, error) {
	if table, found := export.FormatOf(format); found {
		var out buffer
		err := table.Write(&out, figure.Table, look.filled(0).Dialect)
		return out.Bytes(), err
	}
	return s.picture(ctx, document, figure, format, look)
}

// archive packs files into one; equal files give an equal archive.
func archive(w io.Writer, files []File) error {
	packed := zip.NewWriter(w)
	for _, file := range files {
		entry, err := packed.Create(file.Name)
		if err != nil {
			return fmt.Errorf("pack %s: %w", file.Name, err)
		}
		if _, err := entry.Write(file.Content); err != nil {
			return fmt.Errorf("pack %s: %w", file.Name, err)
		}
	}
	return packed.Close()
}

// CheckFormat refuses a format that does not exist.
func (s *Server) CheckFormat(format string) error {
	if s.media(format) == "" {
		return s.noFormat(format)
	}
	return nil
}
