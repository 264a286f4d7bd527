package analytics

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"klarsyn/analytics/disclosure"
)

// stateCounts are distinct persons, or rows: in the whole selection, and per key and value given the selection in all
// other keys.
type stateCounts struct {
	persons int
	values  [][]int // by dimension and code
}

// Verdicts on a combination: the dimension that alone fails, or one of these.
const (
	passes       = -1
	failsSeveral = -2
)

// count goes once through the combinations, then once through the rows. A row that fails no key counts for all its
// values; one that fails a single key counts for its value of that key only.
func (s *stateShape) count(rows *stateRows, allowed [][]bool) stateCounts {
	if rows.counts != nil {
		return s.sum(rows, allowed)
	}
	verdicts := make([]int8, len(rows.combinations))
	for c, packed := range rows.combinations {
		verdicts[c] = s.judge(packed, allowed)
	}
	counts := stateCounts{values: make([][]int, len(s.dimensions))}
	seen := make([][]int32, len(s.dimensions)) // last person counted for a value, plus 1
	for d, dimension := range s.dimensions {
		counts.values[d] = make([]int, dimension.mask+1)
		seen[d] = make([]int32, dimension.mask+1)
	}
	lastPerson := int32(-1)
	for _, row := range rows.rows {
		verdict := verdicts[row.combination]
		if verdict == failsSeveral {
			continue
		}
		packed, first, last := rows.combinations[row.combination], int(verdict), int(verdict)
		if verdict == passes {
			first, last = 0, len(s.dimensions)-1
			if row.person != lastPerson {
				lastPerson = row.person
				counts.persons++
			}
		}
		for d := first; d <= last; d++ {
			code := packed >> s.dimensions[d].shift & s.dimensions[d].mask
			if seen[d][code] != row.person+1 {
				seen[d][code] = row.person + 1
				counts.values[d][code]++
			}
		}
	}
	return counts
}

// sum counts rows by their combinations.
func (s *stateShape) sum(rows *stateRows, allowed [][]bool) stateCounts {
	counts := stateCounts{values: make([][]int, len(s.dimensions))}
	for d, dimension := range s.dimensions {
		counts.values[d] = make([]int, dimension.mask+1)
	}
	for c, packed := range rows.combinations {
		verdict := s.judge(packed, allowed)
		if verdict == failsSeveral {
			continue
		}
		first, last := int(verdict), int(verdict)
		if verdict == passes {
			first, last = 0, len(s.dimensions)-1
			counts.persons += rows.counts[c]
		}
		for d := first; d <= last; d++ {
			counts.values[d][packed>>s.dimensions[d].shift&s.dimensions[d].mask] += rows.counts[c]
		}
	}
	return counts
}

// judge says which dimension of a combination alone fails, if not none or several.
func (s *stateShape) judge(packed uint64, allowed [][]bool) int8 {
	verdict := int8(passes)
	for d, dimension := range s.dimensions {
		if allowed[d] == nil || allowed[d][packed>>dimension.shift&dimension.mask] {
			continue
		}
		if verdict != passes {
			return failsSeveral
		}
		verdict = int8(d)
	}
	return verdict
}

// allowed turns the selection into the codes that pass, per dimension; nil: all pass.
func (v *View) allowed(shape *stateShape, selection Selection) [][]bool {
	allowed := make([][]bool, len(shape.dimensions))
	for d, dimension := range shape.dimensions {
		choice, chosen := selection.Choice(dimension.key)
		chosen = chosen && !choice.All
		if !chosen && dimension.total == "" {
			continue
		}
		pass := make([]bool, dimension.mask+1)
		values := v.instance.values(shape.page.States.Mart, dimension.key)
		if dimension.total != "" {
			for _, data := range totalValues(values, choice, chosen, dimension.total) {
				if code, found := dimension.code[data]; found {
					pass[code] = true
				}
			}
		} else {
			for _, value := range values {
				if code, found := dimension.code[value.Data]; found {
					pass[code] = choice.allows(value.URL)
				}
			}
		}
		allowed[d] = pass
	}
	return allowed
}

func (v *View) states(ctx context.Context, page *Page, selection Selection) (*FilterStates, error) {
	if page == nil || page.States.Mart == "" {
		return nil, errors.New("the page names no states")
	}
	space := v.instance.space(page)
	if selection.space != space {
		parsed, err := space.parse(selection.Query())
		if err != nil {
			return nil, err
		}
		selection = parsed
	}
	period, err := v.instance.calendar.period(selection)
	if err != nil {
		return nil, err
	}
	shape, err := v.shape(ctx, page, selection)
	if err != nil {
		return nil, err
	}
	rows, err := v.stateRows(ctx, shape, period)
	if err != nil {
		return nil, err
	}
	counts := shape.count(rows, v.allowed(shape, selection))
	policy := v.service.options.Policy
	answer := &FilterStates{Noun: page.States.Noun, Persons: judged(policy, counts.persons)}
	for _, key := range space.names {
		states := KeyStates{Key: key, Label: space.labels[key], Single: space.single[key], Choice: space.choices[key] != nil}
		dimension := slices.IndexFunc(shape.dimensions, func(d stateDimension) bool { return d.key == key })
		switch {
		case key == yearKey || key == monthKey:
			states.Values = periodStates(space, selection, key)
		case dimension >= 0:
			states.Values = v.valueStates(space, shape, dimension, counts, selection)
		default: // no mart row of the pane has the key: its values can be chosen, their persons are not known
			for _, value := range space.valueList[key] {
				state := Possible
				if selection.Has(key, value.URL) {
					state = Chosen
				}
				states.Values = append(states.Values, ValueState{URL: value.URL, Label: value.Label, State: state, Persons: Value{State: NotApplicable}})
			}
		}
		answer.Keys = append(answer.Keys, states)
	}
	return answer, nil
}

