package analytics

import (
	"strings"
	"testing"
)

func TestParseFillsInDefaultsAndSorts(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	for _, test := range []struct{ query, own, full string }{
		{"", "", "ar=2023"},
		{"?kon=K", "kon=K", "ar=2023&kon=K"},
		{"ort=soder&kon=M&ort=norr&ort=soder", "kon=M&ort=norr&ort=soder", "ar=2023&kon=M&ort=norr&ort=soder"},
		{"ar=2022", "ar=2022", "ar=2022"},
		{"ar=2022&ar=2024", "ar=2024&ar=2022", "ar=2024&ar=2022"},
		{"ar=alla", "ar=alla", "ar=alla"},
		{"manad=2024-02", "manad=2024-02", "manad=2024-02"}, // a month takes the default year's place
		{"manad=alla", "manad=alla", "ar=2023&manad=alla"},
		{"kon=-K", "kon=-K", "ar=2023&kon=-K"},
		{"kon=K&", "kon=K", "ar=2023&kon=K"},
	} {
		selection := parsed(t, view, test.query)
		wantEqual(t, "own query of "+test.query, selection.Query(), test.own)
		wantEqual(t, "full query of "+test.query, selection.FullQuery(), test.full)
	}
}

func TestParseNamesWhatItDoesNotKnow(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	page, err := view.service.Page("tiny")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ query, want string }{
		{"klinik=x", "”klinik” är inget filter här. Det finns ar, manad, kon, ort och diagnos."},
		{"kon=X", "”X” är inget värde för Kön. Det finns K och M."},
		{"ort=vast", "”vast” är inget värde för Ort. Det finns norr, soder (Söderort) och oster (Österort)."},
		{"ar=1999", "”1999” är inget värde för År. Det finns 2024, 2023 och 2022."},
		{"manad=2024-11", "”2024-11” är inget värde för År-månad."},
		{"kon=K&kon=-M", "Kön kan inte både väljas och väljas bort."},
		{"kon=K&kon=alla", "Kön kan inte vara både alla och ett visst värde."},
		{"kon=-K&kon=-M", "Alla värden för Kön är bortvalda."},
		{"ar=2022&manad=2024-01", "Valda år och månader har ingen månad gemensam."},
		{"kon=%zz", "Adressen innehåller ett tecken som inte går att läsa: ”kon=%zz”."},
		{"kon=", "”” är inget värde för Kön. Det finns K och M."},
		{"a.kon=K", "”a.kon” är inget filter här. Det finns ar, manad, kon, ort och diagnos."},
	} {
		_, err := view.Parse(page, test.query)
		problem := AsProblem(err)
		if problem == nil || problem.Status != 400 {
			t.Errorf("%s: wanted a problem with status 400, got %v", test.query, err)
			continue
		}
		wantEqual(t, test.query, problem.Message, test.want)
	}
	if _, err := view.Run(t.Context(), "tiny/none", Selection{}, RunOptions{}); AsProblem(err) == nil || AsProblem(err).Status != 404 {
		t.Errorf("unknown analysis: wanted status 404, got %v", err)
	}
}

func TestEditingASelectionGivesTheLinkItPromises(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	start := parsed(t, view, "kon=K&ort=norr")
	for _, test := range []struct {
		what string
		got  Selection
		want string
	}{
		{"toggle in", start.Toggle("kon", "M"), "kon=K&kon=M&ort=norr"},
		{"toggle in before", start.Toggle("ort", "soder").Toggle("kon", "M"), "kon=K&kon=M&ort=norr&ort=soder"},
		{"toggle out", start.Toggle("kon", "K"), "ort=norr"},
		{"toggle a default's neighbour", start.Toggle("ar", "2022"), "ar=2023&ar=2022&kon=K&ort=norr"},
		{"toggle a default out", start.Toggle("ar", "2023"), "ar=alla&kon=K&ort=norr"},
		{"with", start.With("ort", "soder"), "kon=K&ort=soder"},
		{"with a month", start.With("manad", "2024-01"), "manad=2024-01&kon=K&ort=norr"},
		{"excluding", start.Excluding("ort", "soder"), "kon=K&ort=-soder"},
		{"toggle an exclusion back", start.Excluding("ort", "soder").Toggle("ort", "soder"), "kon=K"},
		{"without", start.Without("kon"), "ort=norr"},
		{"without the month the default returns", start.With("manad", "2024-01").Without("manad"), "kon=K&ort=norr"},
		{"all", start.All("ar"), "ar=alla&kon=K&ort=norr"},
		{"clear", start.Clear(), ""},
	} {
		wantEqual(t, test.what, test.got.Query(), test.want)
		again := parsed(t, view, test.got.Query())
		wantEqual(t, test.what+", parsed again", again.FullQuery(), test.got.FullQuery())
	}
	wantEqual(t, "the first is untouched", start.Query(), "kon=K&ort=norr")
}

