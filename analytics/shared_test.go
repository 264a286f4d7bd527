package analytics

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// dividedTree adds a file whose rows are in parts, two parts taken as they are, and statements over a part and over a figure. Each run of
// the divided rows has a number of its own.
func dividedTree() map[string]string {
	const meta = "-- source: Påhittad\n-- owner: test\n-- status: published\n-- reviewed: 2026-11-22\n-- direction: low\n"
	return map[string]string{
		"analyses/shared/divided.sql": "-- title: Delade\n-- about: Vårdtillfällen i perioden.\n-- grain: one row per way and part\n-- from: stay\n-- parts: divided_by\n" + meta +
			"-- column: divided_by VARCHAR kod Delas efter\n-- column: part VARCHAR kod Del\n-- column: stays BIGINT antal Vårdtillfällen; n=stays\n-- column: days BIGINT dagar Vårddygn; n=stays\n" +
			"-- column: dearest DOUBLE kr Dyrast; n=stays\n-- column: run DOUBLE - Körning\n-- derive: mean_days = mean(days, stays) -> medeldagar Medelvårdtid\n-- chart: bar x=stays y=part\n" +
			"SELECT CASE WHEN sex IS NOT NULL THEN 'sex' WHEN town IS NOT NULL THEN 'town' ELSE 'all' END AS divided_by, coalesce(sex::VARCHAR, town::VARCHAR, 'all') AS part,\n" +
			"    count(*) AS stays, sum(days)::BIGINT AS days, CASE WHEN max(days) < 5 THEN max(days) / 3::DOUBLE END AS dearest, min(once) AS run\n" +
			"FROM (SELECT * FROM selected JOIN period ON started_on >= starts_on AND started_on < ends_before) CROSS JOIN (SELECT random() AS once)\n" +
			"GROUP BY GROUPING SETS ((), (sex), (town)) ORDER BY ALL",
		"pathways/tiny/by_town.sql": "-- title: Per ort\n-- uses: shared/divided\n-- part: town\n-- column: town VARCHAR kod Ort; labels=stay.ort of=part\n",
		"pathways/tiny/by_sex.sql":  "-- title: Per kön\n-- about: Annat.\n-- uses: shared/divided\n-- part: sex\n-- omits: dearest\n-- column: sex VARCHAR kod Kön; labels=stay.kon of=part\n",
		"pathways/tiny/whole.sql": "-- title: Alla\n-- about: Alla.\n-- grain: one row\n-- uses: shared/divided\n-- part: all\n" + meta + "-- column: rows BIGINT antal Rader\n-- column: thirds DOUBLE - Tredjedelar\n-- column: last DATE datum Sist\n" +
			"-- column: stays BIGINT antal Vårdtillfällen; n=stays\n-- column: run DOUBLE - Körning\n-- derive: one = ratio(rows, rows) -> kvot Ett\n-- chart: table\n" +
			"SELECT count(*) AS rows, any_value(dearest) * 3 AS thirds, (SELECT max(ends_before) FROM period) AS last, any_value(stays) AS stays, any_value(run) AS run FROM divided",
		"pathways/tiny/doubled.sql": "-- title: Dubbelt\n-- about: Dubbelt.\n-- grain: one row\n-- uses: tiny/stays\n" + meta + "-- column: stays BIGINT antal Vårdtillfällen; n=stays\n-- derive: one = ratio(stays, stays) -> kvot Ett\n-- chart: table\n" +
			"SELECT (2 * sum(stays))::BIGINT AS stays FROM stays",
		"pathways/tiny/stays.sql": "-- title: Vårdtillfällen per ort\n-- about: Vårdtillfällen.\n-- grain: one row per town\n-- from: stay\n" + meta + "-- column: town VARCHAR kod Ort; labels=stay.ort\n" +
			"-- column: stays BIGINT antal Vårdtillfällen; n=stays\n-- chart: table\nSELECT town::VARCHAR AS town, count(*) AS stays FROM selected JOIN period ON started_on >= starts_on AND started_on < ends_before GROUP BY selected.town ORDER BY selected.town",
	}
}

func dividedView(t *testing.T) *View {
	t.Helper()
	return tinyView(t, tinyService(t, func(o *Options) { o.Tree = tinyTree(t, dividedTree()) }))
}

