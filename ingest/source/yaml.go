package source

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/text/unicode/norm"
)

// A reader walks one YAML file and collects every mistake with its line, instead of stopping at the first.
// Scalars are read as the text they were written as: 0114 keeps its zero and no is not false.
type reader struct {
	path   string
	faults []mistake
}

type mistake struct {
	line int
	text string
}

// An entry is one "key: value" of a mapping.
type entry struct {
	key  string
	node ast.Node
	line int
}

// fault notes a mistake: where it stands, what is wrong, and what to write instead.
func (r *reader) fault(line int, where, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if where != "" {
		message = where + ": " + message
	}
	r.faults = append(r.faults, mistake{line, message})
}

// err joins the mistakes in the order of the file.
func (r *reader) err() error {
	slices.SortStableFunc(r.faults, func(a, b mistake) int { return a.line - b.line })
	var errs []error
	for i, m := range r.faults {
		if !slices.Contains(r.faults[:i], m) {
			errs = append(errs, fmt.Errorf("%s:%d: %s", r.path, m.line, m.text))
		}
	}
	return errors.Join(errs...)
}

// document parses the text and returns its one mapping.
func (r *reader) document(text []byte) ast.Node {
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		line := 1
		var syntax interface{ GetMessage() string }
		message := err.Error()
		if errors.As(err, &syntax) {
			message = syntax.GetMessage()
		}
		if _, scanErr := fmt.Sscanf(err.Error(), "[%d:", &line); scanErr != nil {
			line = 1
		}
		r.fault(line, "", "not valid YAML: %s", strings.TrimSpace(strings.SplitN(message, "\n", 2)[0]))
		return nil
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if body != nil {
			r.fault(lineOf(doc.Body), "", "a second document; write one source a file")
			continue
		}
		body = doc.Body
	}
	if body == nil {
		r.fault(1, "", "the file is empty; a source begins with \"schema: 1\" (see ingest/sources/README.md)")
	}
	return body
}

func lineOf(node ast.Node) int {
	if node == nil || node.GetToken() == nil || node.GetToken().Position == nil {
		return 1
	}
	return node.GetToken().Position.Line
}

// mapping lists a mapping's entries in order. Keys outside known (when given) and keys that stand twice are mistakes.
func (r *reader) mapping(node ast.Node, where string, known ...string) []entry {
	var pairs []*ast.MappingValueNode
	switch node := node.(type) {
	case *ast.MappingNode:
		pairs = node.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{node}
	default:
		r.fault(lineOf(node), where, "expected \"key: value\" pairs, found %s", kindOf(node))
		return nil
	}
	var entries []entry
	seen := map[string]int{}
	for _, pair := range pairs {
		line := lineOf(pair.Key)
		key, ok := scalar(pair.Key)
		if null, isNull := pair.Key.(*ast.NullNode); isNull {
			key = null.GetToken().Value // the word null is a key like any other
		}
		if !ok {
			r.fault(line, where, "a key must be plain text")
			continue
		}
		if before, twice := seen[key]; twice {
			r.fault(line, where, "key %q stands already on line %d; keep one of them", key, before)
			continue
		}
		seen[key] = line
		if known != nil && !slices.Contains(known, key) {
			r.fault(line, where, "unknown key %q; %s", key, suggest(key, known))
			continue
		}
		entries = append(entries, entry{key, pair.Value, line})
	}
	return entries
}

// text reads a scalar; anything else is a mistake.
func (r *reader) text(e entry, where string) string {
	text, ok := scalar(e.node)
	switch {
	case !ok:
		r.fault(e.line, where, "%s: expected one value, found %s", e.key, kindOf(e.node))
	case text == "" && !quoted(e.node):
		r.fault(e.line, where, "%s: has no value; write one or take the line away", e.key)
	}
	return text
}

// texts reads one scalar or a list of scalars.
func (r *reader) texts(e entry, where string) []string {
	if text, ok := scalar(e.node); ok {
		if text == "" && !quoted(e.node) {
			r.fault(e.line, where, "%s: has no value; write one or take the line away", e.key)
			return nil
		}
		return []string{text}
	}
	list, ok := e.node.(*ast.SequenceNode)
	if !ok {
		r.fault(e.line, where, "%s: expected a value or a list of values, found %s", e.key, kindOf(e.node))
		return nil
	}
	var texts []string
	for _, item := range list.Values {
		text, ok := scalar(item)
		if !ok {
			r.fault(lineOf(item), where, "%s: expected plain values in the list, found %s", e.key, kindOf(item))
			continue
		}
		texts = append(texts, text)
	}
	if len(list.Values) == 0 {
		r.fault(e.line, where, "%s: the list is empty", e.key)
	}
	return texts
}

// flag reads true or false.
func (r *reader) flag(e entry, where string) bool {
	text := r.text(e, where)
	if text != "true" && text != "false" {
		r.fault(e.line, where, "%s: expected true or false, found %q", e.key, text)
	}
	return text == "true"
}

// choice reads one of a few words.
func (r *reader) choice(e entry, where string, words ...string) string {
	text := r.text(e, where)
	if !slices.Contains(words, text) {
		r.fault(e.line, where, "%s: unknown value %q; %s", e.key, text, suggest(text, words))
		return ""
	}
	return text
}

// scalar is the text of a plain value as it was written, without quotes; null and nothing are "".
func scalar(node ast.Node) (string, bool) {
	switch node := node.(type) {
	case nil:
		return "", true
	case *ast.NullNode:
		return "", true
	case *ast.LiteralNode:
		return norm.NFC.String(node.Value.Value), true
	case *ast.StringNode:
		return norm.NFC.String(node.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return node.GetToken().Value, true
	}
	return "", false
}

func quoted(node ast.Node) bool {
	_, ok := node.(*ast.StringNode)
	return ok
}

func kindOf(node ast.Node) string {
	switch node.(type) {
	case nil, *ast.NullNode:
		return "nothing"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "\"key: value\" pairs"
	case *ast.SequenceNode:
		return "a list"
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode, *ast.TagNode:
		return "a YAML anchor, alias or tag, which sources do not use"
	}
	if text, ok := scalar(node); ok {
		return fmt.Sprintf("%q", text)
	}
	return "something else"
}

// suggest names the nearest known word, or all of them.
func suggest(word string, known []string) string {
	best, distance := "", 3
	for _, candidate := range known {
		if d := editDistance(strings.ToLower(word), candidate); d < distance {
			best, distance = candidate, d
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return "expected one of " + strings.Join(known, ", ")
}

// editDistance is Levenshtein's: the least number of inserted, deleted and changed bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
