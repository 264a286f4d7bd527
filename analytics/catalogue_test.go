package analytics

import (
	"strings"
	"testing"

	"klarsyn/sql"
)

func TestShippedTreeIsReadWithoutFault(t *testing.T) {
	if _, err := ReadCatalogue(sql.Files()); err != nil {
		t.Fatalf("\n%v", err)
	}
}

func TestAFileThatUsesASharedBodyInheritsAndBinds(t *testing.T) {
	catalogue, err := ReadCatalogue(tinyTree(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := catalogue.analysis("shared/long"); err == nil {
		t.Error("a body with open parameters is listed as an analysis")
	}
	long, err := catalogue.analysis("tiny/long")
	if err != nil {
		t.Fatal(err)
	}
	if long.Title != "Vårdtillfällen med minst tre dygn" || long.Direction != "low" || len(long.Columns) != 2 || long.Bind["least"] != "3" {
		t.Errorf("got %+v", long)
	}
}

func TestAStatementOnTopOfASharedOneReadsItsRows(t *testing.T) {
	const wrapped = "-- title: x\n-- about: x\n-- uses: shared/long\n-- bind: least = 3\n-- bind: word = a\n-- source: X\n-- owner: x\n-- status: draft\n-- reviewed: 2026-11-22\n" +
		"-- column: stays BIGINT antal A; n=stays\n"
	for own, want := range map[string]string{
		"SELECT stays FROM long":                          "WITH \"long\" AS (\nSELECT $word",
		"WITH a AS (FROM long)\nSELECT stays FROM a":      "\n),\na AS (FROM long)",
		"\n-- why\nWITH a AS (FROM long) SELECT 1 FROM a": "-- why\nWITH \"long\" AS (",
	} {
		catalogue, err := ReadCatalogue(tinyTree(t, map[string]string{"pathways/tiny/x.sql": wrapped + own}))
		if err != nil {
			t.Fatal(err)
		}
		analysis, err := catalogue.analysis("tiny/x")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(analysis.Body, want) || len(analysis.Columns) != 1 || analysis.Bind["least"] != "3" {
			t.Errorf("%s\ngave %s", own, analysis.Body)
		}
	}
}

func TestLabelsComeFromValuesAndCodeSets(t *testing.T) {
	const head = "-- title: x\n-- about: x\n-- grain: x\n-- direction: low\n-- source: X\n-- owner: x\n-- status: draft\n-- reviewed: 2026-11-22\n-- chart: table\n-- from: stay\n"
	catalogue, err := ReadCatalogue(tinyTree(t, map[string]string{
		"codes/sets.csv":      "set_id,label,about\ncancer_lunga,Lunga,x\nhf,Hjärtsvikt,x\n",
		"values/sida.csv":     "url_value,data_value,label\nv,left,Vänster\n",
		"pathways/tiny/x.sql": head + "-- column: a VARCHAR kod A; labels=codes.cancer_\n-- column: b VARCHAR kod B; labels=values.sida\nSELECT '' AS a, '' AS b",
	}))
	if err != nil {
		t.Fatal(err)
	}
	analysis := catalogue.byID["tiny/x"]
	if a := analysis.Columns[0].Labels; len(a) != 1 || a["lunga"] != "Lunga" {
		t.Errorf("of the code sets: %v", a)
	}
	if b := analysis.Columns[1].Labels; len(b) != 1 || b["left"] != "Vänster" {
		t.Errorf("of the values: %v", b)
	}
	_, err = ReadCatalogue(tinyTree(t, map[string]string{"pathways/tiny/x.sql": head + "-- column: a VARCHAR kod A; labels=values.none\nSELECT '' AS a"}))
	if err == nil || !strings.Contains(err.Error(), "x.sql:11: column a: labels=values.none") {
		t.Errorf("a values file that is not there: %v", err)
	}
}

func TestEveryMistakeIsToldAtOnceWithItsPlace(t *testing.T) {
	const meta = "-- title: x\n-- about: x\n-- grain: x\n-- direction: low\n-- source: X\n-- owner: x\n-- status: draft\n-- reviewed: 2026-11-22\n-- chart: table\n"
	file := func(lines string) string { return meta + lines + "\nSELECT 1 AS a" }
	panels := func(list string) string {
		return "id: tiny\nkeys: [kon, ort, diagnos]\nsheets: [{id: a, title: A, panels: [" + list + "]}]\n"
	}
	for _, test := range []struct{ path, text, want string }{
		{"pathways/tiny/x.sql", "-- titel: x\nSELECT 1", `pathways/tiny/x.sql:1: unknown key "titel"`},
		{"pathways/tiny/x.sql", "-- title: x\nSELECT 1 AS a", "pathways/tiny/x.sql: key owner is missing"},
		{"pathways/tiny/X.sql", file("-- from: stay\n-- column: a BIGINT antal A"), "id tiny/X: lower-case letters"},
		{"pathways/tiny/x.sql", file("-- from: nowhere\n-- column: a BIGINT antal A"), "pathways/tiny/x.sql: from: there is no mart nowhere"},
		{"pathways/tiny/x.sql", file("-- from: stay, member\n-- in_period: started_on\n-- column: a BIGINT antal A"), "x.sql:11: in_period started_on: wanted a column of the one mart in from"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- in_period: started_on < 3\n-- column: a BIGINT antal A"), "x.sql:11: in_period started_on < 3: wanted a column"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT"), "pathways/tiny/x.sql:11: column wants: name TYPE unit label"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a INTEGER antal A"), "type INTEGER is none of"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT meter A"), "unknown unit meter"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A; m=a"), "column a: unknown option m"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A; n=b"), "column a: n=b is no column"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A; labels=stay.ef"), "labels=stay.ef is neither"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- column: a BIGINT antal A"), "x.sql:12: column a stands twice"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- derive: b = median(a, a) -> procent B"), "x.sql:12: derive b: there is no function median"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- derive: b = ratio(a, c) -> procent B"), "derive b: c is no column"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- derive: a = ratio(a, a) -> procent B"), "output a: the name is taken"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- derive: b = ratio(a) -> procent B"), "ratio takes 2 inputs, found 1"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- derive: b = ratio(a, a) BY a -> procent B"), "takes no BY"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- derive: b ratio(a, a)"), "x.sql:12: derive: wanted: outputs"},
		{"pathways/tiny/x.sql", strings.Replace(file("-- from: stay\n-- column: a BIGINT antal A"), "chart: table", "chart: bar x=a y=b", 1), "x.sql:9: chart: y=b is no column"},
		{"pathways/tiny/x.sql", strings.Replace(file("-- from: stay\n-- column: a BIGINT antal A"), "direction: low", "direction: down", 1), `x.sql:4: direction "down"`},
		{"pathways/tiny/x.sql", strings.Replace(file("-- from: stay\n-- column: a BIGINT antal A"), "status: draft", "status: retired", 1), "status retired wants a reason"},
		{"pathways/tiny/x.sql", strings.Replace(file("-- from: stay\n-- column: a BIGINT antal A"), "2026-11-22", "i går", 1), `reviewed "i går"`},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- param: p BIGINT antal P\n-- bind: p = 3"), "param p is not used"},
		{"pathways/tiny/x.sql", meta + "-- from: stay\n-- column: a BIGINT antal A\nSELECT $q + '$r' AS a -- $s", "the statement uses $q, which no param line declares"},
		{"pathways/tiny/x.sql", meta + "-- from: stay\n-- param: q BIGINT antal Q\n-- bind: q = tre\n-- column: a BIGINT antal A\nSELECT $q AS a", `x.sql:12: bind q: "tre" is no BIGINT`},
		{"pathways/tiny/x.sql", meta + "-- from: stay\n-- column: a BIGINT antal A\nWITH RECURSIVE t AS (SELECT 1 AS a) SELECT a FROM t", "x.sql: a statement with RECURSIVE"},
		{"pathways/tiny/x.sql", "-- uses: shared/none", "x.sql:1: uses shared/none: there is no such file"},
		{"pathways/tiny/x.sql", "-- title: x\n-- uses: shared/long\n-- bind: least = 3", "param word is not bound"},
		{"pathways/tiny/x.sql", file("-- from: member\n-- column: a BIGINT antal A"), "no mart of it has the page's key diagnos: ignores: diagnos"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- ignores: kon\n-- column: a BIGINT antal A"), "x.sql:11: ignores kon wants a reason"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- ignores: klinik därför\n-- column: a BIGINT antal A"), "ignores klinik: the page tiny has no such key"},
		{"pathways/tiny/x.sql", file("-- from: stay\n-- column: a BIGINT antal A\n-- dimension: a b c; values=data"), "key dimension belongs to files under sql/marts"},
		{"marts/cut.sql", "-- title: x\n-- about: x\n-- grain: x\n-- from: stay\n-- dimension: klinik clinic Klinik; of=stay\nSELECT 1", "marts/cut.sql: dimension klinik: of=stay wants a mart in from"},
		{"marts/cut.sql", "-- title: x\n-- about: x\n-- grain: x\n-- from: member\n-- dimension: kon sex Kön; of=stay\nSELECT 1", "marts/cut.sql: dimension kon: of=stay wants a mart in from"},
		{"pathways/tiny/page.yaml", "id: tiny\ntitel: x\n", `unknown field "titel"`},
		{"pathways/tiny/page.yaml", "id: other\n", `page.yaml: id "other": wanted the folder's name, tiny`},
		{"pathways/tiny/page.yaml", "id: tiny\nkeys: [kon, ort, diagnos, klinik]\n", "keys: no mart has a dimension klinik"},
		{"pathways/tiny/page.yaml", "id: tiny\nkeys: [kon, ort, diagnos]\ndefaults: [{key: ef, value: x}]\n", "defaults: ef is none of the page's keys"},
		{"pathways/tiny/page.yaml", "id: tiny\nkeys: [kon, ort, diagnos]\nstates: {mart: member, person: p, noun: x, on: d, valid_from: a, valid_before: b}\n", "states: wants either"},
		{"pathways/tiny/page.yaml", "id: tiny\nkeys: [kon, ort, diagnos]\nsheets: [{id: a, title: A, panels: [{analysis: tiny/none, width: 6}]}]\n", `sheet a: there is no analysis "tiny/none"`},
		{"pathways/tiny/page.yaml", panels("{analysis: tiny/long, width: 6}, {analysis: tiny/long, width: 6}"), "sheet a: tiny/long stands twice: the second wants an id"},
		{"pathways/tiny/page.yaml", panels("{analysis: tiny/long, width: 6}, {id: long, analysis: tiny/long, width: 6}"), "sheet a: two panels are named long"},
		{"pathways/tiny/page.yaml", panels("{id: b, analysis: tiny/long, width: 6}, {id: c, was: [b], analysis: tiny/long, width: 6}"), "sheet a: two panels are named b"},
		{"pathways/tiny/page.yaml", panels("{id: Två delar, analysis: tiny/long, width: 6}"), `sheet a: id "Två delar": wanted small letters`},
	} {
		_, err := ReadCatalogue(tinyTree(t, map[string]string{test.path: test.text}))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("wanted %q, got:\n%v\nof\n%s", test.want, err, test.text)
		}
	}
	_, err := ReadCatalogue(tinyTree(t, map[string]string{"pathways/tiny/x.sql": "-- titel: x\n", "pathways/tiny/y.sql": "-- titel: y\n"}))
	if err == nil || !strings.Contains(err.Error(), "x.sql:1") || !strings.Contains(err.Error(), "y.sql:1") {
		t.Errorf("not both mistakes were told: %v", err)
	}
}

