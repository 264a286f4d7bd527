package read

import (
	"bytes"
	"fmt"
)

// separator reads the line "sep=;" that Excel takes a delimiter from, and that is no part of the data.
func separator(line []byte) (sign byte, ok bool) {
	line = bytes.Trim(line, `"`)
	if len(line) == 5 && bytes.EqualFold(line[:4], []byte("sep=")) && bytes.IndexByte([]byte(";,|:^ \t"), line[4]) >= 0 {
		return line[4], true
	}
	return 0, false
}

// separated refuses a file that names another delimiter than its source.
func (n *normaliser) separated(sign byte) error {
	name := string(rune(sign))
	if sign == '\t' {
		name = "tab"
	}
	return &Refusal{File: n.name, Line: 1, Rule: HeaderWidth, Expected: fmt.Sprintf("the delimiter %q", string(rune(n.group.Dialect.Delimiter))),
		Found: "a first line sep= that names another", Do: fmt.Sprintf("declare delimiter: %q in the source's dialect", name)}
}
