package sql_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// An origin is what the values of an expression are made of.
type origin struct {
	constant bool
	suspect  node // the expression by whose values alone rows may be grouped wrongly
}

func (o origin) or(other origin) origin {
	if o.suspect == nil {
		o.suspect = other.suspect
	}
	o.constant = o.constant && other.constant
	return o
}

// A relation is what can be selected from. An open one has columns that the statement does not tell, a table's.
type relation struct {
	alias   string
	columns []column
	open    bool
}

type column struct {
	name string
	origin
}

// groupsRightly are the functions and operators by which DuckDB has been seen to group rightly, by several threads and with NULLs among
// filtered rows. Casts, CASE and comparisons were right as well; coalesce, split_part and elements of arrays and maps were not.
var groupsRightly = map[string]bool{
	"year": true, "month": true, "date_trunc": true, "date_diff": true, "strftime": true, "to_months": true, "to_days": true, "trunc": true,
	"least": true, "greatest": true, "+": true, "-": true, "*": true, "//": true, "range": true, "unnest": true, "list_value": true,
	"left": true, "upper": true, "trim": true, "concat": true, "||": true, "nullif": true,
	"OPERATOR_IS_NULL": true, "OPERATOR_IS_NOT_NULL": true, "OPERATOR_NOT": true, "COMPARE_IN": true, "COMPARE_NOT_IN": true,
}

// A judge finds what a statement groups by.
type judge struct {
	aggregates map[string]bool
	found      []node
	fault      error
}

func (j *judge) refuse(n node) relation {
	j.fault = fmt.Errorf("%s is not judged", n.text("type"))
	return relation{open: true}
}

// query returns the columns of a query.
func (j *judge) query(n node, ctes map[string]relation) relation {
	known := maps.Clone(ctes)
	if known == nil {
		known = map[string]relation{}
	}
	for _, entry := range n.node("cte_map").nodes("map") {
		value := entry.node("value")
		known[entry.text("key")] = renamed(j.query(value.node("query").node("node"), known), value.texts("aliases"))
	}
	switch n.text("type") {
	case "SELECT_NODE":
		return j.selection(n, known)
	case "SET_OPERATION_NODE":
		result, other := j.query(n.node("left"), known), j.query(n.node("right"), known)
		for i := range result.columns {
			if i < len(other.columns) {
				result.columns[i].origin = result.columns[i].or(other.columns[i].origin)
			}
		}
		result.open = result.open || other.open
		if all, _ := n["setop_all"].(bool); n.text("setop_type") == "UNION" && !all {
			j.keys(result.origins(), result.open)
		}
		return result
	}
	return j.refuse(n)
}

func renamed(r relation, names []string) relation {
	r.columns = slices.Clone(r.columns)
	for i, name := range names {
		if i < len(r.columns) {
			r.columns[i].name = name
		}
	}
	return r
}

func (r relation) origins() []origin {
	var origins []origin
	for _, column := range r.columns {
		origins = append(origins, column.origin)
	}
	return origins
}

// from returns the relations that a query reads.
func (j *judge) from(n node, ctes map[string]relation) []relation {
	var read relation
	switch n.text("type") {
	case "EMPTY":
		return nil
	case "JOIN":
		j.subqueries(n.node("condition"), ctes)
		return append(j.from(n.node("left"), ctes), j.from(n.node("right"), ctes)...)
	case "BASE_TABLE":
		table, known := ctes[n.text("table_name")]
		if read = table; !known {
			read.open = true
		}
		read.alias = n.text("table_name")
	case "SUBQUERY":
		read = j.query(n.node("subquery").node("node"), ctes)
	case "PIVOT":
		j.from(n.node("source"), ctes)
		read.open = true
	case "TABLE_FUNCTION", "EXPRESSION_LIST":
		j.subqueries(n, ctes)
		read.open = true
	default:
		read = j.refuse(n)
	}
	if alias := n.text("alias"); alias != "" {
		read.alias = alias
	}
	return []relation{renamed(read, n.texts("column_name_alias"))}
}

// subqueries judges the queries inside expressions.
func (j *judge) subqueries(expressions any, ctes map[string]relation) {
	walk(expressions, func(n node) bool {
		if n.text("class") == "SUBQUERY" {
			j.query(n.node("subquery").node("node"), ctes)
			j.subqueries(n.node("child"), ctes)
			return false
		}
		return true
	})
}

// A scope is what the expressions of one SELECT can name.
type scope struct {
	judge   *judge
	from    []relation
	aliases map[string]origin // of the select list, so far
}

