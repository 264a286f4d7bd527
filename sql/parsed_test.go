package sql_test

import (
	"encoding/json"
	"maps"
)

// A node is a part of a parsed statement, as DuckDB writes it.
type node map[string]any

func (n node) text(key string) string { text, _ := n[key].(string); return text }
func (n node) node(key string) node   { child, _ := n[key].(map[string]any); return child }

// number is a number in a parsed statement, or 0.
func number(value any) int {
	written, _ := value.(json.Number)
	whole, _ := written.Int64()
	return int(whole)
}

func (n node) nodes(key string) []node {
	var all []node
	list, _ := n[key].([]any)
	for _, one := range list {
		child, _ := one.(map[string]any)
		all = append(all, child)
	}
	return all
}

func (n node) texts(key string) []string {
	var all []string
	list, _ := n[key].([]any)
	for _, one := range list {
		text, _ := one.(string)
		all = append(all, text)
	}
	return all
}

func (n node) without(keys ...string) node {
	rest := maps.Clone(n)
	for _, key := range keys {
		delete(rest, key)
	}
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
