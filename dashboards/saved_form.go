package dashboards

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/saved"
)

// newSaved answers an empty form.
func (s *Server) newSaved(c *fiber.Ctx) error {
	if s.options.Saved == nil {
		return &fault{status: fiber.StatusNotFound, sentence: "Sparade analyser är inte påslagna i tjänsten."}
	}
	d := &draft{Analysis: saved.Analysis{Schema: 1, Form: saved.Report, Period: saved.Chosen}}
	return s.sendForm(c, "", d, "", nil)
}

// editSaved answers the form of an analysis.
func (s *Server) editSaved(c *fiber.Ctx) error {
	file, err := s.savedFile(c.Params("id"))
	if err != nil {
		return err
	}
	return s.sendForm(c, file.ID, &draft{Analysis: file.Analysis, gone: make([]bool, len(file.Parts)), version: file.Version}, "", nil)
}

// postSaved does what the pressed button of the form says. Only saving writes; all else answers the form again.
func (s *Server) postSaved(c *fiber.Ctx) error {
	if s.options.Saved == nil {
		return &fault{status: fiber.StatusNotFound, sentence: "Sparade analyser är inte påslagna i tjänsten."}
	}
	if err := ownForm(c); err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	id, d := c.Params("id"), readDraft(values)
	if !s.holdsToken(c, values) {
		c.Status(fiber.StatusForbidden)
		return s.sendForm(c, id, d, "Formuläret hann bli gammalt. Det du har skrivit står kvar: tryck på Spara igen.", nil)
	}
	if act := values.Get(actKey); act != "spara" && act != "" {
		d.press(act)
		return s.sendForm(c, id, d, "", nil)
	}
	analysis, places := d.kept()
	faults, err := s.faultsOf(c, analysis)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.sendForm(c, id, d, "", inForm(faults, places))
	}
	if err := s.mayChange(c.Path()); err != nil {
		return err
	}
	file, err := s.keep(id, d.version, analysis)
	if errors.Is(err, saved.ErrConflict) {
		return s.sendConflict(c, id, d, file)
	}
	if errors.Is(err, saved.ErrNone) {
		c.Status(fiber.StatusConflict)
		d.version = ""
		return s.sendForm(c, "", d, "Analysen har tagits bort under tiden. Det du har skrivit står kvar: sparar du nu blir det en ny analys.", nil)
	}
	if err != nil {
		return err
	}
	s.log.Info("saved analysis written", "file", saved.Name(file.ID), "parts", len(file.Parts))
	return c.Redirect(savedPath(file.ID)+"?"+doneKey+"=sparad", fiber.StatusSeeOther)
}

func (s *Server) keep(id, version string, analysis saved.Analysis) (saved.File, error) {
	if id == "" {
		return s.options.Saved.Create(analysis)
	}
	return s.options.Saved.Replace(id, version, analysis)
}

// faultsOf lists what keeps an analysis from being saved: by itself, and in the snapshot that it would be read from.
func (s *Server) faultsOf(c *fiber.Ctx, analysis saved.Analysis) ([]saved.Fault, error) {
	analysis.Created, analysis.Changed = time.Unix(0, 0), time.Unix(0, 0) // set when it is written
	faults := analysis.Faults()
	view, err := s.savedView(c.Context(), analysis.Snapshot)
	var gone *fault
	if errors.As(err, &gone) && gone.status == fiber.StatusGone {
		return append(faults, saved.Fault{Key: "ogonblicksbild", Text: "Ögonblicksbilden finns inte kvar. Välj en annan period."}), nil
	}
	if err != nil {
		return nil, err
	}
	defer view.Release()
	for i, part := range analysis.Parts {
		prefix := fmt.Sprintf("delar[%d].", i)
		if !part.Refers() || slices.ContainsFunc(faults, func(f saved.Fault) bool { return strings.HasPrefix(f.Key, prefix) }) {
			continue
		}
		if _, wrong := s.place(view, part, s.resolve(view, analysis, part)); wrong != nil {
			faults = append(faults, saved.Fault{Key: prefix + wrong.Key, Text: wrong.Text})
		}
	}
	return faults, nil
}

