package chart

import (
	"math"

	"klarsyn/analytics"
)

func monthlyStays() *analytics.Table {
	t := table([]analytics.Column{textual("month", "månad", "Månad"), whole("stays", "antal", "Vårdtillfällen"), truth("running", "Preliminär")})
	for i, month := range months(january(2024), 12) {
		row := []any{month, 92 + 7*((i*5)%6), i == 11}
		switch i {
		case 4:
			row[1] = suppressed
		case 5:
			row[1] = missing
		}
		t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
	}
	return t
}

func hospitalStays() *analytics.Table {
	return table([]analytics.Column{textual("hospital", "-", "Sjukhus"), whole("stays", "antal", "Vårdtillfällen")},
		[]any{"Hallands sjukhus Halmstad", 512}, []any{"Hallands sjukhus Varberg", 498}, []any{"Hallands sjukhus Kungsbacka", 74},
		[]any{"Sahlgrenska Universitetssjukhuset", suppressed}, []any{"Övriga", 0})
}

func readmissions() *analytics.Table {
	return table([]analytics.Column{
		textual("hospital", "-", "Sjukhus"), decimal("share", "procent", "Andel återinskrivna"), decimal("low", "procent", "Nedre"), decimal("high", "procent", "Övre"),
		whole("readmitted", "antal", "Återinskrivna"), whole("index", "antal", "Utskrivningar"), decimal("reference", "procent", "Riket"),
	},
		[]any{"Halmstad", 17.07, 14.0, 20.6, 85, 498, 18.6}, []any{"Varberg", 16.26, 13.0, 20.1, 67, 412, 18.6},
		[]any{"Kungsbacka", 27.08, 19.2, 36.7, 26, 96, 18.6}, []any{"Utomläns", suppressed, suppressed, suppressed, suppressed, 38, 18.6})
}

func stayYears() *analytics.Table {
	t := table([]analytics.Column{whole("year", "årtal", "År"), textual("hospital", "-", "Sjukhus"), whole("stays", "antal", "Vårdtillfällen")})
	for i, hospital := range []string{"Halmstad", "Varberg", "Kungsbacka"} {
		for year := 2020; year <= 2025; year++ {
			row := []any{year, hospital, 480 - 130*i + (year-2020)*12*(i+1)}
			if i == 2 && year == 2021 {
				row[2] = hidden
			}
			t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
		}
	}
	return t
}

func prevalenceYears() *analytics.Table {
	t := table([]analytics.Column{
		whole("year", "årtal", "År"), decimal("prevalence", "procent", "Prevalens"), decimal("low", "procent", "Nedre"), decimal("high", "procent", "Övre"),
		whole("persons", "personer", "Personer"), whole("residents", "invånare", "Invånare"), decimal("reference", "procent", "Riket"),
	})
	for i, p := range []float64{1.71, 1.76, 1.81, 1.88, 1.93, 1.97, 2.00} {
		row := []any{2020 + i, p, p - 0.046, p + 0.046, int(p * 3472), 347212, 2.1}
		if i == 2 {
			row = []any{2022, missing, missing, missing, missing, 340000, 2.1}
		}
		t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
	}
	t.Period = analytics.Period{Label: "2026", T: january(2026).AddDate(0, 10, -1)}
	return t
}

func sharesBySex() *analytics.Table {
	sex := textual("sex", "-", "Kön")
	sex.Labels = map[string]string{"female": "Kvinna", "male": "Man"}
	t := table([]analytics.Column{textual("month", "månad", "Månad"), sex, decimal("share", "procent", "Andel"), whole("numerator", "personer", "Antal"), whole("denominator", "personer", "Av")})
	for s, name := range []string{"female", "male"} {
		for i, month := range months(january(2022), 36) {
			share := 41 + float64(s)*5 + 4*math.Sin(float64(i)/3+float64(s))
			row := []any{month, name, share, int(share * 3), 300}
			if s == 0 && i == 20 {
				row = []any{month, name, suppressed, suppressed, 11}
			}
			t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
		}
	}
	return t
}

