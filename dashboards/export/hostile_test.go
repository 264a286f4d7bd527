package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

// hostile are texts that XML, a sheet's name, a table or a script would choke on.
var hostile = []string{"a\x00b\x1b\x0b", "\ufffe\uffff", "]]>", "</a:t><a:t>", "&#0;", "🏥\u202e\u200b", strings.Repeat("Ordlöslång", 16) + "enhet",
	strings.Repeat("Kardiologiska mottagningen ", 6), "'", "[]:*?/\\", "\xff", "=1+1"}

// hostileDocument is a document all of whose free texts are one.
func hostileDocument(t *testing.T, text string) Document {
	t.Helper()
	doc := document(t)
	doc.Title, doc.Selection, doc.Period = text, text, text
	doc.Plan.Heading, doc.Plan.Background, doc.Plan.Purpose, doc.Plan.Benefit, doc.Plan.Questions, doc.Plan.Responsible = text, text, text, text, []string{text}, text
	section := &doc.Sections[0]
	section.Title, section.Text = text, text
	for i := range section.Tiles {
		section.Tiles[i].Name, section.Tiles[i].Window, section.Tiles[i].Detail = text, text, text
	}
	for i := range section.Figures {
		f := &section.Figures[i]
		f.Heading, f.Window, f.Caveat, f.Notes = text, text, text, append(f.Notes, text)
		if f.Table == nil {
			continue
		}
		table := *f.Table
		table.Rows = nil
		for _, row := range f.Table.Rows {
			row = append([]analytics.Value{}, row...)
			for c := range row {
				if table.Columns[c].Type == analytics.Text && table.Columns[c].Labels == nil && row[c].State == analytics.Present {
					row[c].Text = text
				}
			}
			table.Rows = append(table.Rows, row)
		}
		if len(f.Drawing.Option) > 0 {
			drawn, err := chart.Option(&table, f.Chart, chart.Settings{})
			if err != nil {
				continue // a pyramid wants its two sides
			}
			f.Drawing = drawn
		}
		f.Table = &table
	}
	return doc
}

func TestHostileTextsMakeNoBrokenFile(t *testing.T) {
	for _, text := range hostile {
		doc := hostileDocument(t, text)
		for format, content := range map[string][]byte{"pptx": deck(t, doc), "xlsx": book(t, doc)} {
			for name, part := range unzip(t, content) {
				if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
					if err := wellFormed(part); err != nil {
						t.Errorf("%q: %s: %s: %v", text, format, name, err)
					}
				}
			}
		}
		for _, figure := range doc.Sections[0].Figures {
			if figure.Table == nil {
				continue
			}
			var out bytes.Buffer
			if err := JSON(&out, figure.Table); err != nil {
				t.Fatal(err)
			}
			if !json.Valid(out.Bytes()) {
				t.Errorf("%q: no JSON", text)
			}
		}
	}
}

func wellFormed(part []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(part))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
