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
	if err := n.table(ctx, what, first.texts(), sheet.next); err != nil {
		return err
	}
	for _, place := range sheet.merged {
		n.findMerged(place)
	}
	return nil
}

// findMerged notes the cells of merged ones that are missing below the header: only the first has the value.
func (n *normaliser) findMerged(place string) {
	from, to, _ := strings.Cut(place, ":")
	left, right, top, bottom := columnAt(from), columnAt(to), lineAt(from), lineAt(to)
	bottom = min(bottom, n.headed+n.file.Records)
	for i := max(left, 0); i <= right && i < len(n.slots); i++ {
		for line := max(top, n.headed+1); line <= bottom && n.slots[i].kept; line++ {
			if i > left || line > top {
				n.file.Findings.Add(source.Finding{Column: n.slots[i].name, Kind: source.MergedCell}, line-n.headed)
			}
		}
	}
}

// lineAt is the row of a reference such as AB12; 0 when there is none.
func lineAt(reference string) int64 {
	line, _ := strconv.ParseInt(strings.TrimLeft(reference, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 10, 64)
	return line
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
