package read

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"klarsyn/ingest/source"
)

// legible makes a decoded cell, out[from:], text that stands in any file: its letters composed (Unicode normal form C), and a blank
// for each character that XML cannot hold. Such characters are noted, but for the tabs and line ends of the cell as it was read.
func (n *normaliser) legible(out []byte, from int, read []byte, slot *slot) []byte {
	noted := false
	if n.decoder.table != nil { // whose letters are composed
		noted = slices.ContainsFunc(read, func(c byte) bool { return c < utf8.RuneSelf && isNoise(rune(c)) })
	} else {
		if noted = bytes.ContainsFunc(read, isNoise); noted {
			out = append(out[:from], bytes.Map(blankNoise, out[from:])...)
		}
		if text := out[from:]; !norm.NFC.IsNormal(text) {
			out = append(out[:from], norm.NFC.Bytes(text)...)
		}
	}
	if noted && slot.kept {
		n.file.Findings.Add(source.Finding{Column: slot.name, Kind: source.Illegible}, n.file.Records)
	}
	return out
}

func blankNoise(letter rune) rune {
	if isNoise(letter) {
		return ' '
	}
	return letter
}

// isNoise tells control characters, C0 and C1, and the code points that Unicode keeps from being characters.
func isNoise(letter rune) bool {
	switch {
	case letter < 0x20:
		return letter != '\t' && letter != '\n' && letter != '\r'
	case letter < 0xfdd0:
		return letter >= 0x7f && letter < 0xa0
	}
	return letter <= 0xfdef || letter&0xfffe == 0xfffe
}
