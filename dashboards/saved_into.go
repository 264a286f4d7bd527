package dashboards

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/access"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/saved"
)

// Fields of the page that asks where to save a figure, beside those of a part.
const (
	intoKey    = "i"     // id of the analysis; empty: a new one
	headingKey = "egen"  // the part's own heading
	textKey    = "text"  // the part's text
	selectKey  = "urval" // the part's selection
)

// saveAddress is where the request's sheet, or one of its panels, is saved in an analysis with the present selection, its
// defaults included: they may change later. Empty where it cannot be.
func (s *Server) saveAddress(r *request, panel int) string {
	if s.options.Saved == nil || r.still || r.sheet == nil || !s.gate.Holds(access.Change) {
		return ""
	}
	checked, query := *r.sheet, "blad="+escape(r.page.ID+"/"+r.sheet.ID)
	if panel >= 0 {
		checked.Panels = r.sheet.Panels[panel : panel+1]
		query = "figur=" + escape(r.page.ID+"/"+r.sheet.ID+"/"+r.sheet.Panels[panel].Name())
	}
	if s.unguarded(&checked) != nil {
		return ""
	}
	if selection := r.pair.FullQuery(); selection != "" {
		query += "&" + selection
	}
	return savedPath("spara") + "?" + query
}

// saveInto asks which analysis a figure is to be saved in.
func (s *Server) saveInto(c *fiber.Ctx) error {
	if s.options.Saved == nil {
		return &fault{status: fiber.StatusNotFound, sentence: "Sparade analyser är inte påslagna i tjänsten."}
	}
	var part saved.Part
	var rest []string
	for one := range strings.SplitSeq(string(c.Request().URI().QueryString()), "&") {
		switch key, value, _ := strings.Cut(one, "="); key {
		case "blad":
			part.Sheet = unescape(value)
		case "figur":
			part.Figure = unescape(value)
		case "":
		default:
			rest = append(rest, one)
		}
	}
	part.Query = strings.Join(rest, "&")
	return s.sendInto(c, part, "", url.Values{})
}

// sendInto writes the page for a part. Once chosen holds what was sent, it is kept.
func (s *Server) sendInto(c *fiber.Ctx, part saved.Part, wrong string, chosen url.Values) error {
	view := s.service.View()
	if view == nil {
		return &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	defer view.Release()
	r, fits := s.placeOne(view, part)
	if fits != nil {
		return fits
	}
	list, err := s.options.Saved.List()
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(file saved.File) bool { return file.Err != nil })
	slices.SortStableFunc(list, func(a, b saved.File) int { return b.Changed.Compare(a.Changed) })
	page := pages.SaveInto{Frame: s.frame(nil, "Spara i analys"), Action: savedPath("spara"), Back: r.here(r.path), What: s.partName(r, part), Fault: wrong}
	page.Heading = "Sparad analys"
	if page.Token, err = s.formToken(c); err != nil {
		return err
	}
	page.Selection = r.selectionWords()
	for _, field := range []pages.Field{{Name: "blad", Value: part.Sheet}, {Name: "figur", Value: part.Figure}, {Name: selectKey, Value: part.Query}} {
		if field.Value != "" {
			page.Hidden = append(page.Hidden, field)
		}
	}
	into := chosen.Get(intoKey)
	if !chosen.Has(intoKey) && len(list) > 0 {
		into = list[0].ID
	}
	for _, file := range list {
		page.Choices = append(page.Choices, pages.FormChoice{Name: intoKey, Value: file.ID, Label: file.Title, Hint: "Ändrad " + file.Changed.Local().Format("2006-01-02 15:04"), Chosen: file.ID == into})
	}
	page.Choices = append(page.Choices, pages.FormChoice{Name: intoKey, Label: "Ny analys", Chosen: into == ""})
	page.Name = pages.FormField{Name: "rubrik", Label: "Den nya analysens rubrik", Value: chosen.Get("rubrik"), Rows: 1, Most: 120}
	page.Own = pages.FormField{Name: headingKey, Label: "Egen rubrik", Hint: "Tom: figurens egen rubrik, som följer talen.", Value: chosen.Get(headingKey), Rows: 1, Most: 160}
	page.Text = pages.FormField{Name: textKey, Label: "Text", Hint: "Står före figuren.", Value: chosen.Get(textKey), Rows: 4, Most: 10_000}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return s.send(c, func(w *buffer) error { return s.set.WriteSaveInto(w, page) })
}

