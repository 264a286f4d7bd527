package export

import (
	"fmt"
	"testing"
	"time"

	"klarsyn/analytics"
	"klarsyn/dashboards/chart"
)

// poison stands in every cell that may not be shown: nothing written may hold it.
const poison = 987654321

var (
	suppressed = analytics.Value{State: analytics.Suppressed, Number: poison, Text: "987654321"}
	hidden     = analytics.Value{State: analytics.Hidden, Number: poison, Text: "987654321"}
	absent     = analytics.Value{State: analytics.Missing, Number: poison, Text: "987654321"}
	senseless  = analytics.Value{State: analytics.NotApplicable, Number: poison, Text: "987654321"}
)

// made makes a table of columns written "name type unit label" and rows of any.
func made(title string, columns []analytics.Column, rows ...[]any) *analytics.Table {
	t := &analytics.Table{
		Analysis: &analytics.Analysis{ID: "prov/" + title, Title: title}, Columns: columns,
		Period: analytics.Period{Label: "2024", Complete: true, T: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)},
		Notes:  []string{"Avlidna ingår."},
	}
	for _, cells := range rows {
		row := make([]analytics.Value, len(cells))
		for i, cell := range cells {
			switch v := cell.(type) {
			case analytics.Value:
				row[i] = v
			case int:
				row[i].Number = float64(v)
			case float64:
				row[i].Number = v
			default:
				row[i].Text = fmt.Sprint(v)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func col(name, unit, label string, kind analytics.ColumnType) analytics.Column {
	return analytics.Column{Name: name, Unit: analytics.Units[unit], Label: label, Type: kind}
}

func text(name, label string) analytics.Column { return col(name, "-", label, analytics.Text) }

func count(name, label string) analytics.Column {
	return col(name, "personer", label, analytics.Integer)
}

func percent(name, label string) analytics.Column {
	return col(name, "procent", label, analytics.Decimal)
}

// withInterval marks the last two columns as the ends of the one before.
func withInterval(columns []analytics.Column) []analytics.Column {
	for i, role := range []string{"low", "high"} {
		c := &columns[len(columns)-2+i]
		c.Function, c.Role = "wilson", role
	}
	return columns
}

// examples is one figure of every kind, each with cells that may not be shown.
func examples(t testing.TB) []Figure {
	t.Helper()
	hospital, month := text("hospital", "Sjukhus"), col("month", "månad", "Månad", analytics.Text)
	interval := func(columns ...analytics.Column) []analytics.Column {
		return withInterval(append(columns, percent("low", "Nedre"), percent("high", "Övre")))
	}
	shares := made("Återinskrivning efter sjukhus", interval(hospital, count("index", "Utskrivningar"), percent("riket", "Riket"), percent("share", "Andel")),
		[]any{"Halmstad", 498, 18.6, 17.1, 14.0, 20.6}, []any{"Kungsbacka", 96, 18.6, 27.1, 19.2, 36.7}, []any{"Ängelholm", 38, 18.6, suppressed, suppressed, hidden}, []any{"Varberg", 412, 18.6, 16.3, 13.0, 20.1})
	monthly := made("Vårdtillfällen per månad", []analytics.Column{month, col("stays", "antal", "Vårdtillfällen", analytics.Integer)})
	process := made("UKG inom 6 månader", []analytics.Column{month, percent("share", "Andel"), percent("mean", "Medel"), percent("lower", "Nedre gräns"), percent("upper", "Övre gräns"), text("signal", "Signal")})
	years := made("Vårdtillfällen efter år", []analytics.Column{col("year", "årtal", "År", analytics.Integer), hospital, col("stays", "antal", "Vårdtillfällen", analytics.Integer)})
	visits := made("Besök efter yrke", []analytics.Column{month, text("profession", "Yrke"), col("visits", "antal", "Besök", analytics.Integer)})
	for i := range 24 {
		at := time.Date(2023, time.Month(1+i), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
		stays, share := any(100+7*(i%5)), any(37.0+float64((i*7)%9))
		signal := "common_cause"
		if i == 9 {
			stays, share = suppressed, absent
		}
		if i > 20 {
			share, signal = 49.5, "improvement"
		}
		monthly.Rows = append(monthly.Rows, made("", nil, []any{at, stays}).Rows...)
		process.Rows = append(process.Rows, made("", nil, []any{at, share, 39.5, 27.0, 52.0, signal}).Rows...)
		for p, name := range []string{"Läkare", "Sjuksköterska", "Fysioterapeut"} {
			if i >= 12 {
				n := any([]int{210, 320, 60}[p] + i*3)
				if p == 2 && i == 14 {
					n = suppressed
				}
				visits.Rows = append(visits.Rows, made("", nil, []any{at, name, n}).Rows...)
			}
		}
	}
	for i, name := range []string{"Halmstad", "Varberg"} {
		for year := 2020; year <= 2024; year++ {
			n := any(480 - 130*i + (year-2020)*12)
			if i == 1 && year == 2021 {
				n = hidden
			}
			years.Rows = append(years.Rows, made("", nil, []any{year, name, n}).Rows...)
		}
	}
	prevalence := made("Prevalens efter år", interval(col("year", "årtal", "År", analytics.Integer), percent("prevalence", "Prevalens")))
	for i, p := range []float64{1.71, 1.76, 1.81, 1.88, 1.93, 2.0} {
		row := []any{2019 + i, p, p - 0.05, p + 0.05}
		if i == 2 {
			row = []any{2021, absent, absent, absent}
		}
		prevalence.Rows = append(prevalence.Rows, made("", nil, row).Rows...)
	}
	therapy := made("Behandling enligt riktlinjer", []analytics.Column{text("set", "Behandling"), percent("share", "Andel"), percent("low", "Nedre"), percent("high", "Övre"), percent("lower", "Lägre mål"), percent("upper", "Övre mål"), percent("ref", "Riket")},
		[]any{"RAAS-hämmare/ARNI", 84.1, 81.7, 86.2, 80, 90, 82.0}, []any{"Betablockerare", 86.3, 84.1, 88.3, 80, 90, 87.9}, []any{"MRA", 58.4, 55.4, 61.4, 60, 70, 55.2}, []any{"SGLT2-hämmare", suppressed, suppressed, suppressed, 60, 70, 60.1}, []any{"Fyra av fyra", 41.2, 38.2, 44.3, 60, 70, 36.8})
	ages := made("Ålder och kön", []analytics.Column{text("age", "Ålder"), text("sex", "Kön"), count("persons", "Hjärtsvikt"), col("residents", "invånare", "Invånare", analytics.Integer)})
	for i, age := range []string{"0–49", "50–64", "65–74", "75–84", "85–"} {
		for s, sex := range []string{"Kvinnor", "Män"} {
			n := any([][]int{{30, 48}, {110, 250}, {430, 820}, {1040, 1430}, {1310, 1137}}[i][s])
			if i == 0 && s == 1 {
				n = suppressed
			}
			ages.Rows = append(ages.Rows, made("", nil, []any{age, sex, n, []int{199000, 67400, 38100, 34000, 10400}[i] / 2}).Rows...)
		}
	}
	km := made("Avlidna inom ett år", []analytics.Column{col("day", "dagar", "Dagar", analytics.Integer), percent("dead", "Andel avlidna"), percent("low", "Nedre"), percent("high", "Övre")},
		[]any{0, 0.0, 0.0, 0.0}, []any{30, 5.1, 4.0, 6.6}, []any{90, 8.9, 7.4, 10.7}, []any{180, 12.7, 10.9, 14.8}, []any{365, suppressed, suppressed, suppressed})
	kr := func(name, label string) analytics.Column { return col(name, "kr", label, analytics.Decimal) }
	terms := made("Varför kostnaden ökat", []analytics.Column{text("term", "Term"), kr("amount", "Belopp")},
		[]any{"Volym", 31.6e6}, []any{"Vårdtyngd", -45.9e6}, []any{"Styckkostnad", 19.2e6}, []any{"Ytterfall", 6.1e6})
	stopped := made("Varför kostnaden ökat, en term dold", []analytics.Column{text("term", "Term"), kr("amount", "Belopp")}, []any{"Volym", 12e6}, []any{"Vårdtyngd", suppressed}, []any{"Ytterfall", 6e6})
	steps := made("Från kontakter till population", []analytics.Column{text("step", "Steg"), count("persons", "Personer")}, []any{"Någon kontakt med hjärtsvikt", 14820}, []any{"Bosatta i regionen", 14111}, []any{"Vid liv", 6957}, []any{"Uppgift om ålder finns", 6955}, []any{"Därav i studie", suppressed})
	contribution := made("Bidrag per DRG", []analytics.Column{text("drg", "DRG"), kr("amount", "Bidrag")}, []any{"E47C", 5.2e6}, []any{"E47E", -2.1e6}, []any{"F60A", suppressed}, []any{"D40O", 1.1e6})
	pareto := made("Kostnad per DRG", []analytics.Column{text("drg", "DRG"), kr("amount", "Kostnad")}, []any{"E47C", 52e6}, []any{"E47E", 21e6}, []any{"F60A", suppressed}, []any{"D40O", 11e6})
	concentration := made("Kostnadskoncentration", []analytics.Column{percent("x", "Andel av patienterna"), percent("cost", "Andel av kostnaden"), percent("ref", "Riket")}, []any{1.0, 12.0, 11.0}, []any{5.0, 33.5, suppressed}, []any{20.0, 68.0, 66.0}, []any{100.0, 100.0, 100.0})
	funnel := made("Återinskrivning mot storlek", []analytics.Column{hospital, col("index", "antal", "Utskrivningar", analytics.Integer), percent("share", "Andel"), percent("overall", "Snitt")}, []any{"Halmstad", 498, 17.1, 18.6}, []any{"Varberg", 412, suppressed, 18.6})
	box := made("Kostnad per vårdtillfälle", []analytics.Column{hospital, kr("q1", "Q1"), kr("median", "Median"), kr("q3", "Q3"), kr("low", "Nedre"), kr("high", "Övre")}, []any{"Halmstad", 30e3, 52e3, 80e3, 9e3, 140e3}, []any{"Varberg", suppressed, suppressed, suppressed, suppressed, suppressed})
	plain := made("Alla tillstånd", []analytics.Column{text("name", "=Namn"), month, col("on", "datum", "Slut", analytics.Date), count("n", "Antal"), kr("cost", "Kostnad"), col("weight", "vikt", "Vikt", analytics.Decimal), percent("share", "Andel"), col("planned", "-", "Planerad", analytics.Boolean)},
		[]any{"=1+1", "2024-03", "2024-03-31", 6955, 1234567.89, 1.2345, 91.28684399712438, true}, []any{"@Å & <Ö>", "2024-04", absent, suppressed, hidden, -0.5, senseless, false}, []any{"Alla", absent, absent, 7001, 99.5, absent, 0, absent})
	plain.Columns[0].Total = "Alla"
	var figures []Figure
	for _, e := range []struct {
		table *analytics.Table
		line  string
	}{
		{monthly, "bar x=month y=stays"}, {shares, "bar x=share y=hospital low=low high=high ref=riket sort=value"}, {shares, "bar x=hospital y=share low=low high=high ref=riket"},
		{years, "bar x=year y=stays series=hospital"}, {years, "bar x=year y=stays stack=hospital"}, {prevalence, "line x=year y=prevalence low=low high=high"},
		{years, "line x=year y=stays series=hospital"}, {shares, "dots y=hospital value=share low=low high=high ref=riket"},
		{therapy, "therapy y=set value=share low=low high=high lower=lower upper=upper ref=ref"}, {visits, "stacked x=month value=visits series=profession"},
		{process, "xmr x=month value=share mean=mean lower=lower upper=upper signal=signal"}, {km, "km x=day value=dead low=low high=high"},
		{terms, "waterfall x=term value=amount"}, {stopped, "waterfall x=term value=amount"}, {ages, "pyramid y=age side=sex value=persons outline=residents"}, {steps, "attrition y=step value=persons"},
		{contribution, "contribution y=drg value=amount"}, {pareto, "pareto y=drg value=amount"}, {concentration, "concentration x=x value=cost ref=ref"},
		{funnel, "funnel n=index value=share name=hospital mean=overall"}, {box, "boxplot y=hospital q1=q1 median=median q3=q3 low=low high=high"}, {plain, "table"},
	} {
		spec, err := chart.Parse(e.line)
		if err != nil {
			t.Fatal(err)
		}
		figure := Figure{
			Heading: e.table.Analysis.Title + " är högst i Ängelholm (" + spec.Kind + ")", Window: e.table.Analysis.Title + ", 2024, %", Summary: "Andelen är 17,1 % (85 av 498), jämfört med 18,6 % i riket.",
			Caveat: "Sambandet är inget mått på effekt.", About: "Räknar utskrivna med hjärtsvikt som huvuddiagnos, oplanerat inskrivna igen inom 30 dagar.", Origin: "Region Hallands Process Hjärtsvikt", Notes: e.table.Notes, Table: e.table, Chart: spec,
		}
		if chart.Drawn(spec) {
			if figure.Drawing, err = chart.Option(e.table, spec, chart.Settings{}); err != nil {
				t.Fatalf("%s: %v", e.line, err)
			}
		}
		figures = append(figures, figure)
	}
	return append(figures, Figure{Heading: "Optilogg", Window: "2024", Empty: "Inget finns i urvalet.", Chart: analytics.Chart{Kind: "bar"}})
}

func document(t testing.TB) Document {
	return Document{
		Title: "Process Hjärtsvikt, Slutenvård", Selection: "År 2024, boende egen region", Period: "2024", Link: "http://127.0.0.1:8080/hjartsvikt/slutenvard?ar=2024",
		Source: Source{Cutoff: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC), Snapshot: "20261031-01", Program: "Klarsyn 0.4.1", Example: true, Below: "<5"},
		Plan: &Plan{Heading: "Hjärtsvikt i Halland", Background: "# Läget\nVården är **ojämn**.\nDet vet vi.\n\n- Återinskrivning\n- [Riktlinjer](https://example.org/rad)", Purpose: "Att se.", Benefit: "Rätt vård.",
			Questions: []string{"Var återinskrivs flest?", "Varför?"}, Responsible: "Enheten för analys", Form: "Analysresultat"},
		Sections: []Section{{Title: "Slutenvård", Text: "Läs *först* detta.\n\n1. [källa](https://example.org/kalla)\n2. [fälla](javascript:alert(1))", Figures: examples(t), Tiles: []Tile{
			{Name: "Hjärtsviktspopulation", Window: "31 dec 2024", Value: "6 955", Detail: "2,0 % av 347 212", Interval: "95 % KI 1,96–2,05 %", Facts: []Fact{{"Riket", "2,1 %"}}},
			{Name: "Nydebuterade", Window: "2024", Value: "1 148", Detail: "3,3 per 1 000"}, {Name: "Avlidna inom ett år", Window: "Debut 2024", Value: "<5", Mark: "preliminär"}, {Name: "Kostnad", Value: "553,0 Mkr"},
		}}},
	}
}
