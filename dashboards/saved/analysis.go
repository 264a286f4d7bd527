// Package saved keeps saved analyses (sparade analyser): figures with their selections, the texts around them and the plan
// they answer to, one YAML file each. It knows no page and no number: what a file refers to is looked up when it is opened.
package saved

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// An Analysis is what one file holds: the fields of a region's analysis plan (analysplan) and the parts in their order.
type Analysis struct {
	Schema      int       `yaml:"schema"`
	Title       string    `yaml:"rubrik"`
	Background  string    `yaml:"bakgrund,omitempty"`         // simple Markdown
	Purpose     string    `yaml:"syfte,omitempty"`            // simple Markdown
	Benefit     string    `yaml:"verksamhetsnytta,omitempty"` // simple Markdown
	Questions   []string  `yaml:"fragestallningar,omitempty"`
	Responsible string    `yaml:"ansvarig,omitempty"`
	Form        Form      `yaml:"publikationsform"`
	Period      Period    `yaml:"period"`
	Snapshot    string    `yaml:"ogonblicksbild,omitempty"` // id of the snapshot that a pinned analysis reads; empty: the published one
	Created     time.Time `yaml:"skapad"`                   // UTC
	Changed     time.Time `yaml:"andrad"`                   // UTC
	Parts       []Part    `yaml:"delar,omitempty"`
}

// A Form is a form of publication (publikationsform).
type Form string

// The forms that the regions' plans name.
const (
	Report Form = "analysrapport" // Analysrapport
	Short  Form = "kort_analys"   // Kort analys
	Slides Form = "ppt"           // Analysresultat, PPT-bilder
)

// Forms lists them in the order that they are offered.
var Forms = []Form{Report, Short, Slides}

// Label is the form's Swedish name.
func (f Form) Label() string {
	switch f {
	case Report:
		return "Analysrapport"
	case Short:
		return "Kort analys"
	case Slides:
		return "Analysresultat (PPT-bilder)"
	}
	return string(f)
}

// A Part is one step of the analysis: a sheet, a panel or an analysis with its selection, a text, or both.
type Part struct {
	Heading  string `yaml:"rubrik,omitempty"` // in place of the figure's own
	Text     string `yaml:"text,omitempty"`   // simple Markdown before the figure
	Sheet    string `yaml:"blad,omitempty"`   // kpp/ytterfall: all of a sheet
	Figure   string `yaml:"figur,omitempty"`  // kpp/ytterfall/granser: one panel of a sheet
	Analysis string `yaml:"analys,omitempty"` // kpp/granser: an analysis by itself
	Query    string `yaml:"urval,omitempty"`  // the page's query string; a. and b. hold two states
	Period   Period `yaml:"period,omitempty"` // vald: keeps its own years and months in a rolling analysis
}

// Refers reports whether the part shows something, beside its text.
func (p Part) Refers() bool { return p.Sheet != "" || p.Figure != "" || p.Analysis != "" }

// Most that a file may hold. Texts are counted in letters.
const (
	mostTitle     = 120
	mostHeading   = 160
	mostText      = 10_000
	mostQuestions = 20
	mostQuestion  = 300
	mostParts     = 60
	mostQuery     = 2_000
)

// A Fault is one thing that is wrong with an analysis, in a plain Swedish sentence.
type Fault struct {
	Key  string // where: rubrik, delar[2].urval
	Line int    // in the file; 0: unknown
	Text string
}

func (f Fault) Error() string {
	where := f.Key
	if f.Line > 0 {
		where = strings.TrimSuffix(fmt.Sprintf("rad %d, %s", f.Line, f.Key), ", ")
	}
	if where == "" {
		return f.Text
	}
	return where + ": " + f.Text
}

var (
	snapshotShape = regexp.MustCompile(`^\d{8}T\d{6}Z-[0-9a-f]{8}$`)
	placeShape    = regexp.MustCompile(`^[a-z0-9_-]+(/[a-z0-9_-]+)+$`)
)

