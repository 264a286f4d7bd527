package analytics

import (
	"os"
	"strings"
	"testing"
)

// The wanted numbers are counted by hand in testdata/README.md.
func TestRunCountsTheSelectedRowsOfThePeriod(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	for _, test := range []struct{ id, query, want string }{
		// town stays days mean_days; default year 2023, the latest complete one
		{"tiny/stays", "", "north 20 48 2.4\nsouth 6 6 1"},
		{"tiny/stays", "kon=K", "north 12 24 2"},
		{"tiny/stays", "kon=-K", "north 8 24 3\nsouth 6 6 1"},
		{"tiny/stays", "kon=K&kon=M", "north 20 48 2.4\nsouth 6 6 1"},
		{"tiny/stays", "ort=soder", "south 6 6 1"},
		{"tiny/stays", "ort=oster", ""},
		{"tiny/stays", "ar=2024", "north 10 50 5\nsouth <5 <5 <5"},
		{"tiny/stays", "ar=alla", "north 30 98 3.26667\nsouth 9 18 2"},
		{"tiny/stays", "ar=2023&ar=2024", "north 30 98 3.26667\nsouth 9 18 2"},
		{"tiny/stays", "manad=2023-12", "south 6 6 1"},
		{"tiny/stays", "manad=2023-05&manad=2024-03", "north 18 74 4.11111"},
		// diagnos has rows for the total: none or all chosen reads those, never a sum of the parts
		{"tiny/stays", "diagnos=huvud", "north 20 48 2.4"},
		{"tiny/stays", "diagnos=bi", "south 6 6 1"},
		{"tiny/stays", "diagnos=huvud&diagnos=bi", "north 20 48 2.4\nsouth 6 6 1"},
		{"tiny/stays", "diagnos=-huvud", "south 6 6 1"},
		{"tiny/stays", "diagnos=alla", "north 20 48 2.4\nsouth 6 6 1"},
		// several marts: each is filtered by the keys it has. 26 cared, 27 persons: one is left, so the numerator goes too
		{"tiny/share", "", "2023-12-31 26 27 <5 <5 <5"},
		{"tiny/share", "ort=soder", "2023-12-31 6 10 <5 <5 <5"},
		{"tiny/share", "ar=2024", "2024-10-15 13 21 61.9048 40.8787 79.249"},
		// a header-only file binds what the shared body leaves open; quotes and dollars in values are harmless
		{"tiny/long", "", "Robert'); DROP TABLE stay; -- $least 8"},
		{"tiny/long", "ar=2024", "Robert'); DROP TABLE stay; -- $least 13"},
	} {
		wantEqual(t, test.id+"?"+test.query, run(t, view, test.id, test.query, RunOptions{}), test.want)
	}
	wantEqual(t, "undisclosed", run(t, view, "tiny/stays", "ar=2024", RunOptions{Undisclosed: true}), "north 10 50 5\nsouth 3 12 4")
}

// in_period selects what a join with the relation selects: on a period's first day, not on the day after its last, in one run of months or several.
func TestRowsInThePeriodAreThoseThatAJoinWithItFinds(t *testing.T) {
	joined, err := os.ReadFile("testdata/tiny/pathways/tiny/stays.sql")
	if err != nil {
		t.Fatal(err)
	}
	selecting := strings.NewReplacer("-- from: stay", "-- from: stay\n-- in_period: started_on", " JOIN period ON started_on >= starts_on AND started_on < ends_before", "").Replace(string(joined))
	view := tinyView(t, tinyService(t, func(o *Options) { o.Tree = tinyTree(t, map[string]string{"pathways/tiny/begun.sql": selecting}) }))
	found := map[string]bool{}
	for _, query := range []string{
		"", "ar=alla", "ar=2024", "manad=2023-01", "manad=2023-02", "manad=2023-05&manad=2024-03", "manad=-2023-02&ar=alla", "manad=2023-02&manad=2023-12&manad=2024-03&kon=K",
	} {
		want := run(t, view, "tiny/stays", query, RunOptions{Undisclosed: true})
		wantEqual(t, query, run(t, view, "tiny/begun", query, RunOptions{Undisclosed: true}), want)
		found[want] = true
		text, err := view.SQL("tiny/begun", parsed(t, view, query))
		if err != nil {
			t.Fatal(err)
		}
		analysis, err := view.service.Analysis("tiny/begun")
		if err != nil {
			t.Fatal(err)
		}
		if rows, err := view.instance.read(t.Context(), literalOnly(text), analysis.sqlColumns); err != nil {
			t.Errorf("%s: the SQL shown: %v", query, err)
		} else if rows, err = deriveAll(analysis, rows); err != nil {
			t.Error(err)
		} else {
			wantEqual(t, query+" as shown", shown(&Table{Columns: analysis.Columns, Rows: rows}), want)
		}
	}
	if len(found) < 6 {
		t.Errorf("only %d different answers: the selections tell nothing apart", len(found))
	}
}