func TestVersionFollowsWhatDecidesTheNumbers(t *testing.T) {
	version := func(changes map[string]string) string {
		catalogue, err := ReadCatalogue(tinyTree(t, changes))
		if err != nil {
			t.Fatal(err)
		}
		return catalogue.byID["tiny/long"].Version
	}
	text := func(path string) string { return string(mustRead(t, "testdata/tiny/"+path)) }
	first := version(nil)
	if version(map[string]string{"pathways/tiny/long.sql": strings.Replace(text("pathways/tiny/long.sql"), "owner: test", "owner: other", 1)}) != first {
		t.Error("a new owner changed the version")
	}
	for what, changes := range map[string]map[string]string{
		"a bound value": {"pathways/tiny/long.sql": strings.Replace(text("pathways/tiny/long.sql"), "least = 3", "least = 4", 1)},
		"the body":      {"analyses/shared/long.sql": strings.Replace(text("analyses/shared/long.sql"), "days >= ", "days > ", 1)},
		"a mart":        {"marts/stay.sql": strings.Replace(text("marts/stay.sql"), "SELECT 1", "SELECT 2", 1)},
		"a code set":    {"codes/sets.csv": "set_id,label,about\nhf,x,x\n"},
	} {
		if version(changes) == first {
			t.Errorf("%s did not change the version", what)
		}
	}
}

