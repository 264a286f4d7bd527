package source

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// layoutKeys may stand in a group; without groups they stand at the top of the file.
var layoutKeys = []string{"files", "sheet", "dialect", "harmless", "identifiers", "coded", "tables"}

// sharedKeys stand at the top of the file only.
var sharedKeys = []string{"schema", "id", "title", "about", "home_region", "patients", "end_before_start", "dates", "keep_apart", "contacts_of",
	"limits", "groups"}

var (
	idShape     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	regionShape = regexp.MustCompile(`^\d\d$`)
)

// Parse reads one source. name is the file's path as messages name it; home is the home region that the caller
// knows (two digits) and wins over the file's own, "" when unknown. The error holds every mistake found, one a line.
func Parse(name string, text []byte, home string, schema []Canonical) (*Source, error) {
	r := &reader{path: name}
	body := r.document(text)
	if body == nil {
		return nil, r.err()
	}
	source := &Source{Path: name, Limits: map[string]float64{}}
	known := append(append([]string{}, sharedKeys...), layoutKeys...)
	entries := r.mapping(body, "", known...)
	at := map[string]entry{}
	for _, e := range entries {
		at[e.key] = e
	}
	r.shared(source, at)
	if home != "" {
		source.HomeRegion = home
	}
	p := &groupParser{reader: r, schema: schema, home: source.HomeRegion}
	if groups, ok := at["groups"]; ok {
		for _, key := range []string{"files", "sheet", "tables"} {
			if e, both := at[key]; both {
				r.fault(e.line, "", "%s stands beside groups; move it into the group it belongs to", key)
			}
		}
		list, isList := groups.node.(*ast.SequenceNode)
		if !isList || len(list.Values) == 0 {
			r.fault(groups.line, "groups", "expected a list, one item for each kind of file")
		} else {
			for _, item := range list.Values {
				own := map[string]entry{}
				for _, e := range r.mapping(item, "groups", layoutKeys...) {
					own[e.key] = e
				}
				source.Groups = append(source.Groups, p.group(lineOf(item), at, own))
			}
		}
	} else {
		source.Groups = append(source.Groups, p.group(1, nil, at))
	}
	r.patternsDiffer(source)
	r.keptApart(source, max(at["keep_apart"].line, 1))
	if err := r.err(); err != nil {
		return nil, err
	}
	return source, nil
}

func (r *reader) shared(source *Source, at map[string]entry) {
	for _, key := range []string{"schema", "id", "title"} {
		if _, ok := at[key]; !ok {
			r.fault(1, "", "key %q is missing", key)
		}
	}
	for key, e := range at {
		switch key {
		case "schema":
			if version := r.text(e, ""); version != "1" {
				r.fault(e.line, "", "schema: this program reads version 1, found %q", version)
			}
		case "id":
			if source.ID = r.text(e, ""); !idShape.MatchString(source.ID) {
				r.fault(e.line, "", "id: expected lower-case words joined by -, such as par-slutenvard, found %q", source.ID)
			}
		case "title":
			source.Title = r.text(e, "")
		case "about":
			r.text(e, "")
		case "home_region":
			if source.HomeRegion = r.text(e, ""); !regionShape.MatchString(source.HomeRegion) {
				r.fault(e.line, "", "home_region: expected two digits in quotes, such as \"13\", found %q", source.HomeRegion)
			}
		case "patients":
			source.PatientsComplete = r.choice(e, "", "complete", "partial") == "complete"
		case "end_before_start":
			source.RepairEnds = r.choice(e, "", "repair", "quarantine") == "repair"
		case "keep_apart":
			source.KeepApart = Apart(r.choice(e, "", string(ApartFile), string(ApartSource)))
		case "contacts_of":
			source.ContactsOf = r.texts(e, "")
			for _, id := range source.ContactsOf {
				if !idShape.MatchString(id) {
					r.fault(e.line, "", "contacts_of: expected ids of sources, or any, found %q", id)
				}
			}
		case "dates":
			source.Dates = r.span(e)
		case "limits":
			for _, limit := range r.mapping(e.node, "limits", RecordRules()...) {
				share, err := strconv.ParseFloat(r.text(limit, "limits"), 64)
				if err != nil || !(share >= 0 && share <= 1) {
					r.fault(limit.line, "limits", "%s: expected a share from 0 to 1, such as 0.02 for 2 per cent", limit.key)
				}
				source.Limits[limit.key] = share
			}
		}
	}
}