func municipalities() *analytics.Table {
	code := textual("municipality_code", "kod", "Kommun")
	code.Labels = map[string]string{"1380": "Halmstad", "1381": "Laholm", "1382": "Falkenberg", "1383": "Varberg", "1384": "Kungsbacka", "1315": "Hylte", "1399": "Öckerö"}
	return table([]analytics.Column{
		code, decimal("standardised", "procent", "Prevalens"), decimal("low", "procent", "Nedre"), decimal("high", "procent", "Övre"), whole("persons", "personer", "Personer"), decimal("reference", "procent", "Riket"),
	},
		[]any{"1315", 2.6, 2.25, 2.95, 276, 2.1}, []any{"1380", 2.08, 1.99, 2.17, 2143, 2.1}, []any{"1381", 2.19, 2.03, 2.36, 631, 2.1}, []any{"1382", 2.12, 2.0, 2.25, 1064, 2.1},
		[]any{"1383", 1.93, 1.83, 2.04, 1339, 2.1}, []any{"1384", 1.82, 1.72, 1.91, 1502, 2.1}, []any{"1399", suppressed, suppressed, suppressed, suppressed, 2.1})
}

func therapies() *analytics.Table {
	set := textual("set_id", "kod", "Behandling")
	set.Labels = map[string]string{"raas": "RAAS-hämmare/ARNI", "arni": "– varav ARNI", "beta_blocker": "Betablockerare", "mra": "MRA", "sglt2": "SGLT2-hämmare", "quadruple": "Fyra av fyra"}
	share := decimal("share", "procent", "Andel")
	share.Function, share.Arguments = "wilson", []string{"numerator", "denominator"}
	t := table([]analytics.Column{
		set, share, decimal("share_low", "procent", ""), decimal("share_high", "procent", ""), whole("numerator", "personer", "Behandlade"), whole("denominator", "personer", "Population"),
		decimal("target_low", "procent", "Lägre mål"), decimal("target_high", "procent", "Övre mål"), decimal("reference", "procent", "Riket"),
	})
	for _, row := range [][]any{
		{"raas", 84.1, 81.7, 86.2, 861, 1024, 80, 90, 82}, {"arni", 27.9, 25.3, 30.8, 286, 1024, 10, 30, 24.5}, {"beta_blocker", 86.3, 84.1, 88.3, 884, 1024, 80, 90, 87.9},
		{"mra", 58.4, 55.4, 61.4, 598, 1024, 60, 70, 55.2}, {"sglt2", suppressed, suppressed, suppressed, suppressed, 1024, 60, 70, 60.1}, {"quadruple", 41.2, 38.2, 44.3, 422, 1024, 60, 70, 36.8},
	} {
		t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
	}
	return t
}

func ages() *analytics.Table {
	sex := textual("sex", "-", "Kön")
	sex.Labels = map[string]string{"female": "Kvinnor", "male": "Män"}
	t := table([]analytics.Column{textual("age_group", "-", "Ålder"), sex, whole("persons", "personer", "Hjärtsvikt"), whole("residents", "invånare", "Invånare")})
	persons := [][2]int{{30, 48}, {110, 250}, {430, 820}, {1040, 1430}, {1310, 1137}}
	residents := [][2]int{{98000, 101000}, {33500, 33900}, {19400, 18700}, {17800, 16200}, {6100, 4300}}
	for i, age := range []string{"0–49", "50–64", "65–74", "75–84", "85–"} {
		for s, name := range []string{"female", "male"} {
			row := []any{age, name, persons[i][s], residents[i][s]}
			if i == 0 && s == 1 {
				row[2] = suppressed
			}
			t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
		}
	}
	return t
}

