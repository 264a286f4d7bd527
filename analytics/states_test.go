package analytics

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// stateLine writes the states of one key: value, state letter (V vald, M möjlig, A alternativ, U utesluten), persons.
func stateLine(states *FilterStates, key string) string {
	var parts []string
	for _, k := range states.Keys {
		if k.Key != key {
			continue
		}
		for _, value := range k.Values {
			persons := fmt.Sprintf("%g", value.Persons.Number)
			if value.Persons.State != Present {
				persons = [...]string{"", "<5", "dold", "saknas", "-"}[value.Persons.State]
			}
			parts = append(parts, value.URL+" "+string("MVAU"[value.State])+" "+persons)
		}
	}
	return strings.Join(parts, ", ")
}

// The wanted numbers are counted by hand in testdata/README.md. oster occurs in no row and is left out.
func TestFilterStatesFollowTheOtherKeys(t *testing.T) {
	view := tinyView(t, tinyService(t, nil))
	page, err := view.service.Page("tiny")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ query, kon, ort, persons string }{
		// Person 1 lives in both towns, so towns do not add up to the total and nothing more is hidden.
		{"", "K M 13, M M 14", "norr M 18, soder M 10", "27"},
		{"kon=K", "K V 13, M A 14", "norr M 10, soder U <5", "13"},
		// Of 10 in the south 4 are women: with the total shown, the men are hidden too.
		{"ort=soder", "K U <5, M M dold", "norr A 18, soder V 10", "10"},
		{"ort=-soder", "K M 10, M M 8", "norr M 18, soder A 10", "18"},
		{"kon=M&ort=soder", "K U <5, M V 6", "norr A 8, soder V 6", "6"},
		{"ar=2024", "K M 13, M M 8", "norr M 18, soder U <5", "21"},
		{"ar=2024&kon=M&ort=soder", "K U <5, M V <5", "norr A 8, soder V <5", "<5"},
	} {
		states, err := view.States(t.Context(), page, parsed(t, view, test.query))
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "kon of "+test.query, stateLine(states, "kon"), test.kon)
		wantEqual(t, "ort of "+test.query, stateLine(states, "ort"), test.ort)
		persons := fmt.Sprintf("%g", states.Persons.Number)
		if states.Persons.State == Suppressed {
			persons = "<5"
		}
		wantEqual(t, "persons of "+test.query, persons, test.persons)
	}
	states, err := view.States(t.Context(), page, parsed(t, view, "ar=2023"))
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "ar", stateLine(states, "ar"), "2024 M -, 2023 V -, 2022 M -")
	if line := stateLine(states, "manad"); !strings.HasPrefix(line, "2024-10 U -") || !strings.Contains(line, "2023-06 M -") {
		t.Errorf("manad: %s", line)
	}
}

// An event mart with a total dimension and rows that count only within the period.
func TestFilterStatesOfEventsReadTheTotalsOwnRows(t *testing.T) {
	page := strings.Replace(string(mustRead(t, "testdata/tiny/pathways/tiny/page.yaml")),
		"mart: member, person: person_no, valid_from: valid_from, valid_before: valid_before",
		"mart: stay, person: person_no, on: started_on, within: [{key: kon, value: M, on: started_on}]", 1)
	service := tinyService(t, func(o *Options) { o.Tree = tinyTree(t, map[string]string{"pathways/tiny/page.yaml": page}) })
	view := tinyView(t, service)
	tiny, err := service.Page("tiny")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ query, kon, diagnos string }{
		{"", "K M 12, M M 14", "huvud M 20, bi M 6"},
		{"diagnos=bi", "K U <5, M M 6", "huvud A 20, bi V 6"},
		{"diagnos=huvud&diagnos=bi", "K M 12, M M 14", "huvud V 20, bi V 6"},
		{"kon=K", "K V 12, M A 14", "huvud M 12, bi U <5"},
		{"manad=2023-12&manad=2024-03", "K M 10, M M 6", "huvud M 10, bi M 6"},
	} {
		states, err := view.States(t.Context(), tiny, parsed(t, view, test.query))
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "kon of "+test.query, stateLine(states, "kon"), test.kon)
		wantEqual(t, "diagnos of "+test.query, stateLine(states, "diagnos"), test.diagnos)
	}
}

// A naive count over random rows: for each value, the persons with a row of it that passes all other keys.
func TestOnePassCountsLikeANaiveOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for round := range 200 {
		shape := &stateShape{}
		widths := []int{1 + random.IntN(3), 1 + random.IntN(3), 1 + random.IntN(3)}
		shift := 0
		for _, width := range widths {
			shape.dimensions = append(shape.dimensions, stateDimension{shift: shift, mask: 1<<width - 1})
			shift += width
		}
		loader := newStateLoader()
		type held struct {
			person int32
			packed uint64
		}
		var rows []held
		codes := func(packed uint64, d int) int {
			return int(packed >> shape.dimensions[d].shift & shape.dimensions[d].mask)
		}
		for person := range int32(12) {
			for range random.IntN(4) {
				row := held{person, random.Uint64N(1 << shift)}
				rows = append(rows, row)
				loader.add(int64(person)*3+5, row.packed) // numbers with gaps, as persons have
			}
		}
		allowed := make([][]bool, 3)
		for d := range allowed {
			if random.IntN(3) > 0 {
				allowed[d] = make([]bool, shape.dimensions[d].mask+1)
				for code := range allowed[d] {
					allowed[d][code] = random.IntN(2) == 0
				}
			}
		}
		counts := shape.count(loader.rows, allowed)
		passes := func(packed uint64, but int) bool {
			for d := range allowed {
				if d != but && allowed[d] != nil && !allowed[d][codes(packed, d)] {
					return false
				}
			}
			return true
		}
		distinct := func(wanted func(packed uint64) bool) int {
			var persons []int32
			for _, row := range rows {
				if wanted(row.packed) && !slices.Contains(persons, row.person) {
					persons = append(persons, row.person)
				}
			}
			return len(persons)
		}
		if want := distinct(func(packed uint64) bool { return passes(packed, -1) }); counts.persons != want {
			t.Fatalf("round %d: %d persons, wanted %d", round, counts.persons, want)
		}
		for d := range allowed {
			for code := range counts.values[d] {
				want := distinct(func(packed uint64) bool { return codes(packed, d) == code && passes(packed, d) })
				if counts.values[d][code] != want {
					t.Fatalf("round %d: dimension %d, code %d: %d, wanted %d", round, d, code, counts.values[d][code], want)
				}
			}
		}
	}
}
