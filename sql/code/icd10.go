package code

// ICD10 is ICD-10-SE, in capitals without point: a letter, two digits, and up to four letters and digits, as the clinical
// modifications of other countries have as many; no two letters stand together there, the placeholder X apart. Codes of ICD-9 and older that begin with a digit are none; its V and E codes
// cannot be told apart by their look.
var ICD10 = &System{Name: "icd10", Title: "ICD-10-SE", template: "A000", is: isICD10, reads: isICD10, joins: joinsICD10, another: anotherICD10}

func isICD10(code []byte) bool {
	if len(code) < 3 || len(code) > 7 || !isLetter(code[0]) || !isDigit(code[1]) || !isDigit(code[2]) {
		return false
	}
	for i := 3; i < len(code); i++ {
		switch c := code[i]; {
		case c == 'X' || isDigit(c):
		case !isLetter(c), beginsCategory(code[i:]), i+1 < len(code) && isLetter(code[i+1]) && code[i+1] != 'X':
			return false
		}
	}
	return true
}

// beginsCategory tells that a letter and two digits follow: another code, as in I50E11 (I50–E11, I50, E11 …).
func beginsCategory(rest []byte) bool { return len(rest) >= 3 && isDigit(rest[1]) && isDigit(rest[2]) }

// joinsICD10 takes behind the category digits and placeholders X only: I 50.9, S72 00.
func joinsICD10(code []byte) bool {
	if !isICD10(code) {
		return false
	}
	for _, c := range code[3:] {
		if !isDigit(c) && c != 'X' {
			return false
		}
	}
	return true
}

// anotherICD10 lets a letter stand at the end, as in G318A.
func anotherICD10(word []byte) bool {
	return joinsICD10(word) || len(word) > 4 && isICD10(word) && joinsICD10(word[:len(word)-1])
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// shaped tells that a code is written as a shape says: A stands for a letter, 0 for a digit, and x for either.
func shaped(code []byte, shape string) bool {
	if len(code) != len(shape) {
		return false
	}
	for i, c := range code {
		switch shape[i] {
		case 'A':
			if !isLetter(c) {
				return false
			}
		case '0':
			if !isDigit(c) {
				return false
			}
		default:
			if !isLetter(c) && !isDigit(c) {
				return false
			}
		}
	}
	return true
}
