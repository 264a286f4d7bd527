package code

// MDC is the major diagnostic category of a DRG (huvuddiagnosgrupp), of two digits.
var MDC = &System{Name: "mdc", Title: "MDC", template: "00", is: isMDC, reads: readsMDC, joins: never, another: isMDC, fill: 2}

func isMDC(code []byte) bool { return shaped(code, "00") }

func readsMDC(code []byte) bool { return isMDC(code) || shaped(code, "0") }