func process() *analytics.Table {
	t := table([]analytics.Column{
		textual("month", "månad", "Månad"), decimal("share", "procent", "Andel"), decimal("mean", "procent", "Medel"), decimal("lower", "procent", ""), decimal("upper", "procent", ""),
		textual("signal", "-", "Signal"), decimal("target", "procent", "Mål"), textual("note", "-", "Händelse"), whole("numerator", "antal", ""), whole("denominator", "antal", ""),
	})
	shares := []float64{37, 41, 35, 39, 43, 36, 31, 19, 38, 42, 37, 40, 36, 39, 34, 41, 38, 42, 35, 32, 37, 40, 36, 39, 38, 36, 40, 47, 49, 45, 50, 44, 49, 50, 48, 50}
	for i, month := range months(january(2023), 36) {
		signal, note := "common_cause", ""
		switch {
		case i == 7:
			signal, note = "concern", "Mottagningen stängd"
		case i >= 27:
			signal = "improvement"
		}
		if i == 27 {
			note = "Ny rutin vid utskrivning"
		}
		row := []any{month, shares[i], 37.0, 24.3, 49.7, signal, 45, note, int(shares[i]), 100}
		if i == 14 {
			row[1], row[5], row[8] = missing, "", missing
		}
		t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
	}
	return t
}

func funnelUnits(others int) *analytics.Table {
	t := table([]analytics.Column{
		textual("hospital", "-", "Sjukhus"), whole("index", "antal", "Utskrivningar"), whole("readmitted", "antal", "Återinskrivna"), decimal("share", "procent", "Andel"), decimal("overall", "procent", "Riket"),
		decimal("low_95", "procent", ""), decimal("high_95", "procent", ""), decimal("low_998", "procent", ""), decimal("high_998", "procent", ""), truth("is_own", "Egen"),
	})
	add := func(name string, n, x int, own bool) {
		half := func(z float64) float64 { return 100 * z * math.Sqrt(0.186*0.814/float64(n)) }
		low := func(z float64) float64 { return max(0, 18.6-half(z)) }
		t.Rows = append(t.Rows, table(t.Columns, []any{name, n, x, 100 * float64(x) / float64(n), 18.6, low(1.96), 18.6 + half(1.96), low(3.09), 18.6 + half(3.09), own}).Rows[0])
	}
	add("Halmstad", 498, 85, true)
	add("Varberg", 412, 67, true)
	add("Kungsbacka", 96, 26, true)
	for i := range others {
		n := 60 + (i*i*37)%820
		add("Sjukhus", n, int(float64(n)*(0.186+0.3*math.Sin(float64(i*i))/math.Sqrt(float64(n)))), false)
	}
	add("Litet", 38, 0, false)
	small := t.Rows[len(t.Rows)-1]
	small[2], small[3] = suppressed, suppressed
	return t
}

func steps() *analytics.Table {
	return table([]analytics.Column{textual("step", "-", "Steg"), whole("persons", "personer", "Personer"), textual("why", "-", "Skäl")},
		[]any{"Någon kontakt med hjärtsvikt", 14820, ""}, []any{"Bosatta i regionen", 14111, "bor i annan region"}, []any{"Vid liv 31 dec 2025", 6957, "avlidna"}, []any{"Uppgift om ålder finns", 6955, ""})
}

func readings() *analytics.Table {
	return table([]analytics.Column{whole("day", "dagar", "Dagar"), decimal("mortality", "procent", "Andel avlidna"), decimal("low", "procent", ""), decimal("high", "procent", ""), whole("at_risk", "personer", "Under risk")},
		[]any{0, 0.0, 0.0, 0.0, 1148}, []any{30, 5.1, 4.0, 6.6, 1089}, []any{90, 8.9, 7.4, 10.7, 1001}, []any{180, 12.7, 10.9, 14.8, 804}, []any{365, suppressed, suppressed, suppressed, suppressed})
}

func curves() *analytics.Table {
	t := table([]analytics.Column{
		whole("day", "dagar", "Dagar"), textual("group", "-", "Grupp"), decimal("mortality", "procent", "Andel avlidna"), decimal("low", "procent", ""), decimal("high", "procent", ""), whole("at_risk", "personer", "Under risk"),
	})
	for g, name := range []string{"Kvinna", "Man"} {
		for day := 0; day <= 365; day += 5 {
			p := (16 + 4*float64(g)) * (1 - math.Exp(-float64(day)/160))
			t.Rows = append(t.Rows, table(t.Columns, []any{day, name, p, max(0, p-1-p/10), p + 1 + p/10, 560 - day/2 - 60*g}).Rows[0])
		}
	}
	return t
}

