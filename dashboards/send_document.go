package dashboards

import (
	"context"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
)

// Keys of the address that say what a document is to hold.
const (
	sheetKey = "blad" // a sheet; can be repeated
	perKey   = "per"  // a document for each value of this query key
)

// sendDocument answers a page, or some of its sheets, as a file: /export/hjartsvikt.pdf?blad=dashboard&kon=K. Several
// files come packed as one.
func (s *Server) sendDocument(c *fiber.Ctx) error {
	name := c.Params("*")
	format := strings.TrimPrefix(path.Ext(name), ".")
	if s.media(format) == "" {
		return s.noFormat(format)
	}
	query, look, err := ParseLook(string(c.Request().URI().QueryString()), format)
	if err != nil {
		return err
	}
	order := splitOrder(query)
	order.Page, order.Base = strings.TrimSuffix(name, "."+format), c.BaseURL()
	ctx, cancel := context.WithTimeout(context.Background(), 4*s.options.Timeout) // of many figures
	defer cancel()
	r, _, err := s.ordered(order)
	if err != nil {
		return err
	}
	etag := s.etag(r, append(order.Sheets, format, order.Per, order.Base, look.name(), s.templateMark(format))...)
	period, err := r.view.Period(r.pair.A)
	r.view.Release()
	if err != nil {
		return err
	}
	if !s.guarded(order) && fresh(c, etag) { // a guarded sheet is opened, and logged, each time
		return c.SendStatus(fiber.StatusNotModified)
	}
	compiled, err := s.Compile(ctx, order, nil)
	if err != nil {
		return err
	}
	var files []File
	for _, one := range compiled {
		written, err := s.Write(ctx, one, format, look)
		if err != nil {
			return err
		}
		files = append(files, written...)
	}
	if len(files) == 0 {
		return &fault{status: fiber.StatusNotFound, sentence: "Det finns inget att exportera i formatet " + quoted(format) + " för urvalet."}
	}
	if len(files) == 1 {
		return s.sendFile(c, files[0], format)
	}
	var packed buffer
	if err := archive(&packed, files); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName(order.Page+"-"+order.Per+"-"+format, r.pair.Query(), period.T)+`.zip"`)
	c.Set(fiber.HeaderContentType, "application/zip")
	return c.Send(packed.Bytes())
}

// splitOrder takes what a document is to hold out of a query string.
func splitOrder(query string) Order {
	var order Order
	var rest []string
	for part := range strings.SplitSeq(query, "&") {
		switch key, value, _ := strings.Cut(part, "="); key {
		case sheetKey:
			order.Sheets = append(order.Sheets, unescape(value))
		case perKey:
			order.Per = unescape(value)
		default:
			rest = append(rest, part)
		}
	}
	order.Query = strings.Join(rest, "&")
	return order
}

// guarded reports whether the order names a sheet that needs a right.
func (s *Server) guarded(order Order) bool {
	page, err := s.service.Page(order.Page)
	if err != nil {
		page = &analytics.Page{}
	}
	for _, sheet := range page.Sheets {
		for _, id := range order.Sheets {
			if sheet.ID == id && sheet.Right != "" {
				return true
			}
		}
	}
	return false
}
