package dashboards

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"html/template"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
)

// policy lets pages load from this server only, and run no script and no style that stands in the page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// longestAddress is the bytes of path and selection that are answered. Headers eight times as long are still read, so that
// a reader is told: a connection that is closed on what was not read shows nothing but an error of the network.
const longestAddress = 16 << 10

// guard sets the headers of every answer, measures it, and turns a panic into a fault.
func (s *Server) guard(c *fiber.Ctx) (err error) {
	began := time.Now()
	c.Set("Content-Security-Policy", policy)
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("X-Frame-Options", "DENY")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	defer func() {
		if caught := recover(); caught != nil {
			// Neither the value, which may hold data, nor a stack reaches the log: the place tells where to look.
			s.log.Error("handler panicked", "path", c.Path(), "at", analytics.PanicSite())
			err = errors.New("handler panicked")
		}
		s.meter.request(c, err, time.Since(began))
	}()
	if name, whole := host(c); !whole || !ownHost(name) { // another name that resolves here would let a foreign page read answers
		return &fault{status: fiber.StatusForbidden, sentence: "Adressen är inte tjänstens egen."}
	}
	// Of the header: the request's own RequestURI sets it anew, and the host that requests are held to is lost.
	if len(c.Request().Header.RequestURI()) > longestAddress {
		return &fault{status: fiber.StatusRequestURITooLong, sentence: "Adressen är för lång. Välj färre värden, eller uteslut dem som inte ska vara med."}
	}
	return c.Next()
}

// A fault is an answer with a status and one Swedish sentence.
type fault struct {
	status   int
	sentence string
}

func (f *fault) Error() string { return f.sentence }

// quoted shows what a reader wrote, shortened.
func quoted(text string) string {
	letters := []rune(text)
	if len(letters) > 80 {
		text = string(letters[:80]) + "…"
	}
	return "”" + text + "”"
}

// number names a fault, so that a reader can tell which one it was and the log can be searched for it.
func number() string {
	var random [3]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "K-000000"
	}
	return "K-" + strings.ToUpper(hex.EncodeToString(random[:]))
}

// explain finds status and sentence for an error. Only unexpected ones get a number, and are logged.
func (s *Server) explain(err error, attributes ...any) (status int, sentence, code string) {
	var known *fault
	var fromFiber *fiber.Error
	problem := analytics.AsProblem(err)
	switch {
	case problem != nil:
		if problem.Status == fiber.StatusConflict { // an old snapshot, or a statement that never fitted: only the cause tells which
			s.log.Warn("figure does not fit the snapshot", append([]any{"error", err}, attributes...)...)
		}
		return problem.Status, problem.Message, ""
	case errors.As(err, &known):
		return known.status, known.sentence, ""
	case errors.As(err, &fromFiber) && fromFiber.Code < 500:
		return fromFiber.Code, "Begäran kunde inte besvaras.", ""
	}
	code = number()
	s.log.Error("request failed", append([]any{"fault", code, "error", err}, attributes...)...)
	if isTimeout(err) {
		return fiber.StatusServiceUnavailable, "Frågan tog för lång tid och avbröts.", code
	}
	return fiber.StatusInternalServerError, "Något gick fel i tjänsten.", code
}

// fail answers an error: JSON below /api, a page elsewhere.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	status, sentence, code := s.explain(err, "path", c.Path())
	c.Status(status)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Response().Header.Del(fiber.HeaderETag)
	if strings.HasPrefix(c.Path(), "/api/") {
		return c.JSON(struct {
			Error string `json:"error"`
			Fault string `json:"fault,omitempty"`
		}{sentence, code})
	}
	document := pages.Document{Frame: s.frame(nil, "Det gick inte"), Lead: sentence}
	switch {
	case status == fiber.StatusNotFound:
		document.Title = "Sidan finns inte"
	case status == fiber.StatusForbidden:
		document.Title = "Inte tillåtet"
	case status < 500:
		document.Title = "Urvalet kan inte visas"
	}
	if code != "" {
		document.Sections = []pages.Section{{Text: []string{"Försök igen. Hjälper det inte, uppge felnumret till den som sköter tjänsten."},
			Terms: []pages.Fact{{Label: "Felnummer", Value: template.HTML(template.HTMLEscapeString(code))}}}}
	}
	document.Heading = document.Title
	document.Sections = append(document.Sections, pages.Section{Links: s.waysOut(c)})
	return s.send(c, func(w *buffer) error { return s.set.WriteDocument(w, document) })
}

// waysOut leads from a fault to pages that exist.
func (s *Server) waysOut(c *fiber.Ctx) []pages.Link {
	var links []pages.Link
	if area, _, _ := strings.Cut(strings.TrimPrefix(c.Path(), "/"), "/"); area != "" {
		if page, err := s.service.Page(area); err == nil {
			links = append(links, pages.Link{Title: page.Title + " med förvalt urval", Href: sheetPath(page, 0)})
		}
	}
	return append(links, pages.Link{Title: "Till startsidan", Href: "/"})
}

// IsRefused reports whether an error answers a question that was asked wrongly: an unknown sheet, a format that does not exist.
func IsRefused(err error) bool {
	var known *fault
	return errors.As(err, &known) && known.status < fiber.StatusInternalServerError
}
