package code

// ATC is the Anatomical Therapeutic Chemical classification, in any of its five levels: C, C07, C07A, C07AB, C07AB02.
var ATC = &System{Name: "atc", Title: "ATC", template: "A00AA00", is: isATC, reads: isATC, joins: isLowATC, another: isLowATC, parted: true}

func isATC(code []byte) bool {
	return isLowATC(code) || shaped(code, "A00") || shaped(code, "A")
}

// isLowATC leaves out the two highest levels, which words of a text look like: vitamin B12, hepatit C.
func isLowATC(code []byte) bool {
	return shaped(code, "A00AA00") || shaped(code, "A00AA") || shaped(code, "A00A")
}
