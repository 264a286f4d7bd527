package dashboards

import (
	"context"
	"errors"
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

// A wish is an order as an address makes it: what, in which format, how it looks.
type wish struct {
	order  Order
	format string
	look   Look
	packed string // name of the archive, if there are several files
	etag   string
}

// wished reads the address of a document, and refuses what cannot be made before anything is computed.
func (s *Server) wished(c *fiber.Ctx) (wish, error) {
	name := c.Params("*")
	w := wish{format: strings.TrimPrefix(path.Ext(name), ".")}
	if s.media(w.format) == "" {
		return w, s.noFormat(w.format)
	}
	query, look, err := ParseLook(string(c.Request().URI().QueryString()), w.format)
	if err != nil {
		return w, err
	}
	w.look, w.order = look, splitOrder(query)
	w.order.Page, w.order.Base = strings.TrimSuffix(name, "."+w.format), base(c)
	r, _, err := s.ordered(w.order)
	if err != nil {
		return w, err
	}
	defer r.view.Release()
	period, err := r.view.Period(r.pair.A)
	if err != nil {
		return w, err
	}
	w.packed = fileName(w.order.Page+"-"+w.order.Per+"-"+w.format, named(r.view, r.page, r.pair.Query()), period.T) + ".zip"
	w.etag = s.etag(r, append(w.order.Sheets, w.format, w.order.Per, w.order.Base, look.name(), s.templateMark(w.format))...)
	return w, nil
}

// long reports whether a wish takes long enough to be made in turn with others.
func (w wish) long() bool { return w.format == "pdf" || w.order.Per != "" || len(w.order.Sheets) == 0 }

// sendDocument answers a page, or some of its sheets, as a file: /export/hjartsvikt.pdf?blad=dashboard&kon=K. Several
// files come packed as one. Those who wait for a long one here wait for their turn too.
func (s *Server) sendDocument(c *fiber.Ctx) error {
	w, err := s.wished(c)
	if err != nil {
		return err
	}
	if !s.guarded(w.order) && fresh(c, w.etag) { // a guarded sheet is opened, and logged, each time
		return c.SendStatus(fiber.StatusNotModified)
	}
	ctx, cancel := context.WithTimeout(opens(c).on(context.Background()), 4*s.options.Timeout) // of many figures
	defer cancel()
	var file File
	make := func() error {
		var err error
		file, err = s.fulfilled(ctx, w)
		return err
	}
	if w.long() {
		err = s.exports.Do(ctx, make)
	} else {
		err = make()
	}
	if err != nil {
		return err
	}
	return s.sendFile(c, file)
}

// fulfilled makes the file of a wish.
func (s *Server) fulfilled(ctx context.Context, w wish) (File, error) {
	compiled, err := s.Compile(ctx, w.order, func(done, total int) { told(ctx, stageComputing, done, total) })
	if err != nil {
		return File{}, err
	}
	var files []File
	for i, one := range compiled {
		told(ctx, stageWriting, i, len(compiled))
		written, err := s.Write(ctx, one, w.format, w.look)
		if err = errors.Join(err, ctx.Err()); err != nil {
			return File{}, err
		}
		files = append(files, written...)
	}
	switch len(files) {
	case 0:
		return File{}, &fault{status: fiber.StatusNotFound, sentence: "Det finns inget att exportera i formatet " + quoted(w.format) + " för urvalet."}
	case 1:
		return files[0], nil
	}
	var packed buffer
	if err := archive(&packed, files); err != nil {
		return File{}, err
	}
	return File{w.packed, packed.Bytes()}, nil
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