// inForm turns the keys of faults into the form's fields; places says where each kept part stands in the form.
func inForm(faults []saved.Fault, places []int) map[string]string {
	found := map[string]string{}
	for _, one := range faults {
		field, at := one.Key, -1
		if rest, isPart := strings.CutPrefix(one.Key, "delar["); isPart {
			number, key, _ := strings.Cut(rest, "].")
			if n, err := strconv.Atoi(number); err == nil && n < len(places) {
				at = places[n]
			}
			if key != "rubrik" && key != "text" {
				key = "del"
			}
			field = partField(max(at, 0), key)
		} else if before, _, isQuestion := strings.Cut(one.Key, "["); isQuestion {
			field = before
		}
		if field == "ogonblicksbild" {
			field = "period"
		}
		if found[field] == "" {
			found[field] = one.Text
		}
	}
	return found
}

// sendConflict answers the form with what another has saved in between beside what the reader has written.
func (s *Server) sendConflict(c *fiber.Ctx, id string, d *draft, theirs saved.File) error {
	mine, _ := d.kept()
	var changed []pages.FormChange
	differ := func(label, a, b string) {
		if a != strings.TrimSpace(strings.ReplaceAll(b, "\r\n", "\n")) {
			if a == "" {
				a = "(tomt)"
			}
			changed = append(changed, pages.FormChange{Label: label, Text: a})
		}
	}
	differ("Rubrik", theirs.Title, mine.Title)
	differ("Bakgrund", theirs.Background, mine.Background)
	differ("Syfte", theirs.Purpose, mine.Purpose)
	differ("Verksamhetsnytta", theirs.Benefit, mine.Benefit)
	differ("Frågeställningar", strings.Join(theirs.Questions, "\n"), strings.Join(mine.Questions, "\n"))
	differ("Ansvarig", theirs.Responsible, mine.Responsible)
	differ("Publikationsform", theirs.Form.Label(), mine.Form.Label())
	differ("Period", periodOf(theirs), periodOf(saved.File{Analysis: mine}))
	for i, part := range theirs.Parts {
		if i >= len(mine.Parts) || mine.Parts[i].Figure != part.Figure || mine.Parts[i].Sheet != part.Sheet || mine.Parts[i].Analysis != part.Analysis || mine.Parts[i].Query != part.Query ||
			strings.TrimSpace(mine.Parts[i].Heading) != part.Heading || strings.TrimSpace(strings.ReplaceAll(mine.Parts[i].Text, "\r\n", "\n")) != part.Text {
			changed = append(changed, pages.FormChange{Label: fmt.Sprintf("Del %d", i+1), Text: strings.Join(notEmptyOf(part.Heading, part.Sheet, part.Figure, part.Analysis, part.Text), ". ")})
		}
	}
	if more := len(mine.Parts) - len(theirs.Parts); more > 0 {
		changed = append(changed, pages.FormChange{Label: "Delar", Text: fmt.Sprintf("Den sparade har %d delar, din har %d.", len(theirs.Parts), len(mine.Parts))})
	}
	d.version = theirs.Version
	c.Status(fiber.StatusConflict)
	notice := "Analysen har sparats av någon annan sedan du öppnade den (" + theirs.Changed.Local().Format("2006-01-02 15:04") + "). Det du har skrivit står kvar här men är inte sparat. Sparar du nu ersätter det den andras ändringar."
	return s.sendForm(c, id, d, notice, nil, changed...)
}

func notEmptyOf(texts ...string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return text == "" })
}

// removeSaved takes an analysis away and leads to the list, where it can be brought back.
func (s *Server) removeSaved(c *fiber.Ctx) error {
	return s.moveSaved(c, func(id string) (string, error) {
		return "/" + savedArea + "?" + removedKey + "=" + id, s.options.Saved.Remove(id)
	})
}

// restoreSaved brings it back.
func (s *Server) restoreSaved(c *fiber.Ctx) error {
	return s.moveSaved(c, func(id string) (string, error) {
		file, err := s.options.Saved.Restore(id)
		return savedPath(file.ID) + "?" + doneKey + "=aterstalld", err
	})
}

