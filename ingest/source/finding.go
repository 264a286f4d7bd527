package source

// The kinds of findings: what a cell held that was loaded otherwise than it stands in the file.
const (
	ExcelError = "excel_error" // an error value of a spreadsheet, such as #N/A: missing
	MergedCell = "merged_cell" // one of several merged cells of a workbook, of which only the first has the value: missing
	OpenEnd    = "open_end"    // an end that stands for none, such as 9999-12-31: missing
	Illegible  = "illegible"   // characters that no text holds, such as control characters: a blank each
	Unmapped   = "unmapped"    // a code outside the map of a column with otherwise: null: missing
	UnreadCode = "unread_code" // a text that is no code of its column's system, such as ICD-10-SE: missing
)

// remarks holds what a reader of the load's report and of Datakvalitet is told per kind, after the column's name.
var remarks = map[string]string{
	ExcelError: "felvärde från Excel lästes som saknat",
	MergedCell: "sammanslagen cell lästes som saknad: bara den första har värdet",
	OpenEnd:    "slut som 9999-12-31 lästes som att inget slut finns",
	Illegible:  "tecken som ingen text har, såsom styrtecken, lästes som blanksteg",
	Unmapped:   "kod som källan inte känner lästes som saknad",
	UnreadCode: "ingen kod i kolumnens kodverk, läst som saknad",
}

// Remark is the Swedish sentence for a kind of finding. It never holds a value.
func Remark(kind string) string { return remarks[kind] }

// A Finding (avvikelse) is one way in which cells of a column were loaded otherwise than they stand in the file. Their records are
// loaded all the same.
type Finding struct {
	Table  string // canonical table; "" Column is a header name
	Column string // canonical column, or header name (folded)
	Kind   string
}

// A Tally counts the cells of one finding.
type Tally struct {
	Cells int64
	First int64 // number of the first record with such a cell
}

// Findings are the findings of one file.
type Findings map[Finding]Tally

// Add notes one more cell, of a record.
func (f *Findings) Add(finding Finding, record int64) {
	if *f == nil {
		*f = Findings{}
	}
	tally := (*f)[finding]
	if tally.Cells == 0 {
		tally.First = record
	}
	tally.Cells++
	(*f)[finding] = tally
}
