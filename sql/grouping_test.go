package sql_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	sqlfiles "klarsyn/sql"
	"klarsyn/sql/duck"
)

// When several threads group filtered rows by one expression alone, DuckDB 1.4.3 returns some groups twice if it holds coalesce of a
// column with NULLs, or one of some functions, whatever its type. It groups rightly by several columns, and by a plain column.
func TestNoStatementGroupsByWhatDuckDBSplits(t *testing.T) {
	parser := newParser(t)
	shipped := map[string]string{}
	for _, dir := range []string{"core", "marts", "quality", "analyses", "pathways"} {
		files, err := sqlfiles.Read(sqlfiles.Files(), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			shipped["sql/"+file.Path] = file.Body
		}
	}
	const byHand = "../cmd/bench/handwritten"
	names, err := fs.Glob(os.DirFS(byHand), "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d statements by hand, %v", len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(byHand + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		shipped["cmd/bench/handwritten/"+name] = string(text)
	}
	for file, text := range shipped {
		if text == "" { // a header that uses another file's statement
			continue
		}
		found, err := parser.splitGroups(text)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, expression := range found {
			t.Errorf("%s: groups by %s alone; group by its plain columns and compute it afterwards", file, expression)
		}
	}
}

func TestGroupsThatDuckDBSplitsAreFound(t *testing.T) {
	parser := newParser(t)
	for statement, want := range map[string]string{
		"SELECT coalesce(drg, 'x') AS g, count(*) FROM c GROUP BY coalesce(drg, 'x')":                        "COALESCE(drg, 'x')",
		"SELECT count(*), ifnull(drg, 'x') AS g FROM c GROUP BY 2":                                           "COALESCE(drg, 'x')",
		"SELECT coalesce(drg, 'x') AS g, count(*) FROM c GROUP BY g":                                         "COALESCE(drg, 'x')",
		"SELECT coalesce(drg, $drg::VARCHAR) AS drg, sum(n) + 1 FROM c GROUP BY ALL":                         "COALESCE(drg, CAST($drg AS VARCHAR))",
		"SELECT coalesce(drg, 'x') AS g, 'all' AS h, $n AS n, count(*) FROM c GROUP BY ALL":                  "COALESCE(drg, 'x')",
		"SELECT count(*) FROM c GROUP BY GROUPING SETS ((drg, sex), (sex, left(coalesce(drg, 'x'), 1)), ())": "",
		"SELECT count(*) FROM c GROUP BY CUBE (sex, left(coalesce(drg, 'x'), 1))":                            `"left"(COALESCE(drg, 'x'), 1)`,
		"SELECT DISTINCT nullif(coalesce(drg, 'x'), 'y') FROM c":                                             `"nullif"(COALESCE(drg, 'x'), 'y')`,
		"SELECT DISTINCT ON (coalesce(drg, 'x')) drg, sex FROM c":                                            "COALESCE(drg, 'x')",
		"SELECT count(DISTINCT coalesce(drg, 'x')) FROM c":                                                   "COALESCE(drg, 'x')",
		"SELECT count(DISTINCT coalesce(drg, 'x')) FROM c GROUP BY sex":                                      "",
		"SELECT coalesce(drg, 'x') FROM c UNION SELECT 'y'":                                                  "COALESCE(drg, 'x')",
		"SELECT 'y' UNION SELECT coalesce(drg, 'x') FROM c":                                                  "COALESCE(drg, 'x')",
		"SELECT coalesce(drg, 'x') FROM c UNION ALL SELECT 'y'":                                              "",
		"SELECT coalesce(drg, 'x'), sex FROM c UNION SELECT 'y', 'z'":                                        "",
		"SELECT CASE WHEN n > 1 THEN coalesce(drg, 'x') ELSE 'y' END || 'z' AS g FROM c GROUP BY g":          "(CASE  WHEN ((n > 1)) THEN (COALESCE(drg, 'x')) ELSE 'y' END || 'z')",
		"WITH a(g) AS (SELECT coalesce(drg, 'x') FROM c) SELECT b.g, count(*) FROM a AS b GROUP BY b.g":      "COALESCE(drg, 'x')",
		"SELECT g FROM (SELECT * REPLACE (coalesce(g, 'x') AS g) FROM c) JOIN d USING (e) GROUP BY g":        "COALESCE(g, 'x')",
		"SELECT g FROM (SELECT coalesce(drg, 'x') AS g FROM c UNION ALL SELECT 'y') GROUP BY ALL":            "COALESCE(drg, 'x')",
		"SELECT DISTINCT * FROM (SELECT coalesce(drg, 'x') AS g FROM c)":                                     "COALESCE(drg, 'x')",
		"SELECT h FROM (SELECT coalesce(drg, 'x') AS g, lower(g) AS h FROM c) GROUP BY h":                    "lower(g)",
		"SELECT 1 WHERE 2 IN (SELECT count(*) FROM c GROUP BY coalesce(drg, 'x'))":                           "COALESCE(drg, 'x')",
		"FROM (SELECT DISTINCT coalesce(drg, 'x') FROM c) AS a, range(3)":                                    "COALESCE(drg, 'x')",
		"SELECT split_part(drg, '4', 1) AS g, count(*) FROM c GROUP BY g":                                    "split_part(drg, '4', 1)",
		"SELECT m[1] AS g, count(*) FROM c GROUP BY g":                                                       "m[1]",
		"SELECT upper(drg) AS g, count(*) FROM c GROUP BY g":                                                 "",
		"SELECT coalesce(drg, 'x') AS g, sex, count(*) FROM c GROUP BY ALL":                                  "",
		"SELECT coalesce(drg, 'x') AS drg, count(*) FROM c GROUP BY drg":                                     "", // the column, not what is made of it
		"SELECT coalesce(drg, 'x')::BIGINT AS g FROM c GROUP BY ALL":                                         "CAST(COALESCE(drg, 'x') AS BIGINT)",
		"SELECT coalesce(drg, 'x') = 'x' AS g FROM c GROUP BY ALL":                                           "(COALESCE(drg, 'x') = 'x')",
		"SELECT CASE WHEN drg IS NULL THEN 'x' ELSE drg END AS g, count(*) FROM c GROUP BY ALL":              "",
		"SELECT g FROM (SELECT coalesce(drg, 'x') AS g, sum(n) FROM c GROUP BY drg, sex) GROUP BY g":         "",
		"SELECT drg, coalesce(sum(n), 0) FROM c GROUP BY ALL":                                                "",
		"SELECT coalesce('x', $y) AS g, sum(n) FROM c GROUP BY g":                                            "",
		"SELECT coalesce(drg, 'x') FROM c":                                                                   "",
	} {
		found, err := parser.splitGroups(statement)
		if got := strings.Join(found, "; "); err != nil || got != want {
			t.Errorf("%s\nfound %s, %v; want %s", statement, got, err, want)
		}
	}
	for _, statement := range []string{"SELECT", "WITH RECURSIVE a AS (SELECT 1 UNION SELECT 2 FROM a) FROM a"} {
		if _, err := parser.splitGroups(statement); err == nil {
			t.Errorf("%s was judged", statement)
		}
	}
}

// A parser reads statements as DuckDB does.
type parser struct {
	db         *sql.DB
	aggregates map[string]bool
}

func newParser(t *testing.T) *parser {
	t.Helper()
	db, err := duck.Open(t.Context(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	rows, err := db.QueryContext(t.Context(), "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	aggregates := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		aggregates[name] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return &parser{db, aggregates}
}

// splitGroups lists the expressions that a statement groups by alone, or takes the distinct values of, and that are not known to be
// grouped rightly.
func (p *parser) splitGroups(statement string) ([]string, error) {
	parsed, err := p.parse(statement)
	if err != nil {
		return nil, err
	}
	judge := judge{aggregates: p.aggregates}
	for _, one := range parsed.nodes("statements") {
		judge.query(one.node("node"), nil)
	}
	var found []string
	for _, expression := range judge.found {
		written, err := p.written(expression)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(found, written) {
			found = append(found, written)
		}
	}
	return found, judge.fault
}

// parse reads a statement.
func (p *parser) parse(statement string) (node, error) {
	var text string
	if err := p.db.QueryRow("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", statement).Scan(&text); err != nil {
		return nil, err
	}
	parsed, err := decoded(text)
	if err == nil && parsed.text("error_message") != "" {
		err = fmt.Errorf("not parsed: %s", parsed.text("error_message"))
	}
	return parsed, err
}

// decoded keeps numbers as they are written: places in the text that are not known are too large for a float.
func decoded(text string) (node, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var parsed node
	err := decoder.Decode(&parsed)
	return parsed, err
}

// written is an expression as SQL.
func (p *parser) written(expression node) (string, error) {
	var text, statement string
	if err := p.db.QueryRow("SELECT json_serialize_sql('SELECT 1')::VARCHAR").Scan(&text); err != nil {
		return "", err
	}
	parsed, err := decoded(text)
	if err != nil {
		return "", err
	}
	parsed.nodes("statements")[0].node("node")["select_list"] = []any{map[string]any(expression.without("alias"))}
	changed, err := json.Marshal(parsed)
	if err != nil {
		return "", err
	}
	err = p.db.QueryRow("SELECT json_deserialize_sql(?::VARCHAR::JSON)", string(changed)).Scan(&statement)
	return strings.TrimPrefix(statement, "SELECT "), err
}
