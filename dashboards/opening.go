package dashboards

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"klarsyn/dashboards/access"
)

// An opening is one answer that rows about single persons may stand in: a page, a figure alone, an analysis of the API, a file, an
// export made in its turn, an order of the command line. It writes one line in the access log for each guarded sheet or analysis in
// it, however many figures, sides, documents or formats show it. A request with HEAD, and one that is answered that nothing has
// changed, is an opening: the reader sees, or has, the rows. One that is refused, or asks for what does not exist, is none.
type opening struct {
	barred *fault // why this request may use no right; nil: it may

	mu      sync.Mutex // figures are computed side by side
	written []string   // rights and what they were used for
}

type openingKey struct{}

// opens begins the opening that a request asks for. Rows about persons are not for pages of other sites, whatever they embed, fetch or
// link to, and not for a browser that fetches what nobody has asked to see yet.
func opens(c *fiber.Ctx) *opening {
	switch {
	case foreign(c):
		return &opening{barred: &fault{status: fiber.StatusForbidden, sentence: "Uppgifter om enskilda kan inte öppnas från en annan webbplats. Öppna dem från tjänstens egna sidor, eller skriv in adressen."}}
	case strings.Contains(c.Get("Sec-Purpose")+c.Get("Purpose")+c.Get("X-Moz"), "prefetch"):
		return &opening{barred: &fault{status: fiber.StatusForbidden, sentence: "Uppgifter om enskilda hämtas inte i förväg."}}
	}
	return &opening{}
}

// on gives the opening to those who ask for a right on its behalf.
func (o *opening) on(ctx context.Context) context.Context {
	return context.WithValue(ctx, openingKey{}, o)
}

// use asks for a right on behalf of the context's opening, which writes a sheet or analysis down once. Without an opening, as from the
// command line, each use is one.
func (s *Server) use(ctx context.Context, right, sheet, selection, snapshot string) error {
	one, _ := ctx.Value(openingKey{}).(*opening)
	if right == "" {
		return nil
	}
	if one == nil {
		one = &opening{}
	}
	if one.barred != nil {
		return one.barred
	}
	one.mu.Lock()
	defer one.mu.Unlock()
	if slices.Contains(one.written, right+" "+sheet) {
		return nil
	}
	err := s.gate.Use(right, sheet, selection, snapshot)
	if errors.Is(err, access.ErrRefused) {
		return &fault{status: fiber.StatusForbidden, sentence: refusals[right]}
	}
	if err == nil {
		one.written = append(one.written, right+" "+sheet)
	}
	return err
}

// refusals say what a right that the reader lacks is for.
var refusals = map[string]string{
	access.Detail: "Bladet visar uppgifter om enskilda och kräver behörigheten " + access.Detail + ".",
	access.Change: "Att ändra sparade analyser kräver behörigheten " + access.Change + ".",
}