func TestComparisonHoldsTwoStates(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	page, err := view.service.Page("tiny")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ query, a, b, again, full string }{
		{"ort=norr&a.kon=K&b.kon=M", "kon=K&ort=norr", "kon=M&ort=norr", "ort=norr&a.kon=K&b.kon=M", "ar=2023&ort=norr&a.kon=K&b.kon=M"},
		{"ort=norr&b.ort=soder", "ort=norr", "ort=soder", "a.ort=norr&b.ort=soder", "ar=2023&a.ort=norr&b.ort=soder"},
		{"b.ar=2022", "", "ar=2022", "b.ar=2022", "a.ar=2023&b.ar=2022"},
		{"kon=K", "kon=K", "kon=K", "kon=K", "ar=2023&kon=K"},
	} {
		comparison, err := view.ParseComparison(page, test.query)
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "a of "+test.query, comparison.A.Query(), test.a)
		wantEqual(t, "b of "+test.query, comparison.B.Query(), test.b)
		wantEqual(t, "query of "+test.query, comparison.Query(), test.again)
		wantEqual(t, "full query of "+test.query, comparison.FullQuery(), test.full)
		if comparison.Two != strings.Contains(test.query, ".") {
			t.Errorf("%s: two = %v", test.query, comparison.Two)
		}
	}
	if _, err := view.ParseComparison(page, "a.kon=X"); AsProblem(err) == nil {
		t.Error("an unknown value in a state passed")
	}
}

// Data from 2022-01-01 to 2024-10-15.
func TestPeriodIsTheChosenMonthsCutAtTheCutoff(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	for _, test := range []struct{ query, runs, reference, label string }{
		{"", "2023-01-01–2024-01-01", "2023-12-31", "2023"},
		{"ar=2022&ar=2023", "2022-01-01–2024-01-01", "2023-12-31", "2022–2023"},
		{"ar=2024", "2024-01-01–2024-10-16", "2024-10-15", "jan–okt 2024, preliminär"},
		{"ar=2022&ar=2024", "2022-01-01–2023-01-01 2024-01-01–2024-10-16", "2024-10-15", "2022 och jan–okt 2024, preliminär"},
		{"ar=alla", "2022-01-01–2024-10-16", "2024-10-15", "jan 2022–okt 2024, preliminär"},
		{"ar=-2024", "2022-01-01–2024-01-01", "2023-12-31", "2022–2023"},
		{"manad=2024-09", "2024-09-01–2024-10-01", "2024-09-30", "sep 2024"},
		{"manad=2024-10", "2024-10-01–2024-10-16", "2024-10-15", "okt 2024, preliminär"},
		{"manad=2024-01&manad=2024-02&manad=2024-03", "2024-01-01–2024-04-01", "2024-03-31", "jan–mar 2024"},
		{"manad=2023-12&manad=2024-01", "2023-12-01–2024-02-01", "2024-01-31", "dec 2023–jan 2024"},
		{"manad=2023-02&manad=2023-05", "2023-02-01–2023-03-01 2023-05-01–2023-06-01", "2023-05-31", "feb 2023 och maj 2023"},
		{"ar=2023&manad=2023-02", "2023-02-01–2023-03-01", "2023-02-28", "feb 2023"},
	} {
		period, err := view.Period(parsed(t, view, test.query))
		if err != nil {
			t.Fatal(err)
		}
		var runs []string
		for _, run := range period.Runs {
			runs = append(runs, run.StartsOn.Format("2006-01-02")+"–"+run.EndsBefore.Format("2006-01-02"))
		}
		wantEqual(t, "runs of "+test.query, strings.Join(runs, " "), test.runs)
		wantEqual(t, "T of "+test.query, period.T.Format("2006-01-02"), test.reference)
		wantEqual(t, "label of "+test.query, period.Label, test.label)
		if period.Complete == strings.Contains(test.label, "preliminär") {
			t.Errorf("%s: complete = %v", test.query, period.Complete)
		}
	}
}

func TestTheLatestCompleteYearNeedsItsLastDay(t *testing.T) {
	for _, test := range []struct {
		cutoff string
		want   int
	}{{"2024-12-30", 2023}, {"2024-12-31", 2024}, {"2025-01-01", 2024}, {"2022-06-01", 2022}} {
		if got := newCalendar(date(t, "2022-03-01"), date(t, test.cutoff)).latestComplete(); got != test.want {
			t.Errorf("cut-off %s: %d, wanted %d", test.cutoff, got, test.want)
		}
	}
}

func FuzzSelection(f *testing.F) {
	service := tinyService(f, nil)
	view := tinyView(f, service)
	page, err := service.Page("tiny")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"", "ar=2024&kon=K&ort=-norr", "kon=alla&manad=2024-01", "a.kon=K&b.kon=M", "kon=%4B", "&&=&kon", "kon=-", "ar=-2022&ar=-2023"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		comparison, err := view.ParseComparison(page, text)
		if err != nil {
			if problem := AsProblem(err); problem == nil || problem.Status != 400 || problem.Message == "" {
				t.Fatalf("%q: %v is no problem for the reader", text, err)
			}
			return
		}
		if full, err := view.ParseComparison(page, comparison.FullQuery()); err != nil || full.A.FullQuery() != comparison.A.FullQuery() || full.B.FullQuery() != comparison.B.FullQuery() {
			t.Fatalf("%q: written in full %q, %v", text, comparison.FullQuery(), err)
		}
		again, err := view.ParseComparison(page, comparison.Query())
		if err != nil {
			t.Fatalf("%q gives %q, which is refused: %v", text, comparison.Query(), err)
		}
		for what, pair := range map[string][2]string{
			"query": {comparison.Query(), again.Query()}, "a": {comparison.A.FullQuery(), again.A.FullQuery()}, "b": {comparison.B.FullQuery(), again.B.FullQuery()},
		} {
			if pair[0] != pair[1] {
				t.Fatalf("%q: %s is %q, parsed again %q", text, what, pair[0], pair[1])
			}
		}
	})
}