// valueStates gives the values of one dimension their states.
func (v *View) valueStates(space *space, shape *stateShape, d int, counts stateCounts, selection Selection) []ValueState {
	dimension := shape.dimensions[d]
	choice, chosen := selection.Choice(dimension.key)
	chosen = chosen && !choice.All
	var states []ValueState
	var persons []int
	for _, value := range v.instance.values(shape.page.States.Mart, dimension.key) {
		code, known := dimension.code[value.Data]
		picked := chosen && slices.Contains(choice.Values, value.URL)
		if !known || !dimension.seen[code] && !picked {
			continue // no row of the mart has it, in no period
		}
		state := ValueState{URL: value.URL, Label: value.Label, Persons: Value{Number: float64(counts.values[d][code])}}
		few := counts.values[d][code] <= v.service.options.Policy.Threshold
		switch {
		case picked && !choice.Exclude:
			state.State = Chosen
		case few:
			state.State = Excluded
		case chosen && picked == choice.Exclude:
			state.State = Alternative
		default:
			state.State = Possible
		}
		states = append(states, state)
		persons = append(persons, counts.values[d][code])
	}
	total := counts.persons
	if chosen {
		total = -1 // the pane does not show how many there are in all
	}
	for i, cell := range judgedParts(v.service.options.Policy, persons, total) {
		states[i].Persons = cell
	}
	return states
}

// judged passes one count through the gate. No persons and a few look alike.
func judged(policy disclosure.Policy, count int) Value {
	if count <= policy.Threshold {
		return Value{State: Suppressed, Below: uint8(policy.Bound())}
	}
	return Value{Number: float64(count)}
}

// judgedParts passes the counts of one key's values through the gate. Where they add up to the shown total, a single
// small one could be worked out, and another is hidden with it.
func judgedParts(policy disclosure.Policy, counts []int, total int) []Value {
	sum := 0
	grid := disclosure.Grid{Rows: [][]disclosure.Cell{make([]disclosure.Cell, len(counts)+1)}}
	for i, count := range counts {
		sum += count
		grid.Columns = append(grid.Columns, disclosure.Column{Kind: disclosure.Count, N: i, X: disclosure.None, PartOf: disclosure.None})
		grid.Rows[0][i].Number = float64(count)
	}
	at := len(counts)
	grid.Columns = append(grid.Columns, disclosure.Column{Kind: disclosure.Count, N: at, X: disclosure.None, PartOf: disclosure.None})
	grid.Rows[0][at].Number = float64(total)
	if sum == total {
		for i := range counts {
			grid.Columns[i].PartOf = at
		}
	}
	policy.Apply(&grid)
	values := make([]Value, len(counts))
	for i, cell := range grid.Rows[0][:at] {
		values[i] = judged(policy, counts[i])
		if cell.State == disclosure.Hidden {
			values[i] = Value{State: Hidden, Below: uint8(policy.Bound())}
		}
	}
	return values
}

// periodStates gives years and months their states: chosen, possible, or excluded when the other key rules them out.
func periodStates(space *space, selection Selection, key string) []ValueState {
	choice, chosen := selection.Choice(key)
	year, byYear := selection.Choice(yearKey)
	month, byMonth := selection.Choice(monthKey)
	var states []ValueState
	for _, value := range space.valueList[key] {
		state := ValueState{URL: value.URL, Label: value.Label, Persons: Value{State: NotApplicable}}
		switch {
		case chosen && !choice.All && !choice.Exclude && slices.Contains(choice.Values, value.URL):
			state.State = Chosen
		case chosen && choice.Exclude && slices.Contains(choice.Values, value.URL):
			state.State = Alternative
		case key == monthKey && byYear && !year.Default && !year.allows(value.URL[:4]):
			state.State = Excluded
		case key == yearKey && byMonth && !month.All && !anyMonth(space, month, value.URL):
			state.State = Excluded
		}
		states = append(states, state)
	}
	return states
}

func anyMonth(space *space, months KeyChoice, year string) bool {
	return slices.ContainsFunc(space.valueList[monthKey], func(v DimensionValue) bool {
		return strings.HasPrefix(v.URL, year+"-") && months.allows(v.URL)
	})
}

// warm loads, in the background, what the pages show first.
func (s *Service) warm(i *instance) {
	if i.calendar.empty {
		return
	}
	i.hold()
	view := &View{service: s, instance: i}
	s.work.Go(func() {
		defer view.Release()
		for _, page := range s.catalogue.Pages {
			if page.States.Mart == "" {
				continue
			}
			selection := Selection{space: i.space(page)}.Clear()
			if _, err := view.states(s.life, page, selection); err != nil && s.life.Err() == nil {
				s.options.Log.Warn("filter states could not be prepared", "page", page.ID, "snapshot", i.info.ID, "fault", strconv.Quote(err.Error()))
			}
		}
	})
}
