package read

import "strings"

// errorValues are what spreadsheets show for a formula that failed, in English and Swedish.
var errorValues = func() map[string]bool {
	list := map[string]bool{}
	for name := range strings.FieldsSeq("#N/A #NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! #UNKNOWN! #EXTERNAL! #PYTHON! #TIMEOUT! #GETTING_DATA " +
		"#SAKNAS! #SAKNAS #SKÄRNING! #DIVISION/0! #VÄRDEFEL! #VÄRDE! #REFERENS! #NAMN? #OGILTIGT! #SPILLI! #BERÄKNA! #FÄLT! #BLOCKERAD! #ANSLUT! #UPPTAGEN! #OKÄND! #OKÄNT! #HÄMTAR_DATA #FEL!") {
		list[name] = true
	}
	return list
}()

// isErrorValue tells a spreadsheet's error value, whatever its case, and the row of # that stands for a value too wide for its
// column where a workbook was saved as text.
func isErrorValue(cell []byte) bool {
	if len(cell) < 3 || len(cell) > 16 || cell[0] != '#' {
		return false
	}
	text := string(cell)
	return errorValues[strings.ToUpper(text)] || strings.Trim(text, "#") == ""
}
