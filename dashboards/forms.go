package dashboards

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"klarsyn/dashboards/access"
)

// formCookie names the browser that a form was sent to, for the token in it.
const formCookie = "klarsyn_form"

// tokenKey is the form field that holds the token.
const tokenKey = "token"

// newSecret makes the key that tokens are made with. It lives as long as the process.
func newSecret() ([]byte, error) {
	secret := make([]byte, 32)
	_, err := rand.Read(secret)
	return secret, err
}

// formToken is what a form of this browser has to send back: made of a cookie that no other site can read or set, and of a
// key that nobody else has. The browser is given a cookie when it has none.
func (s *Server) formToken(c *fiber.Ctx) (string, error) {
	name := c.Cookies(formCookie)
	if len(name) != 32 {
		random := make([]byte, 16)
		if _, err := rand.Read(random); err != nil {
			return "", err
		}
		name = hex.EncodeToString(random)
	}
	c.Cookie(&fiber.Cookie{Name: formCookie, Value: name, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteStrictMode, Expires: time.Now().AddDate(0, 1, 0)})
	return s.tokenOf(name), nil
}

func (s *Server) tokenOf(name string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte(name))
	return hex.EncodeToString(mac.Sum(nil))
}

// ownForm refuses a form that another site's page made the browser send, or that is no form. Without an origin, as from a program,
// the token alone has to do.
func ownForm(c *fiber.Ctx) error {
	if foreign(c) {
		return &fault{status: fiber.StatusForbidden, sentence: "Formuläret kommer inte från tjänstens egna sidor."}
	}
	if media, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";"); media != fiber.MIMEApplicationForm {
		return &fault{status: fiber.StatusUnsupportedMediaType, sentence: "Formuläret är skickat på ett sätt som tjänsten inte läser."}
	}
	return nil
}

// holdsToken reports whether the form holds the token that it was sent with. A token lives as long as the service and the
// cookie do.
func (s *Server) holdsToken(c *fiber.Ctx, values url.Values) bool {
	name := c.Cookies(formCookie)
	return len(name) == 32 && hmac.Equal([]byte(values.Get(tokenKey)), []byte(s.tokenOf(name)))
}

// form reads what was sent.
func form(c *fiber.Ctx) (url.Values, error) {
	values, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return nil, &fault{status: fiber.StatusBadRequest, sentence: "Formuläret gick inte att läsa."}
	}
	return values, nil
}

// mayChange asks for the right to change saved analyses and writes the change down: which analysis, never what it says.
func (s *Server) mayChange(path string) error {
	return s.use(context.Background(), access.Change, path, "", "")
}
