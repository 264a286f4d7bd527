package read

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"klarsyn/ingest/source"
)

// workbook reads one sheet of an XLSX file row by row. Cells are taken as they are stored, not as they look.
func (n *normaliser) workbook(ctx context.Context, file *os.File, size int64, options Options) error {
	const what = "an XLSX workbook"
	if err := n.unzipped(file, size, options); err != nil {
		return err
	}
	book, err := openBook(file, size)
	if err != nil {
		return n.damaged(nil, what, err)
	}
	at := slices.Index(book.sheets, n.group.Sheet)
	if n.group.Sheet == "" && len(book.sheets) == 1 {
		at = 0
	}
	if at < 0 {
		return n.refuse(NoSheet, "the sheet that sheet: names, or a single one", fmt.Sprintf("%d sheets without that name", len(book.sheets)), "name the sheet in the source")
	}
	sheet, err := book.sheet(at)
	if err != nil {
		return n.damaged(nil, what, err)
	}
	defer sheet.part.Close()
	var first row
	if err := sheet.next(&first); errors.Is(err, io.EOF) {
		return n.refuse(EmptyFile, "a header and records", "an empty sheet", "ask for the extract again")
	} else if err != nil {
		return n.damaged(nil, what, err)
	}
	sheet.width = len(first.fields)
	sheet.column = func(i int) *source.Column {
		if i >= len(n.slots) {
			return nil
		}
		return n.slots[i].column
	}
	n.headed = first.line
	n.ahead = func() (lines []titled) {
		sheet.width = 0
		for r := new(row); len(lines) < titleRows && sheet.next(r) == nil; r.clear() {
			lines = append(lines, titled{r.line, r.texts()})
		}
		return lines
	}
	return n.table(ctx, what, first.texts(), sheet.next)
}

// texts are the record's cells.
func (r *row) texts() []string {
	var list []string
	for _, f := range r.fields {
		list = append(list, string(r.text[f.start:f.end]))
	}
	return list
}

// unzipped checks what the workbook says that it unpacks to.
func (n *normaliser) unzipped(file *os.File, size int64, options Options) error {
	ratio, limit := options.MaxRatio, options.MaxSize
	if ratio == 0 {
		ratio = 200
	}
	if limit == 0 {
		limit = 4 << 30
	}
	packed, err := zip.NewReader(file, size)
	if err != nil {
		return n.damaged(nil, "an XLSX workbook", err)
	}
	var total uint64
	for _, part := range packed.File {
		total += part.UncompressedSize64
	}
	if total > uint64(limit) || total > 64<<20 && total/uint64(size) > uint64(ratio) {
		return n.damaged(nil, "an XLSX workbook", errExpansion)
	}
	return nil
}
