package prose

import "strconv"

// Mark is what stands before an item of a list in running text: a bullet, or its number.
func (b Block) Mark() string {
	switch {
	case b.Kind != Item:
		return ""
	case b.Number > 0:
		return strconv.Itoa(b.Number) + ". "
	}
	return "• "
}
