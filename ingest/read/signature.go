package read

import (
	"bytes"
	"strings"
)

// A signature tells a format by a file's first bytes.
type signature struct {
	marks []string
	kind  string // what the file is
	do    string
}

const (
	asCSV    = "request the extract as CSV, XLSX, Parquet or Arrow"
	asNamed  = "give the file the extension "
	andMatch = " and add that to files: in the source"
)

// signatures are of formats that come under another name.
var signatures = []signature{
	{[]string{"PK\x03\x04", "PK\x05\x06"}, "a zip archive", "unpack it and load what it holds"},
	{[]string{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, "a workbook of the old Excel format (XLS) or one with a password", "open it in Excel and save it as XLSX, without a password"},
	{[]string{"\x1f\x8b"}, "a gzip file", asNamed + ".csv.gz" + andMatch},
	{[]string{"PAR1"}, "a Parquet file", asNamed + ".parquet" + andMatch},
	{[]string{"ARROW1", "\xff\xff\xff\xff"}, "an Arrow IPC file", asNamed + ".arrow" + andMatch},
	{[]string{"%PDF-"}, "a PDF document", asCSV},
	{[]string{"{\\rtf"}, "a text document (RTF)", asCSV},
	{[]string{"SQLite format 3\x00"}, "an SQLite database", asCSV},
	{[]string{"$FL2@(#)", "$FL3@(#)"}, "an SPSS data file", asCSV},
	{[]string{"<stata_dta>"}, "a Stata data file", asCSV},
	{[]string{"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc2\xea\x81\x60"}, "a SAS data set", asCSV},
	{[]string{"7z\xbc\xaf\x27\x1c", "Rar!\x1a\x07", "BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd"}, "a packed archive", "unpack it and load what it holds; files may be packed as .gz"},
	{[]string{"<!doctype html", "<html", "<table", "<head", "<meta"}, "a web page (HTML), as some systems export under the name of a workbook", "open it in Excel and save it as XLSX, or " + asCSV},
	{[]string{"<?xml", "<workbook"}, "an XML document", asCSV},
	{[]string{"[{\"", "{\""}, "a JSON document", asCSV},
}

// markup are the signatures that white space, a byte order mark and capitals may vary.
const markup = 3

// recognised is the signature of a file that begins with the given bytes, false when they tell nothing. A zip archive that begins with a
// workbook's parts is a workbook.
func recognised(head []byte) (signature, bool) {
	for i, s := range signatures {
		begins := head
		if i >= len(signatures)-markup {
			begins = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, markUTF8), " \t\r\n"))
			begins = bytes.ReplaceAll(begins, []byte("{ "), []byte("{"))
		}
		for _, mark := range s.marks {
			if !bytes.HasPrefix(begins, []byte(mark)) {
				continue
			}
			if i == 0 && isWorkbook(head) {
				return signature{kind: "a workbook (XLSX)", do: asNamed + ".xlsx" + andMatch + ", or save it as CSV"}, true
			}
			return s, true
		}
	}
	return signature{}, false
}

// isWorkbook tells a workbook by the name of the first part of its archive, which stands at byte 30.
func isWorkbook(head []byte) bool {
	if len(head) < 30 {
		return false
	}
	name := string(head[30:min(len(head), 60)])
	for _, part := range []string{"[Content_Types]", "xl/", "_rels/", "docProps/"} {
		if strings.HasPrefix(name, part) {
			return true
		}
	}
	return false
}

// sniffed is how many bytes are looked at.
const sniffed = 512

// foreign refuses text that is something else by its first bytes.
func (n *normaliser) foreign(head []byte) error {
	found, ok := recognised(head)
	if !ok {
		return nil
	}
	return n.refuse(Unreadable, "text", found.kind, found.do)
}

// another says what a file whose format cannot be read is by its first bytes, and what to do.
func (n *normaliser) another(what string) string {
	const again = "ask for the extract again, or copy it again"
	found, ok := recognised(n.head)
	switch {
	case ok && found.kind != what:
		return "by its first bytes it is " + found.kind + ": " + found.do
	case ok || len(n.head) == 0 || bytes.IndexByte(n.head, 0) >= 0 || !readable(n.head):
		return again
	}
	return "by its first bytes it is text: " + asNamed + ".csv" + andMatch
}

// readable tells that bytes hold no control characters but those of lines.
func readable(head []byte) bool {
	return bytes.IndexFunc(head, func(c rune) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' }) < 0
}
