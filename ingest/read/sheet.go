package read

import (
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"klarsyn/ingest/source"

	"github.com/xuri/excelize/v2"
)

// A sheet gives the rows of one sheet of a workbook.
type sheet struct {
	*book
	tokens *xml.Decoder
	part   io.Closer
	line   int64                      // of the row before
	width  int                        // cells that a row has at least
	merged []string                   // ranges of cells that are one, such as A2:A5
	column func(i int) *source.Column // what reads a column; nil nothing
}

func (b *book) sheet(i int) (*sheet, error) {
	part, err := b.open(b.targets[i])
	if err != nil {
		return nil, err
	}
	return &sheet{book: b, tokens: xml.NewDecoder(part), part: part, column: func(int) *source.Column { return nil }}, nil
}

// maxColumns is how many columns a sheet can have.
const maxColumns = 1 << 14

// next fills in the next row that holds anything; io.EOF after the last.
func (s *sheet) next(r *row) error {
	for {
		token, err := s.tokens.RawToken()
		if err != nil {
			return err // io.EOF: the end of the part
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local == "mergeCell" { // they stand behind the rows
			s.merged = append(s.merged, attribute(start, "ref"))
		}
		if start.Name.Local != "row" {
			continue
		}
		s.line++
		if line, err := strconv.ParseInt(attribute(start, "r"), 10, 64); err == nil {
			s.line = line
		}
		r.line = s.line
		some, err := s.cells(r)
		if err != nil {
			return err
		}
		if some {
			for len(r.fields) < s.width {
				r.missing()
			}
			return nil
		}
	}
}

// cells fills in the cells of a row, empty ones at its end left out, and tells whether there are any.
func (s *sheet) cells(r *row) (some bool, err error) {
	for {
		token, err := s.tokens.RawToken()
		if err != nil {
			return false, unexpected(err)
		}
		switch token := token.(type) {
		case xml.EndElement:
			if token.Name.Local == "row" {
				return len(r.fields) > 0, nil
			}
		case xml.StartElement:
			if token.Name.Local != "c" {
				continue
			}
			column, kind := columnAt(attribute(token, "r")), attribute(token, "t")
			look, _ := strconv.Atoi(attribute(token, "s")) // without one it is the first
			cell, err := readCell(s.tokens, "c")
			if err != nil {
				return false, err
			}
			if column < len(r.fields) {
				column = len(r.fields) // it has no reference
			}
			if column >= maxColumns {
				return false, errLong
			}
			if len(cell.text) == 0 && !cell.hasFormula {
				continue
			}
			for len(r.fields) < column {
				r.missing()
			}
			cell.kind, cell.style = kind, look
			s.add(r, cell, s.column(column))
		}
	}
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// columnAt is the column of a reference such as AB12, from 0; -1 when there is none.
func columnAt(reference string) int {
	column := 0
	for i := 0; i < len(reference) && reference[i] >= 'A' && reference[i] <= 'Z' && column < 1<<15; i++ {
		column = 26*column + int(reference[i]-'A') + 1
	}
	return column - 1
}

// add appends a cell as what it is stored as.
func (s *sheet) add(r *row, cell sheetCell, column *source.Column) {
	text := string(cell.text)
	switch cell.kind {
	case "s":
		if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < len(s.shared) {
			text = s.shared[i]
		}
		r.add(textual, text)
	case "str", "inlineStr":
		if cell.hasFormula && !cell.hasValue {
			r.add(unsaved, "")
			return
		}
		r.add(textual, text)
	case "b":
		r.truth(text == "1" || text == "true")
	case "e":
		r.add(failed, text)
	case "d":
		r.iso(text)
	default:
		value, err := strconv.ParseFloat(text, 64)
		switch {
		case text == "": // a formula: other cells without text are left out
			r.add(unsaved, "")
		case err != nil:
			r.add(textual, text)
		default:
			s.number(r, value, cell.style, column)
		}
	}
}

// number appends a number: a day or time when its cell looks so, or when a column of dates wants one.
func (s *sheet) number(r *row, value float64, look int, column *source.Column) {
	var shown style
	if look >= 0 && look < len(s.styles) {
		shown = s.styles[look]
	}
	// The digits that binary fractions add after the fifteenth are none of the value's.
	value, _ = strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	if shown.dated || isSerial(value, column) {
		at, err := excelize.ExcelDateToTime(value, s.from1904)
		switch {
		case err != nil || value < 0:
		case value < 1:
			r.clock(at)
			return
		default:
			r.moment(at)
			return
		}
	}
	if value == math.Trunc(value) && value >= 0 && shown.zeros > 0 && column != nil && column.Type == source.Text {
		digits := strconv.FormatFloat(value, 'f', 0, 64)
		r.add(numeric, strings.Repeat("0", max(0, shown.zeros-len(digits)))+digits)
		return
	}
	r.float(value, 64, wholeExcel)
}

// iso appends a day, instant or time of day that is written as ISO 8601 says.
func (r *row) iso(text string) {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if at, err := time.Parse(layout, text); err == nil {
			r.moment(at)
			return
		}
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		r.instant(at)
		return
	}
	r.timeOfDay(text)
}

// The serials that are taken for days where no format of the cell says so: 1950 to 2199.
const (
	firstSerial = 18264
	lastSerial  = 109574
)

// isSerial tells a number that counts days as spreadsheets do: the column wants a date, and no declared format reads the number as
// it stands.
func isSerial(value float64, column *source.Column) bool {
	if column == nil || column.Type != source.Date && column.Type != source.Timestamp || value < firstSerial || value >= lastSerial+1 {
		return false
	}
	text := strconv.FormatFloat(value, 'f', -1, 64)
	for _, layout := range column.Formats {
		if _, err := time.Parse(layout, text); err == nil {
			return false
		}
	}
	return true
}
