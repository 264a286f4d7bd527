package analytics

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A space is the keys of one page with their values in one snapshot: what a query string can say.
type space struct {
	calendar  calendar
	names     []string          // keys in canonical order
	labels    map[string]string // key → Swedish label
	valueList map[string][]DimensionValue
	position  map[string]map[string]int // key → url value → place in valueList
	defaults  map[string]KeyChoice
	single    map[string]bool        // keys that always have exactly one value
	choices   map[string]*PageChoice // keys that filter no rows
}

func (s *space) keys() []Key {
	keys := make([]Key, len(s.names))
	for i, name := range s.names {
		keys[i] = Key{Name: name, Label: s.labels[name], Values: s.valueList[name], Single: s.single[name], Choice: s.choices[name] != nil}
	}
	return keys
}

func (s *space) values(key string) []DimensionValue { return s.valueList[key] }

func (s *space) hasDefault(key string) bool { _, found := s.defaults[key]; return found }

func (s *space) label(key, value string) string {
	if place, found := s.position[key][value]; found {
		return s.valueList[key][place].Label
	}
	return value
}

// addKey gives the space one more key.
func (s *space) addKey(name, label string, values []DimensionValue) {
	s.names = append(s.names, name)
	s.labels[name] = label
	s.valueList[name] = values
	places := make(map[string]int, len(values))
	for i, value := range values {
		places[value.URL] = i
	}
	s.position[name] = places
}

// setDefaults turns the page's default values into choices.
func (s *space) setDefaults(defaults []Choice) {
	for _, given := range defaults {
		value := given.Value
		if value == latestYear {
			if s.calendar.empty {
				continue
			}
			value = strconv.Itoa(s.calendar.latestComplete())
		}
		choice, found := s.defaults[given.Key]
		if !found {
			choice = KeyChoice{Key: given.Key, Default: true}
		}
		choice.Values = append(choice.Values, value)
		s.defaults[given.Key] = choice
	}
}

// A pair is one key=value of a query string.
type pair struct{ key, value string }

// splitQuery reads a query string into pairs, in its order.
func splitQuery(query string) ([]pair, error) {
	var pairs []pair
	for part := range strings.SplitSeq(strings.TrimPrefix(query, "?"), "&") {
		if part == "" {
			continue
		}
		rawKey, rawValue, _ := strings.Cut(part, "=")
		key, keyErr := url.QueryUnescape(rawKey)
		value, valueErr := url.QueryUnescape(rawValue)
		if keyErr != nil || valueErr != nil {
			return nil, badRequest("", "", "Adressen innehåller ett tecken som inte går att läsa: %s.", quoted(part))
		}
		pairs = append(pairs, pair{key: key, value: value})
	}
	return pairs, nil
}

func (s *space) parse(query string) (Selection, error) {
	pairs, err := splitQuery(query)
	if err != nil {
		return Selection{}, err
	}
	return s.choose(pairs)
}

func (s *space) parseComparison(query string) (Comparison, error) {
	pairs, err := splitQuery(query)
	if err != nil {
		return Comparison{}, err
	}
	var shared, a, b []pair
	for _, p := range pairs {
		switch {
		case strings.HasPrefix(p.key, "a."):
			a = append(a, pair{p.key[2:], p.value})
		case strings.HasPrefix(p.key, "b."):
			b = append(b, pair{p.key[2:], p.value})
		default:
			shared = append(shared, p)
		}
	}
	comparison := Comparison{Two: len(a)+len(b) > 0}
	if comparison.A, err = s.choose(override(shared, a)); err != nil {
		return Comparison{}, err
	}
	comparison.B, err = s.choose(override(shared, b))
	return comparison, err
}

