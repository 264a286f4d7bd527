package analytics

import (
	"regexp"
	"slices"
	"strings"

	"klarsyn/sql"
)

var (
	identifier = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	isoDate    = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	analysisID = regexp.MustCompile(`^[a-z][a-z0-9_]*(/[a-z0-9][a-z0-9_]*)+$`)
)

// inherited are the keys that a file with uses takes from the shared body unless it states its own. A statement of its
// own reads the shared one's rows as a relation of that file's name.
var inherited = []string{"grain", "from", "in_period", "column", "derive", "ignores", "choice", "chart", "param", "direction", "caveat", "remarks", "delivered"}

// partInherits are the keys that a part takes as well: it shows some of the rows of a figure that is described, owned and reviewed as one.
var partInherits = []string{"about", "source", "owner", "status", "reviewed", "next_review", "right"}

var requiredKeys = []string{"title", "about", "grain", "from", "column", "chart", "direction", "source", "owner", "status", "reviewed"}

// sqlTypes maps the types of columns and parameters to how a Table holds them.
var sqlTypes = map[string]ColumnType{"BIGINT": Integer, "DOUBLE": Decimal, "VARCHAR": Text, "DATE": Date, "BOOLEAN": Boolean}

// runnerParams are bound by the runner and need no param line.
var runnerParams = []string{"reference_date", "cutoff_on"}

// A headerReader turns one file into an Analysis.
type headerReader struct {
	catalogue *Catalogue
	file      sql.File
	base      *sql.File // the shared body's file; nil without uses
	setLabels map[string]string
	faults    *faults
}

// readAnalysis returns nil for shared bodies, which have a parameter that nothing binds, and for broken files.
func (c *Catalogue) readAnalysis(file sql.File, shared map[string]sql.File, setLabels map[string]string, faults *faults) *Analysis {
	reader := headerReader{catalogue: c, file: file, setLabels: setLabels, faults: faults}
	before := len(faults.list)
	if uses := file.Value("uses"); uses != "" {
		base, found := shared[uses]
		switch {
		case !found:
			faults.add(file.Path, reader.line("uses"), "uses %s: there is no such file", uses)
			return nil
		case base.Value("uses") != "":
			faults.add(file.Path, reader.line("uses"), "uses %s, which itself uses another: name the one with the body", uses)
			return nil
		}
		reader.base = &base
	} else if file.Body == "" {
		faults.add(file.Path, 0, "no statement after the header, and no uses")
		return nil
	}
	if _, rest, list := splitWith(file.Body); list && len(rest) > 9 && strings.EqualFold(rest[:9], "RECURSIVE") {
		faults.add(file.Path, 0, "a statement with RECURSIVE cannot share the runner's WITH list")
	}
	analysis := reader.read()
	isShared := reader.checkParams(analysis)
	if analysis.parts != "" {
		return nil // each part is an analysis
	}
	if isShared {
		if len(file.All("bind")) > 0 || reader.base != nil {
			for _, param := range analysis.Params {
				if _, bound := analysis.Bind[param.Name]; !bound {
					faults.add(file.Path, 0, "param %s is not bound", param.Name)
				}
			}
		}
		return nil
	}
	for _, key := range requiredKeys {
		if len(reader.all(key)) == 0 {
			faults.add(file.Path, 0, "key %s is missing", key)
		}
	}
	if len(faults.list) > before {
		return nil
	}
	return analysis
}

// all returns the entries of a key, those of the shared body where this file states none and may inherit.
func (r *headerReader) all(key string) []sql.Entry {
	entries := r.file.All(key)
	if len(entries) == 0 && r.inherits(key) {
		return r.base.All(key)
	}
	return entries
}

func (r *headerReader) inherits(key string) bool {
	return r.base != nil && (slices.Contains(inherited, key) || r.isPart() && slices.Contains(partInherits, key))
}

func (r *headerReader) value(key string) string {
	if entries := r.all(key); len(entries) > 0 {
		return entries[0].Value
	}
	return ""
}

func (r *headerReader) line(key string) int {
	for _, entry := range r.file.Entries {
		if entry.Key == key {
			return entry.Line
		}
	}
	return 0
}

// where names the file that an inherited entry stands in.
func (r *headerReader) where(key string) string {
	if len(r.file.All(key)) == 0 && r.base != nil {
		return r.base.Path
	}
	return r.file.Path
}