func (s *Server) moveSaved(c *fiber.Ctx, move func(id string) (string, error)) error {
	id := c.Params("id")
	if s.options.Saved == nil {
		return &fault{status: fiber.StatusNotFound, sentence: "Sparade analyser är inte påslagna i tjänsten."}
	}
	if err := ownForm(c); err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	if !s.holdsToken(c, values) {
		return &fault{status: fiber.StatusForbidden, sentence: "Sidan hann bli gammal. Läs in den igen och försök på nytt."}
	}
	if err := s.mayChange(c.Path()); err != nil {
		return err
	}
	address, err := move(id)
	if errors.Is(err, saved.ErrNone) {
		return &fault{status: fiber.StatusNotFound, sentence: "Den sparade analysen " + quoted(id) + " finns inte."}
	}
	if err != nil {
		return err
	}
	s.log.Info("saved analysis moved", "path", c.Path())
	return c.Redirect(address, fiber.StatusSeeOther)
}

// sendForm writes the form.
func (s *Server) sendForm(c *fiber.Ctx, id string, d *draft, notice string, faults map[string]string, changed ...pages.FormChange) error {
	page := pages.SavedForm{Frame: s.frame(nil, "Ny analys"), Began: d.version, Notice: notice, Changed: changed, Focus: d.focus}
	page.Action, page.Cancel = savedPath("ny"), "/"+savedArea
	if id != "" {
		page.Title, page.Action, page.Cancel = "Ändra analys", savedPath(id)+"/andra", savedPath(id)
	}
	page.Heading = "Sparad analys"
	var err error
	if page.Token, err = s.formToken(c); err != nil {
		return err
	}
	const marked = "Stycken, **fet**, *kursiv*, listor med - och länkar [ord](https://…)."
	page.Fields = []pages.FormField{
		{Name: "rubrik", Label: "Rubrik", Value: d.Title, Rows: 1, Most: 120, Wanted: true},
		{Name: "ansvarig", Label: "Ansvarig", Value: d.Responsible, Rows: 1, Most: 120},
		{Name: "bakgrund", Label: "Bakgrund", Hint: marked, Value: d.Background, Rows: 4, Most: 10_000},
		{Name: "syfte", Label: "Syfte", Value: d.Purpose, Rows: 3, Most: 10_000},
		{Name: "verksamhetsnytta", Label: "Verksamhetsnytta", Value: d.Benefit, Rows: 3, Most: 10_000},
		{Name: "fragestallningar", Label: "Frågeställningar", Hint: "En fråga per rad.", Value: strings.Join(d.Questions, "\n"), Rows: 4, Most: 6_000},
	}
	for i := range page.Fields {
		page.Fields[i].Fault = faults[page.Fields[i].Name]
	}
	for _, one := range saved.Forms {
		page.Forms = append(page.Forms, pages.FormChoice{Name: "publikationsform", Value: string(one), Label: one.Label(), Chosen: one == d.Form})
	}
	view := s.service.View()
	if view == nil {
		return &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	defer view.Release()
	page.Periods = periodChoices(d.Analysis, view.Provenance().Snapshot)
	if text := faults["period"]; text != "" {
		page.Periods[0].Fault = text
	}
	page.Parts = s.formParts(view, d, faults)
	page.Faults = listed(page, faults)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return s.send(c, func(w *buffer) error { return s.set.WriteSavedForm(w, page) })
}

// periodChoices are the periods that can be chosen, and the snapshots that an analysis can be pinned to: the published one,
// and the one that it is pinned to now.
func periodChoices(analysis saved.Analysis, published string) []pages.FormChoice {
	hints := map[saved.Period]string{saved.Chosen: "Varje figur behåller sina år och månader. Kommer nya uppgifter om dem ändras talen.",
		saved.LatestYear: "Flyttas när ett nytt år är komplett.", saved.LatestTwelve: "Flyttas för varje hel månad.", saved.LatestMonth: "Flyttas för varje hel månad."}
	var list []pages.FormChoice
	for _, period := range saved.Periods {
		list = append(list, pages.FormChoice{Name: "period", Value: string(period), Label: period.Label(), Hint: hints[period], Chosen: period == analysis.Period && analysis.Snapshot == ""})
	}
	pin := func(snapshot, words string) {
		list = append(list, pages.FormChoice{Name: "period", Value: pinPrefix + snapshot, Label: "Låst till " + words + " ögonblicksbild, " + snapshotDay(snapshot),
			Hint: "Talen ändras aldrig. Ögonblicksbilden sparas så länge analysen finns.", Chosen: snapshot == analysis.Snapshot})
	}
	if analysis.Snapshot != "" && analysis.Snapshot != published {
		pin(analysis.Snapshot, "nuvarande")
	}
	pin(published, "dagens")
	return list
}

// formParts are the parts of the form, each with what it shows in words.
func (s *Server) formParts(view *analytics.View, d *draft, faults map[string]string) []pages.FormPart {
	var list []pages.FormPart
	for i, part := range d.Parts {
		shown := pages.FormPart{Number: i + 1, Name: fmt.Sprintf("del-%d", i), What: "Text", First: i == 0, Last: i == len(d.Parts)-1, Gone: d.gone[i], Fault: faults[partField(i, "del")]}
		add := func(key, value string) {
			if value != "" {
				shown.Hidden = append(shown.Hidden, pages.Field{Name: partField(i, key), Value: value})
			}
		}
		add("blad", part.Sheet)
		add("figur", part.Figure)
		add("analys", part.Analysis)
		add("urval", part.Query)
		if d.gone[i] {
			add(goneKey, "1")
			add("period", string(part.Period))
		}
		shown.Heading = pages.FormField{Name: partField(i, "rubrik"), Label: "Egen rubrik", Value: part.Heading, Rows: 1, Most: 160, Fault: faults[partField(i, "rubrik")]}
		shown.Text = pages.FormField{Name: partField(i, "text"), Label: "Text", Value: part.Text, Rows: 3, Most: 10_000, Fault: faults[partField(i, "text")]}
		if part.Refers() {
			s.describePart(view, part, &shown)
			shown.Keeps = &pages.FormChoice{Name: partField(i, "period"), Value: string(saved.Chosen), Label: "Behåll figurens egen period när analysens är rullande", Chosen: part.Period == saved.Chosen}
		} else {
			shown.Heading.Label = "Rubrik"
		}
		list = append(list, shown)
	}
	return list
}

// describePart says what a part shows, on the published snapshot.
func (s *Server) describePart(view *analytics.View, part saved.Part, shown *pages.FormPart) {
	r, wrong := s.place(view, part, part.Query)
	if wrong != nil {
		shown.What = cmp.Or(part.Sheet, part.Figure, part.Analysis)
		if shown.Fault == "" {
			shown.Fault = wrong.Text
		}
		return
	}
	shown.What = s.partName(r, part)
	shown.Selection = r.selectionWords()
	shown.Open = &pages.Link{Title: "Öppna bladet", Href: r.here(r.path)}
}

// partName is what a part shows: the sheet, or the panel's measure.
func (s *Server) partName(r *request, part saved.Part) string {
	if part.Sheet != "" {
		return "Bladet " + r.page.Title + ", " + r.sheet.Title
	}
	return s.title(r.sheet.Panels[0].Analysis)
}

// listed are the faults in the form's order, each leading to its field.
func listed(page pages.SavedForm, faults map[string]string) []pages.FormFault {
	var list []pages.FormFault
	add := func(name, field, label string) {
		if text := faults[name]; text != "" {
			list = append(list, pages.FormFault{Field: field, Label: label, Text: text})
		}
	}
	for _, field := range page.Fields {
		add(field.Name, field.Name, field.Label)
	}
	add("publikationsform", "form", "Publikationsform")
	add("period", "period", "Period")
	for i, part := range page.Parts {
		for _, key := range []string{"del", "rubrik", "text"} {
			field := partField(i, key)
			if key == "del" {
				field = part.Name
			}
			add(partField(i, key), field, fmt.Sprintf("Del %d, %s", part.Number, part.What))
		}
	}
	add("delar", "delar", "Delar")
	return list
}
