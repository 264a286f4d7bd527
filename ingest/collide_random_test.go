package ingest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"klarsyn/ingest/source"
)

// A said record is one line of a made-up delivery.
type said struct {
	file, source     string
	id, person, form string
	content          string // the day of a contact; the amount of a cost
}

func (r said) identity() string { return r.source + "|" + r.person + "|" + r.form }

// A known state is what stands in a data folder: by id, the contact, and by id its cost.
type knownState struct{ contacts, costs map[string]said }

// A verdict is what became of a file's records.
type verdict struct{ loaded, replaced, held int }

// randomLoad makes files of two sources of contacts and one of costs, whose ids, persons and care forms overlap by chance.
func randomLoad(r *rand.Rand, number int) map[string][]said {
	files := map[string][]said{}
	for _, src := range []string{"a", "a", "b", "k", "k"} {
		name := fmt.Sprintf("%s_%d%d.csv", src, number, r.IntN(3))
		own := said{file: name, source: src, id: "own " + name, person: "P", form: "primary", content: "1"} // no two files are the same, and none is held back whole
		if src == "k" {
			own.id, own.form, own.content = fmt.Sprintf("own a_%d", number), "", name[3:4]
		}
		list := []said{own}
		for range r.IntN(7) {
			record := said{file: name, source: src, id: fmt.Sprint(r.IntN(6)), person: "P", form: "primary", content: fmt.Sprint(1 + r.IntN(2))}
			if r.IntN(3) == 0 {
				record.person = "Q"
			}
			if r.IntN(5) == 0 {
				record.form = "outpatient"
			}
			if src == "k" {
				record.form = ""
			}
			list = append(list, record)
		}
		files[name] = list
	}
	first := fmt.Sprintf("a_%d9.csv", number)
	files[first] = append(files[first], said{file: first, source: "a", id: fmt.Sprintf("own a_%d", number), person: "P", form: "primary", content: "1"})
	return files
}

// settled says, record by record and as slowly as it likes, what a load must do.
func settled(before knownState, files map[string][]said, anyContact bool) (knownState, map[string]verdict) {
	after := knownState{maps.Clone(before.contacts), maps.Clone(before.costs)}
	verdicts := map[string]verdict{}
	held, gone := map[*said]bool{}, map[*said]bool{}
	all := map[bool][]*said{} // costs, contacts
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for i := range files[name] {
			record := &files[name][i]
			all[record.source != "k"] = append(all[record.source != "k"], record)
		}
	}
	for _, list := range all {
		for i, record := range list {
			for j, other := range list {
				if record.id != other.id || record.file != other.file || i == j {
					continue
				}
				if record.identity() != other.identity() && record.source != "k" || record.content != other.content {
					held[record] = true
				}
			}
			for _, other := range list[:i] {
				if record.id == other.id && record.file == other.file && !held[record] {
					gone[record] = true
				}
			}
		}
	}
	repeated := maps.Clone(held)
	clashes := map[string]bool{}
	for _, record := range all[true] {
		if gone[record] {
			continue
		}
		clash := false
		for _, other := range all[true] {
			clash = clash || other.id == record.id && other.file != record.file && anyDiffers(all[true], record.id)
		}
		if was, ok := before.contacts[record.id]; ok && !repeated[record] {
			clash = clash || was.identity() != record.identity()
		}
		if clash {
			held[record], clashes[record.id] = true, true
		}
	}
	for _, cost := range all[false] {
		if gone[cost] {
			continue
		}
		found, contradicted := false, false
		see := func(contact said) {
			found = found || anyContact || contact.source == "a"
			contradicted = contradicted || cost.person != contact.person
		}
		if was, ok := before.contacts[cost.id]; ok {
			see(was)
		}
		for _, contact := range all[true] {
			if contact.id == cost.id && !held[contact] && !gone[contact] {
				see(*contact)
			}
		}
		if !found || contradicted || clashes[cost.id] {
			held[cost] = true
		}
	}
	for contacts, list := range all {
		for i, record := range list {
			for _, newer := range list[i+1:] {
				if newer.id == record.id && newer.file != record.file && !held[newer] && !gone[newer] && !held[record] {
					gone[record] = true
				}
			}
			v := verdicts[record.file]
			switch {
			case held[record]:
				v.held++
			case gone[record]:
				v.replaced++
			default:
				v.loaded++
				if contacts {
					after.contacts[record.id] = *record
				} else {
					after.costs[record.id] = *record
				}
			}
			verdicts[record.file] = v
		}
	}
	return after, verdicts
}

// anyDiffers tells that the records of one id are not all of one source, person and care form.
func anyDiffers(list []*said, id string) bool {
	identities := map[string]bool{}
	for _, record := range list {
		if record.id == id {
			identities[record.identity()] = true
		}
	}
	return len(identities) > 1
}

func TestRandomDeliveriesAreSettledAsAnOracleSays(t *testing.T) {
	const contacts = `schema: 1
id: ID
title: Kontakter
files: ["ID_*.csv"]
dialect: {delimiter: ","}
tables:
  contact:
    columns: {contact_id: id, patient_id: person, care_form: form, started_at: {from: content, type: date, formats: ["2006-1-2"]}}
`
	const costs = `schema: 1
id: k
title: Kostnader
files: ["k_*.csv"]
contacts_of: SCOPE
dialect: {delimiter: ","}
tables:
  contact_cost:
    columns: {contact_id: id, patient_id: person, model: {const: kpp}, total: content}
`
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 17))
		scope := []string{"any", "a"}[seed%2]
		var sources []*source.Source
		for _, layout := range []string{strings.ReplaceAll(contacts, "ID", "a"), strings.ReplaceAll(contacts, "ID", "b"), strings.Replace(costs, "SCOPE", scope, 1)} {
			src := parse(t, layout)
			for _, rule := range source.RecordRules() {
				src.Limits[rule] = 1
			}
			sources = append(sources, src)
		}
		data, state := t.TempDir(), knownState{map[string]said{}, map[string]said{}}
		for number := range 3 {
			files := randomLoad(r, number)
			var pairs []string
			for name, list := range files {
				lines := []string{"id,person,form,content"}
				for _, record := range list {
					content := record.content
					if record.source != "k" {
						content = "2024-1-" + content
					}
					lines = append(lines, strings.Join([]string{record.id, record.person, record.form, content}, ","))
				}
				pairs = append(pairs, name, text(lines...))
			}
			options := canonical(t, data, deliver(t, pairs...))
			options.Sources = sources
			report := mustLoad(t, options)
			after, want := settled(state, files, scope == "any")
			for _, f := range report.Files {
				if got := (verdict{int(f.Loaded), int(f.Replaced), int(f.Quarantined)}); got != want[f.File] {
					t.Errorf("seed %d, load %d, %s: %+v, want %+v\n%v", seed, number, f.File, got, want[f.File], files)
				}
			}
			state = after
			var lines, amounts []string
			for id, contact := range state.contacts {
				lines = append(lines, strings.Join([]string{id, contact.person, contact.form, contact.content}, " "))
			}
			for id, cost := range state.costs {
				amounts = append(amounts, id+" "+cost.content)
			}
			slices.Sort(lines)
			slices.Sort(amounts)
			db := open(t, data)
			wanted(t, db, "SELECT contact_id, patient_id, care_form, day(started_at) FROM contact ORDER BY contact_id", strings.Join(lines, "\n"))
			wanted(t, db, "SELECT contact_id, total::INTEGER FROM contact_cost ORDER BY contact_id", strings.Join(amounts, "\n"))
			if t.Failed() {
				return
			}
		}
	}
}
