package analytics

import (
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
