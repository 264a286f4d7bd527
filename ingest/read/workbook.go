package read

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"klarsyn/ingest/source"

	"github.com/xuri/excelize/v2"
)

// workbook reads one sheet of an XLSX file row by row. Cells are taken as they are stored, not as they look.
func (n *normaliser) workbook(ctx context.Context, file *os.File, size int64, options Options) error {
	const what = "an XLSX workbook"
	limit, err := n.unzipped(file, size, options)
	if err != nil {
		return err
	}
	book, err := excelize.OpenReader(io.NewSectionReader(file, 0, size), excelize.Options{RawCellValue: true, UnzipSizeLimit: limit, TmpDir: options.Dir})
	if err != nil {
		return n.damaged(nil, what, err)
	}
	defer book.Close()
	sheets := book.GetSheetList()
	sheet := n.group.Sheet
	switch {
	case sheet == "" && len(sheets) == 1:
		sheet = sheets[0]
	case sheet == "" || !slices.Contains(sheets, sheet):
		return n.refuse(NoSheet, "the sheet that sheet: names, or a single one",
			fmt.Sprintf("%d sheets: %s", len(sheets), strings.Join(sheets, ", ")), "name the sheet in the source")
	}
	props, err := book.GetWorkbookProps()
	if err != nil {
		return n.damaged(nil, what, err)
	}
	from1904 := props.Date1904 != nil && *props.Date1904
	rows, err := book.Rows(sheet)
	if err != nil {
		return n.damaged(nil, what, err)
	}
	defer rows.Close()
	width := 0
	next := func() ([]string, error) {
		for rows.Next() {
			cells, err := rows.Columns()
			if err != nil {
				return nil, err
			}
			for len(cells) > 0 && cells[len(cells)-1] == "" {
				cells = cells[:len(cells)-1]
			}
			if len(cells) == 0 {
				continue
			}
			for len(cells) < width {
				cells = append(cells, "")
			}
			for i := range min(len(cells), len(n.slots)) {
				cells[i] = stored(cells[i], n.slots[i].column, from1904)
			}
			return cells, nil
		}
		if err := rows.Error(); err != nil {
			return nil, err
		}
		return nil, io.EOF
	}
	header, err := next()
	if errors.Is(err, io.EOF) {
		return n.refuse(EmptyFile, "a header and records", "an empty sheet", "ask for the extract again")
	}
	if err != nil {
		return n.damaged(nil, what, err)
	}
	width = len(header)
	return n.table(ctx, what, header, next)
}

// unzipped checks what the workbook says that it unpacks to, and gives the bound that its reader is to hold.
func (n *normaliser) unzipped(file *os.File, size int64, options Options) (int64, error) {
	ratio, limit := options.MaxRatio, options.MaxSize
	if ratio == 0 {
		ratio = 200
	}
	if limit == 0 {
		limit = 4 << 30
	}
	packed, err := zip.NewReader(file, size)
	if err != nil {
		return 0, n.damaged(nil, "an XLSX workbook", err)
	}
	var total uint64
	for _, part := range packed.File {
		total += part.UncompressedSize64
	}
	if total > uint64(limit) || total > 64<<20 && total/uint64(size) > uint64(ratio) {
		return 0, n.damaged(nil, "an XLSX workbook", errExpansion)
	}
	return limit, nil
}

// stored reads a cell's stored text: a date's serial becomes a day, a number loses its exponent and the digits that
// binary fractions add after the fifteenth.
func stored(text string, column *source.Column, from1904 bool) string {
	if days, ok := serial(text, column); ok {
		if at, err := excelize.ExcelDateToTime(days, from1904); err == nil {
			return inFormat(at, text, column.Formats)
		}
	}
	if column != nil && (column.Type == source.Decimal || column.Type == source.Integer) && strings.ContainsAny(text, ".eE") {
		if value, err := strconv.ParseFloat(text, 64); err == nil {
			if rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64); err == nil {
				return strconv.FormatFloat(rounded, 'f', -1, 64)
			}
		}
	}
	return text
}