func (j *judge) selection(n node, ctes map[string]relation) relation {
	s := scope{judge: j, from: j.from(n.node("from_table"), ctes), aliases: map[string]origin{}}
	j.subqueries(n.without("cte_map", "from_table"), ctes)
	list := n.nodes("select_list")
	var result relation
	var plain []origin // of the columns without aggregates
	single := true     // each item of the list is one column
	for _, item := range list {
		if item.text("type") == "STAR" {
			all := s.star(item)
			result.columns, result.open = append(result.columns, all.columns...), result.open || all.open
			plain, single = append(plain, all.origins()...), false
			continue
		}
		name, of := item.text("alias"), s.origin(item)
		if path := item.texts("column_names"); name == "" && path != nil {
			name = path[len(path)-1]
		}
		if !j.aggregated(item) {
			plain = append(plain, of)
		}
		result.columns = append(result.columns, column{name, of})
		s.aliases[name] = of
	}
	// What GROUP BY and DISTINCT ON may name by its place or alias.
	key := func(expression node) origin {
		if at := number(expression.node("value")["value"]); expression.text("class") == "CONSTANT" && single && at >= 1 && at <= len(list) {
			return result.columns[at-1].origin
		}
		if path := expression.texts("column_names"); len(path) == 1 {
			for _, item := range list { // a column of the table goes before what the list makes of it
				if item.text("alias") == path[0] && names(item, path[0]) {
					return origin{}
				}
			}
		}
		return s.origin(expression)
	}
	var sets [][]origin
	groups := n.nodes("group_expressions")
	allSets, _ := n["group_sets"].([]any)
	for _, set := range allSets {
		var keys []origin
		indexes, _ := set.([]any)
		for _, index := range indexes {
			keys = append(keys, key(groups[number(index)]))
		}
		sets = append(sets, keys)
	}
	open := false
	if n.text("aggregate_handling") == "FORCE_AGGREGATES" {
		sets, open = [][]origin{plain}, result.open
	}
	for _, keys := range sets {
		j.keys(keys, open)
	}
	grouped := len(sets) > 0 || len(plain) < len(result.columns)
	if len(sets) == 0 {
		sets = [][]origin{nil}
	}
	s.distinctAggregates(n, sets, open)
	if grouped { // what comes out of groups is no longer in a dictionary
		for i := range result.columns {
			result.columns[i].suspect = nil
		}
	}
	for _, modifier := range n.nodes("modifiers") {
		if modifier.text("type") != "DISTINCT_MODIFIER" {
			continue
		}
		if on := modifier.nodes("distinct_on_targets"); len(on) > 0 && !grouped {
			var keys []origin
			for _, expression := range on {
				keys = append(keys, key(expression))
			}
			j.keys(keys, false)
		} else {
			j.keys(result.origins(), result.open)
		}
	}
	return result
}

// keys judges what rows are grouped by.
func (j *judge) keys(keys []origin, open bool) {
	varying := slices.DeleteFunc(slices.Clone(keys), func(o origin) bool { return o.constant })
	if !open && len(varying) == 1 && varying[0].suspect != nil {
		j.found = append(j.found, varying[0].suspect)
	}
}

// distinctAggregates judges count(DISTINCT …) and its like, which group by their argument.
func (s scope) distinctAggregates(n node, sets [][]origin, open bool) {
	walk(n.without("cte_map", "from_table"), func(call node) bool {
		if distinct, _ := call["distinct"].(bool); distinct && call.text("class") == "FUNCTION" {
			for _, set := range sets {
				keys := slices.Clone(set)
				for _, argument := range call.nodes("children") {
					keys = append(keys, s.origin(argument))
				}
				s.judge.keys(keys, open)
			}
		}
		return call.text("class") != "SUBQUERY"
	})
}

// star returns the columns that * stands for.
func (s scope) star(item node) relation {
	var all relation
	for _, read := range s.from {
		if of := item.text("relation_name"); of == "" || of == read.alias {
			all.columns, all.open = append(all.columns, read.columns...), all.open || read.open
		}
	}
	excluded := item.texts("exclude_list")
	all.columns = slices.DeleteFunc(slices.Clone(all.columns), func(c column) bool { return slices.Contains(excluded, c.name) })
	for _, replaced := range item.nodes("replace_list") {
		made := column{replaced.text("key"), s.origin(replaced.node("value"))}
		all.columns = append(slices.DeleteFunc(all.columns, func(c column) bool { return c.name == made.name }), made)
	}
	return all
}

// names tells whether an expression reads a column of a name.
func names(expression node, name string) bool {
	found := false
	walk(expression, func(n node) bool {
		path := n.texts("column_names")
		found = found || len(path) > 0 && path[len(path)-1] == name
		return true
	})
	return found
}

// aggregated tells whether an expression holds an aggregate.
func (j *judge) aggregated(expression node) bool {
	found := false
	walk(expression, func(n node) bool {
		found = found || n.text("class") == "FUNCTION" && j.aggregates[n.text("function_name")]
		return n.text("class") != "SUBQUERY" && n.text("class") != "WINDOW"
	})
	return found
}

// origin follows an expression to what it is made of. Windows, aggregates and subqueries are computed apart from it.
func (s scope) origin(expression node) origin {
	of, holds := origin{constant: true}, false
	walk(expression, func(n node) bool {
		switch class := n.text("class"); {
		case class == "COLUMN_REF":
			of = of.or(s.column(n.texts("column_names")))
		case class == "STAR", class == "SUBQUERY", class == "WINDOW", class == "FUNCTION" && s.judge.aggregates[n.text("function_name")]:
			of.constant = false
			return false
		case (class == "FUNCTION" || class == "OPERATOR") && !groupsRightly[cmp.Or(n.text("function_name"), n.text("type"))]:
			inner := origin{constant: true}
			for _, child := range n.nodes("children") {
				inner = inner.or(s.origin(child))
			}
			of, holds = of.or(inner), holds || !inner.constant
			return false
		}
		return true
	})
	if holds {
		of.suspect = expression
	}
	return of
}

// column follows a name to the relation that has it, or to the select list's alias.
func (s scope) column(path []string) origin {
	name := path[len(path)-1]
	for _, read := range s.from {
		if len(path) > 1 && path[len(path)-2] != read.alias {
			continue
		}
		for _, column := range read.columns {
			if column.name == name {
				return column.origin
			}
		}
	}
	if len(path) == 1 {
		return s.aliases[name]
	}
	return origin{}
}
