package analytics

import (
	"strconv"
	"strings"
	"testing"

	"klarsyn/analytics/disclosure"
)

// Records that a check counts are nobody's: a share of them is shown beside them. A share of persons never is beside a
// count that is not, and a base of persons keeps even what is counted of records hidden.
func TestAShareIsShownWhereNeitherNumberCountsPersons(t *testing.T) {
	for _, test := range []struct{ what, found, checked, want string }{
		{"records of records", "", "", "250 1 0.4"},
		{"persons of persons", "found", "checked", "250 <5 <5"},
		{"records of persons", "", "checked", "250 1 <5"},
		{"persons of records", "found", "", "250 <5 <5"},
	} {
		table := &Table{
			Columns: []Column{
				{Name: "checked", Type: Integer, Unit: Units["antal"], N: test.checked},
				{Name: "found", Type: Integer, Unit: Units["antal"], N: test.found},
				{Name: "share", Type: Decimal, Unit: Units["procent"], N: "checked", Function: "ratio", Arguments: []string{"found", "checked"}, Role: "value"},
			},
			Rows: [][]Value{{{Number: 250}, {Number: 1}, {Number: 0.4}}},
		}
		disclose(disclosure.Default, table)
		if got := shown(table); got != test.want {
			t.Errorf("%s: %s, wanted %s", test.what, got, test.want)
		}
	}
}

// The mean of a control chart stands on every month: a rate of one stay among ten persons would tell of that one.
func TestAMeanOfMonthlyRatesIsKeptBackWithItsFewCases(t *testing.T) {
	for _, test := range []struct{ stays, want string }{{"0 1 0", "<5 <5 <5"}, {"2 2 2", "2 2 2"}} {
		table := &Table{Columns: []Column{
			{Name: "stays", Type: Integer, Unit: Units["antal"], N: "stays"},
			{Name: "persons", Type: Integer, Unit: Units["personer"], N: "persons"},
			{Name: "rate", Type: Decimal, Unit: Units["per_100"], N: "persons", Function: "ratio", Arguments: []string{"stays", "persons"}, Role: "value"},
			{Name: "mean", Type: Decimal, Unit: Units["per_100"], N: "persons", Function: "xmr", Arguments: []string{"rate"}, Role: "mean"},
		}}
		for _, stays := range strings.Fields(test.stays) {
			n, err := strconv.Atoi(stays)
			if err != nil {
				t.Fatal(err)
			}
			table.Rows = append(table.Rows, []Value{{Number: float64(n)}, {Number: 10}, {Number: float64(n) / 0.1}, {Number: 2}})
		}
		disclose(disclosure.Default, table)
		var means []string
		for _, row := range table.Rows {
			mean := &Table{Columns: table.Columns[3:], Rows: [][]Value{row[3:]}}
			means = append(means, shown(mean))
		}
		if got := strings.Join(means, " "); got != test.want {
			t.Errorf("stays %s: means %s, wanted %s", test.stays, got, test.want)
		}
	}
}