// override takes the own pairs, and the shared ones of all other keys.
func override(shared, own []pair) []pair {
	pairs := slices.Clone(own)
	for _, p := range shared {
		if !slices.ContainsFunc(own, func(o pair) bool { return o.key == p.key }) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// choose checks the pairs against the space and makes them a selection.
func (s *space) choose(pairs []pair) (Selection, error) {
	chosen := map[string]*KeyChoice{}
	for _, p := range pairs {
		if _, known := s.position[p.key]; !known {
			return Selection{}, badRequest(p.key, p.value, "%s är inget filter här. Det finns %s.", quoted(p.key), Enumerate(s.names))
		}
		value, all, exclude := readValue(p.value)
		choice, again := chosen[p.key]
		if !again {
			choice = &KeyChoice{Key: p.key, Exclude: exclude}
			chosen[p.key] = choice
		}
		if all {
			choice.All = true
			continue
		}
		if _, known := s.position[p.key][value]; !known {
			value = norm.NFC.String(value) // å may come as a and a ring
		}
		if _, known := s.position[p.key][value]; !known {
			return Selection{}, badRequest(p.key, p.value, "%s är inget värde för %s.%s", quoted(value), s.labels[p.key], s.suggest(p.key))
		}
		if again && !choice.All && choice.Exclude != exclude {
			return Selection{}, badRequest(p.key, p.value, "%s kan inte både väljas och väljas bort.", s.labels[p.key])
		}
		choice.Exclude = exclude
		choice.Values = append(choice.Values, value)
	}
	selection := Selection{space: s}
	for _, choice := range chosen {
		if err := s.checkSingle(*choice); err != nil {
			return Selection{}, err
		}
		if choice.All && len(choice.Values) > 0 {
			return Selection{}, badRequest(choice.Key, allValues, "%s kan inte vara både alla och ett visst värde.", s.labels[choice.Key])
		}
		if choice.Exclude && len(uniqueValues(choice.Values)) == len(s.valueList[choice.Key]) {
			return Selection{}, badRequest(choice.Key, "", "Alla värden för %s är bortvalda.", s.labels[choice.Key])
		}
		selection.Choices = append(selection.Choices, *choice)
	}
	selection = s.complete(selection)
	if _, err := s.calendar.period(selection); err != nil && !s.calendar.empty {
		return Selection{}, err
	}
	return selection, nil
}

// complete fills in the page's defaults, drops repeated values and sorts keys and values.
func (s *space) complete(selection Selection) Selection {
	next := Selection{space: s}
	for _, name := range s.names {
		choice, found := selection.Choice(name)
		if !found || choice.Default {
			choice, found = s.standing(name, selection)
		}
		if !found {
			continue
		}
		choice.Values = s.sorted(name, choice.Values)
		next.Choices = append(next.Choices, choice)
	}
	// A chosen month takes the place of the default year.
	if month, found := next.Choice(monthKey); found && !month.All && !month.Default {
		next.Choices = slices.DeleteFunc(next.Choices, func(c KeyChoice) bool { return c.Key == yearKey && c.Default })
	}
	return next
}

func (s *space) sorted(key string, values []string) []string {
	values = uniqueValues(values)
	slices.SortStableFunc(values, func(a, b string) int { return s.position[key][a] - s.position[key][b] })
	return values
}

func uniqueValues(values []string) []string {
	var unique []string
	for _, value := range values {
		if !slices.Contains(unique, value) {
			unique = append(unique, value)
		}
	}
	return unique
}

// suggest names the values that can be chosen, when they are few enough to read.
func (s *space) suggest(key string) string {
	values := s.valueList[key]
	if len(values) == 0 || len(values) > 12 {
		return ""
	}
	names := make([]string, len(values))
	for i, value := range values {
		names[i] = value.URL
		if label := strings.ReplaceAll(value.Label, "–", "-"); label != "" && !strings.HasPrefix(strings.ToLower(label), strings.ToLower(value.URL)) {
			names[i] += " (" + value.Label + ")" // 1380 (Halmstad)
		}
	}
	return " Det finns " + Enumerate(names) + "."
}

// quoted writes what a reader sent, cut short.
func quoted(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		text = string(runes[:40]) + "…"
	}
	return "”" + strings.ToValidUTF8(text, "?") + "”"
}
