package analytics

import (
	"net/url"
	"slices"
	"strings"
)

// Choice returns the choice that stands for a key, and whether there is one.
func (s Selection) Choice(key string) (KeyChoice, bool) {
	for _, choice := range s.Choices {
		if choice.Key == key {
			return choice, true
		}
	}
	return KeyChoice{}, false
}

// Has says whether the value is among those chosen (not excluded) for the key.
func (s Selection) Has(key, value string) bool {
	choice, found := s.Choice(key)
	return found && !choice.All && !choice.Exclude && slices.Contains(choice.Values, value)
}

// With chooses exactly these values for the key, in place of what stood there. Without values the key is cleared.
func (s Selection) With(key string, values ...string) Selection {
	if len(values) == 0 {
		return s.Without(key)
	}
	return s.put(KeyChoice{Key: key, Values: values})
}

// Excluding chooses all values but these for the key.
func (s Selection) Excluding(key string, values ...string) Selection {
	if len(values) == 0 {
		return s.Without(key)
	}
	return s.put(KeyChoice{Key: key, Values: values, Exclude: true})
}

// All takes away the filter on a key, also one that the page has as default.
func (s Selection) All(key string) Selection { return s.put(KeyChoice{Key: key, All: true}) }

// Without takes away the reader's choice of a key: the page's default, if it has one, stands again.
func (s Selection) Without(key string) Selection {
	next := Selection{space: s.space}
	for _, choice := range s.Choices {
		if choice.Key != key {
			next.Choices = append(next.Choices, choice)
		}
	}
	return next.complete()
}

// Clear takes away all of the reader's choices: the page's defaults stand.
func (s Selection) Clear() Selection { return Selection{space: s.space}.complete() }

// Toggle adds the value to those chosen for the key, or takes it away if it is chosen. What a default has
// chosen counts as chosen; taking the last value away leaves the key without a filter. A value of an
// exclusion is included again.
func (s Selection) Toggle(key, value string) Selection {
	choice, found := s.Choice(key)
	switch {
	case !found || choice.All:
		return s.With(key, value)
	case slices.Contains(choice.Values, value):
		if s.space != nil && s.space.single[key] {
			return s.Without(key)
		}
		rest := slices.DeleteFunc(slices.Clone(choice.Values), func(v string) bool { return v == value })
		if len(rest) == 0 {
			if s.space != nil && s.space.hasDefault(key) {
				return s.All(key)
			}
			return s.Without(key)
		}
		return s.put(KeyChoice{Key: key, Values: rest, Exclude: choice.Exclude})
	default:
		return s.put(KeyChoice{Key: key, Values: append(slices.Clone(choice.Values), value), Exclude: choice.Exclude})
	}
}

// Query writes the reader's own choices as a query string in canonical order, without the page's defaults and
// without a leading "?".
func (s Selection) Query() string { return s.format("", func(c KeyChoice) bool { return !c.Default }) }

// FullQuery writes every choice, the page's defaults included: two selections that mean the same have the same one.
func (s Selection) FullQuery() string { return s.format("", func(KeyChoice) bool { return true }) }

func (s Selection) format(prefix string, wanted func(KeyChoice) bool) string {
	var parts []string
	add := func(key, value string) {
		parts = append(parts, url.QueryEscape(prefix+key)+"="+url.QueryEscape(value))
	}
	for _, choice := range s.Choices {
		if !wanted(choice) {
			continue
		}
		if choice.All {
			add(choice.Key, allValues)
			continue
		}
		for _, value := range choice.Values {
			add(choice.Key, written(value, choice.Exclude))
		}
	}
	return strings.Join(parts, "&")
}

// put replaces one choice, and brings all into canonical order.
// A key that always has exactly one value takes the last one, and its default in place of none.
func (s Selection) put(choice KeyChoice) Selection {
	if s.space != nil && s.space.single[choice.Key] {
		if choice.All || choice.Exclude || len(choice.Values) == 0 {
			return s.Without(choice.Key)
		}
		choice.Values = choice.Values[len(choice.Values)-1:]
	}
	next := Selection{space: s.space}
	for _, old := range s.Choices {
		if old.Key != choice.Key {
			next.Choices = append(next.Choices, old)
		}
	}
	next.Choices = append(next.Choices, choice)
	return next.complete()
}

// complete fills in the defaults and sorts; a Selection without a space stays as it is.
func (s Selection) complete() Selection {
	if s.space == nil {
		return s
	}
	return s.space.complete(s)
}

// Query writes both states: what they share without prefix, the rest with a. or b.
func (c Comparison) Query() string {
	if !c.Two {
		return c.A.Query()
	}
	shared := func(choice KeyChoice, other Selection) bool {
		twin, found := other.Choice(choice.Key)
		return found && !choice.Default && !twin.Default && sameChoice(choice, twin)
	}
	parts := []string{
		c.A.format("", func(k KeyChoice) bool { return shared(k, c.B) }),
		c.A.format("a.", func(k KeyChoice) bool { return !k.Default && !shared(k, c.B) }),
		c.B.format("b.", func(k KeyChoice) bool { return !k.Default && !shared(k, c.A) }),
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "&")
}

// FullQuery writes both states as Query does, with every choice, the page's defaults included: a program or snapshot with
// other defaults reads the same selection from it.
func (c Comparison) FullQuery() string {
	c.A, c.B = c.A.own(), c.B.own()
	return c.Query()
}

// own is the selection with its defaults as choices of the reader's.
func (s Selection) own() Selection {
	s.Choices = slices.Clone(s.Choices)
	for i := range s.Choices {
		s.Choices[i].Default = false
	}
	return s
}

func sameChoice(a, b KeyChoice) bool {
	return a.All == b.All && a.Exclude == b.Exclude && slices.Equal(a.Values, b.Values)
}