func (r *headerReader) fault(entry sql.Entry, format string, args ...any) {
	file := r.file.Path
	if r.base != nil && !slices.Contains(r.file.Entries, entry) {
		file = r.base.Path
	}
	r.faults.add(file, entry.Line, format, args...)
}

func (r *headerReader) read() *Analysis {
	file := r.file
	a := &Analysis{
		ID: fileID(file.Path), Path: file.Path, Title: file.Value("title"), About: r.value("about"),
		Owner: r.value("owner"), Reviewed: r.value("reviewed"),
		NextReview: r.value("next_review"), Right: r.value("right"), Status: r.value("status"),
		Grain: r.value("grain"), Caveat: r.value("caveat"), Direction: r.value("direction"), Body: file.Body, Bind: map[string]string{},
	}
	a.Area, _, _ = strings.Cut(a.ID, "/")
	if !analysisID.MatchString(a.ID) {
		r.faults.add(file.Path, 0, "id %s: lower-case letters, digits and _ in each part", a.ID)
	}
	r.readColumns(a)
	if r.base != nil {
		a.Body = r.bodyOf(a)
	}
	for name := range strings.SplitSeq(r.value("from"), ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if r.catalogue.martBy[name] == nil {
			r.faults.add(r.where("from"), 0, "from: there is no mart %s", name)
		}
		a.From = append(a.From, name)
	}
	if a.InPeriod = r.value("in_period"); a.InPeriod != "" && (len(a.From) != 1 || !identifier.MatchString(a.InPeriod)) {
		r.faults.add(r.where("in_period"), r.line("in_period"), "in_period %s: wanted a column of the one mart in from", a.InPeriod)
	}
	for id := range strings.SplitSeq(r.value("remarks"), ",") {
		if id = strings.TrimSpace(id); id != "" {
			a.Remarks = append(a.Remarks, id)
		}
	}
	r.readDelivered(a)
	for _, entry := range r.all("ignores") {
		keys, reason, _ := strings.Cut(entry.Value, " ")
		if reason = strings.TrimSpace(reason); reason == "" {
			r.fault(entry, "ignores %s wants a reason in Swedish", keys)
		}
		for key := range strings.SplitSeq(keys, ",") {
			a.Ignores = append(a.Ignores, Ignored{Key: key, Reason: reason})
		}
	}
	r.readChoices(a)
	r.readParams(a)
	r.readDerives(a)
	r.readChart(a)
	r.checkWords(a)
	r.readSources(a)
	r.readBase(a)
	return a
}

// readDelivered reads the care forms that the figure counts contacts of.
func (r *headerReader) readDelivered(a *Analysis) {
	for form := range strings.SplitSeq(r.value("delivered"), ",") {
		if form = strings.TrimSpace(form); form == "" {
			continue
		}
		if careForms[form] == "" {
			r.faults.add(r.where("delivered"), r.line("delivered"), "delivered %q: wanted inpatient, outpatient or primary", form)
		}
		a.Delivered = append(a.Delivered, form)
	}
}

// checkWords checks the keys that hold one of a few words.
func (r *headerReader) checkWords(a *Analysis) {
	if a.Direction != "" && !slices.Contains([]string{"high", "low", "neutral"}, a.Direction) {
		r.faults.add(r.where("direction"), r.line("direction"), "direction %q: wanted high, low or neutral", a.Direction)
	}
	status, reason, _ := strings.Cut(a.Status, " ")
	switch {
	case a.Status == "":
	case !slices.Contains([]string{"draft", "published", "retired"}, status):
		r.faults.add(a.Path, r.line("status"), "status %q: wanted draft, published or retired", status)
	case status == "retired" && strings.TrimSpace(reason) == "":
		r.faults.add(a.Path, r.line("status"), "status retired wants a reason after it")
	}
	for _, key := range []string{"reviewed", "next_review"} {
		if value := r.file.Value(key); value != "" && !isoDate.MatchString(value) {
			r.faults.add(a.Path, r.line(key), "%s %q: wanted a date as 2026-11-22", key, value)
		}
	}
	for key, whole := range map[string]string{"dimension": "marts", "unknown": "marts", "table": "schema", "term": "schema", "key": "schema", "parent": "schema", "event_date": "schema", "dates": "schema"} {
		if len(r.file.All(key)) > 0 {
			r.faults.add(a.Path, r.line(key), "key %s belongs to files under sql/%s", key, whole)
		}
	}
}