// withoutRun writes a table without the number of its run, which is any.
func withoutRun(t *testing.T, view *View, id, query string) string {
	t.Helper()
	table, err := view.Run(t.Context(), id, parsed(t, view, query), RunOptions{Undisclosed: true})
	if err != nil {
		t.Fatal(err)
	}
	at := table.Column("run")
	rest := &Table{Columns: slices.Delete(slices.Clone(table.Columns), at, at+1)}
	for _, row := range table.Rows {
		rest.Rows = append(rest.Rows, slices.Delete(slices.Clone(row), at, at+1))
	}
	return shown(rest)
}

func TestPartsShowTheRowsThatBelongToThem(t *testing.T) {
	view := dividedView(t)
	// 2024: 10 women in the north with 5 days each; 3 women in the south with 4. The dearest of the north, 5, is missing.
	for _, test := range []struct{ id, query, want string }{
		{"tiny/by_town", "ar=2024", "north 10 50 saknas 5\nsouth 3 12 1.33333 4"},
		{"tiny/by_town", "ar=2024&ort=soder", "south 3 12 1.33333 4"},
		{"tiny/by_sex", "ar=2024", "female 13 62 4.76923"},
		{"tiny/whole", "ar=2024", "1 saknas 2024-10-16 13 1"},
		{"tiny/whole", "ar=2024&ort=soder", "1 4 2024-10-16 3 1"},
		{"tiny/whole", "ort=oster", "1 saknas 2024-01-01 0 1"},
	} {
		wantEqual(t, test.id+"?"+test.query, withoutRun(t, view, test.id, test.query), test.want)
	}
	wantEqual(t, "a statement over a figure", run(t, view, "tiny/doubled", "ar=2024", RunOptions{Undisclosed: true}), "26 1")
	wantEqual(t, "its rows are suppressed after they are read", run(t, view, "tiny/stays", "ar=2024", RunOptions{}), "north 10\nsouth <5")
}

func TestAPartIsDescribedByTheFileItBelongsTo(t *testing.T) {
	catalogue, err := ReadCatalogue(tinyTree(t, dividedTree()))
	if err != nil {
		t.Fatal(err)
	}
	if catalogue.byID["shared/divided"] != nil {
		t.Error("the rows of all parts together are listed as an analysis")
	}
	town, sex := catalogue.byID["tiny/by_town"], catalogue.byID["tiny/by_sex"]
	if town.About != "Vårdtillfällen i perioden." || town.Owner != "test" || town.Status != "published" || sex.About != "Annat." {
		t.Errorf("got %+v and %+v", town, sex)
	}
	names := func(a *Analysis) string {
		var names []string
		for _, column := range a.Columns {
			names = append(names, column.Name)
		}
		return strings.Join(names, " ")
	}
	wantEqual(t, "columns of a part", names(town), "town stays days dearest run mean_days")
	wantEqual(t, "columns of a part that omits one", names(sex), "sex stays days run mean_days")
	if town.Chart.Encoding["y"] != "town" || town.Columns[0].Key != "ort" {
		t.Errorf("the renamed column: chart %v, key %s", town.Chart, town.Columns[0].Key)
	}
	if town.Version == sex.Version {
		t.Error("two parts have the same version")
	}
}

