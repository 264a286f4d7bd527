package export

import "github.com/xuri/excelize/v2"

// A lookKind is what a cell is.
type lookKind uint8

const (
	plainLook lookKind = iota
	textLook           // breaks over lines
	titleLook
	headingLook
	headLook   // of a column
	numberLook // also days and months
	absentLook // a word in place of a value
)

// A look is a cell's style.
type look struct {
	kind   lookKind
	format string
	right  bool
	total  bool
}

// style registers each look once. A look that cannot be registered is a plain cell: no value depends on it.
func (b *workbook) style(of look) int {
	if id, known := b.styles[of]; known {
		return id
	}
	font := &excelize.Font{Family: "Arial", Size: 10, Color: "17202B"}
	style := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Vertical: "center"}}
	switch of.kind {
	case textLook:
		style.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
	case titleLook:
		font.Size, font.Bold = 14, true
	case headingLook:
		font.Bold = true
		style.Border = []excelize.Border{{Type: "bottom", Color: "5C6875", Style: 1}}
	case headLook:
		font.Bold = true
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F5EBF2"}}
		style.Border = []excelize.Border{{Type: "bottom", Color: "75295F", Style: 1}}
		style.Alignment.WrapText = true
	case numberLook:
		style.CustomNumFmt = &of.format
	case absentLook:
		font.Color, font.Italic = "5C6875", true
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDF0F2"}}
	}
	if of.right {
		style.Alignment.Horizontal = "right"
	}
	if of.total {
		font.Bold = true
		style.Border = append(style.Border, excelize.Border{Type: "top", Color: "5C6875", Style: 1})
	}
	id, err := b.file.NewStyle(style)
	if err != nil {
		id = 0
	}
	b.styles[of] = id
	return id
}
