package dashboards

import (
	"bytes"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// host is the request's own Host header, and whether the request has one and only one and agrees with it. Fiber's c.Hostname and its
// kin answer what X-Forwarded-Host says, or what stands in the request line (http://127.0.0.1/…, //127.0.0.1/…?://): both are chosen
// by whoever sends the request, also by a page whose name was made to resolve here. A linter rule keeps them out.
func host(c *fiber.Ctx) (name string, whole bool) {
	header := &c.Request().Header
	name = strings.ToLower(string(header.Host()))
	count := 0
	for line := range bytes.Lines(header.RawHeaders()) {
		if key, _, _ := bytes.Cut(line, []byte(":")); bytes.EqualFold(bytes.TrimSpace(key), []byte(fiber.HeaderHost)) {
			count++
		}
	}
	asked := string(c.Request().URI().Host()) //nolint:forbidigo // only to see that it is the same
	return name, count <= 1 && asked == name
}

// ownHost reports whether a Host header names this machine by a name that no other can have: localhost or a loopback address, with or
// without a port. Other ways to write an address (127.1, 2130706433, ::ffff:127.0.0.1) are no browser's, and are refused.
func ownHost(host string) bool {
	name, port, found := host, "", false
	if at := strings.LastIndex(host, ":"); at >= 0 && !strings.HasSuffix(host, "]") {
		name, port, found = host[:at], host[at+1:], true
	}
	if found {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return false
		}
	}
	if name == "localhost" || name == "[::1]" {
		return true
	}
	address, err := netip.ParseAddr(name)
	return err == nil && address.Is4() && address.IsLoopback()
}

// base is the service's address as the reader wrote it, for links in files.
func base(c *fiber.Ctx) string {
	name, _ := host(c)
	return "http://" + name
}

// foreign reports whether another site's page made the browser send the request. Every browser says so by one of these headers, which
// no page can change; a program that sends none of them is no browser, and a typed address has none to send.
func foreign(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
	default:
		return true
	}
	for _, header := range []string{fiber.HeaderOrigin, fiber.HeaderReferer} {
		if from := c.Get(header); from != "" {
			parsed, err := url.Parse(from)
			if err != nil || parsed.Scheme+"://"+strings.ToLower(parsed.Host) != base(c) {
				return true
			}
		}
	}
	return false
}

// fromHere refuses a form that another site's page has sent.
func fromHere(c *fiber.Ctx) error {
	if foreign(c) {
		return &fault{status: fiber.StatusForbidden, sentence: "Begäran kom från en annan webbplats."}
	}
	return nil
}