func TestFiguresThatReadTheSameRowsShareOneRun(t *testing.T) {
	view := dividedView(t)
	runsOf := func(query string, fresh bool) map[string]bool {
		runs := map[string]bool{}
		for _, id := range []string{"tiny/by_town", "tiny/by_sex", "tiny/whole"} {
			table, err := view.Run(t.Context(), id, parsed(t, view, query), RunOptions{Fresh: fresh, Undisclosed: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range table.Rows {
				runs[shown(&Table{Columns: table.Columns[table.Column("run"):], Rows: [][]Value{{row[table.Column("run")]}}})] = true
			}
		}
		return runs
	}
	first := runsOf("ar=2024", false)
	if len(first) != 1 {
		t.Errorf("three figures of one selection come from %d runs", len(first))
	}
	if again := runsOf("ar=2024", false); !maps.Equal(again, first) {
		t.Errorf("asked again: %v, before %v", again, first)
	}
	if other := runsOf("ar=2023", false); len(other) != 1 || maps.Equal(other, first) {
		t.Errorf("another selection: %v, the first %v", other, first)
	}
	if fresh := runsOf("ar=2024", true); len(fresh) != 3 {
		t.Errorf("asked for fresh rows, three figures come from %d runs", len(fresh))
	}
}

func TestShownSQLOfPartsGivesTheSameRows(t *testing.T) {
	view := dividedView(t)
	for _, id := range []string{"tiny/by_town", "tiny/by_sex", "tiny/whole", "tiny/doubled", "tiny/stays"} {
		for _, query := range []string{"", "ar=2024&kon=K", "ar=2022"} {
			text, err := view.SQL(id, parsed(t, view, query))
			if err != nil {
				t.Fatal(err)
			}
			analysis := view.service.catalogue.byID[id]
			rows, err := view.instance.read(t.Context(), literalOnly(text), analysis.sqlColumns)
			if err != nil {
				t.Fatalf("%s?%s: %v\n%s", id, query, err, text)
			}
			table, err := view.Run(t.Context(), id, parsed(t, view, query), RunOptions{Undisclosed: true})
			if err != nil {
				t.Fatal(err)
			}
			given := &Table{Columns: analysis.sqlColumns}
			for _, row := range table.Rows {
				given.Rows = append(given.Rows, row[:len(analysis.sqlColumns)])
			}
			if at := analysis.sqlColumn("run"); at >= 0 { // each run's own
				for r := range rows {
					rows[r][at], given.Rows[r][at] = Value{}, Value{}
				}
			}
			wantEqual(t, id+"?"+query, shown(&Table{Columns: analysis.sqlColumns, Rows: rows}), shown(given))
		}
	}
}

func TestRowsThatAreHandedOnHaveTheHeadersTypes(t *testing.T) {
	changes := dividedTree()
	changes["analyses/shared/divided.sql"] = strings.Replace(changes["analyses/shared/divided.sql"], "sum(days)::BIGINT", "sum(days)", 1)
	changes["pathways/tiny/stays.sql"] = string(mustRead(t, "testdata/tiny/pathways/tiny/stays.sql")) // town is an ENUM there
	service := tinyService(t, func(o *Options) { o.Tree = tinyTree(t, changes) })
	err := service.Check(t.Context())
	for _, want := range []string{
		"analyses/shared/divided.sql: column days: the header says BIGINT, the statement returns HUGEINT",
		"pathways/tiny/stays.sql: column town: the header says VARCHAR, the statement returns ENUM('north', 'south', 'east')",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("wanted %q, got %v", want, err)
		}
	}
}

func TestMistakesAboutPartsAreToldWithTheirPlace(t *testing.T) {
	base := dividedTree()["analyses/shared/divided.sql"]
	part := dividedTree()["pathways/tiny/by_town.sql"]
	for _, test := range []struct{ shared, part, want string }{
		{strings.Replace(base, "parts: divided_by", "parts: none", 1), part, "divided.sql:5: parts: none is no column"},
		{strings.Replace(base, "-- parts: divided_by\n", "", 1), part, "by_town.sql:3: part town: the file is no part of another"},
		{base, strings.Replace(part, "-- part: town\n", "", 1), "by_town.sql:2: uses shared/divided, whose rows are in parts"},
		{base, strings.Replace(part, "of=part", "of=portion", 1), "by_town.sql:4: column portion: analyses/shared/divided.sql has no such column"},
		{base, part + "-- omits: portion\n", "by_town.sql:5: omits portion: analyses/shared/divided.sql has no such column"},
		{base, part + "-- omits: stays\n", "column days: n=stays is no column"},
		{base, part + "-- omits: dearest\nSELECT part AS town FROM divided", "omits: only a part without a statement"},
		{base, part + "SELECT part AS town FROM divided", "of=part: only a part takes columns"},
		{base, part + "-- chart: bar x=stays y=part\n", "by_town.sql:5: chart: y=part is no column"},
		{strings.Replace(base, "-- chart", "-- derive: x = ratio(days, none) -> kvot X\n-- chart", 1), part, "divided.sql:18: derive x: none is no column"},
	} {
		_, err := ReadCatalogue(tinyTree(t, map[string]string{"analyses/shared/divided.sql": test.shared, "pathways/tiny/by_town.sql": test.part}))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("wanted %q, got:\n%v", test.want, err)
		}
	}
}