// readSources resolves the source line. A part of another figure takes over that one's.
func (r *headerReader) readSources(a *Analysis) {
	for _, entry := range r.all("source") {
		citations, err := r.catalogue.sources.Cite(entry.Value)
		if err != nil {
			r.fault(entry, "%v", err)
		}
		a.Citations = citations
	}
}

// readChoices reads the choices of the page that the statement uses, and holds them to it.
func (r *headerReader) readChoices(a *Analysis) {
	used := parameters(a.Body)
	for _, entry := range r.all("choice") {
		choice := r.catalogue.pageByID[a.Area].choice(entry.Value)
		switch {
		case choice == nil:
			r.fault(entry, "choice %s: the page %s has no such choice", entry.Value, a.Area)
		case slices.Contains(a.Choices, choice.Key):
			r.fault(entry, "choice %s stands twice", choice.Key)
		case !used[choice.Param] && !r.readsChosen(a, choice.Key):
			r.fault(entry, "choice %s: neither $%s nor a column chosen by it is used in the statement", choice.Key, choice.Param)
		default:
			a.Choices = append(a.Choices, choice.Key)
		}
	}
}

// readsChosen says whether the statement reads a column that the runner picks by the choice.
func (r *headerReader) readsChosen(a *Analysis, key string) bool {
	for _, name := range a.From {
		if mart := r.catalogue.martBy[name]; mart != nil {
			for _, dimension := range mart.Dimensions {
				if dimension.By == key && strings.Contains(a.Body, chosenColumn(&dimension)) {
					return true
				}
			}
		}
	}
	return false
}

func (r *headerReader) readParams(a *Analysis) {
	for _, entry := range r.all("param") {
		words := strings.Fields(entry.Value)
		if len(words) < 4 {
			r.fault(entry, "param wants: name TYPE unit meaning")
			continue
		}
		param := Param{Name: words[0], Type: words[1], Unit: words[2], Meaning: strings.Join(words[3:], " ")}
		if !identifier.MatchString(param.Name) || slices.Contains(runnerParams, param.Name) || param.Name == partParam || param.Name == rowsParam || strings.HasPrefix(param.Name, "filter_") || strings.HasPrefix(param.Name, "period_") || strings.HasPrefix(param.Name, "month_") {
			r.fault(entry, "param %s: the name is taken or not snake_case", param.Name)
		}
		if _, known := sqlTypes[param.Type]; !known {
			r.fault(entry, "param %s: type %s is none of BIGINT, DOUBLE, VARCHAR, DATE, BOOLEAN", param.Name, param.Type)
		}
		if _, known := Units[param.Unit]; !known {
			r.fault(entry, "param %s: unknown unit %s", param.Name, param.Unit)
		}
		if slices.ContainsFunc(a.Params, func(p Param) bool { return p.Name == param.Name }) {
			r.fault(entry, "param %s stands twice", param.Name)
		}
		a.Params = append(a.Params, param)
	}
	for _, entry := range r.file.All("bind") {
		name, value, found := strings.Cut(entry.Value, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		at := slices.IndexFunc(a.Params, func(p Param) bool { return p.Name == name })
		switch {
		case !found || value == "":
			r.fault(entry, "bind wants: name = value")
		case at < 0:
			r.fault(entry, "bind %s: there is no such param", name)
		case a.Bind[name] != "":
			r.fault(entry, "bind %s stands twice", name)
		default:
			if _, err := paramValue(a.Params[at].Type, value); err != nil {
				r.fault(entry, "bind %s: %v", name, err)
			}
			a.Bind[name] = value
		}
	}
}

// checkParams compares the parameters of header and body as sets: the driver would bind a misspelt one to another's
// value without a word. It says whether a param is left without a value, which makes the file a shared body.
func (r *headerReader) checkParams(a *Analysis) (shared bool) {
	used := parameters(a.Body)
	for _, param := range a.Params {
		if !used[param.Name] {
			r.faults.add(r.where("param"), 0, "param %s is not used in the statement", param.Name)
		}
		if _, bound := a.Bind[param.Name]; !bound {
			shared = true
		}
	}
	for _, name := range sortedKeys(used) {
		declared := slices.ContainsFunc(a.Params, func(p Param) bool { return p.Name == name })
		for _, key := range a.Choices {
			declared = declared || r.catalogue.pageByID[a.Area].choice(key).Param == name
		}
		if !declared && !slices.Contains(runnerParams, name) && (name != partParam || a.part == "") {
			r.faults.add(a.Path, 0, "the statement uses $%s, which no param line declares", name)
		}
	}
	return shared
}
