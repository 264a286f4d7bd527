package analytics

import (
	"strings"
	"testing"
)

// tinyChoices is the tiny page with choices: a rule that picks the town's column, and years.
const tinyChoices = `choices:
  - {key: regel, label: Regel, values: regel, param: rule, type: VARCHAR, default: egen, preferred: {value: rikets, table: limit_given}}
  - {key: fran, label: Från år, values: ar, param: from_year, type: BIGINT, before: till}
  - {key: till, label: Till år, values: ar, param: to_year, type: BIGINT, default: senaste_hela}
`

const tinyRule = "url_value,data_value,label\negen,own,Egen gräns\nrikets,national,Rikets gräns\n"

const tinyChosen = `-- title: Val
-- about: Val.
-- grain: one row
-- from: stay
-- choice: regel
-- choice: fran
-- choice: till
-- column: rule VARCHAR - Regel
-- column: from_year BIGINT årtal Från
-- column: to_year BIGINT årtal Till
-- chart: table
-- direction: neutral
-- source: Påhittad
-- owner: test
-- status: published
-- reviewed: 2026-11-25
SELECT $rule AS rule, $from_year AS from_year, $to_year AS to_year`

func choosing(t testing.TB, changes map[string]string) map[string]string {
	t.Helper()
	all := map[string]string{
		"pathways/tiny/page.yaml":  string(mustRead(t, "testdata/tiny/pathways/tiny/page.yaml")) + tinyChoices,
		"values/regel.csv":         tinyRule,
		"pathways/tiny/chosen.sql": tinyChosen,
	}
	for path, text := range changes {
		all[path] = text
	}
	return all
}

func choosingView(t *testing.T, extra ...string) *View {
	t.Helper()
	return tinyView(t, tinyService(t, func(o *Options) {
		o.Tree, o.Path = tinyTree(t, choosing(t, nil)), tinySnapshot(t, "choosing", extra...)
	}))
}

func TestAChoiceReachesTheStatementsThatDeclareIt(t *testing.T) {
	view := choosingView(t)
	for _, test := range []struct{ query, want string }{
		{"", "own 2022 2023"},
		{"regel=rikets", "national 2022 2023"},
		{"till=2024", "own 2023 2024"},
		{"fran=2024&till=2022", "own 2024 2022"},
		{"till=2022", "own 2022 2022"}, // there is no year before
	} {
		wantEqual(t, test.query, run(t, view, "tiny/chosen", test.query, RunOptions{}), test.want)
		rule, _ := parsed(t, view, test.query).Data("regel")
		wantEqual(t, test.query+", the rule's name in the data", rule, strings.Fields(test.want)[0])
	}
	text, err := view.SQL("tiny/chosen", parsed(t, view, "regel=rikets"))
	if err != nil || !strings.Contains(text, "SELECT 'national' AS rule, 2022 AS from_year") {
		t.Errorf("shown: %v\n%s", err, text)
	}
}

func TestTheDefaultFollowsWhatTheSnapshotHolds(t *testing.T) {
	with := choosingView(t, "CREATE TABLE limit_given AS SELECT 1 AS a")
	wantEqual(t, "with limits", run(t, with, "tiny/chosen", "", RunOptions{}), "national 2022 2023")
	empty := choosingView(t, "CREATE TABLE limit_given (a INTEGER)")
	wantEqual(t, "an empty table", run(t, empty, "tiny/chosen", "", RunOptions{}), "own 2022 2023")
}

func TestAChoiceHasExactlyOneValue(t *testing.T) {
	view := choosingView(t)
	page, err := view.service.Page("tiny")
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"regel=alla", "regel=-egen", "regel=egen&regel=rikets", "till=2022&till=2023"} {
		_, err := view.Parse(page, query)
		if problem := AsProblem(err); problem == nil || problem.Status != 400 || !strings.Contains(problem.Message, "har alltid precis ett värde") {
			t.Errorf("%s: %v", query, err)
		}
	}
	start := parsed(t, view, "kon=K&regel=rikets")
	for what, test := range map[string]struct {
		got  Selection
		want string
	}{
		"another":   {start.Toggle("regel", "egen"), "kon=K&regel=egen"},
		"the same":  {start.Toggle("regel", "rikets"), "kon=K"},
		"all":       {start.All("regel"), "kon=K"},
		"excluding": {start.Excluding("regel", "egen"), "kon=K"},
		"two":       {start.With("regel", "egen", "rikets"), "kon=K&regel=rikets"},
	} {
		wantEqual(t, what, test.got.Query(), test.want)
	}
}

func TestAFigureNamesTheChoicesItIsMadeByAndNoOthers(t *testing.T) {
	view := choosingView(t)
	notes := func(id, query string) string {
		table, err := view.Run(t.Context(), id, parsed(t, view, query), RunOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(table.Notes, "|")
	}
	wantEqual(t, "made by them", notes("tiny/chosen", "regel=rikets"), "Regel: Rikets gräns. Från år: 2022. Till år: 2023.")
	wantEqual(t, "not made by them", notes("tiny/stays", "regel=rikets"), "")
	first, err := view.CacheKey("tiny/chosen", parsed(t, view, ""), RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if second, _ := view.CacheKey("tiny/chosen", parsed(t, view, "regel=rikets"), RunOptions{}); first == second {
		t.Error("two rules share one cached answer")
	}
}

func TestMistakesInChoicesAreTold(t *testing.T) {
	page := string(mustRead(t, "testdata/tiny/pathways/tiny/page.yaml"))
	for _, test := range []struct{ path, text, want string }{
		{"pathways/tiny/chosen.sql", strings.Replace(tinyChosen, "-- choice: till\n", "", 1), "uses $to_year, which no param line declares"},
		{"pathways/tiny/chosen.sql", strings.Replace(tinyChosen, "choice: till", "choice: slut", 1), "the page tiny has no such choice"},
		{"pathways/tiny/chosen.sql", strings.Replace(tinyChosen, "choice: till", "choice: fran", 1), "choice fran stands twice"},
		{"pathways/tiny/chosen.sql", strings.Replace(tinyChosen, "$rule AS rule", "'x' AS rule", 1), "choice regel: neither $rule nor"},
		{"pathways/tiny/page.yaml", page + strings.Replace(tinyChoices, "default: egen", "default: annan", 1), `default "annan" is no value`},
		{"pathways/tiny/page.yaml", page + strings.Replace(tinyChoices, "key: regel", "key: kon", 1), "choices: kon: the key stands twice"},
		{"pathways/tiny/page.yaml", page + strings.Replace(tinyChoices, "before: till", "before: regel", 1), "before regel: wanted another choice of years"},
		{"pathways/tiny/page.yaml", page + strings.Replace(tinyChoices, "type: BIGINT, default", "type: INT, default", 1), `type "INT" is none of`},
	} {
		_, err := ReadCatalogue(tinyTree(t, choosing(t, map[string]string{test.path: test.text})))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("wanted %q, got:\n%v", test.want, err)
		}
	}
}