// Faults lists what is wrong with an analysis by itself; whether what it refers to exists is for the pages to say.
func (a Analysis) Faults() []Fault {
	var list []Fault
	fault := func(key, format string, values ...any) {
		list = append(list, Fault{Key: key, Text: fmt.Sprintf(format, values...)})
	}
	length := func(key, text string, most int) {
		if found := utf8.RuneCountInString(text); found > most {
			fault(key, "Texten är %d tecken. Högst %d får plats.", found, most)
		}
	}
	oneLine := func(key, text string, most int) {
		length(key, text, most)
		if strings.ContainsAny(text, "\r\n") {
			fault(key, "Skriv på en rad.")
		}
	}
	if a.Schema != 1 {
		fault("schema", "Programmet läser version 1.")
	}
	if strings.TrimSpace(a.Title) == "" {
		fault("rubrik", "Skriv en rubrik.")
	}
	oneLine("rubrik", a.Title, mostTitle)
	length("bakgrund", a.Background, mostText)
	length("syfte", a.Purpose, mostText)
	length("verksamhetsnytta", a.Benefit, mostText)
	oneLine("ansvarig", a.Responsible, mostTitle)
	if len(a.Questions) > mostQuestions {
		fault("fragestallningar", "Det är %d frågor. Högst %d får plats.", len(a.Questions), mostQuestions)
	}
	for i, question := range a.Questions {
		key := fmt.Sprintf("fragestallningar[%d]", i)
		oneLine(key, question, mostQuestion)
		if strings.TrimSpace(question) == "" {
			fault(key, "Frågan är tom.")
		}
	}
	if !slices.Contains(Forms, a.Form) {
		fault("publikationsform", "Välj analysrapport, kort_analys eller ppt.")
	}
	if !slices.Contains(Periods, a.Period) {
		fault("period", "Välj vald, senaste_hela_aret, senaste_hela_12_man eller senaste_hela_manaden.")
	}
	switch {
	case a.Snapshot == "":
	case !snapshotShape.MatchString(a.Snapshot):
		fault("ogonblicksbild", "Det är inget namn på en ögonblicksbild.")
	case a.Period.Rolling():
		fault("ogonblicksbild", "En analys som är låst till en ögonblicksbild kan inte ha en rullande period.")
	}
	for _, at := range []struct {
		key  string
		time time.Time
	}{{"skapad", a.Created}, {"andrad", a.Changed}} {
		if at.time.IsZero() { // absent, or no time: the YAML reader does not tell them apart
			fault(at.key, "Skriv en tid som finns, till exempel 2026-11-25T08:00:00Z.")
		}
	}
	if len(a.Parts) > mostParts {
		fault("delar", "Analysen har %d delar. Högst %d får plats.", len(a.Parts), mostParts)
	}
	for i, part := range a.Parts {
		for _, found := range part.faults(a.Period) {
			fault(fmt.Sprintf("delar[%d].%s", i, found.Key), "%s", found.Text)
		}
	}
	return list
}

// faults lists what is wrong with a part, in an analysis with a period.
func (p Part) faults(period Period) []Fault {
	var list []Fault
	fault := func(key, text string) { list = append(list, Fault{Key: key, Text: text}) }
	if utf8.RuneCountInString(p.Heading) > mostHeading || strings.ContainsAny(p.Heading, "\r\n") {
		fault("rubrik", fmt.Sprintf("Skriv på en rad med högst %d tecken.", mostHeading))
	}
	if utf8.RuneCountInString(p.Text) > mostText {
		fault("text", fmt.Sprintf("Högst %d tecken får plats.", mostText))
	}
	named := 0
	for _, place := range []struct {
		key, value string
		steps      int
	}{{"blad", p.Sheet, 2}, {"figur", p.Figure, 3}, {"analys", p.Analysis, 2}} {
		if place.value == "" {
			continue
		}
		named++
		if !placeShape.MatchString(place.value) || strings.Count(place.value, "/")+1 != place.steps {
			fault(place.key, "Skriv "+map[string]string{"blad": "område/blad", "figur": "område/blad/figur", "analys": "område/analys"}[place.key]+".")
		}
	}
	switch {
	case named > 1:
		fault("blad", "En del visar ett blad, en figur eller en analys, inte flera.")
	case named == 0 && strings.TrimSpace(p.Text) == "":
		fault("text", "Skriv en text, eller ta bort delen.")
	case named == 0 && p.Query != "":
		fault("urval", "En text har inget urval.")
	}
	if len(p.Query) > mostQuery {
		fault("urval", "Urvalet är för långt.")
	}
	if _, err := url.ParseQuery(p.Query); err != nil || strings.ContainsAny(p.Query, "?#\r\n ") {
		fault("urval", "Urvalet skrivs som i sidans adress, efter frågetecknet.")
	}
	if p.Period != "" && p.Period != Chosen {
		fault("period", "En dels period är vald, eller utelämnad.")
	}
	if period.Rolling() && p.Period != Chosen && p.comparesPeriods() {
		fault("period", "Figuren jämför två perioder, och en rullande period skulle göra dem lika. Behåll figurens egen period.")
	}
	return list
}
