package read

import "strings"

// A style is how a number's cell looks, as far as that says what it is.
type style struct {
	dated bool // a day or a time
	zeros int  // digits that are shown at least, when the format is nothing but zeros
}

func (b *book) readStyles(part string) ([]style, error) {
	var about struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(part, &about); err != nil {
		return nil, err
	}
	codes := map[int]style{}
	for _, id := range []int{14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58} {
		codes[id] = style{dated: true} // of the built-in formats, ECMA-376 18.8.30
	}
	for _, format := range about.Formats {
		codes[format.ID] = styleOf(format.Code)
	}
	styles := make([]style, len(about.Cells))
	for i, cell := range about.Cells {
		styles[i] = codes[cell.Format]
	}
	return styles, nil
}

// styleOf judges a number format such as yyyy\-mm\-dd, # ##0,00 "kr" or 0000.
func styleOf(code string) style {
	if code != "" && strings.Trim(code, "0") == "" {
		return style{zeros: len(code)}
	}
	code, _, _ = strings.Cut(code, ";") // of what is not negative
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '\\', '_', '*': // the next character stands for itself or for its width
			i++
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[code[i]])
			if end < 0 {
				return style{}
			}
			inside := strings.ToLower(code[i+1 : i+1+end])
			if code[i] == '[' && inside != "" && (strings.Trim(inside, "h") == "" || strings.Trim(inside, "m") == "" || strings.Trim(inside, "s") == "") {
				return style{dated: true} // hours in all
			}
			i += end + 1
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			return style{dated: true}
		}
	}
	return style{}
}
