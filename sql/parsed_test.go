package sql_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"testing"

	"klarsyn/sql/duck"
)

// A parser reads statements as DuckDB does.
type parser struct{ db *sql.DB }

func newParser(t *testing.T) *parser {
	t.Helper()
	db, err := duck.Open(t.Context(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &parser{db}
}

// parse reads a statement.
func (p *parser) parse(statement string) (node, error) {
	var text string
	if err := p.db.QueryRow("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", statement).Scan(&text); err != nil {
		return nil, err
	}
	var parsed node
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		return nil, err
	}
	if message := parsed.text("error_message"); message != "" {
		return nil, fmt.Errorf("not parsed: %s", message)
	}
	return parsed, nil
}

// A node is a part of a parsed statement, as DuckDB writes it.
type node map[string]any

func (n node) text(key string) string { text, _ := n[key].(string); return text }
func (n node) node(key string) node   { child, _ := n[key].(map[string]any); return child }

func (n node) nodes(key string) []node {
	var all []node
	list, _ := n[key].([]any)
	for _, one := range list {
		child, _ := one.(map[string]any)
		all = append(all, child)
	}
	return all
}

func (n node) without(key string) node {
	rest := maps.Clone(n)
	delete(rest, key)
	return rest
}

// walk shows every node below, until the visitor says that it need not go deeper.
func walk(value any, visit func(node) bool) {
	switch v := value.(type) {
	case node:
		walk(map[string]any(v), visit)
	case map[string]any:
		if visit(v) {
			for _, child := range v {
				walk(child, visit)
			}
		}
	case []any:
		for _, child := range v {
			walk(child, visit)
		}
	}
}