func (r *reader) patternsDiffer(source *Source) {
	seen := map[string]bool{}
	for _, group := range source.Groups {
		for _, pattern := range group.Patterns {
			if seen[pattern] {
				r.fault(1, "groups", "the file pattern %q stands in two places; a file can only be read one way", pattern)
			}
			seen[pattern] = true
		}
	}
}

// A groupParser reads groups with what they share.
type groupParser struct {
	*reader
	schema   []Canonical
	home     string
	child    bool              // the table being read holds several rows of a contact
	spelling map[string]string // of the group being read
}

// group reads one group: own are its entries, shared those at the top of the file that it inherits.
func (p *groupParser) group(line int, shared, own map[string]entry) Group {
	p.spelling = map[string]string{}
	group := Group{Dialect: defaultDialect(), Spelling: p.spelling}
	for _, key := range []string{"files", "tables"} {
		if _, ok := own[key]; !ok {
			p.fault(line, "", "key %q is missing", key)
		}
	}
	for _, entries := range []map[string]entry{shared, own} {
		if e, ok := entries["dialect"]; ok {
			p.dialect(&group.Dialect, e)
		}
		if e, ok := entries["harmless"]; ok {
			group.Harmless = append(group.Harmless, p.headers(p.texts(e, ""))...)
		}
		if e, ok := entries["identifiers"]; ok {
			group.Identifiers = append(group.Identifiers, p.headers(p.texts(e, ""))...)
		}
		if e, ok := entries["coded"]; ok {
			group.Coded = append(group.Coded, p.headers(p.ranges(e, ""))...)
		}
	}
	if e, ok := own["files"]; ok {
		for _, pattern := range p.texts(e, "") {
			pattern = strings.ToLower(pattern)
			if _, err := path.Match(pattern, ""); err != nil || pattern == "" || strings.ContainsAny(pattern, `/\`) {
				p.fault(e.line, "files", "%q is not a file name, with * for any characters", pattern)
			}
			group.Patterns = append(group.Patterns, pattern)
		}
	}
	if e, ok := own["sheet"]; ok {
		group.Sheet = p.text(e, "")
	}
	if e, ok := own["tables"]; ok {
		p.tables(&group, e)
	}
	return group
}

// headers folds header names and remembers how they were written.
func (p *groupParser) headers(names []string) []string {
	folded := make([]string, 0, len(names))
	for _, name := range names {
		folded = append(folded, p.header(name))
	}
	return folded
}

func (p *groupParser) header(name string) string {
	key := Fold(name)
	if _, ok := p.spelling[key]; !ok && key != "" {
		p.spelling[key] = strings.TrimSpace(name)
	}
	return key
}

var rangeShape = regexp.MustCompile(`^(.*?)(\d+)\.\.(.*?)(\d+)$`)

// ranges reads header names, where DIA1..DIA30 stands for thirty of them.
func (p *groupParser) ranges(e entry, where string) []string {
	return slices.Concat(p.runs(e, where)...)
}

// runs is ranges with each item of the list by itself.
func (p *groupParser) runs(e entry, where string) [][]string {
	var runs [][]string
	for _, name := range p.texts(e, where) {
		parts := rangeShape.FindStringSubmatch(name)
		if parts == nil {
			runs = append(runs, []string{name})
			continue
		}
		from, errFrom := strconv.Atoi(parts[2])
		to, errTo := strconv.Atoi(parts[4])
		if errFrom != nil || errTo != nil || parts[1] != parts[3] || from > to || to-from > 999 {
			p.fault(e.line, where, "%s: cannot read the range %q; write it as DIA1..DIA30", e.key, name)
			continue
		}
		width := 0
		if strings.HasPrefix(parts[2], "0") {
			width = len(parts[2])
		}
		var names []string
		for n := from; n <= to; n++ {
			digits := strconv.Itoa(n)
			if len(digits) < width {
				digits = strings.Repeat("0", width-len(digits)) + digits
			}
			names = append(names, parts[1]+digits)
		}
		runs = append(runs, names)
	}
	return runs
}