func professions() *analytics.Table {
	t := table([]analytics.Column{textual("month", "månad", "Månad"), textual("profession", "-", "Yrke"), whole("visits", "antal", "Besök"), whole("all", "antal", "Alla besök")})
	for p, name := range []string{"Läkare", "Sjuksköterska", "Fysioterapeut", "Annan"} {
		for i, month := range months(january(2024), 12) {
			row := []any{month, name, []int{210, 320, 60, 22}[p] + 9*((i+p)%4), 640}
			if p == 3 && i == 6 {
				row[2] = suppressed
			}
			t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
		}
	}
	return t
}

func terms() *analytics.Table {
	return table([]analytics.Column{textual("term", "-", "Term"), decimal("amount", "kr", "Belopp")},
		[]any{"Fler ytterfall 65+", 31.6e6}, []any{"Fler ytterfall 0–64", 6.9e6}, []any{"Dyrare fall 65+", -5.3e6}, []any{"Dyrare fall 0–64", 19.2e6})
}

func totals() *analytics.Table {
	return table([]analytics.Column{textual("term", "-", "Term"), decimal("amount", "kr", "Belopp"), truth("is_total", "Summa")},
		[]any{"2024", 404.2e6, true}, []any{"Volym", suppressed, false}, []any{"Vårdtyngd", 12.3e6, false}, []any{"2025", 456.6e6, true})
}

func contributions() *analytics.Table {
	t := table([]analytics.Column{textual("mdc", "-", "MDC"), decimal("contribution_sek", "kr", "Bidrag"), whole("contacts", "antal", "Vårdtillfällen")})
	add := func(cells ...any) { t.Rows = append(t.Rows, table(t.Columns, cells).Rows[0]) }
	for i, name := range []string{"8 Rörelseorganen", "18 Infektioner", "5 Cirkulationsorganen", "4 Andningsorganen", "1 Nervsystemet", "21 Skador", "11 Njure, urinvägar", "6 Matsmältningsorganen",
		"10 Endokrina", "15 Nyfödda", "2 Öga", "3 Öra, näsa, hals", "7 Lever, galla", "9 Hud", "12 Manliga könsorgan", "13 Kvinnliga könsorgan", "14 Graviditet"} {
		amount := []float64{-4.8e6, 18.9e6, 14.2e6, 9.6e6, 6.3e6, 4.8e6, 3.1e6, 2.2e6, -1.2e6, -2.6e6, 0.4e6, 0.5e6, 0.3e6, 0.2e6, -0.1e6, 0.6e6, 1.1e6}[i]
		add(name, amount, 100+i)
	}
	add("16 Blod", suppressed, suppressed)
	return t
}

func costs() *analytics.Table {
	return table([]analytics.Column{textual("drg", "kod", "DRG"), decimal("cost_sek", "kr", "Kostnad"), decimal("all_sek", "kr", "All kostnad")},
		[]any{"E47A", 30e6, 100e6}, []any{"D12C", 25e6, 100e6}, []any{"H09N", 27e6, 100e6}, []any{"A36A", 10e6, 100e6}, []any{"S01A", 8e6, 100e6}, []any{"T60N", suppressed, 100e6})
}

func concentrated() *analytics.Table {
	t := table([]analytics.Column{
		decimal("percentile", "procent", "Andel av vårdtillfällena"), decimal("cost_share", "procent", "Andel av kostnaden"), decimal("national", "procent", "Riket"),
		whole("contacts", "antal", "Vårdtillfällen"), whole("all", "antal", "Alla"),
	})
	for p := 1; p <= 100; p++ {
		curve := func(power float64) float64 { return 100 * math.Pow(float64(p)/100, power) }
		row := []any{float64(p), curve(0.48), curve(0.537), 327 * p, 32700}
		if p == 97 {
			row[1] = hidden
		}
		t.Rows = append(t.Rows, table(t.Columns, row).Rows[0])
	}
	return t
}