func TestPlaceholdersInStringsAndCommentsAreNone(t *testing.T) {
	body := "SELECT $a, '$b it''s $c', \"$d\" -- $e\n, /* $f\n */ $g_1::DATE + $a"
	got := strings.Join(sortedKeys(parameters(body)), " ")
	wantEqual(t, "parameters", got, "a g_1")
}

func TestTheBodysOwnListIsFoundAfterComments(t *testing.T) {
	for _, test := range []struct {
		body, rest string
		list       bool
	}{
		{"WITH a AS (SELECT 1) SELECT 2", "a AS (SELECT 1) SELECT 2", true},
		{"-- why\n/* and */ with\n a AS (SELECT 1) SELECT 2", "a AS (SELECT 1) SELECT 2", true},
		{"SELECT 1 -- WITH", "SELECT 1 -- WITH", false},
		{"WITHIN", "WITHIN", false},
	} {
		if _, rest, list := splitWith(test.body); rest != test.rest || list != test.list {
			t.Errorf("%q: %q, %v", test.body, rest, list)
		}
	}
}

func TestAStatementOnTopOfASharedOneHasOneListOfCTEs(t *testing.T) {
	shared := "-- of a\nWITH a(x, y) AS (\n    SELECT ')', 2 -- )\n),\nb AS NOT MATERIALIZED (SELECT (x) FROM a) -- last\nSELECT x FROM b"
	for _, test := range []struct{ shared, own, wanted string }{
		{"SELECT 1 AS x", "", "SELECT 1 AS x"},
		{"SELECT 1 AS x", "SELECT x FROM s", "WITH \"s\" AS (\nSELECT 1 AS x\n)\nSELECT x FROM s"},
		{shared, "SELECT x FROM s", "-- of a\nWITH a(x, y) AS (\n    SELECT ')', 2 -- )\n),\nb AS NOT MATERIALIZED (SELECT (x) FROM a),\n\"s\" AS (\n-- last\nSELECT x FROM b\n)\nSELECT x FROM s"},
		{shared, "WITH c AS (FROM s) SELECT x FROM c", "-- of a\nWITH a(x, y) AS (\n    SELECT ')', 2 -- )\n),\nb AS NOT MATERIALIZED (SELECT (x) FROM a),\n\"s\" AS (\n-- last\nSELECT x FROM b\n),\nc AS (FROM s) SELECT x FROM c"},
		{"WITH a AS (SELECT 1 AS x) FROM a", "FROM s", "WITH a AS (SELECT 1 AS x),\n\"s\" AS (\nFROM a\n)\nFROM s"},
	} {
		wantEqual(t, "statement", onTopOf(test.shared, "s", test.own), test.wanted)
	}
}
