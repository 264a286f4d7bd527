package saved

import (
	"fmt"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// Bounds of a file's structure, far above what an analysis needs. What is deeper takes a reader of YAML memory and stack without end:
// 60 kB took 1,5 GB.
const (
	mostNesting = 20
	mostIndent  = 200 // columns before a key or an item; each level of a block takes one at least
)

// bound refuses, before it is decoded, what takes more room than it has bytes: names (&) and repeats (*) of parts, and nesting without
// end.
func bound(content []byte) error {
	nested, line := 0, 0
	for _, one := range lexer.Tokenize(string(content)) {
		first := one.Position.Line != line // on its line
		line = one.Position.Line
		switch one.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			return fmt.Errorf("rad %d: & och * som namnger och upprepar delar av filen läses inte. Skriv ut delarna", line)
		case token.SequenceStartType, token.MappingStartType:
			nested++
		case token.SequenceEndType, token.MappingEndType:
			nested--
		}
		indented := (first || one.Type == token.SequenceEntryType || one.Type == token.MappingKeyType) && one.Position.Column > mostIndent
		if nested > mostNesting || indented && nested == 0 && one.Type != token.CommentType {
			return fmt.Errorf("rad %d: filen är nästlad djupare än en analys är", line)
		}
	}
	return nil
}
