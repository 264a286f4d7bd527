package analytics

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"klarsyn/sql"
)

// A PageChoice is a query key that filters no rows but decides how figures are made, for example the outlier rule
// (ytterfallsregel). It always has exactly one value. A statement that uses it says so in its header, as choice: <key>, and
// gets the value as a parameter.
type PageChoice struct {
	Key    string `yaml:"key"`    // as in the address
	Label  string `yaml:"label"`  // Swedish
	Values string `yaml:"values"` // file below sql/values without .csv, or ar: the calendar's years
	Param  string `yaml:"param"`  // name in statements, without $
	Type   string `yaml:"type"`   // SQL type of the parameter
	// Default is the url value that stands when the reader chooses none; senaste_hela of years.
	Default string `yaml:"default"`
	// Preferred takes the default's place in snapshots where it can.
	Preferred *Preferred `yaml:"preferred"`
	// Named gives values the names that a table of the snapshot has for them.
	Named *Named `yaml:"named"`
	// Before names another choice of years: the default is the year before that one's value.
	Before string `yaml:"before"`

	named []sql.NamedValue // of the values file
}

// Preferred is a default that stands only where a table of the snapshot has rows.
type Preferred struct {
	Value string `yaml:"value"` // as in the address
	Table string `yaml:"table"`
}

// Named is a table of the snapshot whose rows name data values of a choice: of fixed prices, which year's they are.
type Named struct {
	Table string `yaml:"table"`
	Value string `yaml:"value"` // column
	Label string `yaml:"label"` // column, Swedish
}

// yearValues is what a choice of years has in place of a values file.
const yearValues = yearKey

// data is the data value of a url value.
func (p *PageChoice) data(url string) string {
	for _, value := range p.named {
		if value.URL == url {
			return value.Data
		}
	}
	return url
}

func (p *PageChoice) knows(url string) bool {
	return slices.ContainsFunc(p.named, func(v sql.NamedValue) bool { return v.URL == url })
}

// choice returns the page's choice of a key, or nil.
func (p *Page) choice(key string) *PageChoice {
	if p == nil {
		return nil
	}
	for i := range p.Choices {
		if p.Choices[i].Key == key {
			return &p.Choices[i]
		}
	}
	return nil
}

// readChoices reads the values of a page's choices and checks what they say.
func (c *Catalogue) readChoices(tree fs.FS, page *Page, faults *faults) {
	for i := range page.Choices {
		choice := &page.Choices[i]
		fault := func(format string, args ...any) {
			faults.add(page.path, 0, "choices: "+choice.Key+": "+format, args...)
		}
		if choice.Key == "" || choice.Label == "" || !identifier.MatchString(choice.Param) {
			fault("wants key, label and a param in snake_case")
		}
		if _, known := sqlTypes[choice.Type]; !known {
			fault("type %q is none of BIGINT, DOUBLE, VARCHAR, DATE, BOOLEAN", choice.Type)
		}
		if page.choice(choice.Key) != choice || slices.Contains(c.keysOf(page), choice.Key) {
			fault("the key stands twice")
		}
		if choice.Values == yearValues {
			if before := page.choice(choice.Before); choice.Before != "" && (before == nil || before.Values != yearValues || before.Before != "") {
				fault("before %s: wanted another choice of years that has a default of its own", choice.Before)
			}
			if (choice.Default == latestYear) == (choice.Before != "") || choice.Preferred != nil {
				fault("years want either default: %s or before: <key>", latestYear)
			}
			continue
		}
		var err error
		if choice.named, err = sql.ReadValues(tree, choice.Values); err != nil {
			fault("%v", err)
			continue
		}
		if !choice.knows(choice.Default) {
			fault("default %q is no value of values/%s.csv", choice.Default, choice.Values)
		}
		if preferred := choice.Preferred; preferred != nil && (!choice.knows(preferred.Value) || !identifier.MatchString(preferred.Table)) {
			fault("preferred wants a value of values/%s.csv and a table", choice.Values)
		}
		if named := choice.Named; named != nil && (!identifier.MatchString(named.Table) || !identifier.MatchString(named.Value) || !identifier.MatchString(named.Label)) {
			fault("named wants a table and its columns value and label")
		}
		for _, value := range choice.named {
			if _, err := paramValue(choice.Type, value.Data); err != nil {
				fault("%v", err)
			}
		}
	}
}

