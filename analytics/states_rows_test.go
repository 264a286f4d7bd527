package analytics

import (
	"strings"
	"testing"
)

// In 2023 the region has 12 stays of women and 8 of men in the north and 6 of men in the south (testdata/README.md).
func TestTheFilterPaneCanCountRows(t *testing.T) {
	page := strings.Replace(string(mustRead(t, "testdata/tiny/pathways/tiny/page.yaml")),
		"states: {mart: member, person: person_no, valid_from: valid_from, valid_before: valid_before, noun: personer}",
		"states: {mart: stay, on: started_on, noun: vårdtillfällen}", 1)
	service := tinyService(t, func(o *Options) { o.Tree = tinyTree(t, map[string]string{"pathways/tiny/page.yaml": page}) })
	view := tinyView(t, service)
	tiny, err := service.Page("tiny")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		query string
		rows  float64
		want  map[string]float64
	}{
		{"ar=2023", 26, map[string]float64{"kon=K": 12, "kon=M": 14, "ort=norr": 20, "ort=soder": 6}},
		{"ar=2023&kon=M", 14, map[string]float64{"kon=K": 12, "kon=M": 14, "ort=norr": 8, "ort=soder": 6}},
		{"ar=2023&kon=M&ort=norr", 8, map[string]float64{"kon=K": 12, "kon=M": 8, "ort=norr": 8, "ort=soder": 6}},
	} {
		states, err := view.States(t.Context(), tiny, parsed(t, view, test.query))
		if err != nil {
			t.Fatal(err)
		}
		if states.Persons.Number != test.rows {
			t.Errorf("%s: %g rows, wanted %g", test.query, states.Persons.Number, test.rows)
		}
		for _, key := range states.Keys {
			for _, value := range key.Values {
				if want, asked := test.want[key.Key+"="+value.URL]; asked && (value.Persons.State != Present || value.Persons.Number != want) {
					t.Errorf("%s: %s=%s %+v, wanted %g", test.query, key.Key, value.URL, value.Persons, want)
				}
			}
		}
	}
}
