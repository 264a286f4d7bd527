package code

// MVO is the code of a medical field (medicinskt verksamhetsområde), of three digits.
var MVO = &System{Name: "mvo", Title: "MVO", template: "000", is: isMVO, reads: readsMVO, joins: never, another: isMVO, fill: 3}

func isMVO(code []byte) bool { return shaped(code, "000") }

// readsMVO takes a number that has lost its leading noughts.
func readsMVO(code []byte) bool { return isMVO(code) || shaped(code, "00") || shaped(code, "0") }

func never([]byte) bool { return false }