// placeOne finds a part that is to be saved, as a fault for the reader where it cannot be.
func (s *Server) placeOne(view *analytics.View, part saved.Part) (*request, error) {
	checked := saved.Analysis{Schema: 1, Title: "-", Form: saved.Report, Period: saved.Chosen, Parts: []saved.Part{part}}
	for _, wrong := range checked.Faults() {
		if strings.HasPrefix(wrong.Key, "delar") {
			return nil, &fault{status: fiber.StatusBadRequest, sentence: "Det går inte att spara. " + wrong.Text}
		}
	}
	if !part.Refers() {
		return nil, &fault{status: fiber.StatusBadRequest, sentence: "Det går inte att spara. Adressen säger inte vilket blad eller vilken figur."}
	}
	r, wrong := s.place(view, part, part.Query)
	if wrong != nil {
		return nil, &fault{status: fiber.StatusBadRequest, sentence: "Det går inte att spara. " + wrong.Text}
	}
	return r, nil
}

// postInto adds the part to the analysis that was chosen, last, or makes a new one of it.
func (s *Server) postInto(c *fiber.Ctx) error {
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
	part := saved.Part{Sheet: values.Get("blad"), Figure: values.Get("figur"), Query: values.Get(selectKey)}
	if !s.holdsToken(c, values) {
		c.Status(fiber.StatusForbidden)
		return s.sendInto(c, part, "Formuläret hann bli gammalt. Tryck på Spara igen.", values)
	}
	view := s.service.View()
	if view == nil {
		return &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	_, err = s.placeOne(view, part)
	view.Release()
	if err != nil {
		return err
	}
	part.Heading, part.Text = values.Get(headingKey), values.Get(textKey)
	if err := s.mayChange(c.Path()); err != nil {
		return err
	}
	file, wrong, err := s.addPart(c, values.Get(intoKey), values.Get("rubrik"), part)
	if err != nil {
		return err
	}
	if wrong != "" {
		c.Status(fiber.StatusUnprocessableEntity)
		part.Heading, part.Text = "", ""
		return s.sendInto(c, part, wrong, values)
	}
	s.log.Info("saved analysis written", "file", saved.Name(file.ID), "parts", len(file.Parts))
	return c.Redirect(fmt.Sprintf("%s?%s=tillagd#del-%d", savedPath(file.ID), doneKey, len(file.Parts)), fiber.StatusSeeOther)
}

// addPart adds a part last to an analysis. What another saves at the same time stays: the part is added to that.
func (s *Server) addPart(c *fiber.Ctx, id, title string, part saved.Part) (saved.File, string, error) {
	for range 5 {
		file := saved.File{Analysis: saved.Analysis{Schema: 1, Title: title, Form: saved.Report, Period: saved.Chosen}}
		if id != "" {
			var err error
			if file, err = s.savedFile(id); err != nil {
				return file, "", err
			}
		}
		next := file.Analysis
		next.Parts = append(slices.Clone(next.Parts), part)
		faults, err := s.faultsOf(c, next)
		if err != nil {
			return file, "", err
		}
		if slices.ContainsFunc(faults, comparesPeriods(len(next.Parts)-1)) {
			next.Parts[len(next.Parts)-1].Period = saved.Chosen
			if faults, err = s.faultsOf(c, next); err != nil {
				return file, "", err
			}
		}
		for _, wrong := range faults { // what was wrong before is for its own form
			if id == "" || strings.HasPrefix(wrong.Key, fmt.Sprintf("delar[%d]", len(next.Parts)-1)) || wrong.Key == "delar" {
				return file, wrong.Text, nil
			}
		}
		written, err := s.keep(id, file.Version, next)
		if !errors.Is(err, saved.ErrConflict) {
			return written, "", err
		}
	}
	return saved.File{}, "Analysen ändras av någon annan just nu. Försök igen.", nil
}

// comparesPeriods finds the fault of a part that compares two periods in an analysis with a rolling one.
func comparesPeriods(number int) func(saved.Fault) bool {
	key := fmt.Sprintf("delar[%d].period", number)
	return func(f saved.Fault) bool { return f.Key == key }
}