func TestShownSQLGivesTheSameTable(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	for _, id := range []string{"tiny/stays", "tiny/share", "tiny/long"} {
		for _, query := range []string{"", "kon=K", "kon=-K&ort=norr&ort=soder", "diagnos=bi&ar=2022&ar=2023", "ort=oster"} {
			selection := parsed(t, view, query)
			text, err := view.SQL(id, selection)
			if err != nil {
				t.Fatal(err)
			}
			analysis, err := view.service.Analysis(id)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := view.instance.read(t.Context(), literalOnly(text), analysis.sqlColumns)
			if err != nil {
				t.Fatalf("%s?%s: %v\n%s", id, query, err, text)
			}
			if rows, err = deriveAll(analysis, rows); err != nil {
				t.Fatal(err)
			}
			got := shown(&Table{Columns: analysis.Columns, Rows: rows})
			wantEqual(t, id+"?"+query, got, run(t, view, id, query, RunOptions{Undisclosed: true}))
		}
	}
}

// literalOnly is a text without parameters; dollars inside its strings are no placeholders.
func literalOnly(text string) query { return query{text: text} }

func TestNoValueStandsInTheTextThatIsSent(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	analysis, err := view.service.Analysis("tiny/long")
	if err != nil {
		t.Fatal(err)
	}
	selection := parsed(t, view, "kon=K&ort=norr&ort=soder&ar=2022")
	period, err := view.Period(selection)
	if err != nil {
		t.Fatal(err)
	}
	composed, err := view.instance.compose(analysis, selection, period)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"female", "north", "south", "2022", "Robert", "any"} {
		if strings.Contains(composed.executable(), value) {
			t.Errorf("the text holds %q:\n%s", value, composed.executable())
		}
	}
}

func TestCheckHoldsHeadersAgainstDuckDB(t *testing.T) {
	service := tinyService(t, nil)
	if err := service.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	const header = "-- title: x\n-- about: x\n-- grain: x\n-- from: stay\n-- chart: table\n-- direction: low\n-- source: X\n-- owner: x\n-- status: draft\n-- reviewed: 2026-11-22\n"
	broken := tinyService(t, func(o *Options) {
		o.Tree = tinyTree(t, map[string]string{
			"pathways/tiny/order.sql":  header + "-- column: a BIGINT antal A\n-- column: b BIGINT antal B\nSELECT 1 AS b, 2 AS a",
			"pathways/tiny/type.sql":   header + "-- column: a BIGINT antal A\nSELECT 'x' AS a",
			"pathways/tiny/syntax.sql": header + "-- column: a BIGINT antal A\nSELECT FROM selected",
			"pathways/tiny/table.sql":  header + "-- column: a BIGINT antal A\nSELECT count(*) AS a FROM nowhere",
		})
	})
	err := broken.Check(t.Context())
	if err == nil {
		t.Fatal("wanted faults")
	}
	for _, want := range []string{
		"pathways/tiny/order.sql: the header's columns are a, b, the statement returns b, a",
		"pathways/tiny/type.sql: column a: the header says BIGINT, the statement returns VARCHAR",
		"pathways/tiny/syntax.sql: ", "pathways/tiny/table.sql: ",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("wanted %q in:\n%v", want, err)
		}
	}
}

// A saved analysis may be pinned to a snapshot that an earlier version made.
func TestASnapshotThatLacksWhatAFigureReadsIsSaidToBeOfAnotherVersion(t *testing.T) {
	for _, change := range []string{"DROP TABLE member", "ALTER TABLE member DROP COLUMN person_no"} {
		view := tinyView(t, tinyService(t, func(options *Options) { options.Path = tinySnapshot(t, "older", change) }))
		_, err := view.Run(t.Context(), "tiny/share", parsed(t, view, ""), RunOptions{})
		if problem := AsProblem(err); problem == nil || problem.Status != 409 || !strings.Contains(problem.Message, "äldre version") {
			t.Errorf("%s: %v", change, err)
		}
	}
}