func spreads() *analytics.Table {
	return table([]analytics.Column{
		textual("drg", "kod", "DRG"), decimal("p10", "kr", "P10"), decimal("q1", "kr", "Nedre kvartil"), decimal("median", "kr", "Median"), decimal("q3", "kr", "Övre kvartil"), decimal("p90", "kr", "P90"),
		decimal("limit_sek", "kr", "Gräns för ytterfall"), decimal("national", "kr", "Riket, medel innerfall"), whole("contacts", "antal", "Vårdtillfällen"),
	},
		[]any{"E47A", 41000., 62000., 81000., 118000., 176000., 241000., 88000., 412}, []any{"E47C", 30000., 44000., 56000., 73000., 99000., 132000., 51000., 690},
		[]any{"S01A", 52000., 88000., 131000., 214000., 388000., 520000., nil, 96}, []any{"T60N", suppressed, suppressed, suppressed, suppressed, suppressed, nil, 61000., 7})
}

func clinicIndex() *analytics.Table {
	t := table([]analytics.Column{
		textual("clinic", "-", "Klinik"), whole("contacts", "antal", "Vårdtillfällen"), decimal("index", "index", "Index"), decimal("expected", "index", "Väntat"), decimal("low", "index", ""), decimal("high", "index", ""),
		decimal("low_95", "index", ""), decimal("high_95", "index", ""), decimal("low_998", "index", ""), decimal("high_998", "index", ""),
	})
	add := func(name string, n int, index any) {
		half := 60 / math.Sqrt(float64(n))
		low, high := any(hidden), any(hidden)
		if at, ok := index.(float64); ok {
			low, high = at-1.96*half, at+1.96*half
		}
		t.Rows = append(t.Rows, table(t.Columns, []any{name, n, index, 100., low, high, 100 - 1.96*half, 100 + 1.96*half, 100 - 3.09*half, 100 + 3.09*half}).Rows[0])
	}
	add("Kirurgi Varberg", 2480, 108.1)
	add("Kirurgi Halmstad", 3100, 99.2)
	add("Medicin Halmstad", 5630, 101.3)
	add("Medicin Varberg", 5012, 96.8)
	add("Infektion", 1902, 104.9)
	add("Ortopedi", 880, 97.0)
	add("Liten klinik", 7, hidden)
	return t
}

// differences begin and end with a total far from zero.
func differences() *analytics.Table {
	return table([]analytics.Column{textual("term", "-", "Term"), decimal("amount", "kr", "Belopp"), truth("is_total", "Summa")},
		[]any{"Volym", -3.1e6, false}, []any{"Vårdtyngd", 1.2e6, false}, []any{"Styckkostnad", 4.4e6, false}, []any{"Ytterfall", 3.5e6, false}, []any{"Skillnad", 6.0e6, true})
}

func years() *analytics.Table {
	return table([]analytics.Column{textual("term", "-", "Term"), decimal("amount", "kr", "Belopp"), truth("is_total", "Summa")},
		[]any{"2024", 6068.5e6, true}, []any{"Volym", 8.9e6, false}, []any{"Case-mix", -21.2e6, false}, []any{"Styckkostnad", 203.1e6, false}, []any{"2025", 6259.3e6, true})
}

func hospitalIndex() *analytics.Table {
	form := textual("care_form", "kod", "Vårdform")
	form.Labels = map[string]string{"inpatient": "Slutenvård", "outpatient": "Öppenvård"}
	return table([]analytics.Column{textual("hospital", "kod", "Sjukhus"), form, whole("contacts", "antal", "Innerfall"), decimal("index", "index", "Index"), decimal("low", "index", ""), decimal("high", "index", "")},
		[]any{"Halmstad", "inpatient", 20849, 95.91, 94.93, 96.88}, []any{"Varberg", "inpatient", 15306, 101.02, 99.87, 102.17}, []any{"Halmstad", "outpatient", 4, suppressed, suppressed, suppressed})
}
