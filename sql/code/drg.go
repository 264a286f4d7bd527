package code

// DRG is any system of diagnosis related groups: NordDRG-SE (E47A), and those of other countries by numbers (APR-DRG 194) or
// with more letters. A group is at most six characters: no more than two letters before its digits, and two behind.
var DRG = &System{Name: "drg", Title: "DRG", template: "A00A", is: isDRG, reads: isDRG, joins: isNordDRG, another: anotherDRG}

func isDRG(code []byte) bool {
	before, digits, after := 0, 0, 0
	for _, c := range code {
		switch {
		case isDigit(c) && after == 0:
			digits++
		case isLetter(c) && digits == 0:
			before++
		case isLetter(c):
			after++
		default:
			return false
		}
	}
	return digits >= 1 && digits <= 4 && before <= 2 && after <= 2 && len(code) <= 6
}

func isNordDRG(code []byte) bool { return shaped(code, "A00A") }

// anotherDRG leaves out most numbers, which stand in the names of groups.
func anotherDRG(code []byte) bool { return isNordDRG(code) || shaped(code, "000") }
