package analytics

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"klarsyn/sql/duck"
)

// A scan walks an SQL text, stepping over strings, quoted names and comments.
type scan struct {
	text string
	at   int
}

// skip steps over one string, quoted name or comment that begins here, and says whether there was one.
func (s *scan) skip() bool {
	if strings.IndexByte("-/'\"", s.text[s.at]) < 0 {
		return false
	}
	rest := s.text[s.at:]
	end := func(closing string, from int) int {
		if i := strings.Index(rest[from:], closing); i >= 0 {
			return from + i + len(closing)
		}
		return len(rest)
	}
	switch {
	case strings.HasPrefix(rest, "--"):
		s.at += end("\n", 2)
	case strings.HasPrefix(rest, "/*"):
		s.at += end("*/", 2)
	case strings.HasPrefix(rest, "'"), strings.HasPrefix(rest, `"`):
		s.at += end(rest[:1], 1) // a doubled quote begins the next string at once
	default:
		return false
	}
	return true
}

// placeholders calls visit with each $name outside strings and comments, in order, with its place.
func placeholders(body string, visit func(name string, from, to int)) {
	s := scan{text: body}
	for s.at < len(body) {
		if s.skip() {
			continue
		}
		if body[s.at] != '$' {
			s.at++
			continue
		}
		from := s.at
		for s.at++; s.at < len(body) && isNameByte(body[s.at]); s.at++ {
		}
		if s.at > from+1 {
			visit(body[from+1:s.at], from, s.at)
		}
	}
}

func isNameByte(b byte) bool {
	return b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
}

// parameters is the set of $names in a statement.
func parameters(body string) map[string]bool {
	names := map[string]bool{}
	placeholders(body, func(name string, _, _ int) { names[name] = true })
	return names
}

// splitWith divides a statement into its own CTE list and the rest: the text before the WITH (comments), and what
// follows the keyword. Without WITH, list is false and rest is the whole.
func splitWith(body string) (before, rest string, list bool) {
	s := scan{text: body}
	for s.at < len(body) {
		if strings.HasPrefix(body[s.at:], "--") || strings.HasPrefix(body[s.at:], "/*") {
			s.skip()
			continue
		}
		if strings.ContainsRune(" \t\r\n", rune(body[s.at])) {
			s.at++
			continue
		}
		break
	}
	if startsWithWord(body[s.at:], "WITH") {
		return body[:s.at], strings.TrimLeft(body[s.at+len("WITH"):], " \t\r\n"), true
	}
	return "", body, false
}

// splitCTEs divides what follows WITH into its CTEs and the SELECT after them.
func splitCTEs(list string) (ctes, last string) {
	s := scan{text: list}
	depth, closed := 0, -1 // closed: behind the parenthesis that may have ended the last CTE
	for s.at < len(list) {
		if s.skip() {
			continue
		}
		switch c := list[s.at]; {
		case c == ' ', c == '\t', c == '\r', c == '\n':
		case closed >= 0 && (c == ',' || startsWithWord(list[s.at:], "AS")): // another CTE follows; what closed was a list of columns
			closed = -1
		case closed >= 0:
			return list[:closed], list[closed:]
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				closed = s.at + 1
			}
		}
		s.at++
	}
	return list, ""
}

// startsWithWord says whether a text begins with a keyword, in any case.
func startsWithWord(text, word string) bool {
	return len(text) >= len(word) && strings.EqualFold(text[:len(word)], word) && (len(text) == len(word) || !isNameByte(text[len(word)]))
}

// onTopOf is a shared statement, or, when the file that uses it has a statement of its own, that statement with the
// shared one's rows as a relation of the shared file's name. All CTEs stand in one list: DuckDB plans a list within a CTE twice.
func onTopOf(shared, name, own string) string {
	if own == "" {
		return shared
	}
	comments, rows, ownList := splitWith(shared)
	ctes := ""
	if ownList {
		ctes, rows = splitCTEs(rows)
		ctes += ",\n"
	}
	more, rest, ownList := splitWith(own)
	text := comments + more + "WITH " + ctes + duck.Identifier(name) + " AS (\n" + strings.TrimSpace(rows) + "\n)"
	if ownList {
		return text + ",\n" + rest
	}
	return text + "\n" + rest
}

// paramValue reads a bound value as its SQL type.
func paramValue(sqlType, text string) (any, error) {
	switch sqlType {
	case "BIGINT":
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no BIGINT", text)
		}
		return number, nil
	case "DOUBLE":
		number, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no DOUBLE", text)
		}
		return number, nil
	case "BOOLEAN":
		truth, err := strconv.ParseBool(text)
		if err != nil {
			return nil, fmt.Errorf("%q is no BOOLEAN", text)
		}
		return truth, nil
	case "DATE":
		date, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return nil, fmt.Errorf("%q is no DATE", text)
		}
		return date, nil
	}
	return text, nil
}