// addChoices gives the space the page's choices: keys with exactly one value.
func (s *space) addChoices(page *Page, hasRows func(table string) bool, names map[*PageChoice]map[string]string) {
	if page == nil {
		return
	}
	for i := range page.Choices {
		choice := &page.Choices[i]
		var values []DimensionValue
		standing := choice.Default
		if choice.Values == yearValues {
			values = s.calendar.values(yearKey)
			if standing == latestYear && !s.calendar.empty {
				standing = strconv.Itoa(s.calendar.latestComplete())
			}
		}
		for _, value := range choice.named {
			label := value.Label
			if named, found := names[choice][value.Data]; found {
				label = named
			}
			values = append(values, DimensionValue{URL: value.URL, Label: label})
		}
		if choice.Preferred != nil && hasRows(choice.Preferred.Table) {
			standing = choice.Preferred.Value
		}
		s.addKey(choice.Key, choice.Label, values)
		s.single[choice.Key] = true
		s.choices[choice.Key] = choice
		if choice.Before == "" {
			s.stand(choice.Key, standing)
		}
	}
}

// stand makes a value the default of a key that has exactly one value.
func (s *space) stand(key, value string) {
	if _, known := s.position[key][value]; known {
		s.defaults[key] = KeyChoice{Key: key, Values: []string{value}, Default: true}
	}
}

// standing is the default of a key given the choices made so far: a year may hang on another.
func (s *space) standing(key string, made Selection) (KeyChoice, bool) {
	definition := s.choices[key]
	if definition == nil || definition.Before == "" {
		choice, found := s.defaults[key]
		return choice, found
	}
	later, found := made.Choice(definition.Before)
	if !found || later.All {
		later, found = s.defaults[definition.Before]
	}
	if !found || len(later.Values) == 0 {
		return KeyChoice{}, false
	}
	year, err := strconv.Atoi(later.Values[0])
	if err != nil {
		return KeyChoice{}, false
	}
	value := strconv.Itoa(max(year-1, s.calendar.first.Year()))
	return KeyChoice{Key: key, Values: []string{value}, Default: true}, true
}

// checkSingle refuses what a key with exactly one value cannot be.
func (s *space) checkSingle(choice KeyChoice) error {
	if !s.single[choice.Key] || !choice.All && !choice.Exclude && len(uniqueValues(choice.Values)) == 1 {
		return nil
	}
	return badRequest(choice.Key, "", "%s har alltid precis ett värde.%s", s.labels[choice.Key], s.suggest(choice.Key))
}

// Data is the data value that a page's choice stands at, and whether there is one: of regel, the rule's name in the data.
func (s Selection) Data(key string) (string, bool) {
	if s.space == nil || s.space.choices[key] == nil {
		return "", false
	}
	choice, found := s.Choice(key)
	if !found || len(choice.Values) != 1 {
		return "", false
	}
	return s.space.choices[key].data(choice.Values[0]), true
}

// column is the mart's column of a dimension under the selection; empty when the choice it depends on is not made.
func (s Selection) column(dimension *sql.Dimension) string {
	if dimension.By == "" {
		return dimension.Column
	}
	value, chosen := s.Data(dimension.By)
	if !chosen {
		return ""
	}
	return dimension.Under(value)
}

// made is the sentence that names the choices a figure is made by, as a list of none or one: those its statement uses, and
// those that decide what a chosen filter means.
func made(analysis *Analysis, selection Selection, catalogue *Catalogue) []string {
	if selection.space == nil {
		return nil
	}
	used := slices.Clone(analysis.Choices)
	for _, name := range analysis.From {
		for _, dimension := range catalogue.martBy[name].Dimensions {
			choice, chosen := selection.Choice(dimension.Key)
			if chosen && !choice.All && dimension.By != "" && analysis.Obeys(dimension.Key) {
				used = append(used, dimension.By)
			}
		}
	}
	var words []string
	for _, key := range selection.space.names { // the page's order
		choice, chosen := selection.Choice(key)
		if chosen && slices.Contains(used, key) {
			words = append(words, selection.space.labels[key]+": "+selection.space.label(key, choice.Values[0])+".")
		}
	}
	if len(words) == 0 {
		return nil
	}
	return []string{strings.Join(words, " ")}
}
