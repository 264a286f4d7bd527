package read

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A book is an XLSX workbook: a zip file of XML parts (ECMA-376). It is read here and not through a library for what those do not
// tell of a cell read row by row: whether it holds a text or a number, and whether a formula's value is stored.
type book struct {
	parts    *zip.Reader
	from1904 bool // days are counted from 1904 and not 1900
	sheets   []string
	targets  []string // parts of sheets
	shared   []string // texts that cells refer to
	styles   []style  // that cells refer to
}

// A relation leads from one part to another.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// openBook reads everything but the sheets.
func openBook(in io.ReaderAt, size int64) (*book, error) {
	parts, err := zip.NewReader(in, size)
	if err != nil {
		return nil, err
	}
	b := &book{parts: parts}
	root, err := b.relations("")
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(root, func(r relation) bool { return strings.HasSuffix(r.Type, "/officeDocument") })
	if at < 0 {
		return nil, fmt.Errorf("no workbook: %w", fs.ErrNotExist)
	}
	main := root[at].Target
	var about struct {
		Props struct {
			Date1904 bool `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(main, &about); err != nil {
		return nil, err
	}
	b.from1904 = about.Props.Date1904
	related, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	for _, sheet := range about.Sheets {
		at := slices.IndexFunc(related, func(r relation) bool { return r.ID == sheet.ID })
		if at < 0 {
			return nil, fmt.Errorf("a sheet without a part: %w", fs.ErrNotExist)
		}
		b.sheets, b.targets = append(b.sheets, sheet.Name), append(b.targets, related[at].Target)
	}
	for _, r := range related {
		switch {
		case strings.HasSuffix(r.Type, "/sharedStrings"):
			b.shared, err = b.texts(r.Target)
		case strings.HasSuffix(r.Type, "/styles"):
			b.styles, err = b.readStyles(r.Target)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// relations lists where a part, or the file as a whole, leads to. Targets are full names of parts.
func (b *book) relations(from string) ([]relation, error) {
	dir, base := path.Split(from)
	var list struct {
		Relations []relation `xml:"Relationship"`
	}
	if err := b.decode(dir+"_rels/"+base+".rels", &list); err != nil {
		return nil, err
	}
	for i, r := range list.Relations {
		if strings.HasPrefix(r.Target, "/") {
			list.Relations[i].Target = path.Clean(r.Target[1:])
		} else {
			list.Relations[i].Target = path.Join(dir, r.Target)
		}
	}
	return list.Relations, nil
}

// open opens a part by its name, whose case does not matter.
func (b *book) open(part string) (io.ReadCloser, error) {
	at := slices.IndexFunc(b.parts.File, func(f *zip.File) bool {
		return strings.EqualFold(strings.ReplaceAll(f.Name, "\\", "/"), part)
	})
	if at < 0 {
		return nil, fmt.Errorf("no part %s: %w", part, fs.ErrNotExist)
	}
	return b.parts.File[at].Open()
}

func (b *book) decode(part string, into any) error {
	in, err := b.open(part)
	if err != nil {
		return err
	}
	defer in.Close()
	return xml.NewDecoder(in).Decode(into)
}

// texts reads the texts that cells refer to by number.
func (b *book) texts(part string) ([]string, error) {
	in, err := b.open(part)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	tokens := xml.NewDecoder(in)
	var texts []string
	for {
		token, err := tokens.RawToken()
		if errors.Is(err, io.EOF) {
			return texts, nil
		}
		if err != nil {
			return nil, err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			found, err := readCell(tokens, "si")
			if err != nil {
				return nil, err
			}
			texts = append(texts, string(found.text))
		}
	}
}

// A sheetCell is a cell as it stands in a sheet.
type sheetCell struct {
	kind       string
	style      int
	text       []byte
	hasValue   bool
	hasFormula bool
}

// readCell reads a cell, or a shared text, to its end tag.
func readCell(tokens *xml.Decoder, end string) (c sheetCell, err error) {
	inside, sounds := false, 0 // sounds: how a text is pronounced, which is no part of it
	for {
		token, err := tokens.RawToken()
		if err != nil {
			return c, unexpected(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "f":
				c.hasFormula = true
			case "v":
				c.hasValue, inside = true, true
			case "t":
				inside = sounds == 0
			case "rPh":
				sounds++
			}
		case xml.CharData:
			if inside {
				c.text = append(c.text, token...)
			}
			if len(c.text) > maxRecord {
				return c, errLong
			}
		case xml.EndElement:
			inside = false
			switch token.Name.Local {
			case "rPh":
				sounds--
			case end:
				c.text = unescaped(c.text)
				return c, nil
			}
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// unescaped replaces _xHHHH_, as which a workbook writes characters that XML cannot hold.
func unescaped(text []byte) []byte {
	if !strings.Contains(string(text), "_x") {
		return text
	}
	var out []byte
	for i := 0; i < len(text); i++ {
		if i+7 <= len(text) && text[i] == '_' && text[i+1] == 'x' && text[i+6] == '_' {
			if code, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16); err == nil {
				out = append(out, string(rune(code))...)
				i += 6
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}
