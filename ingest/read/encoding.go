package read

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A decoder writes text in a file's encoding as UTF-8.
type decoder struct {
	table *[256]character // nil: the text is UTF-8
	utf16 bool            // it was UTF-16: the replacement character stands for what could not be decoded
}

// A character is one byte of a single-byte encoding as UTF-8. Length 0 means that the encoding has no such byte.
type character struct {
	text   [3]byte
	length uint8
}

var charmaps = map[string]*charmap.Charmap{"windows-1252": charmap.Windows1252, "iso-8859-1": charmap.ISO8859_1,
	"cp850": charmap.CodePage850, "cp865": charmap.CodePage865}

// newDecoder prepares for an encoding and, for UTF-16, wraps the reader.
func newDecoder(encoding string, in io.Reader) (decoder, io.Reader) {
	switch encoding {
	case "utf-8":
		return decoder{}, in
	case "utf-16", "utf-16le", "utf-16be":
		order, bom := unicode.LittleEndian, unicode.UseBOM
		if encoding == "utf-16be" {
			order = unicode.BigEndian
		}
		return decoder{utf16: true}, transform.NewReader(in, unicode.UTF16(order, bom).NewDecoder())
	}
	table := &[256]character{}
	for c := range table {
		r := charmaps[encoding].DecodeByte(byte(c))
		// ISO-8859-1 has control characters there that no text holds: such a byte means windows-1252.
		control := encoding == "iso-8859-1" && c >= 0x80 && c < 0xa0
		if r == utf8.RuneError || control || r >= 0x80 && r < 0xa0 {
			continue
		}
		table[c].length = uint8(utf8.EncodeRune(table[c].text[:], r))
	}
	return decoder{table: table}, in
}

// valid tells whether text, which holds bytes of 0x80 and above, can be decoded.
func (d *decoder) valid(text []byte) bool {
	if d.table == nil {
		return utf8.Valid(text) && (!d.utf16 || !bytes.ContainsRune(text, utf8.RuneError))
	}
	for _, c := range text {
		if d.table[c].length == 0 {
			return false
		}
	}
	return true
}

// append writes a cell as UTF-8 with a blank for each control character, a line end included.
func (d *decoder) append(out, cell []byte) []byte {
	from := len(out)
	if d.table == nil {
		out = append(out, cell...)
		for i := from; i < len(out); i++ {
			if out[i] < 0x20 || out[i] == 0x7f {
				out[i] = ' '
			}
		}
		return out
	}
	for _, c := range cell {
		switch {
		case c < 0x20 || c == 0x7f:
			out = append(out, ' ')
		case c < 0x80:
			out = append(out, c)
		default:
			out = append(out, d.table[c].text[:d.table[c].length]...)
		}
	}
	return out
}

// The marks that Unicode text may begin with.
var (
	markUTF8    = []byte{0xef, 0xbb, 0xbf}
	markUTF16LE = []byte{0xff, 0xfe}
	markUTF16BE = []byte{0xfe, 0xff}
)

// looksLike names the encoding that a file's first bytes show, or "": by its mark, else by the zero bytes that ASCII has in UTF-16.
func looksLike(head []byte) string {
	switch {
	case bytes.HasPrefix(head, markUTF8):
		return "utf-8"
	case bytes.HasPrefix(head, markUTF16LE), bytes.HasPrefix(head, markUTF16BE):
		return "utf-16"
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch most := len(head) / 4; {
	case zeros[1] > most && zeros[0] <= most/4:
		return "utf-16le"
	case zeros[0] > most && zeros[1] <= most/4:
		return "utf-16be"
	}
	return ""
}

// shown is how many first bytes are looked at.
const shown = 256

// begin checks the first bytes against the declared encoding and skips a UTF-8 mark. ok is false when they differ. UTF-16 is declared
// with its order of bytes or without it; its mark decides where there is one.
func begin(in *bufio.Reader, declared string) (found string, ok bool, err error) {
	head, err := in.Peek(shown)
	if err != nil && err != io.EOF {
		return "", false, err
	}
	found, wide := looksLike(head), strings.HasPrefix(declared, "utf-16")
	switch {
	case found == "utf-8" && declared == found:
		_, err = in.Discard(len(markUTF8))
		return found, true, err
	case found == "" && wide && len(head) >= 8 && bytes.IndexByte(head, 0) < 0:
		return "another encoding", false, nil
	case found == "utf-16":
		return found, wide, nil
	case found == "utf-16le": // what UTF-16 without a mark is taken for
		return found, declared == found || declared == "utf-16", nil
	}
	return found, found == "" || found == declared, nil
}
