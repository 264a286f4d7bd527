package export

import (
	"strings"
	"testing"

	"klarsyn/analytics"
)

func sample() *analytics.Table {
	column := func(name, label, unit string, kind analytics.ColumnType) analytics.Column {
		return analytics.Column{Name: name, Label: label, Unit: analytics.Units[unit], Type: kind}
	}
	municipality := column("municipality_code", "Kommun", "kod", analytics.Text)
	municipality.Labels = map[string]string{"1315": "Hylte"}
	hidden := column("weight", "Vikt", "vikt", analytics.Decimal)
	hidden.Hidden = true
	return &analytics.Table{
		Columns: []analytics.Column{municipality, column("month", "Månad", "månad", analytics.Text), column("persons", "Antal", "personer", analytics.Integer), hidden,
			column("share", "Andel", "procent", analytics.Decimal), column("ended_on", "Slut", "datum", analytics.Date), column("is_planned", "Planerad", "-", analytics.Boolean)},
		Rows: [][]analytics.Value{
			{{Text: "1315"}, {Text: "2024-03"}, {Number: 6955}, {Number: 1}, {Number: 91.28684399712438}, {Text: "2024-03-31"}, {Text: "true"}},
			{{Text: "=1+1"}, {Text: "2024-04"}, {State: analytics.Suppressed}, {}, {State: analytics.Hidden}, {State: analytics.Missing}, {State: analytics.NotApplicable}},
		},
	}
}

func write(t *testing.T, dialect Dialect) string {
	t.Helper()
	var out strings.Builder
	if err := CSV(&out, sample(), dialect); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTheSwedishDialectReadsAsThePage(t *testing.T) {
	want := "\ufeffKommun;Månad;Antal (personer);Andel (%);Slut;Planerad\r\n" +
		"Hylte;mar 2024;6955;91,3;31 mar 2024;ja\r\n" +
		"'=1+1;apr 2024;<5;dold;saknas;ej tillämplig\r\n"
	if got := write(t, Swedish); got != want {
		t.Errorf("got\n%s\nwanted\n%s", got, want)
	}
}

func TestTheISODialectIsForPrograms(t *testing.T) {
	want := "municipality_code,month,persons,share,ended_on,is_planned\r\n" +
		"1315,2024-03,6955,91.28684399712438,2024-03-31,true\r\n" +
		"'=1+1,2024-04,<5,<5,,\r\n"
	if got := write(t, ISO); got != want {
		t.Errorf("got\n%s\nwanted\n%s", got, want)
	}
}
